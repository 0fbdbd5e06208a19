"""What may change on the way to a goal: the reforms of one row with their costs, and what the engine makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.reform import Kept, Reform, reformable, reforms_of
from policyindex.answers.panel import silent_nodes
from policyindex.scoring.again import Cell, cell_of, raw_scores
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.pipeline import imputes
from policyindex.scoring.result import Result

Cost = Callable[[Reform], float | None]
"""Gives what a reform costs; None: nobody can say."""


class Priced(NamedTuple):
    """A reform with its cost and what it puts in its place."""

    reform: Reform
    cost: float
    cell: Cell


Case = tuple[Priced, ...]


class Space:
    """The reforms of a row below a node."""

    def __init__(self, result: Result, row: int, node: str, cost: Cost) -> None:
        """Price every reform that there is; questions without a price are left alone."""
        self.result, self.row, self.node, self.plan = result, row, node, result.plan
        self.period = result.panel.periods[row]
        columns, kept = reformable(result, row, node)
        self.options: dict[str, list[Priced]] = {}
        for column in columns:
            priced = []
            for each in reforms_of(result, row, column):
                price = cost(each)
                if price is not None:
                    priced.append(Priced(each, price, cell_of(result, row, each.column, each.answer)))
            if priced:
                self.options[column] = priced
            else:
                kept.append(Kept(column, "no effort stated"))
        self.kept = tuple(kept)
        self.places = {name: at for at, name in enumerate((*self.plan.columns, *self.plan.nodes))}
        """Where columns and nodes stand in the work area."""
        self.operations = {each.node: each for each in self.plan.operations}

    @cached_property
    def area(self) -> tuple[Array, Flags]:
        """What stands in the work area today, and what leaves the denominator; shape (columns and nodes,)."""
        panel, made, row = self.result.panel, self.result.ready, [self.row]
        silent = silent_nodes(self.result.instrument, (self.period,))
        seen = made.observed[row] if imputes(self.plan) else None
        work, gone = self.plan.area(made.values[row], panel.codes[row], panel.out[row], seen, silent)
        return work[:, 0], gone[:, 0]

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        head = self.result.instrument
        return {node: frozenset(self.options).intersection(head.indicators_below(node)) for node in self.plan.nodes}

    def below(self, name: str) -> frozenset[str]:
        """Give the columns below a node, or a column itself, in which there are reforms."""
        return self._below[name] if name in self._below else frozenset({name} & self.options.keys())

    def raw(self, cases: Sequence[Case]) -> Array:
        """Give the doubles that the engine makes of cases, of shape (cases, nodes)."""
        return raw_scores(self.result, self.row, [self.cells(case) for case in cases])

    @staticmethod
    def cells(case: Iterable[Priced]) -> list[tuple[str, Cell]]:
        """Give what a case puts where."""
        return [(each.reform.column, each.cell) for each in case]

    def now(self, name: str) -> float:
        """Give the value of a node or a column today."""
        return float(self.area[0][self.places[name]])

    def is_gone(self, name: str) -> bool:
        """Tell whether a node or a column leaves the denominator."""
        return bool(self.area[1][self.places[name]])


def cost_of(case: Iterable[Priced]) -> float:
    """Add up what reforms cost."""
    return float(np.round(sum(each.cost for each in case), 9))
