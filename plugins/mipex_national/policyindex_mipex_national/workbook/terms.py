"""What formulas of scores are made of, as trees: numbers, cells, means and sums of parts, and shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

AVERAGE, SUM, PLUS = "AVERAGE", "SUM", "+"
"""How the parts of a bag are taken together; a plus takes an empty cell for 0, the functions leave it out."""


class Cell(NamedTuple):
    """A reference, without its ``$``; the sheet is empty where it is the formula's own."""

    name: str
    sheet: str = ""


class Bag(NamedTuple):
    """Parts that are taken together; ranges are spelled out."""

    how: str
    parts: tuple[Term, ...]


class Ratio(NamedTuple):
    """A product over a product."""

    above: tuple[Term, ...]
    below: tuple[Term, ...] = ()


Term = float | Cell | Bag | Ratio
Rebuild = Callable[[Term], Term]
"""Gives the whole formula with another term at one spot."""


def spots(term: Term, rebuild: Rebuild = lambda each: each) -> Iterator[tuple[Term, Rebuild]]:
    """Give each term inside, and what puts another one in its place.

    A divisor that is the number of parts goes with them: ``(B4+C4)/2`` with a part more is divided by 3.
    """
    yield term, rebuild
    if isinstance(term, Bag):
        for at, part in enumerate(term.parts):
            yield from spots(part, lambda new, at=at: rebuild(term._replace(parts=_with(term.parts, at, new))))  # type: ignore[misc]
    elif isinstance(term, Ratio):
        for at, part in enumerate(term.above):
            yield from spots(part, lambda new, at=at: rebuild(_resized(term, at, new)))  # type: ignore[misc]
        for at, part in enumerate(term.below):
            yield from spots(part, lambda new, at=at: rebuild(term._replace(below=_with(term.below, at, new))))  # type: ignore[misc]


def cells_of(term: Term) -> list[Cell]:
    """Name the cells of a formula, in their order."""
    return [each for each, _ in spots(term) if isinstance(each, Cell)]


def changed(term: Term, change: Callable[[Cell], Term]) -> Term:
    """Give a formula with each of its cells changed."""
    if isinstance(term, Cell):
        return change(term)
    if isinstance(term, Bag):
        return Bag(term.how, tuple(changed(each, change) for each in term.parts))
    if isinstance(term, Ratio):
        above, below = (tuple(changed(each, change) for each in terms) for terms in term)
        return Ratio(above, below)
    return term


def _with(parts: tuple[Term, ...], at: int, new: Term) -> tuple[Term, ...]:
    return (*parts[:at], new, *parts[at + 1 :])


def _resized(ratio: Ratio, at: int, new: Term) -> Ratio:
    old, below = ratio.above[at], ratio.below
    if isinstance(old, Bag) and isinstance(new, Bag) and old.how == new.how != AVERAGE:
        is_mean = len(ratio.above) == 1 and below == (len(old.parts),)
        below = (float(len(new.parts)),) if is_mean else below
    return Ratio(_with(ratio.above, at, new), below)
