"""Single cells: a label read as a year, and blanks."""

from __future__ import annotations

import datetime
import re

from policyindex.files.workbooks.values import Value

_SERIAL_ZERO = datetime.date(1899, 12, 30).toordinal()
"""The day from which spreadsheets count: 2014 with the format of a date is shown as a day of 1905."""
_WRITTEN = re.compile(r"\s*((?:19|20)\d\d)(?:\.0+)?\s*[*†.:]*\s*")


def year_of(value: Value) -> int | None:
    """Read a label as a year, None if it is none."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 1900 <= value < 2100 else None
    if isinstance(value, datetime.date):
        serial = value.toordinal() - _SERIAL_ZERO
        return serial if 1900 <= serial < 2100 else value.year
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def is_blank(value: Value) -> bool:
    """Tell whether a cell holds nothing, or spaces only."""
    return isinstance(value, str) and (not value or value.isspace())
