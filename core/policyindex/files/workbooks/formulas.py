"""Formulas of a sheet by cell, and what stands in place of their values; the values stand in ``values``.

Plugins may use this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from policyindex.files.workbooks.parts import markup_of
from policyindex.files.workbooks.values import Book


def formulas(book: Book, sheet: str) -> Mapping[str, str]:
    """Give the formulas of a sheet by cell, without their ``=``; shared ones are written out for each cell.

    :raises ProblemsFoundError: where there is no such sheet
    """
    return markup_of(book, sheet).formulas


def error_cells(book: Book, sheet: str) -> Mapping[str, str]:
    """Give the cells that hold an error such as ``#DIV/0!``, which ``values`` shows as empty.

    :raises ProblemsFoundError: where there is no such sheet
    """
    return markup_of(book, sheet).errors


def uncomputed_cells(book: Book, sheet: str) -> Set[str]:
    """Give the cells with a formula whose value nobody stored: the program that saved the file does not compute.

    An empty text is a value; so is an error.

    :raises ProblemsFoundError: where there is no such sheet
    """
    return markup_of(book, sheet).uncomputed
