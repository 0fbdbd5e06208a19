"""What a formula of scores comes to with what its cells hold, as spreadsheets compute it."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from policyindex.files.workbooks.values import Value
from policyindex_mipex_national.workbook.terms import AVERAGE, PLUS, Cell, Ratio, Term

Look = Callable[[Cell], Value | None]
"""Gives what a cell holds; None where that is an error, or there is no such sheet."""


def value_of(term: Term, look: Look) -> float | None:
    """Compute a formula as spreadsheets do; None: an error."""
    if isinstance(term, float):
        return term
    if isinstance(term, Cell):
        return _number(look(term))
    if isinstance(term, Ratio):
        above, below = _all(term.above, look), _all(term.below, look)
        return None if above is None or below is None or prod(below) == 0 else prod(above) / prod(below)
    if term.how == PLUS:
        numbers = _all(term.parts, look)
        return None if numbers is None else sum(numbers)
    numbers = _all(tuple(each for each in term.parts if not _is_left_out(each, look)), look)
    if numbers is None or (term.how == AVERAGE and not numbers):
        return None
    return sum(numbers) / (len(numbers) if term.how == AVERAGE else 1)


def is_number(value: Value | None) -> bool:
    """Tell whether functions count what a cell holds."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_left_out(term: Term, look: Look) -> bool:
    """Tell whether a function does not count this: a cell with a text, a truth, or nothing."""
    return isinstance(term, Cell) and isinstance(look(term), str | bool)


def _all(terms: tuple[Term, ...], look: Look) -> list[float] | None:
    values = [value_of(each, look) for each in terms]
    return None if None in values else [each for each in values if each is not None]


def _number(value: Value | None) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        return None
    try:
        return float(value) if value else 0.0
    except ValueError:
        return None
