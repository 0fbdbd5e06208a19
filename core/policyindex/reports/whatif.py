"""The report of reforms that were tried: what they are, and every score, band, rank and type that moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.analysis.whatif import Move, WhatIf
from policyindex.reports.figures import dumbbell
from policyindex.reports.figures.figure import Figure
from policyindex.reports.numbers import NONE
from policyindex.reports.of_units import unit_notes
from policyindex.reports.reform_words import NOMINAL, REFORMS, arrow, reform_branch, reform_cells, score_text, two_more
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

MOVES = (
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("node"),
    Column("label", width=34),
    Column("before", type="number", decimals=2),
    Column("after", type="number", decimals=2),
    Column("difference", type="number", decimals=2),
    Column("shown_before", type="number"),
    Column("shown_after", type="number"),
    Column("rank_before", type="whole"),
    Column("rank_after", type="whole"),
    Column("band_before"),
    Column("band_after"),
)
TYPES = tuple(Column(each) for each in ("unit", "period", "typology", "label", "before", "after"))


def whatif_report(result: Result, tried: Sequence[WhatIf]) -> Report:
    """Report reforms, a section a unit."""
    standing = Standing(View(result), (tried[0].node,))
    sections = [section for each in tried for section in _sections(standing, each)]
    tables = [
        Table("moves", MOVES, lambda: (_cells(standing, each, move) for each in tried for move in each.moves)),
        Table(
            "reforms", REFORMS, lambda: (reform_cells(result, each.row, one) for each in tried for one in each.reforms)
        ),
    ]
    if any(each.types for each in tried):
        tables.append(Table("types", TYPES, lambda: _types(result, tried)))
    return Report(
        f"{result.instrument.file.title}: what if",
        tuple(sections),
        notes=(NOMINAL, *unit_notes(result, [each.unit for each in tried]).values()),
        tables=tuple(tables),
        figures=lambda: [_figure(standing, each) for each in tried if each.moves],
        provenance=result.provenance,
        language=result.instrument.language,
    )


def _sections(standing: Standing, found: WhatIf) -> Iterator[Section]:
    result, head = standing.result, standing.head
    title = f"{head.file.title} · {standing.unit_name(found.unit)} · {found.period} · what if"
    yield Section(title, tuple(reform_branch(result, found.row, each) for each in found.reforms))
    yield Section("What moves" if found.moves else "Nothing moves", tuple(_moved(standing, found)), 2)


def _moved(standing: Standing, found: WhatIf) -> Iterator[Block]:
    yield Text(_told(standing, found.asked), "strong")
    if found.passed:
        up = found.asked.after.rank < found.asked.before.rank
        names = standing.listed(map(standing.unit_name, found.passed))
        yield Text(f"{'Passes or draws level with' if up else 'Is passed by, or drawn level with'}: {names}")
    for each in found.types:
        label = standing.head.file.typologies[each.typology].label
        yield Text(f"{label}: {arrow(each.before, each.after)}")
    if found.moves:
        yield _table(standing, found)


def _told(standing: Standing, move: Move) -> str:
    """Say in a line what becomes of the node asked about."""
    result, (before, after) = standing.result, move[1:]
    scores = arrow(score_text(result, move.node, before.score), score_text(result, move.node, after.score))
    gain = f" ({signed(move.difference, two_more(result, move.node))})" if move.difference else ""
    ranks = f"; rank {arrow(str(before.rank or NONE), str(after.rank or NONE))}" if before.rank or after.rank else ""
    bands = f"; {arrow(before.band, after.band)}" if before.band or after.band else ""
    return f"{standing.head.nodes[move.node].label}: {scores}{gain}{ranks}{bands}"


def _table(standing: Standing, found: WhatIf) -> Table:
    result, head = standing.result, standing.head
    ranked = any(each.before.rank or each.after.rank for each in found.moves)
    banded = any(each.before.band or each.after.band for each in found.moves)
    columns = [
        Column("label", "Score of", width=44),
        Column("before", "Today", right=True),
        Column("after", "Then", right=True),
        Column("difference", "Difference", right=True),
        *[Column("rank", "Rank", right=True)] * ranked,
        *[Column("band", "Band", width=44)] * banded,
    ]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for node, before, after in found.moves:
            difference = Move(node, before, after).difference
            yield (
                head.nodes[node].label,
                *(score_text(result, node, each.score) for each in (before, after)),
                signed(difference, two_more(result, node)),
                *[arrow(str(before.rank or NONE), str(after.rank or NONE))] * ranked,
                *[arrow(before.band, after.band)] * banded,
            )

    return Table("moved", tuple(columns), rows)


def _cells(standing: Standing, found: WhatIf, move: Move) -> tuple[Cell, ...]:
    before, after = move.before, move.after
    return (
        found.unit, standing.unit_name(found.unit), found.period, move.node, standing.head.nodes[move.node].label,
        before.score, after.score, move.difference, before.shown, after.shown, before.rank or None, after.rank or None,
        before.band, after.band,
    )  # fmt: skip


def _types(result: Result, tried: Sequence[WhatIf]) -> Iterator[tuple[Cell, ...]]:
    for found in tried:
        for each in found.types:
            label = result.instrument.file.typologies[each.typology].label
            yield found.unit, found.period, each.typology, label, each.before, each.after


def _figure(standing: Standing, found: WhatIf) -> Figure:
    return dumbbell(
        [(standing.head.nodes[each.node].label, each.before.score, each.after.score) for each in found.moves],
        names=("today", "then"),
        title=f"{standing.unit_name(found.unit)}, {found.period}: what if",
        subtitle=standing.head.file.title,
        key=f"whatif-{found.unit}",
        heading="Score of",
        decimals=standing.decimals(each.node for each in found.moves),
        scale=standing.scale(found.node),
        language=standing.language,
    )
