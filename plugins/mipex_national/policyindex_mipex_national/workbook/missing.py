"""What a formula leaves out, as the parts that could be put in: an item, or a composite as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from policyindex_mipex_national.workbook.slips import Formulas
from policyindex_mipex_national.workbook.terms import AVERAGE, Bag, Cell, Term


class Missing(NamedTuple):
    """A part that a formula leaves out, what it is called, and the ids that are taken together with it."""

    term: Term
    shown: str
    siblings: frozenset[str]


def missing_parts(known: Formulas, cell: str, named: Collection[str]) -> Iterator[Missing]:
    """Give the largest parts of which a formula names nothing."""
    node, period = known.places[cell]
    yield from _below(known, node, period, node, known.covered(cell, named))


def _below(known: Formulas, whole: str, period: str, node: str, covered: Collection[str]) -> Iterator[Missing]:
    children = known.parts[node].children
    for child in children:
        parts = known.parts.get(child)
        inside = parts.below if parts and parts.below <= known.parts[whole].below else frozenset()
        if child in covered:
            continue
        if inside.isdisjoint(covered):
            term = _term(known, child, period, inside)
            if term is not None:
                said = known.shown(child, period) if isinstance(term, Cell) else f"{child} of {period}"
                yield Missing(term, said, frozenset(children) if node != whole else frozenset())
        else:
            yield from _below(known, whole, period, child, covered)


def _term(known: Formulas, node: str, period: str, inside: Collection[str]) -> Term | None:
    """Give the cell of a part, or the mean of what it is made of where it has none; None: nothing has a cell."""
    if (node, period) in known.cells:
        return Cell(known.cells[node, period])
    children = known.parts[node].children if inside else ()
    terms = [_term(known, each, period, known.parts[each].below if each in known.parts else ()) for each in children]
    found = tuple(each for each in terms if each is not None)
    return Bag(AVERAGE, found) if found else None
