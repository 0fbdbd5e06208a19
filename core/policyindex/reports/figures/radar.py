"""Radars: a few values on axes around a centre. Shapes mislead (areas grow by the square): bars are the better start."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policyindex.reports.figures.axis import Axis, scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.legend import legend
from policyindex.reports.figures.lines import Series
from policyindex.reports.figures.measure import LINE, unbroken, widest, wrapped
from policyindex.reports.figures.palette import GRID, QUIET, Style, style_of
from policyindex.reports.figures.rows import middle_of
from policyindex.reports.figures.svg import Box, Canvas, meet
from policyindex.reports.report import Column, Table

LEAST, MOST = 3, 24
"""Axes of a radar."""


@dataclass(frozen=True, kw_only=True)
class Radar(Figure):
    """Series on axes, the first one upwards, then clockwise."""

    axes: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str

    @property
    def table(self) -> Table:
        """Give a row an axis and a column a series."""
        columns = [self.column(f"series_{at}", each.label) for at, each in enumerate(self.series, 1)]
        rows = [(name, *(each.values[at] for each in self.series)) for at, name in enumerate(self.axes)]
        return Table(self.key, (Column("label", self.heading), *columns), rows, title=self.title)

    @property
    def description(self) -> str:
        """Name the highest and the lowest value of each series."""
        said = [text for each in self.series for text in self._told(each)]
        series = "; ".join(said) or self.word("empty")
        return " ".join([self.word("radar", axes=len(self.axes), series=series), *self.none_of(self._missing())])

    def _told(self, series: Series) -> Iterator[str]:
        known = [(value, -at) for at, value in enumerate(series.values) if value is not None]
        if known:
            (most, top), (least, bottom) = max(known), min(known)
            ends = {
                "most": self.shown(most),
                "top": self.axes[-top],
                "least": self.shown(least),
                "bottom": self.axes[-bottom],
            }
            yield self.word("radar_one", label=series.label, **ends)

    def _missing(self) -> list[str]:
        pairs = [
            (each.label, name, value)
            for each in self.series
            for name, value in zip(self.axes, each.values, strict=True)
        ]
        return [f"{label} ({name})" for label, name, value in pairs if value is None]

    def _scale(self) -> tuple[float, float]:
        return scale_of(self.scale, [each for one in self.series for each in one.values if each is not None], zero=True)

    def remarks(self) -> tuple[str, ...]:
        """Say where the axes do not begin at 0, and name what is missing."""
        return (*self.from_where(self._scale()[0]), *self.none_of(self._missing()))

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the key, the axes with their names, or numbers where these have no room, and the series."""
        look = canvas.look
        key: list[tuple[str, Style]] = [(each.label, style_of(at)) for at, each in enumerate(self.series)]
        top = legend(canvas, key, top, lines=True) + look.gap
        for share, named in ((0.24, True), (0.18, True), (0.1, False)):
            radius = min(look.inner * (0.5 - share) - 2 * look.gap, 17 * look.size)
            most = look.inner * share
            names = [wrapped(name if named else f"{at}", look.small, most, 4) for at, name in enumerate(self.axes, 1)]
            high = LINE * look.small * max(map(len, names))
            wheel = _Wheel(look.width / 2, top + high + look.gap + radius, radius, len(self.axes))
            boxes = [_box(wheel, at, lines, look.small, look.gap) for at, lines in enumerate(names)]
            whole = all(unbroken(name, look.small) <= most for name in self.axes)
            if not named or (whole and _free(boxes, look.margin, look.margin + look.inner)):
                break
        for at, lines in enumerate(names):
            box = boxes[at]
            canvas.text_lines((box.left + box.right) / 2, box.top, lines, size=look.small, anchor="middle")
        self._wheel(canvas, wheel)
        end = wheel.y + radius + look.gap + high
        if not named:
            for at, name in enumerate(self.axes, 1):
                texts = wrapped(f"{at}  {name}", look.small, look.inner)
                end = canvas.text_lines(look.margin, end, texts, size=look.small)
        return end

    def _wheel(self, canvas: Canvas, wheel: _Wheel) -> None:
        look = canvas.look
        axis = Axis(self._scale(), 0, wheel.radius)
        ticks = axis.ticks(3.2 * look.small)
        for value, _ in ticks:
            ring = [wheel.place(at, axis.at(value)) for at in range(wheel.axes)]
            canvas.lines([*ring, ring[0]], GRID, 1)
        for at in range(wheel.axes):
            canvas.line(wheel.x, wheel.y, *wheel.place(at, wheel.radius), GRID)
        for number, each in enumerate(self.series):
            style = style_of(number)
            around = range(len(self.axes))
            for one, other in zip(around, [*around[1:], 0], strict=True):
                ends = [(at, each.values[at]) for at in (one, other)]
                points = [wheel.place(at, axis.at(value)) for at, value in ends if value is not None]
                if len(points) > 1:
                    canvas.lines(points, style.colour, look.size / 6, style.dash)
            for at, known in enumerate(each.values):
                if known is not None:
                    canvas.mark(style.shape, *wheel.place(at, axis.at(known)), look.size / 3, style.colour)
        for tick, text in ticks:
            x, y = wheel.place(0, axis.at(tick))
            canvas.text(x - look.gap / 2, middle_of(y, look.small), text, size=look.small, anchor="end", fill=QUIET)


class _Wheel:
    """Where the axes are."""

    def __init__(self, x: float, y: float, radius: float, axes: int) -> None:
        self.x, self.y, self.radius, self.axes = x, y, radius, axes

    def place(self, at: int, far: float) -> tuple[float, float]:
        """Give a place on an axis, so far from the centre."""
        angle = 2 * math.pi * at / self.axes
        return self.x + far * math.sin(angle), self.y - far * math.cos(angle)


def _box(wheel: _Wheel, at: int, lines: Sequence[str], size: float, gap: float) -> Box:
    """Give the place of a name beyond the end of its axis."""
    x, y = wheel.place(at, wheel.radius + gap)
    wide, high = widest(lines, size), LINE * size * len(lines)
    angle = 2 * math.pi * at / wheel.axes
    left = x - wide / 2 + math.sin(angle) * wide / 2
    top = y - high / 2 - math.cos(angle) * high / 2
    return Box(left, top, left + wide, top + high, "")


def _free(boxes: Sequence[Box], left: float, right: float) -> bool:
    pairs = ((one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
    return all(left <= box.left and box.right <= right for box in boxes) and not any(meet(*pair) for pair in pairs)


def radar(
    axes: Iterable[str],
    series: Iterable[Series | tuple[str, Sequence[float | None]]],
    *,
    title: str,
    heading: str = "",
    **common: Any,
) -> Radar:
    """Make a radar; never the default, as bars are read more truly.

    :param axes: 3 to 24 labels
    :param series: ``(label, values)``, a value or None an axis; more than three hide each other
    :param heading: what axes are, for the table
    :param common: what every figure has, see ``Figure``
    :raises ValueError: for other numbers of axes, or of values
    """
    names, made = tuple(axes), tuple(Series(label, tuple(map(value_of, values))) for label, values in series)
    if not LEAST <= len(names) <= MOST or any(len(each.values) != len(names) for each in made):
        raise ValueError(f"a radar has {LEAST} to {MOST} axes, and a value or None of each series for each of them")
    return Radar(title=title, axes=names, series=made, heading=heading, **common)
