"""Cells as people read them: numbers rounded half up, a dash where there is none, shares as bars."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from policyindex.reports.report import Cell, Column

BAR = 20
NONE = "-"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def shown(value: Cell, column: Column, *, ascii_only: bool = False) -> str:
    """Write a cell for people."""
    if value is None:
        return "" if column.type in ("share", "text") else NONE
    if isinstance(value, str):
        return value
    if column.type == "share":
        return bar(float(value), ascii_only=ascii_only)
    text = f"{value}" if column.type == "whole" else number(float(value), column.decimals)
    return text + column.unit


def number(value: float, decimals: int | None) -> str:
    """Write a number with some decimals, half up from the 9 decimals at which scores are compared."""
    exact = Decimal(f"{value:.9f}")
    if decimals is None:
        return f"{exact:f}".rstrip("0").rstrip(".")
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def bar(share: float, *, ascii_only: bool = False) -> str:
    """Draw a share of the highest possible."""
    places = min(max(share, 0.0), 1.0) * BAR
    if ascii_only:
        return "#" * round(places)
    whole = int(places)
    return "█" * whole + (_EIGHTHS[int((places - whole) * 8)] if whole < BAR else "").strip()


def drawable(encoding: str) -> bool:
    """Tell whether an encoding can show bars and lines."""
    try:
        "█▏".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
