"""The built-in aggregators: functions over ``values`` of shape (children, rows), NaN where a child is absent.

Every one looks at rows alone. Rows in which nothing is present are blanked by the engine, whatever is returned for
them here. Decision tables match answers instead of values and are compiled in ``scoring.tables``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.scoring.arrays import Array, Flags

Parameters = Mapping[str, float]
NEAR_ZERO = 1e-3  # powers nearer to 0: the plain formula loses digits, all of them from 1e-16 on
NO_POWER = 1e-100  # nearer still it is the geometric mean in every digit


def _filled(values: Array) -> tuple[Array, Flags]:
    """Give the values with 0 where there is none, and where there is one."""
    present = values == values
    filled = values.copy()
    np.copyto(filled, 0.0, where=~present)
    return filled, present


def total(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Add up what is present."""
    filled, _ = _filled(values)
    return np.asarray(np.add.reduce(filled, axis=0))


def mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Average what is present."""
    filled, present = _filled(values)
    small = np.uint8 if len(values) < 256 else np.int32  # bytes are counted fastest
    return np.asarray(np.add.reduce(filled, axis=0) / np.add.reduce(present.view(np.uint8), axis=0, dtype=small))


def weighted_mean(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Average what is present by weights, which are shared out again among what is present."""
    filled, present = _filled(values)
    shares = weights[:, None]
    return np.asarray(np.add.reduce(filled * shares, axis=0) / np.add.reduce(present * shares, axis=0))


def weighted_sum(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Add up weight times value of what is present; the weights stay as they are."""
    filled, _ = _filled(values)
    return np.asarray(np.add.reduce(filled * weights[:, None], axis=0))


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


def product(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Multiply what is present."""
    return np.asarray(np.multiply.reduce(np.where(np.isnan(values), 1.0, values), axis=0))


def ratio(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Divide the first child by the second; by 0 there is no score."""
    return np.asarray(np.where(values[1] == 0, np.nan, values[0] / values[1]))


def difference(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Take the second child from the first."""
    return np.asarray(values[0] - values[1])


def power(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Raise the child to ``exponent``: -1 is the reciprocal, 0.5 the square root; where there is no such number, none."""
    found = values[0] ** parameters["exponent"]
    return np.asarray(np.where(np.isfinite(found), found, np.nan))


def affine(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Take the child ``factor`` times and add ``constant``."""
    return np.asarray(values[0] * parameters["factor"] + parameters["constant"])


def _power(values: Array, weights: Array, power: float) -> Array:
    power = 0.0 if abs(power) < NO_POWER else power
    present = values == values
    shares = present * weights[:, None]
    shares = shares / shares.sum(axis=0)
    parts = np.where(present & (shares > 0), values, 1.0)
    negative, zero = (parts < 0).any(axis=0), (parts == 0).any(axis=0) & (power <= 0)
    parts = np.where(parts <= 0, 1.0 if power <= 0 else 0.0, parts)
    if power == 0:
        result = np.exp((shares * np.log(parts)).sum(axis=0))
    else:  # scaled by the part that dominates, so that no power overflows
        scale = parts.max(axis=0) if power > 0 else parts.min(axis=0)
        scale = np.where(scale == 0, 1.0, scale)
        if abs(power) < NEAR_ZERO:  # only what the powers have above or below 1 is added up
            with np.errstate(divide="ignore"):
                beyond = (shares * np.expm1(power * np.log(parts / scale))).sum(axis=0)
                result = scale * np.exp(np.log1p(beyond) / power)
        else:
            result = scale * (shares * (parts / scale) ** power).sum(axis=0) ** (1 / power)
    return np.asarray(np.where(negative, np.nan, np.where(zero, 0.0, result)))


def even_shares(present: Array, weights: Array, parameters: Parameters) -> Array:
    """Each child counts alike."""
    return np.asarray(present / present.sum())


def weighted_shares(present: Array, weights: Array, parameters: Parameters) -> Array:
    """Each child counts by its weight among those present."""
    return np.asarray(present * weights / (present * weights).sum())


def ones(present: Array, weights: Array, parameters: Parameters) -> Array:
    """Each child counts in full."""
    return present


def weights_of(present: Array, weights: Array, parameters: Parameters) -> Array:
    """Each child counts by its weight."""
    return np.asarray(present * weights)


def minuend(present: Array, weights: Array, parameters: Parameters) -> Array:
    """The first child counts in full, the second against it."""
    return np.asarray(present * np.array([1.0, -1.0]))


def factor(present: Array, weights: Array, parameters: Parameters) -> Array:
    """The child counts so many times."""
    return np.asarray(present * parameters["factor"])


def below_zero(weights: Array, parameters: Parameters) -> Flags:
    """A child with a weight below 0 lowers the score."""
    return np.asarray(weights < 0)


def second(weights: Array, parameters: Parameters) -> Flags:
    """The second child lowers the score."""
    return np.array([False, True])


def by_exponent(weights: Array, parameters: Parameters) -> Flags:
    """The child of a reciprocal lowers the score."""
    return np.array([parameters["exponent"] < 0])


def by_factor(weights: Array, parameters: Parameters) -> Flags:
    """The child that is taken a negative number of times lowers the score."""
    return np.array([parameters["factor"] < 0])


def of_table(values: Array, weights: Array, parameters: Parameters) -> Array:
    """Refuse: a decision table matches answers, not values."""
    raise TypeError("a decision table matches answers, not values")
