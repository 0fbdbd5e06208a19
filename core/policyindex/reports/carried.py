"""The report of answers that were carried to another edition: what became of each that is not simply the same."""

from __future__ import annotations

from collections import Counter
from typing import Any

from policyindex.editions.carry import Carried, Note
from policyindex.editions.crosswalk import Crosswalk
from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (
    Column("outcome", "What became of it"),
    Column("unit", "Unit"),
    Column("period", "Period"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("value", "Answer", width=40),
    Column("reason", "Why", width=60),
)


def carried_report(walk: Crosswalk, carried: Carried) -> Report:
    """Say a line for each answer that was not simply carried, and how many there are."""
    lines = (*map(_line, carried.notes), carried_in_short(carried))
    return Report(
        f"Answers carried from {walk.before.reference} to {walk.after.reference}",
        (Section("", tuple(map(Text, lines))),),
        tables=(Table("notes", COLUMNS, carried.notes),),
        document=lambda: _document(walk, carried),
    )


def carried_in_short(carried: Carried) -> str:
    """Say how many answers were given and written, and what became of the others."""
    also = "".join(f"; {count} {outcome}" for outcome, count in _counts(carried).items())
    return f"{carried.given} answers given, {len(carried.answers)} rows written{also}"


def _counts(carried: Carried) -> Counter[str]:
    return Counter(note.outcome for note in carried.notes)


def _line(note: Note) -> str:
    names = note.before if note.after in ("", note.before) else f"{note.before} → {note.after}"
    return f"{note.unit} {note.period} {names}: {note.outcome} ({note.value}){': ' if note.reason else ''}{note.reason}"


def _document(walk: Crosswalk, carried: Carried) -> dict[str, Any]:
    return {
        "from": walk.before.reference,
        "to": walk.after.reference,
        "given": carried.given,
        "written": len(carried.answers),
        "outcomes": dict(_counts(carried)),
        "notes": [note._asdict() for note in carried.notes],
    }
