"""Filling in a questionnaire question by question: which one is asked, what is noted, where next; no I/O. One machine: long, but whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from policyindex.answers.authorities import parse
from policyindex.answers.joint import Joint, joint
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import carried, confirmed, needs_cause, note_of, same_answer
from policyindex.problems import ERROR, Location, problem
from policyindex.questionnaires.beside import RefusedPartError, all_fitting, fitting, is_answer_word
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questions.asked import AnswerValue


class Step(StrEnum):
    """What is asked for at the moment; ``title`` to ``url`` are the parts of one reference."""

    ANSWER = "answer"
    CAUSE = "cause"
    COMMENT = "comment"
    TITLE = "title"
    PINPOINT = "pinpoint"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    LANGUAGE = "language"
    URL = "url"
    END = "end"


PARTS = tuple(Step(name) for name in Parts._fields)
_OF_ANSWER = (Step.ANSWER, Step.CAUSE)
_EXPECTS = {"title": "expects_title", "url": "expects_link"}
"""What is expected of the parts of a reference that can be refused; of all others a date."""


class RefusedError(Exception):
    """What was typed does not fit here: nothing has changed; ``word`` and ``values`` say why (see ``words``)."""

    def __init__(self, word: str, **values: object) -> None:
        super().__init__(word)
        self.word, self.values = word, values


@dataclass(frozen=True)
class Session:
    """Where somebody is in a questionnaire, and this round's answers so far; every move gives another session.

    What is typed is noted at once, an answer before its cause, comment and references are asked: whatever ends a
    session, ``given`` is all there is to save.
    """

    form: Questionnaire
    given: Mapping[str, Answer]
    """This round's answers by column."""
    position: int = 0
    step: Step = Step.ANSWER
    draft: Parts | None = None
    """The reference being typed; it stands among those of the answer already, as the last one."""
    doubted: str = ""
    """A comment or title that reads like an answer, and was not taken: typed once more, it is meant."""

    @property
    def item(self) -> Item:
        """The question being asked; there is none at the end."""
        return self.form.items[self.position]

    @property
    def current(self) -> Answer | None:
        """This round's answer to it."""
        return self.given.get(self.item.id)

    @property
    def confirmable(self) -> Answer | None:
        """The last round's answer to it, if there is one to confirm."""
        previous = self.item.previous
        return previous if previous and previous.status is not Status.MISSING else None

    def is_open(self, item: Item) -> bool:
        """Tell whether a question is unanswered, or its answer changed and does not say why."""
        given = self.given.get(item.id)
        return given is None or given.status is Status.MISSING or needs_cause(item.previous, given)

    @property
    def open_items(self) -> tuple[tuple[int, Item], ...]:
        """The questions still open, with their places, counted from 0."""
        return tuple((place, item) for place, item in enumerate(self.form.items) if self.is_open(item))

    def take(self, text: str) -> Session:
        """Take what was typed for the present step: an answer in its written form, a cause, a comment, part of a reference.

        :raises RefusedError: if it does not fit
        """
        if self.step is Step.END:
            return self.jump(text)
        if self.step is Step.ANSWER:
            return self._answer(text) if text else self._keep()
        if self.step is Step.CAUSE:
            return self._cause(text)
        if (
            self.step in (Step.COMMENT, Step.TITLE)
            and text != self.doubted
            and is_answer_word(self.item.indicator, text)
        ):
            return replace(self, doubted=text)
        settled = replace(self, doubted="")
        if self.step is Step.COMMENT:
            return replace(settled._comment(text) if text else settled, step=Step.TITLE)
        return settled._part(text)

    def set_aside(self, status: Status) -> Session:
        """Say that the question is not applicable, or not in the unit's competence."""
        self._only(*_OF_ANSWER)
        return self._note(None, status)

    def confirm(self) -> Session:
        """Confirm the last round's answer unchanged, with its references, and go on."""
        self._only(*_OF_ANSWER)
        if not self.confirmable:
            raise RefusedError("nothing_to_confirm")
        return self._with(self._confirmed(self.confirmable)).skip()

    def take_over(self) -> Session:
        """Add the last round's references to those of this answer."""
        self._only(Step.TITLE)
        if not self.confirmable or not self.confirmable.references:
            raise RefusedError("nothing_to_confirm")
        references = dict.fromkeys((*self._noted.references, *self.confirmable.references))
        return replace(self._with_references(tuple(references)), draft=None)

    def skip(self) -> Session:
        """Go on to the next open question, at last to the end; what is noted stays."""
        if self.step is Step.END:
            raise RefusedError("not_here")
        later = [place for place, _ in self.open_items if place > self.position]
        return self._at(later[0]) if later else replace(self, step=Step.END, draft=None)

    def back(self) -> Session:
        """Go one step back; from an answer to the question before."""
        if self.step in PARTS[1:]:
            return replace(self, step=PARTS[PARTS.index(self.step) - 1])
        if self.step is Step.TITLE:
            return replace(self, step=Step.COMMENT, draft=None)
        if self.step in (Step.COMMENT, Step.CAUSE):
            return replace(self, step=Step.ANSWER)
        place = len(self.form.items) - 1 if self.step is Step.END else self.position - 1
        if place < 0:
            raise RefusedError("at_the_start")
        return self._at(place)

    def jump(self, to: str) -> Session:
        """Go to a question by its number, counted from 1, or its id."""
        names = [item.id for item in self.form.items]
        if to in names:
            return self._at(names.index(to))
        if to.isascii() and to.isdecimal() and 1 <= int(to[:9]) <= len(names):
            return self._at(int(to[:9]) - 1)
        raise RefusedError("no_such_question", value=to, count=len(names))

    def clear(self) -> Session:
        """Empty what the present step asks for: the whole answer, the comment, the last reference, a part of it."""
        if self.step is Step.END:
            raise RefusedError("not_here")
        if not self.current:
            return self
        if self.step in _OF_ANSWER:
            return replace(self._with(Answer(*self.current.key, status=Status.MISSING)), step=Step.ANSWER)
        if self.step is Step.COMMENT:
            return self._comment("")
        if self.draft and self.step is not Step.TITLE:
            return self._drafted(self.draft._replace(**{self.step.value: ""}))
        return replace(self._with_references(self.current.references[:-1]), draft=None)

    def _answer(self, text: str) -> Session:
        if self.item.authorities and ":" in text:
            return self._joint(text)
        value, _, fault = self.item.indicator.parse(self.item.key, text, Location())
        if fault and fault.severity == ERROR:
            limits = self.item.indicator.limits.told(self.form.instrument.language)
            if limits and fault.code == "answers-number-outside":
                raise RefusedError("number_outside", value=text, limits=limits)
            raise RefusedError(f"expects_{self.item.indicator.kind}", value=text)
        return self._note(value, Status.ANSWERED)

    def _joint(self, text: str) -> Session:
        """Take what several authorities answer, in its written form."""
        try:
            parts = parse(text)
        except ValueError as error:
            raise RefusedError("parts_refused", why=problem("answers-parts", value=error).message) from None
        made = joint(self.form.instrument, self.item.key, parts, Location())
        if made.points is None:
            raise RefusedError("parts_refused", why=made.problems[0].message)
        return self._note(None, Status.ANSWERED, made)

    def _keep(self) -> Session:
        """Take an empty line: what is there stays, or the last round's answer is confirmed."""
        if self.current and self.current.status is not Status.MISSING:
            if needs_cause(self.item.previous, self.current):
                return replace(self, step=Step.CAUSE)
            last = self.position + 1 == len(self.form.items)
            return replace(self, step=Step.END) if last else self._at(self.position + 1)
        if self.confirmable:
            return self.confirm()
        raise RefusedError("nothing_typed")

    def _note(self, value: AnswerValue, status: Status, made: Joint = Joint((), None)) -> Session:  # noqa: B008
        item, given, previous = self.item, self.current, self.confirmable
        new = Answer(
            self.form.unit, self.form.period, item.key, item.instance, value, made.points, status, parts=made.parts
        )
        if given and same_answer(given, new):
            new = replace(given, parts=new.parts)
        elif previous and same_answer(previous, new):
            new = replace(self._confirmed(previous), parts=new.parts)
        elif given:
            old = previous.references if previous else ()
            own = tuple(each for each in given.references if each not in old)
            new = replace(new, comment=self._own_comment(given), references=own, plan=given.plan)
        step = Step.CAUSE if needs_cause(item.previous, new) else Step.COMMENT
        return replace(self._with(new), step=step, draft=None, doubted="")

    def _confirmed(self, previous: Answer) -> Answer:
        """Confirm, and keep what has been written in this round."""
        if not (given := self.current):
            return confirmed(previous, self.form.period, carried(previous))
        new = confirmed(previous, self.form.period, self._own_comment(given))
        own = tuple(dict.fromkeys((*new.references, *given.references)))
        return replace(new, references=own, plan=given.plan or previous.plan)

    def _own_comment(self, given: Answer) -> str:
        """Give the comment without the mark that an answer is unchanged."""
        note = note_of(given, self.confirmable)
        return given.comment if note is None else note

    def _cause(self, text: str) -> Session:
        if not self.current or text not in list(Cause):
            raise RefusedError("expects_cause", value=text)
        return replace(self._with(replace(self.current, cause=Cause(text))), step=Step.COMMENT)

    def _comment(self, text: str) -> Session:
        """Write the comment; the mark that an answer is unchanged stays before it."""
        if self.confirmable and note_of(self._noted, self.confirmable) is not None:
            text = confirmed(self.confirmable, self.form.period, text).comment
        return self._with(replace(self._noted, comment=text))

    def _part(self, text: str) -> Session:
        if self.draft is None:
            return self._title(text) if text else self.skip()
        if text:
            text = _fitting(self.step, text)
        moved = self._drafted(self.draft._replace(**{self.step.value: text})) if text else self
        if self.step is Step.URL:
            return replace(moved, step=Step.TITLE, draft=None)
        return replace(moved, step=PARTS[PARTS.index(self.step) + 1])

    def _title(self, text: str) -> Session:
        """Start a reference; one typed in its written form is complete."""
        try:
            draft = all_fitting(Reference(text).parts)
        except RefusedPartError as error:
            raise _refusal(error) from None
        noted = self._with_references((*self._noted.references, Reference.made(draft)))
        return noted if "|" in text else replace(noted, step=Step.PINPOINT, draft=draft)

    def _drafted(self, draft: Parts) -> Session:
        return replace(self._with_references((*self._noted.references[:-1], Reference.made(draft))), draft=draft)

    def _with_references(self, references: tuple[Reference, ...]) -> Session:
        return self._with(replace(self._noted, references=references))

    @property
    def _noted(self) -> Answer:
        """The answer that is there at every step after the first."""
        return self.given[self.item.id]

    def _with(self, answer: Answer) -> Session:
        return replace(self, given={**self.given, self.item.id: answer})

    def _at(self, place: int) -> Session:
        return replace(self, position=place, step=Step.ANSWER, draft=None, doubted="")

    def _only(self, *steps: Step) -> None:
        if self.step not in steps:
            raise RefusedError("not_here")


def _fitting(step: Step, text: str) -> str:
    """Give a part of a reference as it is kept; refuse what cannot be one."""
    try:
        return fitting(step.value, text)
    except RefusedPartError as error:
        raise _refusal(error) from None


def _refusal(error: RefusedPartError) -> RefusedError:
    return RefusedError(_EXPECTS.get(error.field, "expects_date"), value=error.value)


def start(form: Questionnaire) -> Session:
    """Start or resume: at the first open question, at the end if there is none."""
    session = Session(form, {item.id: item.given for item in form.items if item.given})
    first = next((place for place, _ in session.open_items), None)
    return replace(session, step=Step.END) if first is None else replace(session, position=first)
