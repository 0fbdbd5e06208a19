"""What there is about one unit: values of the series, and records beside the answers that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyindex.analysis.comparing import Said, said_by
from policyindex.analysis.context.evidence import Evidence
from policyindex.analysis.context.whole import InContext
from policyindex.instruments.columns import indicator_of
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.report import Branch, Cell, Column, Section, Table, Text
from policyindex.reports.standing import Standing
from policyindex.studies.context.models import Series
from policyindex.studies.context.reading import Value, may_be_shown

SIDES = {"supports": "supports the result", "contradicts": "contradicts the result"}


def unit_sections(standing: Standing, found: InContext) -> Iterator[Section]:
    """Give what there is about the unit that was asked for; nothing where none was."""
    own = found.of_unit
    if own is None:
        return
    title = f"{standing.head.file.title} · {standing.name(own.row)} · {standing.result.panel.periods[own.row]}"
    if found.brought.series:
        yield Section(title, (series_table(found.brought.series, own.values),))
    if own.evidence:
        branches = (_branch(standing, own.row, reference, every) for reference, every in own.evidence.items())
        yield Section("Records beside its answers" if found.brought.series else title, tuple(branches), 2)
    else:
        yield Section("" if found.brought.series else title, (Text("No record is about it."),))


def series_table(series: Mapping[str, Series], values: Mapping[str, Value]) -> Table:
    """Give the values of one unit by series; those that a licence keeps from being passed on are not in it."""
    columns = (
        Column("series", "Series", width=40),
        Column("value", "Value", right=True),
        Column("period", "Period"),
        Column("unit", "In", width=40),
        Column("basis", "Rests on"),
    )
    return Table("of_unit", columns, list(_values(series, values)))


def _values(every: Mapping[str, Series], values: Mapping[str, Value]) -> Iterator[tuple[Cell, ...]]:
    for key, series in every.items():
        value = values.get(key)
        if value is None:
            yield series.title, NONE, NONE, series.unit, series.basis
            continue
        said = "not shown: licence"
        if may_be_shown(series):
            said = shown_number(value.value, None)
            ends = [shown_number(each, None) for each in (value.low, value.high) if each is not None]
            said += f" ({' to '.join(ends)})" if len(ends) == 2 else ""
        yield series.title, said, value.period, series.unit, series.basis


def _branch(standing: Standing, row: int, reference: str, every: tuple[Evidence, ...]) -> Branch:
    head = f"{standing.head.label(reference)} ({reference}): {'; '.join(stands(standing, row, reference))}"
    return Branch(head, (), tuple(Branch(title_of(each), tuple(_lines(each))) for each in every))


def stands(standing: Standing, row: int, reference: str) -> Iterator[str]:
    """Say the score of a node, or the answers to an indicator: one a facet value where it is asked so."""
    result, head = standing.result, standing.head
    if reference in head.nodes:
        score = standing.score(row, reference)
        yield "no score" if score is None else f"score {shown_number(score, head.decimals(reference))}"
        return
    for at, column in enumerate(result.plan.columns):
        if reference in (column, indicator_of(column)):
            label = f"{column}: " * (column != reference)
            yield label + _answer(said_by(result, row, at))


def _answer(said: Said) -> str:
    if said.answer is None or not said.code:
        return said.status.replace("_", " ")
    points = "" if said.points is None else f" ({said.points:g} points)"
    return f"{said.code} · {said.text}{points}"


def title_of(each: Evidence) -> str:
    """Say of which kind a record is, on which side it stands, and what it is called."""
    side = f", {SIDES[each.result]}" if each.result in SIDES else ""
    return f"{each.kind.capitalize()}{side}: {each.title}" + f" ({each.date})" * bool(each.date)


def _lines(each: Evidence) -> Iterator[str]:
    yield each.finding
    yield from (f"{name}: {text}" for name, text in each.details)
    yield f"Source: {each.source}" + f", {each.url}" * bool(each.url)
