"""What a score that a unit might have would be called: its band and its rank, the other units standing still."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from policyindex.scoring.arrays import Array, Counts
from policyindex.scoring.classify import bands_of, scale_of
from policyindex.scoring.ranking import half_up
from policyindex.scoring.result import Result


class Judge:
    """Judges scores of one node of one row; how much is answered stays as it is."""

    def __init__(self, result: Result, row: int, node: str) -> None:
        """Take a result, and the row whose score might be another one."""
        self.result, self.row, self.node, self.at = result, row, node, result.column(node)
        self.lowest = result.instrument.nodes[node].rule.best == "lowest"
        self.ranked = bool(result.ranks[row, self.at])
        self.scale = scale_of(result.instrument, node)

    def shown(self, scores: Array) -> Array:
        """Give scores as they are shown."""
        return half_up(scores, self.result.instrument.decimals(self.node))

    def _judged(self, what: str, scores: Array) -> Array:
        return self.shown(scores) if what in self.result.instrument.file.by_shown else scores

    @cached_property
    def _others(self) -> Array:
        """The scores of the other units that have a rank in the period, by which they are ranked, sorted, best first."""
        result, period = self.result, self.result.panel.periods[self.row]
        rows = [row for row, when in enumerate(result.panel.periods) if when == period and row != self.row]
        kept = [row for row in rows if result.ranks[row, self.at]]
        found = result.judged("ranks")[kept, self.at]
        return np.sort(found if self.lowest else -found)

    def ranks(self, scores: Array) -> Counts:
        """Give the rank that each score would have; 0: none."""
        own = self._judged("ranks", scores)
        found = np.searchsorted(self._others, own if self.lowest else -own, side="left") + 1
        return np.where(np.isnan(own) | (not self.ranked), 0, found).astype(np.int32)

    def bands(self, scores: Array) -> Counts:
        """Give the place of the band that each score would be in among those of its scale; -1: none."""
        if self.scale is None or self.result.incomplete[self.row, self.at]:
            return np.full(scores.shape, -1, dtype=np.int32)
        complete = self.result.answered[self.row, self.at] == self.result.expected[self.row, self.at]
        return bands_of(self.scale, self._judged("bands", scores), np.full(scores.shape, bool(complete)))

    def band(self, score: float) -> str:
        """Give the label of a score's band; empty where there is none."""
        place = int(self.bands(np.array([score]))[0])
        return self.scale.bands[place].label if self.scale and place >= 0 else ""
