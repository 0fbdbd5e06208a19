"""One unit as a whole: its scores with what changed, its place among groups, whom it could learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from policyindex.analysis.changes.change import change
from policyindex.analysis.comparing import Beside, compared
from policyindex.analysis.group_means import Mean, mean_of
from policyindex.analysis.learning import Example, lessons
from policyindex.analysis.ranking import Ranked, ranked
from policyindex.scoring.over_time import comparable_over_time
from policyindex.scoring.result import Result

NEAR = 1e-9


class Since(NamedTuple):
    """How a score differs from that of an earlier period."""

    period: str
    difference: float
    same: bool
    """Both rest on the same questions."""


class Place(NamedTuple):
    """Where a unit stands among others by one node; ``ranked`` is None where it is no member."""

    among: str
    """The name of the group; empty: all that are assessed."""
    ranked: Ranked | None
    of: int
    """How many have a rank, the unit among them."""
    others: Mean


@dataclass(frozen=True)
class UnitProfile:
    """What is known of one unit in a period."""

    row: int
    node: str
    """The node that places are by."""
    beside: tuple[Beside, ...]
    """The scores of all nodes below the roots, beside the mean of the others."""
    previous: Mapping[str, Since]
    """By node since the unit's last score before; none where there is none."""
    first: Mapping[str, Since]
    """By node since the unit's first score."""
    refused: str
    """Why nothing is said of changes; empty: it is."""
    places: tuple[Place, ...]
    learn: Mapping[str, Sequence[Example]]
    """By column whom to learn from, what could raise the node most first."""
    review: Mapping[str, int]
    """How many of the answers that count are verified how far."""


def unit_profile(
    result: Result, row: int, node: str, groups: Mapping[str, Result], roots: Sequence[str]
) -> UnitProfile:
    """Bring together what is known of a unit.

    :param groups: by name the parts of the result that are about the units of a group; the first is compared with
    :param roots: what its scores are shown below
    """
    unit, period = result.panel.units[row], result.panel.periods[row]
    alone = result.instrument.file.self_assessment
    whole = next(iter(groups.values()), result)
    others = [] if alone else _others(result, whole, unit, period)
    beside = tuple(
        {each.node: each for root in roots for each in compared(result, root, (row,), others).beside}.values()
    )
    refused = comparable_over_time(result.instrument) or ""
    previous, first = ({}, {}) if refused else _changes(result, row)
    among = {} if alone else {"": result, **groups}
    places = tuple(_place(name, each, node, unit, period) for name, each in among.items())
    learn = lessons(result, node, (row,), others).get(unit, {}) if others else {}
    return UnitProfile(row, node, beside, previous, first, refused, places, learn, _review(result, row))


def _others(result: Result, whole: Result, unit: str, period: str) -> list[int]:
    """Give the rows of all other units of a group in a period."""
    rows, members = result.panel.places.items(), whole.panel.places
    return [at for (each, when), at in rows if when == period and (each, when) in members and each != unit]


def _changes(result: Result, row: int) -> tuple[dict[str, Since], dict[str, Since]]:
    """Compare every score of a row with the unit's last one before, and with its first."""
    panel, in_time = result.panel, result.instrument.in_time
    unit, period = panel.units[row], panel.periods[row]
    earlier = [
        at for at, each in enumerate(panel.units) if each == unit and in_time(panel.periods[at]) < in_time(period)
    ]
    earlier.sort(key=lambda at: in_time(panel.periods[at]))
    wanted: list[dict[str, str]] = [{}, {}]
    for node in result.plan.nodes:
        at = result.column(node)
        known = [each for each in earlier if not np.isnan(result.scores[each, at]) and not result.incomplete[each, at]]
        if known and not np.isnan(result.scores[row, at]) and not result.incomplete[row, at]:
            wanted[0][node], wanted[1][node] = panel.periods[known[-1]], panel.periods[known[0]]
    changes = {start: change(result, start, period, (unit,)) for own in wanted for start in dict.fromkeys(own.values())}
    found: list[dict[str, Since]] = [{}, {}]
    for since, own in zip(found, wanted, strict=True):
        for node, start in own.items():
            at = result.column(node)
            whole, fixed = (float(each[at, 0]) for each in (changes[start].difference, changes[start].fixed))
            since[node] = Since(start, whole, abs(whole - fixed) < NEAR)
    return found[0], found[1]


def _place(name: str, result: Result, node: str, unit: str, period: str) -> Place:
    rows = [at for at, each in enumerate(result.panel.periods) if each == period]
    found = ranked(result, node, rows).ranked if rows else ()
    own = next((each for each in found if each.unit == unit), None)
    others = mean_of(result, node, [at for at in rows if result.panel.units[at] != unit])
    return Place(name, own, sum(each.rank > 0 for each in found), others)


def _review(result: Result, row: int) -> dict[str, int]:
    sources, numbers = result.panel.sources, result.panel.source[row]
    words = [sources[each].text for each in numbers.tolist() if each >= 0]
    return {word: words.count(word) for word in dict.fromkeys(words)}
