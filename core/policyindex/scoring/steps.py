"""The built-in steps: each learns something of the whole panel (``fit``), then works row by row (``apply``).

They depend on the data at hand: the same answers score differently beside other units, so none is ever a default.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.scoring.arrays import Array

Parameters = Mapping[str, float]


def _known(column: Array) -> Array:
    return column[~np.isnan(column)]


def fit_min_max(column: Array, parameters: Parameters) -> Array:
    """Find the smallest and the largest value."""
    known = _known(column)
    ends = (known.min(), known.max()) if known.size else (np.nan, np.nan)
    return np.array([*ends, parameters["low"], parameters["high"]])


def apply_min_max(column: Array, fitted: Array) -> Array:
    """Spread the values between low and high."""
    least, most, low, high = fitted
    if least == most:
        return np.where(np.isnan(column), np.nan, (low + high) / 2)
    return np.asarray(low + (column - least) / (most - least) * (high - low))


def fit_z_score(column: Array, parameters: Parameters) -> Array:
    """Find mean and standard deviation."""
    known = _known(column)
    if known.size < 2:
        return np.array([np.nan, np.nan])
    spread = 0.0 if known.min() == known.max() else float(known.std(ddof=1))
    return np.array([known.mean(), spread])


def apply_z_score(column: Array, fitted: Array) -> Array:
    """Give the distance from the mean in standard deviations."""
    centre, spread = fitted
    return np.asarray((column - centre) / spread) if spread else np.where(np.isnan(column), np.nan, 0.0)


def fit_distance_to_target(column: Array, parameters: Parameters) -> Array:
    """Find the number that is farthest from the target on its worse side."""
    known = _known(column)
    worst = np.nan if not known.size else known.max() if parameters["falling"] else known.min()
    return np.array([worst, parameters["target"], parameters["low"], parameters["high"]])


def apply_distance_to_target(column: Array, fitted: Array) -> Array:
    """Spread the numbers between the worst and the target; beyond the target is reached."""
    worst, target, low, high = fitted
    if worst == target:
        return np.where(np.isnan(column), np.nan, high)
    return np.asarray(low + np.clip((column - worst) / (target - worst), 0.0, 1.0) * (high - low))


def fit_sorted(column: Array, parameters: Parameters) -> Array:
    """Sort what is known."""
    return np.sort(_known(column))


def apply_rank(column: Array, fitted: Array) -> Array:
    """Give each value its place."""
    below = np.searchsorted(fitted, column, side="left") + np.searchsorted(fitted, column, side="right")
    return np.where(np.isnan(column), np.nan, (below + 1) / 2)


def apply_percentile(column: Array, fitted: Array) -> Array:
    """Give each value its place between 0 and 100."""
    ranks = apply_rank(column, fitted)
    return np.asarray((ranks - 1) / max(len(fitted) - 1, 1) * 100)
