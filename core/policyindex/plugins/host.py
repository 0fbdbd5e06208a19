"""The plugin host: finds plugins, keeps a broken one from harming the others, gives typed registries.

A host is built and passed in; there is none at module level. It imports no other layer: what comes with the core is
handed to it like a plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pluggy

from policyindex.plugins import hookspecs
from policyindex.plugins.discovery import contract_fault, entry_points, full_traceback, said, spec_fault
from policyindex.plugins.specs import Rules
from policyindex.problems.errors import BrokenPluginError, PolicyIndexError

if TYPE_CHECKING:
    from policyindex.plugins.specs import (
        AggregatorSpec,
        CommandSpec,
        ExporterSpec,
        ImporterSpec,
        InstrumentSpec,
        StepSpec,
        StrandSpec,
        StrategySpec,
        TranslationSpec,
        UnitSchemeSpec,
    )

BUILT_IN = "built-in"
REGISTRIES = (
    "instruments", "strands", "translations", "unit_schemes", "aggregators", "steps", "strategies",
    "importers", "exporters", "commands",
)  # fmt: skip
T = TypeVar("T")


class Fault(NamedTuple):
    """What is wrong with a plugin: in one line, and for whoever mends it, in full."""

    plugin: str
    reason: str
    detail: str = ""


class PluginInfo(NamedTuple):
    """One plugin and where it comes from."""

    name: str
    distribution: str
    version: str

    @property
    def origin(self) -> str:
        """Say where it comes from, for messages."""
        return f"{self.name} ({self.distribution} {self.version})" if self.distribution else self.name


class Entry(NamedTuple):
    """Something registered, and by whom."""

    spec: Any
    plugin: str


class PluginHost:
    """Plugins by name, the faults of broken ones, and registries filled on first use."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.plugins: dict[str, PluginInfo] = {}
        self.disabled: tuple[str, ...] = ()
        self._faults: list[Fault] = []
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._entries: dict[str, list[Entry]] = {}
        self._contested: dict[tuple[str, Any], str] = {}

    # -- loading ---------------------------------------------------------------------------------------------------

    def add(self, plugin: object, info: PluginInfo) -> None:
        """Register a plugin's module or object; whatever is wrong with it becomes a fault."""
        self.plugins[info.name] = info
        try:
            if reason := contract_fault(plugin):
                self._fault(info.name, reason)
                return
            self._manager.register(plugin, info.name)
            self._manager.check_pending()
        except Exception as error:
            self._fault(info.name, said(error), error)
            if self._manager.has_plugin(info.name):
                self._manager.unregister(name=info.name)

    def discover(self, disabled: Iterable[str] = ()) -> None:
        """Load every installed plugin, in the order of their names."""
        self.disabled = tuple(disabled)
        found = sorted(entry_points(), key=lambda each: (each[0].name, each[1]))
        origins: dict[str, list[PluginInfo]] = {}
        for entry, distribution, version in found:
            origins.setdefault(entry.name, []).append(PluginInfo(entry.name, distribution, version))
        for entry, _, _ in found:
            claims = origins[entry.name]
            if entry.name in self.disabled or entry.name in self.plugins:
                continue
            self.plugins[entry.name] = claims[0]
            if len(claims) > 1 or entry.name == BUILT_IN:
                who = " and ".join(each.origin for each in claims)
                self._fault(entry.name, f"the plugin name '{entry.name}' is claimed by {who}; none of them is used")
                continue
            try:
                plugin = entry.load()
            except (Exception, SystemExit) as error:
                self._fault(entry.name, said(error), error)
                continue
            self.add(plugin, claims[0])

    def _fault(self, plugin: str, reason: str, error: BaseException | None = None) -> None:
        detail = full_traceback(error) if error else ""
        self._faults.append(Fault(plugin, reason, detail))
        if self.strict:
            origin = self.plugins[plugin].origin if plugin in self.plugins else plugin
            raise BrokenPluginError(f"plugin {origin}: {reason}") from error

    # -- calling ---------------------------------------------------------------------------------------------------

    def _call(self, hook: str, **arguments: object) -> list[tuple[str, Any]]:
        """Call a hook on each plugin alone; one that raises is reported and gives nothing."""
        results = []
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            name = implementation.plugin_name
            try:
                given = [arguments[each] for each in implementation.argnames]
                result = implementation.function(*given)
                results.append((name, list(result) if hook.startswith("check_") and result is not None else result))
            except (Exception, SystemExit) as error:
                self._fault(name, f"{hook}: {said(error)}", error)
        return sorted(results, key=lambda each: (self.plugins[each[0]].distribution != "", each[0]))

    def entries(self, registry: str) -> list[Entry]:
        """Give what plugins registered, in the order of their names; a list with anything wrong is dropped whole."""
        if registry not in self._entries:
            found: list[Entry] = []
            for plugin, specs in self._call(f"register_{registry}"):
                wanted = _spec_type(registry)
                if not isinstance(specs, list) or not all(type(each).__name__ == wanted for each in specs):
                    self._fault(plugin, f"register_{registry} must return a list of {wanted}")
                    continue
                if reason := next((reason for each in specs if (reason := spec_fault(each))), ""):
                    self._fault(plugin, f"register_{registry}: {reason}")
                    continue
                found.extend(Entry(spec, plugin) for spec in specs)
            self._entries[registry] = found
        return self._entries[registry]

    def _named(self, registry: str, key: Callable[[Any], T]) -> dict[T, Any]:
        """Give specs by name; a name that two plugins claim belongs to nobody."""
        owners: dict[T, list[Entry]] = {}
        for entry in self.entries(registry):
            owners.setdefault(key(entry.spec), []).append(entry)
        for name, claims in owners.items():
            if len(claims) > 1 and (registry, name) not in self._contested:
                who = " and ".join(self.plugins[each.plugin].origin for each in claims)
                reason = f"{registry}: '{_shown(name)}' is registered twice, by {who}"
                self._contested[registry, name] = reason
                self._fault(claims[-1].plugin, reason)
        # what comes with the core stays; otherwise a name claimed twice belongs to nobody
        return {
            name: claims[0].spec for name, claims in owners.items() if len(claims) == 1 or claims[0].plugin == BUILT_IN
        }

    def owner(self, registry: str, spec: object) -> PluginInfo:
        """Give the plugin that registered a spec."""
        return self.plugins[next(entry.plugin for entry in self.entries(registry) if entry.spec is spec)]

    def guarded(self, registry: str, spec: Any, call: Callable[[], T]) -> T:
        """Call something a plugin registered; whatever it raises is reported as that plugin's error."""
        try:
            return call()
        except (PolicyIndexError, OSError):
            raise
        except Exception as error:
            name = getattr(spec, "name", None) or spec.id
            origin = self.owner(registry, spec).origin
            raise BrokenPluginError(
                f"{registry.removesuffix('s')} '{name}' of plugin {origin} failed: {said(error)}"
            ) from error

    def contested(self, registry: str) -> Mapping[Any, str]:
        """Give the names of a registry that more than one plugin claims, and who does."""
        getattr(self, registry)
        return {name: reason for (which, name), reason in self._contested.items() if which == registry}

    # -- registries ------------------------------------------------------------------------------------------------

    @property
    def instruments(self) -> Mapping[tuple[str, str], InstrumentSpec]:
        """Instruments by id and edition."""
        return self._named("instruments", lambda spec: (spec.id, spec.edition))

    @property
    def strands(self) -> Mapping[tuple[str, str, str], StrandSpec]:
        """Strands by base, id and edition."""
        return self._named("strands", lambda spec: (spec.base, spec.id, spec.edition))

    @property
    def translations(self) -> Mapping[tuple[str, str], TranslationSpec]:
        """Translations by instrument reference and language."""
        return self._named("translations", lambda spec: (spec.instrument, spec.language))

    @property
    def unit_schemes(self) -> Mapping[str, UnitSchemeSpec]:
        """Unit schemes by id."""
        return self._named("unit_schemes", lambda spec: spec.id)

    @property
    def aggregators(self) -> Mapping[str, AggregatorSpec]:
        """Aggregators by name."""
        return self._named("aggregators", lambda spec: spec.name)

    @property
    def steps(self) -> Mapping[str, StepSpec]:
        """Steps by name."""
        return self._named("steps", lambda spec: spec.name)

    @property
    def strategies(self) -> Mapping[str, StrategySpec]:
        """Strategies by name."""
        return self._named("strategies", lambda spec: spec.name)

    @property
    def importers(self) -> Mapping[str, ImporterSpec]:
        """Readers of answer files by name."""
        return self._named("importers", lambda spec: spec.name)

    @property
    def exporters(self) -> Mapping[str, ExporterSpec]:
        """Writers of results by name."""
        return self._named("exporters", lambda spec: spec.name)

    @property
    def commands(self) -> Mapping[str, CommandSpec]:
        """Commands of plugins by name, with the built-in group before it where they belong to one."""
        return self._named("commands", lambda spec: f"{spec.group} {spec.name}".strip())

    @property
    def rules(self) -> Rules:
        """What instruments are checked and scored against."""
        return Rules(self.aggregators, self.steps, self.strategies)

    # -- checks and observers --------------------------------------------------------------------------------------

    def check_instrument(self, instrument: object) -> list[Any]:
        """Collect the problems that plugins find in an instrument."""
        return self._problems("check_instrument", instrument=instrument)

    def check_answers(self, instrument: object, answers: object) -> list[Any]:
        """Collect the problems that plugins find in answers."""
        return self._problems("check_answers", instrument=instrument, answers=answers)

    def _problems(self, hook: str, **arguments: object) -> list[Any]:
        found: list[Any] = []
        for plugin, problems in self._call(hook, **arguments):
            if any(type(each).__name__ != "Problem" for each in problems or ()):
                self._fault(plugin, f"{hook} must give problems (policyindex.Problem)")
                continue
            found.extend(problems or ())
        return found

    def after_scoring(self, result: object) -> None:
        """Show a result to whoever observes."""
        self._call("after_scoring", result=result)

    # -- reports ---------------------------------------------------------------------------------------------------

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything found wrong with plugins so far."""
        return tuple(self._faults)

    def fill(self) -> None:
        """Fill all registries, so that every fault shows."""
        for registry in REGISTRIES:
            getattr(self, registry)

    def hooks_of(self, plugin: str) -> list[str]:
        """Name the hooks that a plugin implements."""
        found = self._manager.get_plugin(plugin)
        return sorted(each.name for each in self._manager.get_hookcallers(found) or []) if found is not None else []

    def origins(self) -> dict[str, dict[str, str]]:
        """Give the version of each plugin's distribution, and whose each aggregator, step and strategy is."""
        found: dict[str, dict[str, str]] = {
            "distributions": {each.distribution: each.version for each in self.plugins.values() if each.distribution}
        }
        for registry in ("aggregators", "steps", "strategies"):
            specs = getattr(self, registry)
            found[registry] = {
                name: self.owner(registry, spec).distribution or "policyindex" for name, spec in specs.items()
            }
        return found


def _spec_type(registry: str) -> str:
    singular = "strategy" if registry == "strategies" else registry.removesuffix("s")
    return "".join(part.capitalize() for part in singular.split("_")) + "Spec"


def _shown(name: object) -> str:
    return "@".join(name) if isinstance(name, tuple) else str(name)
