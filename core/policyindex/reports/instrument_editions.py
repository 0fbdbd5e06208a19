"""The editions of an instrument that are installed, and what changed in this one since the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyindex.editions.diff import Comparison
from policyindex.reports.editions import comparison_report
from policyindex.reports.report import Section, Text


@dataclass(frozen=True)
class Editions:
    """What is known of other editions."""

    others: tuple[str, ...] = ()
    """References in the order of their names, this one left out."""
    since: Comparison | None = None
    """The edition before this one, compared with it."""
    unread: str = ""
    """The edition before this one where it cannot be read."""


def edition_sections(editions: Editions) -> Iterator[Section]:
    """Name the other editions, then say what changed."""
    if editions.others:
        yield Section("", (Text(f"Other editions that are installed: {', '.join(editions.others)}."),))
    if editions.unread:
        yield Section("", (Text(f"{editions.unread} cannot be read, so that nothing is said of what changed since."),))
    if editions.since:
        report = comparison_report(editions.since)
        yield Section(report.title, level=2)
        for each in report.sections:
            lead = (Text(each.title, "strong"),) if each.title else ()
            yield Section("", (*lead, *each.blocks))
