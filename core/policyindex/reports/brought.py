"""What somebody brings along for the profile of a unit: an author's text, its context, a register of uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyindex.analysis.context.evidence import RATIFICATION, Evidence
from policyindex.analysis.context.units import Gathered
from policyindex.analysis.uses import Use
from policyindex.reports.context_unit import series_table, title_of
from policyindex.reports.report import Block, Branch, Column, Section, Table, Text
from policyindex.studies.context.reading import Value, may_be_shown

SHOWN = 8
"""Uses that have room, the newest."""
SERIES = (
    Column("series"),
    Column("title"),
    Column("period"),
    Column("value", type="number"),
    Column("unit"),
    Column("source"),
)
RECORDS = tuple(map(Column, ("kind", "title", "date", "result", "finding", "about", "source", "url")))
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")


class Brought(NamedTuple):
    """What somebody brought along for a profile."""

    text: str = ""
    file: str = ""
    """The file that the text is from."""
    uses: tuple[Use, ...] | None = None
    """None: nobody asked for them."""
    context: Gathered | None = None
    values: Mapping[str, Value] = {}
    """By series that of the unit."""
    records: tuple[Evidence, ...] = ()
    """Those about the unit."""


def author(brought: Brought) -> Iterator[Block]:
    """Give an author's text as it is: headings and lists by their signs, nothing else is taken for markup."""
    if not brought.text:
        return
    paragraph: list[str] = []
    for line in [*brought.text.split("\n"), ""]:
        heading, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line.strip())
        if paragraph and (heading or item or not line.strip()):
            yield Text(" ".join(paragraph))
            paragraph = []
        if heading:
            yield Text(heading[1], "strong")
        elif item:
            yield Text(f"- {item[1]}", indent=2)
        elif line.strip():
            paragraph.append(line.strip())
    yield Text(f"Text: {brought.file}", "quiet")


def uses_section(brought: Brought) -> Iterator[Section]:
    """List the newest uses about the unit."""
    if brought.uses is None:
        return
    if not brought.uses:
        yield Section("Uses", (Text("The register has no use about this unit."),), 2)
        return
    columns = (
        Column("date", "Date"),
        Column("kind", "Kind"),
        Column("what", "What", width=46),
        Column("by", "By", width=26),
    )
    rows = [(each.date, each.kind, each.what, each.by) for each in brought.uses[:SHOWN]]
    more = [Text(f"… and {len(brought.uses) - SHOWN} more", "quiet")] * (len(brought.uses) > SHOWN)
    yield Section("Uses", (Table("uses", columns, rows), *more), 2)


def context_sections(brought: Brought) -> Iterator[Section]:
    """Give values of series, treaties, and what else was recorded, each once."""
    if brought.context is None:
        return
    if brought.context.series:
        yield Section("Context", (series_table(brought.context.series, brought.values),), 2)
    treaties = [each for each in brought.records if each.kind == RATIFICATION]
    others = [each for each in brought.records if each.kind != RATIFICATION]
    if treaties:
        yield Section("Treaties", tuple(Branch(each.title, tuple(_standing(each))) for each in treaties), 2)
    if others:
        yield Section(
            "Practices and findings", tuple(Branch(title_of(each), tuple(_found(each))) for each in others), 2
        )
    if not brought.records:
        yield Section("" if brought.context.series else "Context", (Text("No record is about it."),), 2)


def _standing(each: Evidence) -> Iterator[str]:
    yield each.finding
    yield from (f"{name}: {text}" for name, text in each.details)


def _found(each: Evidence) -> Iterator[str]:
    yield each.finding
    yield f"Source: {each.source}" + f", {each.url}" * bool(each.url)


def brought_tables(brought: Brought) -> Iterator[Table]:
    """Give what programs get of it."""
    if brought.context is not None:
        series = brought.context.series
        rows = [
            (key, each.title, value.period, value.value if may_be_shown(each) else None, each.unit, each.source)
            for key, each in series.items()
            if (value := brought.values.get(key))
        ]
        yield Table("context", SERIES, rows)
        records = [
            (each.kind, each.title, each.date, each.result, each.finding, ", ".join(each.indicators), each.source, each.url)
            for each in brought.records
        ]  # fmt: skip
        yield Table("records", RECORDS, records)
    if brought.uses is not None:
        yield Table("uses", tuple(map(Column, Use._fields)), list(brought.uses))
