"""Checks of decision tables: inputs, codes, gaps, rows that are never reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from math import prod
from typing import Any

from policyindex.instruments.draft import Draft
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import DecisionRow
from policyindex.instruments.models.nodes import ANY, ANYTHING, MISSING, OFF_LIST
from policyindex.problems import hint, listing
from policyindex.questions.asked import Takes

LIMIT = 100_000


Uncounted = Mapping[str, Collection[str]]
"""The options with a status instead of points, by input."""


def row_matches(row: DecisionRow, case: Mapping[str, str], uncounted: Uncounted) -> bool:
    """Tell whether a row fits a case: per input an option code, ``missing`` or ``off_list``."""
    return all(_fits(pattern, case[child], uncounted[child]) for child, pattern in row.when.items())


def _fits(pattern: str | tuple[str, ...], value: str, uncounted: Collection[str]) -> bool:
    """An option with a status is no answer unless it is named by its code."""
    patterns = (pattern,) if isinstance(pattern, str) else pattern
    if value in patterns or ANYTHING in patterns:
        return True
    return MISSING in patterns if value in uncounted else ANY in patterns and value not in (MISSING, OFF_LIST)


def cases(options: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Give every combination of option codes, ``missing`` and ``off_list`` of the inputs."""
    return [
        dict(zip(options, each, strict=True))
        for each in product(*((*codes, MISSING, OFF_LIST) for codes in options.values()))
    ]


def check_tables(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report faults of all decision tables."""
    for node in nodes.values():
        if node.table:
            _check(draft, node)


def _check(draft: Draft, node: ComposedNode) -> None:
    path = ("nodes", node.id)
    options: dict[str, tuple[str, ...]] = {}
    uncounted: dict[str, Collection[str]] = {}
    for index, child in enumerate(node.children):
        indicator = draft.indicators.get(child)
        if indicator and indicator.takes is Takes.CODE and not indicator.ask_per:
            options[child], uncounted[child] = tuple(indicator.choices), indicator.option_statuses
        else:
            draft.report("table-input-not-a-choice", *path, "of", index, node=node.id, child=child)
    sound = len(options) == len(node.children)
    for index, row in enumerate(node.table):
        sound = _row(draft, node, index, row, options) and sound
    if not sound:
        return
    count = prod(len(codes) + 2 for codes in options.values())
    if count > LIMIT:
        draft.report("table-too-large", *path, "of", node=node.id, count=count, limit=LIMIT)
        return
    used: set[int] = set()
    for case in cases(options):
        hit = next((index for index, row in enumerate(node.table) if row_matches(row, case, uncounted)), None)
        if hit is None:
            shown = ", ".join(f"{child}: {value}" for child, value in case.items())
            draft.report("table-gap", *path, "table", key=True, node=node.id, case=shown)
            return
        used.add(hit)
    for index in sorted(set(range(len(node.table))) - used):
        draft.report("table-row-never-reached", *path, "table", index, node=node.id, row=index + 1)


def _row(
    draft: Draft, node: ComposedNode, index: int, row: DecisionRow, options: Mapping[str, tuple[str, ...]]
) -> bool:
    sound = True
    for child, pattern in row.when.items():
        where = ("nodes", node.id, "table", index, "when", child)
        if child not in node.children:
            values: dict[str, Any] = {"known": listing(node.children), "hint": hint(child, node.children)}
            draft.report("table-unknown-input", *where, key=True, node=node.id, child=child, **values)
            sound = False
            continue
        known = [*options.get(child, ()), ANY, MISSING, OFF_LIST, ANYTHING]
        for value in (pattern,) if isinstance(pattern, str) else pattern:
            if child in options and value not in known:
                values = {"known": listing(known, 20), "hint": hint(value, known)}
                draft.report("table-unknown-code", *where, child=child, value=value, **values)
                sound = False
    return sound
