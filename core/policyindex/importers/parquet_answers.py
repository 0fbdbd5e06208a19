"""Answer files in Parquet, long or wide."""

from __future__ import annotations

from pathlib import Path

from policyindex.answers.reading import Reading
from policyindex.answers.tables import read_table, text_of
from policyindex.errors import ProblemsFoundError
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.textfile import ANSWERS_LIMIT, read_bytes
from policyindex.problems import Location, problem


def read_parquet(path: Path, instrument: Instrument) -> Reading:
    """Read a Parquet file; lines of places count rows from 1, the header being row 1."""
    read_bytes(path, ANSWERS_LIMIT)
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        values = {"format": "Parquet", "extra": "parquet"}
        raise ProblemsFoundError([problem("extra-missing", Location(str(path)), **values)]) from None
    try:
        table = pyarrow.parquet.read_table(path)
    except pyarrow.ArrowException as error:
        reason = str(error).splitlines()[0]
        raise ProblemsFoundError(
            [problem("file-damaged", Location(str(path)), format="Parquet", reason=reason)]
        ) from None
    columns = [table.column(name).to_pylist() for name in table.column_names]
    rows = ((number, [text_of(value) for value in row]) for number, row in enumerate(zip(*columns, strict=True), 2))
    return read_table(instrument, str(path), (1, table.column_names), rows)
