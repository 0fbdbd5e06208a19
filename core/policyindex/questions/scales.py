"""Scales that make points of a number: goalposts, thresholds, points with lines between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Model, Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FULL = 100.0
"""What the better goalpost earns."""
Pairs = Sequence[tuple[float, float]]
"""Values, rising, each with its points."""


class Goalposts(Model):
    """Fixed ends of a numeric indicator: ``worst`` earns 0, ``best`` 100, linear between, cut outside."""

    worst: Number
    """The value that earns 0; it may be the higher number."""
    best: Number
    """The value that earns 100."""
    clip: Literal["both", "worst", "best", "none"] = "both"
    """Where points are cut: beyond ``worst`` none fall below 0, beyond ``best`` none rise above 100; or not at all."""

    @property
    def cut(self) -> tuple[float, float]:
        """The least and the most points; infinite where nothing is cut."""
        low = 0.0 if self.clip in ("both", "worst") else -math.inf
        return low, FULL if self.clip in ("both", "best") else math.inf


class Threshold(Model):
    """Points from this value upwards."""

    from_: Annotated[Number, Field(alias="from")]
    """The lowest value that earns these points; below the first threshold it is 0."""
    points: Number
    """What it earns."""


class Point(Model):
    """Points at this value; between two values they lie on a line."""

    at: Number
    """The value."""
    points: Number
    """What it earns."""


def between_posts(
    ends: tuple[float, float], cut: tuple[float, float], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the points of numbers by goalposts, ``ends`` earning 0 and 100."""
    import numpy as np

    worst, best = ends
    return np.clip((values - worst) / (best - worst) * FULL, *cut) + 0.0


def reached(grades: Pairs, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the points of the highest threshold that each number reaches; 0 below the first."""
    import numpy as np

    points = np.array([0.0, *(each for _, each in grades)])
    found: NDArray[np.float64] = points[np.searchsorted([start for start, _ in grades], values, side="right")]
    found[np.isnan(values)] = np.nan
    return found


def on_lines(pairs: Pairs, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the points of numbers on the lines between pairs, flat outside."""
    import numpy as np

    found: NDArray[np.float64] = np.interp(values, [at for at, _ in pairs], [points for _, points in pairs])
    return found + 0.0


def falls(pairs: Pairs) -> Iterator[int]:
    """Number the pairs whose value does not rise above the one before."""
    yield from (at for at in range(1, len(pairs)) if not pairs[at][0] > pairs[at - 1][0])
