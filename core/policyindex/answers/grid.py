"""The cells of an answer table: a column of codes a question, a row a unit and period.

Texts, points and numbers are kept only for the columns that have any. All arrays are read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.record import STATUSES, UNVERIFIED, Answer, Status
from policyindex.questions.asked import AnswerValue

ABSENT = -1
"""In ``status``: there is no record of this question for this row."""
NO_VALUE = -1
"""In ``code``: no option, tick or list of sub-options was given."""
NOTES: Mapping[str, Any] = {
    "cause": None,
    "comment": "",
    "references": (),
    "verification": UNVERIFIED,
    "confirmed_from": "",
    "plan": None,
    "parts": (),
}
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


@dataclass(frozen=True, eq=False)
class Grid:
    """Answers by column; rows and columns are in the order of their keys."""

    units: tuple[str, ...]
    """Distinct codes of units, sorted."""
    periods: tuple[str, ...]
    """Distinct labels of periods, in time."""
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

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the arrays of a copy read-only too; pickle and deepcopy forget that they were."""
        self.__dict__.update(state)
        self.__post_init__()

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
        cause, comment, cited, verification, confirmed_from, plan, parts = (
            self.note(name, column, row) for name in NOTES
        )
        return Answer(
            self.units[self.unit[row]], self.periods[self.period[row]], indicator, instance,
            self.value(column, row), _number(self.points, column, row), STATUSES[status], cause, comment, cited,
            review=verification.review, publisher=verification.publisher, confirmed_from=confirmed_from, plan=plan,
            parts=parts,
        )  # fmt: skip

    def __iter__(self) -> Iterator[Answer]:
        """Give the records in the order of their keys: by unit, period, indicator and instance."""
        return self._of(range(self.shape[1]))

    def of_unit(self, unit: str) -> Iterator[Answer]:
        """Give the records of one unit in the order of their keys, without making those of others."""
        return self._of(np.flatnonzero(self.unit == self.units.index(unit)).tolist() if unit in self.units else ())

    def _of(self, rows: Iterable[int]) -> Iterator[Answer]:
        for row in rows:
            for column in np.flatnonzero(self.status[:, row] != ABSENT).tolist():
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
        cells: dict[int, Codes] = {}
        for column, present in enumerate(self.status != ABSENT):
            own = kept.cells.get(column)
            empty = present if own is None else present & (own == 0)
            cells[column] = everywhere if empty.all() else np.where(empty, everywhere, 0 if own is None else own)
        return replace(self, notes={**self.notes, name: Note(contents, cells)})


def _number(found: Mapping[int, Numbers], column: int, row: int) -> float | None:
    array = found.get(column)
    if array is None or np.isnan(array[row]):
        return None
    return float(array[row])


def distinct(codes: NDArray[Any]) -> list[int]:
    """Give the distinct numbers among codes from -1 upwards; ``numpy.unique`` alone would import ``numpy.ma``."""
    return [int(each) - 1 for each in np.flatnonzero(np.bincount(codes.astype(np.intp) + 1))]


def code_type(count: int) -> type[np.signedinteger[Any]]:
    """Give the smallest type that numbers so many distinct answers."""
    return np.int8 if count < 127 else np.int16 if count < 32_000 else np.int32


def selected(grid: Grid, rows: NDArray[np.bool_]) -> Grid:
    """Keep some rows, and of the columns, units and periods those that still have a record."""
    columns = np.flatnonzero((grid.status[:, rows] != ABSENT).any(axis=1)).tolist()
    place = {column: index for index, column in enumerate(columns)}
    units, unit = _still(grid.units, grid.unit[rows])
    periods, period = _still(grid.periods, grid.period[rows])

    def kept(given: Mapping[int, Any]) -> dict[int, Any]:
        return {place[column]: array[rows] for column, array in given.items() if column in place}

    return Grid(
        units, periods, unit, period, tuple(grid.columns[each] for each in columns), grid.values,
        grid.code[columns][:, rows], grid.status[columns][:, rows], kept(grid.number), kept(grid.points),
        {name: Note(note.contents, kept(note.cells)) for name, note in grid.notes.items()},
    )  # fmt: skip


def taken(grid: Grid, order: NDArray[np.intp]) -> Grid:
    """Give rows in another order, or some of them."""

    def laid(given: Mapping[int, Any]) -> dict[int, Any]:
        return {column: array[order] for column, array in given.items()}

    return replace(
        grid, unit=grid.unit[order], period=grid.period[order], code=grid.code[:, order], status=grid.status[:, order],
        number=laid(grid.number), points=laid(grid.points),
        notes={name: Note(note.contents, laid(note.cells)) for name, note in grid.notes.items()},
    )  # fmt: skip


def _still(names: tuple[str, ...], codes: Codes) -> tuple[tuple[str, ...], Codes]:
    used, numbers = np.unique(codes, return_inverse=True)
    return tuple(names[each] for each in used), numbers.reshape(-1).astype(np.int32)
