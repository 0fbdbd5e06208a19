"""Answer files in Parquet, long or wide."""

from __future__ import annotations

from typing import Any

import numpy as np

from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import TextColumn, TextTable, empty_rows
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.written import text_of


def read_parquet(data: bytes, name: str, instrument: Instrument) -> TableReading:
    """Read Parquet from bytes; lines of places count rows from 1, the header being row 1."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        values = {"format": "Parquet", "extra": "parquet"}
        raise ProblemsFoundError([problem("extra-missing", Location(name), **values)]) from None
    try:
        table = pyarrow.parquet.read_table(pyarrow.BufferReader(data))
        columns = tuple(_column(table.column(index)) for index in range(table.num_columns))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = (str(error).splitlines() or ["damaged"])[0]
        raise ProblemsFoundError([problem("file-damaged", Location(name), format="Parquet", reason=reason)]) from None
    if not columns:
        raise ProblemsFoundError([problem("answers-none", Location(name))])
    check_header(instrument, name, (1, table.column_names))
    names = tuple(each.strip() for each in table.column_names)
    read = TextTable(name, 1, names, columns, np.arange(2, table.num_rows + 2, dtype=np.int64))
    return read_columns(instrument, read.rows(~empty_rows(columns)))


def _column(column: Any) -> TextColumn:
    """Write the distinct values of a column as the texts that a CSV file would hold."""
    known: dict[str, int] = {}
    try:
        whole = column.combine_chunks().dictionary_encode()
    except NotImplementedError:  # lists are looked at one by one
        codes = [known.setdefault(text_of(value), len(known)) for value in column.to_pylist()]
        return TextColumn.of(tuple(known), np.array(codes, dtype=np.int32))
    chunks = whole.chunks if hasattr(whole, "chunks") else [whole]
    numbers = [np.empty(0, np.int32)]
    for chunk in chunks:
        texts = [text_of(value) for value in (*chunk.dictionary.to_pylist(), None)]
        places = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int32)
        numbers.append(places[np.array(chunk.indices.fill_null(len(texts) - 1), dtype=np.int64)])
    return TextColumn.of(tuple(known), np.concatenate(numbers))
