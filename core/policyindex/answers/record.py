"""One answer, and the immutable set of answers that scoring takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, NamedTuple

from policyindex.problems import Problem
from policyindex.questions.question import AnswerValue


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

    __pydantic_config__: ClassVar = {"use_attribute_docstrings": True}  # the schema of answers tells what these mean

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


FIELDS = tuple(each.name for each in fields(Answer))


class Origin(NamedTuple):
    """What is known of answers that travel with an instrument."""

    note: str = ""
    published: frozenset[tuple[str, str, str]] = frozenset()
    """``(unit, period, node)`` of the scores that somebody published from them."""
    unit_names: Mapping[str, str] = {}
    study: Path | None = None
    """The study they were collected in."""


class AnswerSet:
    """An immutable set of answers in a fixed order; equal sets have equal hashes.

    ``origin`` and ``warnings`` tell where they come from; they are no part of what is compared or hashed.
    """

    def __init__(
        self,
        answers: Iterable[Answer],
        origin: Origin | None = None,
        warnings: Iterable[Problem] = (),
    ) -> None:
        self.origin, self.warnings = origin or Origin(), tuple(warnings)
        self._answers = tuple(sorted(answers, key=lambda answer: answer.key))
        for before, after in zip(self._answers, self._answers[1:], strict=False):
            if before.key == after.key:
                raise ValueError(f"answered twice: {' '.join(before.key)}")

    def __iter__(self) -> Iterator[Answer]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnswerSet) and self._answers == other._answers

    def __hash__(self) -> int:
        return hash(self._answers)

    @property
    def hash(self) -> str:
        """SHA-256 over the answers as RFC 8785 JSON arrays of texts, one a line, in the order of their keys."""
        digest = hashlib.sha256()
        for answer in self._answers:
            value = _text(answer.answer)
            points = None if answer.points is None else repr(float(answer.points))
            row = [
                *answer.key,
                value,
                points,
                answer.status,
                answer.cause,
                answer.comment,
                answer.references,
                answer.source,
            ]
            digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        return digest.hexdigest()


def _text(value: AnswerValue) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return repr(float(value))
