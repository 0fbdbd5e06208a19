"""Correlations of pairs by Pearson and Spearman, with bootstrap intervals that resample whole units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
RESAMPLES = 2000
LEVEL = 0.95
BLOCK = 2_000_000
"""Numbers that are held at once for one array of resamples."""
SEED = 20110228
"""Fixed, so that the same numbers always give the same interval."""


class Coefficient(NamedTuple):
    """A coefficient with its interval; None: every value is the same, so that there is none."""

    value: float | None
    low: float | None
    high: float | None


class Coefficients(NamedTuple):
    """Both of them, of the same pairs."""

    pearson: Coefficient
    spearman: Coefficient


def coefficients(x: Sequence[float] | Numbers, y: Sequence[float] | Numbers, units: Sequence[str]) -> Coefficients:
    """Correlate pairs.

    The intervals are percentiles of resamples that draw units with replacement, each with all of its pairs, since
    pairs of one unit are no independent witnesses. A unit that is drawn k times counts k times.

    :param units: the unit of each pair
    """
    order = sorted(range(len(units)), key=lambda at: (units[at], x[at], y[at]))  # the order of rows changes nothing
    first, second = (np.array([values[at] for at in order], dtype=np.float64) for values in (x, y))
    names, which = np.unique([units[at] for at in order], return_inverse=True)
    found = [_both(first, second, np.ones((1, len(order))))]
    found += [_both(first, second, counts[:, which]) for counts in _drawn(len(names), len(order))]
    pearson, spearman = (np.concatenate(each) for each in zip(*found, strict=True))
    return Coefficients(_interval(pearson), _interval(spearman))


def _drawn(units: int, pairs: int) -> Iterator[Numbers]:
    """Give how often each unit is drawn, a row a resample, in blocks that fit into memory."""
    random = np.random.default_rng(SEED)
    size = max(1, min(RESAMPLES, BLOCK // pairs))
    for start in range(0, RESAMPLES, size):
        rows = min(size, RESAMPLES - start)
        drawn = random.integers(0, units, size=(rows, units)) + units * np.arange(rows)[:, None]
        yield np.bincount(drawn.ravel(), minlength=rows * units).reshape(rows, units).astype(np.float64)


def _both(x: Numbers, y: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    return _pearson(x, y, weights), _pearson(_ranks(x, weights), _ranks(y, weights), weights)


def _ranks(values: Numbers, weights: Numbers) -> Numbers:
    """Give average ranks in each resample; shape (resamples, pairs)."""
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.diff(values[order], prepend=np.nan) != 0)
    totals = np.add.reduceat(weights[:, order], starts, axis=1)
    group = np.empty(len(values), dtype=np.intp)
    group[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(values)))
    ranks: Numbers = (np.cumsum(totals, axis=1) - (totals - 1) / 2)[:, group]
    return ranks


def _pearson(x: Numbers, y: Numbers, weights: Numbers) -> Numbers:
    """Give the coefficient of each resample, NaN where there is none."""
    total = weights.sum(axis=1, keepdims=True)
    x, y = (each - (weights * each).sum(axis=1, keepdims=True) / total for each in (x, y))
    products = [(weights * each).sum(axis=1) for each in (x * y, x * x, y * y)]
    flat = (_spread(weights, x) <= 0) | (_spread(weights, y) <= 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = products[0] / np.sqrt(products[1] * products[2])
    result: Numbers = np.where(flat, np.nan, np.clip(found, -1.0, 1.0))
    return result


def _spread(weights: Numbers, values: Numbers) -> Numbers:
    """Give how far apart the values are that were drawn: exactly 0 where all are the same."""
    there = weights > 0
    high = np.where(there, values, -np.inf).max(axis=1)
    spread: Numbers = high - np.where(there, values, np.inf).min(axis=1)
    return spread


def _interval(found: Numbers) -> Coefficient:
    """Make the first of several coefficients the value, and the others its interval."""
    known = found[1:][~np.isnan(found[1:])]
    if np.isnan(found[0]) or not known.size:
        return Coefficient(None, None, None)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Coefficient(round(float(found[0]), 9), round(float(low), 9), round(float(high), 9))
