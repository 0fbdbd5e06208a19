"""Checks of trees, bands, typologies and targets."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from policyindex.instruments.draft import Draft
from policyindex.instruments.instrument import ComposedNode
from policyindex.problems import hint, listing


def check_trees(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report roots that are no nodes, and anything but one published tree; targets of unknown nodes."""
    for name, tree in draft.trees.items():
        for index, root in enumerate(tree.roots):
            if root not in nodes:
                values: dict[str, Any] = {"known": listing(nodes), "hint": hint(root, nodes)}
                draft.report("tree-unknown-root", "trees", name, "roots", index, tree=name, id=root, **values)
    count = sum(tree.published for tree in draft.trees.values())
    if count != 1:
        draft.report("tree-published-count", "trees", key=True, count=count)
    for index, target in enumerate(draft.file.targets):
        _node(draft, nodes, target.node, "targets", index, "node")


def check_bands(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report bands that overlap, leave gaps, run backwards or apply to unknown nodes."""
    for scale, bands in draft.file.bands.items():
        path = ("bands", scale)
        if isinstance(bands.applies_to, tuple):
            for index, node in enumerate(bands.applies_to):
                _node(draft, nodes, node, *path, "applies_to", index)
        places = {band.id: index for index, band in enumerate(bands.bands)}
        _twice(draft, [band.id for band in bands.bands], f"the bands '{scale}'", *path, "bands")
        reversed_ = {band.id for band in bands.bands if band.from_ > band.to}
        for band in bands.bands:
            if band.id in reversed_:
                values: dict[str, Any] = {"band": band.id, "scale": scale, "low": band.from_, "high": band.to}
                draft.report("band-reversed", *path, "bands", places[band.id], **values)
        ordered = sorted(bands.bands, key=lambda band: band.from_)
        step = 1 if bands.round == "half_up" else 0
        for first, second in itertools.pairwise(ordered):
            where = (*path, "bands", places[second.id], "from")
            if {first.id, second.id} & reversed_:
                continue
            if second.from_ < first.to or (second.from_ == first.to and step):
                draft.report(
                    "bands-overlap", *where, first=first.id, second=second.id, scale=scale, shared=second.from_
                )
            elif second.from_ > first.to + step:
                values = {"low": first.to, "high": second.from_, "first": first.id, "second": second.id}
                draft.report("bands-gap", *where, scale=scale, **values)


def check_typologies(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report typologies over unknown nodes or without cut-offs."""
    for name, typology in draft.file.typologies.items():
        for node in typology.cutoffs:
            _node(draft, nodes, node, "typologies", name, "cutoffs", node)
        _twice(draft, [kind.id for kind in typology.types], f"the typology '{name}'", "typologies", name, "types")
        for index, kind in enumerate(typology.types):
            for node in kind.when:
                if node not in typology.cutoffs:
                    where = ("typologies", name, "types", index, "when", node)
                    draft.report("typology-no-cutoff", *where, key=True, node=node, typology=name)


def _node(draft: Draft, nodes: Mapping[str, ComposedNode], node: str, *path: str | int) -> None:
    if node not in nodes:
        draft.report("unknown-node", *path, key=path[-1] == node, id=node, known=listing(nodes), hint=hint(node, nodes))


def _twice(draft: Draft, ids: list[str], where: str, *path: str | int) -> None:
    for index, each in enumerate(ids):
        if each in ids[:index]:
            draft.report("id-twice", *path, index, id=each, where=where)
