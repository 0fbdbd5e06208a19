"""What an earlier score was made of that the answers of today do not give: an older vintage, or an older edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from policyindex.analysis.changes.basket import Basket, Side, exact_scores
from policyindex.analysis.changes.walk import walk_of
from policyindex.editions.carry import Note
from policyindex.editions.diff import Comparison
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.result import Result


@dataclass(frozen=True, eq=False)
class Origin:
    """The result that the earlier scores stand in."""

    kind: Literal["vintage", "edition"]
    result: Result
    notes: tuple[Note, ...] = ()
    """Of an edition: the answers that were not simply carried to the newer one."""
    compared: Comparison | None = None
    """Of an edition: how comparable it is with the newer one."""

    def side(self, units: Sequence[str], period: str) -> Side:
        """Give the rows of some units, the first one for those that it has no answers of; see :meth:`has`."""
        places = self.result.panel.places
        return Side(self.result, np.array([places.get((each, period), 0) for each in units], dtype=np.intp))

    def has(self, units: Sequence[str], period: str) -> list[bool]:
        """Tell of which units there are answers."""
        return [(each, period) in self.result.panel.places for each in units]

    def scores(self, newer: Result, units: Sequence[str], period: str) -> Array:
        """Give its scores of the nodes of a newer result, of shape (nodes, units).

        Where it has none (a node or a unit that it does not know), those of the newer result stand.
        """
        again = exact_scores(Side(newer, np.array([newer.panel.places[each, period] for each in units], dtype=np.intp)))
        own, known = exact_scores(self.side(units, period)), np.array(self.has(units, period))
        for at, node in enumerate(newer.plan.nodes):
            if node in self.result.plan.nodes:
                again[at] = np.where(known, own[self.result.plan.nodes.index(node)], again[at])
        return again

    def revised(self, newer: Result, units: Sequence[str], period: str, node: str) -> tuple[Array, Flags]:
        """Give what each answer that a newer vintage tells otherwise did to a node's score of the period.

        :returns: of shape (columns, units) the parts, and true where an answer is another now
        """
        last = Side(newer, np.array([newer.panel.places[each, period] for each in units], dtype=np.intp))
        first = self.side(units, period)
        basket = Basket(first, last)
        states = basket.state(first), basket.state(last)
        columns = len(newer.plan.columns)
        values = [each.values[:columns] for each in states]
        same = (values[0] == values[1]) | (np.isnan(values[0]) & np.isnan(values[1]))
        other: Flags = (~same | (states[0].codes[:columns] != states[1].codes[:columns])) & np.array(
            self.has(units, period)
        )
        parts, _ = walk_of(newer, *states).upon(node)
        return np.where(other, parts, 0.0), other
