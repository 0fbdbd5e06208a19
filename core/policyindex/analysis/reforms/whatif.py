"""What if a unit answered otherwise: every score, band, rank and type that moves, the other units standing still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.reform import Reform
from policyindex.scoring.again import reformed, unstated
from policyindex.scoring.result import Result


class Standing(NamedTuple):
    """What a score of a node is, and what it is called."""

    score: float | None
    shown: float | None
    """With the decimals that the edition shows."""
    band: str
    rank: int
    """0: none."""


class Move(NamedTuple):
    """A node whose score, band or rank is another one."""

    node: str
    before: Standing
    after: Standing

    @property
    def difference(self) -> float | None:
        """How far the score moves; None where one of the two has none."""
        if self.before.score is None or self.after.score is None:
            return None
        return round(self.after.score - self.before.score, 9)


class TypeMove(NamedTuple):
    """A typology in which a unit comes to be of another type; empty: of none."""

    typology: str
    before: str
    after: str


class Bill(NamedTuple):
    """What a reform file says of itself."""

    name: str
    title: str
    stage: str
    date: str


@dataclass(frozen=True)
class WhatIf:
    """What reforms of one unit in one period move."""

    bill: Bill | None
    """The reform file that they stand in; None: they were typed."""

    row: int
    unit: str
    period: str
    node: str
    """The node asked about."""
    reforms: tuple[Reform, ...]
    asked: Move
    """The node asked about, moved or not."""
    moves: tuple[Move, ...]
    """Every node that moves, parents before children."""
    types: tuple[TypeMove, ...]
    passed: tuple[str, ...]
    """The units that it had behind or beside and now has behind it, or the other way round, by the node asked about."""
    result: Result = field(repr=False, compare=False)
    """The scores with the reforms."""


def what_if(result: Result, row: int, node: str, reforms: Sequence[Reform], bill: Bill | None = None) -> WhatIf:
    """Score one row with other answers, and give all that moves."""
    before = unstated(result)
    after = reformed(result, row, {each.column: each.answer for each in reforms})
    moves = [Move(each, *(_standing(some, row, each) for some in (before, after))) for each in _in_order(result, node)]
    return WhatIf(
        bill,
        row,
        result.panel.units[row],
        result.panel.periods[row],
        node,
        tuple(reforms),
        next(each for each in moves if each.node == node),
        tuple(each for each in moves if each.before != each.after),
        tuple(_types(before, after, row)),
        tuple(_passed(before, after, row, node)),
        after,
    )


def _in_order(result: Result, node: str) -> list[str]:
    """Give all nodes: those below the one asked about and of its tree first, parents before children."""
    head = result.instrument
    roots = [root for tree in head.trees.values() for root in tree.roots]
    holds = [root for root in roots if node in (each for each, _ in head.below((root,)))]
    return list(dict.fromkeys(each for each, _ in head.below((*holds, *roots, *reversed(result.plan.nodes)))))


def _standing(result: Result, row: int, node: str) -> Standing:
    at = row, result.column(node)
    if np.isnan(result.scores[at]):
        return Standing(None, None, "", 0)
    return Standing(float(result.scores[at]), float(result.shown[at]), result.band(*at), int(result.ranks[at]))


def _types(before: Result, after: Result, row: int) -> Iterator[TypeMove]:
    first, last = ({each.typology: each.label for each in some.types if each.row == row} for some in (before, after))
    for typology in before.instrument.file.typologies:
        if first.get(typology, "") != last.get(typology, ""):
            yield TypeMove(typology, first.get(typology, ""), last.get(typology, ""))


def _passed(before: Result, after: Result, row: int, node: str) -> Iterator[str]:
    """Give the units that stood before it or beside it and do so no more, or the other way round."""
    at, period = before.column(node), before.panel.periods[row]
    if not (before.ranks[row, at] and after.ranks[row, at]):
        return
    for other, when in enumerate(before.panel.periods):
        if when == period and other != row and before.ranks[other, at]:
            sides = [np.sign(int(each.ranks[other, at]) - int(each.ranks[row, at])) for each in (before, after)]
            if sides[0] != sides[1]:
                yield before.panel.units[other]
