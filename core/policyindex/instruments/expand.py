"""Spelling out: selections, nodes derived from facets, questions asked per facet value, order of computation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from policyindex.instruments.columns import Column
from policyindex.instruments.draft import Draft
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import By, Derived, Indicator, Rule, Where
from policyindex.instruments.schemes import scheme_of
from policyindex.problems import hint, listing

ALL = "*"  # no facet value can be called so


def derived_id(by: tuple[str, ...], values: tuple[str, ...]) -> str:
    """Name a derived node: ``stage.formulation/actions`` for ``by: [stage, element]``."""
    return f"{by[0]}.{'/'.join(values)}"


def spelled_out(draft: Draft) -> dict[str, ComposedNode]:
    """Give all nodes with explicit children; unknown children and empty selections are reported in the draft."""
    nodes: dict[str, ComposedNode] = {}
    for index, each in enumerate(draft.file.derived):
        for node in _derived(draft, index, each):
            if node.id in nodes:
                first = draft.places.at("derived", draft.derived_at[node.id]).render()
                draft.report("id-taken", "derived", index, id=node.id, first=first)
                break
            nodes[node.id], draft.derived_at[node.id] = node, index
    for key in [key for key in (*draft.nodes, *draft.indicators) if key in nodes]:
        first = draft.places.at("derived", draft.derived_at[key]).render()
        draft.report("id-taken", "nodes" if key in draft.nodes else "indicators", key, key=True, id=key, first=first)
    for key, written in draft.nodes.items():
        strand = draft.strand_of.get(key, "")
        children = _children(draft, ("nodes", key, "of"), written.of, nodes, strand)
        own, table, left_out = scheme_of(draft, key, written)
        nodes[key] = ComposedNode(key, written.label, children, own, table, written.description, strand, left_out)
    wholes: dict[str, ComposedNode] = {}
    for key, node in nodes.items():
        full = {child: _whole(draft, child, wholes) for child in node.children}
        children = tuple(full[child] for child in node.children)
        weights = {full.get(child, child): weight for child, weight in node.rule.weights.items()}
        rule = node.rule.model_copy(update={"weights": weights})
        nodes[key] = replace(node, children=children, rule=rule)
    return {**(draft.base.nodes if draft.base else {}), **wholes, **nodes}


def _children(
    draft: Draft,
    path: tuple[str | int, ...],
    of: tuple[str, ...] | Where | By,
    derived: Mapping[str, ComposedNode],
    strand: str,
) -> tuple[str, ...]:
    before = len(draft.problems)
    if isinstance(of, Where):
        report_facets(draft, of.where, *path, "where")
        chosen = tuple(key for key in _selectable(draft, strand) if matches(draft.indicators[key], of.where))
    elif isinstance(of, By):
        report_facets(draft, dict.fromkeys(of.by, ()), *path, "by")
        known = {*derived, *(draft.base.nodes if draft.base else ())}
        chosen = tuple(key for key in _by_ids(draft, of.by) if key in known)
    else:
        return of
    if not chosen and len(draft.problems) == before:
        draft.report("selection-empty", *path)
    return chosen


def _selectable(draft: Draft, strand: str) -> Iterator[str]:
    """A selection of the base never grows by a strand, nor that of a strand by another."""
    return (key for key in draft.indicators if draft.strand_of.get(key, "") in ("", strand))


def _by_ids(draft: Draft, by: tuple[str, ...]) -> list[str]:
    if not all(facet in draft.file.facets for facet in by):
        return []
    return [derived_id(by, values) for values in _all_cells(draft, by)]


def _derived(draft: Draft, index: int, each: Derived) -> Iterator[ComposedNode]:
    path = ("derived", index)
    for position, facet in enumerate((*each.by, *(each.of.by if each.of else ()))):
        if facet not in draft.file.facets:
            known = list(draft.file.facets)
            draft.report(
                "unknown-facet",
                *path,
                "by",
                position,
                facet=facet,
                known=", ".join(known),
                hint=hint(facet, known),
            )
            return
    finer = _cells(draft, each.of.by) if each.of else {}
    shared = [facet for facet in each.by if each.of and facet in each.of.by]
    agreeing: dict[tuple[str, ...], list[str]] = {}
    for values in finer:
        cell = dict(zip(each.of.by if each.of else (), values, strict=True))
        agreeing.setdefault(tuple(cell[facet] for facet in shared), []).append(derived_id(tuple(cell), values))
    cells = _cells(draft, each.by) if each.of is None else dict.fromkeys(_all_cells(draft, each.by), ())
    for values, direct in cells.items():
        wanted = dict(zip(each.by, values, strict=True))
        children = tuple(direct) or tuple(agreeing.get(tuple(wanted[facet] for facet in shared), ()))
        if children:
            labels = {facet: draft.file.facets[facet].label_of(value) for facet, value in wanted.items()}
            label = each.label or ", ".join(labels.values())
            for facet, text in labels.items():
                label = label.replace("{" + facet + "}", text)
            yield ComposedNode(derived_id(each.by, values), label, children, each)


def _all_cells(draft: Draft, by: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return product(*(draft.file.facets[facet].values for facet in by))


def _cells(draft: Draft, by: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    """Give what has each combination of facet values that anything has, in the order of the facets' values.

    Each question is looked at once: most combinations of many facets are empty.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for key in _selectable(draft, ""):
        own = (_values(draft, facet) if facet in draft.indicators[key].ask_per
               else draft.indicators[key].facet_values(facet) for facet in by)  # fmt: skip
        for values in dict.fromkeys(product(*own)):
            found.setdefault(values, []).extend(_instances(draft, key, dict(zip(by, values, strict=True))))
    places = {facet: {value: place for place, value in enumerate(_values(draft, facet))} for facet in by}
    known = [
        values for values in found if all(v in places[f] for f, v in zip(by, values, strict=True)) and found[values]
    ]
    known.sort(key=lambda values: [places[facet][value] for facet, value in zip(by, values, strict=True)])
    return {values: found[values] for values in known}


def _instances(draft: Draft, key: str, wanted: Mapping[str, str]) -> Iterator[str]:
    """Give what of an indicator has these facet values: all of it, some of its instances, or nothing."""
    indicator = draft.indicators[key]
    if not indicator.scored:
        return
    fixed = {facet: value for facet, value in wanted.items() if facet not in indicator.ask_per}
    if not all(value in indicator.facet_values(facet) for facet, value in fixed.items()):
        return
    if not set(indicator.ask_per) & set(wanted):
        yield key
        return
    for values in product(*(_values(draft, facet) for facet in indicator.ask_per)):
        cell = dict(zip(indicator.ask_per, values, strict=True))
        if all(cell.get(facet, value) == value for facet, value in wanted.items()):
            yield Column(key, "/".join(values)).name


def instances(draft: Draft) -> set[str]:
    """Name all instances of all questions that are asked per facet value."""
    return {
        Column(key, "/".join(values)).name
        for key, indicator in draft.indicators.items()
        if indicator.ask_per
        for values in product(*(_values(draft, facet) for facet in indicator.ask_per))
    }


def _values(draft: Draft, facet: str) -> tuple[str, ...]:
    return tuple(draft.file.facets[facet].values) if facet in draft.file.facets else ()


def _whole(draft: Draft, child: str, wholes: dict[str, ComposedNode]) -> str:
    """Where a node names a question that is asked several times, the mean of its instances stands for it."""
    indicator = draft.indicators.get(child)
    if indicator is None or not indicator.ask_per:
        return child
    key = Column(child, ALL).name
    if key in wholes:
        return key
    values = product(*(_values(draft, facet) for facet in indicator.ask_per))
    children = tuple(Column(child, "/".join(each)).name for each in values)
    wholes[key] = ComposedNode(key, indicator.label, children, Rule(), strand=draft.strand_of.get(child, ""))
    return key


def reached_from(nodes: Mapping[str, ComposedNode], roots: Iterable[str]) -> set[str]:
    """Give all that some roots rest on: nodes, indicators and instances, the roots among them."""
    found: set[str] = set()
    stack = list(roots)
    while stack:
        each = stack.pop()
        if each not in found:
            found.add(each)
            stack.extend(nodes[each].children if each in nodes else ())
    return found


def matches(indicator: Indicator, where: Mapping[str, str | tuple[str, ...]], *, scored: bool = True) -> bool:
    """Tell whether an indicator has one of the wanted values of every named facet."""
    if scored and not indicator.scored:
        return False
    wanted = {facet: {value} if isinstance(value, str) else set(value) for facet, value in where.items()}
    return all(values & set(indicator.facet_values(facet)) for facet, values in wanted.items())


def report_facets(draft: Draft, given: Mapping[str, str | tuple[str, ...]], *path: str | int) -> None:
    """Report facets and facet values that are not declared."""
    for facet, values in given.items():
        declared = draft.file.facets.get(facet)
        if declared is None:
            known = list(draft.file.facets)
            values_: dict[str, Any] = {"facet": facet, "known": listing(known), "hint": hint(facet, known)}
            draft.report("unknown-facet", *path, facet, key=True, **values_)
            continue
        for value in (values,) if isinstance(values, str) else values:
            if value not in declared.values:
                known = list(declared.values)
                values_ = {
                    "facet": facet,
                    "value": value,
                    "known": listing(known),
                    "hint": hint(value, known),
                }
                draft.report("unknown-facet-value", *path, facet, **values_)


def in_order(nodes: Mapping[str, ComposedNode]) -> tuple[list[str], list[str]]:
    """Sort nodes so that children come first; return that order, and a cycle if there is one."""
    order: list[str] = []
    state: dict[str, int] = {}
    for start in nodes:
        path: list[tuple[str, Iterator[str]]] = []
        if start not in state:
            state[start] = 1
            path.append((start, iter(nodes[start].children)))
        while path:
            node, children = path[-1]
            child = next(children, None)
            if child is None:
                state[node] = 2
                order.append(node)
                path.pop()
            elif child in nodes and state.get(child) == 1:
                names = [name for name, _ in path]
                return order, [*names[names.index(child) :], child]
            elif child in nodes and child not in state:
                state[child] = 1
                path.append((child, iter(nodes[child].children)))
    return order, []
