"""What others measured, reported or did, beside scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyindex.analysis.context.whole import InContext
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace

EVERY = "all"


@dataclass(frozen=True)
class ContextRequest(ScoringRequest):
    """Place scores among what others measured, reported or did: series, treaties, reports, rulings, practices.

    Correlations of series with nodes by Spearman and Pearson, each with a 95% bootstrap interval that resamples units;
    none of fewer than ten units. They are associations among those assessed and show no cause. With --unit, the values
    of the series and the records about that unit stand beside its answers.

    Values of a series are shown only where its licence allows redistribution; nothing of a context enters a score.

    \b
    policyindex context mipex-national --context indices.yaml
    policyindex context mipex-national --context indices.yaml --node g --node f --period all
    policyindex context mipex-national --context indices.yaml --context practices.yaml --unit PT
    """

    context: tuple[str, ...] = option(
        "A context file: series, and records linked to indicators. May be repeated.",
        default=(),
        metavar="FILE",
        required=True,
        reads=True,
    )
    node: tuple[str, ...] = option(
        "A node it is about. May be repeated. Default: the first root of the published tree. See 'instruments show'.",
        default=(),
        metavar="NODE",
    )
    period: tuple[str, ...] = option(
        "The period of the scores; default: the newest that most units have a score in. May be repeated; 'all' means "
        "every one: intervals then resample units with all their periods.",
        default=(),
        metavar="PERIOD|all",
    )
    within: int = option(
        "How many years older than the scores values may be, where a series has none of the same year.",
        default=2,
        metavar="YEARS",
    )
    unit: str = option("Show what there is about this unit, beside its answers.", metavar="CODE")
    group: str = option(GROUP, metavar="NAME")


def context(request: ContextRequest, workspace: Workspace) -> Outcome[InContext]:
    """Place scores in their context.

    :raises WrongUseError: for an unknown node, period, unit or group
    :raises ProblemsFoundError: with the faults of all context files
    """
    from pathlib import Path

    from policyindex.analysis.context.units import gathered
    from policyindex.analysis.context.whole import in_context
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.context import ContextReport, withheld
    from policyindex.studies.context.reading import read_contexts
    from policyindex.verbs.analysing import chosen_node
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units

    if request.within < 0:
        raise WrongUseError(f"--within takes a number of years from 0 upwards, not {request.within}")
    given = scored(request, workspace)
    result, warnings = given.result, given.warnings if request.answers else ()
    if request.group:
        result, more = among_units(result, request.group, workspace.host)
        warnings = (*warnings, *more)
    nodes = list(dict.fromkeys(chosen_node(each, result) for each in request.node or ("",)))
    rows = _rows(request.period, result, nodes[0])
    files = read_contexts([Path(each).expanduser() for each in request.context], given.result.instrument)
    brought = gathered(files, given.result)
    row, read = _row_of(request, result, nodes[0]) if request.unit else (None, ())
    found = in_context(result, brought, nodes, rows, request.within, row)
    return Outcome(
        found,
        ContextReport(result, found).report,
        warnings=(*warnings, *brought.warnings),
        notes=(*given.notes, *brought.notes, *read, *(f"note: {each}" for each in withheld(brought.series))),
    )


def _rows(periods: Sequence[str], result: Result, node: str) -> dict[str, list[int]]:
    """Give the rows of the periods that were asked for, in time."""
    from policyindex.verbs.analysing import rows_in

    every = result.panel.periods
    named = tuple(dict.fromkeys(every)) if EVERY in periods and EVERY not in every else tuple(periods) or ("",)
    found = dict(rows_in(each, result, node) for each in named)
    return dict(sorted(found.items(), key=lambda each: result.instrument.in_time(each[0])))


def _row_of(request: ContextRequest, result: Result, node: str) -> tuple[int, tuple[str, ...]]:
    """Give the row of the unit that was asked for, in the last period named or its newest, and notes on its code."""
    from policyindex.verbs.units import check_known, known_period, meant_of

    unit, notes = meant_of(request.unit, result)
    check_known("unit", unit, result.panel.units, result)
    own = [at for at, each in enumerate(result.panel.units) if each == unit]
    named = request.period[-1] if request.period and request.period[-1] != EVERY else ""
    period = known_period(named, result) if named else result.shown_period(own, node)
    return result.row(unit, period), notes
