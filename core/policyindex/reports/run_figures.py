"""The figures of a run: a ranking as bars, the parts of each unit as a heat map, one unit's scores over time as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.reports.figures import Bar, bars
from policyindex.reports.figures.figure import Figure
from policyindex.reports.ranking import ordered
from policyindex.reports.standing import Standing

MOST = 300
"""More rows than these make no figure that anybody reads."""


def run_figures(standing: Standing, rows: Sequence[int]) -> Iterator[Figure]:
    """Draw the newest period of some rows."""
    periods = standing.result.panel.periods
    if not rows:
        return
    newest = max((periods[row] for row in rows), key=standing.result.instrument.in_time)
    some = [row for row in rows if periods[row] == newest]
    if len(some) <= MOST:
        yield _ranking(standing, some, newest)


def _ranking(standing: Standing, rows: Sequence[int], period: str) -> Figure:
    first = standing.roots[0]
    label = standing.head.nodes[first].label
    made = [
        Bar(
            standing.name(row),
            standing.score(row, first),
            before=standing.rank(row, first) if standing.ranked else "",
        )
        for row in ordered(standing, rows)
    ]
    return bars(
        made,
        title=f"{standing.head.file.title} · {period}",
        subtitle=label,
        key="ranking",
        heading=(standing.word("unit"), label),
        decimals=standing.head.decimals(first),
        scale=standing.scale(first),
        language=standing.language,
    )
