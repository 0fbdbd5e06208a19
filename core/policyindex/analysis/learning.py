"""Whom to learn from: units that stood where this one stands, moved up, and are still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from policyindex.answers.record import LEVELS, STATUSES, Cause, Status
from policyindex.scoring.result import Result
from policyindex.scoring.weights import nominal_weights


class Way(StrEnum):
    """How a unit came to stand higher, the most telling first."""

    REFORM = "reform"
    ROSE = "rose"
    """It moved up; why was not recorded."""
    HIGHER = "higher today"
    """It stands higher, and was never seen where this one stands, or only a revision says so."""


class Example(NamedTuple):
    """A unit that stands higher on a question."""

    column: str
    unit: str
    way: Way
    period: str
    """When it moved up from there; empty: it was never seen there."""
    points: float
    """What it has now."""
    row: int
    """The row whose answer says so: that of the move, or today's."""
    is_reviewed: bool
    """Its answer was reviewed, or published."""


class Rise(NamedTuple):
    """An answer that moved up between two periods in which it was given."""

    before: int
    after: int
    fell: bool
    """A later answer earns less again."""


def rises(result: Result, rows: Sequence[int], at: int) -> Iterator[Rise]:
    """Give the rises of a unit in one column.

    :param rows: its rows in time
    """
    answered = [row for row in rows if _is_answered(result, row, at)]
    points = [float(result.panel.values[row, at]) for row in answered]
    for place in range(1, len(answered)):
        if points[place] > points[place - 1]:
            fell = any(each < points[place] for each in points[place + 1 :])
            yield Rise(answered[place - 1], answered[place], fell)


def histories(result: Result) -> dict[str, list[int]]:
    """Give the rows of each unit in time."""
    in_time, panel = result.instrument.in_time, result.panel
    found: dict[str, list[int]] = {}
    for row in sorted(range(len(panel.units)), key=lambda row: in_time(panel.periods[row])):
        found.setdefault(panel.units[row], []).append(row)
    return found


def lessons(
    result: Result, node: str, rows: Sequence[int], others: Sequence[int]
) -> dict[str, dict[str, list[Example]]]:
    """Give by unit and column whom to learn from, what could raise the node most first."""
    known, weights = histories(result), nominal_weights(result.instrument, result.plan, node)
    found: dict[str, dict[str, list[Example]]] = {}
    for row in rows:
        gains = []
        for column in result.instrument.indicators_below(node):
            at = result.plan.columns.index(column)
            if own := examples(result, row, at, others, known):
                gain = max(each.points for each in own) - float(result.panel.values[row, at])
                gains.append((-gain * abs(weights.get(column) or 0.0), column, own))
        if gains:
            found[result.panel.units[row]] = {column: own for _, column, own in sorted(gains, key=lambda each: each[0])}
    return found


def examples(
    result: Result, row: int, at: int, others: Sequence[int], known: Mapping[str, Sequence[int]]
) -> list[Example]:
    """Give the units that stand higher than a row in one column: who moved up from where it stands comes first.

    :param others: rows of the same period that can be learned from; the unit itself never is
    :param known: what ``histories`` gives
    """
    panel, points = result.panel, float(result.panel.values[row, at])
    if np.isnan(points) or not _is_answered(result, row, at):
        return []
    found = []
    for other in others:
        if panel.units[other] == panel.units[row] or not _is_answered(result, other, at):
            continue
        now = float(panel.values[other, at])
        if now > points:
            found.append(_example(result, other, at, points, known[panel.units[other]]))
    order = list(Way)
    return sorted(found, key=lambda each: (order.index(each.way), not each.is_reviewed, -each.points, each.unit))


def _example(result: Result, other: int, at: int, points: float, history: Sequence[int]) -> Example:
    """Say how a unit came to stand where it does."""
    panel, unit = result.panel, result.panel.units[other]
    own = history[: history.index(other) + 1]
    way, row, period = Way.HIGHER, other, ""
    for rise in rises(result, own, at):
        if panel.values[rise.before, at] != points or rise.fell:
            continue
        given = panel.given.get((rise.after, at))
        cause = given.cause if given else None
        if cause in (Cause.CORRECTION, Cause.RECODING):
            continue
        way = Way.REFORM if cause is Cause.REFORM else Way.ROSE
        row, period = rise.after, panel.periods[rise.after]
    return Example(
        panel.columns[at], unit, way, period, float(panel.values[other, at]), row, _is_reviewed(result, row, at)
    )


def _is_answered(result: Result, row: int, at: int) -> bool:
    return bool(result.panel.status[row, at] == STATUSES.index(Status.ANSWERED)) and not np.isnan(
        result.panel.values[row, at]
    )


def _is_reviewed(result: Result, row: int, at: int) -> bool:
    given = result.panel.given.get((row, at))
    return given is not None and (bool(given.publisher) or given.review in LEVELS[2:])
