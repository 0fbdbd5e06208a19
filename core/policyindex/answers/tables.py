"""Tables of answers, whatever file they come from: long with a column ``indicator``, otherwise wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.record import FIELDS
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, errors_in, hint, listing
from policyindex.problems.errors import ProblemsFoundError

_COLUMN = re.compile(r"(?P<indicator>[^\[\]]+)(\[(?P<instance>[^\]]*)\])?")
NEEDED = ("unit", "period")
WIDE_FIELDS = (*NEEDED, "source")
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}

Line = tuple[int, Sequence[str]]
"""The number of the line where a row starts, and its cells."""


def read_table(instrument: Instrument, file: str, header: Line, lines: Iterable[Line]) -> Reading:
    """Read a table; columns of places count cells from 1."""
    reader = RowReader(instrument)
    names = [name.strip() for name in header[1]]
    long = "indicator" in names or "answer" in names
    _check_header(reader, file, header[0], names, long=long)
    if errors_in(reader.reading.problems):
        raise ProblemsFoundError(reader.reading.problems)
    read = _read_long if long else _read_wide
    count = 0
    for number, texts in lines:
        if not any(text.strip() for text in texts):
            continue
        count += 1
        if len(texts) != len(names):
            reader.report("answers-row-length", Location(file, number), found=len(texts), wanted=len(names))
            continue
        cells = [Cell(text.strip(), Location(file, number, index)) for index, text in enumerate(texts, 1)]
        read(reader, dict(zip(names, cells, strict=True)))
    if not count:
        reader.report("answers-none", Location(file))
    return reader.reading


def _check_header(reader: RowReader, file: str, line: int, names: list[str], *, long: bool) -> None:
    if found := next((words for mark, words in _DELIMITERS.items() if mark in names[0]), ""):
        reader.report("answers-delimiter", Location(file, line, 1), found=found)
        return
    unused = () if long else [name for name in names if indicator_of(name) in reader.instrument.unused]
    known = list(FIELDS) if long else [*WIDE_FIELDS, *_wide_columns(reader.instrument), *unused]
    if not set(names) & set(known) and not any(hint(name, NEEDED) for name in names):
        reader.report("answers-no-header", Location(file, line))
        return
    wanted = [*NEEDED]
    if long:
        wanted += ["indicator"] + ["answer"] * (not set(names) & {"points", "status"})
    missing = [name for name in wanted if name not in names]
    for name in missing:
        like = next((each for each in names if hint(each.lower(), [name])), "")
        also = f" The header has '{like}'." if like else ""
        reader.report("answers-column-missing", Location(file, line), column=name, hint=also)
    for index, name in enumerate(names, 1):
        where = Location(file, line, index)
        if not name:
            reader.report("answers-column-unnamed", where)
        elif name in names[: index - 1]:
            reader.report("answers-column-twice", where, column=name)
        elif name not in known and not hint(name.lower(), missing):
            values = {"instrument": reader.instrument.reference, "known": listing(known), "hint": hint(name, known)}
            reader.report("answers-column-unknown", where, column=name, **values)
    if not missing and not long and not set(names) - set(WIDE_FIELDS):
        reader.report("answers-none", Location(file))


def _wide_columns(instrument: Instrument) -> list[str]:
    return [Column(key, each).name for key in instrument.indicators for each in instrument.instances(key)]


def _read_long(reader: RowReader, row: dict[str, Cell]) -> None:
    reader.read(row)


def _read_wide(reader: RowReader, row: dict[str, Cell]) -> None:
    shared = {name: row[name] for name in WIDE_FIELDS if name in row}
    points = reader.instrument.file.wide_cells == "points"
    for name, cell in row.items():
        match = _COLUMN.fullmatch(name) if name not in WIDE_FIELDS else None
        if match:
            key, instance = Cell(match["indicator"], cell.where), Cell(match["instance"] or "", cell.where)
            reader.read({**shared, "indicator": key, "instance": instance, "answer": cell}, points_first=points)
        if not (shared["unit"].text and shared["period"].text) and match:
            return
