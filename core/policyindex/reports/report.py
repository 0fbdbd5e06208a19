"""A report: what a verb says, as plain frozen data; no format and no width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from policyindex.reports.figures.figure import Figure

Cell = str | float | int | None


@dataclass(frozen=True)
class Column:
    """One column of a table: what its cells are and how they are shown."""

    key: str
    title: str = ""
    type: Literal["text", "number", "whole", "share"] = "text"
    """``share``: 0 to 1 of the highest possible, drawn as a bar; it repeats a number that stands in another column."""
    unit: str = ""
    decimals: int | None = None
    """Decimals that people see, rounded half up; None: as many as there are. Programs get the number."""
    right: bool | None = None
    """Aligned right; None: numbers are."""
    optional: bool = False
    """A narrow terminal may leave it out, and says so; the last ones go first."""
    width: int = 0
    """Characters at most on a terminal; 0: no limit."""
    alone: str = ""
    """The title where no bars are drawn, of a number that has none beside its bar; empty: the title of the bar."""

    @property
    def to_right(self) -> bool:
        """Tell whether cells stand at the right."""
        return self.type in ("number", "whole") if self.right is None else self.right


@dataclass(frozen=True)
class Table:
    """Rows under typed columns; ``rows`` may be a function that gives them, so that nothing is built unasked."""

    key: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]] | Callable[[], Iterable[Sequence[Cell]]]
    title: str = ""
    screenful: str = ""
    """Says what to do about rows that do not fit a screen, which a terminal then leaves out; empty: all are shown."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Name the columns."""
        return tuple(column.key for column in self.columns)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        """Give the rows."""
        return iter(self.rows() if callable(self.rows) else self.rows)


@dataclass(frozen=True)
class Text:
    """A paragraph, or a line of a list where it is indented."""

    text: str
    style: Literal["", "strong", "quiet"] = ""
    indent: int = 0
    verbatim: bool = False
    """Lines that are kept as they are, such as a place in a file that people and programs look for."""


@dataclass(frozen=True)
class Branch:
    """A line with lines about it and branches below it."""

    head: str
    lines: tuple[str, ...] = ()
    children: tuple[Branch, ...] = ()
    link: str = ""
    """The anchor of the section that is about it, for pages."""


Block = Text | Table | Branch


@dataclass(frozen=True)
class Section:
    """Blocks under a title; no title: they belong to what stands before."""

    title: str = ""
    blocks: tuple[Block, ...] = ()
    level: Literal[1, 2] = 1
    anchor: str = ""
    """Its name on a page, for links to it."""


@dataclass(frozen=True)
class Report:
    """What a verb says: for people in ``sections``, for programs in ``tables``."""

    title: str
    sections: tuple[Section, ...] = ()
    brief: tuple[Section, ...] = ()
    """What a screen shows in place of sections that are far longer than one."""
    notes: tuple[str, ...] = ()
    """What stands at the foot."""
    tables: tuple[Table, ...] = ()
    """What formats of tables hold: CSV the first, a workbook all; none: the tables of the sections."""
    figures: Sequence[Figure] | Callable[[], Iterable[Figure]] = ()
    """What pages show below the sections, and SVG and PNG the first of; a function makes them when somebody asks."""
    provenance: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    linked: Callable[[], Mapping[str, Any]] | None = None
    """What a page says of its data to search engines: a thing of schema.org."""
    document: Callable[[], Any] | None = None
    """The whole as JSON-ready data under the keys that programs know; None: made of title, tables and notes."""

    def data(self) -> tuple[Table, ...]:
        """Give the tables that programs get."""
        found = tuple(block for each in self.sections for block in each.blocks if isinstance(block, Table))
        return self.tables or found

    def drawings(self) -> tuple[Figure, ...]:
        """Give the figures."""
        return tuple(self.figures() if callable(self.figures) else self.figures)

    @property
    def main(self) -> Table:
        """Give the one table of formats that hold one; without any: the lines of the texts."""
        texts = [block.text for each in self.sections for block in each.blocks if isinstance(block, Text)]
        return next(iter(self.data()), Table("text", (Column("text"),), [(text,) for text in texts]))
