"""The codebook of an instrument, in Markdown."""

from __future__ import annotations

from policyindex.files.markdown import escaped, escaped_lines
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.standards import behind, cited, name_of
from policyindex.reports.instrument_rules import rule_of
from policyindex.reports.instrument_tables import told
from policyindex.reports.method import method_steps, one_line


def codebook(instrument: Instrument) -> str:
    """Give trees, steps and questions, each question with its options and sources."""
    head = instrument.file
    lines = [f"# {escaped(head.title)}", "", f"`{instrument.reference}`", "", escaped_lines(head.description), ""]
    for name, tree in instrument.trees.items():
        lines += [f"## Tree {name}: {escaped(tree.label)}", ""]
        lines += [
            f"{'  ' * depth}- **{escaped(instrument.nodes[node].label)}** (`{node}`): {escaped(rule_of(instrument, node))}"
            for node, depth in instrument.below(tree.roots)
        ]
        lines.append("")
    for title, steps in method_steps(instrument):
        lines += [f"## {escaped(title)}", ""]
        for each in steps:
            name = f"**{escaped(each.name)}**: " if each.name else ""
            lines.append("  " * (each.depth - 1) + f"- {name}{escaped(one_line(each.text))}")
        lines.append("")
    lines += ["## Questions", ""]
    for key, indicator in instrument.indicators.items():
        lines += [f"### {escaped(indicator.label)} (`{key}`)", "", escaped_lines(indicator.question), ""]
        lines += [escaped_lines(indicator.help), ""] if indicator.help else []
        lines += [*(_item(line) for line in told(indicator)), ""]
        found = behind(instrument, indicator.backing)
        sources = [f"- {name_of(each)}: {escaped(cited(each))} ({escaped(each.kind)})" for each in found]
        lines += [*sources, ""] if sources else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _item(line: str) -> str:
    """Give a line about a question as an item, its parts as items of their own."""
    part = line.removeprefix("- ")
    return f"- {escaped(line)}" if part == line else f"  - {escaped(part)}"
