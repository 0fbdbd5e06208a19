"""What formulas point at, compared with what they should: rows that slipped, wrong columns, missing items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from policyindex import Instrument
from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.references import cells_in
from policyindex.problems import listing, shorten
from policyindex_mipex_national.workbook.country import Country

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_MEAN = re.compile(r"\([A-Z]{1,3}[0-9]+(?:\+[A-Z]{1,3}[0-9]+)*\)/([0-9]{1,3})")
_LARGEST = 5_000
"""Cells of a range that are looked at."""
NOWHERE = ("", "")


class Parts(NamedTuple):
    """What the formula of a node has to cover, and all that it may mention."""

    leaves: tuple[str, ...]
    below: frozenset[str]


def parts_of(instrument: Instrument) -> dict[str, Parts]:
    """Give the parts of each node: areas for an overall, what is below it for an area or a composite."""
    areas = frozenset(instrument.file.facets["area"].values)
    found = {}
    for node, about in instrument.nodes.items():
        if areas.issuperset(about.children):
            found[node] = Parts(about.children, frozenset(about.children))
        else:
            leaves, nodes = instrument.indicators_below(node), (each for each, _ in instrument.below((node,)))
            found[node] = Parts(leaves, frozenset((*leaves, *nodes)) - {node})
    return found


class Formulas:
    """The formulas of one sheet, and what its score cells are for."""

    def __init__(self, parts: Mapping[str, Parts], country: Country, by_cell: Mapping[str, str]) -> None:
        self.parts, self.places, self.by_cell = parts, country.places, by_cell
        self.cells = {place: cell for cell, place in country.places.items()}

    def slips(self, cell: str) -> list[str]:
        """Say what is wrong with the references of a cell's formula, a phrase each; none: they are right."""
        formula = self.by_cell.get(cell, "").upper()
        if "!" in formula:
            return [f"{cell} takes values from another sheet"]
        node, period = self.places[cell]
        named = {each: self.places.get(each, NOWHERE) for each in _named(formula)}
        parts, below = self.parts[node]
        wrong = {each: place for each, place in named.items() if place[0] not in below or place[1] != period}
        phrases = [f"{cell} points at {self._instead(each, place, below, period)}" for each, place in wrong.items()]
        known = {identifier for identifier, _ in named.values()}
        covered = known | {leaf for each in known & below & self.parts.keys() for leaf in self.parts[each].leaves}
        left = [self._shown(leaf, period) for leaf in parts if leaf not in covered and (leaf, period) in self.cells]
        if formula and not named:
            return [f"{cell} names no cell, but '{shorten(formula, 60)}'"]
        return phrases + ([f"{cell} leaves out {listing(left)}"] if left and named else []) + _count(cell, formula)

    def below(self, cell: str) -> list[str]:
        """Give a cell and those of the same period that its formula rests on, down to composites."""
        period, found = self.places[cell][1], [cell]
        for current in found:
            for each in _named(self.by_cell.get(current, "").upper()):
                node, year = self.places.get(each, NOWHERE)
                if node in self.parts and year == period and each not in found:
                    found.append(each)
        return found

    def _instead(self, cell: str, place: tuple[str, str], below: Set[str], period: str) -> str:
        identifier, year = place
        if not identifier:
            return f"{cell}, which is no score"
        if identifier not in below:
            return f"{self._shown(*place)}, which does not count here"
        right = self.cells.get((identifier, period), "")
        rows = position(cell)[0] - position(right)[0] if right else 0
        also = f": {abs(rows)} row{'s' if abs(rows) > 1 else ''} too {'low' if rows > 0 else 'high'}" if rows else ""
        return f"{cell} ({identifier} of {year}) instead of {right} (of {period}){also}"

    def _shown(self, identifier: str, period: str) -> str:
        return f"{self.cells[identifier, period]} ({identifier} of {period})"


def _count(cell: str, formula: str) -> list[str]:
    """Say which cells a formula counts twice, and by what a plain sum is divided that is not its number of cells."""
    names = list(_named(formula))
    twice = [f"{cell} counts {each} twice" for each in dict.fromkeys(names) if names.count(each) > 1]
    plain = _MEAN.fullmatch(formula.replace("$", "").replace(" ", ""))
    if plain and int(plain[1]) != len(names):
        twice.append(f"{cell} divides {len(names)} cells by {plain[1]}")
    return twice


def _named(formula: str) -> Iterator[str]:
    """Name the cells that a formula mentions, ranges spelled out."""
    for first, top, last, bottom in _RANGE.findall(formula):
        corners = position(first + top), position(last + bottom)
        (row, end_row), (column, end_column) = (sorted(each) for each in zip(*corners, strict=True))
        if (end_row - row + 1) * (end_column - column + 1) <= _LARGEST:
            yield from (address(r, c) for r in range(row, end_row + 1) for c in range(column, end_column + 1))
    yield from cells_in(_RANGE.sub("", formula))
