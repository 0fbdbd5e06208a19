"""Dynamic programming over a tree: the most that each node gains for each cost, from parts that change apart.

Below rules that are linear as they stand, gains add up, so that parts are merged one after the other. What stands below any
other rule is enumerated by the engine where that is little; where it is much, and the rule moves one way with each of its
children, the best of each child are tried with each other. What is neither is for a search.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.reforms.reach_space import Case, Space, cost_of
from policyindex.scoring.arrays import Array
from policyindex.scoring.ends import moves_one_way
from policyindex.scoring.one_node import looks_below, operation_values
from policyindex.scoring.plan import Operation, rows_of
from policyindex.scoring.rules import falling_by, shares_by

LIMIT = 20_000
"""Cases that are enumerated for one part, and steps that a merged part may have."""
SAME = 1e-12
Places = NDArray[np.intp]


class NotSeparableError(Exception):
    """What is below a node does not fall into parts that change apart."""


class Gain(NamedTuple):
    """What reforms gain at a node, and what they cost together."""

    cost: float
    gain: float
    case: Case


@dataclass(frozen=True)
class Part:
    """Reforms whose gain does not depend on those of other parts."""

    gains: tuple[Gain, ...]
    """The first costs and gains nothing."""
    whole: bool
    """Every case is among them; false: the best for each cost."""

    @cached_property
    def best(self) -> list[Gain]:
        """The most that it gains for each cost."""
        return best_of(self.gains)

    @cached_property
    def steps(self) -> Steps:
        """The same as numbers."""
        return Steps(np.array([each.cost for each in self.best]), np.array([each.gain for each in self.best]))


class Steps(NamedTuple):
    """Costs, rising, and what is gained for each, rising too."""

    costs: Array
    gains: Array

    def and_of(self, other: Steps) -> tuple[Steps, Places]:
        """Give the steps of two parts together, and which pair each is made of."""
        costs = np.round(np.add.outer(self.costs, other.costs), 9).ravel()
        gains = np.add.outer(self.gains, other.gains).ravel()
        order = np.lexsort((-np.round(gains, 12), costs))
        high = np.maximum.accumulate(gains[order])
        kept = order[np.concatenate([[True], gains[order][1:] > high[:-1] + SAME])]
        if len(kept) > LIMIT:
            raise NotSeparableError
        return Steps(costs[kept], gains[kept]), kept


NOTHING = Steps(np.zeros(1), np.zeros(1))


def parts_of(space: Space, node: str, sign: int) -> list[Part]:
    """Split what is below a node into parts whose gains add up.

    :param sign: 1 where more is better, -1 where less is
    :raises NotSeparableError: where that cannot be done
    """
    if _shares(space, space.operations[node]) is None:
        return [_part(space, node, [(node, 1.0)], space.below(node), sign)]
    groups = _joined((space.below(name), name, slope) for name, slope in _slopes(space, node).items())
    small = [each for each in groups if _count(space, each[0]) <= LIMIT]
    cases = [_cases(space, columns) for columns, _ in small]
    raw = space.raw([case for each in cases for case in each]) if cases else np.empty((0, len(space.plan.nodes)))
    found, start = [], 0
    for (_, names), own in zip(small, cases, strict=True):
        found.append(_enumerated(space, node, names, own, raw[start : start + len(own)], sign))
        start += len(own)
    return found + [
        _part(space, node, names, columns, sign) for columns, names in groups if _count(space, columns) > LIMIT
    ]


def frontier(parts: Iterable[Part]) -> list[Gain]:
    """Give the most that parts gain together for each cost, cheapest first, each step gaining more than the last."""
    steps, trail = NOTHING, []
    for part in parts:
        steps, pairs = steps.and_of(part.steps)
        trail.append((part, *np.divmod(pairs, len(part.best))))
    cases: list[Case] = [() for _ in steps.costs]
    places = np.arange(len(cases))
    for part, before, own in reversed(trail):
        cases = [part.best[own[place]].case + case for place, case in zip(places, cases, strict=True)]
        places = before[places]
    return [Gain(*each) for each in zip(steps.costs.tolist(), steps.gains.tolist(), cases, strict=True)]


def best_of(gains: Iterable[Gain]) -> list[Gain]:
    """Keep what gains more than anything that costs as much or less."""
    found: list[Gain] = []
    for each in sorted(gains, key=lambda each: (each.cost, -round(each.gain, 12))):
        if not found or each.gain > found[-1].gain + SAME:
            found.append(each)
    return found


def _shares(space: Space, operation: Operation) -> Array | None:
    """Give by how much a node rises with each child as things stand; None: its rule is not linear there."""
    rule = operation.rule
    if operation.spec.shares is None or operation.lookup is not None or rule.floor is not None or rule.cap is not None:
        return None
    places = rows_of(operation.children, operation.row)
    values, gone = space.area[0][places], space.area[1][places]
    there = ~np.isnan(values) | (~gone & (rule.missing == "zero"))
    found = shares_by(operation.spec, operation.weights, operation.parameters, there)
    if found is None:
        return None
    if rule.rescale is not None:
        source, target = rule.rescale.from_, rule.rescale.to
        found = found * float((target.high - target.low) / (source.high - source.low))
    return np.where(np.isnan(values), 0.0, found)


def _slopes(space: Space, node: str) -> dict[str, float]:
    """Give what is below linear rules alone, nodes of other rules and columns, with what a point of it is worth."""
    names = (*space.plan.columns, *space.plan.nodes)
    slopes, found = {node: 1.0}, dict[str, float]()
    for operation in reversed(space.plan.operations):
        slope = slopes.pop(operation.node, None)
        if slope is None or not space.below(operation.node) or not operation.rule.is_collected(space.period):
            continue
        if math.isnan(space.now(operation.node)):
            raise NotSeparableError  # a reform below may give it a score, and so change what the others count
        shares = _shares(space, operation)
        if shares is None:
            found[operation.node] = slope
            continue
        for place, share in zip(rows_of(operation.children, operation.row), shares.tolist(), strict=True):
            child = names[place]
            where = slopes if child in space.operations else found
            where[child] = where.get(child, 0.0) + slope * share
    return {name: slope for name, slope in found.items() if slope and space.below(name)}


Group = tuple[frozenset[str], list[tuple[str, float]]]


def _joined(each: Iterable[tuple[frozenset[str], str, float]]) -> list[Group]:
    """Join what shares a column."""
    found: list[Group] = []
    for columns, name, slope in each:
        names = [(name, slope)]
        apart = []
        for other in found:
            if other[0] & columns:
                columns, names = columns | other[0], other[1] + names
            else:
                apart.append(other)
        found = [*apart, (columns, names)]
    return found


def _count(space: Space, columns: Iterable[str]) -> int:
    return math.prod(len(space.options[each]) + 1 for each in columns)


def _cases(space: Space, columns: frozenset[str]) -> list[Case]:
    """Give every choice of reforms in some columns, first that of none."""
    each = [[None, *space.options[column]] for column in space.options if column in columns]
    return [tuple(one for one in chosen if one is not None) for chosen in product(*each)]


def _enumerated(
    space: Space, node: str, names: Sequence[tuple[str, float]], cases: Sequence[Case], raw: Array, sign: int
) -> Part:
    nodes = {name: at for at, name in enumerate(space.plan.nodes)}
    at = nodes[node]
    inner = [nodes[name] for name, _ in names if name in nodes] + [at]
    if np.isnan(raw[:, inner]).any():
        raise NotSeparableError
    gains = sign * (raw[:, at] - raw[0, at])
    return Part(tuple(Gain(cost_of(case), float(gain), case) for case, gain in zip(cases, gains, strict=True)), True)


def _part(space: Space, node: str, names: Sequence[tuple[str, float]], columns: frozenset[str], sign: int) -> Part:
    """Give the part of one node with a rule that is not linear."""
    if _count(space, columns) <= LIMIT:
        cases = _cases(space, columns)
        return _enumerated(space, node, names, cases, space.raw(cases), sign)
    if len(names) > 1 or names[0][0] not in space.operations:
        raise NotSeparableError
    name, slope = names[0]
    own = _tried(space, space.operations[name], sign if slope > 0 else -sign)
    return Part(tuple(each._replace(gain=each.gain * abs(slope)) for each in own), False)


def _tried(space: Space, operation: Operation, sign: int) -> list[Gain]:
    """Try the best of each child of a node with the best of the others."""
    places, names = rows_of(operation.children, operation.row), (*space.plan.columns, *space.plan.nodes)
    children = [names[place] for place in places]
    falling = falling_by(operation.spec, operation.weights, operation.parameters).tolist()
    below = [space.below(each) for each in children]
    if operation.lookup is not None or sum(map(len, below)) > len(frozenset().union(*below)):
        raise NotSeparableError
    values, gone = (each[places] for each in space.area)
    best = [
        _child(space, child, -sign if falls else sign)
        if own and not math.isnan(space.now(child))
        else [Gain(0.0, 0.0, ())]
        for child, falls, own in zip(children, falling, below, strict=True)
    ]
    if any(
        own and math.isnan(space.now(child)) and not space.is_gone(child)
        for child, own in zip(children, below, strict=True)
    ):
        raise NotSeparableError
    if math.prod(map(len, best)) > LIMIT:
        raise NotSeparableError
    chosen = list(product(*best))
    signs = np.array([-sign if falls else sign for falls in falling])[:, None]
    tried = values[:, None] + signs * np.array([[each.gain for each in one] for one in chosen]).T
    if not moves_one_way(operation, tried):
        raise NotSeparableError
    leaves = rows_of(operation.leaves, operation.row)
    lower = [
        np.repeat(each[leaves][:, None], len(chosen), axis=1) if looks_below(operation) else None for each in space.area
    ]
    flags = np.repeat(gone[:, None], len(chosen), axis=1)
    scores = operation_values(operation, tried, None, flags, *lower)  # type: ignore[arg-type]
    if np.isnan(scores).any():
        raise NotSeparableError
    gains = sign * (scores - scores[0])
    cases = [tuple(each for gain in one for each in gain.case) for one in chosen]
    return best_of(Gain(cost_of(case), float(gain), case) for case, gain in zip(cases, gains, strict=True))


def _child(space: Space, child: str, sign: int) -> list[Gain]:
    """Give the best of a child for each cost."""
    if child in space.operations:
        return frontier(parts_of(space, child, sign))
    now = space.now(child)
    options = [Gain(each.cost, sign * (each.cell.value - now), (each,)) for each in space.options[child]]
    return best_of([Gain(0.0, 0.0, ()), *options])
