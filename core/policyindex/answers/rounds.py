"""Update rounds: the last round's answers, confirming one unchanged, and telling what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policyindex.answers.record import Answer, Status
from policyindex.instruments.instrument import instance_column

UNCHANGED = "unchanged since "


def of_period(answers: Iterable[Answer], unit: str, period: str) -> dict[str, Answer]:
    """Give the answers of one unit and period by column, such as ``q1[education]``."""
    return {
        instance_column(each.indicator, each.instance): each
        for each in answers
        if each.unit == unit and each.period == period
    }


def last_round(answers: Iterable[Answer], unit: str, period: str) -> tuple[str, Mapping[str, Answer]]:
    """Give the newest period before ``period`` that a unit has answers of, and these; ``""`` if there is none."""
    own = [each for each in answers if each.unit == unit and each.period < period]
    newest = max((each.period for each in own), default="")
    return newest, of_period(own, unit, newest)


def confirmed(previous: Answer, period: str) -> Answer:
    """Confirm the last round's answer unchanged: it keeps its references, and says since when it stands."""
    since = previous.comment if previous.comment.startswith(UNCHANGED) else f"{UNCHANGED}{previous.period}"
    return replace(previous, period=period, cause=None, comment=since, source="")


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
