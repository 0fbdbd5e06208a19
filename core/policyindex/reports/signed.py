"""Differences as people read them: with their sign, rounded half away from 0, so that turning one round turns its sign."""

from __future__ import annotations

from policyindex.reports.numbers import NONE, shown_number


def signed(value: float | None, decimals: int) -> str:
    """Write a difference; a dash where there is none."""
    if value is None or value != value:
        return NONE
    text = shown_number(abs(value), decimals)
    nothing = not text.strip("0.")
    return text if nothing else f"{'+' if value > 0 else '-'}{text}"
