"""Answer files in CSV: with commas, or with semicolons and decimal commas, as spreadsheets write it in much of Europe."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from policyindex.answers.reading import Reading
from policyindex.answers.tables import Line, read_table
from policyindex.files.text import decode
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

_DECIMAL = re.compile(r"\s*-?[0-9]+,[0-9]+\s*")
_PLAIN = {
    "field larger": "a cell holds more than 131,072 characters",
    "expected after": "a quotation mark stands inside a quoted cell: double it",
}
EXPECTED = "a header with unit and period, then rows"


def read_csv(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read CSV from bytes; ``name`` stands for the file in problems."""
    text, warnings = decode(data, name, allow_control=True)
    european = is_european(text)
    lines: Iterator[Line] = raw_lines(text, name, european=european)
    if european:
        lines = ((number, [with_point(cell) for cell in cells]) for number, cells in lines)
    header = next((line for line in lines if _is_header(line)), None)
    if header is None:
        raise ProblemsFoundError([problem("file-empty", Location(name), expected=EXPECTED)])
    reading = read_table(instrument, name, header, lines)
    told = [each for each in warnings if each.code != "file-bom"]  # spreadsheets write one
    return Reading(reading.answers, [*told, *reading.problems])


def _is_header(line: Line) -> bool:
    """Skip blank lines, and the line by which Excel names the delimiter."""
    return any(cell.strip() for cell in line[1]) and not line[1][0].startswith("sep=")


def with_point(text: str) -> str:
    """Write a decimal comma as a point; any other text stays."""
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else text


def is_european(text: str) -> bool:
    """Tell whether the header is separated by semicolons alone."""
    header = next((line for line in text.splitlines() if line.strip() and not line.startswith("sep=")), "")
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
