"""What the cells of one question mean, against what stood in them when the questionnaire was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from policyindex.answers.authorities import Part
from policyindex.answers.joint import Joint
from policyindex.answers.plans import Plan, parted
from policyindex.answers.record import LEFT_OUT, Answer, Cause, Status
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import carried, confirmed, needs_cause, same_answer
from policyindex.locales import meanings, word
from policyindex.problems import listing
from policyindex.questionnaires.beside import RefusedPartError, all_fitting, fitting, is_answer_word
from policyindex.questionnaires.cells import (
    ANSWER,
    CHANGE,
    COMMENT,
    FURTHER,
    PARTS,
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
from policyindex.questionnaires.parts_cell import meant
from policyindex.questions.asked import AnswerValue
from policyindex.questions.faults import CellFaultError

_CHANGES = (UNCHANGED, *map(str, Cause))
_STATUSES = tuple(map(str, LEFT_OUT))

Count = Callable[[tuple[Part, ...]], Joint]
"""Checks and counts the parts of an answer, and notes what is wrong with them."""
Report = Callable[..., None]
"""``report(part, field, code, **values)`` notes a problem of a cell."""


def tidy(text: str) -> str:
    """Give a text as it is compared: one kind of line end, no spaces around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class _RefusedPartsError(Exception):
    """The parts make no points; why is noted already."""


class CellReader:
    """Understands one question: its item as it was written, and the texts of its cells now."""

    def __init__(self, item: Item, unit: str, period: str, language: str, report: Report, count: Count) -> None:
        self.item, self.language, self.report, self.count = item, language, report, count
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
        except _RefusedPartsError:
            return False, None
        said = answer.comment or answer.references or answer.plan
        return True, None if answer.status is Status.MISSING and not said else answer

    def _understood(self, base: Answer) -> Answer:
        answer = self._with_answer(base)
        text, plan = self._commented()
        previous = says(self.item.previous)
        if previous and self._confirms():
            first = says(self.item.given) is None
            again = confirmed(previous, answer.period, text or (carried(previous) if first else ""))
            comment, since = again.comment, again.confirmed_from
            plan = plan or (previous.plan if first else None)
        else:
            comment, since = text, ""
        if not self._touched_any((COMMENT, CHANGE)):
            comment, since = base.comment, base.confirmed_from
        made = replace(answer, comment=comment, confirmed_from=since, plan=plan, review="", publisher="")
        return replace(made, references=self._references(base, made))

    def _commented(self) -> tuple[str, Plan | None]:
        """Give the comment without the words of confirming, and the plan, which the cell has at the comment's end."""
        text = self.cells["", COMMENT]
        if ("", COMMENT) in self.touched:
            self._doubt(COMMENT, text)
            return parted(text)
        given = self.item.given
        if given is None:
            return "", None
        note = confirmation(self.item, given)
        return given.comment if note is None else note, given.plan

    def _doubt(self, field: str, text: str) -> None:
        """Warn of a text beside the answer that is nothing but an answer."""
        if is_answer_word(self.item.indicator, text):
            self.report("", field, "questionnaire-bare-answer", value=text, id=self.item.id)

    def _with_answer(self, base: Answer) -> Answer:
        """Give the answer with its status and cause; a confirmed one says so in its comment."""
        answered = any(field in (ANSWER, PARTS) for _, field in self.touched)
        if not (answered or self._touched_any((STATUS, CHANGE))):
            return base
        standing = says(self.item.given) or says(self.item.previous)
        if standing and not answered:
            value, points, parts = standing.answer, standing.points, standing.parts
        else:
            value, (parts, points, _) = self._value(), self._joint()
            if parts and value is not None:
                raise CellFaultError("questionnaire-answer-and-parts", field=PARTS, value=self.cells["", PARTS])
        empty = value is None and points is None
        status = self._status(empty=empty, answered=answered)
        change = self._choice(CHANGE, _CHANGES, "questionnaire-change-unknown")
        found = replace(
            self.blank,
            answer=None if status else value,
            points=None if status else points,
            parts=() if status else parts,
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
            return replace(confirmed(previous, found.period), references=(), parts=found.parts)
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

    def _joint(self) -> Joint:
        """Read the parts of an answer of several authorities."""
        text = self.cells["", PARTS]
        try:
            parts = meant(self.item.indicator, text, self.language)
        except ValueError as error:
            raise CellFaultError("answers-parts", field=PARTS, value=error) from None
        if not parts:
            return Joint((), None)
        found = self.count(parts)
        if found.points is None:
            raise _RefusedPartsError
        return found

    def _references(self, base: Answer, made: Answer) -> tuple[Reference, ...]:
        fields = (*REFERENCE, FURTHER)
        if not self._touched_any(fields):
            carried = says(made) and says(self.item.previous) if is_prefilled(self.item) else None
            return carried.references if carried and not base.references else base.references
        first = self._first_reference() if self._touched_any(REFERENCE) else self._first_before(base)
        further = self._further()
        if further and not first:
            columns = {"column": word("reference_title", self.language), "value": further[0]}
            self.report("", FURTHER, "questionnaire-reference-moves", id=self.item.id, **columns)
        return tuple(each for each in (first, *further) if each)

    def _first_before(self, base: Answer) -> Reference:
        given, previous = self.item.given, says(self.item.previous)
        if given and (says(given) or given.references):
            return next(iter(given.references), Reference())
        return next(iter(previous.references), Reference()) if previous else Reference()

    def _first_reference(self) -> Reference:
        """Read the reference in columns of its own; what stood in one before is not looked at again."""
        parts = {field: self.cells["", field] for field in REFERENCE}
        if not any(parts.values()):
            return Reference()
        self._doubt("title", parts["title"] if ("", "title") in self.touched else "")
        for field in (*(each for each in REFERENCE[1:] if ("", each) in self.touched), "title"):
            parts[field] = self._fitting(field, parts[field])
        return Reference.made(Parts(**parts))

    def _fitting(self, field: str, text: str) -> str:
        try:
            return fitting(field, text)
        except RefusedPartError as error:
            raise self._refused(field, error) from None

    def _further(self) -> tuple[Reference, ...]:
        """Read the further references, a line each in their written form; those that stood there before, as they did."""
        before = self.before["", FURTHER].split("\n")
        found = []
        for line in filter(None, map(str.strip, self.cells["", FURTHER].split("\n"))):
            read = Reference(line if line in before else " ".join(line.split()))
            if line not in before:
                self._doubt(FURTHER, line)
                try:
                    fits = all_fitting(read.parts)
                except RefusedPartError as error:
                    raise self._refused(FURTHER, error) from None
                read = read if fits == read.parts else Reference.made(fits)
            found.append(read)
        return tuple(found)

    def _refused(self, field: str, error: RefusedPartError) -> CellFaultError:
        if error.field == "title":
            return CellFaultError(
                "questionnaire-reference-untitled", field=field, column=word("reference_title", self.language)
            )
        code = "questionnaire-link" if error.field == "url" else "questionnaire-date"
        return CellFaultError(code, field=field, value=error.value)

    def _touched_any(self, fields: Iterable[str]) -> bool:
        return any(("", field) in self.touched for field in fields)


def _meant(keys: tuple[str, ...], text: str) -> str:
    """Tell which key a text means, itself or as a word of any language; empty: none."""
    plain = text.casefold()
    return plain if plain in keys else meanings(*keys).get(plain, "")
