"""What the inputs of a decision table can be: options, yes and no, counts, ranges of numbers, no answer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.models import DecisionRow, Indicator
from policyindex.instruments.models.conditions import Condition
from policyindex.instruments.models.nodes import ANY, ANYTHING, MISSING, OFF_LIST
from policyindex.locales import ENGLISH, word
from policyindex.questions.asked import Takes

Pattern = str | Condition | tuple[str | Condition, ...]
NO, YES = "no", "yes"


class State(NamedTuple):
    """One thing that an input can be."""

    name: str
    value: float = math.nan
    """A number that conditions are tried on; NaN: none holds."""
    counts: bool = True
    """false: an option with a status instead of points, which is no answer unless it is named by its code."""


class Input(NamedTuple):
    """An input with its states: first what an answer or a score can be, then ``missing``, then points of no option."""

    states: tuple[State, ...]
    limits: tuple[float, ...] | None = None
    """Where a number is told apart, rising: below, at and above each of them; None: states are numbered by code."""

    @property
    def known(self) -> tuple[State, ...]:
        """The states of an input that is there."""
        return tuple(each for each in self.states if each.name not in (MISSING, OFF_LIST))

    @property
    def counts(self) -> bool:
        """Tell whether conditions on numbers can be tried on it."""
        return self.limits is not None or any(not math.isnan(each.value) for each in self.states)


def patterns(given: Pattern) -> tuple[str | Condition, ...]:
    """Give the alternatives of which one is enough."""
    return given if isinstance(given, tuple) else (given,)


def input_of(
    child: str,
    indicators: Mapping[str, Indicator],
    nodes: Container[str],
    wheres: Iterable[Mapping[str, Pattern]],
) -> Input:
    """Give what a child can be.

    :param nodes: what has a score: such a child is a number
    :param wheres: the conditions that it is tried on, which say where a number is told apart
    """
    asked = None if child in nodes else indicators[indicator_of(child)]
    tried = [each for when in wheres for each in patterns(when.get(child, ())) if isinstance(each, Condition)]
    if asked is None or asked.takes is Takes.NUMBER:
        limits = tuple(sorted({round(float(limit), 9) for each in tried for _, limit in each.limits()}))
        return Input((*_ranges(limits), State(MISSING)), limits)
    if asked.takes is Takes.CODE:
        names = [State(code, counts=code not in asked.option_statuses) for code in asked.choices]
    elif asked.takes is Takes.TRUTH:
        names = [State(NO), State(YES)]
    else:
        names = [State(str(count), float(count)) for count in range(len(asked.choices) + 1)]
    return Input((*names, State(MISSING), State(OFF_LIST)))


def _ranges(limits: tuple[float, ...]) -> Iterator[State]:
    """Give the ranges between limits, each with a number that lies in it."""
    if not limits:
        yield State("any number", 0.0)
        return
    yield State(f"below {limits[0]:g}", limits[0] - 1.0)
    for low, high in itertools.pairwise((*limits, math.inf)):
        yield State(f"{low:g}", low)
        if high < math.inf:
            yield State(f"{low:g} to {high:g}", (low + high) / 2)
    yield State(f"above {limits[-1]:g}", limits[-1] + 1.0)


def cases(inputs: Mapping[str, Input]) -> Iterator[dict[str, State]]:
    """Give every combination of states."""
    for each in itertools.product(*(one.states for one in inputs.values())):
        yield dict(zip(inputs, each, strict=True))


def row_matches(row: DecisionRow, case: Mapping[str, State]) -> bool:
    """Tell whether a row fits a case."""
    return all(fits(pattern, case[child]) for child, pattern in row.when.items())


def told(when: Mapping[str, Pattern], language: str = ENGLISH) -> str:
    """Say conditions in a line as they are written: answers by their codes, numbers by their limits."""

    def said(pattern: str | Condition) -> str:
        return pattern.told(language) if isinstance(pattern, Condition) else pattern.replace("_", " ")

    either = word("condition.or", language)
    parts = (f"{key} {either.join(map(said, patterns(wanted)))}" for key, wanted in when.items())
    return ", ".join(parts) or word("condition.otherwise", language)


def fits(given: Pattern, state: State) -> bool:
    """Tell whether one of the alternatives fits a state."""
    return any(_fits(each, state) for each in patterns(given))


def _fits(pattern: str | Condition, state: State) -> bool:
    if isinstance(pattern, Condition):
        return pattern.holds(state.value)
    if pattern in (state.name, ANYTHING):
        return True
    if not state.counts:
        return pattern == MISSING
    return pattern == ANY and state.name not in (MISSING, OFF_LIST)
