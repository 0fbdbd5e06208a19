"""Choosing by typing: options and sub-options by number, by code or in another case; entries of a list to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from policyindex.files.workbooks.addresses import column_letters
from policyindex.locales import word
from policyindex.problems import shorten

BETWEEN = " · "
"""Stands between the letter of an option, or its code, and its text."""
ENTRY = 90


def entry(letter: str, text: str) -> str:
    """Give an option as a list to choose from names it: its letter, and the start of what it means."""
    return f"{letter}{BETWEEN}{shorten(text, ENTRY)}"


def lettered(codes: Iterable[str]) -> dict[str, str]:
    """Give the letter of each code, in their order: codes such as ``full`` and ``none`` show what earns most.

    A letter never is the code of another option, whichever of them somebody types.
    """
    found = {code: column_letters(place) for place, code in enumerate(codes, 1)}
    taken = {code.casefold() for code in found}
    apart = all(
        letter.casefold() == code.casefold() or letter.casefold() not in taken for code, letter in found.items()
    )
    return found if apart else {code: f"{letter})" for code, letter in found.items()}


def earned(points: Decimal | None, language: str) -> str:
    """Give the points of an option as they stand behind its text; nothing where it has none."""
    return "" if points is None else f" ({word('points', language, points=f'{points.normalize():f}')})"


def numbered(codes: Mapping[str, object]) -> dict[str, str]:
    """Give the numbers by which codes can be chosen; none where a code is a number itself."""
    if any(code.isdecimal() for code in codes):
        return {}
    return {str(number): code for number, code in enumerate(codes, 1)}


def code_of(codes: Mapping[str, str], text: str) -> str | None:
    """Find the code that is meant by a code, the same in another case, a number, or a letter."""
    if text in codes:
        return text
    same = [code for code in codes if code.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0]
    letters = {letter.casefold(): code for code, letter in lettered(codes).items()}
    return numbered(codes).get(text) or letters.get(text.casefold())
