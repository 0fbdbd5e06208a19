"""Bars: one value a row, with an interval where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from policyindex.reports.figures.axis import Axis, across, scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.measure import LINE, widest, wrapped
from policyindex.reports.figures.palette import INK, LIGHT, QUIET
from policyindex.reports.figures.rows import beside, edges_of, label_room, middle_of
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

FILL = "#4377b0"


class Bar(NamedTuple):
    """One row: a label, a value, the interval around it, what stands before the label, whether it stands out."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    before: str = ""
    """Such as a rank."""
    strong: bool = False
    """Marked by a colour and a pointer."""


class Cut(NamedTuple):
    """A place on the scale where something begins, such as a band."""

    value: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Bars(Figure):
    """Rows of bars from the start of the scale, in the order in which they are given."""

    rows: tuple[Bar, ...]
    cuts: tuple[Cut, ...] = ()
    interval: str = ""
    heading: tuple[str, str]

    @property
    def table(self) -> Table:
        """Give a row a bar."""
        between = any(row.low is not None for row in self.rows)
        columns = [Column("label", self.heading[0]), self.column("value", self.heading[1])]
        if between:
            columns += [self.column("low", self.word("low")), self.column("high", self.word("high"))]
        rows = [(row.label, row.value, *((row.low, row.high) if between else ())) for row in self.rows]
        return Table(self.key, tuple(columns), rows, title=self.title)

    @property
    def description(self) -> str:
        """Name the highest and the lowest."""
        known = [row for row in self.rows if row.value is not None]
        if not known:
            return self.word("empty")
        most, least = (pick(known, key=lambda row: row.value or 0) for pick in (max, min))
        said = self.word(
            "bars", count=len(known), top=most.label, most=self.shown(most.value), bottom=least.label, least=self.shown(least.value)
        )  # fmt: skip
        return " ".join([said, *self.none_of(self._missing())])

    def _missing(self) -> list[str]:
        return [row.label for row in self.rows if row.value is None]

    def remarks(self) -> tuple[str, ...]:
        """Say what dashed lines and lines with ends are."""
        low = scale_of(self.scale, self._values(), zero=True)[0]
        cuts = "; ".join(f"{self.shown(cut.value)} {cut.label}" for cut in self.cuts)
        between = self.interval or self.word("interval")
        said = [self.word("cuts", cuts=cuts)] * bool(cuts)
        return (
            *self.from_where(low),
            *said,
            *[self.word("whiskers", what=between)] * any(row.low is not None for row in self.rows),
        )

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the rows, in two columns where they are many and the figure is wide."""
        places = beside(canvas.look, len(self.rows))
        return max(self._column(canvas, self.rows[some], left, room, top) for some, left, room in places)

    def _column(self, canvas: Canvas, rows: Sequence[Bar], left: float, room: float, top: float) -> float:
        look = canvas.look
        before = widest([row.before for row in self.rows], look.size)
        before += look.gap if before else 0
        labels = label_room([row.label for row in self.rows], look, 0.42 * room - before)
        numbers = widest([self.shown(row.value) for row in self.rows], look.size)
        scale = scale_of(self.scale, self._values(), zero=True)
        start = left + before + labels + 2 * look.gap
        axis = Axis(scale, start, left + room - numbers - look.gap)
        texts = [wrapped(row.label, look.size, labels, 3) for row in rows]
        edges = edges_of(texts, look, top)
        end = across(canvas, axis, top, edges[-1])
        for cut in self.cuts:
            canvas.line(axis.at(cut.value), top, axis.at(cut.value), edges[-1], QUIET, 1, "3 3")
        origin = axis.at(min(max(0.0, scale[0]), scale[1]))
        for row, lines, (upper, lower) in zip(rows, texts, pairwise(edges), strict=True):
            middle = (upper + lower) / 2
            if row.before:
                canvas.text(
                    left + before - look.gap,
                    middle_of(middle, look.size),
                    row.before,
                    size=look.size,
                    anchor="end",
                    fill=QUIET,
                )
            canvas.text_lines(
                start - look.gap, middle - LINE * look.size * len(lines) / 2, lines, size=look.size, anchor="end"
            )
            self._bar(canvas, row, axis, origin, middle)
            ink = QUIET if row.value is None else INK
            canvas.text(
                left + room, middle_of(middle, look.size), self.shown(row.value), size=look.size, anchor="end", fill=ink
            )
        canvas.line(origin, top, origin, edges[-1], QUIET)
        return end

    def _bar(self, canvas: Canvas, row: Bar, axis: Axis, origin: float, middle: float) -> None:
        if row.value is None:
            return
        thick, end = canvas.look.bar, axis.at(row.value)
        canvas.rect(min(origin, end), middle - thick / 2, abs(end - origin), thick, LIGHT if row.strong else FILL)
        if row.strong:
            canvas.mark("pointer", origin + thick / 2, middle, thick / 3.5, INK)
        if row.low is not None and row.high is not None:
            low, high = axis.at(row.low), axis.at(row.high)
            canvas.line(low, middle, high, middle, INK, 1.5)
            for place in (low, high):
                canvas.line(place, middle - thick / 3, place, middle + thick / 3, INK, 1.5)

    def _values(self) -> list[float]:
        found = [each for row in self.rows for each in (row.value, row.low, row.high)]
        return [each for each in (*found, *(cut.value for cut in self.cuts)) if each is not None]


def bars(
    rows: Iterable[Bar | tuple[Any, ...]],
    *,
    title: str,
    cuts: Iterable[Cut | tuple[float, str]] = (),
    interval: str = "",
    heading: tuple[str, str] = ("", ""),
    **common: Any,
) -> Bars:
    """Make bars.

    :param rows: ``(label, value)``, ``(label, value, low, high)`` or ``Bar(...)``, in the order in which they are shown
    :param cuts: values where something begins, such as ``(80, "favourable")``, drawn as dashed lines
    :param interval: what low and high are, such as "95 % of 1,000 draws"
    :param heading: what labels and values are, for the table
    :param common: what every figure has, see ``Figure``: key, subtitle, scale, unit, decimals, notes, language
    """
    made = (Bar(*row) for row in rows)
    kept = (row._replace(value=value_of(row.value), low=value_of(row.low), high=value_of(row.high)) for row in made)
    return Bars(
        title=title,
        rows=tuple(kept),
        cuts=tuple(Cut(*cut) for cut in cuts),
        interval=interval,
        heading=heading,
        **common,
    )
