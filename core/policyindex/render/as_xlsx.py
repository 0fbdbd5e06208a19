"""The tables of a report as a workbook with typed cells and no formula."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from policyindex.files.workbooks.writing import new_workbook
from policyindex.problems.errors import WrongUseError
from policyindex.reports.report import Column, Report, Table

ROWS = 1_048_576
NARROW, WIDE, WIDEST = 12, 26, 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_xlsx(report: Report, stream: BinaryIO) -> None:
    """Write a sheet a table, and one of what stands at the foot and of the provenance."""
    whole = io.BytesIO()
    book = new_workbook(report.title, whole)
    for table in report.data() or (report.main,):
        _sheet(book, table)
    if report.provenance:
        pairs = [
            (key, value if isinstance(value, str) else json.dumps(value)) for key, value in report.provenance.items()
        ]
        _sheet(book, Table("provenance", (Column("key", width=22), Column("value", width=WIDEST)), pairs))
    book.close()
    stream.write(whole.getvalue())


def _sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(table.key.translate(_FORBIDDEN)[:31])
    bold, formats = book.add_format({"bold": True}), {}
    columns = [(at, column) for at, column in enumerate(table.columns) if column.type != "share"]
    sheet.write_row(0, 0, [column.key for _, column in columns], bold)
    for _, column in columns:
        if column.decimals is not None:
            formats[column.key] = book.add_format(
                {"num_format": "0" + "." * (column.decimals > 0) + "0" * column.decimals}
            )
    last = _write(sheet, table, columns, formats)
    for place, (_, column) in enumerate(columns):
        sheet.set_column(place, place, column.width or (NARROW if column.to_right else WIDE))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(sheet: Any, table: Table, columns: Iterable[tuple[int, Column]], formats: dict[str, Any]) -> int:
    last = 0
    for last, row in enumerate(table, 1):
        if last >= ROWS:
            raise WrongUseError(
                f"a workbook holds {ROWS} rows at most: choose a tree, units or periods, or write csv or parquet"
            )
        for place, (at, column) in enumerate(columns):
            value = row[at]
            if isinstance(value, str):
                sheet.write_string(last, place, value)
            elif value is not None:
                sheet.write_number(last, place, value, formats.get(column.key))
    return last
