"""What a person types while filling in: a command, or an answer by number, by code or in words, as files write it."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.answers import authorities
from policyindex.answers.record import Cause
from policyindex.locales import word
from policyindex.questionnaires.parts_cell import meant
from policyindex.questionnaires.session import RefusedError, Session, Step
from policyindex.questions.choosing import numbered

MARK = ":"
"""What a command starts with; no option code, number or yes does."""
COMMANDS = {
    "help": ("?", "h", "help"),
    "back": ("b", "back"),
    "skip": ("s", "skip"),
    "unchanged": ("u", "unchanged"),
    "not_applicable": ("na",),
    "not_in_competence": ("nc",),
    "clear": ("c", "clear"),
    "go": ("g", "go"),
    "open": ("o", "open"),
    "quit": ("q", "quit"),
}
_FREE = (Step.ANSWER, Step.CAUSE, Step.END)  # where a command needs no mark, unless an answer is called so


class Command(NamedTuple):
    """A command, and what it is told."""

    name: str
    told: str = ""


def read_line(session: Session, text: str, language: str) -> Command | str:
    """Read a line: a command, or a text for ``session.take``.

    :raises RefusedError: for a command that there is not
    """
    text = text.rstrip()
    if text.startswith(MARK):
        command = _command(text.removeprefix(MARK), language)
        if not command:
            raise RefusedError("no_such_command", value=text)
        return command
    text = text.strip()
    if session.step not in _FREE:
        return text
    answer = _answer(session, text, language) if text else ""
    return answer if answer is not None else _command(text, language) or written(session, text, language)


def _command(text: str, language: str) -> Command | None:
    name, _, told = text.strip().partition(" ")
    for command, names in COMMANDS.items():
        if name.lower() in (*names, word(f"command_{command}", language)):
            return Command(command, told.strip())
    return None


def _answer(session: Session, text: str, language: str) -> str | None:
    """Give the answer that is called exactly so, if there is one."""
    if session.step is Step.CAUSE:
        known = {**numbered(dict.fromkeys(Cause)), **{word(f"cause_{each}", language).lower(): each for each in Cause}}
        return known.get(text.lower(), text if text in list(Cause) else None)
    if session.step is Step.END:
        return None
    return session.item.indicator.typed(text, language)


def written(session: Session, text: str, language: str) -> str:
    """Give the written form of several sub-options or a number; anything else stays as it is."""
    if session.step is not Step.ANSWER:
        return text
    item = session.item
    if item.authorities and ":" in text:
        try:
            return authorities.written(meant(item.indicator, text, language))
        except ValueError:  # which the session says
            return text
    return item.indicator.written(text, language)
