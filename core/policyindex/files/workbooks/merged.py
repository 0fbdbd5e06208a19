"""Merged ranges of a sheet: spreadsheets keep the value of the first cell only.

Plugins may use this module.
"""

from __future__ import annotations

from typing import NamedTuple

from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.parts import damaged, markup_of
from policyindex.files.workbooks.values import Book


class Merged(NamedTuple):
    """A merged range; rows and columns count from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> str:
        """The cell that holds the value."""
        return address(self.top, self.left)

    @property
    def text(self) -> str:
        """The range as spreadsheets write it: ``B4:B7``."""
        return f"{self.first}:{address(self.bottom, self.right)}"

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it and is not the one with the value."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


def merged_ranges(book: Book, sheet: str) -> list[Merged]:
    """Give the merged ranges of a sheet, in the order of the file.

    :raises ProblemsFoundError: where there is no such sheet, or a range is none
    """
    try:
        return [_merged(each) for each in markup_of(book, sheet).merged]
    except ValueError as error:
        raise damaged(book, sheet, str(error)) from None


def _merged(text: str) -> Merged:
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = position(first), position(last)
    return Merged(top, left, bottom, right)
