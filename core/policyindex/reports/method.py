"""The four steps behind an instrument, with the chain from impediments to indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Analysis, DataMapping, Implementation, Planning, Standard
from policyindex.instruments.models.method import Partner
from policyindex.reports.report import Section, Text

PARTS = ("purpose", "definition", "beneficiaries", "governance_landscape")


class Line(NamedTuple):
    """One item: how deep it stands, its name (empty: none) and its text."""

    depth: int
    name: str
    text: str


def method_sections(instrument: Instrument) -> Iterator[Section]:
    """Give a section for each step that is written."""
    for title, lines in method_steps(instrument):
        texts = ((f"{each.name}: " if each.name else "") + one_line(each.text) for each in lines)
        yield Section(title, tuple(Text(text, indent=2 * each.depth) for text, each in zip(texts, lines, strict=True)))


def one_line(text: str) -> str:
    """Join the lines of a text that was written over several."""
    return " ".join(text.split())


def method_steps(instrument: Instrument) -> Iterator[tuple[str, list[Line]]]:
    """Give the standards and the steps that are written: the title of each, and its items."""
    head = instrument.file
    if head.standards:
        yield "Standards", [_standard(key, each) for key, each in head.standards.items()]
    if head.planning:
        yield "Planning", list(_planning(head.planning))
    if head.mapping:
        yield "Mapping", list(_mapping(head.mapping))
    if head.analysis:
        yield "Analysis", list(_analysis(head.analysis))
    if head.implementation:
        yield "Implementation", list(_implementation(head.implementation))
    if head.mapping or head.analysis:
        yield "From impediments to indicators", list(_chain(instrument))


def _planning(planning: Planning) -> Iterator[Line]:
    yield from (Line(1, part.replace("_", " "), getattr(planning, part)) for part in PARTS if getattr(planning, part))
    for part in type(planning.partners).model_fields:
        partners: Mapping[str, Partner] = getattr(planning.partners, part)
        for key, each in partners.items():
            also = [each.unit, each.role, each.url]
            yield Line(1, f"{part} partner {key}", ", ".join([each.label, *filter(None, also)]))


def _mapping(mapping: DataMapping) -> Iterator[Line]:
    for key, each in mapping.data_sources.items():
        also = [each.kind, each.holder, each.description, each.url]
        yield Line(1, f"data source {key}", ", ".join([each.title, *filter(None, also)]))
    for key, impediment in mapping.impediments.items():
        on = f" (from {', '.join(impediment.data_sources)})" if impediment.data_sources else ""
        yield Line(1, f"impediment {key}", impediment.text + on)
        yield from (Line(2, "", f"source: {each.title} ({each.kind})") for each in impediment.sources)


def _standard(key: str, standard: Standard) -> Line:
    for_ = f" (for {', '.join(standard.areas)})" if standard.areas else ""
    also = [standard.pinpoint, standard.status, standard.adopted, standard.url]
    return Line(1, f"standard {key}", ", ".join([f"{standard.title} ({standard.kind})", *filter(None, also)]) + for_)


def _analysis(analysis: Analysis) -> Iterator[Line]:
    for key, area in analysis.areas_for_improvement.items():
        yield Line(1, f"area for improvement {key}", f"{area.label} - {area.goal}")
    yield from (_standard(key, each) for key, each in analysis.standards.items())


def _implementation(uses: Implementation) -> Iterator[Line]:
    kinds: dict[str, list[str]] = {}
    for key, use in uses.indicators.items():
        kinds.setdefault(use.kind or "no kind yet", []).append(key)
    yield from (Line(1, f"{kind} indicators", ", ".join(keys)) for kind, keys in kinds.items())
    for key, mark in uses.benchmarks.items():
        score = f"{mark.of} {mark.score:f}" if mark.score is not None else mark.of
        standard = f"standard {mark.standard}" if mark.standard else ""
        also = ", ".join(filter(None, [score, mark.unit, mark.period, standard, mark.note]))
        yield Line(1, f"benchmark {key}", f"{mark.label} ({also})")
    for key, each in uses.best_practice.items():
        also = ", ".join(filter(None, [each.where, *each.indicators, each.url]))
        about = f" - {each.description}" if each.description else ""
        yield Line(1, f"best practice {key}", each.title + (f" ({also})" if also else "") + about)


def _chain(instrument: Instrument) -> Iterator[Line]:
    """Give each impediment with the areas that answer it, and each area with its indicators and targets."""
    areas = (instrument.file.analysis or Analysis()).areas_for_improvement
    mapping = instrument.file.mapping or DataMapping()
    for key, impediment in mapping.impediments.items():
        yield Line(1, key, impediment.text)
        found = [name for name, area in areas.items() if key in area.impediments]
        for name in found:
            yield from _area(instrument, name, 2)
        if not found:
            yield Line(2, "", "no area for improvement answers it")
    for name, area in areas.items():
        if not area.impediments:
            yield from _area(instrument, name, 1)


def _area(instrument: Instrument, name: str, depth: int) -> Iterator[Line]:
    head = instrument.file
    uses = (head.implementation or Implementation()).indicators
    area = (head.analysis or Analysis()).areas_for_improvement[name]
    yield Line(depth, name, area.goal)
    found = [key for key, use in uses.items() if name in use.improves]
    for key in found:
        yield Line(depth + 1, key, f"{instrument.indicators[key].label} ({uses[key].kind or 'no kind yet'})")
    if not found:
        yield Line(depth + 1, "", "no indicator improves it")
    for target in head.targets:
        below = {indicator_of(each) for each in instrument.indicators_below(target.node)}
        if below & set(found):
            by = f" by {target.by}" if target.by else ""
            yield Line(depth + 1, "target", f"{instrument.label(target.node)} {target.score:f}{by}")
