"""Heat maps: a number a cell, rows by columns, the darker the higher; each cell also says its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from policyindex.reports.figures.axis import scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.looks import Look
from policyindex.reports.figures.measure import ASCENT, LINE, unbroken, widest, width, wrapped
from policyindex.reports.figures.palette import GRID, PAPER, QUIET, ink_on, shade
from policyindex.reports.figures.rows import edges_of, label_room, middle_of
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

WIDEST = 9
"""A cell is at most so many times as wide as its text is high."""
TALLEST = 10
"""A heading that runs upwards is at most so long, in heights of its text; twice that where it has one line only."""
EDGE = 1
NONE = "–"


@dataclass(frozen=True, kw_only=True)
class HeatMap(Figure):
    """Cells in rows and columns; where the columns have no room beside each other they go on in a block below."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    heading: str

    @property
    def table(self) -> Table:
        """Give the rows and columns."""
        columns = [self.column(f"column_{at}", name) for at, name in enumerate(self.columns, 1)]
        rows = [(name, *cells) for name, cells in zip(self.rows, self.cells, strict=True)]
        return Table(self.key, (Column("label", self.heading), *columns), rows, title=self.title)

    @property
    def description(self) -> str:
        """Say how large it is, and from where to where its values go."""
        known = self._values()
        if not known:
            return self.word("empty")
        values = {"least": self.shown(min(known)), "most": self.shown(max(known))}
        said = self.word("heatmap", rows=len(self.rows), columns=len(self.columns), **values)
        return " ".join([said, *self.none_of(self._missing())])

    def _values(self) -> list[float]:
        return [each for row in self.cells for each in row if each is not None]

    def _missing(self) -> list[str]:
        named = zip(self.rows, self.cells, strict=True)
        return [
            f"{row} ({column})"
            for row, cells in named
            for column, value in zip(self.columns, cells, strict=True)
            if value is None
        ]

    def remarks(self) -> tuple[str, ...]:
        """Say what the colours reach from and to, and name what is missing."""
        low, high = scale_of(self.scale, self._values(), zero=False)
        return (self.word("shades", low=self.shown(low), high=self.shown(high)), *self.none_of(self._missing()))

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw blocks of columns below each other, as many as they need."""
        look = canvas.look
        labels = label_room(self.rows, look, 0.36 * look.inner)
        room = look.inner - labels - look.gap
        least = max(widest([self._said(each) for row in self.cells for each in row], look.small) + 5, 2 * look.small)
        blocks = -(-len(self.columns) // max(int(room // least), 1))
        length = -(-len(self.columns) // max(blocks, 1))
        wide = min(room / max(length, 1), WIDEST * look.size)
        for start in range(0, len(self.columns), max(length, 1)):
            some = range(start, min(start + length, len(self.columns)))
            top = self._block(canvas, some, labels, wide, top) + (2 * look.gap if some.stop < len(self.columns) else 0)
        return top

    def _said(self, value: float | None) -> str:
        return NONE if value is None else self.shown(value)

    def _block(self, canvas: Canvas, some: range, labels: float, wide: float, top: float) -> float:
        look = canvas.look
        left = look.margin + labels + look.gap
        top = _headings(canvas, [self.columns[at] for at in some], left, wide, top)
        texts = [wrapped(row, look.size, labels, 3) for row in self.rows]
        edges = edges_of(texts, look, top)
        scale = scale_of(self.scale, self._values(), zero=False)
        for lines, cells, (upper, lower) in zip(texts, self.cells, pairwise(edges), strict=True):
            middle = (upper + lower) / 2
            begin = middle - LINE * look.size * len(lines) / 2
            canvas.text_lines(left - look.gap, begin, lines, size=look.size, anchor="end")
            for place, at in enumerate(some):
                self._cell(canvas, cells[at], scale, left + place * wide, upper, wide, lower - upper)
        return edges[-1]

    def _cell(
        self,
        canvas: Canvas,
        value: float | None,
        scale: tuple[float, float],
        x: float,
        y: float,
        wide: float,
        high: float,
    ) -> None:
        size = canvas.look.small
        colour = PAPER if value is None else shade((value - scale[0]) / (scale[1] - scale[0]))
        ink = QUIET if value is None else ink_on(colour)
        canvas.rect(x + EDGE / 2, y + EDGE / 2, wide - EDGE, high - EDGE, GRID if value is None else colour)
        if value is None:
            canvas.rect(x + 2 * EDGE, y + 2 * EDGE, wide - 4 * EDGE, high - 4 * EDGE, PAPER)
        base = middle_of(y + high / 2, size)
        canvas.text(x + wide / 2, base, self._said(value), size=size, anchor="middle", fill=ink)


def _headings(canvas: Canvas, names: Sequence[str], left: float, wide: float, top: float) -> float:
    """Write headings across where each word has room, otherwise upwards; give where they end."""
    look = canvas.look
    across = all(unbroken(name, look.small) <= wide - look.gap for name in names)
    if across:
        texts = [wrapped(name, look.small, wide - look.gap, 4) for name in names]
        bottom = top + LINE * look.small * max(map(len, texts), default=0)
    else:
        texts = [_upwards(name, look, wide) for name in names]
        bottom = top + max((width(line, look.small) for lines in texts for line in lines), default=0)
    for at, lines in enumerate(texts):
        middle = left + (at + 0.5) * wide
        if across:
            begin = bottom - LINE * look.small * len(lines)
            canvas.text_lines(middle, begin, lines, size=look.small, anchor="middle")
            continue
        first = middle - LINE * look.small * len(lines) / 2 + ASCENT * look.small
        for number, line in enumerate(lines):
            canvas.text(first + number * LINE * look.small, bottom, line, size=look.small, turned=True)
    return bottom + look.gap


def _upwards(name: str, look: Look, wide: float) -> tuple[str, ...]:
    lines = max(int(wide // (LINE * look.small)), 1)
    return wrapped(name, look.small, TALLEST * look.small * (2 if lines == 1 else 1), lines)


def heatmap(
    rows: Iterable[str],
    columns: Iterable[str],
    cells: Iterable[Iterable[float | None]],
    *,
    title: str,
    heading: str = "",
    **common: Any,
) -> HeatMap:
    """Make a heat map.

    :param rows: labels of the rows, such as units, in the order in which they are shown
    :param columns: labels of the columns, such as areas
    :param cells: a row of values for each row, a value or None for each column
    :param heading: what the labels of the rows are, for the table
    :param common: what every figure has, see ``Figure``
    :raises ValueError: where there is not a value or None for each row and column
    """
    named, heads = tuple(rows), tuple(columns)
    made = tuple(tuple(map(value_of, row)) for row in cells)
    if len(made) != len(named) or any(len(row) != len(heads) for row in made):
        raise ValueError("a heat map needs a value or None for each of its rows and columns")
    return HeatMap(title=title, rows=named, columns=heads, cells=made, heading=heading, **common)
