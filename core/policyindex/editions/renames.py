"""Ids that changed: those somebody stated, and those that look as if they had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.inputs import Pattern, patterns
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.models import DecisionRow, Indicator, StepUse

ALIKE = 0.8
"""From this similarity of the questions' texts (0-1, of ``difflib``) upwards a rename is probable."""
BEFORE = " (before)"


class Rename(NamedTuple):
    """A new id that is probably an old one under another name."""

    part: str
    old: str
    new: str
    why: str


def with_names(before: Instrument, after: Instrument, renamed: Mapping[str, str]) -> Instrument:
    """Give the older edition with its indicators called as in the newer one.

    :param renamed: the old id by the new one; an old id stated for several new ones is none of them
    """
    claims = Counter(renamed.values())
    names = {old: new for new, old in renamed.items() if old in before.indicators and claims[old] == 1}
    for key in before.indicators:
        if key not in names and renamed.get(key, key) != key:  # the newer one means something else by this id
            names[key] = f"{key}{BEFORE}"
    names = {old: new for old, new in names.items() if old != new}
    if not names:
        return before

    def named(column: str) -> str:
        key, instance = Column.parse(column)
        return Column(names.get(key, key), instance).name

    steps = tuple(_of_step(use, before, named) for use in before.file.steps)
    return replace(
        before,
        file=before.file.model_copy(update={"steps": steps}),
        indicators={named(key): each.with_ids(named) for key, each in before.indicators.items()},
        nodes={(named(key) if "[" in key else key): _renamed(node, named) for key, node in before.nodes.items()},
    )


def _of_step(use: StepUse, before: Instrument, named: Callable[[str], str]) -> StepUse:
    """Give a step with the indicators that it names in its list, its parameters and its fit called otherwise."""
    words = {
        key: named(value) if isinstance(value, str) and value in before.indicators else value
        for key, value in use.parameters.items()
    }
    fit = use.fit if isinstance(use.fit, str) else {named(key): each for key, each in use.fit.items()}
    return use.model_copy(update={"indicators": tuple(map(named, use.indicators)), "parameters": words, "fit": fit})


def _renamed(node: ComposedNode, named: Callable[[str], str]) -> ComposedNode:
    weights = {named(key): weight for key, weight in node.rule.weights.items()}
    table = tuple(
        row.model_copy(update={"when": {named(key): codes for key, codes in row.when.items()}}) for row in node.table
    )
    rule = node.rule.model_copy(update={"weights": weights})
    return replace(node, children=tuple(map(named, node.children)), rule=rule, table=table)


def with_codes(before: Instrument, recoded: Mapping[str, Mapping[str, str]]) -> Instrument:
    """Give the older edition with options called as in the newer one.

    :param recoded: by indicator the new code of an old one; codes of which two would become one stay as they are
    """
    names: dict[str, dict[str, str]] = {}
    for key, stated in recoded.items():
        known = before.indicators[key].choices if key in before.indicators else ()
        found = {code: stated.get(code, code) for code in known}
        if len(set(found.values())) == len(found) and any(old != new for old, new in found.items()):
            names[key] = found
    if not names:
        return before
    indicators = {key: each.recoded(names[key]) if key in names else each for key, each in before.indicators.items()}
    nodes = {key: replace(node, table=_table(node, names)) for key, node in before.nodes.items()}
    return replace(before, indicators=indicators, nodes=nodes)


def _table(node: ComposedNode, names: Mapping[str, Mapping[str, str]]) -> tuple[DecisionRow, ...]:
    def coded(column: str, given: Pattern) -> Pattern:
        known = names.get(indicator_of(column), {})
        found = tuple(known.get(each, each) if isinstance(each, str) else each for each in patterns(given))
        return found if isinstance(given, tuple) else found[0]

    return tuple(
        row.model_copy(update={"when": {column: coded(column, given) for column, given in row.when.items()}})
        for row in node.table
    )


def probable_renames(before: Instrument, after: Instrument, stated: Mapping[str, str]) -> tuple[Rename, ...]:
    """Pair new ids with vanished ones that ask or hold the same; the likeliest pairs first, each id once."""
    gone = {key: each for key, each in before.indicators.items() if key not in after.indicators}
    come = {key: each for key, each in after.indicators.items() if key not in before.indicators and key not in stated}
    pairs = sorted(_alike(gone, come), key=lambda pair: -pair[0])
    found: list[Rename] = []
    for likeness, old, new in pairs:
        if not any(old == each.old or new == each.new for each in found):
            why = "the same question" if likeness == 1 else f"the questions are {likeness:.0%} alike"
            found.append(Rename("indicators", old, new, why))
    return (*found, *_nodes(before, after))


def _alike(gone: Mapping[str, Indicator], come: Mapping[str, Indicator]) -> Iterator[tuple[float, str, str]]:
    for new, question in come.items():
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(_words(question))
        for old, other in gone.items():
            matcher.set_seq1(_words(other))
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                yield matcher.ratio(), old, new


def _words(indicator: Indicator) -> str:
    return " ".join(indicator.question.casefold().split())


def _nodes(before: Instrument, after: Instrument) -> Iterator[Rename]:
    gone = {key: node for key, node in before.nodes.items() if key not in after.nodes and "[" not in key}
    for key, node in after.nodes.items():
        if key in before.nodes or "[" in key:
            continue
        same = {old: each for old, each in gone.items() if set(each.children) == set(node.children)}
        named = {old: each for old, each in gone.items() if each.label.casefold() == node.label.casefold()}
        for found, why in ((same, "the same children"), (named, "the same label")):
            if len(found) == 1:
                old = next(iter(found))
                del gone[old]
                yield Rename("nodes", old, key, why)
                break
