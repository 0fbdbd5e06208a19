"""What a reader of tables made of a file: answers by column, their places, and problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from policyindex.answers.grid import Grid
from policyindex.answers.record import UNVERIFIED, Answer, Verification
from policyindex.answers.records import Records, grid_of, records_in
from policyindex.problems import Location, Problem


@dataclass(frozen=True)
class TableReading:
    """What a reader of tables made of a file: columns of answers, and problems; see ``policyindex.Reading``."""

    problems: list[Problem]
    answered: Grid | Records
    where: Callable[[int], Location]
    """Gives the place of a record by its number."""
    first_lines: Callable[[], dict[str, Location]]
    """Gives the line where each unit stands first."""

    @property
    def answers(self) -> list[tuple[Answer, Location]]:
        """The answers as rows, each with its place."""
        laid = grid_of(self.records)
        found = []
        for record, (column, row) in enumerate(zip(laid.column.tolist(), laid.row.tolist(), strict=True)):
            answer = laid.grid.answer(column, row)
            assert answer is not None
            found.append((answer, self.where(record)))
        return found

    @property
    def records(self) -> Records:
        """The answers one by one."""
        return records_in(self.answered) if isinstance(self.answered, Grid) else self.answered

    def verified(self, verification: Verification) -> TableReading:
        """Say how far answers are verified that do not say so themselves."""
        if isinstance(self.answered, Grid):
            return replace(self, answered=self.answered.with_note("verification", verification))
        nothing = (UNVERIFIED,), np.zeros(len(self.answered.unit), np.int32)
        contents, codes = self.answered.notes.get("verification", nothing)
        filled = np.where(codes == 0, len(contents), codes).astype(np.int32)
        notes = {**self.answered.notes, "verification": ((*contents, verification), filled)}
        return replace(self, answered=self.answered._replace(notes=notes))
