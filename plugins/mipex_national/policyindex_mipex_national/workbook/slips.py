"""What formulas point at, compared with what they should: rows that slipped, wrong columns, missing items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
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
    """What the formula of a node is made of, what it has to cover in the end, and all that it may mention."""

    children: tuple[str, ...]
    leaves: tuple[str, ...]
    below: frozenset[str]


def parts_of(instrument: Instrument) -> dict[str, Parts]:
    """Give the parts of each node: areas for an overall, what is below it for an area or a composite."""
    areas = frozenset(instrument.file.facets["area"].values)
    found = {}
    for node, about in instrument.nodes.items():
        if areas.issuperset(about.children):
            found[node] = Parts(about.children, about.children, frozenset(about.children))
        else:
            leaves, nodes = instrument.indicators_below(node), (each for each, _ in instrument.below((node,)))
            found[node] = Parts(about.children, leaves, frozenset((*leaves, *nodes)) - {node})
    return found


class Formulas:
    """The formulas of one sheet, and what its score cells are for."""

    def __init__(self, parts: Mapping[str, Parts], country: Country, by_cell: Mapping[str, str]) -> None:
        self.parts, self.places, self.by_cell = parts, country.places, by_cell
        self.cells = {place: cell for cell, place in country.places.items()}
        quoted = re.escape(country.sheet.upper().replace("'", "''"))
        self._own = re.compile(rf"'{quoted}'!|(?<![\w.'\]]){quoted}!")

    def text(self, cell: str) -> str:
        """Give a cell's formula in capitals, without the name of its own sheet."""
        return self._own.sub("", self.by_cell.get(cell, "").upper())

    def slips(self, cell: str) -> list[str]:
        """Say what is wrong with the references of a cell's formula, a phrase each; none: they are right."""
        formula = self.text(cell)
        if "!" in formula:
            return [f"{cell} takes values from another sheet"]
        period = self.places[cell][1]
        named = list(_named(formula))
        if formula and not named:
            return [f"{cell} names no cell, but '{shorten(formula, 60)}'"]
        wrong = [each for each in dict.fromkeys(named) if self.is_wrong(cell, each)]
        phrases = [f"{cell} points at {self.instead(cell, each)}" for each in wrong]
        left = [self.shown(leaf, period) for leaf in self.left_out(cell, named)]
        return phrases + ([f"{cell} leaves out {listing(left)}"] if left and named else []) + _count(cell, formula)

    def is_wrong(self, cell: str, named: str) -> bool:
        """Tell whether a formula names a cell that it should not."""
        node, period = self.places[cell]
        identifier, year = self.places.get(named, NOWHERE)
        return identifier not in self.parts[node].below or year != period

    def left_out(self, cell: str, named: Collection[str]) -> list[str]:
        """Give what a formula has to cover and does not, as far as it has a cell; of which year is no matter here."""
        node, period = self.places[cell]
        parts, covered = self.parts[node], self.covered(cell, named)
        return [leaf for leaf in parts.leaves if leaf not in covered and (leaf, period) in self.cells]

    def covered(self, cell: str, named: Collection[str]) -> set[str]:
        """Give the ids that these cells stand for, and those below them."""
        known, below = {self.places.get(each, NOWHERE)[0] for each in named}, self.parts[self.places[cell][0]].below
        return known | {leaf for each in known & below & self.parts.keys() for leaf in self.parts[each].leaves}

    def instead(self, cell: str, named: str) -> str:
        """Say what a wrong reference is, and which would be right."""
        node, period = self.places[cell]
        identifier, year = self.places.get(named, NOWHERE)
        if not identifier:
            return f"{named}, which is no score"
        if identifier not in self.parts[node].below:
            return f"{self.shown(identifier, year)}, which does not count here"
        right = self.cells.get((identifier, period), "")
        rows = position(named)[0] - position(right)[0] if right else 0
        also = f": {abs(rows)} row{'s' if abs(rows) > 1 else ''} too {'low' if rows > 0 else 'high'}" if rows else ""
        return f"{named} ({identifier} of {year}) instead of {right} (of {period}){also}"

    def shown(self, identifier: str, period: str) -> str:
        """Give ``B4 (ca49 of 2019)``."""
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
