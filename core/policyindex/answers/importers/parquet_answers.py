"""Answer files in Parquet, long or wide."""

from __future__ import annotations

from policyindex.answers.records import TableReading
from policyindex.answers.tables import read_table
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
        columns = [table.column(index).to_pylist() for index in range(table.num_columns)]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = (str(error).splitlines() or ["damaged"])[0]
        raise ProblemsFoundError([problem("file-damaged", Location(name), format="Parquet", reason=reason)]) from None
    if not columns:
        raise ProblemsFoundError([problem("answers-none", Location(name))])
    rows = ((number, [text_of(value) for value in row]) for number, row in enumerate(zip(*columns, strict=True), 2))
    return read_table(instrument, name, (1, table.column_names), rows)
