"""Shapley's value: what each of several parts that changed together has to do with what came of it.

A part's value is the mean, over all orders in which the parts could have changed, of the difference that its own change
made. It adds up to the whole, is nothing for a part that makes no difference, and turns its sign where all is read
backwards.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

import numpy as np

from policyindex.scoring.arrays import Array, Flags

EXACT = 14
"""Parts up to which every coalition is tried; of more, a balanced choice of orders."""
ORDERS = 512
"""How many orders are tried of more parts, at least; each part stands at each place equally often."""
_MIXING = 5**0.5 / 2
"""Multiples of an irrational number lie evenly between whole ones, in an order that nobody sees."""

Value = Callable[[Flags], Array]
"""Gives the score of coalitions of shape (coalitions, parts), true where a part has changed, for some rows at once."""


def shapley(value: Value, parts: int) -> tuple[Array, int]:
    """Give the value of each part, of shape (parts, rows), and over how many orders it is a mean; 0: over all of them.

    A coalition without a score counts as if it lay between the beginning and the end, by how many parts have changed.
    """
    return (_exact(value, parts), 0) if parts <= EXACT else _over(value, orders_of(parts))


def _exact(value: Value, parts: int) -> Array:
    numbers = np.arange(1 << parts)
    coalitions = (numbers[:, None] >> np.arange(parts)) & 1 == 1
    size = coalitions.sum(axis=1)
    worth = _filled(value(coalitions), size / parts)
    weights = np.array([factorial(k) * factorial(parts - 1 - k) / factorial(parts) for k in range(parts)])
    found = np.empty((parts, worth.shape[1]))
    for part in range(parts):
        without = numbers[~coalitions[:, part]]
        found[part] = weights[size[without]] @ (worth[without | (1 << part)] - worth[without])
    return found


def _over(value: Value, orders: list[list[int]]) -> tuple[Array, int]:
    """Average over some orders alone: what each adds up to is the whole, and so is their mean."""
    parts = len(orders[0])
    found: Array | None = None
    for order in orders:
        steps = np.zeros((parts + 1, parts), dtype=np.bool_)
        for at, part in enumerate(order):
            steps[at + 1 :, part] = True
        worth = _filled(value(steps), np.arange(parts + 1) / parts)
        if found is None:
            found = np.zeros((parts, worth.shape[1]))
        found[order] += np.diff(worth, axis=0)
    assert found is not None
    return found / len(orders), len(orders)


def orders_of(parts: int) -> list[list[int]]:
    """Choose orders, always the same: mixed ones, each turned round the circle, forwards and backwards."""
    found = []
    for number in range(-(-ORDERS // (2 * parts))):
        mixed = sorted(range(parts), key=lambda part: (part + 1) ** 2 * (number + 1) * _MIXING % 1)
        for start in range(parts):
            turned = mixed[start:] + mixed[:start]
            found += [turned, turned[::-1]]
    return found


def _filled(worth: Array, share: Array) -> Array:
    """Put a score where a coalition has none, though all and none of the parts have one."""
    if not np.isnan(worth).any():
        return worth
    first, last = worth[share.argmin()], worth[share.argmax()]
    return np.where(np.isnan(worth), first + share[:, None] * (last - first), worth)
