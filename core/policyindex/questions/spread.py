"""Numbers to try rules with: from one end of a scale to the other, or outwards from the only end there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from policyindex.questions.limits import Limits

STEPS = 20
"""Between two ends."""
OUTWARDS = (0.0, 1.0, 10.0, 100.0, 1000.0)
"""From the one end, or from 0, where there are not two."""


def spread(knots: Iterable[float], limits: Limits, beside: Iterable[float]) -> list[float]:
    """Give numbers in rising order.

    :param knots: the values of a scale
    :param limits: what can be an answer; they are the ends of a number without a scale
    :param beside: numbers that conditions are about: each is tried, and what lies on either side
    """
    near = {value for each in beside for value in (each - 1, each, each + 1)}
    ends = {*knots} or {float(each) for each in limits if each is not None}
    found = {*near, *ends, *_between(ends, near, falls=limits.least is None and limits.most is not None)}
    return sorted(each for each in found if limits.hold(each))


def _between(ends: set[float], near: set[float], *, falls: bool) -> Iterator[float]:
    """Give what lies between two ends, whole numbers where these are enough; otherwise what lies ever further out."""
    if len(ends) < 2:
        start = next(iter(ends), 0.0)
        yield from (start - each if falls else start + each for each in OUTWARDS)
        return
    low, high = min(ends), max(ends)
    if low.is_integer() and high.is_integer() and high - low <= STEPS:
        yield from (low + step for step in range(int(high - low)))
    else:
        yield from (float(f"{low + (high - low) * step / STEPS:.6g}") for step in range(1, STEPS))
    middle = sorted({low, high, *(each for each in near if low < each < high)})
    if len(middle) > 2:
        yield from ((first + second) / 2 for first, second in pairwise(middle))
