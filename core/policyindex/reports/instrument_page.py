"""The codebook of an instrument: a contents list, trees with nominal weights, every rule, every question with options and
sources, and what changed since the edition before; as a page with links, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.standards import behind, cited, name_of
from policyindex.plugins.specs import Rules
from policyindex.reports.instrument import head_section, instrument_report
from policyindex.reports.instrument_editions import Editions, edition_sections
from policyindex.reports.instrument_rules import rule_of, rule_sections, table_of
from policyindex.reports.instrument_study import study_section
from policyindex.reports.instrument_tables import told
from policyindex.reports.instrument_tree import WHOLE, anchor, shape_of
from policyindex.reports.method import method_sections
from policyindex.reports.report import Block, Branch, Column, Report, Section, Table, Text

OPTIONS = (Column("option", "Option"), Column("text", "Text"), Column("points", "Points", "number"))


def instrument_page(instrument: Instrument, rules: Rules, editions: Editions) -> Report:
    """Say everything, so that one finds the way by links."""
    whole = instrument_report(instrument, rules)
    parts = {
        "trees": ("Trees", tuple(_trees(instrument, rules))),
        "nodes": ("Scores and their rules", tuple(_nodes(instrument))),
        "scales": ("Bands and types", tuple(each for each in rule_sections(instrument, tables=False))),
        "method": ("Method", (study_section(instrument), *method_sections(instrument))),
        "questions": ("Questions", tuple(_questions(instrument))),
        "editions": ("Editions", tuple(edition_sections(editions))),
    }
    kept = {key: (title, some) for key, (title, some) in parts.items() if any(each.blocks for each in some)}
    contents = tuple(Branch(title, link=key) for key, (title, _) in kept.items())
    sections = [head_section(instrument), Section("Contents", contents)]
    for key, (title, some) in kept.items():
        sections += [Section(title, anchor=key), *some]
    return Report(whole.title, tuple(sections), provenance=whole.provenance, language=instrument.language)


def _trees(instrument: Instrument, rules: Rules) -> Iterator[Section]:
    roots = tuple(dict.fromkeys(root for tree in instrument.trees.values() for root in tree.roots))
    shape = shape_of(instrument, rules, roots)
    for name, tree in instrument.trees.items():
        title = f"Tree {name}: {tree.label}" + (" (published)" if tree.published else "")
        yield Section(title, tuple(shape.branch(root, root, WHOLE) for root in tree.roots), level=2)


def _nodes(instrument: Instrument) -> Iterator[Section]:
    for key, node in instrument.nodes.items():
        said = [Text(line) for line in (node.description, rule_of(instrument, key)) if line]
        below = tuple(
            Branch(f"{each}: {instrument.label(each)}", link=anchor(instrument, each)) for each in node.children
        )
        rows = table_of(instrument, key) if node.table else ()
        yield Section(f"{key}: {node.label}", (*said, *below, *rows), level=2, anchor=anchor(instrument, key))


def _questions(instrument: Instrument) -> Iterator[Section]:
    for key, each in instrument.indicators.items():
        facets = (
            f"{instrument.file.facets[name].label}: "
            + ", ".join(instrument.file.facets[name].label_of(value) for value in each.facet_values(name))
            for name in each.facets
        )
        blocks: list[Block] = [
            Text(each.question, "strong"),
            *(Text(line) for line in (each.help, "; ".join(facets)) if line),
        ]
        if each.option_points:
            worth = {code: float(points) for code, points in each.option_points.items()}
            rows = [
                (
                    code,
                    text + (f" ({status.replace('_', ' ')})" if (status := each.option_statuses.get(code)) else ""),
                    worth.get(code),
                )
                for code, text in each.choices.items()
            ]
            blocks += (Text(line) for line in told(each) if line not in set(each.told()))
            blocks.append(Table(f"options-{key}", OPTIONS, rows))
        else:
            blocks += (Text(line.removeprefix("- "), indent=4 if line.startswith("- ") else 2) for line in told(each))
        found = behind(instrument, each.backing)
        sources = tuple(Text(f"{name_of(one).capitalize()}: {cited(one)} ({one.kind})") for one in found)
        yield Section(f"{key}: {each.label}", (*blocks, *sources), level=2, anchor=f"question-{key}")
