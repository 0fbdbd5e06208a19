"""Rows with labels at their left, which several kinds of figures have."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.reports.figures.looks import Look
from policyindex.reports.figures.measure import LINE, widest


def label_room(labels: Sequence[str], look: Look, most: float) -> float:
    """Give the width of a column of labels: what the widest needs, or the most there is, where labels are broken."""
    return min(widest(labels, look.size) + 0.5, most)


def edges_of(texts: Sequence[Sequence[str]], look: Look, top: float) -> list[float]:
    """Give where rows begin and end, each as high as its label."""
    edges = [top]
    for lines in texts:
        edges.append(edges[-1] + max(look.bar, LINE * look.size * len(lines)) + look.gap * 0.6)
    return edges


def middle_of(place: float, size: float) -> float:
    """Give the base line of a text whose capitals are centred at a height."""
    return place + 0.36 * size
