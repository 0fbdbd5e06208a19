"""Scores as a workbook with typed cells and no formula."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from policyindex.files.workbooks.writing import new_workbook
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.result import ScoreRow, TypeRow
from policyindex.scoring.view import View

ROWS = 1_048_576
_WIDTHS = {
    "label": 34,
    "node": 26,
    "parent": 26,
    "verification": 30,
    "band": 22,
    "note": 24,
    "value": 60,
    "key": 22,
}


def write_xlsx(view: View, stream: BinaryIO) -> None:
    """Write three sheets: scores, types (where there are any), provenance."""
    whole = io.BytesIO()
    book = new_workbook(view.result.instrument.reference, whole)
    _sheet(book, "scores", ScoreRow._fields, view.rows())
    types = list(view.type_rows())
    if types:
        _sheet(book, "types", TypeRow._fields, types)
    pairs = (
        (key, value if isinstance(value, str) else json.dumps(value)) for key, value in view.result.provenance.items()
    )
    _sheet(book, "provenance", ("key", "value"), pairs)
    book.close()
    stream.write(whole.getvalue())


def _sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold, decimals = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet.write_row(0, 0, header, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        if last >= ROWS:
            raise WrongUseError(
                f"a workbook holds {ROWS} rows at most: choose a tree, units or periods, or write csv or parquet"
            )
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(last, column, value)
            elif value is not None:
                sheet.write_number(last, column, value, decimals if header[column] == "score" else None)
    for column, title in enumerate(header):
        sheet.set_column(column, column, _WIDTHS.get(title, 12))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
