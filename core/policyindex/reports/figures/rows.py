"""Rows with labels at their left, which several kinds of figures have."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.reports.figures.axis import MINUS
from policyindex.reports.figures.looks import Look
from policyindex.reports.figures.measure import LINE, widest

TWO, MANY = 900, 24
"""From this width on more rows than these stand in two columns."""


def label_room(labels: Sequence[str], look: Look, most: float) -> float:
    """Give the width of a column of labels: what the widest needs, or the most there is, where labels are broken."""
    return min(widest(labels, look.size) + 0.5, most)


def edges_of(texts: Sequence[Sequence[str]], look: Look, top: float) -> list[float]:
    """Give where rows begin and end, each as high as its label."""
    edges = [top]
    for lines in texts:
        edges.append(edges[-1] + max(look.bar, LINE * look.size * len(lines)) + look.gap * 0.6)
    return edges


def beside(look: Look, rows: int) -> list[tuple[slice, float, float]]:
    """Give which rows stand in which column, with its left edge and its width: two columns where they are many."""
    parts = 2 if look.width >= TWO and rows > MANY else 1
    between = 3 * look.margin
    room = (look.inner - (parts - 1) * between) / parts
    length = -(-rows // parts)
    return [
        (slice(part * length, (part + 1) * length), look.margin + part * (room + between), room)
        for part in range(parts)
    ]


def middle_of(place: float, size: float) -> float:
    """Give the base line of a text whose capitals are centred at a height."""
    return place + 0.36 * size


def signed(shown: str, value: float) -> str:
    """Put the sign of a value before the text of its size; nothing where that shows 0."""
    if not any(each in "123456789" for each in shown):
        return shown
    return ("+" if value > 0 else MINUS) + shown
