"""One answer: what a row of the answer table holds, and the words of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from policyindex.questions.asked import AnswerValue


class Status(StrEnum):
    """What became of a question; all but ``answered`` and ``missing`` leave the denominator."""

    ANSWERED = "answered"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_COMPETENCE = "not_in_competence"
    NOT_COLLECTED = "not_collected"


LEFT_OUT = (Status.NOT_APPLICABLE, Status.NOT_IN_COMPETENCE, Status.NOT_COLLECTED)
"""What leaves the denominator."""


class Cause(StrEnum):
    """Why an answer differs from the one of the period before."""

    REFORM = "reform"
    CORRECTION = "correction"
    RECODING = "recoding"


SELF_ASSESSED = "self-assessed"
UNREVIEWED = "unreviewed"
LEVELS = (SELF_ASSESSED, UNREVIEWED, "reviewed", "final")
"""Review levels, weakest first; another text, such as ``as published by SOURCE``, stands for itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit answered to one indicator (one instance of it) in one period."""

    unit: str
    """Its code, such as SE."""
    period: str
    """The label of the period, such as 2026."""
    indicator: str
    """The id of the indicator."""
    instance: str = ""
    """The facet value that the answer is for, several joined by /; empty where the question is asked once."""
    answer: AnswerValue = None
    """An option code, a list of sub-options, a number, or true or false."""
    points: float | None = None
    """Overrides the points of the answer, such as an average of several authorities."""
    status: Status = Status.ANSWERED
    """Whether there is an answer, and if not, why."""
    cause: Cause | None = None
    """Why the answer differs from the one of the period before."""
    comment: str = ""
    """Why this is the answer."""
    references: tuple[str, ...] = ()
    """The laws and documents that it rests on."""
    source: str = ""
    """How far the answer was reviewed, or who published it."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Unit, period, indicator and instance: what is unique in a set."""
        return (self.unit, self.period, self.indicator, self.instance)


STATUSES = tuple(Status)
FIELDS = tuple(each.name for each in fields(Answer))


class Origin(NamedTuple):
    """What is known of answers that travel with an instrument."""

    note: str = ""
    published: frozenset[tuple[str, str, str]] = frozenset()
    """``(unit, period, node)`` of the scores that somebody published from them."""
    unit_names: Mapping[str, str] = {}
    study: Path | None = None
    """The study they were collected in."""
