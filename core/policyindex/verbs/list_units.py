"""Listing schemes and groups of units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policyindex.verbs.request import Request, option

if TYPE_CHECKING:
    from policyindex.problems import Problem
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace

FOR = "Also what the tables of this instrument bring."


@dataclass(frozen=True)
class ListUnitsRequest(Request):
    """List the schemes of units, such as iso-3166-1, and the groups, such as EU27_2020, with who brings each."""

    for_: str = option(FOR, metavar="REF", reads=True)


class Listed(NamedTuple):
    """A scheme or a group: what it is, what it is called, its units' scheme or its vintage, and who brings it."""

    kind: str
    name: str
    title: str
    scheme: str
    vintage: str
    origin: str


def list_units(request: ListUnitsRequest, workspace: Workspace) -> Outcome[tuple[Listed, ...]]:
    """Give the schemes and the groups, those of an instrument's tables first; no scheme is asked for its units."""
    from policyindex.reports.unit_lists import listed_report
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import Outcome

    host = workspace.host
    found: list[Listed] = []
    warnings: tuple[Problem, ...] = ()
    if request.for_:
        instrument = get_instrument(request.for_, host)
        units, tables, warnings = instrument.file.units, instrument.unit_tables, instrument.warnings
        if units and tables.scheme.names:
            found.append(Listed("scheme", units.scheme, units.label, units.scheme, units.vintage, units.file))
        origin = units.groups if units else ""
        found += [Listed("group", each.id, each.title, each.scheme, "", origin) for each in tables.groups]
    for key, scheme in host.unit_schemes.items():
        owner = host.owner("unit_schemes", scheme).origin
        found.append(Listed("scheme", key, scheme.title, scheme.id, scheme.vintage, owner))
    for key, group in host.unit_groups.items():
        found.append(Listed("group", key, group.title, group.scheme, "", host.owner("unit_groups", group).origin))
    notes = tuple(f"warning: plugin {fault.plugin} is skipped: {fault.reason}" for fault in host.faults)
    return Outcome(tuple(found), lambda: listed_report(found), warnings=warnings, notes=notes)
