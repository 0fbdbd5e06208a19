"""The plan: an instrument compiled once to operations over columns, applied to blocks of rows.

Blocks lie on a fixed grid, so that the result does not depend on the number of workers. Within a block every
indicator and node is one contiguous row of a work area, children before parents.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from policyindex.instruments.models import Rule
from policyindex.plugins.specs import AggregatorSpec, PanelStepSpec, StepSpec
from policyindex.scoring.arrays import Array, Codes, Counts, Flags
from policyindex.scoring.rules import aggregated_by
from policyindex.scoring.tables import Lookup

BLOCK = 16384
AREA = 64_000_000
"""Numbers in the work area of a block: a plan with thousands of rows is applied to smaller blocks."""
WORKERS = min(2, os.cpu_count() or 1)
Place = slice | list[int]


@dataclass(frozen=True, eq=False)
class Operation:
    """How one node's row of the work area is filled from rows above it."""

    node: str
    row: int
    children: Place
    leaves: Place
    """The rows of all indicators below the node."""
    rule: Rule
    spec: AggregatorSpec
    weights: Array
    parameters: Mapping[str, float]
    lookup: Lookup | None = None


@dataclass(frozen=True)
class Prepared:
    """A step for some columns, with its parameters."""

    spec: StepSpec | PanelStepSpec
    columns: tuple[int, ...]
    parameters: Mapping[str, float]
    words: Mapping[str, str] = field(default_factory=dict)
    fit: str | Mapping[str, tuple[float, ...]] = "all"
    """What it learns from: ``all`` periods, ``each``, or what it learnt once, by column."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """The question that a word names, by parameter."""


@dataclass(frozen=True)
class Plan:
    """A compiled instrument: ``columns`` are the names of the answers, ``nodes`` those of the scores."""

    columns: tuple[str, ...]
    nodes: tuple[str, ...]
    operations: tuple[Operation, ...]
    steps: tuple[Prepared, ...] = ()

    def apply(
        self,
        values: Array,
        codes: Codes | None = None,
        out: Flags | None = None,
        observed: Flags | None = None,
        weights: Mapping[str, Array] | None = None,
        silent: Mapping[str, Flags] | None = None,
    ) -> Array:
        """Score rows.

        :param values: points of shape (rows, columns), as the steps left them, NaN where there are none
        :param codes: numbers of the chosen options, same shape; needed where the plan has decision tables
        :param out: true where an answer leaves the denominator (not applicable, not in competence, not collected)
        :param observed: true where points go back to an answer; needed where some are imputed
        :param weights: other weights for some nodes
        :param silent: rows in which some nodes are not collected: no score, and no part of the nodes above
        :returns: scores of shape (rows, nodes), NaN where there is none
        """
        result = np.empty((len(values), len(self.nodes)))
        columns = len(self.columns)
        block = max(1, min(BLOCK, AREA // (columns + len(self.nodes))))
        starts = range(0, len(values), block)

        def score(own: range) -> None:
            area = np.empty((columns + len(self.nodes), min(block, len(values))))  # one for all blocks of a worker
            for start in own:
                rows = slice(start, start + block)
                work = area[:, : len(values[rows])]
                work[:columns] = values[rows].T
                some = codes[rows].T if codes is not None else None
                mute = {node: flags[rows] for node, flags in (silent or {}).items()}
                left, seen = (each[rows].T if each is not None else None for each in (out, observed))
                self._block(work, some, left, seen, weights or {}, mute)
                result[rows] = work[columns:].T

        workers = min(WORKERS, len(starts))
        if workers < 2:
            score(starts)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(score, [starts[worker::workers] for worker in range(workers)]))
        return result

    def area(
        self,
        values: Array,
        codes: Codes | None = None,
        out: Flags | None = None,
        observed: Flags | None = None,
        silent: Mapping[str, Flags] | None = None,
    ) -> tuple[Array, Flags]:
        """Give all that scoring some rows makes: what :meth:`apply` takes and gives, children above their parents.

        :returns: points and scores of shape (columns and nodes, rows), and true where one leaves the denominator
        """
        work = np.empty((len(self.columns) + len(self.nodes), len(values)))
        work[: len(self.columns)] = values.T
        some = codes.T if codes is not None else None
        left, seen = (each.T if each is not None else None for each in (out, observed))
        gone = self._block(work, some, left, seen, {}, silent or {})
        return work, np.zeros(work.shape, dtype=np.bool_) if gone is None else gone

    def _block(
        self,
        work: Array,
        codes: Codes | None,
        out: Flags | None,
        observed: Flags | None,
        weights: Mapping[str, Array],
        silent: Mapping[str, Flags],
    ) -> Flags | None:
        gone = None
        leaving = any(each.lookup is not None and each.lookup.left_out is not None for each in self.operations)
        if silent or leaving or (out is not None and out.any()):
            gone = np.ones(work.shape, dtype=np.bool_)
            gone[: len(self.columns)] = False if out is None else out
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            for operation in self.operations:
                if gone is not None:
                    gone[operation.row] = gone[operation.children].all(axis=0)
                own = weights.get(operation.node, operation.weights)
                score = scored(operation, work, codes, gone, own)
                if observed is not None:  # what no answer is behind is no score
                    answered = observed[operation.leaves].sum(axis=0)
                    score[(answered == 0) | ~covers(answered, work, operation, gone)] = np.nan
                if operation.node in silent and gone is not None:
                    score[silent[operation.node]] = np.nan
                    gone[operation.row] |= silent[operation.node]
                work[operation.row] = score
        return gone


def scored(operation: Operation, work: Array, codes: Codes | None, gone: Flags | None, weights: Array) -> Array:
    """Make a node's scores of what stands above it in the work area, on the scale that it has at last."""
    if operation.lookup is None:
        return ended(aggregated(work[operation.children], work, operation, gone, weights), operation.rule)
    if codes is None:
        raise ValueError(f"node '{operation.node}' is a decision table: codes are needed")
    values, chosen = work[operation.children], _codes(codes, operation)
    score = operation.lookup.scores[operation.lookup.index(values, chosen)]
    score = blanked(score, values, work, operation, gone)
    operation.lookup.settle(score, gone, operation.row, values, chosen)
    return ended(score, operation.rule)


def rows_of(place: Place, total: int) -> list[int]:
    """Give the rows that a place means."""
    return list(range(*place.indices(total))) if isinstance(place, slice) else place


def _codes(codes: Codes, operation: Operation) -> Codes:
    """Give the codes of the inputs of a table; a node among them has none."""
    places = rows_of(operation.children, operation.row)
    found = np.zeros((len(places), codes.shape[1]), dtype=codes.dtype)
    for at, place in enumerate(places):
        if place < len(codes):
            found[at] = codes[place]
    return found


def aggregated(values: Array, work: Array, operation: Operation, gone: Flags | None, weights: Array) -> Array:
    """Make a node's scores of those of its children, before the change of scale.

    :param values: the children's, of shape (children, rows)
    :param work: the whole work area, whose leaves say what is answered
    """
    filled = values
    if operation.rule.missing == "zero":
        absent = np.isnan(values)
        if gone is not None:
            absent &= ~gone[operation.children]
        filled = np.where(absent, 0.0, values)
    score = aggregated_by(operation.spec, filled, weights, operation.parameters)
    return blanked(score, values, work, operation, gone)


def blanked(score: Array, values: Array, work: Array, operation: Operation, gone: Flags | None) -> Array:
    """Take the score away where the rules on presence say that there is none."""
    rule = operation.rule
    if rule.presence == "all" or rule.missing == "propagate":
        gaps = np.flatnonzero(np.isnan(np.add.reduce(values, axis=0)))
        absent = np.isnan(values[:, gaps])
        if rule.presence == "any" and gone is not None:
            still = absent & ~gone[operation.children][:, gaps]
            score[gaps[still.any(axis=0) | absent.all(axis=0)]] = np.nan
        else:
            score[gaps[absent.any(axis=0)]] = np.nan
    elif rule.missing == "zero" or not operation.spec.blanks:
        below = work[operation.leaves] if rule.missing == "zero" else values
        gaps = np.flatnonzero(np.isnan(below[0]))  # only rows without the first can be without all
        score[gaps[np.isnan(below[:, gaps]).all(axis=0)]] = np.nan
    if rule.min_coverage is not None:
        answered = (~np.isnan(work[operation.leaves])).sum(axis=0)
        score[~covers(answered, work, operation, gone)] = np.nan
    return score


def covers(answered: Counts, work: Array, operation: Operation, gone: Flags | None) -> Flags:
    """Tell in which rows as many of the indicators below a node are answered as it needs."""
    expected = (~gone[operation.leaves]).sum(axis=0) if gone is not None else len(work[operation.leaves])
    enough: Flags = answered >= float(operation.rule.min_coverage or 0) * expected - 1e-9
    return enough


def ended(score: Array, rule: Rule) -> Array:
    """Change the scale of a score, and cut it at its ends."""
    if rule.rescale is not None:
        source, target = rule.rescale.from_, rule.rescale.to
        share = (score - float(source.low)) / (float(source.high) - float(source.low))
        score = float(target.low) + share * (float(target.high) - float(target.low))
    if rule.floor is not None:
        score = np.maximum(score, float(rule.floor))
    if rule.cap is not None:
        score = np.minimum(score, float(rule.cap))
    return score
