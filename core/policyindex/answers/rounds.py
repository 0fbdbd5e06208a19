"""Update rounds: the last round's answers, confirming one unchanged, and telling what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from policyindex.answers.marks import BEFORE_NOTE, UNCHANGED
from policyindex.answers.record import Answer, Status
from policyindex.instruments.columns import Column
from policyindex.units.periods import in_time


def of_period(answers: Iterable[Answer], unit: str, period: str) -> dict[str, Answer]:
    """Give the answers of one unit and period by column, such as ``q1[education]``."""
    return {
        Column(each.indicator, each.instance).name: each
        for each in answers
        if each.unit == unit and each.period == period
    }


def last_round(
    answers: Iterable[Answer], unit: str, period: str, declared: Sequence[str] = ()
) -> tuple[str, Mapping[str, Answer]]:
    """Give the newest period before ``period`` that a unit has answers of, and these; ``""`` if there is none.

    :param declared: labels of periods in their order, where somebody declared it
    """
    end = in_time(period, declared)
    own = [each for each in answers if each.unit == unit and in_time(each.period, declared) < end]
    newest = max((each.period for each in own), default="", key=lambda each: in_time(each, declared))
    return newest, of_period(own, unit, newest)


def confirmed(previous: Answer, period: str, note: str = "") -> Answer:
    """Confirm the last round's answer unchanged: it keeps its references, and says since when it stands.

    :param note: what this round adds to that in its comment
    """
    first = since(previous)
    comment = f"{UNCHANGED}{first}{BEFORE_NOTE}{note}" if note else f"{UNCHANGED}{first}"
    return replace(previous, period=period, cause=None, comment=comment, review="", publisher="", confirmed_from=first)


def since(previous: Answer) -> str:
    """Give the period since which an answer stands that confirms the last round's."""
    return previous.confirmed_from or previous.period


def carried(previous: Answer) -> str:
    """Give what the last round's comment says beside such a mark: whoever confirms the answer keeps it."""
    mark = f"{UNCHANGED}{previous.confirmed_from}"
    if not previous.confirmed_from or previous.comment == mark:
        return "" if previous.confirmed_from else previous.comment
    return previous.comment.removeprefix(f"{mark}{BEFORE_NOTE}")


def note_of(answer: Answer, previous: Answer | None) -> str | None:
    """Give what a confirming answer's comment adds to the mark; None: it does not confirm the last round's answer."""
    if previous is None or not answer.confirmed_from or answer.confirmed_from != since(previous):
        return None
    return carried(answer)


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same: answer, parts but for their references, points and status; an unanswered one equals none."""
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
    return value, answer.points, answer.status, [each[:3] for each in answer.parts]
