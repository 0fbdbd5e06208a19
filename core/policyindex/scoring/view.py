"""A view of a result: the trees, units and periods that were asked for. What exporters get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policyindex.scoring.result import Result
from policyindex.scoring.rows import ScoreRow, TypeRow


@dataclass(frozen=True)
class View:
    """A result, the trees to write (empty: all) and the rows of its panel to write (None: all)."""

    result: Result
    trees: tuple[str, ...] = ()
    keep: tuple[int, ...] | None = None
    table: Literal["scores", "types"] = "scores"
    """Which table a format of one table holds."""
    columns: tuple[str, ...] = ()
    """The columns of that table that were asked for (none named: all); a writer may hold to it."""

    def rows(self) -> Iterator[ScoreRow]:
        """Give the tidy rows of scores."""
        return self.result.rows(self.trees, self.keep)

    unpublished: bool = True
    """Types by cut-offs that no publisher states are among them."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Name the columns of the table that was asked for."""
        return ScoreRow._fields if self.table == "scores" else TypeRow._fields

    def records(self) -> Iterator[ScoreRow | TypeRow]:
        """Give the rows of the table that was asked for."""
        return self.rows() if self.table == "scores" else self.type_rows()

    def type_rows(self) -> Iterator[TypeRow]:
        """Give the tidy rows of types."""
        return (row for row in self.result.type_rows(self.keep) if row.source or self.has_types(row.typology))

    def has_types(self, typology: str) -> bool:
        """Tell whether the types of a typology are shown."""
        return self.unpublished or self.result.instrument.file.typologies[typology].published
