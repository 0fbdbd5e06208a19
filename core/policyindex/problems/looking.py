"""How often a similar name is looked for: each look takes long, and nobody reads more than the first problems."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LOOKS = 200
"""Looks for a file, or for one column of it; beyond them problems are counted, and name no similar name."""
_left: ContextVar[list[int] | None] = ContextVar("looks left", default=None)


@contextmanager
def few_looks() -> Iterator[None]:
    """Limit how often a similar name is looked for inside; a limit inside another one counts anew."""
    token = _left.set([LOOKS])
    try:
        yield
    finally:
        _left.reset(token)


def may_look() -> bool:
    """Tell whether there is a look left, and take it."""
    left = _left.get()
    if left is None:
        return True
    left[0] -= 1
    return left[0] >= 0
