"""A view of a result: the trees that were asked for. What exporters get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyindex.scoring.result import Result, ScoreRow


@dataclass(frozen=True)
class View:
    """A result and the trees to write; empty: all."""

    result: Result
    trees: tuple[str, ...] = ()

    def rows(self) -> Iterator[ScoreRow]:
        """Give the tidy rows."""
        return self.result.rows(self.trees)
