"""Checks of nodes: children, aggregators, weights, parameters, cycles, orphans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from policyindex.instruments.checks.questions import periods_that_are_none
from policyindex.instruments.checks.steps import check_parameters, check_step
from policyindex.instruments.checks.studies import unknown_indicator
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.draft import Draft
from policyindex.instruments.expand import in_order, instances, reached_from
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models.nodes import DECISION_TABLE
from policyindex.plugins.specs import Rules
from policyindex.problems import errors_in, hint, listing
from policyindex.problems.synonyms import AGGREGATORS

NEGATIVE = ("weighted_sum",)
"""Rules that take weights below 0: a mean would divide by a sum that may be 0."""


def check_rules(draft: Draft, nodes: Mapping[str, ComposedNode], rules: Rules) -> None:
    """Report what is wrong with nodes and with what they name."""
    leaves = {key for key, indicator in draft.indicators.items() if not indicator.ask_per} | instances(draft)
    seen: set[tuple[str | int, ...]] = set()
    known, together = leaves | set(nodes), _together(draft, nodes)
    for key, node in nodes.items():
        path = draft.path_of(key)
        _children(draft, node, path, known)
        _weights(draft, node, path, rules, together[draft.derived_at.get(key, key)])
        if path in seen:
            continue  # nodes of one entry of 'derived' share their rule
        seen.add(path)
        _aggregator(draft, node, path, rules)
        _scales(draft, node, path)
        periods_that_are_none(draft, node.rule, *path)
        if node.rule.collected_in and node.rule.not_collected_in:
            draft.report("collected-contradiction", *path, "not_collected_in", key=True, id=key)
    _, cycle = in_order(nodes)
    if cycle:
        draft.report("cycle", "nodes", cycle[0], key=True, path=" → ".join(cycle))
    _named(draft, rules)


def _together(draft: Draft, nodes: Mapping[str, ComposedNode]) -> dict[str | int, dict[str, None]]:
    """Give the children of each node, and of all nodes of each entry of 'derived'."""
    found: dict[str | int, dict[str, None]] = {}
    for key, node in nodes.items():
        found.setdefault(draft.derived_at.get(key, key), {}).update(dict.fromkeys(node.children))
    return found


def _scales(draft: Draft, node: ComposedNode, path: tuple[str | int, ...]) -> None:
    for end in ("from_", "to") if (rescale := node.rule.rescale) else ():
        scale = getattr(rescale, end)
        if float(scale.low) == float(scale.high):
            draft.report("rescale-degenerate", *path, "rescale", end.strip("_"), value=f"{scale.low}..{scale.high}")
    floor, cap = node.rule.floor, node.rule.cap
    if floor is not None and cap is not None and floor >= cap:
        draft.report("cap-below-floor", *path, "cap", key=True, node=node.id, floor=f"{floor:f}", cap=f"{cap:f}")


def _children(draft: Draft, node: ComposedNode, path: tuple[str | int, ...], known: set[str]) -> None:
    if not node.children and isinstance(draft.nodes[node.id].of if node.id in draft.nodes else None, tuple):
        draft.report("no-children", *path, "of", node=node.id)
    first: set[str] = set()
    for index, child in enumerate(node.children):
        if child not in known:
            draft.report(
                "unknown-child",
                *path,
                "of",
                index,
                node=node.id,
                child=child,
                hint=hint(child, (each for each in known if each != node.id)),
            )
        asked = draft.indicators.get(indicator_of(child))
        if child in known and child not in draft.nodes and asked is not None and not asked.scored:
            draft.report("child-not-scored", *path, "of", index, node=node.id, child=child)
        if child in first:
            draft.report("child-twice", *path, "of", index, node=node.id, child=child)
        first.add(child)


def _weights(
    draft: Draft, node: ComposedNode, path: tuple[str | int, ...], rules: Rules, known: Mapping[str, None]
) -> None:
    """Check weights; those of an entry of 'derived' are for the children of all its nodes together, ``known``."""
    weights, spec = node.rule.weights, rules.aggregators.get(node.rule.aggregator)
    for child in weights:
        if child not in known:
            values: dict[str, Any] = {"known": listing(known), "hint": hint(child, known)}
            draft.report(
                "weight-of-missing-child", *path, "weights", child, key=True, node=node.id, child=child, **values
            )
    meant = node.rule.negative_weights and node.rule.aggregator in NEGATIVE
    for child, weight in weights.items():
        if weight < 0 and not meant:
            stated = f"{weight:f}"
            where = (*path, "weights", child)
            draft.report("weight-negative", *where, node=node.id, child=child, weight=stated, rules=listing(NEGATIVE))
    if spec and spec.children and node.children and len(node.children) != spec.children:
        count: dict[str, Any] = {"name": spec.name, "wanted": spec.children, "count": len(node.children)}
        draft.report("children-count", *path, "of", node=node.id, **count)
    if spec and (spec.weights == "required" or (spec.weights == "optional" and weights)):
        for child in node.children:
            if child not in weights:
                draft.report("weight-missing", *path, "weights", node=node.id, child=child)


def _aggregator(draft: Draft, node: ComposedNode, path: tuple[str | int, ...], rules: Rules) -> None:
    name = node.rule.aggregator
    spec = rules.aggregators.get(name)
    if spec is None:
        known = sorted(rules.aggregators)
        draft.report(
            "unknown-aggregator",
            *path,
            "aggregator",
            node=node.id,
            name=name,
            known=listing(known, 40),
            hint=hint(name, known, AGGREGATORS),
        )
        return
    if spec.weights == "required" or (spec.weights == "optional" and node.rule.weights):
        if node.rule.weights and not any(node.rule.weights.values()):
            draft.report("weights-all-zero", *path, "weights", key=True, node=node.id)
    elif node.rule.weights:
        known = [each.name for each in rules.aggregators.values() if each.weights != "none"]
        draft.report("weights-unused", *path, "weights", key=True, node=node.id, name=name, known=listing(known))
    check_parameters(draft, name, node.rule.parameters, spec.parameters, path)
    if name == DECISION_TABLE and not node.table:
        draft.report("table-missing", *path, node=node.id)
    if name != DECISION_TABLE and node.table:
        draft.report("table-unused", *path, "table", key=True, node=node.id, name=name)


def check_reach(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report what no tree reaches and no typology uses; only in a draft without errors, of which it could be a mere
    consequence.
    """
    if errors_in(draft.problems):
        return
    roots = [root for tree in draft.trees.values() for root in tree.roots]
    divided = [
        key
        for typology in draft.file.typologies.values()
        for key in (*typology.cutoffs, *(key for each in typology.types for key in each.when))
    ]
    reached = reached_from(nodes, (*roots, *divided))
    counted = {indicator_of(each) for each in reached}
    for key, indicator in draft.indicators.items():
        if indicator.scored and key not in counted:
            draft.report("orphan-indicator", "indicators", key, key=True, id=key)
    naming = _naming(draft)
    for key in nodes:
        if key not in reached and "[" not in key:
            with_what = f", together with what names it: {listing(naming[key])}" if key in naming else ""
            draft.report("orphan-node", *draft.path_of(key), key=True, id=key, with_what=with_what)


def _naming(draft: Draft) -> Mapping[str, list[str]]:
    """Name what names a node beside trees and typologies: without the node it would stand for nothing."""
    file, found = draft.file, defaultdict[str, list[str]](list)
    for name, scale in file.bands.items():
        for node in scale.applies_to if isinstance(scale.applies_to, tuple) else ():
            found[node].append(f"bands/{name}")
    for index, target in enumerate(file.targets, 1):
        found[target.node].append(f"targets/{index}")
    for key, mark in (file.implementation.benchmarks if file.implementation else {}).items():
        found[mark.of].append(f"implementation/benchmarks/{key}")
    for key, each in draft.nodes.items():
        for child in each.of if isinstance(each.of, tuple) else ():
            found[child].append(f"nodes/{key}")
    return found


def _named(draft: Draft, rules: Rules) -> None:
    strategy = draft.file.strategy
    if strategy not in rules.strategies:
        known = sorted(rules.strategies)
        draft.report("unknown-strategy", "strategy", name=strategy, known=listing(known), hint=hint(strategy, known))
    for index, use in enumerate(draft.file.steps):
        path = ("steps", index)
        if use.step not in rules.steps:
            known = sorted(rules.steps)
            draft.report("unknown-step", *path, "step", name=use.step, known=listing(known), hint=hint(use.step, known))
            continue
        check_step(draft, use, rules.steps[use.step], path)
        for position, key in enumerate(use.indicators):
            if key not in draft.indicators:
                unknown_indicator(draft, key, *path, "indicators", position)
