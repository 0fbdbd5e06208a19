"""The tidy rows of a result: a row per tree, node, unit and period, and a row per type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policyindex.scoring.targets import distance, target_of

if TYPE_CHECKING:
    from policyindex.scoring.result import Result


class ScoreRow(NamedTuple):
    """One score: the columns of the tidy output, in their order."""

    instrument: str
    edition: str
    strands: str
    tree: str
    node: str
    parent: str
    label: str
    unit: str
    period: str
    score: float | None
    rank: int | None
    band: str
    answered: int
    expected: int
    verification: str
    note: str
    target: float | None = None
    distance: float | None = None
    """What is missing to the target; 0 or less: reached."""


class TypeRow(NamedTuple):
    """One type of a typology."""

    instrument: str
    edition: str
    typology: str
    unit: str
    period: str
    type: str
    label: str


def score_rows(result: Result, trees: Iterable[str] = (), keep: Sequence[int] | None = None) -> Iterator[ScoreRow]:
    """Give a row per tree, node, unit and period; no trees: all of them; ``keep``: only these rows."""
    head, strands = (
        result.instrument,
        "+".join(f"{each.id}@{each.edition}" for each in result.instrument.strands),
    )
    for tree in trees or head.trees:
        members = [node for node, _ in head.below(head.trees[tree].roots)]
        parents: dict[str, list[str]] = {node: [] for node in members}
        for node in members:
            for child in head.nodes[node].children:
                if child in parents:
                    parents[child].append(node)
        for node in members:
            at, parent, label = result.column(node), ";".join(parents[node]), head.nodes[node].label
            for row in range(len(result.panel.units)) if keep is None else keep:
                unit, period = result.panel.units[row], result.panel.periods[row]
                aim = target_of(head, node, period)
                value, rank = float(result.scores[row, at]), int(result.ranks[row, at])
                yield ScoreRow(
                    head.id, head.edition, strands, tree, node, parent, label, unit, period,
                    None if np.isnan(value) else value, rank or None, result.band(row, at),
                    int(result.answered[row, at]), int(result.expected[row, at]),
                    result.verification[row][at], result.note(row, at),
                    float(aim.score) if aim else None, distance(aim, None if np.isnan(value) else value),
                )  # fmt: skip


def type_rows(result: Result, keep: Sequence[int] | None = None) -> Iterator[TypeRow]:
    """Give a row per typology, unit and period in which all scores it needs exist."""
    for each in result.types:
        if keep is not None and each.row not in keep:
            continue
        unit, period = result.panel.units[each.row], result.panel.periods[each.row]
        yield TypeRow(
            result.instrument.id,
            result.instrument.edition,
            each.typology,
            unit,
            period,
            each.type,
            each.label,
        )
