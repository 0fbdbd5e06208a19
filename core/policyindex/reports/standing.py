"""What the reports of scores draw on: a view, the roots that are shown, the highest scores possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from policyindex.locales import word
from policyindex.locales.listing import listed
from policyindex.reports.numbers import shown_number
from policyindex.scoring.arrays import Array
from policyindex.scoring.classify import Classified
from policyindex.scoring.extent import reach_of
from policyindex.scoring.result import Result
from policyindex.scoring.view import View


class Standing:
    """The scores of a view as they are said to people."""

    def __init__(self, view: View, roots: Sequence[str] = ()) -> None:
        """Make what reports of a view draw on.

        :param roots: nodes that it is about, instead of the roots of the trees
        """
        self.view, self.result, self.head = view, view.result, view.result.instrument
        shown = (name for name in self.head.trees if name == self.head.published_tree or _of_strand(self.result, name))
        self.trees = view.trees or tuple(shown)
        self.about = tuple(roots)
        self.roots = list(roots) or [root for tree in self.trees for root in self.head.trees[tree].roots]
        self.ranked = not self.head.file.self_assessment
        self.language = self.head.language

    @cached_property
    def _reach(self) -> tuple[Array, Array]:
        return reach_of(self.head, self.result.plan)

    @cached_property
    def types(self) -> list[Classified]:
        """The types that are shown: none beside a single tree, those by unpublished cut-offs on request."""
        shown = (each for each in self.result.types if each.source or self.view.has_types(each.typology))
        return [] if self.view.trees or self.about else list(shown)

    def word(self, key: str, **values: object) -> str:
        """Give a word of runs in the language of the instrument."""
        return word(f"run.{key}", self.language, **values)

    def listed(self, names: Iterable[str]) -> str:
        """Give names as one text; of many the first."""
        return listed(names, self.language)

    def score(self, row: int, node: str) -> float | None:
        """Give a score, None if there is none."""
        value = float(self.result.scores[row, self.result.column(node)])
        return None if np.isnan(value) else value

    def share(self, row: int, node: str) -> float | None:
        """Give a score as a share of the highest one possible; None where either is unknown."""
        score, top = self.score(row, node), float(self._reach[1][self.result.column(node)])
        return None if score is None or np.isnan(top) or top <= 0 else min(max(score / top, 0.0), 1.0)

    def scale(self, node: str) -> tuple[float, float] | None:
        """Give the lowest and the highest score possible; None where either is unknown."""
        low, high = (float(each[self.result.column(node)]) for each in self._reach)
        return (low, high) if np.isfinite([low, high]).all() and low < high else None

    def name(self, row: int) -> str:
        """Give the name of a row's unit, or its code."""
        return self.unit_name(self.result.panel.units[row])

    def unit_name(self, unit: str) -> str:
        """Give the name of a unit, or its code."""
        return self.result.unit_names.get(unit, unit)

    def rank(self, row: int, node: str) -> str:
        """Give a rank, a dash where there is none."""
        return str(int(self.result.ranks[row, self.result.column(node)]) or "-")

    def decimals(self, nodes: Iterable[str]) -> int:
        """Give with how many decimals a column of the scores of several nodes is shown."""
        return max((self.head.decimals(node) for node in nodes), default=0)

    def shows_the_same(self, node: str, rows: Sequence[int]) -> set[int]:
        """Give the rows that show the score of another row with another rank."""
        ranks, shown = self.result.ranks[:, self.result.column(node)], self.result.shown[:, self.result.column(node)]
        ranked = [row for row in rows if ranks[row]]
        places: dict[float, set[int]] = {}
        for row in ranked:
            places.setdefault(float(shown[row]), set()).add(int(ranks[row]))
        return {row for row in ranked if len(places[float(shown[row])]) > 1}

    def answered(self, row: int, node: str) -> str:
        """Say how many of the questions below a node are answered."""
        at = self.result.column(node)
        return self.word("count_of", count=self.result.answered[row, at], total=self.result.expected[row, at])

    def imputed(self, row: int, node: str) -> int | None:
        """Count the questions below a node whose numbers a step filled in; None where there are none."""
        return int(self.result.imputed[row, self.result.column(node)]) or None

    def is_incomplete(self, row: int, node: str) -> bool:
        """Tell whether a score rests on too few answers for a rank, a band or a type."""
        return bool(self.result.incomplete[row, self.result.column(node)])

    def state(self, row: int, node: str) -> str:
        """Say that a score is incomplete, and what the missing answers allow; empty where it is not."""
        if not self.is_incomplete(row, node):
            return ""
        least, most = (float(each[row, self.result.column(node)]) for each in self.result.allowed)
        if np.isnan(least) or np.isnan(most):
            return self.word("incomplete")
        decimals = self.head.decimals(node)
        shown = {"least": shown_number(least, decimals), "most": shown_number(most, decimals)}
        return self.word("incomplete_range", **shown)

    def not_applicable(self, row: int, node: str) -> str:
        """Give the share of the questions below a node that were answered with "not applicable"."""
        return f"{self.result.not_applicable[row, self.result.column(node)]:.0%}"


def _of_strand(result: Result, tree: str) -> bool:
    return any(strand.id == tree for strand in result.instrument.strands)
