"""An index of one's own over the indicators of another instrument, without copying its texts.

The base is read and checked first. Its indicators and nodes can be named like one's own; in the end only those that a
tree reaches stay, and the others are known to be the base's, so that its answer files can be read.
"""

from __future__ import annotations

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.draft import Draft
from policyindex.instruments.expand import reached_from
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.lists import Named
from policyindex.instruments.standards import standards_of

_INHERITED = (
    "units",
    "wide_cells",
    "status_words",
    "authorities",
    "strategy",
    "source_language",
    "scoping",
    "steps",
    "periods",
)


def add_base(draft: Draft, base: Instrument) -> None:
    """Let a draft use what its base has; what the draft states itself goes before."""
    for key in sorted(set(draft.indicators) & set(base.indicators)):
        draft.report("extends-shadows", "indicators", key, key=True, id=key, base=base.reference)
    standards = standards_of(base.file)
    for key in sorted(set(standards_of(draft.file)) & set(standards)):
        draft.report("extends-shadows", "standards", key, key=True, id=key, base=base.reference)
    given = draft.file.model_fields_set
    update = {name: getattr(base.file, name) for name in _INHERITED if name not in given}
    update["facets"] = {**base.file.facets, **draft.file.facets}
    update["standards"] = {**standards, **draft.file.standards}
    update["self_assessment"] = draft.file.self_assessment or base.file.self_assessment
    draft.file = draft.file.model_copy(update=update)
    draft.indicators = {**base.indicators, **draft.indicators}
    draft.named = {**{key: Named(f"{base.id}.{name}") for key, name in base.listed.items()}, **draft.named}
    draft.base = base
    if "units" not in given:
        draft.unit_tables = base.unit_tables


def prune(draft: Draft, nodes: dict[str, ComposedNode]) -> frozenset[str]:
    """Drop what of the base no tree reaches; give the ids of the base's indicators that are not asked."""
    base = draft.base
    if base is None:
        return frozenset()
    own = {key for key in nodes if key in draft.nodes or key in draft.derived_at}
    reached = reached_from(nodes, [root for tree in draft.trees.values() for root in tree.roots])
    for key in reached - own:
        for child in base.nodes[key].children if key in base.nodes and key in nodes else ():
            if child in own:  # the base means its own node by that name
                draft.report("extends-shadows", *draft.path_of(child), key=True, id=child, base=base.reference)
    for key in [key for key in nodes if key not in own and key not in reached]:
        del nodes[key]
    counted = {indicator_of(each) for each in reached}
    counted |= {draft.indicators[key].divided_by for key in counted & draft.indicators.keys()}
    unused = frozenset(key for key in base.indicators if key not in counted)
    draft.indicators = {key: each for key, each in draft.indicators.items() if key not in unused}
    named = {use.standard for each in draft.indicators.values() for use in each.backing.standards}
    left = standards_of(base.file).keys() - named
    standards = {key: each for key, each in draft.file.standards.items() if key not in left}
    draft.file = draft.file.model_copy(update={"standards": standards})
    return unused
