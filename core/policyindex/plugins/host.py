"""The plugin host: finds plugins, keeps a broken one from harming the others, gives typed registries.

A host is built and passed in; there is none at module level. It imports no other layer: what comes with the core is
handed to it like a plugin.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from typing import TYPE_CHECKING, Any

from policyindex.plugins.loading import BUILT_IN, Fault, LoadedPlugins, PluginInfo
from policyindex.plugins.registry import REGISTRIES, Entry, Filled, entries_of, filled
from policyindex.plugins.specs import Rules
from policyindex.problems.errors import BrokenPluginError, WrongUseError

if TYPE_CHECKING:
    from policyindex.plugins.specs import (
        AggregatorSpec,
        CommandSpec,
        ExporterSpec,
        ImporterSpec,
        InstrumentSpec,
        PanelStepSpec,
        StepSpec,
        StrandSpec,
        StrategySpec,
        TranslationSpec,
        UnitGroupSpec,
        UnitSchemeSpec,
    )
    from policyindex.problems import Problem

__all__ = ["BUILT_IN", "REGISTRIES", "Entry", "Fault", "PluginHost", "PluginInfo"]


class PluginHost(LoadedPlugins):
    """Plugins by name, the faults of broken ones, and registries that are filled on first use and then frozen."""

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(strict=strict)
        self._filled: dict[str, Filled] = {}
        self._filling = RLock()

    def add(self, plugin: object, info: PluginInfo) -> None:
        """Register a plugin's module or object; whatever is wrong with it becomes a fault."""
        super().add(plugin, info)
        if late := [each for each in self._filled if f"register_{each}" in self.hooks_of(info.name)]:
            self.report(info.name, f"added too late: nobody asks it for its {' and '.join(late)} any more")

    def owner(self, registry: str, spec: object) -> PluginInfo:
        """Give the plugin that registered a spec, or raise WrongUseError for one that came another way."""
        for entry in self.entries(registry):
            if entry.spec is spec:
                return self.plugins[entry.plugin]
        raise WrongUseError(f"no plugin registered this among its {registry}: {spec!r}")

    # -- registries ------------------------------------------------------------------------------------------------

    def _registry(self, registry: str) -> Filled:
        """Fill a registry on first use, once however many threads ask for it; a list with anything wrong is dropped."""
        if registry not in self._filled:
            with self._filling:
                if registry not in self._filled:
                    given = self.call(f"register_{registry}", lambda info, found: entries_of(registry, found, info))
                    made = filled(registry, [entry for each in given for entry in each], self.plugins)
                    for key, reason in made.contested.items():
                        claims = [each for each in made.entries if REGISTRIES[registry].key(each.spec) == key]
                        self.report(claims[-1].plugin, reason)
                    self._filled[registry] = made
        return self._filled[registry]

    def entries(self, registry: str) -> tuple[Entry, ...]:
        """Give what plugins registered, in the order of their names."""
        return self._registry(registry).entries

    def contested(self, registry: str) -> Mapping[Any, str]:
        """Give the names of a registry that more than one plugin claims, and who does."""
        return self._registry(registry).contested

    @property
    def instruments(self) -> Mapping[tuple[str, str], InstrumentSpec]:
        """Instruments by id and edition."""
        return self._registry("instruments").specs

    @property
    def strands(self) -> Mapping[tuple[str, str, str], StrandSpec]:
        """Strands by base, id and edition."""
        return self._registry("strands").specs

    @property
    def translations(self) -> Mapping[tuple[str, str], TranslationSpec]:
        """Translations by instrument reference and language."""
        return self._registry("translations").specs

    @property
    def unit_schemes(self) -> Mapping[str, UnitSchemeSpec]:
        """Unit schemes by id, with ``@`` and the vintage where they have one."""
        return self._registry("unit_schemes").specs

    @property
    def unit_groups(self) -> Mapping[str, UnitGroupSpec]:
        """Groups of units by id."""
        return self._registry("unit_groups").specs

    @property
    def aggregators(self) -> Mapping[str, AggregatorSpec]:
        """Aggregators by name."""
        return self._registry("aggregators").specs

    @property
    def steps(self) -> Mapping[str, StepSpec | PanelStepSpec]:
        """Steps by name."""
        return self._registry("steps").specs

    @property
    def strategies(self) -> Mapping[str, StrategySpec]:
        """Strategies by name."""
        return self._registry("strategies").specs

    @property
    def importers(self) -> Mapping[str, ImporterSpec]:
        """Readers of answer files by name."""
        return self._registry("importers").specs

    @property
    def exporters(self) -> Mapping[str, ExporterSpec]:
        """Writers of results by name."""
        return self._registry("exporters").specs

    @property
    def commands(self) -> Mapping[str, CommandSpec]:
        """Commands of plugins by name, with the built-in group before it where they belong to one."""
        return self._registry("commands").specs

    @property
    def rules(self) -> Rules:
        """What instruments are checked and scored against."""
        return Rules(self.aggregators, self.steps, self.strategies)

    # -- checks and observers --------------------------------------------------------------------------------------

    def check_instrument(self, instrument: object) -> list[Problem]:
        """Collect the problems that plugins find in an instrument."""
        return self._problems("check_instrument", instrument)

    def check_answers(self, instrument: object, answers: object) -> list[Problem]:
        """Collect the problems that plugins find in answers."""
        return self._problems("check_answers", instrument, answers)

    def _problems(self, hook: str, *shown: object) -> list[Problem]:
        from policyindex.problems import Problem

        def problems_of(plugin: PluginInfo, given: Any) -> list[Problem]:
            found = [] if given is None else list(given)
            if not all(isinstance(each, Problem) for each in found):
                raise BrokenPluginError(f"{hook} must give problems (policyindex.Problem)")
            return found

        return [each for found in self.call(hook, problems_of, *shown) for each in found]

    def after_scoring(self, result: object) -> None:
        """Show a result to whoever observes."""
        self.call("after_scoring", lambda plugin, given: None, result)

    def fill(self) -> None:
        """Fill all registries, so that every fault shows."""
        for registry in REGISTRIES:
            self._registry(registry)

    def origins(self) -> dict[str, dict[str, str]]:
        """Give the version of each plugin's distribution, and whose each aggregator, step and strategy is."""
        found: dict[str, dict[str, str]] = {
            "distributions": {each.distribution: each.version for each in self.plugins.values() if each.distribution}
        }
        for registry in ("aggregators", "steps", "strategies"):
            specs = self._registry(registry).specs
            found[registry] = {
                name: self.owner(registry, spec).distribution or "policyindex" for name, spec in specs.items()
            }
        return found
