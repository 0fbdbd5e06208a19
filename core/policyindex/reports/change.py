"""The report of changes: of many units a table, of some units what each difference is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from policyindex.analysis.changes.upon import Upon
from policyindex.reports.change_of_unit import unit_blocks
from policyindex.reports.change_origin import of_editions
from policyindex.reports.change_tables import change_tables
from policyindex.reports.change_words import PARTS, Said
from policyindex.reports.of_units import unit_notes
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.signed import signed

if TYPE_CHECKING:
    from policyindex.reports.figures import Figure

BIGGEST = 2
"""How many answers the table of all units names."""
MARK = "~"
"""Marks a change that is not the difference of the two scores as they are shown."""


def change_report(upon: Upon, units: Sequence[str], group: str = "") -> Report:
    """Say why scores differ; of the units named, one by one, of none named, of all in one table.

    :param group: the name of the group whose members in both periods these are
    """
    said, change = Said(upon), upon.change
    places = [change.units.index(each) for each in units] or list(range(len(change.units)))
    title = said.word("title", label=said.label(upon.node), start=change.start, end=change.end)
    if units:
        sections = tuple(Section(_whose(said, unit), tuple(unit_blocks(said, unit))) for unit in places)
        sections = (Section(title, ()), *sections) if len(units) > 1 else sections
        notes = (*unit_notes(change.result, units).values(), *_notes(said, named=True))
    else:
        sections = (Section(f"{title} · {group}" if group else title, tuple(_overview(said, places))),)
        notes = (*_of_table(said, places), *_notes(said, named=bool(units)))
    main, answers, nodes = change_tables(upon, places)
    return Report(
        f"{title} · {change.result.instrument.reference}",
        sections,
        notes=notes,
        tables=(answers, main, nodes) if units else (main, answers, nodes),
        figures=lambda: _figures(said, places, one_by_one=bool(units)),
        provenance=_provenance(upon),
        language=change.result.instrument.language,
        document=lambda: _document(upon, (main, answers, nodes)),
    )


def _figures(said: Said, places: Sequence[int], *, one_by_one: bool) -> Iterator[Figure]:
    from policyindex.reports.change_figures import change_figures

    return change_figures(said, places, one_by_one=one_by_one)


def _whose(said: Said, unit: int) -> str:
    code, change = said.change.units[unit], said.change
    name = said.name(code)
    who = name if name == code else f"{name} ({code})"
    return f"{who} · {said.word('from_to', start=change.start, end=change.end)}"


def _overview(said: Said, places: Sequence[int]) -> Iterator[Block]:
    change, at = said.change, said.upon.at
    causes = said.upon.by_cause()
    scored = [unit for unit in places if not np.isnan(change.difference[at, unit])]
    told = [each for each in PARTS if any(abs(causes[each][unit]) > 1e-9 for unit in scored)]
    order = sorted(scored, key=lambda unit: (-change.difference[at, unit], said.name(change.units[unit])))
    if not order:
        yield Text(said.word("none_scored", label=said.label(said.upon.node)))
        return
    label = change.result.instrument.file.units
    differing = any(said.differs(unit) for unit in order)
    columns = [
        Column("unit_name", label.label.capitalize() if label else said.word("unit"), width=22),
        Column("from", change.start, "number", decimals=said.decimals),
        Column("to", change.end, "number", decimals=said.decimals),
        Column("change", said.word("change"), right=True),
    ]
    columns += [Column("mark", "")] * differing
    columns.append(Column("biggest", said.word("biggest")))
    columns += [Column(each, said.word(f"head_{each}"), right=True, optional=True, width=12) for each in told]

    def row(unit: int) -> Iterator[Cell]:
        yield said.name(change.units[unit])
        yield from (float(each[at, unit]) for each in change.from_to)
        yield signed(float(change.difference[at, unit]), said.decimals)
        if differing:
            yield MARK if said.differs(unit) else ""
        yield _biggest(said, unit)
        yield from (signed(float(causes[each][unit]), said.exact) for each in told)

    yield Table(
        "change", tuple(columns), lambda: (tuple(row(unit)) for unit in order), screenful=said.word("screenful")
    )


def _biggest(said: Said, unit: int) -> str:
    upon = said.upon
    parts = upon.changed[:, unit] + upon.revised[:, unit]
    basket = {each: upon.by_cause()[each][unit] for each in ("basket", "collection", "vintage", "edition")}
    named = [(float(parts[at]), said.label(upon.change.result.plan.columns[at])) for at in np.flatnonzero(parts)]
    named += [(float(value), said.word(f"part_{each}")) for each, value in basket.items() if abs(value) > 1e-9]
    named.sort(key=lambda each: -abs(each[0]))
    more = [said.word("more", count=len(named) - BIGGEST)] if len(named) > BIGGEST else []
    return "; ".join([*(f"{label} {signed(value, said.exact)}" for value, label in named[:BIGGEST]), *more])


def _of_table(said: Said, places: Sequence[int]) -> Iterator[str]:
    """Say what the table leaves out, and which number stands in it."""
    change, at = said.change, said.upon.at
    for period, units in change.absent.items():
        if units:
            yield said.word("absent", period=period, units=said.listed([said.name(each) for each in units]))
    lacking = [unit for unit in places if np.isnan(change.difference[at, unit])]
    if lacking:
        names = said.listed([said.name(change.units[unit]) for unit in lacking])
        yield said.word("without_score", label=said.label(said.upon.node), units=names)
        found = [f"{said.label(node)} [{node}]" for node in said.comparable(places) if node != said.upon.node]
        if found:
            yield said.word("comparable_all", labels=said.listed(found))
    if thin := [unit for unit in places if said.incomplete(unit)]:
        yield said.word("incomplete_some", units=said.listed([said.name(change.units[unit]) for unit in thin]))
    if differing := [unit for unit in places if said.differs(unit)]:
        yield said.word("rounding_some", mark=MARK, count=len(differing), total=len(places) - len(lacking))


def _notes(said: Said, *, named: bool) -> Iterator[str]:
    change = said.change
    if change.sign < 0:
        yield said.word("backwards", start=change.start, end=change.end)
    if not named:
        yield from of_editions(said)
    if change.origin is not None:
        has = change.origin.has(change.units, change.early)
        if lacking := [said.name(unit) for unit, known in zip(change.units, has, strict=True) if not known]:
            yield said.word("origin_lacks", period=change.early, units=said.listed(lacking))
    for node, count in change.orders.items():
        yield said.word("approximated", label=said.label(node), count=count)


def _document(upon: Upon, tables: Sequence[Table]) -> dict[str, Any]:
    change = upon.change
    return {
        "instrument": change.result.instrument.reference,
        "node": upon.node,
        "from": change.start,
        "to": change.end,
        **{table.key: [dict(zip(table.keys, row, strict=True)) for row in table] for table in tables},
        "absent": {period: list(units) for period, units in change.absent.items()},
        "provenance": _provenance(upon),
    }


def _provenance(upon: Upon) -> dict[str, Any]:
    """Say what both scores were made from; of an older vintage or edition, too."""
    origin, made = upon.change.origin, upon.change.result.provenance
    return made if origin is None else {**made, "earlier": {"kind": origin.kind, **origin.result.provenance}}
