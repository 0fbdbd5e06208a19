"""The built-in steps: each learns something of the whole panel (``fit``), then works row by row (``apply``).

They depend on the data at hand: the same answers score differently beside other units, so none is ever a default.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.plugins.specs import StepSpec
from policyindex.scoring.arrays import Array

Parameters = Mapping[str, float]


def _known(column: Array) -> Array:
    return column[~np.isnan(column)]


def _fit_min_max(column: Array, parameters: Parameters) -> Array:
    known = _known(column)
    ends = (known.min(), known.max()) if known.size else (np.nan, np.nan)
    return np.array([*ends, parameters["low"], parameters["high"]])


def _apply_min_max(column: Array, fitted: Array) -> Array:
    least, most, low, high = fitted
    if least == most:
        return np.where(np.isnan(column), np.nan, (low + high) / 2)
    return np.asarray(low + (column - least) / (most - least) * (high - low))


def _fit_z_score(column: Array, parameters: Parameters) -> Array:
    known = _known(column)
    if known.size < 2:
        return np.array([np.nan, np.nan])
    spread = 0.0 if known.min() == known.max() else float(known.std(ddof=1))
    return np.array([known.mean(), spread])


def _apply_z_score(column: Array, fitted: Array) -> Array:
    centre, spread = fitted
    return np.asarray((column - centre) / spread) if spread else np.where(np.isnan(column), np.nan, 0.0)


def _fit_sorted(column: Array, parameters: Parameters) -> Array:
    return np.sort(_known(column))


def _apply_rank(column: Array, fitted: Array) -> Array:
    below = np.searchsorted(fitted, column, side="left") + np.searchsorted(fitted, column, side="right")
    return np.where(np.isnan(column), np.nan, (below + 1) / 2)


def _apply_percentile(column: Array, fitted: Array) -> Array:
    ranks = _apply_rank(column, fitted)
    return np.asarray((ranks - 1) / max(len(fitted) - 1, 1) * 100)


STEPS = [
    StepSpec(
        "min_max",
        "between the smallest and the largest value seen",
        _fit_min_max,
        _apply_min_max,
        {"low": 0.0, "high": 100.0},
    ),
    StepSpec("z_score", "distance from the mean in standard deviations (n-1)", _fit_z_score, _apply_z_score),
    StepSpec("rank", "place from the smallest value, ties averaged", _fit_sorted, _apply_rank),
    StepSpec("percentile", "place from the smallest value, 0..100", _fit_sorted, _apply_percentile),
]
