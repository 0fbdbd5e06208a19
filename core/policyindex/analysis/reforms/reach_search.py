"""Searching for the cheapest reforms where no tree can be split: cheapest sets first, to a limit, with a bound for what is left."""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.goals import Goal
from policyindex.analysis.reforms.reach_space import Case, Priced, Space, cost_of
from policyindex.scoring.again import by_panel_steps
from policyindex.scoring.arrays import Array
from policyindex.scoring.ends import ends
from policyindex.scoring.ranking import comparable
from policyindex.scoring.tables import OPEN

SETS = 20_000
"""Sets of reforms that are tried for one unit."""
BATCH = 500


class Found(NamedTuple):
    """What a search found."""

    case: Case | None
    """Reforms that reach the goal; None: none were found."""
    least: float
    """No set that costs less reaches it; infinite: none does."""
    most: float
    """No set gets farther than this score; NaN: nobody can say."""


def searched(space: Space, goal: Goal, sign: int) -> Found:
    """Try sets of reforms, the cheapest first, until one reaches the goal or the limit is met."""
    at = space.plan.nodes.index(space.node)
    columns = list(space.options)
    most = _bound(space, sign)
    if not np.isnan(most) and not goal.met(np.array([most]))[0]:
        return Found(None, np.inf, most)
    queue: list[tuple[float, int, int, Case]] = [(0.0, 0, 0, ())]
    count = tried = 0
    dropped = np.inf  # the cheapest of the sets that nobody will come to
    while queue:
        batch = [heapq.heappop(queue)]
        while queue and queue[0][0] == batch[0][0] and len(batch) < BATCH:
            batch.append(heapq.heappop(queue))
        if tried + len(batch) > SETS or batch[0][0] > dropped:
            return Found(_thinned(space, goal, sign, at), min(batch[0][0], dropped), most)
        tried += len(batch)
        scores = comparable(space.raw([case for *_, case in batch])[:, at])
        met = np.flatnonzero(goal.met(scores))
        if len(met):
            best = int(met[np.argmax(sign * scores[met])])
            return Found(batch[best][3], batch[best][0], most)
        for _, _, start, case in batch:
            for place in range(start, len(columns)):
                for each in space.options[columns[place]]:
                    cost = round(cost_of(case) + each.cost, 9)
                    if len(queue) < SETS:
                        count += 1
                        heapq.heappush(queue, (cost, count, place + 1, (*case, each)))
                    else:
                        dropped = min(dropped, cost)
    return Found(None, np.inf, most) if np.isinf(dropped) else Found(_thinned(space, goal, sign, at), dropped, most)


def _bound(space: Space, sign: int) -> float:
    """Give a score that nothing gets beyond."""
    panel, row, plan = space.result.panel, [space.row], space.plan
    if by_panel_steps(plan):
        return np.nan
    low, high, codes = (
        space.result.ready.values[row].copy(),
        space.result.ready.values[row].copy(),
        panel.codes[row].copy(),
    )
    for column, options in space.options.items():
        at = space.places[column]
        values = [low[0, at], *(each.cell.value for each in options)]
        low[0, at], high[0, at], codes[0, at] = min(values), max(values), OPEN
    first, last = ends(plan, low, high, codes, panel.out[row], trusted=False)
    place = plan.nodes.index(space.node)
    return float(comparable((last if sign > 0 else first)[0, place : place + 1])[0])


def _thinned(space: Space, goal: Goal, sign: int, at: int) -> Case | None:
    """Take the best single reform of every question, then leave out what is not needed, the dearest for its gain first."""
    case = tuple(_best(space, column, sign, at) for column in space.options)
    if not goal.met(comparable(space.raw([case])[:, at]))[0]:
        return None
    while True:
        fewer = [case[:place] + case[place + 1 :] for place in range(len(case))]
        scores: Array = comparable(space.raw(fewer)[:, at])
        met = np.flatnonzero(goal.met(scores))
        if not len(met):
            return case
        case = fewer[min(met.tolist(), key=lambda place: (cost_of(fewer[place]), -sign * scores[place], place))]


def _best(space: Space, column: str, sign: int, at: int) -> Priced:
    options = space.options[column]
    scores = sign * space.raw([(each,) for each in options])[:, at]
    points = np.array([each.cell.value for each in options])
    return options[int(np.lexsort((-sign * points, -np.nan_to_num(scores, nan=-np.inf)))[0])]
