"""What the cells of one question mean, against what stood in them when the questionnaire was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from policyindex.answers.record import LEFT_OUT, Answer, Cause, Status
from policyindex.answers.references import Reference, is_date
from policyindex.answers.rounds import carried, confirmed, needs_cause, same_answer
from policyindex.locales import meanings, word
from policyindex.problems import listing
from policyindex.questionnaires.cells import (
    ANSWER,
    CHANGE,
    COMMENT,
    FURTHER,
    REFERENCE,
    STATUS,
    UNCHANGED,
    Cells,
    confirmation,
    is_prefilled,
    says,
    untouched,
)
from policyindex.questionnaires.form import Item
from policyindex.questions.asked import AnswerValue
from policyindex.questions.faults import CellFaultError

_CHANGES = (UNCHANGED, *map(str, Cause))
_STATUSES = tuple(map(str, LEFT_OUT))

Report = Callable[..., None]
"""``report(part, field, code, **values)`` notes a problem of a cell."""


def tidy(text: str) -> str:
    """Give a text as it is compared: one kind of line end, no spaces around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class CellReader:
    """Understands one question: its item as it was written, and the texts of its cells now."""

    def __init__(self, item: Item, unit: str, period: str, language: str, report: Report) -> None:
        self.item, self.language, self.report = item, language, report
        self.before = {key: tidy(text) for key, text in untouched(item, language).items()}
        self.blank = Answer(unit, period, item.key, item.instance, status=Status.MISSING)

    def answer(self, cells: Cells) -> tuple[bool, Answer | None]:
        """Give whether it could be understood, and the answer; None: nothing is said.

        :param cells: texts by part and field; what is not among them is as it was written
        """
        self.cells = {**self.before, **{key: tidy(text) for key, text in cells.items()}}
        self.cells["", ANSWER] = self.item.indicator.renewed(self.cells["", ANSWER])
        self.touched = {key for key, text in self.cells.items() if text != self.before[key]}
        base = self.item.given
        if not self.touched:
            return True, base
        try:
            answer = self._understood(base or self.blank)
        except CellFaultError as fault:
            self.report(fault.part, fault.field, fault.code, id=self.item.id, **fault.values)
            return False, None
        is_empty = answer.status is Status.MISSING and not answer.comment and not answer.references
        return True, None if is_empty else answer

    def _understood(self, base: Answer) -> Answer:
        answer = self._with_answer(base)
        note = self.cells["", COMMENT]
        text = note if ("", COMMENT) in self.touched else self._note_before()
        previous = says(self.item.previous)
        if previous and self._confirms():
            first = says(self.item.given) is None
            again = confirmed(previous, answer.period, text or (carried(previous) if first else ""))
            comment, since = again.comment, again.confirmed_from
        else:
            comment, since = text, ""
        if not self._touched_any((COMMENT, CHANGE)):
            comment, since = base.comment, base.confirmed_from
        made = replace(answer, comment=comment, confirmed_from=since, review="", publisher="")
        return replace(made, references=self._references(base, made))

    def _note_before(self) -> str:
        """Give the comment as it was written, without the words of confirming."""
        given = self.item.given
        if given is None:
            return ""
        note = confirmation(self.item, given)
        return given.comment if note is None else note

    def _with_answer(self, base: Answer) -> Answer:
        """Give the answer with its status and cause; a confirmed one says so in its comment."""
        answered = any(field == ANSWER for _, field in self.touched)
        if not (answered or self._touched_any((STATUS, CHANGE))):
            return base
        standing = says(self.item.given) or says(self.item.previous)
        value, points = (standing.answer, standing.points) if standing and not answered else (self._value(), None)
        empty = value is None and points is None
        status = self._status(empty=empty, answered=answered)
        change = self._choice(CHANGE, _CHANGES, "questionnaire-change-unknown")
        found = replace(
            self.blank,
            answer=None if status else value,
            points=None if status else points,
            status=Status(status) if status else Status.MISSING if empty else Status.ANSWERED,
        )
        return self._since(found, change)

    def _since(self, found: Answer, change: str) -> Answer:
        """Compare with the last round: unchanged, changed for a cause, or not yet confirmed."""
        previous = says(self.item.previous)
        if change == UNCHANGED:
            if previous is None:
                raise CellFaultError("questionnaire-nothing-before", field=CHANGE)
            if not same_answer(previous, found):
                raise CellFaultError("questionnaire-not-unchanged", field=CHANGE)
            return replace(confirmed(previous, found.period), references=())
        if found.status is Status.MISSING:
            if change:
                raise CellFaultError("questionnaire-change-of-nothing", field=CHANGE)
            return found
        found = replace(found, cause=Cause(change) if change else None)
        if needs_cause(previous, found) and self.item.previous:
            expected = listing(word(each, self.language) for each in Cause)
            heading = word("change", self.language, period=self.item.previous.period)
            values = {"period": self.item.previous.period, "expected": expected, "column": heading}
            raise CellFaultError("questionnaire-cause-missing", field=CHANGE, **values)
        return found

    def _confirms(self) -> bool:
        return _meant(_CHANGES, self.cells["", CHANGE]) == UNCHANGED

    def _status(self, *, empty: bool, answered: bool) -> str:
        """Give the status instead of an answer; of an answer and a status the one that was just filled in holds."""
        status = self._choice(STATUS, _STATUSES, "questionnaire-status-unknown")
        if not status or empty:
            return status
        filled = ("", STATUS) in self.touched
        if filled and answered:
            raise CellFaultError("questionnaire-answer-and-status", field=STATUS, value=self.cells["", STATUS])
        return status if filled else "" if answered else status

    def _choice(self, field: str, keys: tuple[str, ...], code: str) -> str:
        text = self.cells["", field]
        if not text:
            return ""
        found = _meant(keys, text)
        if not found:
            expected = listing(word(key, self.language) for key in keys)
            raise CellFaultError(code, field=field, value=text, expected=expected)
        return found

    def _value(self) -> AnswerValue:
        texts = {part: text for (part, field), text in self.cells.items() if field == ANSWER}
        return self.item.indicator.from_cells(texts, self.language)

    def _references(self, base: Answer, made: Answer) -> tuple[str, ...]:
        fields = (*REFERENCE, FURTHER)
        if not self._touched_any(fields):
            carried = says(made) and says(self.item.previous) if is_prefilled(self.item) else None
            return carried.references if carried and not base.references else base.references
        parts = {field: self.cells["", field] for field in REFERENCE}
        for field in ("adopted", "in_force"):
            if ("", field) in self.touched and parts[field] and not is_date(parts[field]):
                raise CellFaultError("questionnaire-date", field=field, value=parts[field])
        first = self._first_reference(parts) if self._touched_any(REFERENCE) else self._first_before(base)
        further = self.cells["", FURTHER].split("\n")
        return tuple(text for text in (first, *map(str.strip, further)) if text)

    def _first_before(self, base: Answer) -> str:
        given, previous = self.item.given, says(self.item.previous)
        if given and (says(given) or given.references):
            return next(iter(given.references), "")
        return next(iter(previous.references), "") if previous else ""

    def _first_reference(self, parts: dict[str, str]) -> str:
        if parts["url"].startswith("www."):
            parts["url"] = f"https://{parts['url']}"
        if not parts["title"]:
            stand_in = next((field for field in ("pinpoint", "url") if parts[field]), "")
            if stand_in:
                parts["title"], parts[stand_in] = parts[stand_in], ""
            elif any(parts.values()):
                raise CellFaultError(
                    "questionnaire-reference-untitled", field="title", column=word("reference_title", self.language)
                )
        return Reference(**parts).written()

    def _touched_any(self, fields: Iterable[str]) -> bool:
        return any(("", field) in self.touched for field in fields)


def _meant(keys: tuple[str, ...], text: str) -> str:
    """Tell which key a text means, itself or as a word of any language; empty: none."""
    plain = text.casefold()
    return plain if plain in keys else meanings(*keys).get(plain, "")
