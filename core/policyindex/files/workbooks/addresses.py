"""Cell addresses: rows and columns count from 1, as spreadsheets do; row 4, column 2 is ``B4``."""

from __future__ import annotations

import re
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def address(row: int, column: int) -> str:
    """Give ``B4`` for row 4, column 2."""
    return f"{column_letters(column)}{row}"


def position(cell: str) -> tuple[int, int]:
    """Give row and column of an address such as ``B4`` or ``$B$4``, or raise ValueError."""
    if not (match := _ADDRESS.fullmatch(cell)):
        raise ValueError(f"'{cell}' is no cell address")
    return int(match[2]), column_number(match[1])


@lru_cache(20_000)
def column_letters(column: int) -> str:
    """Give ``AB`` for column 28."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(20_000)
def column_number(letters: str) -> int:
    """Give 28 for ``AB``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
