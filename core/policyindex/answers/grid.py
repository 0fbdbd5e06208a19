"""The cells of an answer table: a column of codes a question, a row a unit and period.

Texts, points and numbers are kept only for the columns that have any. All arrays are read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.record import STATUSES, Answer, Status
from policyindex.questions.asked import AnswerValue

ABSENT = -1
"""In ``status``: there is no record of this question for this row."""
NO_VALUE = -1
"""In ``code``: no option, tick or list of sub-options was given."""
NOTES: Mapping[str, Any] = {"cause": None, "comment": "", "references": (), "source": ""}
"""The fields beside the answer, each with what it holds where nothing was written."""
ANSWERED = STATUSES.index(Status.ANSWERED)
Key = tuple[str, str]
"""A column: indicator and instance."""
Codes = NDArray[np.int32]
Numbers = NDArray[np.float64]


class Note(NamedTuple):
    """One field beside the answers: distinct contents, the empty one first, and their numbers by column."""

    contents: tuple[Any, ...]
    cells: Mapping[int, Codes]
    """By column of the grid, shape (rows,)."""


@dataclass(frozen=True)
class Grid:
    """Answers by column; rows and columns are in the order of their keys."""

    units: tuple[str, ...]
    """Distinct codes of units, sorted."""
    periods: tuple[str, ...]
    """Distinct labels of periods, sorted."""
    unit: Codes
    """Index into ``units`` of each row, shape (rows,)."""
    period: Codes
    """Index into ``periods`` of each row, shape (rows,)."""
    columns: tuple[Key, ...]
    values: tuple[AnswerValue, ...]
    """Distinct answers that are no numbers: option codes, true and false, sub-options."""
    code: NDArray[Any]
    """Index into ``values`` or ``NO_VALUE``, shape (columns, rows)."""
    status: NDArray[np.int8]
    """Index into ``STATUSES`` or ``ABSENT``, shape (columns, rows)."""
    number: Mapping[int, Numbers] = field(default_factory=dict)
    """Answers that are numbers by column, NaN where there is none, shape (rows,)."""
    points: Mapping[int, Numbers] = field(default_factory=dict)
    """Points stated in place of the answer's, by column, NaN where there are none, shape (rows,)."""
    notes: Mapping[str, Note] = field(default_factory=dict)
    """What stands beside the answers, by field; see ``NOTES``."""

    def __post_init__(self) -> None:
        cells = [array for each in self.notes.values() for array in each.cells.values()]
        for array in (
            self.unit,
            self.period,
            self.code,
            self.status,
            *self.number.values(),
            *self.points.values(),
            *cells,
        ):
            array.flags.writeable = False

    @property
    def shape(self) -> tuple[int, int]:
        """Columns and rows."""
        return self.status.shape[0], self.status.shape[1]

    def rows(self) -> Iterator[tuple[str, str]]:
        """Give unit and period of each row."""
        return zip(
            map(self.units.__getitem__, self.unit.tolist()),
            map(self.periods.__getitem__, self.period.tolist()),
            strict=True,
        )

    def note(self, name: str, column: int, row: int) -> Any:
        """Give what one field beside an answer holds."""
        found = self.notes.get(name)
        cells = found.cells.get(column) if found else None
        return NOTES[name] if found is None or cells is None else found.contents[cells[row]]

    def value(self, column: int, row: int) -> AnswerValue:
        """Give one answer, None where there is none."""
        code = int(self.code[column, row])
        if code != NO_VALUE:
            return self.values[code]
        return _number(self.number, column, row)

    def answer(self, column: int, row: int) -> Answer | None:
        """Give one record, None where there is none."""
        status = self.status[column, row]
        if status == ABSENT:
            return None
        indicator, instance = self.columns[column]
        return Answer(
            self.units[self.unit[row]], self.periods[self.period[row]], indicator, instance,
            self.value(column, row), _number(self.points, column, row), STATUSES[status],
            *(self.note(name, column, row) for name in NOTES),
        )  # fmt: skip

    def __iter__(self) -> Iterator[Answer]:
        """Give the records in the order of their keys: by unit, period, indicator and instance."""
        present = self.status != ABSENT
        for row in range(self.shape[1]):
            for column in np.flatnonzero(present[:, row]).tolist():
                found = self.answer(column, row)
                assert found is not None
                yield found

    def count(self) -> int:
        """Count the records."""
        return int(np.count_nonzero(self.status != ABSENT))

    def with_note(self, name: str, content: object) -> Grid:
        """Write one field beside every record that has nothing there."""
        kept = self.notes.get(name, Note((NOTES[name],), {}))
        contents = (*kept.contents, content)
        everywhere = np.full(self.shape[1], len(contents) - 1, dtype=np.int32)
        cells = {
            column: np.where(kept.cells[column] == 0, everywhere, kept.cells[column])
            if column in kept.cells
            else everywhere
            for column in range(self.shape[0])
        }
        return replace(self, notes={**self.notes, name: Note(contents, cells)})


def _number(found: Mapping[int, Numbers], column: int, row: int) -> float | None:
    array = found.get(column)
    if array is None or np.isnan(array[row]):
        return None
    return float(array[row])


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


def records_of(answers: Iterable[Answer]) -> Records:
    """Take answers apart."""
    units: dict[str, int] = {}
    periods: dict[str, int] = {}
    columns: dict[Key, int] = {}
    values: dict[tuple[type, Any], int] = {}
    contents: dict[str, dict[Any, int]] = {name: {empty: 0} for name, empty in NOTES.items()}
    rows: list[tuple[int, ...]] = []
    numbers: list[tuple[float, float]] = []
    for each in answers:
        answer, code, number = each.answer, NO_VALUE, np.nan
        if isinstance(answer, bool) or not isinstance(answer, int | float | None):
            code = values.setdefault((type(answer), answer), len(values))  # True and 1 are two things here
        elif answer is not None:
            number = float(answer)
        rows.append(
            (
                units.setdefault(each.unit, len(units)),
                periods.setdefault(each.period, len(periods)),
                columns.setdefault((each.indicator, each.instance), len(columns)),
                code,
                STATUSES.index(each.status),
                *(known.setdefault(getattr(each, name), len(known)) for name, known in contents.items()),
            )
        )
        numbers.append((number, np.nan if each.points is None else float(each.points)))
    table = np.array(rows, dtype=np.int32).reshape(len(rows), 5 + len(NOTES)).T
    stated = np.array(numbers, dtype=np.float64).reshape(len(rows), 2).T
    notes = {
        name: (tuple(known), table[5 + place]) for place, (name, known) in enumerate(contents.items()) if len(known) > 1
    }
    plain = [value for _, value in values]
    return Records(
        tuple(units), table[0], tuple(periods), table[1], tuple(columns), table[2], plain, table[3],
        stated[0], stated[1], table[4].astype(np.int8), notes,
    )  # fmt: skip


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
    periods, period = _sorted(records.periods, records.period)
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
        for name in np.unique(column[filled]).tolist():
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


def code_type(count: int) -> type[np.signedinteger[Any]]:
    """Give the smallest type that numbers so many distinct answers."""
    return np.int8 if count < 127 else np.int16 if count < 32_000 else np.int32


def _sorted(names: Sequence[Any], codes: Codes) -> tuple[tuple[Any, ...], Codes]:
    """Sort distinct names, without those that no record has."""
    used = np.zeros(len(names), dtype=np.bool_)
    used[codes] = True
    order = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
    place = np.empty(len(names), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(names[each] for each in order), place[codes]
