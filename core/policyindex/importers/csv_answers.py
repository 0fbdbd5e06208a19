"""Answer files in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from policyindex.answers.reading import Reading
from policyindex.answers.tables import Line, read_table
from policyindex.errors import ProblemsFoundError
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.textfile import ANSWERS_LIMIT, decode, read_bytes
from policyindex.problems import Location, problem

EXPECTED = "a header with unit and period, then rows"


def read_csv(path: Path, instrument: Instrument) -> Reading:
    """Read a CSV file of answers, long or wide."""
    return parse_csv(read_bytes(path, ANSWERS_LIMIT, EXPECTED), str(path), instrument)


def parse_csv(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read CSV from bytes; ``name`` stands for the file in problems."""
    text, warnings = decode(data, name, allow_control=True)
    lines = _lines(text, name)
    reading = read_table(instrument, name, next(lines), lines)
    return Reading(reading.answers, [*warnings, *reading.problems])


def _lines(text: str, name: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
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
            raise ProblemsFoundError([problem("answers-csv", where, reason=error)]) from None
        yield start, cells
