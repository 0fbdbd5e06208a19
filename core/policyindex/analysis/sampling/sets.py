"""Which answer sets are tried: the best answers, the worst, those that say that no policy exists, and random ones."""

from __future__ import annotations

import numpy as np

from policyindex.analysis.sampling.columns import Tried
from policyindex.analysis.sampling.pool import NOTHING, Choices, Pool
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.result import Result

SEED = 1
RANDOM = 100
GAPS = 0.3
"""The share of questions that stay open in sets with gaps."""


def random_sets(columns: tuple[Tried, ...], count: int, generator: np.random.Generator, gaps: float = 0.0) -> Choices:
    """Answer every question by chance, all answers alike likely."""
    chosen = np.array([generator.integers(0, each.plain, count) for each in columns], dtype=np.int32).T
    chosen[generator.random(chosen.shape) < gaps] = NOTHING
    return chosen


def extreme(pool: Pool, *, best: bool) -> Choices:
    """Give the set with the best answers for the published scores, or the worst: one row.

    An answer is best that leads to the best scores while all other questions are answered with the most points (a
    question that counts against a score is best answered with the fewest); worst likewise.
    """
    start = np.array([each.best if best else each.worst for each in pool.columns], dtype=np.int32)
    rows, changes = [start], [(-1, -1)]
    for at, column in enumerate(pool.columns):
        for choice in range(column.plain):
            if choice != start[at]:
                rows.append(start.copy())
                rows[-1][at] = choice
                changes.append((at, choice))
    worth = _worth(pool.instrument, pool.add(np.array(rows))) * (1 if best else -1)
    found = start.copy()
    gained = np.zeros(len(start))
    for (at, choice), gain in zip(changes, (worth - worth[0]).tolist(), strict=True):
        if at >= 0 and gain > gained[at] + 1e-9:
            found[at], gained[at] = choice, gain
    if (found == start).all():
        return start[None]
    kept = _worth(pool.instrument, pool.add(np.array([start, found]))) * (1 if best else -1)
    return (found if kept[1] > kept[0] else start)[None]


def _worth(instrument: Instrument, result: Result) -> Array:
    """Say how good the published scores are in all; no score is worth nothing at all."""
    roots = instrument.trees[instrument.published_tree].roots
    found = np.zeros(len(result.scores))
    for root in roots:
        sign = -1 if instrument.nodes[root].rule.best == "lowest" else 1
        scores = result.scores[:, result.column(root)] * sign
        known = scores[~np.isnan(scores)]
        found += np.where(np.isnan(scores), (known.min() if len(known) else 0.0) - 1, scores)
    return found


def default_set(columns: tuple[Tried, ...]) -> Choices:
    """Answer that no policy exists, or the worst where a question has no such answer."""
    return np.array([[each.worst if each.default < 0 else each.default for each in columns]], dtype=np.int32)


def period_of_most(instrument: Instrument) -> str:
    """Give the period in which most is asked; the last that is declared or named, of several."""
    collected = [*instrument.indicators.values(), *(node.rule for node in instrument.nodes.values())]
    named = (label for each in collected for label in (*each.collected_in, *each.not_collected_in))
    known = [*dict.fromkeys(named), *(instrument.periods or ("sample",))]
    return max(reversed(known), key=lambda label: sum(each.is_collected(label) for each in collected))
