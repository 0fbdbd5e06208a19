"""Comparing units with each other and with the others of their group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.analysis.comparing import Comparison
    from policyindex.reports.compare_group import Whole
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class CompareRequest(ScoringRequest):
    """Compare units: scores side by side and beside the mean of the others, answers that differ, whom to learn from.

    Without --unit the units of the group, or all assessed, stand one below the other by the parts of the node. With two
    periods it is said how the means changed: in the same units on the same questions, and apart from that by questions
    and by units that came or went. A mean needs a score of two thirds of the members.

    \b
    policyindex compare mipex-national --unit DE --unit FR
    policyindex compare mipex-national --unit GR --group EU27_2020 --node f
    policyindex compare mipex-national --group EU --period 2012 --period 2013 --node overall_without_health
    """

    unit: tuple[str, ...] = option("Compare this unit. May be repeated.", default=(), metavar="CODE")
    group: str = option(
        "Compare with the units of this group, such as EU27_2020; see 'units list'. A unit counts in the periods on whose "
        "last day it is a member. Default: all that are assessed.",
        metavar="NAME",
    )
    period: tuple[str, ...] = option(
        "The period; default: the newest that most units have a score in. Two: how the means changed from one to the other.",
        default=(),
        metavar="PERIOD",
    )
    node: str = option(NODE, metavar="NODE")


def compare(request: CompareRequest, workspace: Workspace) -> Outcome[Comparison | Whole]:
    """Compare units of a period; without units the data is the whole group.

    :raises WrongUseError: for an unknown unit, node, group or period, or more than two periods
    """
    from dataclasses import replace

    from policyindex.analysis.comparing import compared
    from policyindex.analysis.group_means import mean_changes
    from policyindex.analysis.learning import lessons
    from policyindex.reports.compare import CompareReport
    from policyindex.reports.compare_group import group_report, whole_group
    from policyindex.verbs.analysing import chosen_node, rows_in
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units, meant_once

    given = scored(request, workspace)
    whole, warnings = given.result, given.warnings if request.answers else ()
    among = whole
    if request.group:
        among, more = among_units(whole, request.group, workspace.host)
        warnings = (*warnings, *more)
    node = chosen_node(request.node, whole)
    periods = _periods(request, among, node)
    period, rows = rows_in(periods[-1], among, node)
    nodes = [each for each, depth in whole.instrument.below((node,)) if depth < 2]
    if not request.unit:
        changes = mean_changes(among, nodes, *periods) if len(periods) > 1 else ()
        found = whole_group(among, node, rows, period, changes)
        whose = _whose(among, found.means[0].members)
        return Outcome(found, lambda: group_report(among, found, whose), warnings=warnings, notes=given.notes)
    units, read = meant_once(request.unit, whole)
    own = [whole.row(unit, period) for unit in units]
    beside = [among.panel.units[row] for row in rows if among.panel.units[row] not in units]
    others = [whole.panel.places[unit, period] for unit in beside]
    comparison = compared(whole, node, own, others)
    learn = lessons(whole, node, own, others)
    changes = mean_changes(among, nodes, *periods) if len(periods) > 1 else ()
    whose = _whose(among, len(others), " other", "s")
    shown = CompareReport(replace(whole, group=among.group), comparison, learn, changes, whose)
    return Outcome(comparison, shown.report, warnings=warnings, notes=(*given.notes, *read))


def _periods(request: CompareRequest, result: Result, node: str) -> list[str]:
    """Give the periods that were asked for in time, each once; none: the newest."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.analysing import rows_in

    found = [rows_in(each, result, node)[0] for each in request.period or ("",)]
    distinct = sorted(dict.fromkeys(found), key=result.instrument.in_time)
    if len(distinct) > 2:
        raise WrongUseError(f"two periods are compared, not {len(distinct)}: name the first and the last")
    return distinct


def _whose(result: Result, count: int, word: str = "", plural: str = "") -> str:
    """Name the units that means are of: never a world that was not assessed."""
    group = result.group
    plural = "" if count == 1 else plural
    if group is None:
        return f"the {'only one' if count == 1 and not word else count}{word}{plural if word else ''} assessed"
    return f"{count}{word}{plural} of {group.group.id}" if word else f"{group.group.id} ({count})"
