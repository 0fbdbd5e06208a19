"""Carrying answers of an older edition to a newer one; what cannot be carried is named, never dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from policyindex.answers.authorities import written
from policyindex.answers.joint import joint
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.editions.crosswalk import Crosswalk
from policyindex.editions.diff import scoring_fields
from policyindex.instruments.columns import Column
from policyindex.instruments.models import CarriedIndicator, Indicator
from policyindex.problems import Location
from policyindex.questions.asked import Takes
from policyindex.questions.written import NONE, text_of

REVIEW, RECODED, MISSING, LEFT_OUT = "to review", "recoded", "missing", "left out"


class Note(NamedTuple):
    """What became of one answer that was not simply carried."""

    outcome: str
    """to review, recoded, missing (its row has that status now) or left out (the newer edition has no row for it)."""
    unit: str
    period: str
    before: str
    """The indicator in the older edition, such as ``q1[education]``."""
    after: str
    """The indicator in the newer one, empty if there is none."""
    value: str
    """What was answered, or the status."""
    reason: str


class Carried(NamedTuple):
    """The answers for the newer edition, and a note for each answer that is not simply the same."""

    answers: AnswerSet
    notes: tuple[Note, ...]
    given: int
    """How many answers of the older edition there were."""


class _NoCounterpartError(Exception):
    """Why an answer cannot be carried."""


def carry(crosswalk: Crosswalk, answers: Iterable[Answer]) -> Carried:
    """Carry answers by a crosswalk."""
    users: dict[str, list[str]] = {}
    for key, entry in crosswalk.indicators.items():
        if entry.from_ is not None:
            users.setdefault(entry.from_, []).append(key)
    carried: list[Answer] = []
    notes: list[Note] = []
    given = tuple(answers)
    for answer in given:
        column = Column(answer.indicator, answer.instance).name
        for key in users.get(answer.indicator, ()):
            new, outcome, reason = _carried(crosswalk, answer, key)
            carried.extend([new] if new else [])
            if outcome:
                after = Column(key, answer.instance).name
                notes.append(Note(outcome, answer.unit, answer.period, column, after, _shown(answer), reason))
        if answer.indicator not in users:
            reason = "no indicator of the newer edition takes its answers"
            notes.append(Note(LEFT_OUT, answer.unit, answer.period, column, "", _shown(answer), reason))
    return Carried(AnswerSet(carried), tuple(notes), len(given))


def _carried(crosswalk: Crosswalk, answer: Answer, key: str) -> tuple[Answer | None, str, str]:
    """Give the new answer, what became of the old one if that is worth a note, and why."""
    entry = crosswalk.indicators[key]
    one, other = crosswalk.before.indicators[answer.indicator], crosswalk.after.indicators[key]
    if answer.instance not in crosswalk.after.instances(key):
        return None, LEFT_OUT, f"the newer edition does not ask it for '{answer.instance}'"
    newly_closed = one.is_collected(answer.period) and not other.is_collected(answer.period)
    if newly_closed and answer.status is Status.ANSWERED:
        return None, LEFT_OUT, f"the newer edition does not collect it in {answer.period}"
    moved = replace(answer, indicator=key)
    try:
        if entry.carry == "no":
            raise _NoCounterpartError("; ".join(filter(None, ("the crosswalk says carry: no", entry.note))))
        if answer.status is Status.ANSWERED:
            moved = _recoded(moved, crosswalk, key)
    except _NoCounterpartError as error:
        emptied = replace(moved, answer=None, points=None, status=Status.MISSING, cause=None, parts=(), source="")
        return emptied, MISSING, str(error)
    same = (moved.answer, moved.parts) == (answer.answer, answer.parts)
    changed = [] if same else [f"now {_shown(moved)}"]
    outcome = REVIEW if entry.carry == "review" else RECODED if changed else ""
    return moved, outcome, "; ".join(filter(None, (*changed, entry.note)))


def _recoded(answer: Answer, crosswalk: Crosswalk, key: str) -> Answer:
    entry, other = crosswalk.indicators[key], crosswalk.after.indicators[key]
    one = crosswalk.before.indicators[str(entry.from_)]
    if answer.parts:
        return _with_parts(answer, crosswalk, key)
    if answer.points is not None and not _same_scale(entry, one, other):
        raise _NoCounterpartError(f"its own {answer.points:g} points fit the older edition's options only")
    known = other.choices
    if not known or answer.answer is None:
        return answer
    old = answer.answer if isinstance(answer.answer, tuple) else (str(answer.answer),)
    codes = tuple(dict.fromkeys(_code(each, entry, known) for each in old))
    if codes == old:
        return answer
    return replace(
        answer, answer=codes if isinstance(answer.answer, tuple) else codes[0], cause=answer.cause or Cause.RECODING
    )


def _with_parts(answer: Answer, crosswalk: Crosswalk, key: str) -> Answer:
    """Carry what each authority answered; the newer edition's rule makes the points."""
    entry, after = crosswalk.indicators[key], crosswalk.after
    known, none = after.indicators[key].choices, NONE if after.indicators[key].takes is Takes.CODES else None
    parts = [
        part._replace(option=", ".join(_code(code, entry, known) for code in part.option.split(", ")))
        if known and part.option != none else part
        for part in answer.parts
    ]  # fmt: skip
    made = joint(after, key, parts, Location())
    if made.points is None:
        raise _NoCounterpartError(made.problems[0].message)
    recoded = [each.option for each in parts] != [each.option for each in answer.parts]
    cause = answer.cause or Cause.RECODING if recoded else answer.cause
    return replace(answer, answer=None, points=made.points, parts=made.parts, cause=cause)


def _code(code: str, entry: CarriedIndicator, known: Collection[str]) -> str:
    new = entry.options.get(code, code)
    if new is None or new not in known:
        raise _NoCounterpartError(f"'{code}' has no counterpart in the newer edition")
    return new


def _same_scale(entry: CarriedIndicator, one: Indicator, other: Indicator) -> bool:
    """Tell whether points given by hand mean the same: every option's own points stayed, or the whole rule did."""
    if one.option_points and other.option_points:
        return set(one.option_points.values()) == set(other.option_points.values())
    return not scoring_fields(one, other)


def _shown(answer: Answer) -> str:
    if answer.status is not Status.ANSWERED:
        return str(answer.status)
    own = f"{answer.points:g} points" if answer.points is not None else ""
    value = written(answer.parts) or text_of(answer.answer)
    return " with ".join(filter(None, (value, own)))
