"""Looking for answers that reach a goal: from the one end of a score to the other, by parts of other sets, by trying all."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from policyindex.analysis.sampling.goals import BAND, Family
from policyindex.analysis.sampling.pool import ANSWERS, NOTHING, Choices, Pool
from policyindex.analysis.sampling.sets import random_sets
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.inputs import Pattern
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Flags
from policyindex.scoring.classify import Tried as Conditions
from policyindex.scoring.result import Result

RUNGS = 40
ROUNDS = 4
TRIES = 25
"""Sets that are made for one goal in a round."""
ALL = 100_000
"""Answers in all combinations of a few questions; more are not tried."""


def columns_below(instrument: Instrument, family: Family) -> tuple[str, ...]:
    """Name the questions that decide which goal of a family is reached."""
    keys = [family.node] if family.node else list(dict.fromkeys(key for when in family.whens for key in when))
    below = (instrument.indicators_below(key) or (key,) for key in keys)
    return tuple(dict.fromkeys(name for each in below for name in each))


def ladders(pool: Pool, nodes: Sequence[str], generator: np.random.Generator) -> Iterator[Choices]:
    """Go from the worst answers below a node to the best, question by question, in two orders; the rest by chance."""
    names = [each.column.name for each in pool.columns]
    room = ANSWERS // (2 * (RUNGS + 1) * len(names))
    for node in nodes[: max(1, room)]:
        below = np.array([names.index(each) for each in pool.instrument.indicators_below(node)])
        steps = np.unique(np.linspace(0, len(below), min(RUNGS, len(below) + 1)).astype(int))
        for order in (below, generator.permutation(below)):
            sets = random_sets(pool.columns, len(steps), generator)
            for row, count in zip(sets, steps.tolist(), strict=True):
                for place, at in enumerate(order.tolist()):
                    row[at] = pool.columns[at].best if place < count else pool.columns[at].worst
            yield sets


def crossed(pool: Pool, family: Family, goals: Sequence[int], generator: np.random.Generator) -> Choices | None:
    """Put sets together, for each goal, of parts of sets that meet one of its conditions each; None: some are never met."""
    made = []
    names = [each.column.name for each in pool.columns]
    for goal in goals:
        donors = {key: np.flatnonzero(_met(pool, family, key, pattern)) for key, pattern in family.whens[goal].items()}
        if not all(map(len, donors.values())):
            continue
        every = np.concatenate(pool.choices)
        for _ in range(max(1, min(TRIES, ANSWERS // (len(goals) * len(names))))):
            chosen = every[generator.integers(len(every))].copy()
            keys = sorted(donors, key=lambda key: (key not in pool.instrument.nodes, generator.random()))
            for key in keys:  # nodes first: a question that is named keeps its answer
                donor = every[donors[key][generator.integers(len(donors[key]))]]
                for name in pool.instrument.indicators_below(key) or (key,):
                    chosen[names.index(name)] = donor[names.index(name)]
            made.append(chosen)
    return np.array(made) if made else None


def _met(pool: Pool, family: Family, key: str, pattern: Pattern) -> Flags:
    return np.concatenate([_conditions(each, family).holds(key, pattern) for each in pool.results])


def _conditions(result: Result, family: Family) -> Conditions:
    scores = result.scores if family.node else result.judged("types")
    return Conditions(result.instrument, result.panel, dict(zip(result.plan.nodes, scores.T, strict=True)), {})


def all_combinations(pool: Pool, family: Family) -> Choices | None:
    """Give every combination of answers, gaps included, to the questions below a family; None: there are too many.

    Nor can all be tried where one is a number, or not asked in some period.
    """
    instrument, names = pool.instrument, columns_below(pool.instrument, family)
    places = [at for at, each in enumerate(pool.columns) if each.column.name in names]
    asked = [pool.columns[at] for at in places]
    if not all(each.counted for each in asked) or not _always(instrument, family, names):
        return None
    if math.prod(len(each.trials) + 1 for each in asked) * len(pool.columns) > ALL:
        return None
    cases = np.array(list(itertools.product(*(range(NOTHING, len(each.trials)) for each in asked))), dtype=np.int32)
    found = np.zeros((len(cases), len(pool.columns)), dtype=np.int32)
    found[:, places] = cases
    return found


def _always(instrument: Instrument, family: Family, names: tuple[str, ...]) -> bool:
    roots = [family.node] if family.node else [key for when in family.whens for key in when]
    nodes = [instrument.nodes[key].rule for key, _ in instrument.below(tuple(roots))]
    return all(
        each.is_always_collected() for each in [*nodes, *(instrument.indicators[indicator_of(name)] for name in names)]
    )


def told_apart(instrument: Instrument, every: Sequence[Family]) -> list[str]:
    """Name the nodes whose score decides between goals."""
    keys = (key for each in every for when in each.whens for key in when)
    found = dict.fromkeys(
        [*(key for key in keys if key in instrument.nodes), *(each.node for each in every if each.kind == BAND)]
    )
    return list(found)
