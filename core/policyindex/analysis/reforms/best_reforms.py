"""The single reforms by what each would gain, from every answer that a unit does not give."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.judging import Judge
from policyindex.analysis.reforms.reform import Kept, Reform, reformable, reforms_of
from policyindex.scoring.again import scored_again
from policyindex.scoring.result import Result


class Gain(NamedTuple):
    """What one reform does to the node asked about."""

    reform: Reform
    gain: float
    """By how much the score gets better; where the lowest is best, by how much it falls."""
    score: float
    band: str
    rank: int


class Best(NamedTuple):
    """The reforms of a unit that gain most."""

    row: int
    unit: str
    period: str
    node: str
    score: float | None
    band: str
    rank: int
    gains: tuple[Gain, ...]
    """The best first, of equally good ones as the instrument asks."""
    gaining: int
    """How many single reforms gain anything."""
    tried: int
    kept: tuple[Kept, ...]
    """The questions that no reform was looked for in."""


def best_reforms(result: Result, row: int, node: str, count: int) -> Best:
    """Score a row again with each single reform, and give those that gain most.

    :param count: how many
    """
    columns, kept = reformable(result, row, node)
    reforms = [each for column in columns for each in reforms_of(result, row, column)]
    at, judge = result.column(node), Judge(result, row, node)
    now = float(result.scores[row, at])
    scores = (
        scored_again(result, row, [{each.column: each.answer} for each in reforms])[:, at] if reforms else np.empty(0)
    )
    gains = np.round(now - scores if judge.lowest else scores - now, 9)
    order = [each for each in np.argsort(-gains, kind="stable").tolist() if gains[each] > 0]
    ranks = judge.ranks(scores)
    found = tuple(
        Gain(reforms[each], float(gains[each]), float(scores[each]), judge.band(scores[each]), int(ranks[each]))
        for each in order[:count]
    )
    unit, period = result.panel.units[row], result.panel.periods[row]
    return Best(
        row, unit, period, node, None if np.isnan(now) else now, result.band(row, at), int(result.ranks[row, at]),
        found, len(order), len(reforms), tuple(kept),
    )  # fmt: skip
