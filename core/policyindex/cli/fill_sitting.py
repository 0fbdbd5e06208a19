"""One sitting of ``policyindex fill``: asks, saves each answer, and tells how to go on."""

from __future__ import annotations

import contextlib
import re
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from policyindex.answers.record import Status
from policyindex.answers.rounds import of_period
from policyindex.cli.fill_file import AnswerFile
from policyindex.cli.fill_score import running_score
from policyindex.cli.fill_screen import Screen
from policyindex.plugins.host import PluginHost
from policyindex.problems import plain
from policyindex.problems.errors import PolicyIndexError
from policyindex.questionnaires.commands import Command, read_line
from policyindex.questionnaires.form import Questionnaire
from policyindex.questionnaires.session import RefusedError, Session, Step, start

INTERRUPTED = 130


class Call(NamedTuple):
    """How the command was called."""

    reference: str
    unit: str
    period: str
    answers: str = ""
    lang: str = ""
    short_form: str = ""
    study: str = ""
    last_round: str = ""

    def again(self) -> str:
        """Give the command that goes on where this one stopped."""
        names = ("unit", "period", "answers", "lang", "short_form", "study", "last_round")
        return self._command("fill", {name: getattr(self, name) for name in names})

    def run(self, path: Path) -> str:
        """Give the command that shows the result."""
        names = ("unit", "period", "lang", "short_form", "study")
        return self._command("run", {"answers": str(path), **{name: getattr(self, name) for name in names}})

    def _command(self, name: str, options: dict[str, str]) -> str:
        words = [
            part for option, value in options.items() if value for part in (f"--{option.replace('_', '-')}", value)
        ]
        return shlex.join(["policyindex", name, self.reference, *words])


class Sitting:
    """One sitting: asks, saves, and tells how to go on."""

    def __init__(self, form: Questionnaire, file: AnswerFile, host: PluginHost, call: Call) -> None:
        self.file, self.host, self.call = file, host, call
        self.session = start(form)
        self.screen = Screen(self.session)

    def run(self) -> int:
        """Ask until the end, or until the person stops; give the exit code."""
        code = 0
        _line_editing()
        self.screen.welcome(self.session, str(self.file.path))
        try:
            while self._turn():
                pass
        except EOFError:
            self.screen.say("")
        except KeyboardInterrupt:
            self.screen.say("")
            code = INTERRUPTED
        self._goodbye()
        return code

    def _turn(self) -> bool:
        """Ask once; tell whether to go on."""
        prompt = self.screen.ask(self.session)
        while True:
            text = plain(re.sub(r"\s", " ", input(prompt)))  # what is pasted may hold line ends
            if not text and self.session.step is Step.END:
                return False
            try:
                typed = read_line(self.session, text, self.screen.language)
                if not isinstance(typed, Command):
                    self._move(self.session.take(typed))
                    return True
                if typed.name == "quit":
                    return False
                if moved := self._command(typed.name, typed.told):
                    self._move(moved)
                    return True
            except RefusedError as error:
                self.screen.refuse(error)
            except PolicyIndexError as error:  # it could not be saved: nothing has moved, it can be tried again
                self.screen.fail(str(error))
                return True

    def _command(self, name: str, told: str) -> Session | None:
        """Carry out a command; None: it only shows something."""
        session = self.session
        if name == "help":
            self.screen.help(session)
        elif name == "open":
            self.screen.open_list(session)
        elif name == "back":
            return session.back()
        elif name == "skip":
            return session.skip()
        elif name == "clear":
            return session.clear()
        elif name == "go":
            return session.jump(told)
        elif name == "unchanged":
            return session.take_over() if session.step is Step.TITLE else session.confirm()
        else:
            return session.set_aside(Status(name))
        return None

    def _move(self, after: Session) -> None:
        """Save what changed, say so, and go on from there."""
        before = self.session
        saved = self.file.save(before.given, after.given)
        form = after.form
        columns = {item.id for item in form.items}
        given = {key: each for key, each in of_period(saved, form.unit, form.period).items() if key in columns}
        self.session = replace(after, given=given)
        if before.step is Step.END or before.given == after.given:
            return
        now, was = after.given.get(before.item.id), before.given.get(before.item.id)
        asked = replace(self.session, position=before.position)
        if now and (not was or (now.answer, now.points, now.status) != (was.answer, was.points, was.status)):
            self.screen.noted(asked)
            if form.instrument.file.self_assessment:
                later = self.screen.word("band_later")
                self.screen.score(running_score(asked, asked.item, self.host, self.call.short_form, later))

    def _goodbye(self) -> None:
        """Say what is kept where, and what to type next."""
        session, file = self.session, self.file
        self.screen.left(session, str(file.path), exists=file.exists)
        if session.open_items:
            self.screen.command("go_on_with", self.call.again())
        if file.exists and session.form.instrument.file.self_assessment:
            self.screen.command("see_result", self.call.run(file.path))
        elif not session.open_items:
            self.screen.command(
                "check_file", shlex.join(["policyindex", "validate", str(file.path), "--for", self.call.reference])
            )


def _line_editing() -> None:
    """Let arrow keys edit the line where the platform can, and take bytes that are no text as such."""
    with contextlib.suppress(ImportError):
        import readline

        readline.parse_and_bind("set enable-bracketed-paste on")  # several lines pasted are one line typed
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
