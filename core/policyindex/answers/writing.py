"""Writing answers: a long CSV for programs, raw, that reads back as the same answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from policyindex.answers import authorities, plans, references
from policyindex.answers.marks import confirmed_from
from policyindex.answers.record import ADDED_FIELDS, FIELDS, Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.questions.written import text_of


def csv_of(answers: Iterable[Answer]) -> bytes:
    """Give answers as a long CSV in the order of their keys; reading it gives an equal answer set."""
    text = io.StringIO(newline="")
    rows = list(AnswerSet(answers))
    columns = columns_of(rows)
    write_rows(text, [columns, *([_cell(answer, field) for field in columns] for answer in rows)])
    return text.getvalue().encode()


def write_rows(stream: io.TextIOBase, rows: Iterable[Iterable[object]]) -> None:
    """Write rows as CSV; one with a lone carriage return is quoted, as Python before 3.13 leaves it bare."""
    usual = csv.writer(stream, lineterminator="\n")
    quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in map(tuple, rows):
        (quoted if any(isinstance(each, str) and "\r" in each for each in row) else usual).writerow(row)


def columns_of(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Name the columns of a long file; those added later only where the others do not say all there is to say."""
    given = tuple(answers)
    verified = all(each.verification.is_told_by_text for each in given)
    marked = all(each.confirmed_from == confirmed_from(each.comment) for each in given)
    unplanned = all(each.plan is None and plans.parted(each.comment).plan is None for each in given)
    single = not any(each.parts for each in given)
    said = {
        "review": verified, "publisher": verified, "confirmed_from": marked, "plan": unplanned, "parts": single,
    }  # fmt: skip
    return (*FIELDS, *(name for name in ADDED_FIELDS if not said[name]))


def row_of(answer: Answer) -> dict[str, str]:
    """Give the texts of an answer's fields, as a long row holds them."""
    return {field: _cell(answer, field) for field in FIELDS}


def _cell(answer: Answer, field: str) -> str:
    value = getattr(answer, field)
    if field == "plan":
        return value.text if value else ""
    if field == "parts":
        return authorities.written(value)
    if field == "references":
        return references.join(value)
    if field == "status":
        return "" if value is Status.ANSWERED else str(value)
    return text_of(value)
