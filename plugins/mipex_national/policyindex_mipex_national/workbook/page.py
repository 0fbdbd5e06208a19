"""What the command prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyindex_mipex_national.workbook.auditing import Audit
from policyindex_mipex_national.workbook.findings import KINDS, Finding
from policyindex_mipex_national.workbook.reading import Extract

_FIRST = 3


def summary(extract: Extract) -> str:
    """Count what was read."""
    points = extract.points
    answers = sum(map(len, points.values()))
    return (
        f"{extract.book.name}: {_count(len(extract.countries), 'country sheet')}, {_count(len(points), 'country-year')}, "
        f"{_count(answers, 'answer')}, {_count(len(extract.comments), 'comment')}"
    )


def report_lines(findings: Iterable[Finding], *, brief: bool) -> Iterator[str]:
    """List irregular cells by kind and reason; ``brief``: the first few of each, the file has all."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.kind, each.reason), []).append(each)
    for kind, reason in sorted(groups, key=lambda group: (KINDS.index(group[0]), -len(groups[group]), group[1])):
        cells = groups[kind, reason]
        yield f"{kind}: {reason} ({_count(len(cells), 'cell')})"
        shown = cells[:_FIRST] if brief else cells
        yield from (f"  {place(each)}: {each.found!r}, {each.done}" for each in shown)
        if len(cells) > len(shown):
            yield f"  … and {len(cells) - len(shown)} more in the report"


def audit_lines(audit: Audit) -> Iterator[str]:
    """List every disagreement, then count."""
    for each in audit.disagreements:
        yield f"disagrees: {each.sheet}!{each.cell}: {each.values}"
        if each.formula:
            yield f"  formula: {each.formula}"
        yield f"  {each.reason}"
    same = audit.published - len(audit.disagreements)
    yield f"audit: {same} of {audit.published} published scores recomputed to 1e-6"
    if audit.unpublished:
        yield f"  ({_count(audit.unpublished, 'score')} can be computed that the workbook does not publish: no disagreement)"


def place(finding: Finding) -> str:
    """Give ``SE!B4``; a sheet alone where it is about all of it."""
    return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}".replace("countrys", "countries")
