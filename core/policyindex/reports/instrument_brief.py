"""What a screen shows of an instrument: trees cut to a screenful, or everything about one node."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.problems import listing
from policyindex.reports.instrument_rules import table_section
from policyindex.reports.instrument_tables import told
from policyindex.reports.instrument_tree import SCREEN, WHOLE, Shape, fitting, questions_below, shape_of
from policyindex.reports.report import Branch, Section, Text


def brief_sections(instrument: Instrument, rules: Rules, node: str, depth: int) -> tuple[Section, ...]:
    """Show trees, or what is below a node with its rules and questions.

    :param depth: 0: as much as fits a screen; of a node: all
    """
    return tuple(_node(instrument, rules, node, depth) if node else _trees(instrument, rules, depth))


def _trees(instrument: Instrument, rules: Rules, depth: int) -> Iterator[Section]:
    roots = tuple(dict.fromkeys(root for tree in instrument.trees.values() for root in tree.roots))
    shape = shape_of(instrument, rules, roots)
    room = SCREEN
    for name, tree in instrument.trees.items():
        title = f"Tree {name}: {tree.label}" + (" (published)" if tree.published else "")
        wanted = depth or fitting(shape, tree.roots, room)
        shown = sum(shape.lines(root, wanted) for root in tree.roots)
        if not depth and shown > room and not tree.published:
            named = f"{len(tree.roots)} root{'s' * (len(tree.roots) != 1)}: {listing(tree.roots)}"
            yield Section(title, (Text(named, indent=2),))
            continue
        room = max(room - shown, 0)
        yield Section(title, _branches(shape, tree.roots, wanted))
    ways = (
        "--depth N shows more of a tree, --node ID a node with its rules and questions; --format html, md or yaml all"
    )
    yield Section("", (Text(""), Text(f"{len(instrument.indicators)} questions. {ways}.", "quiet")))


def _node(instrument: Instrument, rules: Rules, node: str, depth: int) -> Iterator[Section]:
    shape = shape_of(instrument, rules, (node,))
    yield Section(
        f"{instrument.label(node)} ({node} of {instrument.reference})", _branches(shape, (node,), depth or WHOLE)
    )
    for each, _ in instrument.below((node,)):
        if instrument.nodes[each].table:
            yield table_section(instrument, each)
    lines: list[Text] = []
    for key in questions_below(instrument, node):
        lines.append(Text(f"{key}: {instrument.indicators[key].question}", indent=2))
        lines += (Text(line, indent=6) for line in told(instrument.indicators[key]))
    yield Section("Questions", tuple(lines))


def _branches(shape: Shape, roots: tuple[str, ...], depth: int) -> tuple[Branch, ...]:
    return tuple(shape.branch(root, root, depth) for root in roots)
