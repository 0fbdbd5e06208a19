"""Checks of trees, bands, typologies and targets."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from policyindex.instruments.checks.tables import check_pattern
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.draft import Draft
from policyindex.instruments.inputs import input_of, patterns
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import BandScale, InstrumentFile
from policyindex.instruments.models.classification import AT_LEAST, BELOW
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
        step = step_of(bands, draft.file)
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


def step_of(scale: BandScale, file: InstrumentFile) -> Decimal:
    """Give by how much scores differ that bands are read off; 0: by anything."""
    if scale.round == "half_up":
        return Decimal(1)
    return Decimal(1).scaleb(-(file.decimals or 0)) if "bands" in file.by_shown else Decimal(0)


def check_typologies(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report typologies over what is not there, without cut-offs, or with conditions that cannot be tried."""
    for name, typology in draft.file.typologies.items():
        for node in typology.cutoffs:
            _node(draft, nodes, node, "typologies", name, "cutoffs", node)
        _twice(draft, [kind.id for kind in typology.types], f"the typology '{name}'", "typologies", name, "types")
        for index, kind in enumerate(typology.types):
            for key, pattern in kind.when.items():
                where = ("typologies", name, "types", index, "when", key)
                if pattern in (AT_LEAST, BELOW):
                    if key not in typology.cutoffs:
                        draft.report("typology-no-cutoff", *where, key=True, node=key, typology=name)
                elif key not in nodes and (indicator_of(key) not in draft.indicators):
                    known = [*nodes, *draft.indicators]
                    values = {"known": listing(known), "hint": hint(key, known)}
                    draft.report("typology-unknown", *where, key=True, id=key, typology=name, **values)
                elif key not in nodes and not draft.indicators[indicator_of(key)].scored:
                    draft.report("typology-not-scored", *where, key=True, id=key, typology=name)
                else:
                    asked = input_of(key, draft.indicators, nodes, [kind.when])
                    check_pattern(draft, where, key, asked, patterns(pattern))


def _node(draft: Draft, nodes: Mapping[str, ComposedNode], node: str, *path: str | int) -> None:
    if node not in nodes:
        draft.report("unknown-node", *path, key=path[-1] == node, id=node, known=listing(nodes), hint=hint(node, nodes))


def _twice(draft: Draft, ids: list[str], where: str, *path: str | int) -> None:
    for index, each in enumerate(ids):
        if each in ids[:index]:
            draft.report("id-twice", *path, index, id=each, where=where)
