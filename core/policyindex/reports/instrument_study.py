"""What a study needs to know of an instrument: units, blocks, scoping, short forms, targets."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.instruments.inputs import told
from policyindex.instruments.instrument import Instrument
from policyindex.reports.report import Section, Text


def study_section(instrument: Instrument) -> Section:
    """Say what a study can choose, and what it is held to."""
    return Section("", (Text(""), *_lines(instrument)))


def _lines(instrument: Instrument) -> Iterator[Text]:
    head = instrument.file
    if head.units:
        table = f" with {head.units.file}" if head.units.file else ""
        yield Text(f"Units: {head.units.label}, codes of {head.units.scheme} {head.units.vintage}".rstrip() + table)
    for group in instrument.unit_tables.groups:
        yield Text(f"Group {group.id}: {group.title} ({len({each.unit for each in group.memberships})} units)")
    if head.blocks:
        yield Text("Blocks: " + ", ".join(f"{block.label} ({key})" for key, block in head.blocks.items()))
    yield from _scoping(instrument)
    for key, form in head.short_forms.items():
        yield Text(f"Short form {key}: {form.label}, {len(form.indicators)} questions: {', '.join(form.indicators)}")
    for target in head.targets:
        yield Text(f"Target: {target.node} {target.score:f}" + (f" by {target.by}" if target.by else ""))


def _scoping(instrument: Instrument) -> Iterator[Text]:
    scoping = instrument.file.scoping
    if not scoping:
        return
    yield Text(f"Scoping, per {instrument.file.facets[scoping.facet].label.lower()}:")
    for question in scoping.questions.values():
        yield Text(question.question, indent=2)
        yield from (Text(f"{code}: {answer.text}", indent=4) for code, answer in question.answers.items())
    for rule in scoping.rules:
        only = f" (only {told(rule.only)})" if rule.only else ""
        yield Text(f"{told(rule.when)}: {rule.scope}{only}", indent=2)
