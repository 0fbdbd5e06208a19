"""References in the text of a formula: named, and moved as copying the formula to another cell moves them.

Plugins may use this module.
"""

from __future__ import annotations

import re

from policyindex.files.workbooks.addresses import column_letters, column_number

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?<![\w.$])(?P<c>\$?)(?P<column>[A-Z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"""
)


def moved(formula: str, rows: int, columns: int) -> str:
    """Move a formula's relative references, as copying it to another cell does."""

    def one(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        column = match["column"] if match["c"] else column_letters(column_number(match["column"]) + columns)
        row = match["row"] if match["r"] else str(int(match["row"]) + rows)
        return f"{match['c']}{column}{match['r']}{row}"

    return _REFERENCE.sub(one, formula)


def cells_in(formula: str) -> list[str]:
    """Name the cells that a formula mentions, as they stand but without ``$``; the ends of ranges are among them."""
    return [f"{match['column']}{match['row']}" for match in _REFERENCE.finditer(formula) if not match["text"]]
