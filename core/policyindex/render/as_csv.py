"""The main table of a report as CSV: raw, with up to 9 decimals, empty for none."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from policyindex.reports.report import Report


def write_csv(report: Report, stream: BinaryIO) -> None:
    """Write the header and the rows as they come."""
    table = report.main
    places = [at for at, column in enumerate(table.columns) if column.type != "share"]
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([table.columns[at].key for at in places])
    for row in table:
        rows.writerow([_raw(row[at]) for at in places])
    text.detach()


def _raw(cell: object) -> object:
    return f"{cell:.9f}".rstrip("0").rstrip(".") if isinstance(cell, float) else cell
