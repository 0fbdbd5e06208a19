"""Frames that a program gives as files of answers: long or wide, with the checks and the notes of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from policyindex.answers import authorities, references
from policyindex.answers.tablereading import TableReading
from policyindex.answers.tables import check_header, read_columns
from policyindex.answers.textcolumns import Codes, TextColumn, TextTable, empty_rows
from policyindex.instruments.instrument import Instrument
from policyindex.problems import few_looks
from policyindex.questions.written import text_of

if TYPE_CHECKING:
    import pandas as pd

FRAME = "<frame>"
"""In place of a file: a frame; its lines count rows from 1, the names of its columns being row 1."""


def read_frame(frame: pd.DataFrame, instrument: Instrument) -> TableReading:
    """Read a frame as the file that it would be written to; its index is none of its columns.

    :raises ProblemsFoundError: for columns that nobody knows, or that are missing
    """
    names = tuple(map(str, frame.columns))
    check_header(instrument, FRAME, (1, names or ("",)))
    plain = tuple(name.strip() for name in names)
    columns = [_column(frame.iloc[:, place], name) for place, name in enumerate(plain)]
    table = TextTable(FRAME, 1, plain, tuple(columns), np.arange(2, len(frame) + 2, dtype=np.int64))
    empty = empty_rows(columns)
    with few_looks():
        return read_columns(instrument, table.rows(~empty) if empty.any() else table)


def _column(values: Any, name: str) -> TextColumn:
    known: dict[str, int] = {}
    codes: Codes = np.fromiter((known.setdefault(_text(each, name), len(known)) for each in values), np.int32)
    return TextColumn.of(tuple(known), codes)


def _text(value: Any, name: str) -> str:
    if type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, set | frozenset):
        value = sorted(map(str, value))
    if name == "references" and isinstance(value, list | tuple):
        return references.join(value)
    if name == "parts" and isinstance(value, list | tuple):
        try:
            return authorities.written(authorities.of_records(value))
        except ValueError as error:  # which the reader of the text then says of its cell
            return str(error)
    return text_of(value)
