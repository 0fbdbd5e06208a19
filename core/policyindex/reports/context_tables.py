"""What programs get of a context: correlations, values that may be passed on, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyindex.analysis.context.whole import InContext
from policyindex.reports.report import Cell, Column, Table
from policyindex.scoring.result import Result
from policyindex.studies.context.reading import may_be_shown

_NUMBERS = tuple(
    Column(f"{name}{end}", type="number", decimals=2)
    for name in ("spearman", "pearson")
    for end in ("", "_low", "_high")
)
CORRELATIONS = (
    Column("instrument"),
    Column("edition"),
    Column("node"),
    Column("label", width=30),
    Column("series"),
    Column("title", width=30),
    Column("source", width=30),
    Column("edition_of_series"),
    Column("retrieved"),
    Column("measured_in", width=30),
    Column("licence"),
    Column("redistribution"),
    Column("basis"),
    Column("best"),
    Column("periods", width=30),
    Column("units", type="whole"),
    Column("assessed", type="whole"),
    Column("pairs", type="whole"),
    *_NUMBERS,
    Column("coefficients_tried", type="whole"),
    Column("overlaps", width=40),
    Column("draws_on", width=40),
    Column("state"),
)
VALUES = (
    Column("series"),
    Column("node"),
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("score", type="number", decimals=2),
    Column("series_period"),
    Column("value", type="number"),
    Column("low", type="number"),
    Column("high", type="number"),
)
RECORDS = (
    Column("unit"),
    Column("unit_name"),
    Column("indicator"),
    Column("label", width=30),
    Column("kind"),
    Column("title", width=40),
    Column("date"),
    Column("result"),
    Column("finding", width=60),
    Column("details", width=60),
    Column("source", width=40),
    Column("url"),
)


def context_tables(result: Result, found: InContext) -> tuple[Table, ...]:
    """Give the tables; correlations first, where there are series."""
    tables = (
        Table("correlations", CORRELATIONS, lambda: _correlations(result, found)),
        Table("values", VALUES, lambda: _values(result, found)),
        Table("records", RECORDS, lambda: _records(result, found)),
    )
    return tables if found.brought.series else tables[2:]


def _correlations(result: Result, found: InContext) -> Iterator[tuple[Cell, ...]]:
    head = result.instrument
    for each in found.associations:
        series = found.brought.series[each.series]
        numbers: tuple[float | None, ...] = (None,) * len(_NUMBERS)
        state = "too few units"
        if each.found:
            numbers = (*each.found.spearman, *each.found.pearson)
            state = "all values alike" if each.found.pearson.value is None else ""
        periods = "; ".join(f"{match.scores}: {match.series} ({match.units} units)" for match in each.matches)
        yield (
            head.id, head.edition, each.node, head.nodes[each.node].label, each.series, series.title, series.source,
            series.edition, series.retrieved, series.unit, series.licence.name, series.licence.redistribution,
            series.basis, series.best, periods, each.units, each.assessed, len(each.pairs), *numbers, found.tried,
            _pairs(each.overlaps), _pairs(series.draws_on), state,
        )  # fmt: skip


def _pairs(texts: Mapping[str, str]) -> str:
    return "; ".join(f"{key}: {text}" for key, text in texts.items())


def _values(result: Result, found: InContext) -> Iterator[tuple[Cell, ...]]:
    for each in found.associations:
        if may_be_shown(found.brought.series[each.series]):
            for pair in each.pairs:
                name = result.unit_names.get(pair.unit, pair.unit)
                value = pair.value
                yield (
                    each.series, each.node, pair.unit, name, pair.match.scores, pair.score,
                    value.period, value.value, value.low, value.high,
                )  # fmt: skip


def _records(result: Result, found: InContext) -> Iterator[tuple[Cell, ...]]:
    only = None if found.of_unit is None else result.panel.units[found.of_unit.row]
    for each in found.brought.evidence:
        if only in (None, each.unit):
            name, details = (
                result.unit_names.get(each.unit, each.unit),
                "; ".join(": ".join(pair) for pair in each.details),
            )
            for reference in each.indicators:
                yield (
                    each.unit, name, reference, result.instrument.label(reference), each.kind, each.title, each.date,
                    each.result, each.finding, details, each.source, each.url,
                )  # fmt: skip
