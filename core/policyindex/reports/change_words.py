"""What reports of changes say in words: how scores are shown, what is not compared and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from policyindex.analysis.changes.change import Change
from policyindex.analysis.changes.upon import Upon
from policyindex.locales import word
from policyindex.locales.listing import listed
from policyindex.reports.numbers import shown_number
from policyindex.reports.signed import signed

PARTS = (
    "reform", "unknown", "mixed", "reference", "correction", "recoding", "revised_mixed", "basket", "collection",
    "vintage", "edition",
)  # fmt: skip
"""What a difference falls into, in the order in which it is told."""


@dataclass(frozen=True)
class Said:
    """Words about the change of one node."""

    upon: Upon

    @property
    def change(self) -> Change:
        """The change of all nodes."""
        return self.upon.change

    @property
    def decimals(self) -> int:
        """With how many decimals scores of the node are shown."""
        return self.change.result.instrument.decimals(self.upon.node)

    @property
    def exact(self) -> int:
        """With how many decimals parts of a difference are shown."""
        return max(2, self.decimals + 2)

    def word(self, key: str, **values: object) -> str:
        """Give a word in the language of the instrument."""
        return word(f"change.{key}", self.change.result.instrument.language, **values)

    def listed(self, names: Sequence[str]) -> str:
        """Give names as one text."""
        return listed(names, self.change.result.instrument.language)

    def name(self, unit: str) -> str:
        """Give the name of a unit, or its code."""
        return self.change.result.unit_names.get(unit, unit)

    def label(self, identifier: str) -> str:
        """Give the label of a node or a question."""
        return self.change.result.instrument.label(identifier)

    def score(self, value: float) -> str:
        """Write a score as it is shown."""
        return "-" if np.isnan(value) else shown_number(value, self.decimals)

    def between(self, first: str, last: str) -> str:
        """Say when something happened."""
        return last if first == last else self.word("between", first=first, last=last)

    def incomplete(self, unit: int) -> list[str]:
        """Name the periods in which the score rests on too few answers."""
        basket, ends = self.change.basket, (self.change.early, self.change.late)
        rows = int(basket.first.rows[unit]), int(basket.last.rows[unit])
        flags = self.change.result.incomplete[:, self.upon.at]
        return list(dict.fromkeys(period for row, period in zip(rows, ends, strict=True) if flags[row]))

    def moved(self, unit: int) -> bool:
        """Tell whether the score is another, by whatever it may be."""
        return bool(abs(self.change.difference[self.upon.at, unit]) > 1e-9)

    def differs(self, unit: int) -> bool:
        """Tell whether the difference of the shown scores is another than the difference that is shown."""
        shown, other = self.change.shown[self.upon.at, unit], self.change.of_shown[self.upon.at, unit]
        return bool(not np.isnan(shown) and abs(shown - other) > 1e-9)

    def rounding(self, unit: int) -> str:
        """Say which of two numbers stands there, where the difference of shown scores is not the shown difference."""
        at = self.upon.at
        return self.word(
            "rounding",
            shown=signed(float(self.change.of_shown[at, unit]), self.decimals),
            exact=signed(float(self.change.difference[at, unit]), self.exact),
            stands=signed(float(self.change.difference[at, unit]), self.decimals),
        )

    def comparable(self, units: Sequence[int]) -> list[str]:
        """Name what can be compared for some units, all of them: published roots, and the highest nodes below."""
        instrument, fixed = self.change.result.instrument, self.change.fixed
        found: list[str] = []
        roots = instrument.trees[instrument.published_tree].roots
        stack = [*roots, self.upon.node] if self.upon.node in roots else [self.upon.node]
        while stack:
            node = stack.pop(0)
            if node not in instrument.nodes:
                continue
            if not np.isnan(fixed[self.change.result.column(node), list(units)]).any():
                found.append(node)
            elif node not in roots or node == self.upon.node:
                stack += instrument.nodes[node].children
        return list(dict.fromkeys(found))

    def uncompared(self, unit: int) -> Iterator[str]:
        """Say why a unit has no difference, or none on the fixed basket, and what can be compared."""
        at, change = self.upon.at, self.change
        lacking = [
            period
            for period, scores in zip((change.start, change.end), change.from_to, strict=True)
            if np.isnan(scores[at, unit])
        ]
        if lacking:
            yield self.word("no_score", label=self.label(self.upon.node), periods=self.listed(lacking))
        elif np.isnan(change.fixed[at, unit]):
            yield self.word("no_basket", label=self.label(self.upon.node))
        else:
            return
        found = [f"{self.label(node)} [{node}]" for node in self.comparable([unit])]
        yield self.word("comparable", labels=self.listed(found)) if found else self.word("nothing_comparable")
