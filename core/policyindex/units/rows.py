"""Small tables that stand beside an index, as CSV: the columns are known, each row knows its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyindex.files.csv_rows import is_european, is_header, raw_lines
from policyindex.files.text import INSTRUMENT_LIMIT, decode, read_bytes
from policyindex.problems import Location, Problem, hint, listing, problem
from policyindex.units.codes import composed, seen


@dataclass(frozen=True)
class Row:
    """A row of a table: its place, and its cells by column; a column that is not there is empty."""

    where: Location
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(
    path: Path,
    columns: Sequence[str],
    needed: Sequence[str],
    problems: list[Problem],
    read: Mapping[str, Callable[[str], str]] | None = None,
) -> Iterator[Row]:
    """Give the rows of a table; what is wrong with its head, and rows that lack what is needed, become problems.

    :param columns: those that the table may have
    :param needed: those that it must have, filled in in every row
    :param read: how the cells of some columns are read
    :raises ProblemsFoundError: where there is no such file, or it is no table
    """
    name = str(path)
    text, _ = decode(read_bytes(path, INSTRUMENT_LIMIT, "a header, then rows"), name)
    lines = raw_lines(text, name, european=is_european(text))
    line, cells = next(line for line in lines if is_header(line))
    head = [cell.strip() for cell in cells]
    where = Location(name, line)
    wrong = [each for each in head if each not in columns or head.count(each) > 1]
    for each in dict.fromkeys(wrong):
        values = {"value": each, "known": listing(columns, 30), "hint": hint(each, columns)}
        problems.append(problem("table-column-unknown", where, **values))
    if absent := [each for each in needed if each not in head]:
        problems.append(problem("table-column-missing", where, value=listing(absent), known=listing(columns, 30)))
    if wrong or absent:
        return
    for number, row in lines:
        if not any(cell.strip() for cell in row):
            continue
        place = Location(name, number)
        found = {column: composed(seen(cell)) for column, cell in zip(head, row, strict=False)}
        if len(row) > len(head) and any(cell.strip() for cell in row[len(head) :]):
            problems.append(problem("table-cells-many", place, count=len(row), expected=len(head)))
        for column, reader in (read or {}).items():
            found[column] = reader(found.get(column, ""))
        if empty := [column for column in needed if not found.get(column)]:
            problems.append(problem("table-cell-empty", place, value=listing(empty)))
        else:
            yield Row(place, found)


def number_in(row: Row, column: str, problems: list[Problem]) -> float | None:
    """Read a cell as a number; one that is none becomes a problem, an empty one is none."""
    if not row[column]:
        return None
    try:
        number = float(row[column] if row[column].isascii() and "_" not in row[column] else "")
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        problems.append(problem("table-not-a-number", row.where, value=row[column], column=column))
        return None
    return number
