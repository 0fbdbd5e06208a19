"""The ranking of many units in one period, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from policyindex.instruments.models import Target
from policyindex.reports.report import Cell, Column, Table
from policyindex.reports.standing import Standing
from policyindex.scoring.classify import scale_of
from policyindex.scoring.targets import distance, target_of

Further = tuple[Column, Mapping[int, Cell]]
"""A column that a ranking has besides, and its cells by row."""


def ranking(standing: Standing, rows: Sequence[int], further: Sequence[Further] = ()) -> Table:
    """Give one row a unit, best first by the first root; a self-assessment has no order but the names'."""
    result, first = standing.result, standing.roots[0]
    at, rows = result.column(first), ordered(standing, rows)
    target = target_of(standing.head, first, result.panel.periods[rows[0]])
    gaps = any(result.answered[row, at] < result.expected[row, at] for row in rows)
    types = {each.row: each.label for each in standing.types}
    made = _Ranking(standing, target, types, rows, further, gaps=gaps)
    return Table(
        "ranking",
        made.columns(),
        lambda: map(made.row, rows),
        screenful=standing.word("screenful"),
    )


def ordered(standing: Standing, rows: Sequence[int]) -> list[int]:
    """Put rows in the order of a ranking: best first, then what is incomplete, then what has no score."""
    first = standing.roots[0]
    scores = standing.result.scores[:, standing.result.column(first)]
    scores = scores * (1 if standing.head.nodes[first].rule.best == "lowest" else -1)
    return sorted(
        rows,
        key=lambda row: (
            np.isnan(scores[row]),
            standing.is_incomplete(row, first),
            np.nan_to_num(scores[row]) if standing.ranked else 0,
            standing.name(row),
        ),
    )


SAME = "~"
"""Marks a score that is shown like another one which has another rank."""


class _Ranking:
    """The columns that a ranking has, and its rows."""

    def __init__(
        self,
        standing: Standing,
        target: Target | None,
        types: dict[int, str],
        rows: Sequence[int],
        further: Sequence[Further],
        *,
        gaps: bool,
    ) -> None:
        self.standing, self.target, self.types, self.further, self.gaps = standing, target, types, further, gaps
        self.first, *self.others = standing.roots
        self.thin = any(standing.is_incomplete(row, self.first) for row in rows)
        self.excused = bool((standing.result.not_applicable[list(rows), standing.result.column(self.first)] > 0).any())
        self.filled = bool(standing.result.imputed[list(rows), standing.result.column(self.first)].any())
        self.same = standing.shows_the_same(self.first, rows) if standing.ranked else set()
        self.banded = scale_of(standing.head, self.first) is not None

    def columns(self) -> tuple[Column, ...]:
        """Give the columns, what may be left out last."""
        head, say = self.standing.head, self.standing.word
        unit = head.file.units.label.capitalize() if head.file.units else say("unit")
        columns = [Column("rank", "#", right=True)] * self.standing.ranked
        columns += [Column("same", "", alone="same")] * bool(self.same)
        columns += [
            Column("unit_name", unit),
            Column("share", head.nodes[self.first].label, "share"),
            Column("score", "", "number", decimals=head.decimals(self.first)),
        ]
        columns += [column for column, _ in self.further]
        columns += [Column("band", say("band"))] * self.banded
        if self.target:
            target = aim(self.standing, self.target)
            columns.append(Column("to_target", say("to_target", target=target), right=True))
        columns += [Column("answered", say("answered"), right=True)] * self.gaps
        columns += [Column("imputed", say("imputed"), "whole", right=True)] * self.filled
        columns += [Column("state", "", alone=say("state"))] * self.thin
        columns += [Column("not_applicable", say("not_applicable"), right=True)] * self.excused
        columns += [
            Column(root, head.nodes[root].label, "number", decimals=head.decimals(root), optional=True, width=16)
            for root in self.others
        ]
        if self.types:
            label = head.file.typologies[self.standing.types[-1].typology].label
            columns.append(Column("type", label, optional=True, width=32))
        return tuple(columns)

    def row(self, row: int) -> tuple[Cell, ...]:
        """Give the cells of a unit."""
        return tuple(self._cells(row))

    def _cells(self, row: int) -> Iterator[Cell]:
        standing, first = self.standing, self.first
        if standing.ranked:
            yield standing.rank(row, first)
        if self.same:
            yield SAME if row in self.same else ""
        score = standing.score(row, first)
        yield from (standing.name(row), standing.share(row, first), score)
        yield from (cells.get(row, "") for _, cells in self.further)
        if self.banded:
            yield standing.result.band(row, standing.result.column(first))
        if self.target:
            yield to_go(standing, self.target, score)
        if self.gaps:
            yield standing.answered(row, first)
        if self.filled:
            yield standing.imputed(row, first)
        if self.thin:
            yield standing.state(row, first)
        if self.excused:
            yield standing.not_applicable(row, first)
        yield from (standing.score(row, root) for root in self.others)
        if self.types:
            yield self.types.get(row, "-")


def aim(standing: Standing, target: Target) -> str:
    """Say which score a target is, and by when."""
    score = f"{target.score:f}"
    return standing.word("target_by", score=score, by=target.by) if target.by else score


def to_go(standing: Standing, target: Target, score: float | None) -> str:
    """Say how many points are left to a target."""
    left = distance(target, score)
    return "-" if left is None else standing.word("reached") if left <= 0 else f"{left:.1f}"
