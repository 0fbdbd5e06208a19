"""The codebook of an instrument, in Markdown."""

from __future__ import annotations

from policyindex.instruments.instrument import Instrument
from policyindex.reports.instrument_rules import rule_of
from policyindex.reports.instrument_tables import told
from policyindex.reports.method import method_steps, one_line


def codebook(instrument: Instrument) -> str:
    """Give trees, steps and questions, each question with its options and sources."""
    head = instrument.file
    lines = [f"# {head.title}", "", f"`{instrument.reference}`", "", head.description, ""]
    for name, tree in instrument.trees.items():
        lines += [f"## Tree {name}: {tree.label}", ""]
        lines += [
            f"{'  ' * depth}- **{instrument.nodes[node].label}** (`{node}`): {rule_of(instrument, node)}"
            for node, depth in instrument.below(tree.roots)
        ]
        lines.append("")
    for title, steps in method_steps(instrument):
        lines += [f"## {title}", ""]
        for each in steps:
            name = f"**{each.name}**: " if each.name else ""
            lines.append("  " * (each.depth - 1) + f"- {name}{one_line(each.text)}")
        lines.append("")
    lines += ["## Questions", ""]
    for key, indicator in instrument.indicators.items():
        lines += [f"### {indicator.label} (`{key}`)", "", indicator.question, ""]
        lines += [*([indicator.help, ""] if indicator.help else []), *(f"- {line}" for line in told(indicator)), ""]
        sources = [f"- source: {each.title} ({each.kind})" for each in indicator.sources]
        lines += [*sources, ""] if sources else []
    return "\n".join(lines).rstrip("\n") + "\n"
