"""Trying reforms: what another answer would change, and which answers would gain most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyindex.analysis.best_reforms import Best
    from policyindex.analysis.reach import Reach
    from policyindex.analysis.whatif import WhatIf
    from policyindex.problems import Problem
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class WhatifRequest(ScoringRequest):
    """Try reforms of a unit: what they move, which gain most, and how few are enough.

    --set tells every score, band, type and rank that moves, --best the single reforms that gain most, --reach the fewest
    reforms that bring the unit to a score, a band or a rank, and how many equally small sets there are.

    Everything is scored again by the rules of the instrument. The other units stand still, and the weights behind the
    gains are nominal: nobody published them. An instrument measures laws by its questions; what a reform does to
    people it does not say.

    \b
    policyindex whatif mipex-national --unit DE --set ba21=full --set fa98=full
    policyindex whatif mipex-national --unit DE --best 5
    policyindex whatif mipex-national --all-units --best 1 --format csv
    policyindex whatif mipex-national --unit DE --reach next
    """

    unit: tuple[str, ...] = option("The unit. May be repeated: a section a unit.", default=(), metavar="CODE")
    all_units: bool = option("Do it for every unit with answers of the period.", default=False)
    period: str = option("The period; default: the newest that most units have a score in.", metavar="PERIOD")
    node: str = option(NODE, metavar="NODE")
    group: str = option(GROUP, metavar="NAME")
    set_: tuple[str, ...] = option(
        "Try this answer: an option's code, true or false, sub-options with ; between them or none. May be repeated: all "
        "together are one reform. Numbers change only by a file.",
        default=(),
        metavar="QUESTION=ANSWER",
    )
    best: int = option("Show so many single reforms, those that gain most first.", default=0, metavar="N")
    reach: str = option(
        "Show the fewest reforms that reach this: a score such as 60, a band by its name, next (the next band), or rank:10.",
        metavar="SCORE|BAND|RANK",
    )
    efforts: str = option(
        "A CSV file with what reforms cost: indicator, effort, and option where one costs something else. --reach then "
        "shows the least effort.",
        metavar="FILE",
        reads=True,
    )


def whatif(
    request: WhatifRequest, workspace: Workspace
) -> Outcome[tuple[WhatIf, ...] | tuple[Best, ...] | tuple[Reach, ...]]:
    """Try reforms of units in a period; the data has one entry a unit.

    :raises WrongUseError: for an unknown unit, node or period, or where it is not said what to try
    :raises ProblemsFoundError: for a reform that cannot be
    """
    from policyindex.analysis.best_reforms import best_reforms
    from policyindex.reports.best_reforms import best_report
    from policyindex.reports.reach import ReachReport
    from policyindex.reports.whatif import whatif_report
    from policyindex.verbs.analysing import chosen_node, rows_in
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units, meant_once

    _check(request)
    given = scored(request, workspace)
    result, warnings = given.result, given.warnings if request.answers else ()
    if request.group:
        result, more = among_units(result, request.group, workspace.host)
        warnings = (*warnings, *more)
    node = chosen_node(request.node, result)
    period, rows = rows_in(request.period, result, node)
    units, read = meant_once(request.unit, result)
    rows = rows if request.all_units else [result.row(unit, period) for unit in units]
    notes = (*given.notes, *read)
    if request.set_:
        tried, doubts = _tried(request, result, rows, node)
        return Outcome(tried, lambda: whatif_report(result, tried), warnings=(*warnings, *doubts), notes=notes)
    if request.reach:
        reached = _reached(request, result, rows, node)
        shown = ReachReport(result, reached, efforts=bool(request.efforts))
        return Outcome(reached, shown.report, warnings=warnings, notes=notes)
    best = tuple(best_reforms(result, row, node, request.best) for row in rows)
    return Outcome(best, lambda: best_report(result, best), warnings=warnings, notes=notes)


def _check(request: WhatifRequest) -> None:
    from policyindex.problems.errors import WrongUseError

    if bool(request.unit) == request.all_units:
        raise WrongUseError("say whose reforms to try: --unit CODE, which may be repeated, or --all-units, not both")
    if request.best < 0:
        raise WrongUseError(f"--best takes how many reforms to show, 1 or more, not {request.best}")
    if request.efforts and not request.reach:
        raise WrongUseError("--efforts goes with --reach: it says what reforms cost")
    if sum(map(bool, (request.set_, request.best, request.reach))) != 1:
        raise WrongUseError(
            "say what to try, one of: --set QUESTION=ANSWER for reforms of yours, --best N for those that gain most, "
            "--reach SCORE|BAND|RANK for the fewest that get there"
        )


def _reached(request: WhatifRequest, result: Result, rows: Sequence[int], node: str) -> tuple[Reach, ...]:
    from pathlib import Path

    from policyindex.analysis.efforts import read_efforts
    from policyindex.analysis.goals import read_goal
    from policyindex.analysis.reach import one_each, reach

    goal = read_goal(request.reach, result, node)
    cost = read_efforts(Path(request.efforts).expanduser(), result) if request.efforts else one_each
    return tuple(reach(result, row, node, goal, cost) for row in rows)


def _tried(
    request: WhatifRequest, result: Result, rows: Sequence[int], node: str
) -> tuple[tuple[WhatIf, ...], list[Problem]]:
    from policyindex.analysis.reading_reforms import fitting, typed_reforms
    from policyindex.analysis.whatif import what_if
    from policyindex.problems import Location

    reforms, doubts = typed_reforms(request.set_, result, "--set")
    doubts += [each for row in rows for each in fitting(result, row, reforms, Location("--set"))]
    return tuple(what_if(result, row, node, reforms) for row in rows), doubts
