"""Values of a workbook's cells as texts."""

from __future__ import annotations

import datetime

from policyindex.files.workbooks.values import Value
from policyindex.questions.written import text_of


def text(value: Value) -> str:
    """Give a cell's value as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        return value.isoformat()
    return str(value) if value != value else text_of(value)  # what is no number is not empty
