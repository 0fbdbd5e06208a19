"""The reports of schemes and groups of units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policyindex.reports.report import Cell, Column, Report, Section, Table, Text
from policyindex.units.groups import Group
from policyindex.units.scheme import Scheme

LISTED = (
    Column("kind", "Kind"),
    Column("name", "Name", width=30),
    Column("title", "Title", width=60),
    Column("scheme", "Scheme", width=26, optional=True),
    Column("vintage", "Vintage", width=12, optional=True),
    Column("origin", "From", width=30, optional=True),
)
UNITS = (
    Column("code", "Code"),
    Column("name", "Name", width=50),
    Column("parent", "In", width=16),
    Column("country", "Country", width=10),
    Column("aliases", "Also written", width=40, optional=True),
)
MEMBERS = (
    Column("unit", "Unit"),
    Column("unit_name", "Name", width=50),
    Column("from", "From", width=12),
    Column("until", "Until", width=12),
)


def listed_report(found: Sequence[Sequence[Cell]]) -> Report:
    """List schemes and groups."""
    return Report("Units", (Section("Units", (Table("units", LISTED, found),)),))


def scheme_report(scheme: Scheme) -> Report:
    """Show the units of a scheme."""
    also: dict[str, list[str]] = {}
    for alias, code in scheme.also.items():
        also.setdefault(code, []).append(alias)

    rows = [
        (code, name, scheme.parents.get(code, ""), scheme.country(code), ", ".join(also.get(code, ())))
        for code, name in scheme.names.items()
    ]
    title = " ".join(filter(None, (scheme.title or scheme.id, scheme.vintage)))
    counted = Text(f"{len(scheme.names)} units, scheme {scheme.id}")
    sections = (Section(title, (counted, _filled("units", UNITS, rows))),)
    return Report(title, sections, notes=_notes(scheme, scheme.names), tables=(Table("units", UNITS, rows),))


def group_report(group: Group, scheme: Scheme, period: str) -> Report:
    """Show the members of a group, those in a period or all that ever were, by their codes of a scheme."""
    found = sorted(group.units(scheme, period or None))
    rows = [(code, scheme.names.get(code, code), each.since, each.until) for code, each in found]
    codes = dict.fromkeys(code for code, _ in found)
    when = f", {period}" if period else ""
    lines = [Text(f"{group.id}: {len(codes)} units{when}, scheme {scheme.id}")]
    if group.source:
        lines.append(Text(f"Source: {group.source}"))
    return Report(
        group.title,
        (Section(group.title, (*lines, _filled("members", MEMBERS, rows))),),
        notes=_notes(scheme, codes),
        tables=(Table("members", MEMBERS, rows),),
        document=lambda: _document(group, scheme, period, rows),
    )


def _document(group: Group, scheme: Scheme, period: str, rows: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    keys = [column.key for column in MEMBERS]
    return {
        "group": group.id,
        "title": group.title,
        "source": group.source,
        "scheme": scheme.id,
        "period": period,
        "members": [dict(zip(keys, row, strict=True)) for row in rows],
    }


def _filled(key: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """Give a table for people: without columns in which nothing stands."""
    used = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return Table(key, tuple(columns[at] for at in used), [tuple(row[at] for at in used) for row in rows])


def _notes(scheme: Scheme, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{scheme.names[code]}: {note}" for code in codes if (note := scheme.note(code)))
