"""The tables of an instrument: its questions, their options, its nodes, its standards."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.instruments.standards import behind, cited, standards_of, used_by
from policyindex.reports.instrument_rules import rule_of
from policyindex.reports.report import Cell, Column, Table

INDICATORS = (
    Column("indicator", "Indicator"),
    Column("label", "Label", width=32),
    Column("question", "Question", width=60),
    Column("kind", "Kind"),
    Column("asked_per", "Asked per"),
    Column("facets", "Facets", width=40),
    Column("scored", "Scored"),
    Column("answered_by", "What can be answered", width=60),
    Column("help", "Help", width=60),
    Column("sources", "Standards and sources", width=60),
)
OPTIONS = (
    Column("indicator", "Indicator"),
    Column("option", "Option"),
    Column("text", "Text", width=60),
    Column("points", "Points", "number"),
    Column("status", "Status"),
)
STANDARDS = (
    Column("standard", "Standard"),
    Column("title", "Title", width=60),
    Column("kind", "Kind"),
    Column("pinpoint", "Pinpoint"),
    Column("status", "Status"),
    Column("adopted", "Adopted"),
    Column("language", "Language"),
    Column("url", "Link", width=60),
    Column("indicators", "Indicators", width=60),
)
NODES = (
    Column("node", "Node"),
    Column("label", "Label", width=32),
    Column("trees", "Trees"),
    Column("rule", "Rule", width=60),
    Column("aggregator", "Aggregator"),
    Column("children", "Children", width=60),
    Column("weights", "Weights"),
    Column("missing", "Missing"),
    Column("description", "Description", width=60),
)


def instrument_tables(instrument: Instrument) -> tuple[Table, ...]:
    """Give the questions first, then options, nodes and standards."""
    return (
        Table("indicators", INDICATORS, lambda: _indicators(instrument)),
        Table("options", OPTIONS, lambda: _options(instrument)),
        Table("nodes", NODES, lambda: _nodes(instrument)),
        Table("standards", STANDARDS, lambda: _standards(instrument)),
    )


def told(indicator: Indicator) -> Iterator[str]:
    """Give lines about how a question is asked, what can be answered and what that earns."""
    if not indicator.scored:
        yield "asked for context, not scored"
    if indicator.ask_per:
        yield f"asked per {' and '.join(indicator.ask_per)}"
    yield from indicator.told()


def _indicators(instrument: Instrument) -> Iterator[tuple[Cell, ...]]:
    for key, each in instrument.indicators.items():
        facets = (f"{facet}={'|'.join(each.facet_values(facet))}" for facet in each.facets)
        yield (
            key,
            each.label,
            each.question,
            each.kind,
            "; ".join(each.ask_per),
            "; ".join(facets),
            "yes" if each.scored else "no",
            "; ".join(line.removeprefix("- ") for line in each.told()),
            each.help,
            "; ".join(f"{cited(source)} ({source.kind})" for source in behind(instrument, each.backing)),
        )


def _options(instrument: Instrument) -> Iterator[tuple[Cell, ...]]:
    for key, each in instrument.indicators.items():
        points = each.option_points
        for code, text in each.choices.items():
            yield key, code, text, float(points[code]) if code in points else None, each.option_statuses.get(code, "")


def _standards(instrument: Instrument) -> Iterator[tuple[Cell, ...]]:
    for key, each in standards_of(instrument.file).items():
        said = (each.title, each.kind, each.pinpoint, each.status, each.adopted, each.language, each.url)
        yield key, *said, "; ".join(used_by(instrument, key))


def _nodes(instrument: Instrument) -> Iterator[tuple[Cell, ...]]:
    trees: dict[str, list[str]] = {}
    for name, tree in instrument.trees.items():
        for found, _ in instrument.below(tree.roots):
            trees.setdefault(found, []).append(name)
    for key, node in instrument.nodes.items():
        rule = node.rule
        yield (
            key,
            node.label,
            "; ".join(trees.get(key, ())),
            rule_of(instrument, key),
            rule.aggregator,
            "; ".join(node.children),
            "; ".join(f"{child}={weight:f}" for child, weight in rule.weights.items()),
            rule.missing,
            node.description,
        )
