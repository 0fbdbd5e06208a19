"""What programs get of the profile of a unit: a row for each node, a row for each group."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.analysis.unit_profile import Place, UnitProfile
from policyindex.reports.report import Cell, Column, Table
from policyindex.scoring.result import Result

COLUMNS = (
    Column("instrument"),
    Column("edition"),
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("node"),
    Column("label"),
    Column("depth", type="whole"),
    Column("score", type="number", decimals=2),
    Column("rank", type="whole"),
    Column("band"),
    Column("mean_of_others", type="number", decimals=2),
    Column("others", type="whole"),
    Column("gap", type="number", decimals=2),
    Column("previous_period"),
    Column("since_previous", type="number", decimals=2),
    Column("first_period"),
    Column("since_first", type="number", decimals=2),
    Column("answered", type="whole"),
    Column("expected", type="whole"),
    Column("state"),
)


PLACES = (
    Column("among"),
    Column("node"),
    Column("rank", type="whole"),
    Column("of", type="whole"),
    Column("not_distinguishable_from", type="whole"),
    Column("not_distinguishable_to", type="whole"),
    Column("mean_of_others", type="number", decimals=2),
    Column("others", type="whole"),
    Column("gap", type="number", decimals=2),
)


def profile_tables(result: Result, found: UnitProfile) -> tuple[Table, ...]:
    """Give the tables: scores, and places where the unit has some."""
    places = Table("places", PLACES, lambda: (_place(found.node, each) for each in found.places))
    return (Table("profile", COLUMNS, lambda: _cells(result, found)), *[places] * bool(found.places))


def _cells(result: Result, found: UnitProfile) -> Iterator[tuple[Cell, ...]]:
    head, row = result.instrument, found.row
    unit, period = result.panel.units[row], result.panel.periods[row]
    for each in found.beside:
        column = result.column(each.node)
        previous, first = found.previous.get(each.node), found.first.get(each.node)
        yield (
            head.id, head.edition, unit, result.unit_names.get(unit, unit), period, each.node,
            head.nodes[each.node].label, each.depth, each.scores[0], int(result.ranks[row, column]) or None,
            result.band(row, column), each.others.value, each.others.of, each.gap(0),
            previous.period if previous else "", previous.difference if previous else None,
            first.period if first else "", first.difference if first else None,
            int(result.answered[row, column]), int(result.expected[row, column]),
            "incomplete" if result.incomplete[row, column] else "",
        )  # fmt: skip


def _place(node: str, each: Place) -> tuple[Cell, ...]:
    own, mean = each.ranked, each.others.value
    near = (own.first, own.last) if own and own.rank and not own.is_alone else (None, None)
    gap = None if own is None or own.score is None or mean is None else round(own.score - mean, 9)
    return (each.among or "all", node, (own.rank or None) if own else None, each.of, *near, mean, each.others.of, gap)
