"""The difference of one node, split over the answers below it, by what each part is put down to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from policyindex.analysis.changes.stories import CHANGES, REVISIONS, Why, remeasured
from policyindex.scoring.arrays import Array, Counts, Flags

if TYPE_CHECKING:
    from policyindex.analysis.changes.change import Change


@dataclass(frozen=True, eq=False)
class Upon:
    """The difference of one node, split; arrays of shape (columns, units), (nodes, units) or (units,)."""

    change: Change
    node: str
    at: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.change.result.column(self.node))

    @cached_property
    def _found(self) -> tuple[Array, Array, Array]:
        """Give the parts of changed answers, of revised ones, and of nodes, with their signs."""
        change = self.change
        revising, changing = change.walks
        sign = change.sign * ~np.isnan(change.fixed[self.at])
        changed, nodes = changing.upon(self.node)
        revised = np.zeros(changed.shape)
        for walk in revising:
            parts, more = walk.upon(self.node)
            revised, nodes = revised + parts, nodes + more
        lost = np.isnan(change.restated[0][self.at]) | np.isnan(change.restated[1][self.at])
        if (lost & (sign != 0)).any():  # nothing to split at: an answer's part is its revision's or its change's
            whole, of_nodes = change.whole_walk.upon(self.node)
            only = (self.reasons < 0) & (self.revisions >= 0)
            changed[:, lost], revised[:, lost] = np.where(only, 0, whole)[:, lost], np.where(only, whole, 0)[:, lost]
            nodes[:, lost] = of_nodes[:, lost]
        return sign * changed, sign * revised, sign * nodes

    @property
    def changed(self) -> Array:
        """The part of what changed in each answer."""
        return self._found[0]

    @property
    def revised(self) -> Array:
        """The part of each answer's revision."""
        return self._found[1]

    @property
    def nodes(self) -> Array:
        """The part of each node below."""
        return self._found[2]

    @cached_property
    def reasons(self) -> Counts:
        """Why each answer has its part in the change: a place in ``CHANGES``, -1 where it did not change."""
        change = self.change
        found = self._none()
        if change.result.plan.steps:
            moved = ~np.isclose(change.states[1].values, change.states[2].values, 0, 0, equal_nan=True)
            found[moved[: len(found)]] = CHANGES.index(Why.REFERENCE)
        measured = self.measured
        for unit, own in enumerate(change.stories):
            for column, story in own.items():
                if story.changed_by:
                    why = Why.MIXED if measured[column, unit] else story.why
                    found[column, unit] = CHANGES.index(why)
        return found

    @cached_property
    def measured(self) -> Flags:
        """Whether what an answer is measured against is another in the later period, such as a denominator."""
        basket = self.change.basket
        return remeasured(self.change.result, basket.first.rows, basket.last.rows).T

    @cached_property
    def revisions(self) -> Counts:
        """Why an answer of one of the periods is restated: a place in ``REVISIONS``, -1 where it is not."""
        found = self._none()
        for unit, own in enumerate(self.change.stories):
            for column, story in own.items():
                if story.revised_by:
                    found[column, unit] = REVISIONS.index(story.revision)
        return found

    @cached_property
    def of_vintage(self) -> tuple[Array, Flags]:
        """What each answer that the newer vintage tells otherwise did; and true where it does."""
        change = self.change
        if change.origin is None or change.origin.kind != "vintage":
            return np.zeros(self.changed.shape), np.zeros(self.changed.shape, dtype=np.bool_)
        parts, other = change.origin.revised(change.result, change.units, change.early, self.node)
        return change.sign * parts, other

    def _none(self) -> Counts:
        return np.full((len(self.change.result.plan.columns), len(self.change.units)), -1, dtype=np.int32)

    def by_cause(self) -> dict[str, Array]:
        """Add up the parts by what they are put down to; with the basket's and the collection's they are the difference."""
        found: dict[str, Array] = {}
        for each, parts, kinds, known in (
            ("", self.changed, self.reasons, CHANGES),
            ("revised_", self.revised, self.revisions, REVISIONS),
        ):
            for place, why in enumerate(known):
                name = f"{each}{why}" if why is Why.MIXED else str(why)
                found[name] = np.where(kinds == place, parts, 0.0).sum(axis=0)
        basket, collection = self.change.came_or_went
        broken = dict.fromkeys(("vintage", "edition"), np.zeros(len(self.change.units)))
        if self.change.origin is not None:
            broken[self.change.origin.kind] = self.change.broken[self.at]
        return {**found, "basket": basket[self.at], "collection": collection[self.at], **broken}
