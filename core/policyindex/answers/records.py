"""Single records of answers as parallel arrays: what readers make, in any order, and how they are laid out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.grid import ABSENT, NO_VALUE, NOTES, Codes, Grid, Key, Note, Numbers, code_type, distinct
from policyindex.answers.keys import MADE, Keys
from policyindex.answers.record import STATUSES, Answer
from policyindex.problems import Location
from policyindex.problems.errors import WrongUseError
from policyindex.questions.asked import AnswerValue
from policyindex.units.periods import in_time


class Records(NamedTuple):
    """Records as parallel arrays, in any order, one entry a record: what readers make and ``grid_of`` lays out."""

    units: Sequence[str]
    """Distinct codes, in any order."""
    unit: Codes
    periods: Sequence[str]
    period: Codes
    columns: Sequence[Key]
    column: Codes
    values: Sequence[AnswerValue]
    code: Codes
    number: Numbers
    points: Numbers
    status: NDArray[np.int8]
    notes: Mapping[str, tuple[Sequence[Any], Codes]]

    def rows(self, kept: NDArray[np.int64]) -> Records:
        """Keep some records."""
        if len(kept) == len(self.unit):
            return self
        return self._replace(
            unit=self.unit[kept], period=self.period[kept], column=self.column[kept], code=self.code[kept],
            number=self.number[kept], points=self.points[kept], status=self.status[kept],
            notes={name: (contents, codes[kept]) for name, (contents, codes) in self.notes.items()},
        )  # fmt: skip


def records_of(answers: Iterable[Answer], keys: Keys, where: Location = MADE) -> Records:
    """Take answers apart.

    :param keys: has what is to be said of units and periods that are read otherwise than they were given
    """
    units: dict[str, int] = {}
    periods: dict[str, int] = {}
    columns: dict[Key, int] = {}
    values: dict[tuple[type, Any], int] = {}
    contents: dict[str, dict[Any, int]] = {name: {empty: 0} for name, empty in NOTES.items()}
    rows: list[tuple[int, ...]] = []
    numbers: list[tuple[float, float]] = []
    for each in answers:
        answer, code, number = plain_value(each.answer), NO_VALUE, np.nan
        if isinstance(answer, bool) or not isinstance(answer, int | float | None):
            code = values.setdefault((type(answer), answer), len(values))  # True and 1 are two things here
        elif answer is not None:
            number = _double(answer)
        rows.append(
            (
                units.setdefault(each.unit, len(units)),
                periods.setdefault(each.period, len(periods)),
                columns.setdefault((each.indicator, each.instance), len(columns)),
                code,
                STATUSES.index(each.status),
                *(known.setdefault(_listed(getattr(each, name)), len(known)) for name, known in contents.items()),
            )
        )
        numbers.append((number, np.nan if each.points is None else _points(each)))
    table = np.array(rows, dtype=np.int32).reshape(len(rows), 5 + len(NOTES)).T
    stated = np.array(numbers, dtype=np.float64).reshape(len(rows), 2).T
    notes = {
        name: (tuple(known), table[5 + place]) for place, (name, known) in enumerate(contents.items()) if len(known) > 1
    }
    plain = [value for _, value in values]
    unit_codes, unit = _renamed([(keys.made("unit", list(units), table[0], where), table[0])])
    labels, period = _renamed([(keys.made("period", list(periods), table[1], where), table[1])])
    return Records(
        unit_codes, unit, labels, period, tuple(columns), table[2], plain, table[3],
        stated[0], stated[1], table[4].astype(np.int8), notes,
    )  # fmt: skip


def plain_value(value: Any) -> AnswerValue:
    """Give an answer that a program made in the types that files give: sub-options as a tuple, Python's own numbers.

    :raises WrongUseError: for what is no answer to any question
    """
    if isinstance(value, np.generic):
        plain: AnswerValue = value.item()
        return plain
    if isinstance(value, set | frozenset):
        return tuple(sorted(map(str, value)))
    if isinstance(value, list):
        return tuple(map(str, value))
    if value is not None and not isinstance(value, str | int | float | tuple):
        raise WrongUseError(
            f"no answer can be {value!r}: it is a text, a number, true or false, or a list of sub-options"
        )
    return value


def _points(answer: Answer) -> float:
    points = _double(answer.points or 0)
    if math.isnan(points):
        raise WrongUseError(f"{' '.join(answer.key).strip()}: NaN points cannot be counted with; give None for none")
    return points


def _double(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # which no question takes


def _listed(content: Any) -> Any:
    return tuple(content) if isinstance(content, list) else content


class Laid(NamedTuple):
    """A grid, and where each record went."""

    grid: Grid
    column: Codes
    row: Codes
    repeated: NDArray[np.int64]
    """The records whose cell an earlier record has taken: they are not in the grid."""


def grid_of(records: Records) -> Laid:
    """Lay records out as a grid; of several for one cell the first stands."""
    units, unit = _sorted(records.units, records.unit)
    periods, period = _sorted(records.periods, records.period, in_time)
    columns, column = _sorted(records.columns, records.column)
    pairs, row = np.unique(unit.astype(np.int64) * max(len(periods), 1) + period, return_inverse=True)
    row = row.reshape(-1).astype(np.int32)
    place = column.astype(np.int64) * len(pairs) + row
    first = np.unique(place, return_index=True)[1]
    repeated = (
        np.setdiff1d(np.arange(len(place)), first, assume_unique=True)
        if len(first) < len(place)
        else np.empty(0, np.int64)
    )
    first = np.sort(first) if len(repeated) else np.arange(len(place))
    shape = len(columns), len(pairs)
    status = np.full(shape, ABSENT, dtype=np.int8)
    code = np.full(shape, NO_VALUE, dtype=code_type(len(records.values)))
    at = column[first], row[first]
    status[at], code[at] = records.status[first], records.code[first]

    def spread(given: NDArray[Any], empty: float) -> dict[int, Any]:
        found: dict[int, Any] = {}
        filled = first[~np.isnan(given[first])] if np.isnan(empty) else first[given[first] != empty]
        for name in distinct(column[filled]):
            own = filled[column[filled] == name]
            array = np.full(shape[1], empty, dtype=given.dtype)
            array[row[own]] = given[own]
            found[name] = array
        return found

    grid = Grid(
        units, periods,
        (pairs // max(len(periods), 1)).astype(np.int32), (pairs % max(len(periods), 1)).astype(np.int32),
        columns, tuple(records.values), code, status,
        spread(records.number, np.nan), spread(records.points, np.nan),
        {name: Note(tuple(contents), spread(codes, 0)) for name, (contents, codes) in records.notes.items()},
    )  # fmt: skip
    return Laid(grid, column, row, repeated)


def _sorted(
    names: Sequence[Any], codes: Codes, key: Callable[[Any], Any] | None = None
) -> tuple[tuple[Any, ...], Codes]:
    """Sort distinct names, without those that no record has."""
    used = np.zeros(len(names), dtype=np.bool_)
    used[codes] = True
    order = sorted(
        np.flatnonzero(used).tolist(), key=names.__getitem__ if key is None else lambda each: key(names[each])
    )
    place = np.empty(len(names), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(names[each] for each in order), place[codes]


def records_in(grid: Grid) -> Records:
    """Take a grid apart, column by column."""
    column, row = (each.astype(np.int32) for each in np.nonzero(grid.status != ABSENT))

    def gathered(given: Mapping[int, Any], empty: float, kind: Any) -> Any:
        found = np.full(len(row), empty, dtype=kind)
        for name, array in given.items():
            own = column == name
            found[own] = array[row[own]]
        return found

    return Records(
        grid.units, grid.unit[row], grid.periods, grid.period[row], grid.columns, column, grid.values,
        grid.code[column, row].astype(np.int32), gathered(grid.number, np.nan, np.float64),
        gathered(grid.points, np.nan, np.float64), grid.status[column, row],
        {name: (note.contents, gathered(note.cells, 0, np.int32)) for name, note in grid.notes.items()},
    )  # fmt: skip


def together(parts: Sequence[Records]) -> Records:
    """Put the records of several readings one behind the other."""
    units, unit = _renamed([(each.units, each.unit) for each in parts])
    periods, period = _renamed([(each.periods, each.period) for each in parts])
    columns, column = _renamed([(each.columns, each.column) for each in parts])
    kinds = [[(type(value), value) for value in each.values] for each in parts]
    values, code = _renamed([(own, each.code) for own, each in zip(kinds, parts, strict=True)])
    notes = {}
    for name, empty in NOTES.items():
        if any(name in each.notes for each in parts):
            own = [each.notes.get(name, ((empty,), np.zeros(len(each.unit), np.int32))) for each in parts]
            notes[name] = _renamed([((empty,), np.empty(0, np.int32)), *own])
    number, points = (
        np.concatenate([np.empty(0), *(getattr(each, name) for each in parts)]) for name in ("number", "points")
    )
    status = np.concatenate([np.empty(0, np.int8), *(each.status for each in parts)])
    plain = tuple(value for _, value in values)
    return Records(units, unit, periods, period, columns, column, plain, code, number, points, status, notes)


def _renamed(parts: Sequence[tuple[Sequence[Any], Codes]]) -> tuple[tuple[Any, ...], Codes]:
    known: dict[Any, int] = {}
    found = []
    for names, codes in parts:
        places = np.array([*(known.setdefault(each, len(known)) for each in names), NO_VALUE], dtype=np.int32)
        found.append(places[codes])
    return tuple(known), np.concatenate([np.empty(0, np.int32), *found])
