"""How the difference of one node's score is made of the differences of its direct children, for many rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.changes.shapley import shapley
from policyindex.scoring.arrays import Array, Codes, Flags
from policyindex.scoring.one_node import looks_below, operation_values
from policyindex.scoring.plan import Operation, rows_of
from policyindex.scoring.rules import shares_by

Rows = NDArray[np.intp]
SAME = 1e-11
"""Scores that lie no further apart differ by the arithmetic alone."""
CELLS = 2_000_000
"""Numbers that are tried at once."""


class State(NamedTuple):
    """Scored rows: what ``Plan.area`` gives, with the codes of the answers, all of shape (columns and nodes, rows)."""

    values: Array
    gone: Flags
    codes: Codes


class Parts(NamedTuple):
    """The children's parts in a node's difference, of shape (children, rows)."""

    places: list[int]
    """Where the children stand in the work area."""
    part: Array
    """What each child's change has to do with the node's difference; they add up to it."""
    passed: Array
    """By what a child's own difference, and the parts of its own children, are multiplied on the way up."""
    orders: int
    """Over how many orders a part is a mean; 0: over all."""


def parts_of(operation: Operation, before: State, after: State) -> Parts:
    """Split a node's difference between two states over its direct children.

    Where the rule is linear as it stands, a part is weight times difference; elsewhere it is Shapley's value, found by
    asking the rule. A child whose own score did not change has no part in a rule that is not linear, even where rises
    and falls below it cancelled. Where the node, or a child, has no score in one of the states, its difference counts
    as 1, and is shared evenly by what changed below it.
    """
    pair = _Pair(operation, before, after)
    part, passed = np.zeros(pair.first.shape), np.zeros(pair.first.shape)
    linear = pair.closed(part, passed)
    scoreless = np.isnan(pair.score[0]) | np.isnan(pair.score[1])
    part[:, scoreless] = pair.evenly()[:, scoreless]
    orders = pair.asked(part, np.flatnonzero(~linear & ~scoreless))
    gap = np.where(np.isnan(pair.gap), 1.0, pair.gap)
    moved = ~linear & pair.changed & (gap != 0)
    np.divide(part, gap, out=passed, where=moved)
    return Parts(pair.places, part, passed, orders)


@dataclass
class _Pair:
    """A node with its children in two states."""

    operation: Operation
    before: State
    after: State

    def __post_init__(self) -> None:
        self.places = rows_of(self.operation.children, self.operation.row)
        self.first, self.last = self.before.values[self.places], self.after.values[self.places]
        self.out = self.before.gone[self.places], self.after.gone[self.places]
        self.codes = self.before.codes[self.places], self.after.codes[self.places]
        self.score = self.before.values[self.operation.row], self.after.values[self.operation.row]
        self.gap = self.last - self.first
        none = np.isnan(self.first), np.isnan(self.last)
        self.still = (none[0] == none[1]) & (self.out[0] == self.out[1])
        """The child is there in both states, or in neither."""
        self.changed = ~self.still | (np.abs(np.nan_to_num(self.gap)) > SAME)
        if self.operation.lookup is not None:
            self.changed |= self.codes[0] != self.codes[1]
        self.none = none

    def evenly(self) -> Array:
        """Share 1 among the children that changed."""
        return np.asarray(self.changed / np.maximum(self.changed.sum(axis=0), 1))

    def closed(self, part: Array, passed: Array) -> Flags:
        """Fill in weight times difference, and tell in which rows the rule is linear as it stands."""
        operation, rule = self.operation, self.operation.rule
        linear: Flags = self.still.all(axis=0) & ~np.isnan(self.score[0]) & ~np.isnan(self.score[1])
        if operation.spec.shares is None or operation.lookup is not None or not linear.any():
            return np.zeros(linear.shape, dtype=np.bool_)
        counts = ~self.none[0] | ((~self.out[0]) & (rule.missing == "zero"))
        patterns, which = np.unique(counts, axis=1, return_inverse=True)
        slopes = np.zeros(patterns.shape)
        for at in np.flatnonzero(patterns.any(axis=0)).tolist():
            found = shares_by(operation.spec, operation.weights, operation.parameters, patterns[:, at])
            slopes[:, at] = 0.0 if found is None else np.where(patterns[:, at], found, 0.0)
        if rule.rescale is not None:
            source, target = rule.rescale.from_, rule.rescale.to
            slopes *= float((target.high - target.low) / (source.high - source.low))
        own = slopes[:, which.reshape(-1)]
        each = own * np.nan_to_num(self.gap)
        low = self.score[0] + np.minimum(each, 0).sum(axis=0)
        high = self.score[0] + np.maximum(each, 0).sum(axis=0)
        whole = np.abs(self.score[0] + each.sum(axis=0) - self.score[1]) <= 1e-9 * np.maximum(1, np.abs(self.score[1]))
        linear &= whole
        for limit in (rule.floor, rule.cap):
            if limit is not None:
                linear &= (low > float(limit)) | (high < float(limit))
        part[:, linear], passed[:, linear] = each[:, linear], np.where(self.none[0], 0.0, own)[:, linear]
        return linear

    def asked(self, part: Array, rows: Rows) -> int:
        """Fill in Shapley's value for some rows, those with equally many changed children together."""
        orders, count = 0, self.changed[:, rows].sum(axis=0)
        for players in sorted(set(count.tolist()) - {0}):
            some = rows[count == players]
            if players == 1:
                whole = self.score[1][some] - self.score[0][some]
                part[:, some] = np.where(self.changed[:, some], whole, 0.0)
                continue
            for block in self._blocks(some, players):
                at = np.argsort(~self.changed[:, block], axis=0, kind="stable")[:players]
                found, tried = shapley(lambda each, block=block, at=at: self._worth(each, block, at), players)  # type: ignore[misc]
                part[at, block] = found
                orders = max(orders, tried)
        return orders

    def _blocks(self, rows: Rows, players: int) -> Iterator[Rows]:
        each = len(self.places) * (1 << min(players, 14))
        size = max(1, CELLS // each)
        for start in range(0, len(rows), size):
            yield rows[start : start + size]

    def _worth(self, coalitions: Flags, rows: Rows, at: Rows) -> Array:
        """Score the node for coalitions of those children that changed, of shape (coalitions, rows)."""
        many, count = len(coalitions), len(rows)
        moved = np.zeros((len(self.places), many, count), dtype=np.bool_)
        for player in range(coalitions.shape[1]):
            moved[at[player], :, np.arange(count)] = coalitions[:, player]

        def mixed(pair: tuple[Any, Any]) -> Any:
            first, last = (each[:, rows][:, None, :] for each in pair)
            return np.where(moved, last, first).reshape(len(self.places), -1)

        below: Any = None
        below_gone: Any = None
        if looks_below(self.operation):
            leaves = rows_of(self.operation.leaves, self.operation.row)
            below, below_gone = (
                np.tile(each[leaves][:, rows], many) for each in (self.before.values, self.before.gone)
            )
        found = operation_values(
            self.operation, mixed((self.first, self.last)), mixed(self.codes), mixed(self.out), below, below_gone
        )
        return found.reshape(many, count)
