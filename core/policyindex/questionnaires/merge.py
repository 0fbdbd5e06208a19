"""Taking a filled-in questionnaire into the answers: what is new, changed, conflicting or unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from policyindex.answers import authorities, plans, references
from policyindex.answers.authorities import Part
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.rounds import carried, confirmed, last_round, needs_cause, note_of, of_period, same_answer
from policyindex.answers.table import AnswerSet
from policyindex.problems import Location, Problem, listing, problem
from policyindex.questionnaires.cells import says
from policyindex.questionnaires.filled import GROUPS, Filled, Returned
from policyindex.questions.written import text_of


class Kind(StrEnum):
    """What became of a cell."""

    NEW = "new"
    CHANGED = "changed"
    CLEARED = "cleared"
    CONFLICTING = "conflicting"


class Side(StrEnum):
    """Which side holds where both have changed."""

    STOP = "stop"
    QUESTIONNAIRE = "questionnaire"
    FILE = "file"


class AnswerChange(NamedTuple):
    """One cell that differs from the answers so far."""

    kind: Kind
    where: Location
    column: str
    """The indicator's column, such as ``q1[education]``."""
    group: str
    """answer, comment or references."""
    before: str
    after: str


@dataclass(frozen=True)
class Merged:
    """The answers after it, and what became of each cell."""

    answers: AnswerSet
    changes: tuple[AnswerChange, ...]
    unchanged: int
    """Answered questions of which nothing changed."""
    open: int
    """Questions without an answer."""
    problems: tuple[Problem, ...] = ()


def merge_all(filled: Iterable[Filled], answers: AnswerSet | None, side: Side = Side.STOP) -> list[Merged]:
    """Take in several questionnaires, one after the other; the last one's answers are those of all.

    :param answers: what stands now; None: nobody knows, and everything is new
    """
    found: list[Merged] = []
    for each in filled:
        found.append(merge(each, found[-1].answers if found else answers, side))
    return found


def merge(filled: Filled, answers: AnswerSet | None, side: Side = Side.STOP) -> Merged:
    """Compare three versions of each cell: as written into the questionnaire, as it came back, as it stands now.

    A cell that nobody touched changes nothing, whatever stands now.

    :param answers: what stands now; None: nobody knows, and everything is new
    :param side: which version holds where a cell was changed on both sides; ``stop`` makes it a problem
    """
    told: list[Problem] = []
    if filled.bare:
        filled, told = _against(filled, answers or AnswerSet(()))
    standing = {each.key: each for each in answers or ()}
    changes: list[AnswerChange] = []
    problems: list[Problem] = []
    unchanged = open_ = 0
    for returned in filled.returned:
        key = (filled.head.unit, filled.head.period, returned.item.key, returned.item.instance)
        now = standing.get(key)
        found = list(_changes(returned, now))
        conflicts = [each for each in found if each.kind is Kind.CONFLICTING]
        changes.extend(found)
        if side is Side.STOP:
            problems.extend(_conflict(each) for each in conflicts)
        taken = [each.group for each in found if each.kind is not Kind.CONFLICTING or side is Side.QUESTIONNAIRE]
        made = _with(now, returned.answer, taken) if taken else now
        if made:
            standing[key] = made
        else:
            standing.pop(key, None)
        unchanged += not found and says(made) is not None
        open_ += says(made) is None
    return Merged(AnswerSet(standing.values()), tuple(changes), unchanged, open_, (*told, *problems))


def _against(filled: Filled, answers: AnswerSet) -> tuple[Filled, list[Problem]]:
    """Compare a bare questionnaire with what stands now; an answer that repeats the last round's confirms it."""
    head = filled.head
    now = of_period(answers, head.unit, head.period)
    last_period, last = last_round(answers, head.unit, head.period, filled.instrument.periods)
    returned, problems = [], []
    for each in filled.returned:
        column, answer, places = each.item.id, each.answer, each.places
        previous = last.get(column)
        if answer and needs_cause(previous, answer):
            values = {"id": column, "period": last_period, "column": "cause", "expected": listing(Cause)}
            problems.append(problem("questionnaire-cause-missing", each.places["answer"], **values))
        repeats = each.confirms and answer and previous and says(previous) and same_answer(previous, answer)
        if answer and previous and repeats and not answer.references:
            note = note_of(answer, previous)
            text = (answer.comment if note is None else note) or carried(previous)
            again = confirmed(previous, head.period, text)
            answer = replace(again, plan=answer.plan or previous.plan, parts=answer.parts)
            if says(now.get(column)) is None:  # the mark and the references come with it, whatever the file has
                places = dict.fromkeys(GROUPS, each.places["answer"])
        given = now.get(column)
        if answer and given and same_answer(given, answer):  # what is blank in a form says nothing
            said = answer if answer.comment or answer.plan else given
            answer = replace(
                answer,
                comment=said.comment,
                confirmed_from=said.confirmed_from,
                plan=said.plan,
                references=answer.references or given.references,
            )
        item = replace(each.item, previous=previous, given=given)
        returned.append(each._replace(item=item, answer=answer, places=places))
    return replace(filled, returned=tuple(returned)), problems


def _changes(returned: Returned, now: Answer | None) -> Iterator[AnswerChange]:
    base, mine = returned.item.given, returned.answer
    for group in GROUPS:
        if group not in returned.places or same_group(group, mine, base) or same_group(group, mine, now):
            continue
        before, after = group_text(group, now), group_text(group, mine)
        if not same_group(group, now, base):
            kind = Kind.CONFLICTING
        else:
            kind = Kind.NEW if not before else Kind.CHANGED if after else Kind.CLEARED
        yield AnswerChange(kind, returned.places[group], returned.item.id, group, before, after)


def same_in_all(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same in all that a questionnaire has of them."""
    return all(same_group(group, one, other) for group in GROUPS)


def same_group(group: str, one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same in one group of what a questionnaire has of them."""
    if group == "answer":
        return same_answer(one, other) and _cause(one) == _cause(other) and _parts(one) == _parts(other)
    return _part(group, one) == _part(group, other)


def _cause(answer: Answer | None) -> object:
    return answer.cause if answer else None


def _parts(answer: Answer | None) -> tuple[Part, ...]:
    return answer.parts if answer else ()


def _part(group: str, answer: Answer | None) -> object:
    if group == "references":
        return answer.references if answer else ()
    return (answer.comment, answer.confirmed_from, answer.plan) if answer else ("", "", None)


def group_text(group: str, answer: Answer | None) -> str:
    """Give a group as text for the report; empty: nothing stands there."""
    if answer is None:
        return ""
    if group == "references":
        return references.join(answer.references)
    if group == "comment":
        return plans.written(answer.comment, answer.plan)
    if answer.status is not Status.ANSWERED:
        text = "" if answer.status is Status.MISSING else str(answer.status)
    else:
        text = authorities.written(answer.parts) or text_of(answer.answer)
        if answer.points is not None:
            text = f"{text} {text_of(float(answer.points))} points".strip()
    return f"{text} ({answer.cause})" if answer.cause else text


def _with(now: Answer | None, mine: Answer | None, groups: list[str]) -> Answer | None:
    """Give the answer that stands with some groups of another; who reviewed it, reviewed something else."""
    base = now or (mine and _emptied(mine))
    if base is None:
        return None
    blank = _emptied(base)
    other = mine or blank
    made = replace(base, source="")
    if "answer" in groups:
        made = replace(
            made, answer=other.answer, points=other.points, status=other.status, cause=other.cause, parts=other.parts
        )
    if "comment" in groups:
        made = replace(made, comment=other.comment, confirmed_from=other.confirmed_from, plan=other.plan)
    if "references" in groups:
        made = replace(made, references=other.references)
    said = made.comment or made.references or made.plan
    return None if made.status is Status.MISSING and not said else made


def _emptied(answer: Answer) -> Answer:
    return replace(
        answer,
        answer=None,
        points=None,
        status=Status.MISSING,
        cause=None,
        comment="",
        references=(),
        confirmed_from="",
        plan=None,
        parts=(),
    )


def _conflict(change: AnswerChange) -> Problem:
    values = {"theirs": change.before or "nothing", "mine": change.after or "nothing"}
    return problem("questionnaire-conflict", change.where, id=f"{change.column} ({change.group})", **values)
