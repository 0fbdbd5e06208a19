"""The report of the single reforms that gain most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.analysis.reforms.best_reforms import Best
from policyindex.reports.figures import Bar, bars
from policyindex.reports.figures.figure import Figure
from policyindex.reports.numbers import NONE
from policyindex.reports.of_units import unit_notes
from policyindex.reports.reform_words import (
    NOMINAL,
    REFORMS,
    arrow,
    left_alone,
    reform_branch,
    reform_cells,
    score_text,
    two_more,
)
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

GAINS = (
    Column("node"),
    Column("place", type="whole"),
    Column("gain", type="number", decimals=2),
    Column("score_before", type="number", decimals=2),
    Column("score", type="number", decimals=2),
    Column("rank_before", type="whole"),
    Column("rank", type="whole"),
    Column("band_before"),
    Column("band"),
)


def best_report(result: Result, found: Sequence[Best]) -> Report:
    """Report the reforms that gain most, a section a unit."""
    standing = Standing(View(result), (found[0].node,))
    return Report(
        f"{standing.head.file.title}: reforms by gain",
        tuple(_section(standing, each) for each in found),
        notes=(NOMINAL, *_notes(standing, found)),
        tables=(Table("reforms", (*REFORMS, *GAINS), lambda: _cells(result, found)),),
        figures=lambda: [_figure(standing, each) for each in found if each.gains],
        provenance=result.provenance,
        language=standing.language,
    )


def _section(standing: Standing, found: Best) -> Section:
    title = f"{standing.head.file.title} · {standing.unit_name(found.unit)} · {found.period} · reforms by gain"
    return Section(title, tuple(_blocks(standing, found)))


def _blocks(standing: Standing, found: Best) -> Iterator[Block]:
    result, label = standing.result, standing.head.nodes[found.node].label
    told = [f"{label} today: {score_text(result, found.node, found.score)}"]
    told += [f"rank {found.rank}"] * bool(found.rank) + [found.band] * bool(found.band)
    yield Text("; ".join(told), "strong")
    if not found.gains:
        yield Text(
            f"None of {found.tried} single reforms would gain anything."
            if found.tried
            else "There is no reform to try."
        )
        return
    yield Text(
        f"{found.gaining} of {found.tried} single reforms would gain something; the {len(found.gains)} that gain most:"
    )
    yield _table(standing, found)
    for place, each in enumerate(found.gains, 1):
        yield reform_branch(result, found.row, each.reform, f"{place}. ")


def _table(standing: Standing, found: Best) -> Table:
    result = standing.result
    ranked, banded = any(each.rank for each in found.gains), any(each.band for each in found.gains)
    columns = [
        Column("place", "#", "whole"),
        Column("label", "Question", width=44),
        Column("to", "New answer", width=20),
        Column("gain", "Gain", right=True),
        Column("score", "Score", right=True),
        *[Column("rank", "Rank", right=True)] * ranked,
        *[Column("band", "Band", width=30)] * banded,
    ]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for place, each in enumerate(found.gains, 1):
            yield (
                place,
                standing.head.label(each.reform.column),
                each.reform.code,
                signed(each.gain, two_more(result, found.node)),
                score_text(result, found.node, each.score),
                *[arrow(str(found.rank or NONE), str(each.rank or NONE))] * ranked,
                *[arrow(found.band, each.band)] * banded,
            )

    return Table("gains", tuple(columns), rows)


def _notes(standing: Standing, found: Sequence[Best]) -> Iterator[str]:
    yield "Gains of single reforms add up only where no rule between is more than a mean or a sum."
    if standing.head.nodes[found[0].node].rule.best == "lowest":
        yield "The lowest score is the best here: a gain is a fall."
    if len(found) == 1:
        yield from left_alone(found[0].kept)
    yield from unit_notes(standing.result, [each.unit for each in found]).values()


def _cells(result: Result, found: Sequence[Best]) -> Iterator[tuple[Cell, ...]]:
    for best in found:
        for place, each in enumerate(best.gains, 1):
            yield (
                *reform_cells(result, best.row, each.reform), best.node, place, each.gain, best.score, each.score,
                best.rank or None, each.rank or None, best.band, each.band,
            )  # fmt: skip


def _figure(standing: Standing, found: Best) -> Figure:
    return bars(
        [Bar(f"{standing.head.label(each.reform.column)}: {each.reform.code}", each.gain) for each in found.gains],
        title=f"{standing.unit_name(found.unit)}, {found.period}: single reforms by gain",
        subtitle=standing.head.nodes[found.node].label,
        key=f"reforms-{found.unit}",
        heading=("Reform", "Gain"),
        decimals=two_more(standing.result, found.node),
        language=standing.language,
    )
