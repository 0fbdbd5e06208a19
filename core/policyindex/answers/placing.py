"""What can be said of units and periods once all answers are there: unknown, alike, far off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from policyindex.answers.grid import Grid
from policyindex.answers.tablereading import TableReading
from policyindex.problems import Location, Problem, hint, listing, problem, repeated
from policyindex.problems.grouping import DIFFERENT
from policyindex.units.codes import alike
from policyindex.units.periods import EXPECTED, far_off, period_of, rounds, without_order
from policyindex.units.scheme import Scheme


def first_places(tables: Sequence[TableReading]) -> dict[str, Location]:
    """Give the place where each unit stands first."""
    first: dict[str, Location] = {}
    for table in tables:
        for unit, where in table.first_lines().items():
            first.setdefault(unit, where)
    return first


def after(hint: str) -> str:
    """Give a hint as a sentence behind another one, or nothing."""
    return f".{hint}" if hint else ""


def of_scheme(tables: Sequence[TableReading], scheme: Scheme, problems: list[Problem]) -> list[TableReading]:
    """Give units the codes of their scheme; say which were written otherwise, and which it does not know."""
    read: dict[str, str] = {}
    unknown: list[Location] = []
    for unit, where in first_places(tables).items() if scheme.names else ():
        code = scheme.code(unit)
        if code is None:
            unknown.append(where)
            if len(unknown) <= DIFFERENT:  # to look for names that are like it takes long
                values = {"value": unit, "scheme": scheme.id, "hint": after(hint(unit, scheme.names))}
                problems.append(problem("answers-unit-unknown", where, **values))
        elif code != unit:
            read[unit] = code
            problems.append(problem("answers-unit-known-as", where, value=unit, read=code, scheme=scheme.id))
    if len(unknown) > DIFFERENT:
        told = next(each for each in problems if each.code == "answers-unit-unknown")
        problems[:] = [each for each in problems if each.code != "answers-unit-unknown"]
        problems.append(repeated(told, unknown, len(unknown)))
    return [_renamed(each, read) if read else each for each in tables]


def _renamed(table: TableReading, read: Mapping[str, str]) -> TableReading:
    lines = table.first_lines()
    if not any(unit in read for unit in lines):
        return table
    records = table.records
    units = [read.get(each, each) for each in records.units]
    codes = {unit: place for place, unit in enumerate(dict.fromkeys(units))}
    unit = np.array([codes[each] for each in units], dtype=np.int32)[records.unit]
    first: dict[str, Location] = {}
    for name, where in lines.items():
        first.setdefault(read.get(name, name), where)
    return replace(table, answered=records._replace(units=tuple(codes), unit=unit), first_lines=lambda: first)


def doubtful(
    grid: Grid, tables: Sequence[TableReading], names: Mapping[str, str], declared: Sequence[str]
) -> Iterator[Problem]:
    """Warn of units that look alike, of periods far from all others, and of labels whose order nobody declared.

    :param names: names by code of units that are known: these are meant as they are
    :param declared: labels of periods in their order
    """
    first = first_places(tables)
    for several in alike(first):
        if any(each not in names for each in several):
            value = listing([f"'{each}' ({_shown(each)})" if not each.isascii() else f"'{each}'" for each in several])
            places = f": {listing([first[each].render() for each in several])}"
            yield problem("answers-units-alike", first[several[-1]], value=value, places=places)
    yield from _numbered(grid, tables, declared)
    counts = np.bincount(grid.period, minlength=len(grid.periods)).tolist() if len(grid.period) else []
    rows = dict(zip(grid.periods, counts, strict=False))
    for period, nearest in far_off(rows).items():
        units = [unit for unit, when in grid.rows() if when == period]
        where = first.get(units[0], Location())._replace(line=0)
        values = {"value": period, "nearest": nearest, "units": listing(units)}
        yield problem("answers-period-far", where, count=len(units), **values)

    if labels := without_order(grid.periods, declared):
        yield problem("answers-period-order", labels=listing(labels), example=", ".join([*declared, *labels]))


def _numbered(grid: Grid, tables: Sequence[TableReading], declared: Sequence[str]) -> Iterator[Problem]:
    """Refuse numbers of rounds beside dated periods, of which they may be meant to be one."""
    found = [each for each in rounds(grid.periods) if each not in declared]
    dated = [each for each in grid.periods if (period := period_of(each)) and period.first]
    for label in found:
        count = int(np.count_nonzero(grid.period == grid.periods.index(label)))
        values = {"value": label, "count": count, "expected": EXPECTED, "read": label}
        if dated:
            yield problem("answers-period-none", _first_of(tables, label), **values)
        elif len(label) == 2:
            yield problem("answers-period-round", _first_of(tables, label), **values)


def _first_of(tables: Sequence[TableReading], label: str) -> Location:
    """Give the place of the first answer of a period."""
    for table in tables:
        records = table.records
        if label in records.periods:
            found = np.flatnonzero(records.period == list(records.periods).index(label))
            if found.size:
                return table.where(int(found[0]))
    return Location()


def _shown(code: str) -> str:
    """Spell the letters of a code that are not of the Latin alphabet as computers know them."""
    from unicodedata import name

    return ", ".join(name(char, f"U+{ord(char):04X}").lower() for char in code if not char.isascii())
