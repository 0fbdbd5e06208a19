"""One sitting of somebody who answers: a session, and the file that each answer is saved in at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyindex.answers.record import Answer, Status
from policyindex.answers.rounds import of_period
from policyindex.answers.table import AnswerSet
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.answer_file import AnswerFile, ChangedError
from policyindex.questionnaires.commands import Command, read_line
from policyindex.questionnaires.running_score import Running, running_score
from policyindex.questionnaires.session import Session, Step

SHOWS = ("help", "open", "quit")
"""Commands that change nothing here: whoever shows the sitting carries them out."""


@dataclass(repr=False)
class Sitting:
    """Where somebody is in a questionnaire; ``take`` moves on, and saves."""

    session: Session
    file: AnswerFile
    host: PluginHost
    short_form: str = ""

    def take(self, text: str) -> Command | Session | None:
        """Take what was typed, an answer or a command, and save what it changed.

        :returns: a command that only shows something; or the session at the question whose answer is another one now;
            None: no answer is
        :raises RefusedError: where it does not fit; nothing has moved
        :raises PolicyIndexError: where it could not be saved; nothing has moved, it can be tried again
        """
        typed = read_line(self.session, text, self.session.form.instrument.language)
        if isinstance(typed, Command) and typed.name in SHOWS:
            return typed
        return self._move(moved(self.session, typed) if isinstance(typed, Command) else self.session.take(typed))

    def scores(self, at: Session) -> list[Running]:
        """Give the scores so far of a self-assessment; of others none."""
        return running_score(at, self.host, self.short_form) if self.is_self_assessment else []

    @property
    def is_self_assessment(self) -> bool:
        """Tell whether who answers may see scores."""
        return self.session.form.instrument.file.self_assessment

    def _move(self, after: Session) -> Session | None:
        before = self.session
        try:
            saved = self.file.save(before.given, after.given)
        except ChangedError:
            self.refresh()
            raise
        self.session = replace(after, given=self._given(saved))
        if before.step is Step.END or before.given == after.given:
            return None
        now, was = after.given.get(before.item.id), before.given.get(before.item.id)
        return replace(self.session, position=before.position) if now and _said(now) != _said(was) else None

    def refresh(self) -> None:
        """Take in what somebody else has written."""
        self.session = replace(self.session, given=self._given(self.file.refresh()))

    def _given(self, answers: AnswerSet) -> dict[str, Answer]:
        form = self.session.form
        columns = {item.id for item in form.items}
        found = of_period(answers, form.unit, form.period)
        return {key: each for key, each in found.items() if key in columns}


def moved(session: Session, command: Command) -> Session:
    """Carry out a command that moves.

    :raises RefusedError: where it does not fit
    """
    name = command.name
    if name == "back":
        return session.back()
    if name == "skip":
        return session.skip()
    if name == "clear":
        return session.clear()
    if name == "go":
        return session.jump(command.told)
    if name == "unchanged":
        return session.take_over() if session.step is Step.TITLE else session.confirm()
    return session.set_aside(Status(name))


def _said(answer: Answer | None) -> tuple[object, ...]:
    return (answer.answer, answer.points, answer.status, answer.parts) if answer else ()
