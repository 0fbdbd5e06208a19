"""Answer files in Parquet, long or wide."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import Codes, TextColumn, TextTable, empty_rows
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.written import text_of

ROWS = 1 << 20
"""How many rows are looked at at once."""
_KEYS = ("unit", "period", "indicator", "instance")


def read_parquet(data: bytes, name: str, instrument: Instrument) -> TableReading:
    """Read Parquet from bytes; lines of places count rows from 1, the header being row 1."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        values = {"format": "Parquet", "extra": "parquet"}
        raise ProblemsFoundError([problem("extra-missing", Location(name), **values)]) from None
    try:
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
        names = tuple(file.schema_arrow.names)
        if names:
            check_header(instrument, name, (1, list(names)))
        columns, lines = _read(file, tuple(each.strip() for each in names), name)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = (str(error).splitlines() or ["damaged"])[0]
        raise ProblemsFoundError([problem("file-damaged", Location(name), format="Parquet", reason=reason)]) from None
    if not columns:
        raise ProblemsFoundError([problem("answers-none", Location(name))])
    return read_columns(instrument, TextTable(name, 1, tuple(each.strip() for each in names), columns, lines))


def _read(file: Any, names: tuple[str, ...], name: str) -> tuple[tuple[TextColumn, ...], NDArray[np.int64]]:
    """Read a file piece by piece, without the rows that hold nothing: they take no room however many they are.

    :raises ProblemsFoundError: where there are more rows than units, periods and questions that they could tell apart
    """
    known: list[dict[str, int]] = [{} for _ in names]
    codes: list[list[Codes]] = [[np.empty(0, np.int32)] for _ in names]
    lines, row, kept = [np.empty(0, np.int64)], 2, 0
    keys = [at for at, each in enumerate(names) if each in _KEYS]
    for group in range(file.num_row_groups):
        about = file.metadata.row_group(group)
        if _is_nothing(about):
            row += about.num_rows
            continue
        for batch in file.iter_batches(ROWS, row_groups=[group]):
            if all(each.null_count == batch.num_rows for each in batch.columns):
                row += batch.num_rows
                continue
            own = [_column(batch.column(at), known[at]) for at in range(len(names))]
            empty = empty_rows([TextColumn(tuple(each), found) for each, found in zip(known, own, strict=True)])
            for at, found in enumerate(own):
                codes[at].append(found if not empty.any() else found[~empty])
            lines.append(np.flatnonzero(~empty) + row)
            row, kept = row + batch.num_rows, kept + len(lines[-1])
            if kept > ROWS and kept > math.prod(max(len(known[at]), 1) for at in keys):
                raise ProblemsFoundError([problem("answers-rows-alike", Location(name), count=kept)])
    columns = tuple(TextColumn.of(tuple(own), np.concatenate(each)) for own, each in zip(known, codes, strict=True))
    return columns, np.concatenate(lines)


def _is_nothing(group: Any) -> bool:
    """Tell whether a group of rows says of itself that it has no value."""
    about = (group.column(at) for at in range(group.num_columns))
    return all(
        each.statistics is not None and each.statistics.has_null_count and each.statistics.null_count == group.num_rows
        for each in about
    )


def _column(column: Any, known: dict[str, int]) -> Codes:
    """Number the values of a column as the texts that a CSV file would hold; new ones are added to those known."""
    try:
        whole = column.dictionary_encode()
    except NotImplementedError:  # lists are looked at one by one
        codes = [known.setdefault(text_of(value), len(known)) for value in column.to_pylist()]
        return np.array(codes, dtype=np.int32)
    texts = [text_of(value) for value in whole.dictionary.to_pylist()]
    if whole.indices.null_count:
        texts.append("")
    places = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int32)
    return places[np.array(whole.indices.fill_null(len(texts) - 1), dtype=np.int64)]
