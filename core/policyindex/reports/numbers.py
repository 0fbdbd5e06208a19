"""Numbers as people read them, rounded half up from the 9 decimals at which scores are compared."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

NONE = "-"


def shown_number(value: float, decimals: int | None) -> str:
    """Write a number with some decimals; None: as many as there are."""
    exact = Decimal(f"{value:.9f}")
    if decimals is None:
        return f"{exact:f}".rstrip("0").rstrip(".")
    upper = (exact.scaleb(decimals) + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return f"{upper.scaleb(-decimals):.{decimals}f}"


def whole(value: float | None) -> str:
    """Write a score as a whole number; a dash where there is none."""
    return NONE if value is None or value != value else shown_number(value, 0)
