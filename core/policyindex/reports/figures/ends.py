"""Names at the ends of lines: beside the last value of each, or as near as the others allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policyindex.reports.figures.looks import MIDDLE, Look
from policyindex.reports.figures.measure import LINE, widest, wrapped
from policyindex.reports.figures.palette import QUIET, Style
from policyindex.reports.figures.svg import Canvas

MOST, SHARE = 8, 0.25
"""Lines that are named at their ends, at most, and the share of the width that names may take."""


class End(NamedTuple):
    """A line: its name, its style, its last value."""

    label: str
    style: Style
    value: float


class Names:
    """The names of lines in a column of their own; ``fit`` tells whether they have room."""

    def __init__(self, ends: Sequence[End], look: Look, high: float) -> None:
        self.look, self.high = look, high
        self.ends = sorted(ends, key=lambda end: -end.value)
        self.texts = [wrapped(end.label, look.size, SHARE * look.inner, 2) for end in self.ends]
        self.heights = [LINE * look.size * len(lines) for lines in self.texts]
        self.before = 3 * look.gap + look.size
        """From the end of the axis to the names: a line that leads there, and the mark."""
        self.room = self.before + widest([line for lines in self.texts for line in lines], look.size)

    @property
    def fit(self) -> bool:
        """Tell whether all names have room; on a narrow figure they have none."""
        return self.look.width >= MIDDLE and 0 < len(self.ends) <= MOST and sum(self.heights) <= self.high

    def write(self, canvas: Canvas, places: Sequence[float], x: float, top: float) -> None:
        """Write each name as near to its place as it can be.

        :param places: where the lines end, highest first
        :param x: the right edge of the axes
        """
        look = self.look
        tops = _apart(
            [place - high / 2 for place, high in zip(places, self.heights, strict=True)], self.heights, top, self.high
        )
        for end, lines, begin, high, place in zip(self.ends, self.texts, tops, self.heights, places, strict=True):
            mark = x + self.before - look.gap - look.size / 2
            canvas.line(x + look.size / 2, place, mark, begin + high / 2, QUIET, 0.75)
            canvas.mark(end.style.shape, mark, begin + high / 2, look.size / 3, end.style.colour)
            canvas.text_lines(x + self.before, begin, lines, size=look.size)


def _apart(wanted: Sequence[float], heights: Sequence[float], top: float, high: float) -> list[float]:
    """Move boxes down where they meet, and up again from the foot where they leave the room."""
    found: list[float] = []
    free = top
    for place, height in zip(wanted, heights, strict=True):
        found.append(max(place, free))
        free = found[-1] + height
    free = top + high
    for at in reversed(range(len(found))):
        found[at] = min(found[at], free - heights[at])
        free = found[at]
    return found
