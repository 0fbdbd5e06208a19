"""The built-in aggregators: functions over ``values`` of shape (children, rows), NaN where a child is absent.

Every one looks at rows alone. Rows in which nothing is present are blanked by the engine, whatever is returned for
them here. Decision tables match answers instead of values and are compiled in ``scoring.tables``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.scoring.arrays import Array
from policyindex.specs import AggregatorSpec

Parameters = Mapping[str, float]


def _total(values: Array) -> Array:
    """Sum the present values; the few rows with gaps are added up again without them."""
    total: Array = np.add.reduce(values, axis=0)
    gaps = np.flatnonzero(np.isnan(total))
    if gaps.size:
        total[gaps] = np.nansum(values[:, gaps], axis=0)
    return total


def total(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Add up what is present."""
    return _total(values)


def mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Average what is present."""
    sums: Array = np.add.reduce(values, axis=0)
    gaps = np.flatnonzero(np.isnan(sums))
    sums /= len(values)
    if gaps.size:
        some = values[:, gaps]
        present = some == some
        sums[gaps] = np.where(present, some, 0.0).sum(axis=0) / present.sum(axis=0)
    return sums


def weighted_mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Average what is present by weights, which are shared out again among what is present."""
    present = values == values
    return np.asarray(_total(values * weights[:, None]) / (present * weights[:, None]).sum(axis=0))


def weighted_sum(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Add up weight times value of what is present; the weights stay as they are."""
    return _total(values * weights[:, None])


def count(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Count the present values that are above ``above`` (0 if not given)."""
    return np.asarray((values > parameters["above"]).sum(axis=0), dtype=np.float64)


def smallest(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Take the smallest present value: the weakest part decides."""
    return np.asarray(np.fmin.reduce(values, axis=0))


def largest(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Take the largest present value."""
    return np.asarray(np.fmax.reduce(values, axis=0))


def median(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Take the middle present value, or the mean of the two in the middle."""
    ordered = np.sort(values, axis=0)  # NaN last
    present = (values == values).sum(axis=0)
    low, high = np.maximum(present - 1, 0) // 2, present // 2
    columns = np.arange(values.shape[1])
    return np.asarray((ordered[low, columns] + ordered[np.minimum(high, len(values) - 1), columns]) / 2)


def geometric_mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Weighted geometric mean of what is present; 0 as soon as a present value is 0, NaN for a negative one."""
    return _power(values, weights, 0.0)


def harmonic_mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Weighted harmonic mean of what is present; 0 as soon as a present value is 0, NaN for a negative one."""
    return _power(values, weights, -1.0)


def power_mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Weighted power mean of what is present, with the exponent ``power`` (1 arithmetic, 0 geometric)."""
    return _power(values, weights, parameters["power"])


def _power(values: Array, weights: Array, power: float) -> Array:
    present = values == values
    shares = present * weights[:, None]
    shares = shares / shares.sum(axis=0)
    counts = present & (shares > 0)
    safe = np.where(counts, values, 1.0)
    if power == 0:
        result = np.exp((shares * np.log(safe)).sum(axis=0))
    else:
        result = (shares * safe**power).sum(axis=0) ** (1 / power)
    result = np.where((safe == 0).any(axis=0) & (power <= 0), 0.0, result)
    return np.asarray(np.where((safe < 0).any(axis=0), np.nan, result))


def _even_shares(present: Array, weights: Array, parameters: Parameters) -> Array:
    return np.asarray(present / present.sum())


def _weighted_shares(present: Array, weights: Array, parameters: Parameters) -> Array:
    return np.asarray(present * weights / (present * weights).sum())


def _ones(present: Array, weights: Array, parameters: Parameters) -> Array:
    return present


def _plain_weights(present: Array, weights: Array, parameters: Parameters) -> Array:
    return np.asarray(present * weights)


def _table(values: Array, weights: Array, parameters: Parameters) -> Array:
    raise TypeError("a decision table matches answers, not values")


DECISION_TABLE = "decision_table"

AGGREGATORS = [
    AggregatorSpec("mean", "average of what is present", mean, _even_shares),
    AggregatorSpec("weighted_mean", "average by weights", weighted_mean, _weighted_shares, "required"),
    AggregatorSpec("weighted_sum", "sum of weight times value", weighted_sum, _plain_weights, "required"),
    AggregatorSpec("sum", "sum of what is present", total, _ones),
    AggregatorSpec("count", "number of values above a limit", count, parameters={"above": 0.0}),
    AggregatorSpec("min", "smallest value", smallest),
    AggregatorSpec("max", "largest value", largest),
    AggregatorSpec("median", "middle value", median),
    AggregatorSpec("geometric_mean", "geometric mean, weights optional", geometric_mean, weights="optional"),
    AggregatorSpec("harmonic_mean", "harmonic mean, weights optional", harmonic_mean, weights="optional"),
    AggregatorSpec(
        "power_mean",
        "power mean, weights optional",
        power_mean,
        weights="optional",
        parameters={"power": None},
    ),
    AggregatorSpec(DECISION_TABLE, "a row per combination of answers, first match wins", _table),
]
