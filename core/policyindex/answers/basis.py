"""On what numbers are counted that do not stand alone: what each is divided by, and whose goalposts count.

What cannot be divided, and whom no goalposts are for, has no points; both are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.grid import ANSWERED, Grid, Numbers
from policyindex.files.fields import LARGEST
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.problems import Problem, listing, problem
from policyindex.units.memberships import OTHER

NAMED = 8
"""Rows that a warning names; the others are counted."""
NONE = -1
Flags = NDArray[np.bool_]


class Basis(NamedTuple):
    """On what the numbers of a column are counted, by row; each array of shape (rows,)."""

    divisor: Numbers | None = None
    """The answer that each is divided by, NaN where there is none; None: they are not divided."""
    group: NDArray[np.int16] | None = None
    """Index into the groups of the question, ``NONE`` for none of them; None: it has no groups."""
    several: Flags | None = None
    """True: the unit is in another of the groups, too."""

    def only(self, rows: NDArray[np.intp]) -> Basis:
        """Give that of some rows."""
        divisor, group, several = self
        return Basis(
            None if divisor is None else divisor[rows],
            None if group is None else group[rows],
            None if several is None else several[rows],
        )

    def points(self, indicator: Indicator, numbers: Numbers) -> Numbers:
        """Give the points of a column's numbers, NaN where there are none."""
        if self.divisor is not None:
            numbers = quotient(numbers, self.divisor)
        if self.group is None:
            return indicator.points_of_numbers(numbers)
        found = np.full(len(numbers), np.nan)
        for at, name in enumerate(indicator.groups):
            rows = self.group == at
            found[rows] = indicator.in_group(name).points_of_numbers(numbers[rows])
        return found


def quotient(numbers: Numbers, divisor: Numbers) -> Numbers:
    """Divide; NaN where there is nothing above 0 to divide by, or too little for a number that can be counted with."""
    with np.errstate(all="ignore"):
        found = numbers / np.where(divisor > 0, divisor, np.nan)
    return np.where(np.abs(found) <= LARGEST, found, np.nan)


def bases(instrument: Instrument, grid: Grid, columns: Iterable[str], countries: Mapping[str, str]) -> dict[str, Basis]:
    """Give the basis of each column that has one.

    :param countries: the countries that units lie in, where their scheme does not know it
    """
    found, inside = {}, dict[str, Flags]()
    for name in columns:
        column = Column.parse(name)
        indicator = instrument.indicators[column.indicator]
        divisor = None
        if per := indicator.divided_by:
            asked_per = instrument.indicators[per].ask_per
            divisor = _answers(instrument, grid, per, column.instance if asked_per else "")
        for group in indicator.groups:
            if group not in inside and group != OTHER:
                rows = list(grid.rows())
                inside[group] = np.array(instrument.memberships.inside(group, rows, countries), dtype=np.bool_)
        if per or indicator.groups:
            found[name] = Basis(divisor, *_first(indicator.groups, inside, grid.shape[1]))
    return found


def _first(
    groups: tuple[str, ...], inside: Mapping[str, Flags], count: int
) -> tuple[NDArray[np.int16] | None, Flags | None]:
    """Number the first group that each row is in, and tell which rows are in several."""
    if not groups:
        return None, None
    first = np.full(count, groups.index(OTHER) if OTHER in groups else NONE, dtype=np.int16)
    times = np.zeros(count, dtype=np.int64)
    for at, name in reversed(list(enumerate(groups))):
        if name != OTHER:
            first[inside[name]] = at
            times += inside[name]
    return first, times > 1


def _answers(instrument: Instrument, grid: Grid, key: str, instance: str) -> Numbers:
    """Give the answers to a number question, as they were given, by row; NaN where there is none."""
    found, asked = np.full(grid.shape[1], np.nan), instrument.indicators[key]
    if (key, instance) not in grid.columns:
        return found
    at = grid.columns.index((key, instance))
    stated = {} if asked.divided_by or asked.is_scaled else grid.points  # points of a plain number are the number
    for given in (stated.get(at), grid.number.get(at)):
        if given is not None:
            np.copyto(found, given, where=~np.isnan(given))
    periods = np.array([asked.is_collected(each) for each in grid.periods], dtype=np.bool_)
    found[(grid.status[at] != ANSWERED) | ~periods[grid.period]] = np.nan
    return found


def said_of(
    instrument: Instrument,
    grid: Grid,
    known: Mapping[str, Basis],
    places: Mapping[str, int],
    values: Mapping[str, Numbers],
) -> Iterator[Problem]:
    """Count and name the answers that have no points for want of a basis, and those of units in several groups.

    :param places: the column of the grid, by name
    :param values: the points, by name
    """
    for name, basis in known.items():
        numbers = grid.number.get(places[name])
        if numbers is None:
            continue
        indicator = instrument.indicators[Column.parse(name).indicator]
        given = ~np.isnan(numbers) & (grid.status[places[name]] == ANSWERED)
        lost = given & np.isnan(values[name])
        homeless = np.zeros_like(lost) if basis.group is None else lost & (basis.group == NONE)
        groups = listing(each for each in indicator.groups if each != OTHER)
        for reason, expected, flags in _undivided(indicator.divided_by, basis.divisor):
            if rows := _named(grid, lost & flags & ~homeless):
                values_ = {"indicator": name, "reason": reason, "expected": expected}
                yield problem("answers-not-divided", **values_, **rows)
        if rows := _named(grid, homeless):
            yield problem("answers-in-no-group", indicator=name, groups=groups, **rows)
        if basis.several is not None and (rows := _named(grid, given & ~lost & basis.several)):
            yield problem("answers-in-two-groups", indicator=name, groups=groups, **rows)


def _undivided(per: str, divisor: Numbers | None) -> Iterator[tuple[str, str, Flags]]:
    """Give why numbers may not be divided, what is expected, and where that is so."""
    if divisor is None:
        return
    absent, none = np.isnan(divisor), divisor <= 0
    above = f"an answer above 0 to '{per}' for the same unit and period"
    yield f"'{per}' has no answer", above, absent
    yield f"'{per}' is 0 or below", above, none
    yield f"the quotient with '{per}' is too large or cannot be transformed", "another answer", ~absent & ~none


def _named(grid: Grid, flags: Flags) -> dict[str, object]:
    """Count and name rows; nothing where there are none."""
    rows = np.flatnonzero(flags).tolist()
    said = [f"{grid.units[grid.unit[row]]} {grid.periods[grid.period[row]]}" for row in rows[:NAMED]]
    return {"count": len(rows), "rows": listing(said) + ", ..." * (len(rows) > NAMED)} if rows else {}
