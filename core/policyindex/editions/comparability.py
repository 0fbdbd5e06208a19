"""Comparability classes: how far a score of one edition may be set beside the same score of another.

``identical < reworded < rescored < restructured < new``, and hereditary: a node is at least as bad as what is below it.

- identical: the same question, options and points; for a node the same children, rule and texts.
- reworded: only texts, sources or classification differ; the same answers give the same score.
- rescored: the same question or the same children, but other points, options, goalposts, weights or another rule; or
  another rule on what is out of scope.
- restructured: other children, or a question of another kind or asked per something else.
- new: the old edition has nothing of that id. For the node above, a new child is one more child: restructured.
"""

from __future__ import annotations

from enum import IntEnum


class Comparability(IntEnum):
    """The five classes, best first; the worse of two is the larger."""

    IDENTICAL = 0
    REWORDED = 1
    RESCORED = 2
    RESTRUCTURED = 3
    NEW = 4

    def __str__(self) -> str:
        return self.name.lower()

    @property
    def for_parents(self) -> Comparability:
        """What a child of this class makes of a node above it, at the least."""
        return min(self, Comparability.RESTRUCTURED)
