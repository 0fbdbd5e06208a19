"""Saying why scores changed from one period to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.analysis.change import Upon
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ChangeRequest(ScoringRequest):
    """Show why scores changed between two periods: which answers, by how much, and why these did.

    A difference falls into what changed (reforms, and changes whose cause nobody recorded), what revises the past
    (corrections and recodings, which restate the earlier score), and what came or went with the answers that only one
    of the periods has. The parts add up to the difference of the exact scores.

    \b
    policyindex change mipex-national --from 2014 --to 2019
    policyindex change mipex-national --unit GR --from 2014 --to 2019
    policyindex change mipex-national --unit GR --from 2014 --to 2019 --node b --output why.html
    """

    from_: str = option("The period that differences count from.", metavar="PERIOD", required=True)
    to: str = option("The period that they count to. An earlier one turns every sign.", metavar="PERIOD", required=True)
    unit: tuple[str, ...] = option(
        "Show what the difference of this unit is made of. May be repeated: a section a unit. Default: a table of all.",
        default=(),
        metavar="CODE",
    )
    group: str = option(GROUP, metavar="NAME")
    node: str = option(NODE, metavar="NODE")


def change(request: ChangeRequest, workspace: Workspace) -> Outcome[Upon]:
    """Give the difference of a node between two periods, of units that have answers of both, split.

    :raises WrongUseError: for a period, a unit or a node that is not there, or one period twice
    """
    from policyindex.analysis.change import change as changed
    from policyindex.reports.change import change_report
    from policyindex.verbs.analysing import chosen_node
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units, meant_once

    found = scored(request, workspace)
    if request.group:
        part, more = among_units(found.result, request.group, workspace.host)
        found = found._replace(result=part, warnings=(*found.warnings, *more))
    result = found.result
    _check_comparable(result)
    start, end = _periods(request, result)
    units, read = meant_once(request.unit, result)
    for unit in units:
        for period in (start, end):
            result.row(unit, period)
    node = chosen_node(request.node, result)
    upon = changed(result, start, end, units).upon(node)
    return Outcome(
        upon,
        lambda: change_report(upon, units),
        warnings=found.warnings if request.answers else (),
        notes=(*found.notes * bool(request.answers), *read),
        summary=f"change of {node} from {start} to {end}, {result.instrument.reference}\n{len(upon.change.units)} units",
    )


def _check_comparable(result: Result) -> None:
    """Refuse scores that mean something else in each period."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.over_time import comparable_over_time

    if reason := comparable_over_time(result.instrument):
        raise WrongUseError(f"scores of {result.instrument.reference} cannot be compared over time: {reason}")


def _periods(request: ChangeRequest, result: Result) -> tuple[str, str]:
    """Give the two periods asked for, which have answers."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import known_period

    start, end = known_period(request.from_, result), known_period(request.to, result)
    if start == end:
        raise WrongUseError(f"--from and --to are both {start}: a change needs two periods")
    return start, end
