"""The report of a schema: its text as it is."""

from __future__ import annotations

from typing import Any

from policyindex.reports.report import Report, Section, Text


def schema_report(title: str, text: str, schema: dict[str, Any] | None) -> Report:
    """Say a schema, or the reference of all of them."""
    document = (lambda: schema) if schema is not None else None
    return Report(title, (Section("", (Text(text.rstrip("\n"), verbatim=True),)),), document=document)
