"""Rows of CSV: with commas, or with semicolons, as spreadsheets write it in much of Europe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

Line = tuple[int, Sequence[str]]
"""The number of the line where a row starts, and its cells."""
_PLAIN = {
    "field larger": "a cell holds more than 131,072 characters",
    "expected after": "a quotation mark stands inside a quoted cell: double it",
}


def is_header(line: Line) -> bool:
    """Skip blank lines, and the line by which Excel names the delimiter."""
    return any(cell.strip() for cell in line[1]) and not line[1][0].startswith("sep=")


def is_european(text: str) -> bool:
    """Tell whether the header is separated by semicolons alone."""
    lines = io.StringIO(text)
    header = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    return ";" in header and "," not in header and "\t" not in header


def raw_lines(text: str, name: str, *, european: bool) -> Iterator[Line]:
    """Give the rows of CSV as they are written, or raise ProblemsFoundError where they break off."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if european else ",", strict=True)
    while True:
        start = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            where = Location(name, start)
            if "unexpected end" in str(error):
                raise ProblemsFoundError([problem("answers-quote-open", where)]) from None
            reason = next((words for part, words in _PLAIN.items() if part in str(error)), error)
            raise ProblemsFoundError([problem("answers-csv", where, reason=reason)]) from None
        yield start, cells
