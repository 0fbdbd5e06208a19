"""Taking questions out of the denominator, for many units at once: what was answered is put aside, and why is noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.grid import ABSENT, ANSWERED, NO_VALUE, Grid, Key, Note, selected
from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import Column

Flags = NDArray[np.bool_]
_STANDING = (ABSENT, ANSWERED, STATUSES.index(Status.MISSING))
"""What can be silenced; other statuses are out already, for a reason of their own."""


class Standing:
    """The answers of a round while it is decided which of them count."""

    def __init__(self, grid: Grid, columns: Iterable[Key]) -> None:
        keys = sorted({*grid.columns, *columns})
        place = {key: index for index, key in enumerate(grid.columns)}
        self.grid = grid
        self.columns = {Column(*key).name: index for index, key in enumerate(keys)}
        self.keys = tuple(keys)
        self._from = np.array([place.get(key, -1) for key in keys], dtype=np.int64)
        empty = np.full((1, grid.shape[1]), ABSENT, dtype=np.int8)
        self.status = np.concatenate([grid.status, empty])[self._from]
        """As in a grid, shape (columns, rows); what is written here counts in the end."""
        self._silent = np.zeros(self.status.shape, dtype=np.int32)
        self._whys = [""]

    def named(self, flags: Flags) -> tuple[str, ...]:
        """Name the columns that are true."""
        return tuple(Column(*self.keys[index]).name for index in np.flatnonzero(flags))

    def places(self, names: Iterable[str]) -> list[int]:
        """Give the places of columns."""
        return [self.columns[name] for name in names]

    def silence(self, columns: Sequence[int], rows: Flags | Sequence[int], status: Status, why: str) -> None:
        """Give some cells a status that leaves the denominator, whether they were answered or not."""
        if not len(columns):
            return
        chosen = np.flatnonzero(rows) if isinstance(rows, np.ndarray) else np.array(rows, dtype=np.intp)
        cells = np.ix_(np.array(columns, dtype=np.intp), chosen)
        standing = np.isin(self.status[cells], _STANDING)
        self._whys.append(why)
        self.status[cells] = np.where(standing, STATUSES.index(status), self.status[cells])
        self._silent[cells] = np.where(standing, len(self._whys) - 1, self._silent[cells])

    def done(self, rows: Flags) -> Grid:
        """Give the grid of some rows in which only what stands is answered."""
        grid, count = self.grid, self.grid.shape[1]
        silent = self._silent > 0
        code = np.concatenate([grid.code, np.full((1, count), NO_VALUE, dtype=grid.code.dtype)])[self._from]
        code[silent] = NO_VALUE
        moved = {int(before): after for after, before in enumerate(self._from) if before >= 0}
        notes = {
            name: Note(note.contents, {
                moved[column]: np.where(silent[moved[column]], 0, cells).astype(np.int32) for column, cells in note.cells.items()
            })
            for name, note in grid.notes.items()
        }  # fmt: skip
        if silent.any():
            comments = notes.get("comment", Note(("",), {}))
            nothing = np.zeros(count, dtype=np.int32)
            added = len(comments.contents) - 1
            cells_ = {
                column: np.where(
                    silent[column], self._silent[column] + added, comments.cells.get(column, nothing)
                ).astype(np.int32)
                for column in range(len(self.keys))
                if silent[column].any() or column in comments.cells
            }
            notes["comment"] = Note((*comments.contents, *self._whys[1:]), cells_)
        whole = Grid(
            grid.units, grid.periods, grid.unit, grid.period, self.keys, grid.values, code, self.status,
            {moved[column]: np.where(silent[moved[column]], np.nan, each) for column, each in grid.number.items()},
            {moved[column]: np.where(silent[moved[column]], np.nan, each) for column, each in grid.points.items()},
            notes,
        )  # fmt: skip
        return selected(whole, rows)
