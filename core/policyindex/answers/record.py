"""One answer: what a row of the answer table holds, and the words of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policyindex.answers.authorities import Part
from policyindex.answers.plans import Plan
from policyindex.answers.references import Reference
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
"""Review levels, weakest first; other words, such as ``invented example``, stand for themselves."""
_PUBLISHED = "as published by "


class Verification(NamedTuple):
    """How far an answer was checked: by a review, by whoever published it."""

    review: str = ""
    """A level of ``LEVELS``, or words of one's own."""
    publisher: str = ""

    @classmethod
    def parse(cls, text: str) -> Verification:
        """Read what stands in the column ``source`` of a file."""
        name = text.removeprefix(_PUBLISHED)
        return cls(text) if name in ("", text) else cls("", name)

    @property
    def text(self) -> str:
        """The review, otherwise who published it: a review says more of an answer than that it was published."""
        return self.review or (f"{_PUBLISHED}{self.publisher}" if self.publisher else "")

    @property
    def is_told_by_text(self) -> bool:
        """Whether the text alone says it."""
        return self.parse(self.text) == self


UNVERIFIED = Verification()


_set: Any = object.__setattr__


@dataclass(frozen=True, slots=True, init=False)
class Answer:
    """What one unit answered to one indicator (one instance of it) in one period.

    ``source`` may be given in place of review and publisher, also to ``dataclasses.replace``: it stands for both then.
    """

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
    """Overrides the points of the answer; with parts it is what the instrument's rule makes of theirs."""
    status: Status = Status.ANSWERED
    """Whether there is an answer, and if not, why."""
    cause: Cause | None = None
    """Why the answer differs from the one of the period before."""
    comment: str = ""
    """Why this is the answer."""
    references: tuple[Reference, ...] = ()
    """The laws and documents that it rests on: texts, with their parts as attributes."""
    review: str = ""
    """How far the answer was reviewed: one of the levels, or words such as ``invented example``."""
    publisher: str = ""
    """Who published it."""
    confirmed_from: str = ""
    """The period since which it stands, where it confirms the last round's answer unchanged."""
    plan: Plan | None = None
    """Who does what the answer leaves open, and until when."""
    parts: tuple[Part, ...] = ()
    """What each of several authorities answers, such as the communities of a federal state."""

    if TYPE_CHECKING:
        source: str = ""
    else:

        @property
        def source(self) -> str:
            """How far the answer was reviewed, or ``as published by`` its publisher: the column of files."""
            return self.verification.text

    def __init__(
        self,
        unit: str,
        period: str,
        indicator: str,
        instance: str = "",
        answer: AnswerValue = None,
        points: float | None = None,
        status: Status = Status.ANSWERED,
        cause: Cause | None = None,
        comment: str = "",
        references: Iterable[str] = (),
        source: str | None = None,
        *,
        review: str = "",
        publisher: str = "",
        confirmed_from: str = "",
        plan: Plan | None = None,
        parts: Iterable[Part] = (),
    ) -> None:
        if source is not None:
            review, publisher = Verification.parse(source)
        _set(self, "unit", unit)
        _set(self, "period", period)
        _set(self, "indicator", indicator)
        _set(self, "instance", instance)
        _set(self, "answer", answer)
        _set(self, "points", points)
        _set(self, "status", status)
        _set(self, "cause", cause)
        _set(self, "comment", comment)
        _set(self, "references", tuple(map(Reference.of, references)))
        _set(self, "review", review)
        _set(self, "publisher", publisher)
        _set(self, "confirmed_from", confirmed_from)
        _set(self, "plan", plan if plan and any(plan) else None)
        _set(self, "parts", tuple(parts))

    @property
    def verification(self) -> Verification:
        """Review and publisher."""
        return Verification(self.review, self.publisher)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Unit, period, indicator and instance: what is unique in a set."""
        return (self.unit, self.period, self.indicator, self.instance)


STATUSES = tuple(Status)
FIELDS = (
    "unit", "period", "indicator", "instance", "answer", "points", "status", "cause", "comment", "references", "source",
)  # fmt: skip
"""The columns of a long file."""
SOURCE = "How far the answer was reviewed, or who published it."
"""What the column ``source`` says, which review and publisher are read from."""
PLAN = "Written ``Integration office | 2027-03-01``; without this field it may stand at the end of the comment."
"""What the column ``plan`` holds."""
PARTS = "Written ``BE-VLG: full [0.6] (Decree of 2013); BE-WAL: half [0.4]``, or in JSON as a list of objects."
"""What the field ``parts`` holds."""
ADDED_FIELDS = ("review", "publisher", "confirmed_from", "plan", "parts")
"""Columns that a file has only where an answer has something to say there that the others cannot."""
ALL_FIELDS = (*FIELDS, *ADDED_FIELDS)


class Origin(NamedTuple):
    """What is known of answers that travel with an instrument."""

    note: str = ""
    published: frozenset[tuple[str, str, str]] = frozenset()
    """``(unit, period, node)`` of the scores that somebody published from them."""
    unit_names: Mapping[str, str] = {}
    study: Path | None = None
    """The study they were collected in."""
