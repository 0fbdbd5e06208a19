"""Records of context files told alike, whatever their kind: what says what about which indicators of which unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyindex.studies.context.models import (
    Decision,
    DocumentedPractice,
    Ratification,
    Record,
    Research,
    TreatyReport,
)

RATIFICATION = "ratification"
BY = {"state": "report to a treaty body", "treaty_body": "report of a treaty body", "others": "shadow report"}
"""Kinds of reports by whose they are."""


class Evidence(NamedTuple):
    """A record: what it is, what it says, and the rest in pairs of a name and a text."""

    kind: str
    unit: str
    indicators: tuple[str, ...]
    title: str
    date: str
    result: str
    """supports, contradicts, or neither; empty: records of this kind do not say."""
    finding: str
    details: tuple[tuple[str, str], ...]
    source: str
    url: str


def told(record: Record, unit: str) -> Evidence:
    """Tell a record.

    :param unit: the code of its unit
    """
    kind, title, date, result, finding = RATIFICATION, "", "", "", ""
    if isinstance(record, Ratification):
        title, date = record.treaty, record.in_force or record.ratified or record.signed or ""
        finding = "; ".join(_standing(record))
    elif isinstance(record, TreatyReport | Decision | Research | DocumentedPractice):
        title, date, result, finding = record.title, record.date, record.result, record.finding
        kind = _kind(record)
    return Evidence(
        kind, unit, record.indicators, title, date, result, finding, tuple(_details(record)), record.source, record.url
    )


def _kind(record: TreatyReport | Decision | Research | DocumentedPractice) -> str:
    if isinstance(record, TreatyReport):
        return BY[record.by]
    if isinstance(record, Decision):
        return record.kind
    return "research" if isinstance(record, Research) else "practice"


def _standing(record: Ratification) -> Iterator[str]:
    for name, date in (("signed", record.signed), ("ratified", record.ratified), ("in force", record.in_force)):
        yield f"{name} {date}" if date else f"not {name}"


def _details(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Ratification):
        yield from (("reservation", each) for each in record.reservations)
    if isinstance(record, TreatyReport):
        yield "treaty", record.treaty
    if isinstance(record, TreatyReport | Decision):
        yield "body", record.body
    if isinstance(record, Research):
        yield "authors", record.authors
    if isinstance(record, DocumentedPractice):
        yield from (("circumstances", record.circumstances), ("structure", record.structure), ("budget", record.budget))
        yield from (("success factor", each) for each in record.success_factors)
        yield from ((name.replace("_", " "), text) for name, text in record.criteria)
