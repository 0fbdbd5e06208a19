"""``policyindex fill``: answer an instrument in the terminal, one question at a time."""

from __future__ import annotations

import contextlib
import re
import shlex
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from policyindex.answers.record import Answer, AnswerSet, Status
from policyindex.answers.rounds import of_period
from policyindex.api import bundled_answers, get_instrument, read_answers, unit_names
from policyindex.cli import host_of
from policyindex.cli.fill_file import AnswerFile, default_name
from policyindex.cli.options import say, show_warnings
from policyindex.errors import PolicyIndexError, WrongUseError
from policyindex.host import PluginHost
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Problem, plain, problem
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.session import RefusedError, Session, Step, start

INTERRUPTED = 130
BUNDLED = "bundled"


@click.command()
@click.argument("reference", metavar="REF")
@click.option("--unit", required=True, metavar="CODE", help="The unit that is assessed, such as ES51.")
@click.option("--period", required=True, metavar="PERIOD", help="The period that is assessed, such as 2026.")
@click.option(
    "--answers",
    metavar="FILE",
    help="CSV file to save in and to go on from. Default: REF-UNIT-PERIOD.csv in the current folder.",
)
@click.option(
    "--lang", default="", metavar="LANG", help="Language of questions and screen. Default: the instrument's own."
)
@click.option("--short-form", default="", metavar="NAME", help="Ask only the questions of this short form.")
@click.option(
    "--last-round",
    default="",
    metavar="FILE|bundled",
    help="Where the last round's answers are, if not in FILE: another file, or 'bundled' for those that travel with the instrument.",
)
@click.pass_context
def fill(
    ctx: click.Context,
    reference: str,
    unit: str,
    period: str,
    answers: str | None,
    lang: str,
    short_form: str,
    last_round: str,
) -> None:
    """Answer the questions of an instrument for one unit and period, one at a time.

    Every answer is saved at once; the same command goes on where it stopped. Where FILE has answers of an earlier
    period of the unit, these are shown, and Enter confirms one as unchanged. Type :? for help while answering.
    Needs a terminal. Ends with 0, after Ctrl-C with 130; what is saved stays.

    \b
    policyindex fill regin-checklist --unit ES51 --period 2026
    policyindex fill mipex-regional --unit ES51 --period 2026 --short-form short --answers catalonia.csv
    policyindex fill mipex-national --unit PT --period 2026 --last-round bundled
    """  # fmt: skip
    _needs_terminal()
    unit, period, host = unit.strip(), period.strip(), host_of(ctx)
    for name, value in (("unit", unit), ("period", period)):
        if plain(value) != value:
            raise WrongUseError(f"the {name} holds control characters: give its code")
    instrument = get_instrument(reference, host, lang)
    file = AnswerFile(Path(answers or default_name(instrument, unit, period)).expanduser(), instrument, host)
    known = file.read()
    names = unit_names(instrument, host)
    earlier = _earlier(known, last_round, unit, period, instrument, host)
    form = questionnaire(
        instrument, unit, period, earlier, unit_names={**names, **earlier.origin.unit_names}, short_form=short_form
    )
    if not form.items:
        raise WrongUseError(f"{instrument.reference} asks no question")
    show_warnings(instrument.warnings, brief=True)
    show_warnings([*known.warnings, *_unit_warning(instrument, unit, names, known)])
    if file.is_other_layout:
        say(f"note: {file.path} will be written anew as a long table with every field; no answer is lost")
    optional = {"--answers": answers, "--lang": lang, "--short-form": short_form, "--last-round": last_round}
    words = ["policyindex", "fill", reference, "--unit", unit, "--period", period]
    words += [part for name, value in optional.items() if value for part in (name, value)]
    ctx.exit(_Filling(form, file, host, reference, shlex.join(words)).run())


def _needs_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUseError(
            "fill asks and answers on a terminal, and this is a pipe or a file: fill in a file instead, "
            "an answer CSV (unit,period,indicator,answer; see README) or the spreadsheet of "
            "'policyindex questionnaire export', and check it with 'policyindex validate FILE --for REF'"
        )


def _earlier(
    known: AnswerSet, last_round: str, unit: str, period: str, instrument: Instrument, host: PluginHost
) -> AnswerSet:
    """Join the file's answers with those of the last round; the file's own count where both have one."""
    if not last_round:
        return known
    bundled = last_round == BUNDLED
    found = bundled_answers(instrument, host) if bundled else read_answers(instrument, last_round, host=host)
    before = {each.key: each for each in found if each.unit == unit and each.period < period}
    return AnswerSet({**before, **{each.key: each for each in known}}.values(), found.origin)


def _unit_warning(instrument: Instrument, unit: str, names: Iterable[str], known: AnswerSet) -> list[Problem]:
    """Warn of a unit that the scheme does not know, unless reading the file did."""
    if not names or unit in names or any(each.unit == unit for each in known) or not instrument.file.units:
        return []
    return [problem("answers-unit-unknown", value=unit, scheme=instrument.file.units.scheme)]


class _Filling:
    """One sitting: asks, saves, and tells how to go on."""

    def __init__(self, form: Questionnaire, file: AnswerFile, host: PluginHost, reference: str, again: str) -> None:
        from policyindex.cli.fill_screen import Screen

        self.file, self.host, self.reference, self.again = file, host, reference, again
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
        from policyindex.questionnaires.typed import Command, understood

        prompt = self.screen.ask(self.session)
        while True:
            text = plain(re.sub(r"\s", " ", input(prompt)))  # what is pasted may hold line ends
            if not text and self.session.step is Step.END:
                return False
            try:
                typed = understood(self.session, text, self.screen.language)
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
        now: Answer | None = after.given.get(before.item.id)
        was = before.given.get(before.item.id)
        asked = replace(self.session, position=before.position)
        if now and (not was or (now.answer, now.points, now.status) != (was.answer, was.points, was.status)):
            self.screen.saved(asked)
            if form.instrument.file.self_assessment:
                self._score(asked)

    def _score(self, asked: Session) -> None:
        from policyindex.cli.fill_score import running_score

        lines = running_score(asked, asked.item, self.host, self.screen.word("band_later"))
        if lines:
            self.screen.say(f"{self.screen.word('score_so_far')}: {f' {self.screen.dot} '.join(lines)}", "cyan")

    def _goodbye(self) -> None:
        session, file = self.session, self.file
        self.screen.left(session, str(file.path), exists=file.exists)
        if session.open_items:
            self.screen.command("go_on_with", self.again)
        if not file.exists:
            return
        instrument, path = session.form.instrument, shlex.quote(str(file.path))
        reference = shlex.quote(self.reference)
        if instrument.file.self_assessment:
            pair = shlex.join(["--unit", session.form.unit, "--period", session.form.period])
            self.screen.command("see_result", f"policyindex run {reference} --answers {path} {pair}")
        elif not session.open_items:
            self.screen.command("check_file", f"policyindex validate {path} --for {reference}")


def _line_editing() -> None:
    """Let arrow keys edit the line where the platform can, and take bytes that are no text as such."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
