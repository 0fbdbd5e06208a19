"""The registries: one table of what can be registered, and how one is filled from what plugins give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from policyindex.plugins.contract import are_memberships, are_names, spec_fault
from policyindex.plugins.guarding import Guarded
from policyindex.plugins.loading import BUILT_IN, PluginInfo
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
from policyindex.problems.errors import BrokenPluginError, PolicyIndexError


class Registry(NamedTuple):
    """One thing that plugins can register: its word, the type of its specs, and what two of them must not share."""

    word: str
    spec: type[Any]
    key: Callable[[Any], Any]
    also: tuple[type[Any], ...] = ()
    """Other types of spec that stand among them."""


def _name(spec: Any) -> str:
    return str(spec.name)


def _command(spec: CommandSpec) -> str:
    return f"{spec.group} {spec.name}".strip()


def scheme_key(scheme: str, vintage: str) -> str:
    """Give what a scheme of units is registered as: its id, with ``@`` and the vintage where it has one."""
    return f"{scheme}@{vintage}" if vintage else scheme


REGISTRIES: Mapping[str, Registry] = MappingProxyType(
    {
        "instruments": Registry("instrument", InstrumentSpec, lambda spec: (spec.id, spec.edition)),
        "strands": Registry("strand", StrandSpec, lambda spec: (spec.base, spec.id, spec.edition)),
        "translations": Registry("translation", TranslationSpec, lambda spec: (spec.instrument, spec.language)),
        "unit_schemes": Registry("unit scheme", UnitSchemeSpec, lambda spec: scheme_key(spec.id, spec.vintage)),
        "unit_groups": Registry("unit group", UnitGroupSpec, lambda spec: spec.id),
        "aggregators": Registry("aggregator", AggregatorSpec, _name),
        "steps": Registry("step", StepSpec, _name, (PanelStepSpec,)),
        "strategies": Registry("strategy", StrategySpec, _name),
        "importers": Registry("importer", ImporterSpec, _name),
        "exporters": Registry("exporter", ExporterSpec, _name),
        "commands": Registry("command", CommandSpec, _command),
    }
)


class Entry(NamedTuple):
    """Something registered, and by whom."""

    spec: Any
    plugin: str


class Filled(NamedTuple):
    """A registry that was asked for: nothing in it changes any more."""

    entries: tuple[Entry, ...]
    specs: Mapping[Any, Any]
    """By key; a key that two plugins claim belongs to nobody, or to the core."""
    contested: Mapping[Any, str]
    """Why a key belongs to nobody, by key."""


def entries_of(registry: str, given: object, plugin: PluginInfo) -> list[Entry]:
    """Check what a plugin gave for a registry, and guard whatever of it can be called.

    :raises BrokenPluginError: where anything in it is wrong; a list is taken whole or not at all
    """
    wanted = (REGISTRIES[registry].spec, *REGISTRIES[registry].also)
    if not isinstance(given, list) or not all(isinstance(each, wanted) for each in given):
        raise BrokenPluginError(
            f"register_{registry} must return a list of {' or '.join(each.__name__ for each in wanted)}"
        )
    if reason := next((reason for each in given if (reason := spec_fault(each))), ""):
        raise BrokenPluginError(f"register_{registry}: {reason}")
    return [Entry(_guarded(registry, spec, plugin), plugin.name) for spec in given]


def filled(registry: str, entries: Iterable[Entry], plugins: Mapping[str, PluginInfo]) -> Filled:
    """Sort entries by what they are called; what comes with the core stays its own."""
    entries = tuple(entries)
    claims: dict[Any, list[Entry]] = {}
    contested: dict[Any, str] = {}
    for entry in entries:
        claims.setdefault(REGISTRIES[registry].key(entry.spec), []).append(entry)
    for key, found in claims.items():
        if len(found) > 1:
            who = " and ".join(plugins[each.plugin].origin for each in found)
            contested[key] = f"{registry}: '{_shown(key)}' is registered twice, by {who}"
    specs = {key: found[0].spec for key, found in claims.items() if len(found) == 1 or found[0].plugin == BUILT_IN}
    return Filled(entries, MappingProxyType(specs), MappingProxyType(contested))


def who(registry: str, spec: Any, plugin: PluginInfo) -> str:
    """Name something registered, for messages."""
    return f"the {REGISTRIES[registry].word} '{_shown(REGISTRIES[registry].key(spec))}' of plugin {plugin.origin}"


def _shown(key: object) -> str:
    return "@".join(key) if isinstance(key, tuple) else str(key)


def _guarded(registry: str, spec: Any, plugin: PluginInfo) -> Any:
    calls = {name: call for name, call in spec._asdict().items() if callable(call)}
    named = who(registry, spec, plugin) if calls else ""
    return spec._replace(**{name: Guarded(named, call, _GIVES.get(name)) for name, call in calls.items()})


def _checked_names(named: str, given: Any) -> Any:
    if not are_names(given):
        raise BrokenPluginError(f"{named} gave no mapping of codes to names: {type(given).__name__}")
    return given


def _checked_memberships(named: str, given: Any) -> Any:
    if not are_memberships(given):
        raise BrokenPluginError(f"{named} gave no list of Membership: {type(given).__name__}")
    return given


def _checked_command(named: str, given: Any) -> Any:
    import click

    if not isinstance(given, click.Command):
        raise BrokenPluginError(f"{named} gave no command of click: {type(given).__name__}")
    passing = (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit, PolicyIndexError)
    if "invoke" not in vars(given):  # it may be loaded twice
        vars(given)["invoke"] = Guarded(named, given.invoke, passing=passing)
    return given


_GIVES: Mapping[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("names", "parents", "aliases", "countries", "notes"), _checked_names),
    "memberships": _checked_memberships,
    "load": _checked_command,
}
"""What is checked of what calls give; readers and rules are checked where their types are known."""
