"""The two hashes of an instrument: what decides scores, and what experts read."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import rfc8785
from pydantic import BaseModel

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.texts import TEXT_FIELDS, every_text

NOT_SCORING = TEXT_FIELDS | {"sources", "standards", "source", "documented", "learn_from", "level", "note", "see"}

LATER = {
    ("Question", "authorities"),
    ("NumberQuestion", "minimum"),
    ("NumberQuestion", "maximum"),
    ("NumberQuestion", "per"),
    ("NumberQuestion", "goalposts_by_group"),
    ("NumberQuestion", "transform"),
    ("NumberQuestion", "piecewise"),
    ("Goalposts", "clip"),
    ("Option", "status"),
    ("Node", "points"),
    ("Rule", "negative_weights"),
    ("Rule", "best"),
    ("Rule", "floor"),
    ("Rule", "cap"),
    ("StepUse", "fit"),
}
"""Fields that the format got later: their defaults leave scores as they were, and are not hashed."""
SHOWN = {("Typology", "published"), ("Rule", "decimals")}
"""Fields that decide what is shown unasked, and no score, rank, band or type."""


def scoring_hash(instrument: Instrument) -> str:
    """Hash ids, points and rules; labels, help and sources do not change it."""
    head = instrument.file
    content: dict[str, Any] = {
        "id": head.id,
        "edition": head.edition,
        "strategy": head.strategy,
        "self_assessment": head.self_assessment,
        "wide_cells": head.wide_cells,
        "steps": [_plain(step) for step in head.steps],
        "facets": {key: sorted(facet.values) for key, facet in head.facets.items()},
        "indicators": {key: _plain(indicator) for key, indicator in instrument.indicators.items()},
        "nodes": {
            key: {
                **_plain(node.rule),
                "of": list(node.children),
                "table": [_plain(row) for row in node.table],
                **({"left_out": list(node.left_out)} if node.left_out else {}),
            }
            for key, node in instrument.nodes.items()
        },
        "trees": {key: _plain(tree) for key, tree in instrument.trees.items()},
        "bands": {key: _plain(scale) for key, scale in head.bands.items()},
        "typologies": {key: _plain(typology) for key, typology in head.typologies.items()},
    }
    if head.scoping:  # it decides what is compared
        content["scoping"] = _plain(head.scoping)
    if head.periods:  # they decide which target counts
        content["periods"] = list(head.periods)
    if head.status_words:  # they decide what answer files say, as wide_cells does
        content["status_words"] = dict(head.status_words)
    if head.authorities:
        content["authorities"] = head.authorities
    if head.short_forms:
        content["short_forms"] = {key: list(form.indicators) for key, form in head.short_forms.items()}
    if groups := counting_groups(instrument):
        content["groups"] = groups
    if head.by_shown:
        content["by_shown"] = sorted(head.by_shown)
        content["decimals"] = {key: instrument.decimals(key) for key in instrument.nodes}
    if _ranks_by_coverage(instrument):
        content["rank_coverage"] = _plain(instrument.rank_coverage)
    return digest(content)


def counting_groups(instrument: Instrument) -> dict[str, list[list[Any]]]:
    """Give the groups that questions are counted by, in the order in which a unit is looked for in them, with members."""
    known = instrument.memberships.groups
    members = {name: sorted([*map(str, each)] for each in group.memberships) for name, group in known.items()}
    return {
        key: [[name, *members.get(name, [])] for name in each.groups]
        for key, each in instrument.indicators.items()
        if each.groups
    }


def _ranks_by_coverage(instrument: Instrument) -> bool:
    """Tell whether coverage takes a rank, a band or a type away that earlier versions gave: a self-assessment is never
    ranked, and all its bands may wait for complete answers anyway.
    """
    head = instrument.file
    waits = head.self_assessment and not head.typologies and all(scale.complete for scale in head.bands.values())
    return bool(instrument.rank_coverage) and not waits


def text_hash(instrument: Instrument) -> str:
    """Hash the texts in the instrument's language."""
    return digest({"language": instrument.language, "texts": every_text(instrument)})


def digest(content: Any) -> str:
    """SHA-256 of RFC 8785 canonical JSON."""
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _plain(value: object) -> Any:
    """Give JSON data with defaults spelled out, decimals as shortest text, and no texts for people."""
    if isinstance(value, BaseModel):
        kinds, found = [each.__name__ for each in type(value).__mro__], {}
        for name, field in type(value).model_fields.items():
            content, owners = getattr(value, name), {(kind, name) for kind in kinds}
            kept = name not in NOT_SCORING and name != "of" and not owners & SHOWN
            if kept and not (owners & LATER and content == field.get_default(call_default_factory=True)):
                found[name] = _plain(content)
        return found
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
