"""The answer table: the immutable, hashed set of answers that scoring takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from policyindex.answers.grid import Grid
from policyindex.answers.keys import Keys
from policyindex.answers.record import Answer, Origin
from policyindex.answers.records import grid_of, records_of
from policyindex.problems import Problem

if TYPE_CHECKING:
    import pandas as pd


class AnswerSet:
    """An immutable set of answers, kept by column (see ``grid``), read as rows by iterating; equal sets have equal hashes.

    ``origin`` and ``warnings`` tell where they come from; they are no part of what is compared or hashed. Units and
    periods that a program gave are read as those of files are, and ``warnings`` say so: 2015.0 is the period 2015.

    :raises ValueError: where two answers have one key
    """

    def __init__(
        self,
        answers: Iterable[Answer] | Grid,
        origin: Origin | None = None,
        warnings: Iterable[Problem] = (),
    ) -> None:
        keys = Keys()
        self.origin = origin or Origin()
        self.grid: Grid = answers if isinstance(answers, Grid) else _laid_out(answers, keys)
        self.warnings = (*warnings, *keys.problems())

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.grid)

    def __len__(self) -> int:
        return self.grid.count()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnswerSet) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        columns, rows = self.grid.shape
        return f"<AnswerSet: {len(self)} answers, {rows} units and periods, {columns} questions>"

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the columns; see ``policyindex.answers.digest``."""
        from policyindex.answers.digest import digest

        return digest(self.grid)

    def to_frame(self) -> pd.DataFrame:
        """Give a row per answer with the columns of a long file; ``from_frame`` takes it back."""
        from policyindex.answers.frames import frame_of

        return frame_of(self)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> AnswerSet:
        """Make an answer table of such a frame; ``unit``, ``period`` and ``indicator`` are needed, periods may be numbers.

        :raises WrongUseError: for a column that is missing or unknown, or a cell that no answer can hold
        """
        from policyindex.answers.frames import answers_of

        return cls(answers_of(frame))


def _laid_out(answers: Iterable[Answer], keys: Keys) -> Grid:
    if isinstance(answers, AnswerSet):
        return answers.grid
    given = list(answers)
    laid = grid_of(records_of(given, keys))
    if len(laid.repeated):
        raise ValueError(f"answered twice: {' '.join(given[laid.repeated[0]].key)}")
    return laid.grid
