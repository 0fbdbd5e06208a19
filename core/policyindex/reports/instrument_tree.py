"""The tree of an instrument with weights and ranges of scores, cut to a screenful or to what was asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.reports.instrument_rules import rule_of
from policyindex.reports.numbers import shown_number
from policyindex.reports.report import Branch
from policyindex.scoring.extent import reach_of
from policyindex.scoring.strategies import plan_of
from policyindex.scoring.weights import DIVIDED, nominal_weights, weight_shares

SCREEN = 24
"""Lines of a tree that fit a screen."""
WHOLE = 1000
"""Deeper than any tree is."""
DEEP = 12
"""Levels that a screen may show."""


@dataclass(frozen=True)
class Shape:
    """What stands beside the nodes of one instrument."""

    instrument: Instrument
    reach: Mapping[str, tuple[float, float]]
    weights: Mapping[str, Mapping[str, float | None]]
    """Nominal weights of what is below a root, by root."""
    shares: Mapping[str, Mapping[str, float | None]]
    """Which share of a root's score it decides, by root."""

    def below(self, key: str) -> tuple[str, ...]:
        """Give what a node is made of; a question of nothing."""
        return self.instrument.nodes[key].children if key in self.instrument.nodes else ()

    def lines(self, key: str, depth: int) -> int:
        """Count the lines of a tree down to a depth."""
        return 1 + (sum(self.lines(each, depth - 1) for each in self.below(key)) if depth else 0)

    def branch(self, key: str, root: str, depth: int, above: str = "") -> Branch:
        """Give a node or a question with what is below it, down to a depth; what is cut off is counted."""
        head = self._head(key, root, above)
        if self.below(key) and not depth:
            cut = len(self.instrument.indicators_below(key))
            head += f" - {self.instrument.nodes[key].rule.aggregator} … {cut} question{'s' * (cut != 1)} below"
        elif self.below(key):
            head += f" - {rule_of(self.instrument, key, parts=False)}"
        children = tuple(self.branch(each, root, depth - 1, key) for each in self.below(key) if depth)
        return Branch(head, children=children, link=anchor(self.instrument, key))

    def _head(self, key: str, root: str, above: str) -> str:
        """Say a label, the weight in the node above, the nominal one in the root, and the ends of its scores."""
        parts = [f"{key}: {self.instrument.label(key)}"]
        if key != root:
            own = self.instrument.nodes[above].rule.weights.get(key)
            parts += [f"weight {own.normalize():f}"] if own is not None else []
            parts.append(self._nominal(key, root))
        parts.append(ends_told(*self._ends(key)))
        return " - ".join(parts)

    def _nominal(self, key: str, root: str) -> str:
        """Say the share of a root's score, and the factor of what multiplies on the way."""
        weight, share = self.weights[root].get(key, 0.0), self.shares[root].get(key, 0.0)
        if weight is None:
            return "no fixed weight"
        factor = weight / share if share else weight
        stated = [] if share is None else [f"nominal {shown_number(share, 4).rstrip('0')}"]
        times = [] if share and abs(factor - 1) < DIVIDED else [f"× {factor:.4g}"]
        return " ".join([*stated, *times])

    def _ends(self, key: str) -> tuple[float, float]:
        if key in self.reach:
            return self.reach[key]
        asked = self.instrument.indicators[indicator_of(key)]
        return asked.worst()[0], asked.best()[0]


def shape_of(instrument: Instrument, rules: Rules, roots: tuple[str, ...]) -> Shape:
    """Weigh what is below some nodes."""
    plan = plan_of(instrument, rules)
    ends = (each.tolist() for each in reach_of(instrument, plan))
    reach = dict(zip(plan.nodes, zip(*ends, strict=True), strict=True))
    weights, shares = ({root: of(instrument, plan, root) for root in roots} for of in (nominal_weights, weight_shares))
    return Shape(instrument, reach, weights, shares)


def fitting(shape: Shape, roots: tuple[str, ...], room: int) -> int:
    """Give the greatest depth at which the trees of roots fit into so many lines; at the least the roots are shown."""
    counts = [sum(shape.lines(root, depth) for root in roots) for depth in range(DEEP)]
    return max((depth for depth, lines in enumerate(counts) if lines <= room), default=0)


def questions_below(instrument: Instrument, node: str) -> Iterator[str]:
    """Name the questions that a node rests on, each once."""
    yield from dict.fromkeys(indicator_of(each) for each in instrument.indicators_below(node))


def anchor(instrument: Instrument, key: str) -> str:
    """Name the place of a node or a question on a page; a question asked per group has a node of its name."""
    return f"node-{key}" if key in instrument.nodes else f"question-{indicator_of(key)}"


def ends_told(least: float, most: float) -> str:
    """Say between which scores it lies."""
    if math.isnan(least) and math.isnan(most):
        return "any score"
    return " to ".join("any" if math.isnan(each) else f"{each:g}" for each in (least, most))
