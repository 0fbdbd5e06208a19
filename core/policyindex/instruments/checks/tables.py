"""Checks of decision tables: inputs, codes, conditions, gaps, rows that are never reached."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.draft import Draft
from policyindex.instruments.inputs import Input, Pattern, cases, fits, input_of, patterns, row_matches
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models.conditions import Condition
from policyindex.instruments.models.nodes import ANY, ANYTHING, MISSING, OFF_LIST
from policyindex.problems import hint, listing

LIMIT = 100_000
Path = tuple[str | int, ...]


def check_tables(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report faults of all decision tables."""
    for node in nodes.values():
        if node.table:
            _check(draft, node, nodes)


def _check(draft: Draft, node: ComposedNode, nodes: Mapping[str, ComposedNode]) -> None:
    path = ("nodes", node.id)
    wheres = [row.when for row in node.table]
    inputs = {
        child: input_of(child, draft.indicators, nodes, wheres)
        for child in node.children
        if child in nodes or indicator_of(child) in draft.indicators  # others are reported as children
    }
    sound = len(inputs) == len(node.children)
    for index, row in enumerate(node.table):
        for child, pattern in row.when.items():
            where = (*path, "table", index, "when", child)
            if child not in node.children:
                values: dict[str, Any] = {"known": listing(node.children), "hint": hint(child, node.children)}
                draft.report("table-unknown-input", *where, key=True, node=node.id, child=child, **values)
                sound = False
            elif child in inputs:
                sound = check_pattern(draft, where, child, inputs[child], patterns(pattern)) and sound
    if not sound:
        return
    count = prod(len(each.states) for each in inputs.values())
    if count > LIMIT:
        draft.report("table-too-large", *path, "of", node=node.id, count=count, limit=LIMIT)
        return
    used: set[int] = set()
    for case in cases(inputs):
        hit = next((index for index, row in enumerate(node.table) if row_matches(row, case)), None)
        if hit is None:
            shown = ", ".join(f"{child}: {state.name}" for child, state in case.items())
            draft.report("table-gap", *path, "table", key=True, node=node.id, case=shown)
            return
        used.add(hit)
    for index in sorted(set(range(len(node.table))) - used):
        if any(_is_never(pattern, inputs[child]) for child, pattern in node.table[index].when.items()):
            continue  # said of the condition
        draft.report("table-row-never-reached", *path, "table", index, node=node.id, row=index + 1)


def check_pattern(draft: Draft, where: Path, child: str, asked: Input, given: tuple[str | Condition, ...]) -> bool:
    """Report codes that an input does not have, and conditions that it cannot be tried on; true: none."""
    sound = True
    names = [state.name for state in asked.states] if asked.limits is None else [MISSING]
    known = [*names, *(each for each in (ANY, MISSING, OFF_LIST, ANYTHING) if each not in names)]
    for value in given:
        if isinstance(value, Condition):
            if not asked.counts:
                draft.report("table-condition-on-options", *where, child=child, known=listing(known, 20))
                sound = False
            elif _is_never(value, asked):
                count = len(asked.known) - 1
                expected = (
                    "limits that a number lies between" if asked.limits is not None else f"a count from 0 to {count}"
                )
                draft.report("condition-never-holds", *where, child=child, condition=value.told(), expected=expected)
        elif value not in known:
            values: dict[str, Any] = {"known": listing(known, 20), "hint": hint(value, known)}
            code = "table-unknown-code" if asked.limits is None else "table-not-a-condition"
            draft.report(code, *where, child=child, value=value, **values)
            sound = False
    return sound


def _is_never(given: Pattern, asked: Input) -> bool:
    """Tell whether nothing that an input can be fits a pattern."""
    return not any(fits(given, state) for state in asked.states)
