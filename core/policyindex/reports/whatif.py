"""The report of reforms that were tried: what they are, and every score, band, rank and type that moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.analysis.reforms.beside_bills import Beside, beside
from policyindex.analysis.reforms.whatif import Bill, Move, WhatIf
from policyindex.questions.written import text_of
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
    Column("reform"),
    Column("stage"),
)
GIVEN_AWAY = (
    Column("unit"),
    Column("period"),
    Column("reform"),
    Column("beside"),
    Column("indicator"),
    Column("label", width=34),
    Column("answer"),
    Column("answer_beside"),
    Column("given_away", type="number", decimals=2),
)
TYPES = tuple(Column(each) for each in ("unit", "period", "typology", "label", "before", "after", "reform"))


def whatif_report(result: Result, tried: Sequence[WhatIf]) -> Report:
    """Report reforms, a section a unit."""
    standing = Standing(View(result), (tried[0].node,))
    compared = beside(result, tried)
    sections = [_overview(standing, tried)] * bool(compared)
    sections += [_given_away(standing, each) for each in compared]
    sections += [section for each in tried for section in _sections(standing, each)]
    tables = [
        Table("moves", MOVES, lambda: (_cells(standing, each, move) for each in tried for move in each.moves)),
        Table("reforms", (*REFORMS, Column("reform"), Column("stage")), lambda: _reforms(result, tried)),
    ]
    if compared:
        tables.append(Table("given_away", GIVEN_AWAY, lambda: _swaps(result, compared)))
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
    what = f"{found.bill.title} ({_stage(found.bill)})" if found.bill else "what if"
    title = f"{head.file.title} · {standing.unit_name(found.unit)} · {found.period} · {what}"
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
        before.band, after.band, *_bill(found),
    )  # fmt: skip


def _types(result: Result, tried: Sequence[WhatIf]) -> Iterator[tuple[Cell, ...]]:
    for found in tried:
        for each in found.types:
            label = result.instrument.file.typologies[each.typology].label
            yield found.unit, found.period, each.typology, label, each.before, each.after, _bill(found)[0]


def _bill(found: WhatIf) -> tuple[str, str]:
    return (found.bill.name, found.bill.stage) if found.bill else ("", "")


def _stage(bill: Bill) -> str:
    return f"{bill.stage}, {bill.date}" if bill.date else bill.stage


def _title(found: WhatIf) -> str:
    return found.bill.title if found.bill else "What was typed"


def _reforms(result: Result, tried: Sequence[WhatIf]) -> Iterator[tuple[Cell, ...]]:
    for each in tried:
        for one in each.reforms:
            yield (*reform_cells(result, each.row, one), *_bill(each))


def _overview(standing: Standing, tried: Sequence[WhatIf]) -> Section:
    """Put reforms beside each other, each with what it makes of the node asked about."""
    result, node = standing.result, tried[0].node
    columns = (
        Column("reform", "Reform", width=34),
        Column("stage", "Stage", width=20),
        Column("answers", "Answers", "whole"),
        Column("score", standing.head.nodes[node].label, right=True),
        Column("gain", "Gain", right=True),
        Column("rank", "Rank", right=True),
        Column("band", "Band", width=30),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in tried:
            before, after = each.asked.before, each.asked.after
            yield (
                _title(each), _stage(each.bill) if each.bill else "", len(each.reforms),
                score_text(result, node, after.score), signed(each.asked.difference, two_more(result, node)),
                str(after.rank or NONE), after.band or before.band,
            )  # fmt: skip

    return Section(f"{standing.head.file.title} · reforms beside each other", (Table("beside", columns, rows),))


def _given_away(standing: Standing, found: Beside) -> Section:
    """Say what a reform gives away of what the first one gains, and with which answers."""
    result, node = standing.result, found.first.node
    decimals = two_more(result, node)
    gains = (signed(each.asked.difference, decimals) for each in (found.first, found.other))
    first, other = _title(found.first), _title(found.other)
    blocks: list[Block] = [
        Text("{}: {}; {}: {}".format(*(part for pair in zip((first, other), gains, strict=True) for part in pair)))
    ]
    if found.given_away is not None:
        size = signed(abs(found.given_away), decimals).lstrip("+")
        word = "gives away" if found.given_away > 0 else "adds"
        told = f"{other} {word} {size} points" + (
            f" of what {first} gains" if found.given_away > 0 else f" to what {first} gains"
        )
        blocks.insert(0, Text(f"{told if found.given_away else f'{other} gains as much as {first}'}.", "strong"))
    columns = (
        Column("label", "Answer to", width=36),
        Column("first", first, width=20),
        Column("other", other, width=20),
        Column("lost", "Given away", right=True),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in found.swaps:
            answers = (text_of(one) or "as today" for one in (each.first, each.other))
            yield (standing.head.label(each.column), *answers, signed(each.given_away, decimals))

    if found.swaps:
        blocks.append(Table("swaps", columns, rows))
        alone = sum(each.given_away or 0.0 for each in found.swaps)
        if abs(alone - (found.given_away or 0.0)) > 1e-6:
            blocks.append(
                Text("Each answer is changed alone; rules that are no mean or sum make together what is left.")
            )
    return Section(f"{other} beside {first}", tuple(blocks), 2)


def _swaps(result: Result, compared: Sequence[Beside]) -> Iterator[tuple[Cell, ...]]:
    for found in compared:
        for each in found.swaps:
            yield (
                found.first.unit, found.first.period, _bill(found.other)[0], _bill(found.first)[0], each.column,
                result.instrument.label(each.column), text_of(each.other), text_of(each.first), each.given_away,
            )  # fmt: skip


def _figure(standing: Standing, found: WhatIf) -> Figure:
    return dumbbell(
        [(standing.head.nodes[each.node].label, each.before.score, each.after.score) for each in found.moves],
        names=("today", "then"),
        title=f"{standing.unit_name(found.unit)}, {found.period}: what if",
        subtitle=standing.head.file.title,
        key=f"whatif-{_bill(found)[0] or found.unit}",
        heading="Score of",
        decimals=standing.decimals(each.node for each in found.moves),
        scale=standing.scale(found.node),
        language=standing.language,
    )
