"""What somebody brings along for the profile of a unit: an author's text, a register of uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyindex.analysis.uses import Use
from policyindex.reports.report import Block, Column, Section, Table, Text

SHOWN = 8
"""Uses that have room, the newest."""
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")


class Brought(NamedTuple):
    """What somebody brought along for a profile."""

    text: str = ""
    file: str = ""
    """The file that the text is from."""
    uses: tuple[Use, ...] | None = None
    """None: nobody asked for them."""


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
