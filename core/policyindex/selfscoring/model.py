"""What a file that counts by itself needs of a self-assessment: questions, rules, bands, earlier answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyindex.answers import references
from policyindex.answers.plans import Plan
from policyindex.answers.record import LEFT_OUT, Answer, Status
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.indicator import TAKES
from policyindex.selfscoring.rule_tables import Table


@dataclass(frozen=True)
class State:
    """What is filled in for one question; an answer and points of None: not yet read."""

    answer: AnswerValue = None
    points: float | None = None
    """Overrides the points of the answer."""
    status: str = Status.ANSWERED
    cause: str = ""
    comment: str = ""
    references: str = ""
    """The evidence, as it stands in a cell of an answer file."""
    source: str = ""
    owner: str = ""
    due: str = ""
    carried: bool = False
    """Taken from the last round, and not confirmed in this one."""

    @classmethod
    def of(cls, answer: Answer | None) -> State:
        """Take the state from an answer."""
        if answer is None:
            return cls(status=Status.MISSING)
        plan = answer.plan or Plan()
        return cls(
            answer.answer, answer.points, answer.status, answer.cause or "", answer.comment,
            references.join(answer.references), answer.source, plan.owner, plan.due,
        )  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """An option or a sub-option."""

    code: str
    text: str
    points: float | None = 0.0
    """What it earns; None: it has a status instead."""
    status: str = ""
    """What choosing it means instead of earning points: not applicable, or no answer; empty: it has points."""


@dataclass(frozen=True)
class QuestionRule:
    """One question with its rule from answer to points."""

    id: str
    indicator: str
    instance: str
    label: str
    question: str
    help: str
    """What counts, and the standards behind the top option on a line of their own."""
    todo: str
    kind: str
    scored: bool
    number: int
    """Its number in every questionnaire of the instrument."""
    statuses: tuple[str, ...]
    """By which it can be left out: it does not apply, or as it is left out already."""
    start: State
    previous: State | None
    choices: tuple[Choice, ...] = ()
    points: float = 0.0
    at_least: int = 0
    grades: tuple[tuple[float, float], ...] = ()
    """From this count or value upwards, these points."""
    goalposts: tuple[float, float] | None = None
    transform: tuple[tuple[str, float], ...] = ()
    """What becomes of a number before its scale, whose values are transformed already."""
    lowest: float | None = None
    """Where goalposts cut points from below; None: nowhere."""
    highest: float | None = None
    """Where they cut from above."""
    lines: tuple[tuple[float, float], ...] = ()
    """Values with points, and straight lines between them."""
    unit: str = ""
    least: float | None = None
    """The least number that can be an answer."""
    most: float | None = None
    best: float | None = None
    """The most points there are; None: no limit."""
    worst: float | None = None
    """The fewest points there are; None: no limit."""

    @property
    def title(self) -> str:
        """Its label behind its number."""
        return f"{self.number}. {self.label}"

    @property
    def takes(self) -> Takes:
        """What its answer is made of."""
        return TAKES[self.kind]

    @property
    def leaving(self) -> tuple[int, ...]:
        """The options, counted from 1, by which it leaves the denominator."""
        return tuple(at for at, each in enumerate(self.choices, 1) if each.status in LEFT_OUT)

    @property
    def earlier(self) -> State:
        """The last round's state, unread if there is none."""
        return self.previous or State.of(None)


@dataclass(frozen=True)
class Region:
    """A unit to learn from, and where to read about it."""

    label: str
    see: str


@dataclass(frozen=True)
class Band:
    """A band; both ends belong to it."""

    label: str
    low: float
    high: float
    learn_from: tuple[Region, ...]


@dataclass(frozen=True)
class Scale:
    """The bands of a node, lowest first."""

    complete: bool
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class NodeRule:
    """A score and its rule; ``leaves`` are all questions below it."""

    id: str
    label: str
    children: tuple[str, ...]
    leaves: tuple[str, ...]
    aggregator: str
    weights: tuple[float, ...]
    shares: tuple[float, ...]
    """The weight of each child among the answers that are asked for."""
    parts: tuple[str, ...]
    """Of a root, its children that are nodes: too few answers below one of them are too few below the root."""
    parameters: Mapping[str, float]
    """Numbers that the rule takes, by name."""
    bounded: bool
    """No rule at or below it falls where a part rises: the ends of its score are those of the answers."""
    missing: str
    presence: str
    min_coverage: float | None
    table: Table | None
    rescale: tuple[float, float, float, float] | None
    floor: float | None
    cap: float | None
    scale: Scale | None
    decimals: int
    """With how many decimals its score is shown, half up."""
    rounded: tuple[int, ...]
    """To how many decimals, one after the other, its score is rounded half up before its band is read off."""
    top: float | None
    """The highest score possible, None where that cannot be said."""
    headline: bool
    """Reported by itself: the root of a tree, or with bands."""


@dataclass(frozen=True)
class Group:
    """Questions under one heading; ``node`` is their score, empty if they have none together."""

    node: str
    label: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part that can be done alone."""

    node: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class SelfScoring:
    """All that a self-scoring file holds; ``nodes`` stand children first."""

    reference: str
    scoring_hash: str
    language: str
    unreviewed: bool
    title: str
    description: str
    citation: str
    unit: str
    unit_name: str
    period: str
    last_period: str
    questions: tuple[QuestionRule, ...]
    nodes: tuple[NodeRule, ...]
    coverage: float
    """The share of the answers asked for, by weight, below which a score is incomplete."""
    roots: tuple[str, ...]
    """The roots of the published tree."""
    headlines: tuple[str, ...]
    """The nodes reported by themselves, from the roots down."""
    sections: tuple[Section, ...]

    @property
    def anybody(self) -> bool:
        """Tell whether whoever fills it in says which unit it is."""
        return not self.unit
