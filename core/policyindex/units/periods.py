"""Periods: one label a period, however it was given."""

from __future__ import annotations

from typing import SupportsFloat


def period_text(period: object) -> str:
    """Give the label of a period that a program gave as text or as a number, such as 2019 or numpy's 2019.0."""
    if isinstance(period, str) or not isinstance(period, SupportsFloat):
        return str(period)
    number = float(period)
    return str(int(number)) if number.is_integer() else str(period)
