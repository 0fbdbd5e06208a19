"""The report of a register of uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policyindex.analysis.uses import Use
from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (
    Column("date", "Date"),
    Column("kind", "Kind"),
    Column("what", "What", width=50),
    Column("by", "By", width=26),
    Column("where", "Where", width=26),
    Column("link", "Link", width=40, optional=True),
    Column("instrument", "Index", width=24, optional=True),
    Column("unit", "Unit", optional=True),
    Column("node", "Node", optional=True),
)


def uses_report(uses: Sequence[Use]) -> Report:
    """List uses, the newest first, and count them by kind."""
    counted = Counter(each.kind for each in uses)
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(counted.items())) or "none"
    line = Text(f"{len(uses)} use{'s' * (len(uses) != 1)}: {said}")
    used = [at for at in range(len(COLUMNS)) if any(each[at] for each in uses)] or [0]
    shown = Table("uses", tuple(COLUMNS[at] for at in used), [tuple(each[at] for at in used) for each in uses])
    return Report("Uses", (Section("Uses", (line, shown)),), tables=(Table("uses", COLUMNS, list(uses)),))
