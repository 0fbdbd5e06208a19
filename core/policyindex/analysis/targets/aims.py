"""What somebody wants reached: a score or a band of a node, an option or a number of a question, until when.

Laws go their way by milestones (tabled, adopted, in force), numbers by a pace; nothing else says that something is on
its way. Time is that of the periods, never that of a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.questions.asked import Takes
from policyindex.questions.question import Question
from policyindex.scoring.ranking import DECIMALS, half_up
from policyindex.scoring.result import Result

POLICY, PRACTICE, PLAN = "policy", "practice", "plan"
KINDS = (POLICY, PRACTICE)
"""What tables may say; ``plan`` is what answers say of themselves."""
MILESTONES = ("tabled", "adopted", "in_force")
Moment = tuple[Any, ...]
"""What sorts ends and beginnings of periods and dates by time."""


class Milestone(NamedTuple):
    """A step of a law: its name, when, and where that stands."""

    name: str
    date: str
    reference: str = ""


@dataclass(frozen=True)
class Aim:
    """One target of one unit."""

    unit: str
    on: str
    """The id of a node, or the column of a question."""
    reach: str
    """What is wanted, as people read it."""
    threshold: float
    """The score, the points of the option, or the number to reach."""
    kind: str
    by: str = ""
    """When it is due; empty: nobody says."""
    since: str = ""
    """The period or date that it counts from; empty: the first answers."""
    milestones: tuple[Milestone, ...] = ()
    set_by: str = ""
    is_node: bool = True
    is_number: bool = False
    """It goes its way at a pace: a number, or a node that rests on nothing but numbers."""
    falling: bool = False
    """The lower, the better."""
    whole: bool = False
    """Scores are rounded half up before they are compared, as those of the band are."""

    def met_by(self, value: float) -> bool:
        """Tell whether a value is what was wanted, or better."""
        shown = float(half_up(np.array([value]))[0]) if self.whole else round(value, DECIMALS)
        return shown <= self.threshold if self.falling else shown >= self.threshold

    def gap(self, value: float) -> float:
        """Give what is missing; 0 or less: nothing."""
        return round((value - self.threshold) if self.falling else (self.threshold - value), DECIMALS)


def value_of(result: Result, row: int, aim: Aim) -> float | None:
    """Give what a row has of what a target wants: a score that is whole enough, points, or the number itself."""
    if aim.is_node:
        at = result.column(aim.on)
        score = float(result.scores[row, at])
        return None if np.isnan(score) or result.incomplete[row, at] else score
    at = result.panel.columns.index(aim.on)
    if result.panel.status[row, at] != STATUSES.index(Status.ANSWERED):
        return None
    given = result.panel.given.get((row, at))
    if aim.is_number:
        return float(given.answer) if given and isinstance(given.answer, int | float) else None
    points = float(result.panel.values[row, at])
    return None if np.isnan(points) else points


def rests_on_numbers(head: Instrument, node: str) -> bool:
    """Tell whether a node rests on nothing but numbers, so that its score moves bit by bit."""
    below = head.indicators_below(node)
    return all(head.indicators[indicator_of(each)].takes is Takes.NUMBER for each in below)


def falls(question: Question) -> bool:
    """Tell whether a lower number earns more."""
    asked = question.in_group(question.groups[0]) if question.groups else question
    numbers = sorted(each for each in asked.trials() if isinstance(each, int | float))
    points = [each for each in map(asked.points_of, numbers) if not np.isnan(each)]
    return bool(points) and points[-1] < points[0]


def of_instrument(head: Instrument, unit: str) -> Iterator[Aim]:
    """Give the targets that an instrument sets for every unit."""
    for each in head.file.targets:
        number = rests_on_numbers(head, each.node)
        yield Aim(
            unit, each.node, f"{each.score:f}", float(each.score), PRACTICE if number else POLICY, each.by,
            set_by=each.set_by or head.file.title, is_number=number,
            falling=head.nodes[each.node].rule.best == "lowest",
        )  # fmt: skip


def of_answers(result: Result, unit: str) -> Iterator[Aim]:
    """Give the plans beside a unit's answers: the best answer to the question, by whom and until when."""
    panel, head = result.panel, result.instrument
    rows = [row for row, each in enumerate(panel.units) if each == unit]
    seen = set()
    for row in sorted(rows, key=lambda row: head.in_time(panel.periods[row])):
        for at, column in enumerate(panel.columns):
            given = panel.given.get((row, at))
            question = head.indicators[indicator_of(column)]
            most = question.best()[0]
            if given is None or given.plan is None or np.isnan(most) or (column, given.plan) in seen:
                continue
            seen.add((column, given.plan))
            yield Aim(
                unit, column, "the best answer", most, PLAN, given.plan.due, panel.periods[row],
                set_by=given.plan.owner, is_node=False,
            )  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """Time as the answers have it: what is earlier and later among periods and dates."""

    head: Instrument
    periods: tuple[str, ...]
    """Those that there are answers of, in time."""

    @cached_property
    def _kind(self) -> int:
        return int(self.head.in_time(self.periods[-1])[0])

    def can_place(self, label: str) -> bool:
        """Tell whether a period or a date can be compared with the periods of the answers."""
        return int(self.head.in_time(label)[0]) == self._kind

    def end(self, label: str) -> Moment:
        """Give what sorts labels by their end, so that a year and its last day end together."""
        key = self.head.in_time(label)
        return key[:2] if key[0] < 2 else key

    def begin(self, label: str) -> Moment:
        """Give what sorts labels by their beginning, to be compared with ends."""
        key = self.head.in_time(label)
        return (key[0], key[2]) if key[0] == 0 else self.end(label)

    def years(self, start: str, end: str) -> float | None:
        """Give the years from the end of one to the end of the other; None where they are not dated."""
        first, last = self.end(start), self.end(end)
        if first[0] != 0 or last[0] != 0:
            return None
        return float((last[1] - first[1]) / 365.2425)
