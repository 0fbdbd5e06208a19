"""Which answer sets are tried: the best answers, the worst, those that say that no policy exists, and random ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.sampling.columns import Tried
from policyindex.analysis.sampling.pool import ANSWERS, NOTHING, Choices, Pool
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
    changes = list(_changes(pool.columns, start, best=best))
    rows = np.repeat(start[None], len(changes) + 1, axis=0)
    for row, (at, choice) in enumerate(changes, 1):
        rows[row, at] = choice
    worth = _worth(pool.instrument, pool.add(rows)) * (1 if best else -1)
    found = start.copy()
    gained = np.zeros(len(start))
    for (at, choice), gain in zip(changes, (worth[1:] - worth[0]).tolist(), strict=True):
        if gain > gained[at] + 1e-9:
            found[at], gained[at] = choice, gain
    if (found == start).all():
        return start[None]
    kept = _worth(pool.instrument, pool.add(np.array([start, found]))) * (1 if best else -1)
    return (found if kept[1] > kept[0] else start)[None]


def _changes(columns: tuple[Tried, ...], start: NDArray[np.int32], *, best: bool) -> Iterator[tuple[int, int]]:
    """Give other answers, each of one question: all of them, of many questions the other end, of too many none."""
    every = sum(each.plain - 1 for each in columns)
    if every * len(columns) <= ANSWERS:
        for at, column in enumerate(columns):
            yield from ((at, choice) for choice in column.earning if choice != start[at])
    elif len(columns) ** 2 <= ANSWERS:
        yield from ((at, each.worst if best else each.best) for at, each in enumerate(columns))


def _worth(instrument: Instrument, result: Result) -> Array:
    """Say how good the published scores are in all, each from 0 to 1 among the sets."""
    found = np.zeros(len(result.scores))
    for root in instrument.trees[instrument.published_tree].roots:
        scores = result.scores[:, result.column(root)]
        known = scores[~np.isnan(scores)]
        if len(known) and known.min() < known.max():
            share = (scores - known.min()) / (known.max() - known.min())
            found += np.nan_to_num(1 - share if instrument.nodes[root].rule.best == "lowest" else share)
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
