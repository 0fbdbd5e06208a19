"""Reforms: what a unit could answer instead of what it answers, question by question."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from policyindex.answers.record import STATUSES
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.models import Indicator
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.written import text_of
from policyindex.scoring.again import ANSWERED, by_panel_steps
from policyindex.scoring.explain import described
from policyindex.scoring.result import Result


class Reform(NamedTuple):
    """Another answer to one question."""

    column: str
    """The indicator, with its instance."""
    answer: AnswerValue
    reference: str = ""
    """The article that makes it so."""
    comment: str = ""

    @property
    def code(self) -> str:
        """The answer as files write it."""
        return text_of(self.answer)


class Kept(NamedTuple):
    """A question that no reform is looked for in, and why."""

    column: str
    why: str


def reformable(result: Result, row: int, node: str) -> tuple[list[str], list[Kept]]:
    """Part the questions below a node into those with an answer that could be another one, and the others.

    What is not answered is left alone: an answer to it is no reform. Numbers are: nobody can say how far they may go.
    """
    panel, stepped = result.panel, by_panel_steps(result.plan)
    found, kept = [], []
    for column in result.instrument.indicators_below(node):
        at = result.plan.columns.index(column)
        status = STATUSES[panel.status[row, at]]
        if panel.status[row, at] != ANSWERED or np.isnan(panel.values[row, at]):
            kept.append(Kept(column, str(status).replace("_", " ")))
        elif result.instrument.indicators[indicator_of(column)].takes is Takes.NUMBER:
            kept.append(Kept(column, "a number"))
        elif column in stepped:
            kept.append(Kept(column, "counted among all units"))
        else:
            found.append(column)
    return found, kept


def reforms_of(result: Result, row: int, column: str) -> list[Reform]:
    """Give the other answers to a question that earn points: each option, and of sub-options the nearest for each number.

    Where fewer or more sub-options earn the same, the reform that changes fewest stands for them.
    """
    at = result.plan.columns.index(column)
    indicator, given = result.instrument.indicators[indicator_of(column)], result.panel.given.get((row, at))
    now = given.answer if given is not None and given.points is None else None
    points = float(result.panel.values[row, at])
    return [Reform(column, each) for each in _others(indicator, now, points)]


def _others(indicator: Indicator, now: AnswerValue, points: float) -> Iterator[AnswerValue]:
    if indicator.takes is Takes.TRUTH:
        yield from (each for each in (True, False) if each is not now)
    elif indicator.takes is Takes.CODE:
        yield from (code for code in indicator.choices if code != now and code not in indicator.option_statuses)
    else:
        yield from _counted(indicator, now if isinstance(now, tuple) else (), points)


def _counted(indicator: Indicator, now: tuple[str, ...], points: float) -> Iterator[AnswerValue]:
    """Add sub-options in their order, or leave the last ones out, until the points are others."""
    seen = {points}
    more = [*now, *(code for code in indicator.choices if code not in now)]
    for count in (*range(len(now) + 1, len(more) + 1), *range(len(now) - 1, -1, -1)):
        earned = indicator.points_of(tuple(more[:count]))
        if earned not in seen and not math.isnan(earned):
            seen.add(earned)
            yield tuple(more[:count])


def answer_before(result: Result, row: int, column: str) -> tuple[str, str]:
    """Give what a row answers to a question, and what that means; empty where it does not."""
    at = result.plan.columns.index(column)
    given = result.panel.given.get((row, at))
    if given is None or result.panel.status[row, at] != ANSWERED:
        return "", STATUSES[result.panel.status[row, at]].replace("_", " ")
    return described(result.instrument.indicators[indicator_of(column)], given, result.instrument.language)


def answer_after(result: Result, reform: Reform) -> tuple[str, str]:
    """Give what a reform makes of the answer, and what that means."""
    indicator = result.instrument.indicators[indicator_of(reform.column)]
    return reform.code, indicator.described(reform.answer, result.instrument.language)[1]
