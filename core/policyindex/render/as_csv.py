"""The main table of a report as CSV: raw, with up to 9 decimals, empty for none."""

from __future__ import annotations

import io
from typing import BinaryIO

from policyindex.answers.writing import write_rows
from policyindex.reports.report import Report


def write_csv(report: Report, stream: BinaryIO) -> None:
    """Write the header and the rows as they come."""
    table = report.main
    places = [at for at, column in enumerate(table.columns) if column.type != "share"]
    text = io.TextIOWrapper(stream, "utf-8", "surrogatepass", newline="", write_through=True)
    write_rows(text, [[table.columns[at].key for at in places]])
    write_rows(text, ([_raw(row[at]) for at in places] for row in table))
    text.detach()


def _raw(cell: object) -> object:
    return f"{cell:.9f}".rstrip("0").rstrip(".") if isinstance(cell, float) else cell
