"""Tables of answers, whatever file they come from: long with a column ``indicator``, otherwise wide."""

from __future__ import annotations

from collections.abc import Collection

from policyindex.answers.contents import NEEDED
from policyindex.answers.long import read_long
from policyindex.answers.reading import RowReader
from policyindex.answers.record import ALL_FIELDS, FIELDS
from policyindex.answers.tablereading import TableReading
from policyindex.answers.textcolumns import TextTable
from policyindex.answers.wide import read_wide, wide_fields
from policyindex.files.csv_rows import Line
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, errors_in, hint, listing, problem, repeated
from policyindex.problems.errors import ProblemsFoundError
from policyindex.problems.grouping import DIFFERENT

_LOOKED_AT = 1000
"""Columns among which slips are looked for."""
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read_columns(instrument: Instrument, table: TextTable) -> TableReading:
    """Read a table whose header was checked."""
    if not len(table.lines) and not table.problems:
        raise ProblemsFoundError([problem("answers-none", Location(table.file))])
    return (read_long if is_long(table.names) else read_wide)(instrument, table)


def is_long(names: Collection[str]) -> bool:
    """Tell a table with a row per answer from one with a column per question."""
    return "indicator" in names or "answer" in names


def check_header(instrument: Instrument, file: str, header: Line) -> None:
    """Raise ProblemsFoundError where a header has no place for what is needed, or columns that nobody knows."""
    reader = RowReader(instrument)
    names = [name.strip() for name in header[1]]
    _check_header(reader, file, header[0], names, long=is_long(names))
    if errors_in(reader.reading.problems):
        raise ProblemsFoundError(reader.reading.problems)


def _check_header(reader: RowReader, file: str, line: int, names: list[str], *, long: bool) -> None:
    if found := next((words for mark, words in _DELIMITERS.items() if mark in names[0]), ""):
        reader.report("answers-delimiter", Location(file, line, 1), found=found)
        return
    unused = () if long else [name for name in names if indicator_of(name) in reader.instrument.unused]
    places: dict[str, int] = {}
    unknown: list[Location] = []
    fields = ALL_FIELDS if long else wide_fields(reader.instrument)
    usual = [name for name in fields if name in FIELDS]
    known = usual if long else [*usual, *_wide_columns(reader.instrument), *unused]
    taken = {*known, *fields}
    if not taken & set(names) and not any(hint(name, NEEDED) for name in names[:_LOOKED_AT]):
        reader.report("answers-no-header", Location(file, line))
        return
    wanted = [*NEEDED]
    if long:
        wanted += ["indicator"] + ["answer"] * (not set(names) & {"points", "status"})
    missing = [name for name in wanted if name not in names]
    for name in missing:
        like = next((each for each in names[:_LOOKED_AT] if hint(each.lower(), [name])), "")
        also = f" The header has '{like}'." if like else ""
        reader.report("answers-column-missing", Location(file, line), column=name, hint=also)
    for index, name in enumerate(names, 1):
        where = Location(file, line, index)
        if not long and name == "parts" and name not in taken:
            reader.report("answers-parts-wide", where)
        elif not name:
            reader.report("answers-column-unnamed", where)
        elif places.setdefault(name, index) < index:
            reader.report("answers-column-twice", where, column=name)
        elif name in taken or (missing and hint(name.lower(), missing)):
            continue
        elif len(unknown) >= DIFFERENT:
            unknown.append(where)
        else:
            unknown.append(where)
            values = {"instrument": reader.instrument.reference, "known": listing(known), "hint": hint(name, known)}
            reader.report("answers-column-unknown", where, column=name, **values)
    if len(unknown) > DIFFERENT:
        problems = reader.reading.problems
        told = [each for each in problems if each.code == "answers-column-unknown"]
        problems[:] = [each for each in problems if each not in told]
        problems.append(repeated(told[0], unknown, len(unknown)))
    if not missing and not long and not set(names) - set(fields):
        reader.report("answers-none", Location(file))


def _wide_columns(instrument: Instrument) -> list[str]:
    return [Column(key, each).name for key in instrument.indicators for each in instrument.instances(key)]
