"""What changed between two editions of an instrument, and how comparable their scores are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policyindex.editions.comparability import Comparability
from policyindex.editions.differences import Difference, Place, differences, shown
from policyindex.editions.renames import Rename, probable_renames, with_codes, with_names
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.expand import ALL
from policyindex.instruments.hashing import counting_groups
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.models import Indicator, InstrumentFile, Rule
from policyindex.problems import listing

_STRUCTURE = ("kind", "ask_per")
_APART = {
    "format",
    "id",
    "edition",
    "include",
    "option_lists",
    "point_lists",
    "derived",
    "indicators",
    "nodes",
    "trees",
}


class EditionChange(NamedTuple):
    """One change: its kind, the part of the instrument, the id, what of it, and both values as text."""

    kind: str
    """added, removed, renamed (as stated), moved, reworded, rescored, restructured, children, weights, rule,
    classified, or changed."""
    part: str
    id: str
    what: str = ""
    before: str = ""
    after: str = ""


class Comparison(NamedTuple):
    """Two editions set side by side; the classes are those of what the newer one has."""

    before: Instrument
    after: Instrument
    changes: tuple[EditionChange, ...]
    indicators: Mapping[str, Comparability]
    nodes: Mapping[str, Comparability]
    columns: Mapping[str, Comparability]
    """The class of each instance of each indicator, such as ``q1[education]``."""
    renames: tuple[Rename, ...] = ()
    """New ids that are probably old ones under another name; they are counted as new."""


def compare_editions(
    before: Instrument,
    after: Instrument,
    renamed: Mapping[str, str] | None = None,
    recoded: Mapping[str, Mapping[str, str]] | None = None,
) -> Comparison:
    """Compare two editions.

    :param renamed: what indicators of the newer edition were called in the older one, where somebody stated it;
        ``""`` states that the older one has none
    :param recoded: new codes of options by the old ones, for indicators in ``renamed``
    """
    old = with_codes(with_names(before, after, renamed or {}), recoded or {})
    changes = [*_instrument_changes(old, after), *_renamed(before, old, renamed or {}), *_recoded(old, recoded or {})]
    indicators, columns = _questions(old, after, changes)
    nodes = _nodes(old, after, columns, changes)
    changes.extend(_moves(old, after))
    renames = probable_renames(old, after, renamed or {})
    return Comparison(before, after, tuple(changes), indicators, nodes, columns, renames)


def _renamed(before: Instrument, old: Instrument, renamed: Mapping[str, str]) -> Iterator[EditionChange]:
    for new, former in renamed.items():
        if former in before.indicators and former != new and new in old.indicators:
            yield EditionChange("renamed", "indicators", new, "", former, new)


def _recoded(old: Instrument, recoded: Mapping[str, Mapping[str, str]]) -> Iterator[EditionChange]:
    for key, codes in recoded.items():
        known = tuple(old.indicators[key].choices) if key in old.indicators else ()
        for former, new in codes.items():
            if former not in known and new in known:
                yield EditionChange("renamed", "indicators", key, "option", former, new)


def _questions(
    old: Instrument, new: Instrument, changes: list[EditionChange]
) -> tuple[dict[str, Comparability], dict[str, Comparability]]:
    classes: dict[str, Comparability] = {}
    columns: dict[str, Comparability] = {}
    otherwise_scoped = _otherwise_scoped(old, new)
    for key, indicator in new.indicators.items():
        if key not in old.indicators:
            changes.append(EditionChange("added", "indicators", key, after=indicator.question))
        found = _question(old, new, key, changes) if key in old.indicators else Comparability.NEW
        found = max(found, Comparability.RESCORED) if key in otherwise_scoped else found
        before = old.instances(key) if key in old.indicators else ()
        for instance in new.instances(key):
            columns[Column(key, instance).name] = found if instance in before else Comparability.NEW
        other = key in old.indicators and set(before) != set(new.instances(key))
        classes[key] = max(found, Comparability.RESTRUCTURED) if other else found
    for key, per in ((key, each.divided_by) for key, each in new.indicators.items() if each.divided_by):
        below = _of_denominator(classes[per])
        classes[key] = max(classes[key], below)
        columns |= {name: max(columns[name], below) for name in (Column(key, each).name for each in new.instances(key))}
    for key in (key for key in old.indicators if key not in new.indicators):
        changes.append(EditionChange("removed", "indicators", key, before=old.indicators[key].question))
    return classes, columns


def _question(old: Instrument, new: Instrument, key: str, changes: list[EditionChange]) -> Comparability:
    found = Comparability.IDENTICAL
    scoped = bool(old.file.scoping or new.file.scoping)
    rules = old.authorities(key), new.authorities(key)
    if all(rules) and rules[0] != rules[1]:  # without a rule there are no answers that it could count otherwise
        found = Comparability.RESCORED
        changes.append(EditionChange("rescored", "indicators", key, "authorities", *rules))
    elif (own := old.indicators[key].authorities) != new.indicators[key].authorities:
        changes.append(EditionChange("changed", "indicators", key, "authorities", own or "", rules[1]))
    for each in _but_authorities(old.indicators[key], new.indicators[key]):
        kind, worth = _of_question(each, scoped=scoped)
        found = max(found, worth)
        changes.append(_change(kind, "indicators", key, each))
    steps = _steps(old, key), _steps(new, key)
    if steps[0] != steps[1]:
        found = max(found, Comparability.RESCORED)
        changes.append(EditionChange("rescored", "indicators", key, "steps", *("; ".join(each) for each in steps)))
    groups = _groups(old, new, key), _groups(new, old, key)
    if groups[0] != groups[1] and old.indicators[key].groups and new.indicators[key].groups:
        found = max(found, Comparability.RESCORED)
        changes.append(EditionChange("rescored", "indicators", key, "groups", *groups))
    return found


def _of_question(difference: Difference, *, scoped: bool) -> tuple[str, Comparability]:
    """Classify what differs in a question; a facet decides about scores only where a study puts values out of scope."""
    first = difference.place.path[0]
    if first == "facets":
        return "classified", Comparability.RESCORED if scoped else Comparability.REWORDED
    if difference.place.wording:
        return "reworded", Comparability.REWORDED
    if first in _STRUCTURE:
        return "restructured", Comparability.RESTRUCTURED
    return "rescored", Comparability.RESCORED


def _of_denominator(found: Comparability) -> Comparability:
    """Give what a question becomes at the least by the one that it is divided by, whose own points do not matter."""
    return Comparability.IDENTICAL if found is Comparability.RESCORED else found.for_parents


def _otherwise_scoped(old: Instrument, new: Instrument) -> set[str]:
    """Name the indicators that a study may take out in one edition only.

    Those that the scoped facet is about; all, where only one edition asks for the scope: it alone compares what all
    units have the competence for.
    """
    before, after = old.file.scoping, new.file.scoping
    if all(each.place.wording for each in differences(before, after)):
        return set()
    if before is None or after is None:
        return set(new.indicators)
    facets = {before.facet, after.facet}
    return {key for key, each in new.indicators.items() if facets & {*each.facets, *each.ask_per}}


def _steps(instrument: Instrument, key: str) -> list[str]:
    """Name the steps that prepare an indicator's numbers."""
    uses = instrument.file.steps if instrument.indicators[key].scored else ()
    return [
        " ".join(filter(None, (use.step, shown(use.parameters), "" if use.fit == "all" else f"fit {shown(use.fit)}")))
        for use in uses
        if not use.indicators or key in use.indicators
    ]


def _groups(instrument: Instrument, other: Instrument, key: str) -> str:
    """Name the groups that a question is counted by in their order, with the members that the other edition has not."""
    there = {row[0]: row[1:] for row in counting_groups(other).get(key, [])}
    named = []
    for name, *members in counting_groups(instrument).get(key, []):
        only = [" ".join(each).strip() for each in members if name in there and each not in there[name]]
        named.append(f"{name} (with {listing(only)})" if only else name)
    return ", ".join(named)


def _nodes(
    old: Instrument, new: Instrument, columns: Mapping[str, Comparability], changes: list[EditionChange]
) -> dict[str, Comparability]:
    found: dict[str, Comparability] = {}
    same_strategy = old.file.strategy == new.file.strategy
    for key, node in new.nodes.items():  # children first
        if key not in old.nodes:
            found[key] = Comparability.NEW
            changes.append(EditionChange("added", "nodes", key, after=node.label))
            continue
        own = Comparability.IDENTICAL if same_strategy else Comparability.RESCORED
        below = [(found[child] if child in found else columns[child]).for_parents for child in node.children]
        found[key] = max(own, _node(old.nodes[key], node, changes), *below)
    for key in (key for key in old.nodes if key not in new.nodes):
        changes.append(EditionChange("removed", "nodes", key, before=old.nodes[key].label))
    return found


def _node(old: ComposedNode, new: ComposedNode, changes: list[EditionChange]) -> Comparability:
    found = Comparability.IDENTICAL
    if set(old.children) != set(new.children):
        found = Comparability.RESTRUCTURED
        gone = tuple(child for child in old.children if child not in new.children)
        come = tuple(child for child in new.children if child not in old.children)
        changes.append(EditionChange("children", "nodes", new.id, "of", shown(gone), shown(come)))
    elif old.children != new.children:
        found = Comparability.REWORDED
        changes.append(EditionChange("reworded", "nodes", new.id, "order", shown(old.children), shown(new.children)))
    for each in _node_differences(old, new):
        wording, first = each.place.wording, each.place.path[0]
        found = max(found, Comparability.REWORDED if wording else Comparability.RESCORED)
        kind = "reworded" if wording else "weights" if first == "weights" else "rule"
        changes.append(_change(kind, "nodes", new.id, each))
    return found


def _node_differences(old: ComposedNode, new: ComposedNode) -> Iterator[Difference]:
    for name in ("label", "description", "table", "left_out"):
        yield from differences(getattr(old, name), getattr(new, name), Place().field(name, name))
    for name, info in Rule.model_fields.items():
        yield from differences(
            getattr(old.rule, name), getattr(new.rule, name), Place().field(name, info.alias or name)
        )


def _moves(old: Instrument, new: Instrument) -> Iterator[EditionChange]:
    """Name what hangs below other nodes than before."""
    before, after = _parents(old), _parents(new)
    for key in (*new.indicators, *new.nodes):
        known = key in (old.indicators if key in new.indicators else old.nodes)
        if known and before.get(key, set()) != after.get(key, set()):
            part = "indicators" if key in new.indicators else "nodes"
            texts = (", ".join(sorted(each.get(key, set()))) for each in (before, after))
            yield EditionChange("moved", part, key, "parents", *texts)


def _parents(instrument: Instrument) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, node in instrument.nodes.items():
        for child in node.children if not key.endswith(f"[{ALL}]") else ():
            found.setdefault(
                child if child in instrument.nodes and ALL not in child else indicator_of(child), set()
            ).add(key)
    return found


def _instrument_changes(old: Instrument, new: Instrument) -> Iterator[EditionChange]:
    """Compare what is neither a question nor a node: head, facets, trees, bands, scoping and the rest."""
    after = _parts(new)
    for name, before in _parts(old).items():
        for each in differences(before, after[name], Place().field(name, name)):
            kind = "reworded" if each.place.wording else "changed"
            yield _change(kind, name, each.place.path[1] if len(each.place.path) > 1 else "", each, skip=2)


def _parts(instrument: Instrument) -> dict[str, Any]:
    found = {name: getattr(instrument.file, name) for name in InstrumentFile.model_fields if name not in _APART}
    strands = tuple(f"{each.id}@{each.edition}" for each in instrument.strands)
    return {**found, "trees": instrument.trees, "strands": strands}


def _change(kind: str, part: str, key: str, each: Difference, skip: int = 0) -> EditionChange:
    before, after = ("" if value is None else shown(value) for value in (each.before, each.after))
    return EditionChange(kind, part, key, "/".join(each.place.path[skip:]), before, after)


def _but_authorities(indicator: Indicator, other: Indicator) -> Iterator[Difference]:
    """Compare two questions but for the rule for several authorities, which their instruments may state as well."""
    return (each for each in differences(indicator, other) if each.place.path[0] != "authorities")


def scoring_fields(indicator: Indicator, other: Indicator) -> list[Difference]:
    """Give what differs between two questions beside wording and classification."""
    found = _but_authorities(indicator, other)
    return [each for each in found if not each.place.wording and each.place.path[0] != "facets"]
