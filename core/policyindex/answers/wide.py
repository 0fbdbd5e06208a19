"""Tables with a row per unit and period, and a column per question: from texts to columns of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.beside import VERIFYING, Noted, verifications
from policyindex.answers.contents import ANY, NEEDED, Contents, first_rows, with_keys
from policyindex.answers.grid import ABSENT, NO_VALUE, Codes, Grid, Key, Note, Numbers, code_type, distinct
from policyindex.answers.reading import Cell, RowReader
from policyindex.answers.record import ADDED_FIELDS
from policyindex.answers.records import Records
from policyindex.answers.tablereading import TableReading
from policyindex.answers.textcolumns import TextColumn, TextTable
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, Problem, few_looks, problem, repeated
from policyindex.problems.grouping import PLACES
from policyindex.questions.asked import AnswerValue
from policyindex.units.periods import in_time


class _Answered(NamedTuple):
    """One column of a wide table: its answers, row by row."""

    key: Key
    cell: int
    code: NDArray[Any]
    number: Numbers | None
    points: Numbers | None
    status: NDArray[np.int8]


def read_wide(instrument: Instrument, table: TextTable) -> TableReading:
    """Read a table with a row per unit and period, and a column per question."""
    problems = list(table.problems)
    table = _keyed(with_keys(table, problems, instrument.periods), problems)
    fields = wide_fields(instrument)
    columns = {name: column for name, column in zip(table.names, table.columns, strict=True) if name in fields}
    values: dict[tuple[type, AnswerValue], int] = {}
    answered = []
    in_points = instrument.file.wide_cells == "points"
    for place, name in enumerate(table.names):
        column = Column.parse(name)
        if name in fields or column.indicator in instrument.unused:
            continue
        where = Location(table.file, table.head, place + 1 if table.placed else 0)
        shared = {
            "unit": ANY, "period": ANY,
            "indicator": Cell(column.indicator, where), "instance": Cell(column.instance, where),
        }  # fmt: skip
        key, question = (column.indicator, column.instance), instrument.indicators[column.indicator]
        texts, codes = table.columns[place].texts, table.columns[place].codes
        contents, reader = Contents(values), RowReader(instrument)
        with few_looks():
            for text in texts:
                if not (text and contents.parse(key, question, text, in_points=in_points)):
                    contents.take(reader, {**shared, "answer": Cell(text, where)}, points_first=in_points)
        problems.extend(contents.located(codes, table))
        number, points = np.array(contents.number), np.array(contents.points)
        answered.append(_Answered(
            key, place,
            np.array(contents.code, dtype=np.int32)[codes],
            None if np.isnan(number).all() else number[codes], None if np.isnan(points).all() else points[codes],
            np.array(contents.status, dtype=np.int8)[codes],
        ))  # fmt: skip
    return _laid(table, columns, sorted(answered), tuple(value for _, value in values), problems)


def wide_fields(instrument: Instrument) -> tuple[str, ...]:
    """Name the columns of a wide file that are no questions; a question may be called as a newer one of them."""
    return (
        *NEEDED,
        "source",
        *(name for name in ADDED_FIELDS if name in VERIFYING and name not in instrument.indicators),
    )


def _keyed(table: TextTable, problems: list[Problem]) -> TextTable:
    """Report rows without a unit or a period, and keep the others."""
    empty = np.zeros(len(table.lines), dtype=np.bool_)
    for name in NEEDED:
        place = table.names.index(name)
        column = table.columns[place]
        if "" not in column.texts:
            continue
        gone = (column.codes == column.texts.index("")) & ~empty
        if gone.any():
            places = [table.where(place, row) for row in np.flatnonzero(gone)[:PLACES].tolist()]
            problems.append(repeated(problem(f"answers-{name}-missing"), places, int(np.count_nonzero(gone))))
        empty |= gone
    return table.rows(~empty) if empty.any() else table


def _laid(
    table: TextTable,
    columns: Mapping[str, TextColumn],
    answered: Sequence[_Answered],
    values: tuple[AnswerValue, ...],
    problems: list[Problem],
) -> TableReading:
    """Lay the answers of a wide table out: as a grid, or as single records where a row stands twice."""
    units, unit = _in_order(columns["unit"])
    periods, period = _in_order(columns["period"], in_time)
    rows = unit.astype(np.int64) * max(len(periods), 1) + period
    order = np.argsort(rows, kind="stable")
    verified = verifications(columns, table, problems).get("verification")
    kind = code_type(len(values))
    if len(rows) and (np.diff(rows[order]) == 0).any():
        return TableReading(problems, *_singly(table, answered, units, unit, periods, period, values, verified))
    in_order = bool((np.diff(order) == 1).all())
    take: Any = slice(None) if in_order else order
    shape = len(answered), len(rows)
    code, status = np.empty(shape, dtype=kind), np.empty(shape, dtype=np.int8)
    for place, each in enumerate(answered):
        code[place], status[place] = each.code[take], each.status[take]
    whole = None if verified is None else np.where(status != ABSENT, verified[1][take], 0).astype(np.int32)
    grid = Grid(
        units, periods, unit[take], period[take], tuple(each.key for each in answered), values, code, status,
        {place: each.number[take] for place, each in enumerate(answered) if each.number is not None},
        {place: each.points[take] for place, each in enumerate(answered) if each.points is not None},
        {} if verified is None or whole is None else {"verification": Note(tuple(verified[0]), dict(enumerate(whole)))},
    )  # fmt: skip
    cells = [each.cell for each in answered]

    @cache
    def present() -> NDArray[np.intp]:
        return np.flatnonzero(status != ABSENT)

    def where(record: int) -> Location:
        column, row = divmod(int(present()[record]), shape[1])
        return table.where(cells[column], int(order[row]))

    return TableReading(problems, grid, where, first_rows(table, units, unit))


def _singly(
    table: TextTable,
    answered: Sequence[_Answered],
    units: tuple[str, ...],
    unit: Codes,
    periods: tuple[str, ...],
    period: Codes,
    values: tuple[AnswerValue, ...],
    verified: Noted | None,
) -> tuple[Records, Any, Any]:
    present = [np.flatnonzero(each.status != ABSENT) for each in answered]
    rows = np.concatenate([*present, np.empty(0, np.intp)]).astype(np.int32)
    column = np.repeat(np.arange(len(answered), dtype=np.int32), [len(each) for each in present])

    def joined(name: str, empty: float, kind: Any) -> NDArray[Any]:
        parts = [
            np.full(len(own), empty) if getattr(each, name) is None else getattr(each, name)[own]
            for each, own in zip(answered, present, strict=True)
        ]
        return np.concatenate([*parts, np.empty(0)]).astype(kind)

    records = Records(
        units, unit[rows], periods, period[rows], tuple(each.key for each in answered), column, values,
        joined("code", NO_VALUE, np.int32), joined("number", np.nan, np.float64), joined("points", np.nan, np.float64),
        joined("status", ABSENT, np.int8), {"verification": (verified[0], verified[1][rows])} if verified else {},
    )  # fmt: skip
    cells = [each.cell for each in answered]
    return (
        records,
        lambda record: table.where(cells[column[record]], int(rows[record])),
        first_rows(table, units, unit),
    )


def _in_order(column: TextColumn, key: Callable[[str], Any] | None = None) -> tuple[tuple[str, ...], Codes]:
    """Sort the distinct texts of a column, without those that no row has."""
    used = distinct(column.codes)
    order = sorted(used, key=column.texts.__getitem__ if key is None else lambda each: key(column.texts[each]))
    place = np.zeros(len(column.texts) + 1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(column.texts[each] for each in order), place[column.codes]
