"""Lines with depths as branches."""

from __future__ import annotations

from collections.abc import Iterable

from policyindex.reports.report import Branch


def branches(lines: Iterable[tuple[str, int]]) -> tuple[Branch, ...]:
    """Hang each line, given with its depth, below the last one before it that is less deep by one."""
    below: dict[int, list[Branch]] = {}
    for text, depth in reversed(list(lines)):
        children = below.pop(depth + 1, [])
        below.setdefault(depth, []).append(Branch(text, children=tuple(reversed(children))))
    return tuple(reversed(below.get(0, [])))
