"""The report of questionnaires that came back: what became of each cell, and where the answers went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policyindex.problems import errors_in, plain, shorten
from policyindex.questionnaires.filled import Filled
from policyindex.questionnaires.merge import AnswerChange, Kind, Merged
from policyindex.questionnaires.taking import Taken, TakenFile
from policyindex.reports.problems import problem_table
from policyindex.reports.report import Column, Report, Section, Table, Text

SHOWN = 60
COLUMNS = (
    Column("unit", "Unit"),
    Column("period", "Period"),
    Column("kind", "Change"),
    Column("where", "Cell"),
    Column("column", "Column"),
    Column("group", "What"),
    Column("before", "Before", width=SHOWN),
    Column("after", "After", width=SHOWN),
    Column("taken", "Taken"),
)


def taken_report(taken: Taken, written: str, *, dry_run: bool) -> Report:
    """Say what became of each cell; lines are kept whole, as people look for their cells.

    :param written: the file that the answers go into; empty: none
    """
    told = tuple(Text(each.render(), verbatim=True) for each in taken.problems)
    lines = [plain(line) for file in taken.files for line in _of_file(file, alone=len(taken.files) == 1)]
    lines.append(_end(taken, written, dry_run=dry_run))
    return Report(
        taken_in_short(taken),
        (Section("", told), Section("", (Text("\n".join(lines), verbatim=True),))),
        tables=(Table("changes", COLUMNS, lambda: _rows(taken)), problem_table(taken.problems)),
        document=lambda: _document(taken, written),
    )


def without_problems(report: Report) -> Report:
    """Give the report without its problems, for where they have been said already."""
    return replace(report, sections=report.sections[1:])


def taken_in_short(taken: Taken) -> str:
    """Count the questionnaires and what became of their cells."""
    filled, count = taken.questionnaires[0][0], len(taken.questionnaires)
    what = f"{count} questionnaire{'s' * (count != 1)} of {filled.head.instrument}"
    refused = f", {len(taken.refused)} of {len(taken.files)} files refused" if taken.refused else ""
    errors = sum(len(each.errors) for each in taken.refused)
    return f"{what}: {_counts(taken.changes)}, {errors} errors{refused}"


def _counts(changes: tuple[AnswerChange, ...]) -> str:
    counts = {kind: sum(each.kind is kind for each in changes) for kind in Kind}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count or kind is not Kind.CLEARED)


def _of_file(file: TakenFile, *, alone: bool) -> Iterator[str]:
    """Tell of each questionnaire of a file; of several files also what became of the file."""
    for filled, merged in file.questionnaires:
        yield from _lines(filled, merged)
    if alone:
        return
    if file.errors:
        yield f"{file.name}: refused, nothing of it is taken: {len(file.errors)} error{'s' * (len(file.errors) != 1)}"
    else:
        count = len(file.questionnaires)
        yield f"{file.name}: taken, {count} questionnaire{'s' * (count != 1)}: {_counts(file.changes)}"


def _lines(filled: Filled, merged: Merged) -> Iterator[str]:
    yield f"{filled.head.instrument} · {filled.head.unit}, {filled.head.period}"
    yield from map(_line, merged.changes)
    invalid = len(errors_in(filled.problems))
    counts = f"{_counts(merged.changes)}, {invalid} invalid"
    yield f"cells: {counts}; questions: {merged.unchanged} unchanged, {merged.open} open"


def _line(change: AnswerChange) -> str:
    cell = change.where.file.rpartition("[")[2].removesuffix("]")
    if change.where.line:  # a text file
        cell = f"line {change.where.line}, column {change.where.column}"
    before, after = (shorten(text.replace("\n", " "), SHOWN) for text in (change.before, change.after))
    values = f"{before} → {after or '(empty)'}" if before else after or "(empty)"
    name = "" if change.group == "answer" else f" {change.group}"
    return f"{change.kind:<11}  {cell:<20}  {change.column}{name}: {values}"


def _end(taken: Taken, written: str, *, dry_run: bool) -> str:
    refused, count = len(taken.refused), len(taken.files)
    if refused == count:
        return "nothing written: mend the cells above first"
    rest = f"; {refused} of {count} files refused: mend the cells above, and give them again" if refused else ""
    if written:
        return f"{written}: {len(taken.answers)} answers{rest}"
    if dry_run and taken.changes:
        return f"nothing written: this was a dry run{rest}"
    return f"nothing to write{rest}"


def _rows(taken: Taken) -> Iterator[tuple[str, ...]]:
    for file in taken.files:
        for filled, merged in file.questionnaires:
            for kind, where, *cells in merged.changes:
                said = "no" if file.errors else "yes"
                yield filled.head.unit, filled.head.period, str(kind), where.render(), *cells, said


def _document(taken: Taken, written: str) -> dict[str, Any]:
    found = [
        {
            "instrument": filled.head.instrument,
            "unit": filled.head.unit,
            "period": filled.head.period,
            "changes": [{**each._asdict(), "where": each.where.render()} for each in merged.changes],
            "unchanged": merged.unchanged,
            "open": merged.open,
            "file": file.name,
        }
        for file in taken.files
        for filled, merged in file.questionnaires
    ]
    files = [
        {"file": each.name, "taken": not each.errors, "errors": len(each.errors), "changes": len(each.changes)}
        for each in taken.files
    ]
    problems = [each.as_dict() for each in taken.problems]
    return {"files": files, "questionnaires": found, "problems": problems, "written": written}
