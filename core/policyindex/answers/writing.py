"""Writing answers: a long CSV for programs, raw, that reads back as the same answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from policyindex.answers import references
from policyindex.answers.record import FIELDS, Answer, AnswerSet, Status
from policyindex.answers.tables import text_of


def csv_of(answers: Iterable[Answer]) -> bytes:
    """Give answers as a long CSV in the order of their keys; reading it gives an equal answer set."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(FIELDS)
    for answer in AnswerSet(answers):
        rows.writerow([_cell(answer, field) for field in FIELDS])
    return text.getvalue().encode()


def _cell(answer: Answer, field: str) -> str:
    value = getattr(answer, field)
    if field == "references":
        return references.join(value)
    if field == "status":
        return "" if value is Status.ANSWERED else str(value)
    return "none" if value == () else text_of(value)
