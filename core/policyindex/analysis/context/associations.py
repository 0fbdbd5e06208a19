"""Series of others beside scores: which year is matched with which, and how far they go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policyindex.analysis.correlation import Coefficients, coefficients
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.result import Result
from policyindex.studies.context.models import Series
from policyindex.studies.context.reading import Value
from policyindex.units.periods import period_of

LEAST = 10
"""Units below which no coefficient is given."""


class Match(NamedTuple):
    """A period of scores and the period of the series that stands for it."""

    scores: str
    series: str
    years: int
    """How many years the series is older."""
    units: int


class Pair(NamedTuple):
    """A score and the value beside it."""

    unit: str
    match: Match
    score: float
    value: Value


@dataclass(frozen=True)
class Association:
    """How far a series and the scores of a node go together among the units that have both."""

    series: str
    node: str
    matches: tuple[Match, ...]
    pairs: tuple[Pair, ...]
    units: int
    assessed: int
    """Units with a score in these periods, whether the series has them or not."""
    left_out: int
    """Scores without a rank, which rest on too few answers or on self-assessment: they are not counted in."""
    found: Coefficients | None
    """None: there are fewer than ten units."""
    overlaps: Mapping[str, str]
    """What measures some of the same, by id of the instrument."""


def associated(
    result: Result,
    node: str,
    rows: Mapping[str, Sequence[int]],
    key: str,
    series: Series,
    values: Sequence[Value],
    within: int,
) -> Association:
    """Correlate a series with a node.

    :param rows: the rows of the result by period
    :param values: of the series, by the codes of the result
    :param within: how many years older than the scores values may be
    """
    column, by_period = result.column(node), dict[str, dict[str, Value]]()
    for each in values:
        by_period.setdefault(each.period, {})[each.unit] = each
    pairs: list[Pair] = []
    matches, left_out, assessed = [], 0, set[str]()
    for period, own in rows.items():
        scores = {result.panel.units[row]: float(result.scores[row, column]) for row in own}
        scores = {unit: score for unit, score in scores.items() if score == score}
        ranked = {result.panel.units[row] for row in own if result.ranks[row, column]}
        counted = {
            unit: score for unit, score in scores.items() if unit in ranked or result.instrument.file.self_assessment
        }
        assessed.update(counted)
        match = _match(period, counted, by_period, within)
        if match is not None:
            there = by_period[match.series]
            matches.append(match)
            left_out += sum(unit in there for unit in scores if unit not in counted)
            pairs += [Pair(unit, match, score, there[unit]) for unit, score in counted.items() if unit in there]
    units = len({each.unit for each in pairs})
    found = None
    if units >= LEAST:
        numbers = ([each.score for each in pairs], [each.value.value for each in pairs])
        found = coefficients(*numbers, [each.unit for each in pairs])
    shared = overlapping(series, node, result.instrument)
    return Association(key, node, tuple(matches), tuple(pairs), units, len(assessed), left_out, found, shared)


def _match(
    period: str, scores: Mapping[str, float], by_period: Mapping[str, Mapping[str, Value]], within: int
) -> Match | None:
    """Choose one period of a series: the same year or the nearest earlier one in which enough units have a value."""
    near = []
    for other, there in by_period.items():
        years = years_before(other, period)
        if years is not None and 0 <= years <= within:
            last = period_of(other)
            order = (years, other != period, -(last.last.toordinal() if last and last.last else 0))
            near.append((order, Match(period, other, years, sum(unit in there for unit in scores))))
    found = [match for _, match in sorted(near) if match.units]
    enough = [match for match in found if match.units >= LEAST]
    return next(iter(enough), max(found, key=lambda match: match.units, default=None))


def years_before(other: str, period: str) -> int | None:
    """Give how many years one period lies before another; None where they have no years and are not the same."""
    if other == period:
        return 0
    first, second = period_of(other), period_of(period)
    if not first or not second or first.year is None or second.year is None:
        return None
    return second.year - first.year


def overlapping(series: Series, node: str, instrument: Instrument) -> dict[str, str]:
    """Give what a series shares with a node, with what is below it and with what it is part of."""
    own = {node, *(each for each, _ in instrument.below((node,)))}
    columns = set(instrument.indicators_below(node))
    asked = columns | {indicator_of(each) for each in columns}
    return {
        reference: text
        for reference, text in series.overlaps.items()
        if reference in own | asked or node in {each for each, _ in instrument.below((reference,))}
    }
