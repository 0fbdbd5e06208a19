"""Answer files in CSV: with commas, or with semicolons and decimal commas, as spreadsheets write it in much of Europe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyindex.answers.importers.decimals import with_points
from policyindex.answers.importers.plain_csv import read_plain
from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import by_column
from policyindex.files.csv_rows import Line, is_european, is_header, raw_lines
from policyindex.files.text import decode
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

EXPECTED = "a header with unit and period, then rows"


def read_csv(data: bytes, name: str, instrument: Instrument) -> TableReading:
    """Read CSV from bytes; ``name`` stands for the file in problems."""
    if (plain := read_plain(data, name, instrument)) is not None:
        return plain
    text, warnings = decode(data, name, allow_control=True)
    european = is_european(text)
    lines: Iterator[Line] = raw_lines(text, name, european=european)
    header = next((line for line in lines if is_header(line)), None)
    if header is None:
        raise ProblemsFoundError([problem("file-empty", Location(name), expected=EXPECTED)])
    check_header(instrument, name, header)
    table = by_column(name, header, lines)
    if european:
        table = with_points(table)
    reading = read_columns(instrument, table)
    told = [each for each in warnings if each.code != "file-bom"]  # spreadsheets write one
    return replace(reading, problems=[*told, *reading.problems])
