"""``policyindex fill``: answer an instrument in the terminal, one question at a time."""

from __future__ import annotations

import contextlib
import re
import sys

from policyindex.cli.commands import Call, Showing
from policyindex.cli.fill_screen import Screen
from policyindex.cli.output import say
from policyindex.cli.reporting import show_warnings
from policyindex.cli.stopping import INTERRUPTED
from policyindex.problems import CONTROL
from policyindex.problems.errors import PolicyIndexError, WrongUseError
from policyindex.questionnaires.commands import Command
from policyindex.questionnaires.session import RefusedError, Step
from policyindex.questionnaires.sitting import Sitting
from policyindex.verbs.fill import FillRequest, next_commands


def _fill(call: Call) -> None:
    _needs_terminal()
    outcome = call.work()
    known = outcome.data.session.form.instrument.warnings
    show_warnings(known, brief=True)
    show_warnings([each for each in outcome.warnings if each not in known])
    for note in outcome.notes:
        say(note)
    call.ctx.exit(ask(outcome.data, call.request))


SHOWING = Showing((), _fill)


def _needs_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUseError(
            "fill asks and answers on a terminal, and this is a pipe or a file: fill in a file instead, "
            "an answer CSV (unit,period,indicator,answer; see README) or the spreadsheet of "
            "'policyindex questionnaire export', and check it with 'policyindex validate FILE --for REF'"
        )


def ask(sitting: Sitting, request: FillRequest) -> int:
    """Ask until the end, or until the person stops; give the exit code."""
    screen, code = Screen(sitting.session), 0
    _line_editing()
    screen.welcome(sitting.session, str(sitting.file.path))
    try:
        while _turn(sitting, screen):
            pass
    except EOFError:
        screen.say("")
    except KeyboardInterrupt:
        screen.say("")
        code = INTERRUPTED
    with contextlib.suppress(PolicyIndexError):  # what is said to be saved is what the file has now
        sitting.refresh()
    screen.left(sitting.session, str(sitting.file.path), exists=sitting.file.exists)
    for word, command in next_commands(request, sitting):
        screen.command(word, command)
    return code


def _turn(sitting: Sitting, screen: Screen) -> bool:
    """Ask once; tell whether to go on."""
    prompt = screen.ask(sitting.session)
    while True:
        text = CONTROL.sub(
            "\N{REPLACEMENT CHARACTER}", re.sub(r"\s", " ", input(prompt))
        )  # what is pasted may hold line ends
        if not text and sitting.session.step is Step.END:
            return False
        try:
            taken = sitting.take(text)
        except RefusedError as error:
            screen.refuse(error)
            continue
        except PolicyIndexError as error:  # it could not be saved: nothing has moved, it can be tried again
            screen.fail(str(error))
            return True
        if isinstance(taken, Command):
            if taken.name == "quit":
                return False
            (screen.help if taken.name == "help" else screen.open_list)(sitting.session)
            continue
        if taken:
            screen.noted(taken)
            screen.score(sitting.scores(taken))
        return True


def _line_editing() -> None:
    """Let arrow keys edit the line where the platform can, and take bytes that are no text as such."""
    with contextlib.suppress(ImportError):
        import readline

        readline.parse_and_bind("set enable-bracketed-paste on")  # several lines pasted are one line typed
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
