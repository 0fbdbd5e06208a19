"""What each node's score can be at all: a few values, or an interval; never less than what answers can make of it.

What is said of a node counts on every part of it for itself, whatever the others are: so nothing that can be is left
out, and what is not in it no answers can reach.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.sampling.columns import Tried
from policyindex.instruments.inputs import Input, State
from policyindex.instruments.models.nodes import MISSING
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.ends import ends
from policyindex.scoring.plan import Operation, Plan, ended, rows_of
from policyindex.scoring.ranking import comparable
from policyindex.scoring.tables import OPEN, Lookup, states_of

COMBINED = 20_000
"""Combinations of parts that are worked out; of more only the ends are."""
SHARES = 10
"""Parts whose every gap is looked at, for the ends."""
HULLS = ("mean", "weighted_mean", "median", "min", "max", "geometric_mean", "harmonic_mean", "power_mean")
"""Rules whose score lies between the lowest and the highest part."""
SUMS = ("sum", "weighted_sum")
WHOLE = ("ratio", "difference")
"""Rules that need all their parts."""


@dataclass(frozen=True)
class Possible:
    """Where a score can lie: between ``low`` and ``high``, or only at ``values``."""

    low: float = -math.inf
    high: float = math.inf
    values: tuple[float, ...] | None = None

    @classmethod
    def at(cls, values: Iterable[float]) -> Possible:
        """Make one of single values; NaN is no score, and none of them."""
        known = np.unique(comparable(np.array([each for each in values if not math.isnan(each)], dtype=np.float64)))
        if not len(known):
            return cls(math.nan, math.nan, ())
        return cls(float(known[0]), float(known[-1]), tuple(known.tolist()) if len(known) <= COMBINED else None)

    def cut(self, floor: float | None, cap: float | None) -> Possible:
        """Cut it at the ends that a rule states."""
        low, high = -math.inf if floor is None else floor, math.inf if cap is None else cap
        if self.values is not None:
            return Possible.at(min(max(each, low), high) for each in self.values)
        return Possible(min(max(self.low, low), high), min(max(self.high, low), high))

    def told(self, of_many: str = "") -> str:
        """Say it in a few words.

        :param of_many: what is to be said of many values, such as that none of them fits
        """
        if self.values is not None and len(self.values) <= 8:
            return (
                f"can only be {', '.join(f'{each:g}' for each in self.values)}" if self.values else "never has a score"
            )
        if math.isinf(self.low) and math.isinf(self.high):
            return "may be any number"
        low, high = f"{self.low:g}", f"{self.high:g}"
        if self.values is not None:
            return f"has {len(self.values):,} values between {low} and {high}" + (f", {of_many}" if of_many else "")
        if math.isinf(self.low):
            return f"is at most {high}"
        return f"is at least {low}" if math.isinf(self.high) else f"lies between {low} and {high}"

    def states(self, asked: Input) -> list[int]:
        """Number the states of an input that is such a score, without that of no score."""
        if self.values is not None:
            values = np.array(self.values, dtype=np.float64)
            return sorted(set(states_of(asked, values, np.zeros(len(values), dtype=np.int16)).tolist()))
        first, last = states_of(asked, np.array([self.low, self.high]), np.zeros(2, dtype=np.int16)).tolist()
        return list(range(first, last + 1))


def is_absent(state: State) -> bool:
    """Tell whether a state is no answer: nothing, or an option that has a status."""
    return state.name == MISSING or not state.counts


class Reach:
    """What is possible below and at every node of a plan."""

    def __init__(self, plan: Plan, columns: Sequence[Tried]) -> None:
        self.plan = plan
        self.of: dict[str, Possible] = {}
        self.uncut: dict[str, Possible] = {}
        """The same before a node's ``floor`` and ``cap`` cut it."""
        self.rows: dict[str, set[int]] = {}
        """The rows of tables that some combination of their inputs reaches."""
        for name, tried in zip(plan.columns, columns, strict=True):
            self.of[name] = _of_column(tried)
        names = (*plan.columns, *plan.nodes)
        for operation in plan.operations:
            below = {names[place]: self.of[names[place]] for place in rows_of(operation.children, operation.row)}
            bare = replace(
                operation, rule=operation.rule.model_copy(update={"floor": None, "cap": None, "min_coverage": None})
            )
            uncut = self._table(bare, bare.lookup, below) if bare.lookup is not None else _combined(bare, below)
            rule = operation.rule
            floor, cap = (None if each is None else float(each) for each in (rule.floor, rule.cap))
            self.uncut[operation.node], self.of[operation.node] = uncut, uncut.cut(floor, cap)

    def _table(self, operation: Operation, lookup: Lookup, below: Mapping[str, Possible]) -> Possible:
        chosen: list[NDArray[np.int64]] = []
        for asked, each in zip(lookup.inputs, below.values(), strict=True):
            some = range(len(asked.states)) if asked.limits is None else [*each.states(asked), len(asked.states) - 1]
            chosen.append(np.array(sorted(some), dtype=np.int64) * lookup.strides[len(chosen)])
        at, silent = np.array([0], dtype=np.int64), np.array([True])
        for asked, steps, stride in zip(lookup.inputs, chosen, lookup.strides, strict=True):
            absent = np.array([is_absent(asked.states[step // stride]) for step in steps.tolist()], dtype=np.bool_)
            at = (at[:, None] + steps[None, :]).reshape(-1)
            silent = (silent[:, None] & absent[None, :]).reshape(-1)
        stands = np.zeros(len(at), dtype=np.bool_) if lookup.stands is None else lookup.stands[at]
        at = at[~silent | stands | np.isnan(lookup.scores[at])]  # without any input there is no score
        rows = np.array(lookup.rows)[at]
        self.rows[operation.node] = set(rows.tolist())
        return Possible.at(ended(lookup.scores[np.unique(at)], operation.rule).tolist())


def _of_column(tried: Tried) -> Possible:
    if tried.counted:
        return Possible.at(tried.points)
    least, most = tried.ends
    return Possible(-math.inf if math.isnan(least) else least, math.inf if math.isnan(most) else most)


def _combined(operation: Operation, below: Mapping[str, Possible]) -> Possible:
    """Work out every combination of the parts where they are few, otherwise the ends."""
    gaps = 1 if operation.rule.missing == "skip" else 2
    counts = [math.inf if each.values is None else len(each.values) + gaps for each in below.values()]
    if math.prod(counts) > COMBINED:
        return _between(operation, list(below.values()))
    states = [
        [*((value, False) for value in each.values or ()), *((math.nan, gone) for gone in (False, True)[:gaps])]
        for each in below.values()
    ]
    cases = list(itertools.product(*states))
    values = np.array([[value for value, _ in case] for case in cases])
    out = np.array([[gone for _, gone in case] for case in cases])
    return Possible.at(_alone(operation, len(below)).apply(values, out=out)[:, 0].tolist())


def _alone(operation: Operation, parts: int) -> Plan:
    """Make a plan of one node over its parts."""
    own = slice(0, parts)
    return Plan(
        tuple(map(str, range(parts))),
        (operation.node,),
        (replace(operation, row=parts, children=own, leaves=own),),
    )


def _between(operation: Operation, below: Sequence[Possible]) -> Possible:
    """Work out the ends, whichever parts are missing."""
    name, rule, parts = operation.spec.name, operation.rule, len(below)
    low, high = (np.array([getattr(each, end) for each in below]) for end in ("low", "high"))
    if rule.missing == "zero" or name in SUMS:  # a missing part counts as 0, or adds nothing
        low, high = np.minimum(low, 0.0), np.maximum(high, 0.0)
    full = np.zeros((1, parts), dtype=np.bool_)
    if rule.presence == "all" or name in WHOLE or name in SUMS:
        return _ends(operation, low, high, full)
    if parts <= SHARES:
        numbers = np.arange(2**parts - 1)
        return _ends(operation, low, high, (numbers[:, None] >> np.arange(parts)) & 1 == 1)
    if name in HULLS:
        first, second = ended(np.array([low.min(), high.max()]), rule).tolist()
        return Possible(min(first, second), max(first, second))
    return Possible()


def _ends(operation: Operation, low: Array, high: Array, gone: Flags) -> Possible:
    """Give the ends over some choices of missing parts; all is possible where one of them is not known."""
    if np.isinf(low).any() or np.isinf(high).any():
        return _open_ends(operation, low, high)
    first, second = (np.where(gone, np.nan, each) for each in (low, high))
    codes = np.full(gone.shape, OPEN, dtype=np.int16)
    least, most = ends(_alone(operation, len(low)), first, second, codes, gone, trusted=False)
    if np.isnan(least).any() or np.isnan(most).any():
        return Possible()
    return Possible(float(comparable(least).min()), float(comparable(most).max()))


def _open_ends(operation: Operation, low: Array, high: Array) -> Possible:
    """Keep the end that there is, of rules that rise with all parts."""
    if operation.spec.name in (*HULLS[:5], "sum") and operation.rule.rescale is None:
        every = sum if operation.spec.name == "sum" else None
        return Possible(every(low.tolist()), every(high.tolist())) if every else Possible(min(low), max(high))
    return Possible()
