"""What the rules of an instrument make of sample answer sets, and what of them no answers reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from policyindex.analysis.sampling.columns import Tried, tried_columns
from policyindex.analysis.sampling.goals import Family, Goal, families, reached
from policyindex.analysis.sampling.pool import NOTHING, Pool
from policyindex.analysis.sampling.possible import Possible, Reach
from policyindex.analysis.sampling.proof import idle_limits, never
from policyindex.analysis.sampling.search import (
    ROUNDS,
    all_combinations,
    columns_below,
    crossed,
    ladders,
    told_apart,
)
from policyindex.analysis.sampling.sets import GAPS, RANDOM, SEED, default_set, extreme, period_of_most, random_sets
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.scoring.result import Result
from policyindex.scoring.strategies import plan_of

NAMED = ("best", "worst", "default", "none")
"""The sets before the random ones, in their order; ``none``: nothing is answered."""


class Verdict(StrEnum):
    """What became of a goal."""

    MET = "met"
    NEVER = "never"
    NOT_MET = "not met"


class Found(NamedTuple):
    """A goal with what became of it."""

    goal: Goal
    verdict: Verdict
    why: str = ""
    """Why no answers reach it."""


@dataclass(frozen=True)
class Sample:
    """What sample answer sets show of an instrument."""

    instrument: Instrument
    period: str
    columns: tuple[Tried, ...]
    result: Result
    """The sets of ``NAMED`` and the random ones: a row each, in this order."""
    reach: Mapping[str, Possible]
    """What each score can be at all."""
    found: tuple[Found, ...]
    idle: Mapping[tuple[str, str], str]
    """Floors and caps that never cut, by node and key, each with why."""
    tried: int
    """How many sets were scored."""


def sample(instrument: Instrument, rules: Rules) -> Sample | None:
    """Try an instrument with sample answer sets; the same instrument always gives the same.

    :returns: None where steps make the numbers of a unit out of those of others, so that made-up answers say nothing
    """
    plan = plan_of(instrument, rules)
    if plan.steps:
        return None
    generator = np.random.default_rng(SEED)
    columns, period = tried_columns(instrument, plan), period_of_most(instrument)
    pool = Pool(instrument, rules, columns, period)
    named = [
        extreme(pool, best=True),
        extreme(pool, best=False),
        default_set(columns),
        np.full((1, len(columns)), NOTHING),
    ]
    result = pool.add(np.concatenate([*named, random_sets(columns, RANDOM, generator)]).astype(np.int32))
    pool.add(random_sets(columns, RANDOM, generator, GAPS))
    every, reach = tuple(families(instrument)), Reach(plan, columns)
    found = _found(pool, every, reach, generator)
    return Sample(
        instrument, period, columns, result, reach.of, tuple(found), idle_limits(instrument, reach), pool.size
    )


def _found(pool: Pool, every: tuple[Family, ...], reach: Reach, generator: np.random.Generator) -> list[Found]:
    """Look for every goal, until it is met or known to be met by no answers."""
    proven = [never(pool.instrument, reach, family) for family in every]
    met = _Met(pool, every)
    still = [family for at, family in enumerate(every) if met.open(at) - set(proven[at])]
    if climbed := list(ladders(pool, told_apart(pool.instrument, still), generator)):
        pool.add(np.concatenate(climbed))
    for _ in range(ROUNDS):
        wanted = [(family, met.open(at) - set(proven[at])) for at, family in enumerate(every) if family.whens]
        made = [crossed(pool, family, sorted(goals), generator) for family, goals in wanted]
        some = [each for each in made if each is not None]
        if not some:
            break
        pool.add(np.concatenate(some))
    for at, family in enumerate(every):
        if met.open(at) - set(proven[at]) and (combined := all_combinations(pool, family)) is not None:
            pool.add(combined)
            count = len(columns_below(pool.instrument, family))
            asked = f"{count} question{'s' * (count != 1)}"
            why = f"none of all {len(combined):,} combinations of answers to the {asked} below does it"
            proven[at] = {**dict.fromkeys(met.open(at), why), **proven[at]}
    return list(_verdicts(every, met, proven))


class _Met:
    """Which goals the sets of a pool have met so far."""

    def __init__(self, pool: Pool, every: tuple[Family, ...]) -> None:
        self.pool, self.every = pool, every
        shared: dict[tuple[str, str], set[int]] = {}  # a band is met where any of its nodes meets it
        self.places = [shared.setdefault((each.kind, each.of), set()) for each in every]
        self.seen = 0

    def open(self, family: int) -> set[int]:
        """Give the places of the goals of a family that no set has met."""
        for result in self.pool.results[self.seen :]:
            for at, each in enumerate(self.every):
                if len(self.places[at]) < len(each.goals):
                    self.places[at] |= set(reached(each, result).tolist()) - {-1}
        self.seen = len(self.pool.results)
        return set(range(len(self.every[family].goals))) - self.places[family]


def _verdicts(every: tuple[Family, ...], met: _Met, proven: list[dict[int, str]]) -> Iterator[Found]:
    """Sum up: a band is never met where none of its nodes ever meets it."""
    together: dict[tuple[str, str], list[int]] = {}
    for at, family in enumerate(every):
        together.setdefault((family.kind, family.of), []).append(at)
    for places in together.values():
        for place, goal in enumerate(every[places[0]].goals):
            if place not in met.open(places[0]):
                yield Found(goal, Verdict.MET)
            elif all(place in proven[at] for at in places):
                yield Found(goal, Verdict.NEVER, _why([proven[at][place] for at in places]))
            else:
                yield Found(goal, Verdict.NOT_MET)


def _why(reasons: list[str]) -> str:
    different = list(dict.fromkeys(reasons))
    more = f"; and so for {len(different) - 3} more scores" if len(different) > 3 else ""
    return "; ".join(different[:3]) + more
