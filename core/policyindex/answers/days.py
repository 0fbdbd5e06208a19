"""Dates that people write beside an answer, as exact as is known: in one form, ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_WITH_POINTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
"""As German has them: the day first, as nobody writes it otherwise with points."""


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of ISO 8601 that there is."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def iso(text: str) -> str | None:
    """Give a date as ISO 8601 has it: a year, a month or a day, or a day such as 31.12.2026; None: it is no date."""
    if match := _WITH_POINTS.fullmatch(text):
        text = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
    return text if is_date(text) else None


def day_of(value: object) -> str | None:
    """Give a cell's day as ISO 8601 has it, empty for an empty cell; None: it is no day.

    A number is a day too: a cell that has lost its format holds the days since the end of 1899.
    """
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float | int) and 36_526 <= value < 109_575:  # the years 2000 to 2199
        return (date(1899, 12, 30) + timedelta(int(value))).isoformat()
    text = str(value).strip()
    try:
        return date.fromisoformat(iso(text) or text).isoformat() if text else ""
    except ValueError:
        return None
