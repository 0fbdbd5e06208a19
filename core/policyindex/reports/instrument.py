"""The report of an instrument: what it is, its trees, rules and questions; tables of them for programs."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.standards import behind, cited, name_of, unsourced, with_top_option
from policyindex.plugins.specs import Rules
from policyindex.reports.branches import branches
from policyindex.reports.instrument_brief import brief_sections
from policyindex.reports.instrument_document import counts, document
from policyindex.reports.instrument_rules import rule_of, rule_sections
from policyindex.reports.instrument_study import study_section
from policyindex.reports.instrument_tables import instrument_tables, told
from policyindex.reports.instrument_tree import SCREEN
from policyindex.reports.method import method_sections
from policyindex.reports.report import Branch, Report, Section, Text

MADE_OF = {
    "mean": "its points are the mean of theirs",
    "share": "its points are the mean of theirs, weighted by their shares",
    "lowest": "its points are the lowest of theirs",
    "highest": "its points are the highest of theirs",
}


def instrument_report(instrument: Instrument, rules: Rules, node: str = "", depth: int = 0) -> Report:
    """Say everything that an instrument says; a screen gets the tree of a large one.

    :param node: a screen shows what is below it
    :param depth: how deep a screen shows the tree; 0: as it fits
    """
    large = len(instrument.nodes) + len(instrument.indicators) > SCREEN
    return Report(
        instrument.file.title,
        (
            head_section(instrument),
            *_trees(instrument),
            *rule_sections(instrument),
            study_section(instrument),
            *method_sections(instrument),
            Section("Questions", tuple(_questions(instrument))),
        ),
        brief=(head_section(instrument), *brief_sections(instrument, rules, node, depth))
        if large or node or depth
        else (),
        tables=instrument_tables(instrument),
        provenance={"instrument": instrument.reference, **_hashes(instrument)},
        language=instrument.language,
        document=lambda: document(instrument),
    )


def head_section(instrument: Instrument) -> Section:
    """Say what it is, and how much of it there is."""
    return Section("", tuple(_head(instrument)))


def _hashes(instrument: Instrument) -> dict[str, str]:
    return {"scoring_hash": scoring_hash(instrument), "text_hash": text_hash(instrument)}


def _head(instrument: Instrument) -> Iterator[Text]:
    head, number, hashes = instrument.file, counts(instrument), _hashes(instrument)
    yield Text(f"{head.title} ({instrument.reference})")
    for label, text in (("", head.description), ("Cite: ", head.citation), ("Licence: ", head.licence)):
        if text:
            yield Text(label + text)
    if instrument.extends:
        yield Text(
            f"It extends {instrument.extends}: indicators that are not its own come from there, with their texts."
        )
    if instrument.unreviewed:
        yield Text(f"This translation into '{instrument.language}' is unreviewed: nobody named has confirmed it.")
    if head.self_assessment:
        yield Text("This is a self-assessment: results are labelled so and never ranked.")
    if instrument.rank_coverage:
        yield Text(
            f"Ranks, bands and types need {instrument.rank_coverage:.0%} of the answers asked for, by weight, for a "
            "score and each part of a root; below that a score is incomplete."
        )
    if head.status_words:
        words = ", ".join(f"'{word}' {meant.replace('_', ' ')}" for word, meant in head.status_words.items())
        yield Text(f"In answer files these words stand for a status: {words}.")
    if head.authorities:
        yield Text(f"An answer may be that of several authorities: {MADE_OF[head.authorities]}.")
    if head.published:
        yield Text("Published: this edition does not change any more; a change makes another edition.")
    kinds = (("indicators", "question"), ("answers", "answer"), ("nodes", "node"))
    said = ", ".join(f"{number[key]} {word}{'s' * (number[key] != 1)}" for key, word in kinds)
    yield Text(f"{said} for each unit and period.")
    if top := with_top_option(instrument):
        yield Text(
            f"{len(top) - len(unsourced(instrument))} of {len(top)} questions name a standard or source for their top option."
        )
    short = {key: found[:12] for key, found in hashes.items()}
    yield Text(f"Scoring hash {short['scoring_hash']}, text hash {short['text_hash']} ({instrument.language}).")


def _trees(instrument: Instrument) -> Iterator[Section]:
    for name, tree in instrument.trees.items():
        head = f"Tree {name}: {tree.label}" + (" (published)" if tree.published else "")
        nodes = (
            (f"{node}: {instrument.nodes[node].label} - {rule_of(instrument, node)}", depth)
            for node, depth in instrument.below(tree.roots)
        )
        yield Section("", (Text(""), Branch(head, children=branches(nodes))))


def _questions(instrument: Instrument) -> Iterator[Text]:
    for key, indicator in instrument.indicators.items():
        yield Text(f"{key}: {indicator.question}", indent=2)
        yield from (Text(line, indent=6) for line in told(indicator))
        if indicator.authorities:
            yield Text(f"of several authorities: {MADE_OF[indicator.authorities]}", indent=6)
        found = behind(instrument, indicator.backing)
        yield from (Text(f"{name_of(each)}: {cited(each)}", indent=6) for each in found)
