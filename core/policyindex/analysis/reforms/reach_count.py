"""How many sets of reforms cost the same and reach the same goal, counted part by part without listing them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from policyindex.analysis.reforms.reach_parts import NOTHING, Part
from policyindex.scoring.arrays import Array, Flags

STATES = 200_000
NEAR = 1e-8
"""What is left open by rounding while gains are added up."""


def ways(parts: Sequence[Part], cost: float, need: float, enough: Callable[[Array], Flags]) -> int | None:
    """Count the sets of reforms that cost so much and gain enough.

    :param need: about what has to be gained
    :param enough: tells which gains are
    :returns: None where a part is not known whole, or there are too many different sums to follow
    """
    if not all(each.whole for each in parts):
        return None
    rest = [NOTHING]
    for part in reversed(parts):
        rest.append(rest[-1].and_of(part.steps)[0])
    rest.reverse()
    found: Counter[tuple[float, float]] = Counter({(0.0, 0.0): 1})
    for part, left in zip(parts, rest[1:], strict=True):
        own = Counter((each.cost, round(each.gain, 12)) for each in part.gains)
        costs, most = left.costs.tolist(), left.gains.tolist()  # the most for each budget
        more: Counter[tuple[float, float]] = Counter()
        for (spent, gained), count in found.items():
            for (price, gain), times in own.items():
                total, sum_ = round(spent + price, 9), round(gained + gain, 12)
                if total <= cost and sum_ + most[bisect_right(costs, cost - total + NEAR) - 1] >= need - NEAR:
                    more[total, sum_] += count * times
        found = more
        if len(found) > STATES:
            return None
    same = [(gained, count) for (spent, gained), count in found.items() if spent == cost]
    flags = enough(np.array([gained for gained, _ in same]))
    return sum(count for (_, count), flag in zip(same, flags.tolist(), strict=True) if flag)
