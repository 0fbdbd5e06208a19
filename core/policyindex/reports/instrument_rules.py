"""How an instrument scores: its nodes' rules, decision tables, bands and typologies."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.inputs import told
from policyindex.instruments.instrument import Instrument
from policyindex.reports.report import Section, Text


def rule_of(instrument: Instrument, node: str, *, parts: bool = True) -> str:
    """Say a node's rule in a line.

    :param parts: false: without what it is made of, where that stands beside
    """
    found = instrument.nodes[node]
    children = [
        f"{found.rule.weights[child]} {child}" if child in found.rule.weights else child for child in found.children
    ]
    rule = [found.rule.aggregator + (f" of {', '.join(children)}" if parts else "")]
    rule += [f"{name} {value:f}" for name, value in found.rule.parameters.items()]
    rule += [f"{end} {limit:f}" for end in ("floor", "cap") if (limit := getattr(found.rule, end)) is not None]
    rule += [f"missing: {found.rule.missing}"] if found.rule.missing != "skip" else []
    rule += ["only where every part has a score"] if found.rule.presence == "all" else []
    rule += [f"at least {found.rule.min_coverage:%} answered"] if found.rule.min_coverage is not None else []
    return "; ".join(rule)


def rule_sections(instrument: Instrument, *, tables: bool = True) -> Iterator[Section]:
    """Give a section for each decision table, each scale of bands and each typology.

    :param tables: false: leave out decision tables
    """
    for key, node in instrument.nodes.items():
        if node.table and tables:
            yield table_section(instrument, key)
    for name, scale in instrument.file.bands.items():
        where = "" if scale.applies_to == "all" else f" of {', '.join(scale.applies_to)}"
        title = f"Bands {name}{where}: {scale.label}" + (f" - {scale.note}" if scale.note else "")
        yield Section(title, tuple(_bands(instrument, name)))
    for name, typology in instrument.file.typologies.items():
        title = f"Typology {name}: {typology.label}" + (f" - {typology.note}" if typology.note else "")
        yield Section(title, tuple(_types(instrument, name)))


def table_section(instrument: Instrument, node: str) -> Section:
    """Give the section of a decision table."""
    title = f"Decision table {node}: {instrument.nodes[node].label} (the first row that fits)"
    return Section(title, tuple(table_of(instrument, node)))


def table_of(instrument: Instrument, node: str) -> Iterator[Text]:
    """Give the rows of a decision table in lines."""
    for place, row in enumerate(instrument.nodes[node].table):
        without = "leaves the denominator" if place in instrument.nodes[node].left_out else "no score"
        score = without if row.score is None else f"{row.score:f}"
        note = f" - {row.note}" if row.note else ""
        yield Text(f"{told(row.when)}: {score}{note}", indent=2)


def _bands(instrument: Instrument, scale: str) -> Iterator[Text]:
    for band in instrument.file.bands[scale].bands:
        learn = f"; learn from {', '.join(each.label for each in band.learn_from)}" if band.learn_from else ""
        documented = "" if band.documented else " (not documented)"
        yield Text(f"{band.from_:f}-{band.to:f} {band.label}{documented}{learn}", indent=2)


def _types(instrument: Instrument, name: str) -> Iterator[Text]:
    typology = instrument.file.typologies[name]
    if typology.cutoffs:
        limits = ", ".join(f"{node} {limit:f}" for node, limit in typology.cutoffs.items())
        yield Text(f"cut-offs: {limits}", indent=2)
    yield Text(f"otherwise: {typology.otherwise}", indent=2)
    for each in typology.types:
        yield Text(f"{each.label}: {told(each.when)}", indent=2)
