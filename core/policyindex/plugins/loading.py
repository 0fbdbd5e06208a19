"""Loading plugins, and calling their hooks: each alone, so that a broken one is reported and harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

import pluggy

from policyindex.plugins import hookspecs
from policyindex.plugins.contract import contract_fault
from policyindex.plugins.discovery import entry_points
from policyindex.plugins.guarding import failure, full_traceback
from policyindex.plugins.tracing import log, timed
from policyindex.problems.errors import BrokenPluginError

BUILT_IN = "built-in"
T = TypeVar("T")


class PluginInfo(NamedTuple):
    """One plugin and where it comes from."""

    name: str
    distribution: str
    version: str

    @property
    def origin(self) -> str:
        """Say where it comes from, for messages."""
        return f"{self.name} ({self.distribution} {self.version})" if self.distribution else self.name


class Fault(NamedTuple):
    """What is wrong with a plugin: in one line, and for whoever mends it, in full."""

    plugin: str
    reason: str
    detail: str = ""


class LoadedPlugins:
    """Plugins by name, and the faults of broken ones."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.plugins: dict[str, PluginInfo] = {}
        self.disabled: tuple[str, ...] = ()
        self._faults: list[Fault] = []
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)

    def add(self, plugin: object, info: PluginInfo) -> None:
        """Register a plugin's module or object; whatever is wrong with it becomes a fault."""
        if self._manager.has_plugin(info.name):
            self.report(info.name, f"the plugin name '{info.name}' is taken already")
            return
        self.plugins[info.name] = info
        try:
            if reason := contract_fault(plugin):
                raise BrokenPluginError(reason)
            self._manager.register(plugin, info.name)
            self._manager.check_pending()
        except (Exception, SystemExit) as error:
            if self._manager.has_plugin(info.name):
                self._manager.unregister(name=info.name)
            self.report(info.name, _reason(error), error)

    def discover(self, disabled: Iterable[str] = ()) -> None:
        """Load every installed plugin, in the order of their names."""
        self.disabled = tuple(disabled)
        found = sorted(entry_points(), key=lambda each: (each[0].name, each[1]))
        origins: dict[str, list[PluginInfo]] = {}
        for entry, distribution, version in found:
            origins.setdefault(entry.name, []).append(PluginInfo(entry.name, distribution, version))
        for entry in {each.name: each for each, _, _ in found if each.name not in self.disabled}.values():
            claims = origins[entry.name]
            if len(claims) > 1 or entry.name in self.plugins:
                self.plugins.setdefault(entry.name, claims[0])
                names = " and ".join(each.origin for each in claims)
                self.report(entry.name, f"the plugin name '{entry.name}' is claimed by {names}; none of them is used")
                continue
            self.plugins[entry.name] = claims[0]
            try:
                with timed(f"load {claims[0].origin}"):
                    plugin = entry.load()
            except (Exception, SystemExit) as error:
                self.report(entry.name, _reason(error), error)
                continue
            self.add(plugin, claims[0])

    def report(self, plugin: str, reason: str, error: BaseException | None = None) -> None:
        """Note a fault, once; a strict host raises BrokenPluginError."""
        fault = Fault(plugin, reason, full_traceback(error) if error else "")
        if reason not in [each.reason for each in self._faults if each.plugin == plugin]:  # an observer fails each time
            self._faults.append(fault)
            log(f"fault of {plugin}: {reason}")
        if self.strict:
            origin = self.plugins[plugin].origin if plugin in self.plugins else plugin
            raise BrokenPluginError(f"plugin {origin}: {reason}") from error

    def call(self, hook: str, take: Callable[[PluginInfo, Any], T], *shown: Any) -> list[T]:
        """Call a hook on each plugin alone and ``take`` what it gives; where either fails, the plugin gives nothing.

        :param shown: what the hook's implementations may look at, in the order of the hook's arguments
        """
        taken = []
        caller = getattr(self._manager.hook, hook)
        implementations = caller.get_hookimpls()
        for each in sorted(implementations, key=lambda each: (each.plugin_name != BUILT_IN, each.plugin_name)):
            try:
                given = dict(zip(caller.spec.argnames, map(_read_only, shown), strict=True))
                with timed(f"{hook} of {each.plugin_name}"):
                    result = each.function(*(given[name] for name in each.argnames))
                    taken.append(take(self.plugins[each.plugin_name], result))
            except BrokenPluginError as error:
                self.report(each.plugin_name, str(error), error)
            except (Exception, SystemExit) as error:
                self.report(each.plugin_name, f"{hook}: {failure(error, each.function)}", error)
        return taken

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything found wrong with plugins so far."""
        return tuple(self._faults)

    def hooks_of(self, plugin: str) -> list[str]:
        """Name the hooks that a plugin implements."""
        found = self._manager.get_plugin(plugin)
        return sorted(each.name for each in self._manager.get_hookcallers(found) or []) if found is not None else []


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, BrokenPluginError) else failure(error)


def _read_only(value: Any) -> Any:
    from policyindex.plugins.readonly import read_only  # only where somebody looks

    return read_only(value)
