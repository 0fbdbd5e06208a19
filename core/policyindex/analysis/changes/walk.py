"""From the parts of a node's direct children to those of the answers below: down the plan, over every path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from policyindex.analysis.changes.node_parts import Parts, State, parts_of
from policyindex.scoring.arrays import Array
from policyindex.scoring.result import Result


@dataclass(frozen=True, eq=False)
class Walk:
    """The parts of all nodes between two states, and what they make of a difference further up."""

    result: Result
    parts: Mapping[str, Parts]

    def upon(self, node: str) -> tuple[Array, Array]:
        """Give what each answer, and each node, has to do with the difference of a node.

        :returns: of shape (columns, rows) and (nodes, rows); a node's part is that of what is below it
        """
        plan = self.result.plan
        columns, many = len(plan.columns), next(iter(self.parts.values())).part.shape[1]
        found, factor = np.zeros((columns + len(plan.nodes), many)), np.zeros((columns + len(plan.nodes), many))
        factor[columns + plan.nodes.index(node)] = 1.0
        for operation in reversed(plan.operations):
            own = factor[operation.row]
            if own.any():
                parts = self.parts[operation.node]
                for place, part, passed in zip(parts.places, parts.part, parts.passed, strict=True):
                    found[place] += own * part
                    factor[place] += own * passed
        return found[:columns], found[columns:]


def walk_of(result: Result, first: State, last: State) -> Walk:
    """Split the differences of all nodes between two states."""
    return Walk(result, {each.node: parts_of(each, first, last) for each in result.plan.operations})
