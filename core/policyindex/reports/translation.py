"""The report of a translation: every text beside its source."""

from __future__ import annotations

from collections.abc import Mapping

from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (Column("key", "Text"), Column("source", "Source", width=60), Column("text", "Translation", width=60))


def translation_report(said: str, sources: Mapping[str, str], texts: Mapping[str, str]) -> Report:
    """Show what is translated and what is not.

    :param sources: the texts of the instrument by their keys
    :param texts: what is translated of them
    """
    rows = [(key, source, texts.get(key, "")) for key, source in sources.items()]
    return Report(said, (Section("", (Text(said), Table("texts", COLUMNS, rows))),))
