"""What a self-assessment asks beyond scores: what is left to do, what is unread, whom to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.models import LearnFrom
from policyindex.scoring.result import Result


class Item(NamedTuple):
    """An indicator to do something about; ``text`` says what."""

    indicator: str
    label: str
    text: str


class SelfAssessment(NamedTuple):
    """What a self-assessment leaves to its unit."""

    todo: list[Item]
    unread: list[Item]
    learn_from: dict[str, tuple[LearnFrom, ...]]
    """By node; empty where there is nobody at the level reached."""


def self_assessment(result: Result, row: int, roots: Sequence[str], nodes: Iterable[str]) -> SelfAssessment:
    """Give what is to do and what is unread below some roots, and whom to learn from on some nodes."""
    learnt = {node: learn_from(result, row, node) for node in nodes}
    return SelfAssessment(todo(result, row, roots), unread(result, row, roots), learnt)


def todo(result: Result, row: int, roots: Sequence[str]) -> list[Item]:
    """Give the indicators below some roots that are answered, but not with the best answer."""
    return [_item(result, column) for column in _columns(result, roots) if _short(result, row, column)]


def unread(result: Result, row: int, roots: Sequence[str]) -> list[Item]:
    """Give the indicators below some roots that are not answered yet: not read differs from not ticked."""
    missing = STATUSES.index(Status.MISSING)
    return [_item(result, column) for column in _columns(result, roots) if result.panel.status[row, column] == missing]


def learn_from(result: Result, row: int, node: str) -> tuple[LearnFrom, ...]:
    """Give the units to learn from at the level a node has reached, never the assessed unit itself."""
    band = result.band_at(row, result.column(node))
    return tuple(each for each in band.learn_from if each.unit != result.panel.units[row]) if band else ()


def _columns(result: Result, roots: Sequence[str]) -> list[int]:
    below = {each for root in roots for each in result.instrument.indicators_below(root)}
    return [index for index, name in enumerate(result.plan.columns) if name in below]


def _short(result: Result, row: int, column: int) -> bool:
    best, _ = result.instrument.indicators[indicator_of(result.plan.columns[column])].best()
    points = result.panel.values[row, column]
    return not np.isnan(points) and not np.isnan(best) and points < best


def _item(result: Result, column: int) -> Item:
    name = result.plan.columns[column]
    indicator = result.instrument.indicators[indicator_of(name)]
    label = result.instrument.label(name)
    return Item(name, label, indicator.todo or label)
