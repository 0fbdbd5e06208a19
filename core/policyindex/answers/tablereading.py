"""From a table of texts to columns of answers: each distinct content is read once, by the reader of single records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.beside import VERIFYING, Noted, notes, verifications
from policyindex.answers.grid import ABSENT, ANSWERED, NO_VALUE, Codes, Grid, Key, Note, Numbers, code_type, distinct
from policyindex.answers.reading import Cell, RowReader, respelled
from policyindex.answers.record import ADDED_FIELDS, STATUSES
from policyindex.answers.records import Records, TableReading
from policyindex.answers.textcolumns import TextColumn, TextTable, combined
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, Problem
from policyindex.questions.asked import AnswerValue
from policyindex.questions.question import Question
from policyindex.units.codes import composed

NEEDED = ("unit", "period")
_CONTENT = ("indicator", "instance", "answer", "points", "status", "cause")
"""The fields of a long record that are read together; the others stand for themselves."""
_ANY = Cell("?", Location())
"""In place of a unit and a period, which say nothing about what was answered."""


@dataclass
class _Contents:
    """What distinct contents of cells were read as, by the numbers of the contents."""

    values: dict[tuple[type, AnswerValue], int]
    """All answers that are no numbers, shared by all columns of a table."""
    keys: list[Key] = field(default_factory=list)
    code: list[int] = field(default_factory=list)
    number: list[float] = field(default_factory=list)
    points: list[float] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    cause: list[Any] = field(default_factory=list)
    faults: dict[int, list[Problem]] = field(default_factory=dict)

    def take(self, reader: RowReader, row: Mapping[str, Cell], *, points_first: bool = False) -> None:
        """Read one content, or note its faults."""
        reading = reader.reading
        reading.answers.clear()
        reading.problems.clear()
        reader.read(row, points_first=points_first)
        if reading.problems:
            self.faults[len(self.status)] = list(reading.problems)
        if reading.answers:
            made = reading.answers[0][0]
            status = STATUSES.index(made.status)
            self._append((made.indicator, made.instance), made.answer, made.points, status, made.cause)
        else:
            self._append(("", ""), None, None, ABSENT)

    def parse(self, key: Key, question: Question, text: str, *, in_points: bool = False) -> bool:
        """Read a text that is an answer without a fault; False: it is not, and the reader of records has to look at it."""
        value, points, fault = question.parse(key[0], text, _ANY.where, in_points=in_points)
        if fault is not None or (value is None and points is None):
            return False
        self._append(key, value, points, ANSWERED)
        return True

    def _append(self, key: Key, value: AnswerValue, points: float | None, status: int, cause: Any = None) -> None:
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        self.code.append(
            NO_VALUE if value is None or counted else self.values.setdefault((type(value), value), len(self.values))
        )
        self.number.append(float(value) if isinstance(value, int | float) and counted else np.nan)
        self.points.append(np.nan if points is None else points)
        self.status.append(status)
        self.cause.append(cause)
        self.keys.append(key)

    def causes(self, codes: Codes) -> dict[str, Noted]:
        """Give the causes of change, if there are any."""
        if not any(self.cause):
            return {}
        known = tuple(dict.fromkeys([None, *self.cause]))
        return {"cause": (known, np.array([known.index(each) for each in self.cause], dtype=np.int32)[codes])}

    def located(self, codes: Codes, table: TextTable) -> Iterator[Problem]:
        """Give the faults of every row whose content has some."""
        faulty = np.zeros(len(self.status), dtype=np.bool_)
        faulty[list(self.faults)] = True
        for row in np.flatnonzero(faulty[codes]).tolist() if self.faults else ():
            line, found = int(table.lines[row]), self.faults[int(codes[row])]
            yield from (each._replace(location=each.location._replace(line=line)) for each in found)


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
    table = _keyed(instrument, _composed(table, problems), problems)
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
            "unit": _ANY, "period": _ANY,
            "indicator": Cell(column.indicator, where), "instance": Cell(column.instance, where),
        }  # fmt: skip
        key, question = (column.indicator, column.instance), instrument.indicators[column.indicator]
        texts, codes = table.columns[place].texts, table.columns[place].codes
        contents, reader = _Contents(values), RowReader(instrument)
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


def _composed(table: TextTable, problems: list[Problem]) -> TextTable:
    """Give codes of units and labels of periods in one form of Unicode, and say so where that changed one."""
    columns = list(table.columns)
    for name in NEEDED:
        place = table.names.index(name)
        before = columns[place]
        after = [composed(text) for text in before.texts]
        changed = [number for number, text in enumerate(after) if text != before.texts[number]]
        if changed:
            columns[place] = before.renamed(after)
            row = int(np.flatnonzero(np.isin(before.codes, changed))[0])
            problems.append(respelled(table.where(place, row), name, after[before.codes[row]], len(changed)))
    return replace(table, columns=tuple(columns))


def _keyed(instrument: Instrument, table: TextTable, problems: list[Problem]) -> TextTable:
    """Report rows without a unit or a period, and keep the others."""
    reader = RowReader(instrument)
    empty = np.zeros(len(table.lines), dtype=np.bool_)
    for name in NEEDED:
        place = table.names.index(name)
        column = table.columns[place]
        if "" not in column.texts:
            continue
        gone = (column.codes == column.texts.index("")) & ~empty
        for row in np.flatnonzero(gone).tolist():
            reader.report(f"answers-{name}-missing", table.where(place, row))
        empty |= gone
    problems.extend(reader.reading.problems)
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
    periods, period = _in_order(columns["period"])
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

    return TableReading(problems, grid, where, _first_rows(table, units, unit))


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
        _first_rows(table, units, unit),
    )


def _in_order(column: TextColumn) -> tuple[tuple[str, ...], Codes]:
    """Sort the distinct texts of a column, without those that no row has."""
    used = distinct(column.codes)
    order = sorted(used, key=column.texts.__getitem__)
    place = np.zeros(len(column.texts) + 1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(column.texts[each] for each in order), place[column.codes]


def _first_rows(table: TextTable, units: Sequence[str], unit: Codes) -> Any:
    """Give a function that names the line where each unit stands first."""

    def lines() -> dict[str, Location]:
        found, first = np.unique(unit, return_index=True)
        return {
            units[each]: Location(table.file, int(table.lines[row]))
            for row, each in sorted(zip(first.tolist(), found.tolist(), strict=True))
        }

    return lines


def read_long(instrument: Instrument, table: TextTable) -> TableReading:
    """Read a table with a row per answer."""
    problems = list(table.problems)
    table = _composed(table, problems)
    columns = dict(zip(table.names, table.columns, strict=True))
    read = [columns[name] for name in _CONTENT if name in columns]
    for name in NEEDED:  # a content is another one where there is no unit: that is its fault then
        if "" in columns[name].texts:
            read.append(columns[name].renamed(["!" if text else "" for text in columns[name].texts]))
    first, codes = combined(read)
    values: dict[tuple[type, AnswerValue], int] = {}
    contents, reader = _Contents(values), RowReader(instrument)
    fields = [name for name in table.names if name in (*NEEDED, *_CONTENT)]
    cells = [(name, table.names.index(name)) for name in fields]
    given = columns.get("answer", TextColumn(("",), np.zeros(len(codes), np.int32)))
    for row, key in zip(first.tolist(), _bare(instrument, columns, first), strict=True):
        text = given.texts[given.codes[row]]
        if key and text and contents.parse(key, instrument.indicators[key[0]], text):
            continue
        texts = {name: columns[name].texts[columns[name].codes[row]] for name in fields}
        contents.take(reader, {name: Cell(texts[name], table.where(place, row)) for name, place in cells})
    problems.extend(contents.located(codes, table))
    status = np.array(contents.status, dtype=np.int8)[codes]
    kept = np.flatnonzero(status != ABSENT).astype(np.int32)
    keys = {key: place for place, key in enumerate(dict.fromkeys(contents.keys))}
    column = np.array([keys[key] for key in contents.keys], dtype=np.int32)[codes]
    beside = {**contents.causes(codes), **notes(columns, table, problems)}
    records = Records(
        columns["unit"].texts, columns["unit"].codes[kept], columns["period"].texts, columns["period"].codes[kept],
        tuple(keys), column[kept], tuple(value for _, value in values), np.array(contents.code, dtype=np.int32)[codes][kept],
        np.array(contents.number)[codes][kept], np.array(contents.points)[codes][kept], status[kept],
        {name: (own, numbers[kept]) for name, (own, numbers) in beside.items()},
    )  # fmt: skip
    answer = table.names.index("answer" if "answer" in table.names else "indicator")
    return TableReading(
        problems,
        records,
        lambda record: table.where(answer, int(kept[record])),
        _first_rows(table.rows(status != ABSENT), columns["unit"].texts, columns["unit"].codes[kept]),
    )


def _bare(instrument: Instrument, columns: Mapping[str, TextColumn], rows: Codes) -> list[Key | None]:
    """Name the question of each row that has nothing but an answer beside it to be read; None: look at all of the row."""
    beside = {name: columns[name] for name in _CONTENT if name in columns and name != "answer"}
    first, numbers = combined([TextColumn(each.texts, each.codes[rows]) for each in beside.values()])
    known: list[Key | None] = []
    for row in rows[first].tolist():
        texts = {name: each.texts[each.codes[row]] for name, each in beside.items()}
        key = texts.pop("indicator"), texts.pop("instance", "")
        asked = key[0] in instrument.indicators and key[1] in instrument.instances(key[0])
        known.append(key if asked and not any(texts.values()) else None)
    placed = np.ones(len(rows), dtype=np.bool_)
    for name in NEEDED:
        placed &= np.array([bool(text) for text in columns[name].texts], dtype=np.bool_)[columns[name].codes[rows]]
    return [known[each] if whole else None for each, whole in zip(numbers.tolist(), placed.tolist(), strict=True)]
