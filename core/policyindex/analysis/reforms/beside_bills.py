"""Reforms of one unit beside each other: what a compromise gives away, answer by answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.whatif import WhatIf
from policyindex.questions.asked import AnswerValue
from policyindex.scoring.again import scored_again
from policyindex.scoring.result import Result


class Swap(NamedTuple):
    """A question to which two reforms give different answers."""

    column: str
    first: AnswerValue
    """None: the reform leaves today's answer."""
    other: AnswerValue
    given_away: float | None
    """What the first reform loses with this answer of the other one alone; below 0: it wins."""


class Beside(NamedTuple):
    """A reform beside the first one."""

    first: WhatIf
    other: WhatIf
    given_away: float | None
    """By how much the first one gains more."""
    swaps: tuple[Swap, ...]
    """Where they differ, what is given away most first."""


def beside(result: Result, tried: Sequence[WhatIf]) -> list[Beside]:
    """Compare each reform of a unit with the first one of it."""
    found, first = [], dict[int, WhatIf]()
    for each in tried:
        if each.row in first:
            found.append(_beside(result, first[each.row], each))
        first.setdefault(each.row, each)
    return found


def _beside(result: Result, first: WhatIf, other: WhatIf) -> Beside:
    one, two = ({each.column: each.answer for each in some.reforms} for some in (first, other))
    differing = [column for column in {**one, **two} if one.get(column) != two.get(column)]
    cases = []
    for column in differing:
        case = {key: answer for key, answer in one.items() if key != column}
        cases.append({**case, column: two[column]} if column in two else case)
    at = result.column(first.node)
    sign = -1 if result.instrument.nodes[first.node].rule.best == "lowest" else 1
    scores = scored_again(result, first.row, [one, two, *cases])[:, at]
    lost = [None if np.isnan(each) else float(each) for each in np.round(sign * (scores[0] - scores[1:]), 9) + 0.0]
    swaps = (
        Swap(column, one.get(column), two.get(column), each) for column, each in zip(differing, lost[1:], strict=True)
    )
    return Beside(first, other, lost[0], tuple(sorted(swaps, key=lambda each: -(each.given_away or 0.0))))
