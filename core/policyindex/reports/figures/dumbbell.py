"""Dumbbells: two values a row with the way between them, such as two periods or two units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from policyindex.reports.figures.axis import Axis, across, scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.legend import legend
from policyindex.reports.figures.measure import LINE, widest, wrapped
from policyindex.reports.figures.palette import GRID, INK, QUIET, Style, style_of
from policyindex.reports.figures.rows import beside, edges_of, label_room, middle_of, signed
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

STYLES = (style_of(0)._replace(shape="ring"), style_of(1)._replace(shape="disc"))


class Pair(NamedTuple):
    """One row: a label and two values."""

    label: str
    first: float | None
    second: float | None


@dataclass(frozen=True, kw_only=True)
class Dumbbell(Figure):
    """Rows with two points each, in the order in which they are given."""

    rows: tuple[Pair, ...]
    names: tuple[str, str]
    heading: str

    @property
    def table(self) -> Table:
        """Give a row a pair, with the difference."""
        columns = (
            Column("label", self.heading),
            *(self.column(key, name) for key, name in zip(("first", "second"), self.names, strict=True)),
            self.column("difference", self.word("difference")),
        )
        rows = [(*row, None if (left := _left(row)) is None else left) for row in self.rows]
        return Table(self.key, columns, rows, title=self.title)

    @property
    def description(self) -> str:
        """Say how many go up and down, and which differs most."""
        known = {row.label: left for row in self.rows if (left := _left(row)) is not None}
        if not known:
            return self.word("empty")
        most = max(known, key=lambda label: abs(known[label]))
        up, down = sum(each > 0 for each in known.values()), sum(each < 0 for each in known.values())
        values = {"first": self.names[0], "second": self.names[1], "count": len(known), "up": up, "down": down}
        return " ".join(
            [
                self.word("dumbbell", **values, label=most, most=self._change(known[most])),
                *self.none_of(self._missing()),
            ]
        )

    def _missing(self) -> list[str]:
        pairs = ((row.label, name, value) for row in self.rows for name, value in zip(self.names, row[1:], strict=True))
        return [f"{label} ({name})" for label, name, value in pairs if value is None]

    def _change(self, value: float | None) -> str:
        """Write a difference with its sign; a dash where a value is missing."""
        return "–" if value is None else signed(self.shown(abs(value)), value)

    def remarks(self) -> tuple[str, ...]:
        """Name what is missing, and where the axis does not begin at 0."""
        return (*self.from_where(self._scale()[0]), *self.none_of(self._missing()))

    def _scale(self) -> tuple[float, float]:
        return scale_of(self.scale, [value for row in self.rows for value in row[1:] if value is not None], zero=False)

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the key, then the rows, in two columns where they are many and the figure is wide."""
        look = canvas.look
        named: list[tuple[str, Style]] = list(zip(self.names, STYLES, strict=True))
        top = legend(canvas, named, top, lines=False) + look.gap
        places = beside(look, len(self.rows))
        return max(self._column(canvas, self.rows[some], left, room, top) for some, left, room in places)

    def _column(self, canvas: Canvas, rows: Sequence[Pair], left: float, room: float, top: float) -> float:
        """Draw the axis and rows with their points; the difference stands at the right."""
        look, right = canvas.look, left + room
        labels = label_room([row.label for row in self.rows], look, 0.42 * room)
        numbers = widest([self._change(_left(row)) for row in self.rows], look.size)
        start, radius = left + labels + 2 * look.gap, look.bar / 2.6
        axis = Axis(self._scale(), start + radius, right - numbers - look.gap - radius)
        texts = [wrapped(row.label, look.size, labels, 3) for row in rows]
        edges = edges_of(texts, look, top)
        end = across(canvas, axis, top, edges[-1])
        for row, lines, (upper, lower) in zip(rows, texts, pairwise(edges), strict=True):
            middle = (upper + lower) / 2
            canvas.line(start, lower, right, lower, GRID, 0.5)
            canvas.text_lines(
                start - look.gap, middle - LINE * look.size * len(lines) / 2, lines, size=look.size, anchor="end"
            )
            self._row(canvas, row, axis, middle, radius)
            change = self._change(_left(row))
            ink = QUIET if _left(row) is None else INK
            canvas.text(right, middle_of(middle, look.size), change, size=look.size, anchor="end", fill=ink)
        return end

    def _row(self, canvas: Canvas, row: Pair, axis: Axis, middle: float, radius: float) -> None:
        if row.first is not None and row.second is not None:
            canvas.line(axis.at(row.first), middle, axis.at(row.second), middle, QUIET, 2)
        for value, style in zip(row[1:], STYLES, strict=True):
            if value is not None:
                canvas.mark(style.shape, axis.at(value), middle, radius, style.colour)


def _left(row: Pair) -> float | None:
    return None if row.first is None or row.second is None else row.second - row.first


def dumbbell(
    rows: Iterable[Pair | tuple[str, float | None, float | None]],
    *,
    names: tuple[str, str],
    title: str,
    heading: str = "",
    **common: Any,
) -> Dumbbell:
    """Make dumbbells.

    :param rows: ``(label, first, second)``, in the order in which they are shown
    :param names: what first and second are, such as ``("2014", "2019")``
    :param heading: what labels are, for the table
    :param common: what every figure has, see ``Figure``
    """
    made = tuple(Pair(label, value_of(first), value_of(second)) for label, first, second in rows)
    return Dumbbell(title=title, rows=made, names=names, heading=heading, **common)
