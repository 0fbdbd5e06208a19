"""Transforms of a number before its scale: logarithms, roots, powers, reciprocals, sums, products, one after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from policyindex.files.fields import LARGEST, Model, Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Span = tuple[float, float]


class Power(Model):
    """The number raised to an exponent."""

    power: Number
    """The exponent, such as 0.5; other than 0."""


class Add(Model):
    """A constant added to the number."""

    add: Number
    """What is added; below 0 it is taken off."""


class Times(Model):
    """The number times a factor."""

    times: Number
    """The factor; other than 0."""


Transform = Literal["log", "log10", "sqrt", "reciprocal"] | Power | Add | Times
Step = tuple[str, float]
"""A transform as a name and its number; those that take none have 0."""


def step_of(transform: Transform) -> Step:
    """Give a transform as a name and a number."""
    if isinstance(transform, str):
        return transform, 0.0
    return next((name, float(getattr(transform, name))) for name in type(transform).model_fields)


def told(steps: Sequence[Step]) -> Iterator[str]:
    """Name the transforms."""
    for name, by in steps:
        yield name if name in ("log", "log10", "sqrt", "reciprocal") else f"{name} {by:g}"


def transformed(steps: Sequence[Step], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take numbers through the transforms; NaN where one has no value, or none that can be counted with."""
    import numpy as np

    found = values
    with np.errstate(all="ignore"):
        for name, by in steps:
            found = _once(name, by, found)
            found = np.where(np.abs(found) <= LARGEST, found, np.nan)
    return found


def _once(name: str, by: float, values: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    if name in ("log", "log10", "sqrt"):
        found: NDArray[np.float64] = getattr(np, name)(values)
        return found
    if name in ("reciprocal", "power"):
        return np.float64(1.0) / values if name == "reciprocal" else np.power(values, by)
    return values + by if name == "add" else values * by


def span(steps: Sequence[Step], low: float, high: float) -> Span:
    """Give between which numbers the transforms of the numbers from ``low`` to ``high`` lie; infinite where without end."""
    for name, by in steps:
        if name in ("log", "log10"):
            low, high = (
                -math.inf if end <= 0 else math.log(end) / (math.log(10) if name == "log10" else 1)
                for end in (low, high)
            )
        elif name == "sqrt":
            low, high = math.sqrt(max(low, 0.0)), math.sqrt(max(high, 0.0))
        elif name == "reciprocal":
            low, high = _turned(low, high)
        elif name == "power":
            low, high = _raised(low, high, by)
        else:
            low, high = sorted((low + by, high + by) if name == "add" else (low * by, high * by))
    return low, high


def _turned(low: float, high: float) -> Span:
    if low < 0 < high:
        return -math.inf, math.inf
    return (1 / high if high else -math.inf), (1 / low if low else math.inf)


def _raised(low: float, high: float, exponent: float) -> Span:
    if exponent < 0:
        return _turned(*_raised(low, high, -exponent))
    if not exponent.is_integer():
        low, high = max(low, 0.0), max(high, 0.0)
    try:
        ends = sorted((low**exponent, high**exponent))
    except OverflowError:
        return -math.inf, math.inf
    crosses = exponent % 2 == 0 and low < 0 < high
    return (0.0 if crosses else ends[0]), ends[1]
