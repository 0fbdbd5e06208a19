"""Scales and axes: what a length stands for. A scale holds every value, and begins at 0 where lengths are compared."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from policyindex.reports.figures.measure import ASCENT, LINE, widest, width
from policyindex.reports.figures.palette import GRID, QUIET
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.numbers import shown_number

Range = tuple[float, float]
MINUS = "\N{MINUS SIGN}"
_STEPS = (1, 2, 5, 10)
_ROUND = 4
"""About so many steps a scale has that is made from values."""


def shown(value: float, decimals: int | None) -> str:
    """Write a number for people, with a minus of its own; very large and very small ones with a power of ten."""
    extreme = value and not 1e-6 <= abs(value) < 1e9
    text = f"{value:.3g}" if extreme else shown_number(value, decimals)
    return text.replace("-", MINUS)


def scale_of(stated: Range | None, values: Iterable[float], *, zero: bool) -> Range:
    """Give a scale that holds all values: the stated one, wider where a value lies outside, or one made from them.

    :param zero: a scale that nobody stated holds 0
    """
    kept = [*values, *(stated or ()), *([0.0] if zero and stated is None else [])]
    low, high = min(kept, default=0.0), max(kept, default=1.0)
    if low == high:
        high = low + (abs(low) or 1.0)
    if stated is not None and (low, high) == stated:
        return stated
    step = _step((high - low) / _ROUND)
    low = low if stated is not None and low == stated[0] else math.floor(low / step) * step
    high = high if stated is not None and high == stated[1] else math.ceil(high / step) * step
    return low, high


def _step(least: float) -> float:
    """Give the least round number that is not below one."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(each * power for each in _STEPS if each * power >= least * (1 - 1e-9))


class Axis(NamedTuple):
    """A scale between two places in pixels; the second may lie above the first."""

    scale: Range
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        low, high = self.scale
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def ticks(self, gap: float) -> list[tuple[float, str]]:
        """Give round values with their texts, at least so many pixels from each other."""
        low, high = self.scale
        room = abs(self.end - self.start)
        step = _step((high - low) / max(room / gap, 1))
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        found = [
            (each * step, shown(each * step, decimals if decimals < 7 else None)) for each in range(first, last + 1)
        ]
        return found or [(low, shown(low, None))]

    def ticks_across(self, size: float) -> list[tuple[float, str]]:
        """Give ticks whose texts have room beside each other."""
        gap = 4 * size
        for _ in range(9):
            found = self.ticks(gap)
            if len(found) < 2 or widest([text for _, text in found], size) + size <= self._between(found):
                break
            gap *= 1.5
        return found

    def _between(self, ticks: list[tuple[float, str]]) -> float:
        return abs(self.at(ticks[1][0]) - self.at(ticks[0][0]))


def across(canvas: Canvas, axis: Axis, top: float, bottom: float, apart: float = 0.0) -> float:
    """Draw lines from top to bottom at round values, with their texts some pixels below; give where that ends."""
    size = canvas.look.small
    apart = apart or canvas.look.gap / 2
    for value, text in axis.ticks_across(size):
        place = axis.at(value)
        canvas.line(place, top, place, bottom, GRID)
        half = width(text, size) / 2  # a long number at an end does not stand out of the picture
        middle = min(max(place, half), canvas.look.width - half)
        canvas.text(middle, bottom + apart + ASCENT * size, text, size=size, anchor="middle", fill=QUIET)
    return bottom + apart + LINE * size


def room_upwards(axis: Axis, size: float) -> float:
    """Give the width of the texts of an axis that runs upwards."""
    return widest([text for _, text in axis.ticks(3 * size)], size)


def upwards(canvas: Canvas, axis: Axis, left: float, right: float) -> None:
    """Draw lines from left to right at round values, with their texts at the left of them."""
    size = canvas.look.small
    for value, text in axis.ticks(3 * size):
        place = axis.at(value)
        canvas.line(left, place, right, place, GRID)
        canvas.text(left - canvas.look.gap / 2, place + 0.36 * size, text, size=size, anchor="end", fill=QUIET)
