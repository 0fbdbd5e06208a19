"""The fewest reforms, or the cheapest, that bring a unit to a score, a band or a rank, the other units standing still."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.goals import Goal
from policyindex.analysis.reforms.judging import Judge
from policyindex.analysis.reforms.reach_count import ways
from policyindex.analysis.reforms.reach_parts import Gain, NotSeparableError, frontier, parts_of
from policyindex.analysis.reforms.reach_search import searched
from policyindex.analysis.reforms.reach_space import Case, Cost, Space, cost_of
from policyindex.analysis.reforms.reform import Kept, Reform
from policyindex.analysis.reforms.whatif import Standing
from policyindex.scoring.ranking import comparable
from policyindex.scoring.result import Result


class Priced(NamedTuple):
    """A reform on the way, with its cost."""

    reform: Reform
    cost: float


class Reach(NamedTuple):
    """How a goal can be reached by one unit."""

    row: int
    unit: str
    period: str
    node: str
    goal: str
    before: Standing
    after: Standing | None
    """With the reforms, scored again; None: it is not reachable, or no reforms were found."""
    reforms: tuple[Priced, ...]
    cost: float | None
    """How many reforms there are, or what they cost together."""
    least: float
    """No set that costs less is enough; infinite: none is."""
    ways: int | None
    """How many sets cost the same and are enough; None: not counted."""
    most: float | None
    """The farthest score that reforms lead to, or a bound beyond which none leads; None: nobody can say."""
    is_exact: bool
    """The farthest score is one that reforms lead to."""
    kept: tuple[Kept, ...]

    @property
    def is_there(self) -> bool:
        """The unit has reached it already."""
        return self.after is not None and not self.reforms

    @property
    def is_reachable(self) -> bool | None:
        """Whether there are reforms that reach it; None: nobody can say."""
        return True if self.after is not None else False if np.isinf(self.least) else None


def one_each(reform: Reform) -> float:
    """Let each reform cost 1, so that the cheapest are the fewest."""
    return 1.0


def reach(result: Result, row: int, node: str, goal_of: Callable[[int], Goal], cost: Cost = one_each) -> Reach:
    """Find the cheapest reforms that reach a goal; of equally cheap ones those that gain most.

    :param cost: what a reform costs, above 0
    """
    goal, space = goal_of(row), Space(result, row, node, cost)
    judge, at = Judge(result, row, node), result.column(node)
    now = float(result.scores[row, at])
    sign = -1 if judge.lowest else 1

    def made(case: Case | None, least: float, count: int | None, most: float, *, exact: bool) -> Reach:
        after, priced = None, tuple(Priced(each.reform, each.cost) for each in case or ())
        if case is not None:
            after = _standing(judge, float(comparable(space.raw([case])[:, at])[0]))
        return Reach(
            row, result.panel.units[row], space.period, node, goal.text, _standing(judge, now), after, priced,
            None if case is None else cost_of(case), least, count, None if np.isnan(most) else most, exact, space.kept,
        )  # fmt: skip

    if np.isnan(now):
        return made(None, np.inf, None, np.nan, exact=False)
    if goal.met(np.array([now]))[0]:
        return made((), 0.0, None, now, exact=False)
    try:
        parts = parts_of(space, node, sign)
        steps = frontier(parts)
    except NotSeparableError:
        found = searched(space, goal, sign)
        return made(found.case, found.least, None, found.most, exact=False)
    scores = comparable(space.raw([each.case for each in steps])[:, at])
    met = np.flatnonzero(goal.met(scores))
    if not len(met):
        return made(None, np.inf, None, float(scores[-1]), exact=True)
    step: Gain = steps[int(met[0])]
    start, limit = space.now(node), goal.least(now, float(scores[met[0]]))
    count = ways(parts, step.cost, sign * (limit - start), lambda gains: goal.met(comparable(start + sign * gains)))
    return made(step.case, step.cost, count, float(scores[-1]), exact=True)


def _standing(judge: Judge, score: float) -> Standing:
    if np.isnan(score):
        return Standing(None, None, "", 0)
    one = np.array([score])
    return Standing(score, float(judge.shown(one)[0]), judge.band(score), int(judge.ranks(one)[0]))
