"""What each question of an instrument is tried with."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from policyindex.answers.record import Status
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.inputs import Pattern, patterns
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.instruments.models.conditions import Condition
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.scoring.plan import Plan


class Trial(NamedTuple):
    """One thing to answer."""

    answer: AnswerValue
    points: float
    """What it earns; NaN: nothing, as its option has a status instead."""
    status: Status = Status.ANSWERED
    """``not_applicable`` stands for a whole question that does not apply; ``answered`` for all answers."""


@dataclass(frozen=True)
class Tried:
    """The trials of one column, of which the first ``plain`` are what experts choose from."""

    column: Column
    trials: tuple[Trial, ...]
    plain: int
    best: int
    worst: int
    default: int
    """The answer that says that no policy exists; -1: there is none."""
    counted: bool
    """true: the plain trials earn everything that an answer can earn."""
    ends: tuple[float, float]
    """The fewest and the most points; NaN: there is no limit."""
    in_points: bool = False
    """true: its points are stated, as the number alone makes none without another answer or a group."""

    @property
    def open(self) -> bool:
        """Tell whether it is a number that lacks an end."""
        return any(map(math.isnan, self.ends))

    @property
    def earning(self) -> tuple[int, ...]:
        """The places of what experts choose from and that earns points, be they 0."""
        return tuple(at for at, each in enumerate(self.trials[: self.plain]) if not math.isnan(each.points))

    @property
    def points(self) -> tuple[float, ...]:
        """The points that can be earned by what experts choose from."""
        return tuple(self.trials[at].points for at in self.earning)


def tried_columns(instrument: Instrument, plan: Plan) -> tuple[Tried, ...]:
    """Give the trials of every column of a plan."""
    given = {child for node in instrument.nodes.values() if node.table for child in node.children}
    leaving = any(node.rule.missing != "skip" for node in instrument.nodes.values())
    return tuple(
        _tried(Column.parse(name), instrument, off_list=name in given, leaving=leaving) for name in plan.columns
    )


def _tried(column: Column, instrument: Instrument, *, off_list: bool, leaving: bool) -> Tried:
    asked = instrument.indicators[indicator_of(column.name)]
    beside = {float(limit) for each in conditions_on(instrument, column.name) for _, limit in each.limits()}
    scale = asked.in_group(asked.groups[0]) if asked.groups else asked
    answers = scale.trials(beside)
    trials = [Trial(each, scale.points_of(each)) for each in answers]
    known = [place for place, each in enumerate(trials) if not math.isnan(each.points)]
    counted = asked.takes is not Takes.NUMBER
    if off_list and counted and (between := _between(asked)) is not None:
        trials.append(Trial(None, between))
    if leaving:
        trials.append(Trial(None, math.nan, Status.NOT_APPLICABLE))
    return Tried(
        column,
        tuple(trials),
        len(answers),
        max(known, key=lambda place: trials[place].points),
        min(known, key=lambda place: trials[place].points),
        next((place for place, each in enumerate(answers) if asked.is_default(each)), -1),
        counted,
        (asked.worst()[0], asked.best()[0]),
        bool(asked.divided_by or asked.groups),
    )


def _between(asked: Indicator) -> float | None:
    """Give points between those of two options, as averages are; None: all options earn the same."""
    points = sorted({each for each in asked.points_by_code() if not math.isnan(each)})
    return (points[0] + points[1]) / 2 if len(points) > 1 else None


def conditions_on(instrument: Instrument, key: str) -> Iterator[Condition]:
    """Give the conditions of tables and types on a node or a question."""
    wheres: list[Pattern] = [
        row.when[key] for node in instrument.nodes.values() for row in node.table if key in row.when
    ]
    types = (each for typology in instrument.file.typologies.values() for each in typology.types)
    wheres += [each.when[key] for each in types if key in each.when]
    yield from (each for where in wheres for each in patterns(where) if isinstance(each, Condition))
