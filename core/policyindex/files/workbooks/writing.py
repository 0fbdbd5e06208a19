"""Starting a workbook to write: a text in it stays a text, and nothing names who made it or when."""

from __future__ import annotations

import datetime
import io
from typing import Any

CELL = 32_767
"""Characters in a cell, the limit of every spreadsheet program."""
_CREATED = datetime.datetime(2000, 1, 1)  # fixed: the same content is the same file


def new_workbook(title: str, whole: io.BytesIO) -> Any:
    """Start a workbook (of XlsxWriter) that is written to ``whole`` when it is closed."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(whole, options)
    book.set_properties({"title": title, "created": _CREATED})
    return book
