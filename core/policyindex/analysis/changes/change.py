"""Why scores of two periods differ: parts of answers by cause, and apart from them what came, went or was refitted.

The difference of two scores falls into what the basket and the collection did (answers that only one of the periods
has), what revisions of the past did (corrections and recodings, which restate what was scored) and what changed. The
last two are split over the answers: node by node down the plan, by the rule of each node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.changes.basket import Basket, Side, exact_scores
from policyindex.analysis.changes.node_parts import State
from policyindex.analysis.changes.origin import Origin
from policyindex.analysis.changes.stories import (
    Story,
    answered,
    between,
    restated_rows,
    rows_in_time,
    stories,
)
from policyindex.analysis.changes.upon import Upon
from policyindex.analysis.changes.walk import Walk, walk_of
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.ranking import half_up
from policyindex.scoring.result import Result

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Change:
    """The differences between two periods, of units that have answers of both; see the module for their parts.

    Numbers are those of ``start`` and ``end`` as they were asked for, whichever is later; arrays of scores have the
    shape (nodes, units), those of answers (columns, units).
    """

    result: Result
    start: str
    end: str
    units: tuple[str, ...]
    absent: Mapping[str, tuple[str, ...]]
    """Units that only the other period has answers of, by the period that lacks them."""
    sign: int
    """-1 where the first period asked for is the later one."""
    basket: Basket
    scores: tuple[Array, Array]
    """Exact scores of the earlier and the later period, each on what was answered then."""
    states: tuple[State, State, State, State]
    """On the fixed basket: the earlier period, both as restated by later revisions, the later one."""
    stories: Sequence[Mapping[int, Story]]
    """By unit what happened to its answers, by column."""
    origin: Origin | None = None
    """What the earlier scores were made of, where it was an older vintage of the answers or an older edition."""

    @cached_property
    def walks(self) -> tuple[tuple[Walk, ...], Walk]:
        """What revisions did to the earlier and to the later period, none where they did nothing; and what changed."""
        first, restated, again, last = self.states
        pairs = (pair for pair in ((first, restated), (again, last)) if pair[0] is not pair[1])
        return tuple(walk_of(self.result, *pair) for pair in pairs), walk_of(self.result, restated, again)

    @cached_property
    def whole_walk(self) -> Walk:
        """All at once, for nodes that have no score in between."""
        return walk_of(self.result, self.states[0], self.states[3])

    @property
    def early(self) -> str:
        """The earlier period."""
        return self.start if self.sign > 0 else self.end

    @property
    def late(self) -> str:
        """The later period."""
        return self.end if self.sign > 0 else self.start

    def _scores(self, state: State) -> Array:
        return state.values[len(self.result.plan.columns) :]

    @cached_property
    def from_to(self) -> tuple[Array, Array]:
        """The scores of the two periods as they were asked for, each on what was answered then."""
        return self.scores if self.sign > 0 else (self.scores[1], self.scores[0])

    @cached_property
    def difference(self) -> Array:
        """The exact differences; NaN where one of the periods has no score."""
        return self.sign * (self.scores[1] - self.scores[0])

    @cached_property
    def shown(self) -> Array:
        """The differences as they are shown: of the exact scores, half away from 0, with each node's decimals."""
        decimals = [self.result.instrument.decimals(node) for node in self.result.plan.nodes]
        rounded = half_up(np.abs(self.difference.T), decimals).T
        return np.asarray(np.sign(self.difference) * rounded + 0.0)

    @cached_property
    def of_shown(self) -> Array:
        """The differences of the shown scores."""
        decimals = [self.result.instrument.decimals(node) for node in self.result.plan.nodes]
        first, last = (half_up(each.T, decimals).T for each in self.from_to)
        return np.round(last - first, 9)

    @cached_property
    def fixed(self) -> Array:
        """The exact differences on the fixed basket; NaN where a period has no score there."""
        return self.sign * (self._scores(self.states[3]) - self._scores(self.states[0]))

    @cached_property
    def restated(self) -> tuple[Array, Array]:
        """The scores of the earlier and the later period on the fixed basket, by all that is known now."""
        return self._scores(self.states[1]), self._scores(self.states[2])

    @cached_property
    def broken(self) -> Array:
        """What another vintage, or another edition, makes of the differences; 0 where there is none."""
        again = self.scores[0] if self.origin is None else exact_scores(self.basket.first)
        found = self.sign * (again - self.scores[0])
        rest = self.difference - np.nan_to_num(self.fixed)
        return np.where(np.isnan(found) & ~np.isnan(self.difference), rest, found)

    @cached_property
    def came_or_went(self) -> tuple[Array, Array]:
        """What answers that only one period has make of the differences: the basket's part, and the collection's.

        Where there are both, each is the mean of what it makes before the other and after it.
        """
        basket, whole = self.basket, self.difference - self.broken
        whole = np.where(np.isnan(self.fixed), whole, whole - self.fixed)
        others = ~basket.kept & ~basket.collected
        if not basket.collected.any() and not any(flags.any() for flags in basket.silent.values()):
            return whole, np.zeros(whole.shape)
        if not others.any():
            return np.zeros(whole.shape), whole
        pairs = [
            basket.scores(basket.last, some, collecting) - basket.scores(basket.first, some, collecting)
            for some, collecting in ((basket.collected, True), (others, False))
        ]
        collection, rest = (self.sign * each - self.fixed for each in pairs)
        half = (whole + collection - rest) / 2
        half = np.where(np.isnan(half), np.where(others.any(axis=1), 0.0, whole), half)
        return whole - half, half

    def upon(self, node: str) -> Upon:
        """Split the difference of one node."""
        return Upon(self, node)

    @cached_property
    def orders(self) -> Mapping[str, int]:
        """The nodes whose parts are means over some orders only, and over how many."""
        walks = (*self.walks[0], self.walks[1])
        return {node: parts.orders for walk in walks for node, parts in walk.parts.items() if parts.orders}


def change(result: Result, start: str, end: str, units: Sequence[str] = (), origin: Origin | None = None) -> Change:
    """Compare two periods of a result.

    :param start: the period that differences count from; it may be the later one, and every sign turns then
    :param end: the period that they count to
    :param units: only these; none named: all that have answers of both periods
    :param origin: what the earlier period's scores were made of, where they are not those of the result
    """
    place = result.panel.places
    names = tuple(dict.fromkeys(each for each in result.panel.units if not units or each in units))
    both = tuple(each for each in names if (each, start) in place and (each, end) in place)
    absent = {
        period: tuple(each for each in names if (each, period) not in place and (each, other) in place)
        for period, other in ((start, end), (end, start))
    }
    in_time = result.instrument.in_time
    sign = 1 if in_time(start) <= in_time(end) else -1
    early, late = (start, end) if sign > 0 else (end, start)
    first, last = (
        Side(result, np.array([place[each, period] for each in both], dtype=np.intp)) for period in (early, late)
    )
    basket, there = Basket(first, last), answered(result)
    newest = max(set(result.panel.periods), key=in_time) if start != end else late
    rows = rows_in_time(result, both, between(result, early, newest))
    told = stories(result, rows, last.rows, there)
    states = _states(basket, rows, there)
    before = exact_scores(first) if origin is None else origin.scores(result, both, early)
    return Change(result, start, end, both, absent, sign, basket, (before, exact_scores(last)), states, told, origin)


def _states(basket: Basket, rows: Sequence[Sequence[int]], there: Flags) -> tuple[State, State, State, State]:
    """Score the two periods as they were answered, and as they are restated; one and the same where nothing is."""
    first, last = basket.first, basket.last
    known = [restated_rows(first.result, own, there) for own in rows]
    ends = [
        [own[0] for own in known],
        [own[each.index(row)] for own, each, row in zip(known, rows, last.rows.tolist(), strict=True)],
    ]
    found = []
    for side, each in zip((first, last), ends, strict=True):
        sources = np.array(each, dtype=np.intp).reshape(len(rows), len(side.result.plan.columns))
        own = basket.state(side)
        same = (sources == side.rows[:, None]).all()
        found.append((own, own if same else basket.state(side, sources)))
    return found[0][0], found[0][1], found[1][1], found[1][0]
