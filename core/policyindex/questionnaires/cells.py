"""The cells of a questionnaire's item: their texts as they are before anybody has touched them."""

from __future__ import annotations

from collections.abc import Mapping

from policyindex.answers.plans import written
from policyindex.answers.record import LEFT_OUT, Answer, Status
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import note_of, same_answer
from policyindex.instruments.models import Indicator
from policyindex.locales import word
from policyindex.questionnaires.form import Item
from policyindex.questionnaires.parts_cell import shown
from policyindex.questionnaires.wording import in_words

ANSWER, PARTS, CHANGE, STATUS, COMMENT, FURTHER = "answer", "parts", "change", "status", "comment", "further"
REFERENCE = Parts._fields
FIELDS = (ANSWER, PARTS, CHANGE, STATUS, COMMENT, *REFERENCE, FURTHER)
UNCHANGED = "unchanged"

Cells = Mapping[tuple[str, str], str]
"""Texts by part and field; the part is a sub-option, or empty for the question itself."""


def says(answer: Answer | None) -> Answer | None:
    """Give an answer unless it leaves its question open."""
    return None if answer is None or answer.status is Status.MISSING else answer


def is_prefilled(item: Item) -> bool:
    """Tell whether the cells show the last round's answer, which nobody has confirmed yet."""
    return says(item.given) is None and says(item.previous) is not None


def untouched(item: Item, language: str) -> dict[tuple[str, str], str]:
    """Give the texts of all cells of an item: this round's answer, or the last one's to be confirmed."""
    standing = says(item.given) or says(item.previous)
    given = item.given
    cells = {("", field): "" for field in FIELDS}
    cells.update({(part, ANSWER): "" for part in item.indicator.parts})
    if standing:
        cells.update(_answer(item.indicator, standing, language))
        cells["", PARTS] = shown(item.indicator, standing.parts, language)
        if standing.status in LEFT_OUT:
            cells["", STATUS] = word(standing.status, language)
    if given:
        cells["", COMMENT] = written(given.comment, given.plan)
        if says(given) and given.cause:
            cells["", CHANGE] = word(given.cause, language)
        elif (note := confirmation(item, given)) is not None:
            cells["", CHANGE], cells["", COMMENT] = word(UNCHANGED, language), written(note, given.plan)
    named = given.references if given and (says(given) or given.references) else standing and standing.references
    first, *rest = named or (Reference(),)
    cells.update({("", field): text for field, text in first.parts._asdict().items()})
    cells["", FURTHER] = "\n".join(rest)
    return cells


def confirmation(item: Item, answer: Answer) -> str | None:
    """Give what a confirming answer adds to saying so; None: it does not confirm the last round's answer."""
    previous = says(item.previous)
    return note_of(answer, previous) if same_answer(previous, answer) else None


def _answer(indicator: Indicator, answer: Answer, language: str) -> Cells:
    value = answer.answer
    if value is None and answer.parts:
        return {}
    if value is None and answer.points is not None:  # its points are not shown: they would lead
        return {("", ANSWER): word("off_list", language)}
    if value is None:
        return {}
    return {(part, ANSWER): text for part, text in indicator.cells(value, language).items()}


def said(indicator: Indicator, answer: Answer, language: str) -> str:
    """Give an answer in words, with its comment below."""
    return "\n\n".join(
        part for part in (in_words(indicator, answer, language), written(answer.comment, answer.plan)) if part
    )
