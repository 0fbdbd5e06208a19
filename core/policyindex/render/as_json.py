"""A report as one JSON document."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from policyindex.problems.characters import escaped_in_json
from policyindex.reports.report import Report, Table


def write_json(report: Report, stream: BinaryIO) -> None:
    """Write the document of a report in UTF-8, or what its tables, notes and provenance make."""
    whole = report.document() if report.document else _document(report)
    text = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write(escaped_in_json(text).encode() + b"\n")


def _document(report: Report) -> dict[str, Any]:
    tables = {table.key: _rows(table) for table in report.data()}
    return {"title": report.title, **tables, "notes": list(report.notes), "provenance": dict(report.provenance)}


def _rows(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns if column.type != "share"]
    places = [at for at, column in enumerate(table.columns) if column.type != "share"]
    return [dict(zip(keys, (row[at] for at in places), strict=True)) for row in table]
