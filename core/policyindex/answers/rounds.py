"""Update rounds: the last round's answers, confirming one unchanged, and telling what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policyindex.answers.record import Answer, Status
from policyindex.instruments.columns import Column

UNCHANGED = "unchanged since "
_BEFORE_NOTE = "; "


def of_period(answers: Iterable[Answer], unit: str, period: str) -> dict[str, Answer]:
    """Give the answers of one unit and period by column, such as ``q1[education]``."""
    return {
        Column(each.indicator, each.instance).name: each
        for each in answers
        if each.unit == unit and each.period == period
    }


def last_round(answers: Iterable[Answer], unit: str, period: str) -> tuple[str, Mapping[str, Answer]]:
    """Give the newest period before ``period`` that a unit has answers of, and these; ``""`` if there is none."""
    own = [each for each in answers if each.unit == unit and each.period < period]
    newest = max((each.period for each in own), default="")
    return newest, of_period(own, unit, newest)


def confirmed(previous: Answer, period: str, note: str = "") -> Answer:
    """Confirm the last round's answer unchanged: it keeps its references, and says since when it stands.

    :param note: what this round adds to that in its comment
    """
    comment = f"{since(previous)}{_BEFORE_NOTE}{note}" if note else since(previous)
    return replace(previous, period=period, cause=None, comment=comment, source="")


def since(previous: Answer) -> str:
    """Give the mark in the comment of an answer that confirms the last round's, such as ``unchanged since 2019``."""
    if previous.comment.startswith(UNCHANGED):
        return previous.comment.partition(_BEFORE_NOTE)[0]
    return f"{UNCHANGED}{previous.period}"


def carried(previous: Answer) -> str:
    """Give what the last round's comment says beside such a mark: whoever confirms the answer keeps it."""
    if previous.comment.startswith(UNCHANGED):
        return previous.comment.partition(_BEFORE_NOTE)[2]
    return previous.comment


def note_of(answer: Answer, previous: Answer | None) -> str | None:
    """Give what a confirming answer's comment adds to the mark; None: it has no mark of the last round's answer."""
    if previous is None:
        return None
    mark, before, note = answer.comment.partition(_BEFORE_NOTE)
    return note if mark == since(previous) and (note or not before) else None


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same: answer, points and status; an unanswered one equals none."""
    return _content(one) == _content(other)


def needs_cause(previous: Answer | None, answer: Answer) -> bool:
    """Tell whether an answer differs from the last round's and does not say why."""
    if previous is None or previous.status is Status.MISSING or answer.status is Status.MISSING:
        return False
    return answer.cause is None and not same_answer(previous, answer)


def _content(answer: Answer | None) -> object:
    if answer is None or answer.status is Status.MISSING:
        return None
    value = frozenset(answer.answer) if isinstance(answer.answer, tuple) else answer.answer
    return value, answer.points, answer.status
