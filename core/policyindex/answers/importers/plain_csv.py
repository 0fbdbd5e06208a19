"""Large files of plain CSV by pyarrow, where it is installed; whatever is odd is left to the reader that explains it."""

from __future__ import annotations

from csv import field_size_limit
from typing import Any

import numpy as np

from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import TextColumn, TextTable, empty_rows
from policyindex.files.text import UNWANTED
from policyindex.instruments.instrument import Instrument
from policyindex.problems.errors import ProblemsFoundError

LARGE = 2_000_000
"""Bytes from which importing pyarrow costs less than it saves."""
_BOM = b"\xef\xbb\xbf"


def read_plain(data: bytes, name: str, instrument: Instrument, large: int = LARGE) -> TableReading | None:
    """Read CSV without quotes, empty lines or odd line ends; None: it is not that plain, or pyarrow is not there.

    What it gives, problems included, is what the other reader gives.

    :param large: bytes from which a file is read this way
    """
    if len(data) < large or data.startswith((_BOM, b"sep=")) or b'"' in data or not _line_ends(data):
        return None
    header = data[: data.index(b"\n")].rstrip(b"\r")
    if b";" in header or b"\t" in header or b"," not in header:
        return None
    try:
        names = header.decode("utf-8").split(",")
        import pyarrow
        from pyarrow import csv
    except (UnicodeDecodeError, ImportError):
        return None
    try:
        check_header(instrument, name, (1, names))
    except ProblemsFoundError:  # the file may have faults that are told first
        return None
    kinds = {str(index): pyarrow.dictionary(pyarrow.int32(), pyarrow.string()) for index in range(len(names))}
    try:
        read = csv.read_csv(
            pyarrow.BufferReader(data),
            read_options=csv.ReadOptions(column_names=list(kinds), skip_rows=1, block_size=1 << 24),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=kinds, null_values=[], strings_can_be_null=False),
        )
    except pyarrow.ArrowException:  # rows of another length, bytes that are no UTF-8
        return None
    columns = []
    for each in kinds:
        texts, codes = _column(read[each])
        if UNWANTED.search("".join(texts)) or max(map(len, texts), default=0) > field_size_limit():
            return None
        columns.append(TextColumn.of(texts, codes))
    if empty_rows(columns).any():
        return None
    lines = np.arange(2, read.num_rows + 2, dtype=np.int64)
    return read_columns(instrument, TextTable(name, 1, tuple(each.strip() for each in names), tuple(columns), lines))


def _line_ends(data: bytes) -> bool:
    """Tell whether all lines end alike, and none is empty."""
    ends, returns = data.count(b"\n"), data.count(b"\r")
    if not ends or returns not in (0, ends) or data.startswith((b"\n", b"\r")):
        return False
    return b"\n\n" not in data if not returns else data.count(b"\r\n") == ends and b"\r\n\r\n" not in data


def _column(column: Any) -> tuple[list[str], Any]:
    """Give the distinct texts of a dictionary column, and the number of each row's."""
    import pyarrow

    whole = column.combine_chunks()
    if isinstance(whole, pyarrow.ChunkedArray):
        whole = whole.unify_dictionaries().combine_chunks() if whole.num_chunks != 1 else whole.chunk(0)
    numbers = np.frombuffer(whole.indices.buffers()[1], dtype=np.int32)  # to_numpy would import pandas
    start = whole.indices.offset
    return whole.dictionary.to_pylist(), numbers[start : start + len(whole)]
