"""What is said of a workbook that was read: every irregular cell, and how its published scores compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from policyindex.problems import shorten
from policyindex.reports.report import Column, Report, Section, Table, Text
from policyindex_mipex_national.workbook.auditing import Audit, Disagreement
from policyindex_mipex_national.workbook.findings import KINDS, PROBLEM, Finding
from policyindex_mipex_national.workbook.noted import Noted
from policyindex_mipex_national.workbook.reading import Extract

_FIRST = 3
_WIDE = 60
CELLS = (
    Column("sheet", "Sheet"),
    Column("cell", "Cell"),
    Column("kind", "Kind"),
    Column("found", "Found", width=_WIDE),
    Column("done", "Done", width=_WIDE),
    Column("reason", "Reason", width=_WIDE),
)
DISAGREEMENTS = (
    Column("sheet", "Sheet"),
    Column("cell", "Cell"),
    Column("unit", "Unit"),
    Column("period", "Period"),
    Column("node", "Node"),
    Column("published", "Published", "number"),
    Column("recomputed", "Recomputed", "number"),
    Column("formula", "Formula", width=_WIDE),
    Column("reason", "Reason", width=_WIDE),
)


class Imported(NamedTuple):
    """A workbook that was read, and its audit where one was asked for."""

    extract: Extract
    missing: int
    """Answers that are missing where their neighbours stand."""
    noted: Noted
    audit: Audit | None = None

    @property
    def findings(self) -> list[Finding]:
        """Every irregular cell, those of disagreeing scores last."""
        return [*self.extract.findings, *(each.finding for each in self.disagreements)]

    @property
    def failed(self) -> bool:
        """Tell whether something has to be mended in the workbook, or a published score disagrees."""
        return bool(self.disagreements) or any(each.kind == PROBLEM for each in self.extract.findings)

    @property
    def disagreements(self) -> list[Disagreement]:
        """The published scores that the answers do not give."""
        return self.audit.disagreements if self.audit else []


def import_report(read: Imported, *, brief: bool = False) -> Report:
    """Say what was read and what was irregular; with an audit, what became of every published score.

    :param brief: the first few cells of each kind and reason only, where a file has all
    """
    lines = [
        *_note_lines(read.noted),
        *report_lines(read.extract.findings, brief=brief),
        *(audit_lines(read.audit, read.missing) if read.audit else ()),
    ]
    audited = (Table("audit", DISAGREEMENTS, read.disagreements),) if read.audit else ()
    return Report(
        summary(read.extract),
        (Section("", (Text("\n".join([summary(read.extract), *lines]), verbatim=True),)),),
        tables=(Table("findings", CELLS, lambda: [each[: len(CELLS)] for each in read.findings]), *audited),
        provenance={"workbook": read.extract.book.name, "instrument": read.extract.instrument.reference},
        document=lambda: _document(read),
    )


def summary(extract: Extract) -> str:
    """Count what was read."""
    counts = ", ".join(_count(number, what) for what, number in _counts(extract).items())
    return f"{extract.book.name}: {counts}"


def _counts(extract: Extract) -> dict[str, int]:
    points = extract.points
    return {
        "country sheet": len(extract.countries),
        "country-year": len(points),
        "answer": sum(map(len, points.values())),
        "comment": len(extract.comments),
    }


def _note_lines(noted: Noted) -> Iterator[str]:
    if noted.notes:
        cells = f"{_count(noted.notes, 'note')} of the workbook at {_count(noted.cells, 'cell')}"
        yield f"{cells}: {noted.comments} taken as comments, {noted.notes - noted.comments} named below only"


def report_lines(findings: Iterable[Finding], *, brief: bool) -> Iterator[str]:
    """List irregular cells by kind and reason; ``brief``: the first few of each, the file has all."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.kind, each.reason), []).append(each)
    for kind, reason in sorted(groups, key=lambda group: (KINDS.index(group[0]), -len(groups[group]), group[1])):
        cells = groups[kind, reason]
        yield f"{kind}: {reason} ({_count(sum(each.times for each in cells), 'cell')})"
        shown = cells[:_FIRST] if brief else cells
        yield from (f"  {place(each)}: {shorten(each.found)!r}, {each.done}" for each in shown)
        if len(cells) > len(shown):
            yield f"  … and {len(cells) - len(shown)} more in the report"


def audit_lines(audit: Audit, missing: int) -> Iterator[str]:
    """List every disagreement, then count."""
    for each in audit.disagreements:
        yield f"disagrees: {each.sheet}!{each.cell}: {each.values}"
        if each.formula:
            yield f"  formula: {each.formula}"
        yield f"  {each.reason}"
    same = audit.published - len(audit.disagreements)
    yield f"audit: {same} of {audit.published} published scores recomputed to 1e-6"
    if missing:
        which = f"{_count(missing, 'answer')} {'is' if missing == 1 else 'are'}"
        yield f"  ({which} missing where the neighbours stand: neither the workbook nor this counts them)"
    if audit.unpublished:
        yield f"  ({_count(audit.unpublished, 'score')} can be computed that the workbook does not publish: no disagreement)"


def place(finding: Finding) -> str:
    """Give ``SE!B4``; a sheet alone where it is about all of it."""
    return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}".replace("countrys", "countries")


def _document(read: Imported) -> dict[str, Any]:
    found: dict[str, Any] = {
        "workbook": read.extract.book.name,
        "instrument": read.extract.instrument.reference,
        "counts": {
            f"{what.replace(' ', '_').replace('-', '_')}s": number for what, number in _counts(read.extract).items()
        },
        "notes": read.noted._asdict(),
        "missing": read.missing,
        "findings": [each._asdict() for each in read.findings],
    }
    if read.audit:
        found["audit"] = {
            "published": read.audit.published,
            "disagreements": [each._asdict() for each in read.audit.disagreements],
            "unpublished": read.audit.unpublished,
        }
    return found
