"""Checks of the four steps: data source -> impediment -> area for improvement -> indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from policyindex.instruments.checks.studies import unknown_indicator
from policyindex.instruments.draft import Draft
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import Analysis, AreaForImprovement, DataMapping, Implementation
from policyindex.instruments.standards import standards_of
from policyindex.problems import errors_in, hint, listing

SOURCES = ("data source", "mapping/data_sources")
IMPEDIMENTS = ("impediment", "mapping/impediments")
AREAS = ("area for improvement", "analysis/areas_for_improvement")
STANDARDS = ("standard", "standards")


def check_method(draft: Draft, nodes: Mapping[str, ComposedNode]) -> None:
    """Report names of the four steps that stand for nothing, and where the chain between them breaks."""
    mapping = draft.file.mapping or DataMapping()
    analysis = draft.file.analysis or Analysis()
    uses = draft.file.implementation or Implementation()
    areas = analysis.areas_for_improvement
    for key, impediment in mapping.impediments.items():
        path = ("mapping", "impediments", key, "data_sources")
        _known(draft, impediment.data_sources, mapping.data_sources, SOURCES, *path)
    for key, area in areas.items():
        path = ("analysis", "areas_for_improvement", key, "impediments")
        _known(draft, area.impediments, mapping.impediments, IMPEDIMENTS, *path)
    for key, standard in analysis.standards.items():
        _known(draft, standard.areas, areas, AREAS, "analysis", "standards", key, "areas")
    for key, standard in draft.file.standards.items():
        _known(draft, standard.areas, areas, AREAS, "standards", key, "areas")
    _implementation(draft, nodes, uses, analysis)
    if not errors_in(draft.problems):  # of which a broken chain could be a mere consequence
        _chain(draft, mapping, areas, uses)


def _implementation(draft: Draft, nodes: Mapping[str, ComposedNode], uses: Implementation, analysis: Analysis) -> None:
    path = ("implementation", "indicators")
    for key, use in uses.indicators.items():
        if key not in draft.indicators:
            unknown_indicator(draft, key, *path, key, key=True)
        _known(draft, use.improves, analysis.areas_for_improvement, AREAS, *path, key, "improves")
    for key, mark in uses.benchmarks.items():
        where = ("implementation", "benchmarks", key)
        _known(draft, (mark.of,), [*nodes, *draft.indicators], ("node or indicator", "nodes"), *where, "of", one=True)
        wanted = (mark.standard,) if mark.standard is not None else ()
        _known(draft, wanted, standards_of(draft.file), STANDARDS, *where, "standard", one=True)
    for key, practice in uses.best_practice.items():
        for index, each in enumerate(practice.indicators):
            if each not in draft.indicators:
                unknown_indicator(draft, each, "implementation", "best_practice", key, "indicators", index)


def _known(
    draft: Draft,
    given: Iterable[str],
    known: Collection[str],
    kind: tuple[str, str],
    *path: str | int,
    one: bool = False,
) -> None:
    """Report what is not known, and what is named twice; ``one``: a single name, not an item of a list."""
    before: set[str] = set()
    name, section = kind
    for index, each in enumerate(given):
        where = path if one else (*path, index)
        if each not in known:
            values: dict[str, Any] = {"kind": name, "section": section.replace("/", "', '"), "hint": hint(each, known)}
            draft.report("method-unknown-id", *where, id=each, known=listing(known), **values)
        if each in before:
            draft.report("id-twice", *where, id=each, where=f"'{path[-1]}'")
        before.add(each)


def _chain(draft: Draft, mapping: DataMapping, areas: Mapping[str, AreaForImprovement], uses: Implementation) -> None:
    answered = {each for area in areas.values() for each in area.impediments}
    for key, impediment in mapping.impediments.items():
        path = ("mapping", "impediments", key)
        if not impediment.data_sources:
            draft.report("impediment-without-source", *path, key=True, id=key, known=listing(mapping.data_sources))
        if key not in answered:
            draft.report("impediment-unanswered", *path, key=True, id=key)
    measured = {each for use in uses.indicators.values() for each in use.improves}
    for key, area in areas.items():
        path = ("analysis", "areas_for_improvement", key)
        if not area.impediments:
            draft.report("area-without-impediment", *path, key=True, id=key, known=listing(mapping.impediments))
        if key not in measured:
            draft.report("area-unmeasured", *path, key=True, id=key)
    for key, indicator in draft.indicators.items():
        if draft.file.implementation is None or key in draft.strand_of or not indicator.scored:
            continue
        use = uses.indicators.get(key)
        where = ("implementation", "indicators", key) if use else ("indicators", key)
        if use is None or use.kind is None:
            draft.report("indicator-without-kind", *where, key=True, id=key)
        if use is None or not use.improves:
            draft.report("indicator-without-area", *where, key=True, id=key, known=listing(areas))
