"""The report of a series: scores over time as they were published, and by all that is known now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policyindex.analysis.changes.series import Point, Series
from policyindex.locales import word
from policyindex.locales.listing import listed
from policyindex.reports.figures import Figure, lines
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.standing import Standing
from policyindex.scoring.pipeline import times
from policyindex.scoring.view import View

COLUMNS = (
    Column("unit", width=12),
    Column("unit_name", width=26),
    Column("node"),
    Column("period", width=12),
    *(Column(name, type="number") for name in ("score", "restated", "restated_fixed")),
)
MOST = 6
"""More lines than these cannot be told apart."""
MARK = "*"
"""Marks a score that is restated."""


class _Words:
    def __init__(self, found: Series) -> None:
        self.found, self.instrument = found, found.result.instrument
        self.decimals = self.instrument.decimals(found.node)

    def word(self, key: str, **values: object) -> str:
        return word(f"change.{key}", self.instrument.language, **values)

    def name(self, unit: str) -> str:
        return self.found.result.unit_names.get(unit, unit)

    def listed(self, names: Sequence[str]) -> str:
        return listed([self.instrument.label(each) for each in names], self.instrument.language)


def series_report(found: Series, units: Sequence[str]) -> Report:
    """Say how scores went; of the units named, one by one, of none named, of all in one table."""
    said, periods = _Words(found), found.periods
    span = {"start": periods[0], "end": periods[-1]} if periods else {"start": "-", "end": "-"}
    title = said.word("title", label=said.instrument.label(found.node), **span)
    restated = any(_differs(each) for each in found.points)
    if units:
        sections = tuple(Section(_whose(said, unit, span), tuple(_of_unit(said, unit))) for unit in units)
        sections = (Section(title), *sections)
    else:
        sections = (Section(title, (_of_all(said, marked=restated),)),)
    notes = [said.word("series_restated", mark=MARK) if restated else said.word("series_same")]
    return Report(
        f"{title} · {said.instrument.reference}",
        sections,
        notes=tuple(notes),
        tables=(Table("series", COLUMNS, lambda: _rows(found)),),
        figures=lambda: _figures(said, units),
        provenance=found.result.provenance,
        language=said.instrument.language,
        document=lambda: _document(found),
    )


def _whose(said: _Words, unit: str, span: dict[str, str]) -> str:
    name = said.name(unit)
    return f"{name if name == unit else f'{name} ({unit})'} · {said.word('from_to', **span)}"


def _of_unit(said: _Words, unit: str) -> Iterator[Block]:
    number = {"type": "number", "decimals": said.decimals}
    columns = (
        Column("period", said.word("period")),
        Column("score", said.word("score_then"), **number),  # type: ignore[arg-type]
        Column("restated", said.word("score_restated"), **number),  # type: ignore[arg-type]
        Column("restated_fixed", said.word("score_fixed"), **number),  # type: ignore[arg-type]
    )
    own = list(said.found.of_unit(unit))
    yield Table("series", columns, [(each.period, *map(_number, each[2:])) for each in own])
    left_out = next((names for name, names in said.found.left_out if name == unit), ())
    if left_out:
        yield Text(said.word("series_left_out", count=len(left_out), labels=said.listed(left_out)), indent=2)


def _of_all(said: _Words, *, marked: bool) -> Table:
    """Give a row a unit and a column a period, by all that is known now."""
    found, periods = said.found, said.found.periods
    label = said.instrument.file.units
    columns = [Column("unit_name", label.label.capitalize() if label else said.word("unit"), width=22)]
    columns += [Column(each, each, right=True) for each in periods]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for unit in dict.fromkeys(each.unit for each in found.points):
            own = {each.period: each for each in found.of_unit(unit)}
            yield (said.name(unit), *(_cell(said, own.get(period), marked=marked) for period in periods))

    return Table("series", tuple(columns), rows, screenful=said.word("screenful"))


def _cell(said: _Words, point: Point | None, *, marked: bool) -> str:
    if point is None or point.restated != point.restated:
        return NONE
    mark = (MARK if _differs(point) else " ") if marked else ""
    return shown_number(point.restated, said.decimals) + mark


def _figures(said: _Words, units: Sequence[str]) -> Iterator[Figure]:
    found, periods = said.found, said.found.periods
    chosen = units or tuple(dict.fromkeys(each.unit for each in found.points))
    if not periods or len(chosen) > MOST:
        return
    made = []
    for unit in chosen:
        own = {each.period: each for each in found.of_unit(unit)}
        made.append((said.name(unit), [_number(own[each].restated) if each in own else None for each in periods]))
        if any(_differs(each) for each in own.values()) and len(chosen) == 1:
            then = [_number(own[each].score) if each in own else None for each in periods]
            made.append((said.word("score_then"), then))
    yield lines(
        made,
        periods=periods,
        places=times(said.instrument, periods).tolist(),
        title=said.instrument.label(found.node),
        subtitle=said.word("score_restated"),
        key="series",
        heading=said.word("period"),
        scale=Standing(View(found.result)).scale(found.node),
        decimals=said.decimals,
        language=said.instrument.language,
    )


def _rows(found: Series) -> Iterator[tuple[Cell, ...]]:
    names = found.result.unit_names
    for each in found.points:
        yield (each.unit, names.get(each.unit, each.unit), found.node, each.period, *map(_number, each[2:]))


def _document(found: Series) -> dict[str, Any]:
    keys = [column.key for column in COLUMNS]
    return {
        "instrument": found.result.instrument.reference,
        "node": found.node,
        "series": [dict(zip(keys, row, strict=True)) for row in _rows(found)],
        "left_out": {unit: list(names) for unit, names in found.left_out if names},
        "provenance": found.result.provenance,
    }


def _differs(point: Point) -> bool:
    return abs(point.score - point.restated) > 1e-9


def _number(value: float) -> float | None:
    return None if value != value else value
