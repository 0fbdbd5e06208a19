"""The report of a ranking by any node: which places are not distinguishable, and the intervals that a source gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.analysis.ranking import Ranking
from policyindex.reports.figures.figure import Figure
from policyindex.reports.numbers import shown_number
from policyindex.reports.of_units import group_notes, unit_notes
from policyindex.reports.ranking import Further, ranking
from policyindex.reports.report import Cell, Column, Report, Section, Table, Text
from policyindex.reports.score_figures import ranking_figure
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

COLUMNS = (
    Column("instrument"),
    Column("edition"),
    Column("node"),
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("score", type="number", decimals=2),
    Column("shown", type="number"),
    Column("rank", type="whole"),
    Column("same_shown"),
    Column("not_distinguishable_from", type="whole"),
    Column("not_distinguishable_to", type="whole"),
    Column("band"),
    Column("state"),
    Column("low", type="number"),
    Column("high", type="number"),
    Column("interval_source"),
)
NOT_DISTINGUISHABLE = "not distinguishable"


def rank_report(result: Result, found: Ranking) -> Report:
    """Report a ranking."""
    standing = Standing(View(result), (found.node,))
    rows = [each.row for each in found.ranked]
    title = f"{standing.head.nodes[found.node].label} · {found.period}"
    among = f" · {result.group.group.id}" if result.group else ""
    table = ranking(standing, rows, tuple(_further(standing, found))) if rows else Text(standing.word("no_answers"))
    return Report(
        f"{standing.head.file.title}: ranking by {standing.head.nodes[found.node].label}",
        (Section(f"{standing.head.file.title} · {title}{among}", (table,)),),
        notes=tuple(_notes(standing, found, rows)),
        tables=(Table("rank", COLUMNS, lambda: _cells(standing, found)),),
        figures=lambda: _figures(standing, found),
        provenance=result.provenance,
        language=standing.head.language,
    )


def _figures(standing: Standing, found: Ranking) -> Iterator[Figure]:
    """Draw the ranking as bars, with the intervals that there are."""
    known = {each.row: each.interval for each in found.ranked if each.interval}
    intervals = {row: (each.low, each.high) for row, each in known.items()}
    sources = "; ".join(dict.fromkeys(each.source for each in known.values()))
    yield from ranking_figure(standing, [each.row for each in found.ranked], intervals, sources)


def _further(standing: Standing, found: Ranking) -> Iterator[Further]:
    near = {each.row: f"places {each.first}-{each.last}" for each in found.ranked if not each.is_alone}
    decimals = standing.head.decimals(found.node)
    wide = {
        each.row: f"{shown_number(each.interval.low, decimals)} to {shown_number(each.interval.high, decimals)}"
        for each in found.ranked
        if each.interval
    }
    if wide:
        yield Column("interval", "Interval", right=True), wide
    if near:
        yield Column("near", "Not distinguishable", width=20), near


def _notes(standing: Standing, found: Ranking, rows: Sequence[int]) -> Iterator[str]:
    yield from group_notes(standing, rows)
    if found.step is None:
        yield "Nothing is said of small differences: no nominal weight can be stated for answers with options below this."
    else:
        step, label = found.step, standing.head.label(found.step.column)
        yield (
            f"Not distinguishable: less than {step.size:.2f} apart, which is one option step ({step.points:g} points) of "
            f"the heaviest indicator, {label}, with a nominal weight of {step.weight:.2%} that nobody published."
        )
    for source in dict.fromkeys(each.interval.source for each in found.ranked if each.interval):
        yield f"Intervals: {source}"
    if standing.shows_the_same(found.node, rows):
        yield standing.word("same_shown", label=standing.head.nodes[found.node].label)
    names = (standing.result.panel.units[row] for row in rows)
    yield from unit_notes(standing.result, names).values()


def _cells(standing: Standing, found: Ranking) -> Iterator[tuple[Cell, ...]]:
    result, head = standing.result, standing.head
    column = result.column(found.node)
    rows = [each.row for each in found.ranked]
    same = standing.shows_the_same(found.node, rows)
    for each in found.ranked:
        shown = None if each.score is None else float(result.shown[each.row, column])
        low, high, source = (
            (each.interval.low, each.interval.high, each.interval.source) if each.interval else (None,) * 3
        )
        near = (None, None) if each.is_alone else (each.first, each.last)
        yield (
            head.id, head.edition, found.node, each.unit, standing.unit_name(each.unit), found.period, each.score, shown,
            each.rank or None, "yes" if each.row in same else "", *near, result.band(each.row, column),
            "incomplete" if standing.is_incomplete(each.row, found.node) else "", low, high, source,
        )  # fmt: skip
