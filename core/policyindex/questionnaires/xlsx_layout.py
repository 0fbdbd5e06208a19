"""The columns of a questionnaire's workbook, found again by the keys in its hidden first row."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.locales import word
from policyindex.questionnaires.cells import ANSWER, CHANGE, COMMENT, FURTHER, PARTS, STATUS
from policyindex.questionnaires.form import Questionnaire

FORMAT = "policyindex questionnaire 1"
HEAD = ("format", "instrument", "scoring_hash", "text_hash", "language", "unit", "period", "last_period", "questions")
"""What the hidden sheet says of the questionnaire, a row each: its name and its value."""
HEAD_SHEET, LISTS_SHEET = "policyindex", "lists"
ID, PART, BASE, DONE, OPEN, FIRST, COUNT = "id", "part", "base", "done", "open", "list_first", "list_count"
HIDDEN = (ID, PART, BASE, DONE, OPEN, FIRST, COUNT)
"""Indicator column; sub-option; the answers it was written with; answered (1); to be confirmed (1); its list."""
NEEDED = (ID, PART, BASE, ANSWER)
"""Columns without which nothing can be taken back."""
KEYS_ROW, BANNER_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3


class SheetColumn(NamedTuple):
    """A column that can be seen."""

    key: str
    heading: str
    width: int
    filled_in: bool = False


def columns(form: Questionnaire) -> tuple[SheetColumn, ...]:
    """Give the columns to see, those to fill in among them."""
    language = form.instrument.language

    def column(key: str, name: str, width: int, *, filled_in: bool = False, **values: str) -> SheetColumn:
        return SheetColumn(key, word(name, language, **values), width, filled_in)

    found = [
        column("number", "number", 6),
        column("section", "section", 17),
        column("label", "topic", 22),
        column("question", "question", 38),
        column("options", "options", 48),
        column("help", "help", 42),
        column(ANSWER, "answer", 30, filled_in=True),
        column(PARTS, "parts", 36, filled_in=True),
        column(STATUS, "status", 18, filled_in=True),
        column(COMMENT, "comment", 40, filled_in=True),
        column("title", "reference_title", 30, filled_in=True),
        column("pinpoint", "reference_pinpoint", 16, filled_in=True),
        column("adopted", "reference_adopted", 12, filled_in=True),
        column("in_force", "reference_in_force", 12, filled_in=True),
        column("language", "reference_language", 11, filled_in=True),
        column("url", "reference_url", 26, filled_in=True),
        column(FURTHER, "more_references", 32, filled_in=True),
    ]
    if not any(item.indicator.help for item in form.items):
        found = [each for each in found if each.key != "help"]
    if not any(item.authorities for item in form.items):
        found = [each for each in found if each.key != PARTS]
    if form.last_period:
        place = next(index for index, each in enumerate(found) if each.key == ANSWER)
        found.insert(place, column("last", "last_answer", 34, period=form.last_period))
        found.insert(place + 2, column(CHANGE, "change", 22, filled_in=True, period=form.last_period))
    return tuple(found)
