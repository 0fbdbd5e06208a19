"""Means of groups: of how many of whose members, and what a change of a mean owes to who was there.

A mean is one of those assessed, never of a world that was not. Between two periods the difference of two means falls
into what changed in the same units on the same questions, what came or went with questions, and what units did that
came or went. Of too few members no mean is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.analysis.changes.change import change
from policyindex.scoring.ranking import DECIMALS
from policyindex.scoring.result import Result

ENOUGH = 2 / 3
"""The share of the members that a mean needs."""


@dataclass(frozen=True)
class Mean:
    """A mean of scores."""

    value: float | None
    """None: too few have a score."""
    of: int
    """How many have a score that is whole enough for a rank."""
    members: int
    """How many there are."""

    @property
    def share(self) -> float:
        """Give the share of the members that have a score."""
        return self.of / self.members if self.members else 0.0


@dataclass(frozen=True)
class MeanChange:
    """The difference of two means, and what it is made of; None where too few units have both scores."""

    node: str
    start: Mean
    end: Mean
    panel: int
    """How many units have both scores."""
    of: int
    """How many members there are in the period that has more."""
    same: float | None
    """What changed in these units on questions that both periods have."""
    basket: float | None
    """What answers did that only one of the periods has."""
    composition: float | None
    """What units did that have a score in one of the periods only."""

    @property
    def difference(self) -> float | None:
        """Give the difference of the two means."""
        if self.start.value is None or self.end.value is None:
            return None
        return round(self.end.value - self.start.value, DECIMALS)

    @property
    def is_refused(self) -> bool:
        """Tell whether too few of the members have both scores for a comparison."""
        return self.panel < ENOUGH * self.of


def mean_of(result: Result, node: str, rows: Sequence[int], members: int = 0) -> Mean:
    """Give the mean score of some rows.

    :param members: how many units it is the mean of, where some of them have no row
    """
    column, some = result.column(node), list(rows)
    scores = np.where(result.incomplete[some, column], np.nan, result.scores[some, column])
    there, every = int(np.count_nonzero(~np.isnan(scores))), max(members, len(some))
    value = round(float(np.nanmean(scores)), DECIMALS) if there and there >= ENOUGH * every else None
    return Mean(value, there, every)


def mean_changes(result: Result, nodes: Sequence[str], start: str, end: str) -> tuple[MeanChange, ...]:
    """Compare the means of two periods.

    :param result: of the units of a group, or of all; a group's members count in the periods in which they are members
    """
    periods = result.panel.periods
    rows = [[row for row, each in enumerate(periods) if each == period] for period in (start, end)]
    members = [len(result.group.members[period]) if result.group else 0 for period in (start, end)]
    found = change(result, start, end)
    both = [[result.panel.places[unit, period] for unit in found.units] for period in (start, end)]
    asked, collected = found.came_or_went
    moved, basket = found.difference, asked + collected
    made = []
    for node in nodes:
        at = result.column(node)
        first, last = (mean_of(result, node, own, count) for own, count in zip(rows, members, strict=True))
        whole = ~(np.isnan(moved[at]) | result.incomplete[both[0], at] | result.incomplete[both[1], at])
        panel, every = int(whole.sum()), max(first.members, last.members)
        same = came = rest = None
        if panel and panel >= ENOUGH * every:
            came = round(float(basket[at][whole].mean()), DECIMALS)
            within = float(moved[at][whole].mean())
            same = round(within - came, DECIMALS)
            if first.value is not None and last.value is not None:
                rest = round(last.value - first.value - within, DECIMALS)
        made.append(MeanChange(node, first, last, panel, every, same, came, rest))
    return tuple(made)
