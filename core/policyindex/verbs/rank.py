"""Ranking units by any node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.analysis.intervals import Interval
    from policyindex.analysis.ranking import Ranking
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class RankRequest(ScoringRequest):
    """Rank units by any node, and say which of them are too close to be told apart.

    Less than one option step of the indicator that weighs most is "not distinguishable". Units whose scores are shown
    alike but have other ranks are marked. A self-assessment is not ranked.

    \b
    policyindex rank mipex-national --node b
    policyindex rank mipex-national --group EU27_2020 --period 2014
    """

    node: str = option(NODE, metavar="NODE")
    period: str = option("The period; default: the newest that most units have a score in.", metavar="PERIOD")
    group: str = option(GROUP, metavar="NAME")
    intervals: str = option(
        "A CSV file with intervals of scores from a named source: unit, low, high, source; period and node where they "
        "are others.",
        metavar="FILE",
        reads=True,
    )


def rank(request: RankRequest, workspace: Workspace) -> Outcome[Ranking]:
    """Rank the units of a period.

    :raises WrongUseError: for a self-assessment, an unknown node, or a period that nobody has answers for
    """
    from pathlib import Path

    from policyindex.analysis.intervals import read_intervals
    from policyindex.analysis.ranking import ranked
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.rank import rank_report
    from policyindex.verbs.analysing import chosen_node, rows_in
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units

    given = scored(request, workspace)
    result, warnings = given.result, given.warnings if request.answers else ()
    if result.instrument.file.self_assessment:
        raise WrongUseError(
            f"{result.instrument.reference} is a self-assessment, and nobody is ranked by their own answers: "
            "'policyindex run' shows them by name"
        )
    if request.group:
        result, more = among_units(result, request.group, workspace.host)
        warnings = (*warnings, *more)
    node = chosen_node(request.node, result)
    period, rows = rows_in(request.period, result, node)
    intervals: list[Interval] = []
    if request.intervals:
        intervals, doubts = read_intervals(Path(request.intervals).expanduser(), result, node, period)
        warnings = (*warnings, *doubts)
    found = ranked(result, node, rows, intervals)
    return Outcome(found, lambda: rank_report(result, found), warnings=warnings, notes=given.notes)
