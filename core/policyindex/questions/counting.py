"""How numbers become points: transforms, then a scale whose values are transformed likewise."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from policyindex.questions import scales, transforms
from policyindex.questions.limits import Limits
from policyindex.questions.scales import FULL, Goalposts, Point, Threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Steps = tuple[transforms.Step, ...]


@dataclass(frozen=True)
class Counting:
    """Transforms and one scale, in the unit of what the transforms give; without a scale numbers count as they are."""

    steps: Steps = ()
    ends: tuple[float, float] | None = None
    """What earns 0 and what earns 100."""
    cut: tuple[float, float] = (-math.inf, math.inf)
    """The least and the most points by goalposts."""
    grades: tuple[tuple[float, float], ...] = ()
    lines: tuple[tuple[float, float], ...] = ()

    def undefined(self, number: float) -> str:
        """Name the transform that a number cannot go through; empty: it goes through all."""
        if not self.steps or not math.isnan(through(self.steps, [number])[0]):
            return ""
        tried = enumerate(transforms.told(self.steps), 1)
        return next(name for count, name in tried if math.isnan(through(self.steps[:count], [number])[0]))

    def points(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of many numbers at once; NaN stays NaN."""
        found = transforms.transformed(self.steps, values)
        if self.ends is not None:
            return scales.between_posts(self.ends, self.cut, found)
        if self.grades:
            return scales.reached(self.grades, found)
        return scales.on_lines(self.lines, found) if self.lines else found

    def extent(self, limits: Limits) -> tuple[float, float]:
        """Give the fewest and the most points that numbers within limits earn; NaN without a limit."""
        if self.grades or self.lines:
            points = [each for _, each in (*self.grades, *self.lines)]
            least, most = min(points), max(points)
            return (min(0.0, least), most) if self.grades else (least, most)
        low = -math.inf if limits.least is None else float(limits.least)
        low, high = transforms.span(self.steps, low, math.inf if limits.most is None else float(limits.most))
        if self.ends:
            worst, best = self.ends
            low, high = sorted((each - worst) / (best - worst) * FULL for each in (low, high))
            least, most = self.cut
            low, high = max(low, least), min(high, most)
            low, high = (0.0 if least == 0 else low), (FULL if most == FULL else high)
        return (low if math.isfinite(low) else math.nan), (high if math.isfinite(high) else math.nan)


def through(steps: Steps, numbers: Iterable[float | Decimal]) -> list[float]:
    """Take numbers through transforms."""
    import numpy as np

    return list(map(float, transforms.transformed(steps, np.array([float(each) for each in numbers]))))


def counting(
    steps: Steps, posts: Goalposts | None, thresholds: Iterable[Threshold], piecewise: Iterable[Point]
) -> Counting:
    """Take the values of a scale through the transforms; a transform that falls turns the points on lines round."""
    given, places = tuple(thresholds), tuple(piecewise)
    grades = zip(through(steps, (each.from_ for each in given)), (float(each.points) for each in given), strict=True)
    pairs = zip(through(steps, (each.at for each in places)), (float(each.points) for each in places), strict=True)
    lines = tuple(pairs)
    if posts is None:
        ends, cut = None, (-math.inf, math.inf)
    else:
        worst, best = through(steps, [posts.worst, posts.best])
        ends, cut = (worst, best), posts.cut
    return Counting(steps, ends, cut, tuple(grades), lines[::-1] if lines and lines[0][0] > lines[-1][0] else lines)


def extent_of(ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Give the fewest and the most points of several scales; NaN where one of them has no limit."""
    lows, highs = zip(*ends, strict=True)
    return _end(min, lows), _end(max, highs)


def _end(end: Callable[[Sequence[float]], float], points: Sequence[float]) -> float:
    return math.nan if any(map(math.isnan, points)) else end(points)
