"""Answer files in CSV: with commas, or with semicolons and decimal commas, as spreadsheets write it in much of Europe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from policyindex.answers.importers.decimals import with_points
from policyindex.answers.importers.plain_csv import read_plain
from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import Line, by_column
from policyindex.files.text import decode
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

_PLAIN = {
    "field larger": "a cell holds more than 131,072 characters",
    "expected after": "a quotation mark stands inside a quoted cell: double it",
}
EXPECTED = "a header with unit and period, then rows"


def read_csv(data: bytes, name: str, instrument: Instrument) -> TableReading:
    """Read CSV from bytes; ``name`` stands for the file in problems."""
    if (plain := read_plain(data, name, instrument)) is not None:
        return plain
    text, warnings = decode(data, name, allow_control=True)
    european = is_european(text)
    lines: Iterator[Line] = raw_lines(text, name, european=european)
    header = next((line for line in lines if _is_header(line)), None)
    if header is None:
        raise ProblemsFoundError([problem("file-empty", Location(name), expected=EXPECTED)])
    check_header(instrument, name, header)
    table = by_column(name, header, lines)
    if european:
        table = with_points(table)
    reading = read_columns(instrument, table)
    told = [each for each in warnings if each.code != "file-bom"]  # spreadsheets write one
    return replace(reading, problems=[*told, *reading.problems])


def _is_header(line: Line) -> bool:
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
