"""How large an instrument may be: checked before anything is spelled out, so that a few lines never fill a machine."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from policyindex.instruments.draft import Draft
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import By
from policyindex.problems.errors import ProblemsFoundError

COLUMNS = 10_000
"""Questions, counted once for each facet value that they are asked for."""
NODES = 10_000
PLACES = 100_000
"""Memberships of questions in the nodes of one entry of ``derived``."""
DEPTH = 100
"""Nodes that rest on one another; what is deeper cannot be shown as a tree."""
REACH = 5_000_000
"""Questions below nodes, added up over all nodes."""


def check_size(draft: Draft) -> None:
    """Refuse a draft that would be too large when it is spelled out, by counting alone.

    :raises ProblemsFoundError: naming the part that is too large, and the limit
    """
    before = len(draft.problems)
    columns = 0
    for key, indicator in draft.indicators.items():
        own = _combinations(draft, indicator.ask_per)
        columns += own
        if own > COLUMNS:
            draft.report("questions-too-many", "indicators", key, key=True, count=own, limit=COLUMNS)
    if columns > COLUMNS and len(draft.problems) == before:
        draft.report("questions-too-many", "indicators", count=columns, limit=COLUMNS)
    for index, each in enumerate(draft.file.derived):
        for by in (each.by, each.of.by if each.of else ()):
            _derived(draft, index, by)
    for key, written in draft.nodes.items():
        if isinstance(written.of, By):
            count = _combinations(draft, written.of.by)
            if count > NODES:
                draft.report("nodes-too-many", "nodes", key, "of", count=count, limit=NODES)
    if len(draft.nodes) > NODES:
        draft.report("nodes-too-many", "nodes", count=len(draft.nodes), limit=NODES)
    if len(draft.problems) > before:
        raise ProblemsFoundError(draft.problems)


def check_reach_size(draft: Draft, nodes: Iterable[ComposedNode]) -> None:
    """Report where more lies below nodes than can be kept or shown; ``nodes`` are in order, children first."""
    places: dict[str, int] = {}
    below: dict[str, int] = {}  # sets of columns, as the bits of a number
    depth: dict[str, int] = {}
    total = 0
    for node in nodes:
        depth[node.id] = 1 + max((depth.get(child, 0) for child in node.children), default=0)
        if depth[node.id] > DEPTH:
            draft.report("nodes-too-deep", *draft.path_of(node.id), key=True, limit=DEPTH, node=node.id)
            return
        found = 0
        for child in node.children:
            found |= below[child] if child in below else 1 << places.setdefault(child, len(places))
        below[node.id] = found
        total += found.bit_count()
        if total > REACH:
            draft.report("reach-too-large", *draft.path_of(node.id), key=True, count=total, limit=REACH, node=node.id)
            return


def _derived(draft: Draft, index: int, by: tuple[str, ...]) -> None:
    count = _combinations(draft, by)
    if count > NODES:
        draft.report("nodes-too-many", "derived", index, "by", count=count, limit=NODES)
        return
    places = sum(
        prod(_values(draft, facet) if facet in each.ask_per else len(each.facet_values(facet)) for facet in by)
        for each in draft.indicators.values()
    )
    if places > PLACES:
        draft.report("places-too-many", "derived", index, "by", count=places, limit=PLACES)


def _combinations(draft: Draft, facets: Iterable[str]) -> int:
    return prod(_values(draft, facet) for facet in facets)


def _values(draft: Draft, facet: str) -> int:
    return len(draft.file.facets[facet].values) if facet in draft.file.facets else 1
