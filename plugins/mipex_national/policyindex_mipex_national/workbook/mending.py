"""Corrections of a formula, one slip each: another reference, another year, a part more or less, another divisor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.evaluating import Look, is_number
from policyindex_mipex_national.workbook.findings import shown
from policyindex_mipex_national.workbook.missing import Missing, missing_parts
from policyindex_mipex_national.workbook.slips import NOWHERE, Formulas
from policyindex_mipex_national.workbook.terms import (
    AVERAGE,
    PLUS,
    Bag,
    Cell,
    Ratio,
    Rebuild,
    Term,
    cells_of,
    changed,
    spots,
)


class Mend(NamedTuple):
    """A formula with one slip mended, and what the slip was."""

    term: Term
    slip: str


class Mending:
    """The corrections of one cell's formula that its references and numbers give reason for."""

    def __init__(self, known: Formulas, country: Country, look: Look, cell: str, term: Term) -> None:
        self.known, self.country, self.look, self.cell, self.term = known, country, look, cell, term
        self.node, self.period = known.places[cell]
        self.named = Counter(each.name for each in cells_of(term))
        self.missing: list[Missing] = list(missing_parts(known, cell, self.named))
        self.cells: list[tuple[Cell, Rebuild]] = [(each, put) for each, put in spots(term) if isinstance(each, Cell)]

    def mends(self) -> Iterator[Mend]:
        """Give each correction that leaves no filled part out, and counts none twice that is counted once now."""
        if any(each.sheet for each, _ in self.cells):
            ways = [self._own_sheet]
        else:
            ways = [self._year, self._swapped, self._put_in, self._taken_out, self._divided]
            yield from self._read()
        for each in (mend for way in ways for mend in way()):
            names = Counter(cell.name for cell in cells_of(each.term))
            left = [leaf for leaf in self.known.left_out(self.cell, names) if self._is_filled(leaf)]
            if not left and all(count <= max(self.named[name], 1) for name, count in names.items()):
                yield each

    def _own_sheet(self) -> Iterator[Mend]:
        sheet = next(each.sheet for each, _ in self.cells if each.sheet)
        term = changed(self.term, lambda each: Cell(each.name))
        yield Mend(term, f"{self.cell} takes values from another sheet ({sheet})")

    def _year(self) -> Iterator[Mend]:
        years = {self.known.places.get(each, NOWHERE)[1] for each in self.named}
        right = {each: self._right(each) for each in self.named}
        if len(right) > 1 and len(years) == 1 and all(right.values()) and self.period not in years:
            slip = f"{self.cell} takes its cells from {years.pop()} instead of {self.period}"
            yield Mend(changed(self.term, lambda each: Cell(right[each.name])), slip)

    def _swapped(self) -> Iterator[Mend]:
        for each, put in self.cells:
            if right := self._right(each.name):
                yield Mend(put(Cell(right)), f"{self.cell} points at {self.known.instead(self.cell, each.name)}")
            elif why := self._too_many(each):
                for part in self.missing:
                    yield Mend(put(part.term), f"{self.cell} counts {why}, instead of {part.shown}")

    def _put_in(self) -> Iterator[Mend]:
        for part in self.missing:
            slip = f"{self.cell} leaves out {part.shown}"
            for each, put in spots(self.term):
                if isinstance(each, Bag):
                    yield Mend(put(Bag(each.how, (*each.parts, part.term))), slip)
                elif isinstance(each, Cell) and self.known.places.get(each.name, NOWHERE)[0] in part.siblings:
                    yield Mend(put(Bag(PLUS, (each, part.term))), slip)
                    yield Mend(put(Bag(AVERAGE, (each, part.term))), slip)

    def _taken_out(self) -> Iterator[Mend]:
        for each, put in spots(self.term):
            for at, part in enumerate(each.parts if isinstance(each, Bag) and len(each.parts) > 1 else ()):
                if isinstance(each, Bag) and isinstance(part, Cell) and (why := self._too_many(part)):
                    yield Mend(
                        put(Bag(each.how, (*each.parts[:at], *each.parts[at + 1 :]))), f"{self.cell} counts {why}"
                    )

    def _too_many(self, part: Cell) -> str:
        """Say why a cell should not be counted; empty: it should."""
        identifier, year = self.known.places.get(part.name, NOWHERE)
        if self._right(part.name):
            return f"{self.known.shown(identifier, year)} too"
        if self.known.is_wrong(self.cell, part.name):
            return self.known.instead(self.cell, part.name)
        if self.named[part.name] > 1:
            return f"{part.name} twice"
        for each in self.named:
            node = self.known.places.get(each, NOWHERE)[0]
            if node in self.known.parts and identifier in self.known.parts[node].below:
                return f"{self.known.shown(identifier, year)} beside {each} ({node}), which rests on it"
        if identifier not in self.known.parts and not self._is_filled(identifier) and is_number(self.look(part)):
            return f"{self.known.shown(identifier, year)}, which holds {shown(self.look(part))}: no score"
        return ""

    def _divided(self) -> Iterator[Mend]:
        for each, put in spots(self.term):
            above, below = each if isinstance(each, Ratio) else ((each,), ())
            bag = above[0]
            if len(above) > 1 or not isinstance(bag, Bag):
                continue
            if bag.how == AVERAGE:
                if below:
                    yield Mend(put(bag), f"{self.cell} divides an average once more")
                continue
            says = f"{self.cell} divides {len(bag.parts)} cells by {below[0]:g}" if _is_plain(below) else ""
            if not below:
                says = f"{self.cell} does not divide the sum of {len(bag.parts)} cells"
            filled = sum(not isinstance(part, Cell) or is_number(self.look(part)) for part in bag.parts)
            if says:
                yield Mend(put(Ratio((bag,), (float(len(bag.parts)),))), says)
                yield Mend(put(Ratio((bag,), (float(filled),))), f"{says}, of which {filled} are filled")

    def _read(self) -> Iterator[Mend]:
        for each, put in self.cells:
            identifier, year = self.known.places.get(each.name, NOWHERE)
            points, found = self.country.answers.get((year, identifier)), self.look(each)
            if points is not None and not is_number(found) and not self.missing:
                slip = (
                    f"{self.known.shown(identifier, year)} holds {shown(found)!r}, which a spreadsheet does not count"
                )
                yield Mend(put(points), slip)

    def _right(self, name: str) -> str:
        """Give the cell of this period for a reference to another one; empty: it is none, or what it names is no part."""
        identifier, year = self.known.places.get(name, NOWHERE)
        is_part = identifier in self.known.parts[self.node].below and year != self.period
        return self.known.cells.get((identifier, self.period), "") if is_part else ""

    def _is_filled(self, leaf: str) -> bool:
        key = (self.period, leaf)
        return key in self.country.answers or key in self.country.published


def _is_plain(below: tuple[Term, ...]) -> bool:
    return len(below) == 1 and isinstance(below[0], float)
