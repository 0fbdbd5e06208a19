"""All that context files tell about an index: associations with its nodes, and what there is about one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyindex.analysis.context.associations import Association, associated, years_before
from policyindex.analysis.context.evidence import Evidence
from policyindex.analysis.context.units import Gathered
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.result import Result
from policyindex.studies.context.reading import Value


@dataclass(frozen=True)
class OfUnit:
    """What there is about one unit."""

    row: int
    values: Mapping[str, Value]
    """By series the newest value that is not newer than the period."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Records by the indicator or node that they tell about, in the instrument's order."""


@dataclass(frozen=True)
class InContext:
    """What context files tell. Values are all here; what may be shown of them a report decides by their licences."""

    brought: Gathered
    nodes: tuple[str, ...]
    periods: tuple[str, ...]
    within: int
    associations: tuple[Association, ...]
    of_unit: OfUnit | None

    @property
    def tried(self) -> int:
        """Give the number of coefficients that were worked out: two for each series and node with enough units."""
        return 2 * sum(each.found is not None for each in self.associations)


def in_context(
    result: Result,
    brought: Gathered,
    nodes: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    within: int,
    row: int | None = None,
) -> InContext:
    """Place scores in their context.

    :param rows: the rows of the result by period
    :param within: how many years older than the scores values may be
    :param row: the row of the unit that it is about; None: of no one unit
    """
    found = tuple(
        associated(result, node, rows, key, series, brought.values[key], within)
        for key, series in brought.series.items()
        for node in nodes
    )
    own = None if row is None else _of_unit(result, brought, row)
    return InContext(brought, tuple(nodes), tuple(rows), within, found, own)


def _of_unit(result: Result, brought: Gathered, row: int) -> OfUnit:
    unit = result.panel.units[row]
    values = newest_values(result, brought, unit, result.panel.periods[row])
    evidence: dict[str, list[Evidence]] = {}
    for each in brought.evidence:
        if each.unit == unit:
            for reference in each.indicators:
                evidence.setdefault(reference, []).append(each)
    return OfUnit(row, values, {each: tuple(evidence[each]) for each in in_order(result.instrument, evidence)})


def in_order(head: Instrument, references: Iterable[str]) -> list[str]:
    """Give nodes and indicators in the order in which they stand in the published tree, then those of the others."""
    order = {each: place for place, each in reversed(list(enumerate(_walk(head))))}
    return sorted(references, key=lambda each: order.get(each, len(order)))


def _walk(head: Instrument) -> Iterator[str]:
    for node, _ in head.below((*head.trees[head.published_tree].roots, *list(head.nodes)[::-1])):
        yield node
        for child in head.nodes[node].children:
            if child not in head.nodes:
                yield from (child, indicator_of(child))


def newest_values(result: Result, brought: Gathered, unit: str, period: str = "") -> dict[str, Value]:
    """Give by series the newest value of a unit, assessed or not.

    :param period: the one that no value may be newer than; empty: any
    """
    found = {}
    for key, every in brought.values.items():
        own = [each for each in every if each.unit == unit]
        own = [each for each in own if not period or (years_before(each.period, period) or 0) >= 0]
        if own:
            found[key] = max(own, key=lambda each: (each.period == period, result.instrument.in_time(each.period)))
    return found
