"""Choosing by typing: options and sub-options by number, by code or in another case; entries of a list to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from policyindex.locales import word
from policyindex.problems import shorten

BETWEEN = " · "
"""Stands between the code of an option and its text."""
_ENTRY = 90


def entry(code: str, text: str) -> str:
    """Give an option as a list to choose from names it: its code, and the start of what it means."""
    return f"{code}{BETWEEN}{shorten(text, _ENTRY)}"


def earned(points: Decimal, language: str) -> str:
    """Give the points of an option as they stand behind its text."""
    return f" ({word('points', language, points=f'{points.normalize():f}')})"


def numbered(codes: Mapping[str, object]) -> dict[str, str]:
    """Give the numbers by which codes can be chosen; none where a code is a number itself."""
    if any(code.isdecimal() for code in codes):
        return {}
    return {str(number): code for number, code in enumerate(codes, 1)}


def code_of(codes: Mapping[str, str], text: str) -> str | None:
    """Find the code that is meant by a code, the same in another case, or a number."""
    if text in codes:
        return text
    same = [code for code in codes if code.casefold() == text.casefold()]
    return same[0] if len(same) == 1 else numbered(codes).get(text)
