"""What a person types: a command, or an answer by number, by code or in words, turned into its written form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from policyindex.answers.record import Cause
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, SingleChoice, Tick
from policyindex.questionnaires.session import RefusedError, Session, Step
from policyindex.questionnaires.words import word
from policyindex.questions.parts import NONE

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
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


class Command(NamedTuple):
    """A command, and what it is told."""

    name: str
    told: str = ""


def understood(session: Session, text: str, language: str) -> Command | str:
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


def numbered(codes: Mapping[str, object]) -> dict[str, str]:
    """Give the numbers by which codes can be chosen; none where a code is a number itself."""
    if any(code.isdecimal() for code in codes):
        return {}
    return {str(number): code for number, code in enumerate(codes, 1)}


def codes_of(indicator: Indicator) -> Mapping[str, str]:
    """Give what can be chosen or ticked, with its text."""
    if isinstance(indicator, SingleChoice):
        return {code: option.text for code, option in indicator.options.items()}
    if isinstance(indicator, AtLeast | GradedCount):
        return {code: option.text for code, option in indicator.sub_options.items()}
    return {}


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
    indicator = session.item.indicator
    if isinstance(indicator, Tick):
        return _yes_or_no(text.lower(), language)
    codes = codes_of(indicator)
    found = _code(codes, text) if codes else None
    if isinstance(indicator, AtLeast | GradedCount) and found is None and _is_none(text, language):
        return NONE
    return found


def written(session: Session, text: str, language: str) -> str:
    """Give the written form of several sub-options or a number; anything else stays as it is."""
    if session.step is not Step.ANSWER:
        return text
    indicator = session.item.indicator
    if isinstance(indicator, AtLeast | GradedCount):
        codes = codes_of(indicator)
        parts = filter(None, re.split(r"[;,\s]+", text))
        return "; ".join(_code(codes, part) or part for part in parts)
    if _DECIMAL_COMMA.fullmatch(text) and indicator.kind == "number" and language != "en":
        return text.replace(",", ".")
    return text


def _code(codes: Mapping[str, str], text: str) -> str | None:
    if text in codes:
        return text
    same = [code for code in codes if code.casefold() == text.casefold()]
    return same[0] if len(same) == 1 else numbered(codes).get(text)


def _yes_or_no(text: str, language: str) -> str | None:
    for answer, name, also in (("true", "yes", ("1", "true", "yes", "y")), ("false", "no", ("2", "0", "false", "no"))):
        local = word(name, language).lower()
        if text in (*also, local, local[0]) or (text == "si" and local == "sí"):
            return answer
    return None


def _is_none(text: str, language: str) -> bool:
    return text.lower() in (NONE, "0", word("none", language))
