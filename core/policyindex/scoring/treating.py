"""Treating outliers: draw a few points of a skewed column in, or take its logarithm where that is not enough."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.scoring.arrays import Array

AS_IS, CUT_ABOVE, CUT_BELOW, CUT_BOTH, LOGARITHM = range(5)
"""What was found best for a column: the first number that is learnt of it."""
OFFSET = 0.01
"""The logarithm is taken of the distance from the least number plus this share of the range."""


def shape_of(known: Array) -> tuple[float, float]:
    """Give skewness and excess kurtosis, corrected for bias; 0 where there are too few numbers or all are the same."""
    count = len(known)
    if count < 4 or known.min() == known.max():
        return 0.0, 0.0
    gaps = known - known.mean()
    second = float((gaps**2).mean())
    skew = float((gaps**3).mean()) / second**1.5 * (count * (count - 1)) ** 0.5 / (count - 2)
    excess = float((gaps**4).mean()) / second**2 - 3
    return skew, (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * excess + 6)


def fit_treat(column: Array, parameters: Mapping[str, float]) -> Array:
    """Find what makes a skewed column less so: limits for at most so many points, else a logarithm.

    A column is skewed where both skewness and kurtosis exceed their limits. The points farthest out are drawn in to
    the next number, again and again, until it is not.
    """
    known = np.sort(column[~np.isnan(column)])
    treated = known.copy()
    while _is_skewed(treated, parameters):
        if shape_of(treated)[0] > 0:
            treated = np.minimum(treated, treated[treated < treated[-1]][-1])
        else:
            treated = np.maximum(treated, treated[treated > treated[0]][0])
        if (treated != known).sum() > parameters["points"]:
            return np.array([LOGARITHM, known[0], OFFSET * (known[-1] - known[0])])
    if not known.size or (treated == known).all():
        return np.array([float(AS_IS)])
    above, below = treated[-1] < known[-1], treated[0] > known[0]
    if above and below:
        return np.array([CUT_BOTH, treated[0], treated[-1]])
    return np.array([CUT_ABOVE, treated[-1]] if above else [CUT_BELOW, treated[0]])


def _is_skewed(known: Array, parameters: Mapping[str, float]) -> bool:
    skew, excess = shape_of(known)
    return abs(skew) > parameters["skewness"] and excess > parameters["kurtosis"]


def apply_treat(column: Array, fitted: Array) -> Array:
    """Cut or take the logarithm, as was found best; far below what was seen a logarithm has no number."""
    how = int(fitted[0])
    if how == LOGARITHM:
        lifted = column - fitted[1] + fitted[2]
        return np.asarray(np.log(np.where(lifted > 0, lifted, np.nan)))
    if how in (CUT_ABOVE, CUT_BOTH):
        column = np.minimum(column, fitted[-1])
    if how in (CUT_BELOW, CUT_BOTH):
        column = np.maximum(column, fitted[1])
    return column
