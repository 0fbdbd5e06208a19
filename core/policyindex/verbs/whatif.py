"""Trying reforms: what another answer would change, and which answers would gain most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyindex.analysis.reforms.best_reforms import Best
    from policyindex.analysis.reforms.reach import Reach
    from policyindex.analysis.reforms.reform import Reform
    from policyindex.analysis.reforms.whatif import WhatIf
    from policyindex.problems import Problem
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class WhatifRequest(ScoringRequest):
    """Try reforms of a unit: what they move, which gain most, and how few are enough.

    --set and --reform tell every score, band, type and rank that moves, --best the single reforms that gain most, --reach the fewest
    reforms that bring the unit to a score, a band or a rank, and how many equally small sets there are.

    Everything is scored again by the rules of the instrument. The other units stand still, and the weights behind the
    gains are nominal: nobody published them. An instrument measures laws by its questions; what a reform does to
    people it does not say.

    \b
    policyindex whatif mipex-national --unit DE --set ba21=full --set fa98=full
    policyindex whatif mipex-national --unit DE --best 5
    policyindex whatif mipex-national --all-units --best 1 --format csv
    policyindex whatif mipex-national --unit DE --reach next
    policyindex whatif mipex-national --reform bill.yaml --reform compromise.yaml
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
    reform: tuple[str, ...] = option(
        "Try the reform in this file, which names its unit and period. May be repeated: each is compared with the first one "
        "of the same unit, and what it gives away is said.",
        default=(),
        metavar="FILE.yaml",
        reads=True,
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
    write_reform: str = option(
        "Write the reforms of --set or --reach as a reform file, to be filled in, shared and tried again.",
        metavar="FILE.yaml",
        writes=True,
    )


def whatif(
    request: WhatifRequest, workspace: Workspace
) -> Outcome[tuple[WhatIf, ...] | tuple[Best, ...] | tuple[Reach, ...]]:
    """Try reforms of units in a period; the data has one entry a unit.

    :raises WrongUseError: for an unknown unit, node or period, or where it is not said what to try
    :raises ProblemsFoundError: for a reform that cannot be
    """
    from policyindex.analysis.reforms.best_reforms import best_reforms
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
    units, read = meant_once(request.unit, result)
    notes = (*given.notes, *read)
    if request.reform:
        tried, doubts = _of_files(request, result, units, node)
        return Outcome(tried, lambda: whatif_report(result, tried), warnings=(*warnings, *doubts), notes=notes)
    period, rows = rows_in(request.period, result, node)
    rows = rows if request.all_units else [result.row(unit, period) for unit in units]
    if request.set_:
        tried, doubts = _typed(request, result, rows, node)
        files = _written(request, result, rows, [each.reforms for each in tried])
        return Outcome(tried, lambda: whatif_report(result, tried), files, (*warnings, *doubts), notes)
    if request.reach:
        reached = _reached(request, result, rows, node)
        files = _written(request, result, rows, [tuple(one.reform for one in each.reforms) for each in reached])
        shown = ReachReport(result, reached, efforts=bool(request.efforts))
        return Outcome(reached, shown.report, files, warnings, notes)
    best = tuple(best_reforms(result, row, node, request.best) for row in rows)
    return Outcome(best, lambda: best_report(result, best), warnings=warnings, notes=notes)


def _check(request: WhatifRequest) -> None:
    from policyindex.problems.errors import WrongUseError

    if request.all_units and request.reform:
        raise WrongUseError("--reform says in its file which unit it is about: leave --all-units out")
    if bool(request.unit) == request.all_units and not request.reform:
        raise WrongUseError("say whose reforms to try: --unit CODE, which may be repeated, or --all-units, not both")
    if request.best < 0:
        raise WrongUseError(f"--best takes how many reforms to show, 1 or more, not {request.best}")
    if request.efforts and not request.reach:
        raise WrongUseError("--efforts goes with --reach: it says what reforms cost")
    if sum(map(bool, (request.set_, request.reform, request.best, request.reach))) != 1:
        raise WrongUseError(
            "say what to try, one of: --set QUESTION=ANSWER for answers of yours, --reform FILE for those of a file, "
            "--best N for those that gain most, --reach SCORE|BAND|RANK for the fewest that get there"
        )
    if request.write_reform and (len(request.unit) != 1 or not (request.set_ or request.reach)):
        raise WrongUseError("--write-reform writes the reforms of one --unit: those of --set or --reach")


def _reached(request: WhatifRequest, result: Result, rows: Sequence[int], node: str) -> tuple[Reach, ...]:
    from pathlib import Path

    from policyindex.analysis.reforms.efforts import read_efforts
    from policyindex.analysis.reforms.goals import read_goal
    from policyindex.analysis.reforms.reach import one_each, reach

    goal = read_goal(request.reach, result, node)
    cost = read_efforts(Path(request.efforts).expanduser(), result) if request.efforts else one_each
    return tuple(reach(result, row, node, goal, cost) for row in rows)


def _typed(
    request: WhatifRequest, result: Result, rows: Sequence[int], node: str
) -> tuple[tuple[WhatIf, ...], list[Problem]]:
    from policyindex.analysis.reforms.reading_reforms import fitting, typed_reforms
    from policyindex.analysis.reforms.whatif import what_if
    from policyindex.problems import Location

    reforms, doubts = typed_reforms(request.set_, result, "--set")
    placed = [(each, Location("--set")) for each in reforms]
    doubts += [each for row in rows for each in fitting(result, row, placed)]
    return tuple(what_if(result, row, node, reforms) for row in rows), doubts


def _of_files(
    request: WhatifRequest, result: Result, units: Sequence[str], node: str
) -> tuple[tuple[WhatIf, ...], list[Problem]]:
    from pathlib import Path

    from policyindex.analysis.reforms.bills import on_answers
    from policyindex.analysis.reforms.whatif import what_if
    from policyindex.problems import listing, problem
    from policyindex.problems.errors import ProblemsFoundError
    from policyindex.studies.reform import read_reform
    from policyindex.verbs.units import known_period

    asked = known_period(request.period, result) if request.period else ""
    found: list[WhatIf] = []
    doubts: list[Problem] = []
    for path in request.reform:
        read = read_reform(Path(path).expanduser(), result.instrument)
        tried = on_answers(read, result)
        own = result.panel.units[tried.row], result.panel.periods[tried.row]
        if (units and own[0] not in units) or (asked and own[1] != asked):
            values = {"value": " ".join(own), "known": f"one of {listing(units)} {asked}".strip()}
            raise ProblemsFoundError([problem("reform-other-unit", read.places.at("unit"), **values)])
        doubts += tried.warnings
        found.append(what_if(result, tried.row, node, tried.reforms, tried.bill))
    return tuple(found), doubts


def _written(
    request: WhatifRequest, result: Result, rows: Sequence[int], reforms: Sequence[tuple[Reform, ...]]
) -> tuple[MadeFile, ...]:
    """Make the reform file that was asked for."""
    import re
    from pathlib import Path

    from policyindex.analysis.reforms.bills import bill_yaml
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.outcome import made_text

    if not request.write_reform:
        return ()
    target = Path(request.write_reform).expanduser()
    if target.exists():
        raise WrongUseError(f"{target} is there already: choose another name")
    if not reforms[0]:
        raise WrongUseError("there are no reforms to write: leave --write-reform out to see why")
    name = re.sub("[^a-z0-9]+", "-", target.stem.casefold()).strip("-")
    name = name if name[:1].isalpha() else f"reform-{name}"
    return (made_text(str(target), bill_yaml(result, rows[0], reforms[0], name), "application/yaml"),)
