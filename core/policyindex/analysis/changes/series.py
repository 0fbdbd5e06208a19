"""Scores over time as they were published, and as they are by all that is known now: corrections restate the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from policyindex.analysis.changes.stories import Rows, answered, restated_rows, rows_in_time
from policyindex.answers.panel import silent_nodes
from policyindex.answers.points import MISSING
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.pipeline import imputes
from policyindex.scoring.ranking import comparable
from policyindex.scoring.result import Result


class Point(NamedTuple):
    """One unit in one period; NaN where there is no score."""

    unit: str
    period: str
    score: float
    """On what was answered then, as it was answered."""
    restated: float
    """The same, with later corrections and recodings."""
    fixed: float
    """Restated, on what the unit answers in all periods of the series."""


@dataclass(frozen=True, eq=False)
class Series:
    """The scores of a node over time, of some units."""

    result: Result
    node: str
    points: tuple[Point, ...]
    """By unit, in time."""
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    """By unit the questions that are not on its fixed basket."""

    @property
    def periods(self) -> tuple[str, ...]:
        """All periods, in time."""
        return tuple(sorted({each.period for each in self.points}, key=self.result.instrument.in_time))

    def of_unit(self, unit: str) -> Iterator[Point]:
        """Give the points of one unit, in time."""
        return (each for each in self.points if each.unit == unit)


def series(result: Result, node: str, periods: Sequence[str], units: Sequence[str]) -> Series:
    """Follow the scores of a node through some periods.

    :raises WrongUseError: for a node that is not there
    """
    at = result.column(node)
    rows = rows_in_time(result, units, periods)
    there = answered(result)
    sources, kept = [], []
    for own in rows:
        sources.append(restated_rows(result, own, there))
        kept.append(np.repeat(_basket(result, own, there)[None], len(own), axis=0))
    every = np.array([row for own in rows for row in own], dtype=np.intp)
    if not len(every):
        return Series(result, node, (), ())
    where, on = np.concatenate(sources), np.concatenate(kept)
    restated = _scores(result, every, where, np.ones_like(on), at)
    fixed = _scores(result, every, where, on, at)
    points = tuple(
        Point(result.panel.units[row], result.panel.periods[row], *map(float, scores))
        for row, *scores in zip(every.tolist(), result.scores[every, at], restated, fixed, strict=True)
    )
    below = set(result.instrument.indicators_below(node))
    names = result.plan.columns
    left_out = tuple(
        (unit, tuple(names[column] for column in np.flatnonzero(~flags[0]) if names[column] in below))
        for unit, flags in zip(units, kept, strict=True)
    )
    return Series(result, node, points, left_out)


def _basket(result: Result, rows: Sequence[int], there: Flags) -> Flags:
    """Tell which columns are answered in all rows, or open in all for the same reason."""
    status, codes = result.panel.status[rows], result.panel.codes[rows]
    alike = (
        (status == status[0]).all(axis=0)
        & (codes == codes[0]).all(axis=0)
        & np.isnan(result.ready.values[rows]).all(axis=0)
    )
    found: Flags = there[rows].all(axis=0) | (alike & ~there[rows].any(axis=0))
    return found


def _scores(result: Result, rows: Rows, where: Rows, kept: Flags, at: int) -> Array:
    """Score rows with each answer from its own row, on some columns."""
    columns = np.arange(len(result.plan.columns))
    values = np.where(kept, result.ready.values[where, columns], np.nan)
    codes = np.where(kept, result.panel.codes[where, columns], MISSING)
    out = np.where(kept, result.panel.out[rows], True)
    observed = np.where(kept, result.ready.observed[rows], False) if imputes(result.plan) else None
    silent = silent_nodes(result.instrument, tuple(result.panel.periods[row] for row in rows.tolist()))
    return comparable(result.plan.apply(values, codes, out, observed, silent=silent)[:, at])
