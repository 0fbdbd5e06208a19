"""Periods: one label a period, however it was given."""

from __future__ import annotations

from numbers import Integral, Real


def period_text(period: object) -> str:
    """Give the label of a period that a program gave as text or as a number, such as 2019 or numpy's 2019."""
    if isinstance(period, str):
        return period
    if isinstance(period, Integral):
        return str(int(period))
    if isinstance(period, Real) and (number := float(period)).is_integer():
        return str(int(number))
    return str(period)
