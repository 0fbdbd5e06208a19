"""Scores written long, by column: a value a node, a value a row of the panel, or an array a node.

A table of millions of rows is never rows here: whoever writes columns takes them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from policyindex.scoring.arrays import Array, Counts
from policyindex.scoring.classify import bands_of, scale_of
from policyindex.scoring.ranking import DECIMALS
from policyindex.scoring.targets import distance, target_of
from policyindex.scoring.thin import INCOMPLETE

if TYPE_CHECKING:
    from policyindex.scoring.result import Result

Cell = str | float | int | None


@dataclass(frozen=True)
class ByNode:
    """One text a node."""

    values: Sequence[str]


@dataclass(frozen=True)
class ByRow:
    """One text a row of the panel."""

    values: Sequence[str]


@dataclass(frozen=True)
class Numbers:
    """An array of numbers a node; NaN (or, of whole numbers, ``none``) is no number."""

    of: Callable[[int], Array | Counts]
    none: int | None = None


@dataclass(frozen=True)
class Texts:
    """For a node: the place of each row's text among some texts."""

    of: Callable[[int], tuple[Counts, Sequence[str]]]


Values = ByNode | ByRow | Numbers | Texts


class Long:
    """The long table of a result: its nodes with their trees, its rows, and its columns by name.

    :param trees: the trees whose nodes it has; none: all
    :param keep: the rows of the panel that it has; None: all
    """

    def __init__(self, result: Result, trees: Iterable[str] = (), keep: Sequence[int] | None = None) -> None:
        self.result, self.head = result, result.instrument
        self.nodes = list(self._nodes(tuple(trees) or tuple(self.head.trees)))
        panel = self.result.panel
        self.kept = np.arange(len(panel.units)) if keep is None else np.array(keep, dtype=np.int64)
        whole = len(self.kept) == len(panel.units)
        self.units: Sequence[str] = panel.units if whole else [panel.units[row] for row in self.kept]
        self.periods: Sequence[str] = panel.periods if whole else [panel.periods[row] for row in self.kept]

    def _nodes(self, trees: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Give tree, node and parents of every node, as they stand in the trees."""
        for tree in trees:
            members = [node for node, _ in self.head.below(self.head.trees[tree].roots)]
            parents: dict[str, list[str]] = {node: [] for node in members}
            for node in members:
                for child in self.head.nodes[node].children:
                    if child in parents:
                        parents[child].append(node)
            yield from ((tree, node, ";".join(parents[node])) for node in members)

    @cached_property
    def _places(self) -> list[int]:
        return [self.result.column(node) for _, node, _ in self.nodes]

    def column(self, name: str) -> Values:
        """Give a column by its name."""
        made: Values = getattr(self, f"_{name}")()
        return made

    def rows(self, names: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """Give rows of some columns, node by node."""
        columns = [self.column(name) for name in names]
        for at in range(len(self.nodes)):
            yield from zip(*(self._cells(column, at) for column in columns), strict=True)

    def _cells(self, column: Values, at: int) -> Any:
        if isinstance(column, ByNode):
            return repeat(column.values[at], len(self.kept))
        if isinstance(column, ByRow):
            return column.values
        if isinstance(column, Texts):
            places, texts = column.of(at)
            return [texts[each] for each in places.tolist()]
        numbers = column.of(at)
        if numbers.dtype.kind == "f":
            return [None if each != each else each for each in numbers.tolist()]
        return [None if each == column.none else each for each in numbers.tolist()]

    def _all(self, text: str) -> ByNode:
        return ByNode([text] * len(self.nodes))

    def _instrument(self) -> Values:
        return self._all(self.head.id)

    def _edition(self) -> Values:
        return self._all(self.head.edition)

    def _strands(self) -> Values:
        return self._all("+".join(f"{each.id}@{each.edition}" for each in self.head.strands))

    def _tree(self) -> Values:
        return ByNode([tree for tree, _, _ in self.nodes])

    def _node(self) -> Values:
        return ByNode([node for _, node, _ in self.nodes])

    def _parent(self) -> Values:
        return ByNode([parent for _, _, parent in self.nodes])

    def _label(self) -> Values:
        return ByNode([self.head.nodes[node].label for _, node, _ in self.nodes])

    def _unit(self) -> Values:
        return ByRow(self.units)

    def _unit_name(self) -> Values:
        names = self.result.unit_names
        return ByRow([names.get(unit, unit) for unit in self.units])

    def _period(self) -> Values:
        return ByRow(self.periods)

    def _score(self) -> Values:
        return Numbers(lambda at: self.result.scores[self.kept, self._places[at]])

    def _rank(self) -> Values:
        return Numbers(lambda at: self.result.ranks[self.kept, self._places[at]], none=0)

    def _answered(self) -> Values:
        return Numbers(lambda at: self.result.answered[self.kept, self._places[at]])

    def _expected(self) -> Values:
        return Numbers(lambda at: self.result.expected[self.kept, self._places[at]])

    def _band(self) -> Values:
        return Texts(self._bands)

    def _bands(self, at: int) -> tuple[Counts, Sequence[str]]:
        """Find the bands of a node's scores; none is the last of the texts."""
        place, scale = self._places[at], scale_of(self.head, self.nodes[at][1])
        if scale is None:
            return np.zeros(len(self.kept), dtype=np.int32), [""]
        scores = self.result.judged("bands")[self.kept, place]
        complete = self.result.answered[self.kept, place] == self.result.expected[self.kept, place]
        found = bands_of(scale, scores, complete)
        found[self.result.incomplete[self.kept, place]] = -1
        return found, [*(band.label for band in scale.bands), ""]

    def _state(self) -> Values:
        def states(at: int) -> tuple[Counts, Sequence[str]]:
            return self.result.incomplete[self.kept, self._places[at]].astype(np.int32), ["", INCOMPLETE]

        return Texts(states)

    def _coverage(self) -> Values:
        return Numbers(lambda at: np.round(self.result.coverage[self.kept, self._places[at]], DECIMALS))

    def _least(self) -> Values:
        return Numbers(lambda at: self.result.allowed[0][self.kept, self._places[at]])

    def _most(self) -> Values:
        return Numbers(lambda at: self.result.allowed[1][self.kept, self._places[at]])

    def _not_applicable(self) -> Values:
        return Numbers(lambda at: self.result.not_applicable[self.kept, self._places[at]])

    def _imputed(self) -> Values:
        return Numbers(lambda at: self.result.imputed[self.kept, self._places[at]])

    def _verification(self) -> Values:
        given = self.result.verification
        return Texts(lambda at: _coded([given[row][self._places[at]] for row in self.kept.tolist()]))

    def _note(self) -> Values:
        published = {node for _, _, node in self.result.published}

        def notes(at: int) -> tuple[Counts, Sequence[str]]:
            if self.nodes[at][1] not in published:
                return np.zeros(len(self.kept), dtype=np.int32), [""]
            return _coded([self.result.note(row, self._places[at]) for row in self.kept.tolist()])

        return Texts(notes)

    def _target(self) -> Values:
        return Numbers(lambda at: self._by_period(at)[0])

    def _distance(self) -> Values:
        def left(at: int) -> Array:
            aims, scores = self._by_period(at)[0], self.result.scores[self.kept, self._places[at]]
            if np.isnan(aims).all():
                return aims
            found = self._by_period(at)[1]
            pairs = zip(self.periods, scores.tolist(), strict=True)
            gone = [distance(found[period], None if score != score else score) for period, score in pairs]
            return np.array([np.nan if each is None else each for each in gone])

        return Numbers(left)

    def _by_period(self, at: int) -> tuple[Array, dict[str, Any]]:
        """Give the target of each row, and the targets by period."""
        node = self.nodes[at][1]
        if not any(each.node == node for each in self.head.file.targets):
            return np.full(len(self.kept), np.nan), {}
        found = {period: target_of(self.head, node, period) for period in set(self.periods)}
        scores = {period: np.nan if aim is None else float(aim.score) for period, aim in found.items()}
        return np.array([scores[period] for period in self.periods]), found


def _coded(texts: Sequence[str]) -> tuple[Counts, Sequence[str]]:
    places: dict[str, int] = {}
    codes = [places.setdefault(text, len(places)) for text in texts]
    return np.array(codes, dtype=np.int32), list(places)
