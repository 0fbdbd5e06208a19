"""Comparing scores: 9 decimals, competition ranks, whole numbers rounded half up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from policyindex.scoring.arrays import Array, Counts, Flags

DECIMALS = 9


def comparable(scores: Array) -> Array:
    """Round to the 9 decimals at which scores are compared: raw doubles split true ties; infinite is no score."""
    rounded = np.round(scores, DECIMALS) + 0.0  # no negative zero
    return np.where(np.isfinite(rounded), rounded, np.nan)


def limit_of(value: float | Decimal) -> float:
    """Give a limit that scores are compared with at the decimals that they have: 100/3 reaches 33.3333333333333."""
    return float(np.round(float(value), DECIMALS))


def half_up(scores: Array, decimals: int | Sequence[int] = 0) -> Array:
    """Round scores half up, from the 9 decimals; NaN stays NaN.

    :param decimals: how many, one for all or one for each of the last axis; 0: whole numbers
    """
    places = np.asarray(decimals)
    unit = 10.0 ** (DECIMALS - places)  # counted in billionths, so that a half is one although doubles miss it
    counted = np.round(comparable(scores) * 10.0**DECIMALS)
    return np.asarray(np.floor((counted + unit / 2) / unit) / 10.0**places + 0.0)


def ranks(scores: Array, periods: Sequence[str], ranked: Flags, lowest: Sequence[bool] = ()) -> Counts:
    """Rank rows within their period, best first, ties sharing the better place (1, 2, 2, 4); one alone has no rank.

    :param scores: comparable scores of shape (rows, nodes)
    :param periods: the period of each row
    :param ranked: which scores may be ranked at all, same shape
    :param lowest: true for each node whose lowest scores are best; none given: the highest everywhere
    :returns: ranks of the same shape, 0 where there is none
    """
    result = np.zeros(scores.shape, dtype=np.int32)
    numbers = {period: number for number, period in enumerate(dict.fromkeys(periods))}
    labels = np.array([numbers[period] for period in periods], dtype=np.int32)
    for number in numbers.values():
        rows = np.flatnonzero(labels == number)
        some = scores[rows]
        for column in range(scores.shape[1]):
            present = np.flatnonzero(~np.isnan(some[:, column]) & ranked[rows, column])
            if len(present) < 2:
                continue  # nobody is first alone
            values = some[present, column] if lowest and lowest[column] else -some[present, column]
            result[rows[present], column] = np.searchsorted(np.sort(values), values, side="left") + 1
    return result
