"""A draft: everything an instrument's files say, merged, before it is checked and spelled out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from policyindex.files.beside import beside
from policyindex.files.strict_yaml import Document, Places, read_yaml
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument, StrandHead
from policyindex.instruments.lists import Named, spread
from policyindex.instruments.models import (
    FragmentFile,
    Indicator,
    InstrumentFile,
    Node,
    Standard,
    StrandFile,
    Tree,
    Where,
)
from policyindex.instruments.shape import validated
from policyindex.instruments.standards import standards_of
from policyindex.instruments.unit_tables import UnitTables, tables_of
from policyindex.problems import Location, Problem, listing, problem
from policyindex.problems.errors import ProblemsFoundError

F = TypeVar("F", InstrumentFile, StrandFile)


@dataclass
class Draft:
    """The merged content of an instrument, its includes and its strands; ``strand_of`` names a node's strand."""

    file: InstrumentFile
    places: Places
    indicators: dict[str, Indicator]
    nodes: dict[str, Node]
    trees: dict[str, Tree]
    strands: list[StrandHead] = field(default_factory=list)
    strand_of: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    derived_at: dict[str, int] = field(default_factory=dict)
    """Which entry of ``derived`` a node comes from."""
    named: dict[str, Named] = field(default_factory=dict)
    """The shared lists that questions take their options and points from."""
    base: Instrument | None = None
    """The instrument that this one extends."""
    unit_tables: UnitTables = field(default_factory=UnitTables)

    def path_of(self, node: str) -> tuple[str | int, ...]:
        """Say where a node stands in the files."""
        if node in self.nodes:
            return ("nodes", node)
        if node in self.derived_at:
            return ("derived", self.derived_at[node])
        return ("indicators", indicator_of(node))

    def report(self, code: str, *path: str | int, key: bool = False, **values: Any) -> None:
        """Note a problem at the place of a value (or of its key)."""
        where = self.places.of_key(*path) if key else self.places.at(*path)
        self.problems.append(problem(code, where, **values))


def read_draft(path: Path) -> Draft:
    """Read an instrument's file and its includes."""
    return draft_of(read_yaml(path), path)


def draft_of(document: Document, path: Path) -> Draft:
    """Make a draft of what an instrument's file says; what it includes stands beside ``path``."""
    file, parts = _read_parts(InstrumentFile, document, path)
    file = file.model_copy(update={"standards": parts.standards}) if parts.standards else file
    tables, problems = tables_of(file.units, document.places, path)
    return Draft(
        file, document.places, parts.indicators, parts.nodes, dict(file.trees),
        problems=[*document.warnings, *problems], named=parts.named, unit_tables=tables,
    )  # fmt: skip


def add_strand(draft: Draft, path: Path) -> None:
    """Compose a strand into a draft: its ids are prefixed, its base stays as it is, its roots get a tree."""
    document = read_yaml(path)
    strand, parts = _read_parts(StrandFile, document, path)
    indicators, nodes = parts.indicators, parts.nodes
    name, base = strand.strand, strand.extends
    if base.instrument != draft.file.id:
        where = document.places.at("extends", "instrument")
        values = {"strand": name, "wanted": base.instrument, "base": draft.file.id}
        raise ProblemsFoundError([problem("strand-wrong-base", where, **values)])
    if draft.file.edition not in base.editions:
        where, known = document.places.at("extends", "editions"), listing(base.editions)
        values = {"strand": name, "edition": draft.file.edition, "base": draft.file.id, "known": known}
        raise ProblemsFoundError([problem("strand-wrong-edition", where, **values)])
    own = set(indicators) | set(nodes)
    for each in sorted(own & (set(draft.indicators) | set(draft.nodes))):
        kind = "indicators" if each in indicators else "nodes"
        where = document.places.of_key(kind, each)
        draft.problems.append(problem("strand-shadows", where, strand=name, id=each, base=draft.file.id))

    if name in draft.trees:
        where = document.places.at("strand")
        draft.problems.append(problem("strand-shadows", where, strand=name, id=name, base=draft.file.id))

    def full(identifier: str) -> str:
        return f"{name}.{identifier}" if indicator_of(identifier) in own else identifier

    def facet(key: str) -> str:
        return f"{name}.{key}" if key in strand.facets else key

    def standard(key: str) -> str:
        return f"{name}.{key}" if key in parts.standards else key

    before = {"facets": draft.file.facets, "standards": standards_of(draft.file)}
    for kind, given in (("facets", strand.facets), ("standards", parts.standards)):
        for each in sorted(set(given) & set(before[kind])):
            where = document.places.of_key(kind, each)
            draft.problems.append(problem("strand-shadows", where, strand=name, id=each, base=draft.file.id))
    facets = {**draft.file.facets, **{facet(key): each for key, each in strand.facets.items()}}
    standards = {**draft.file.standards, **{standard(key): each for key, each in parts.standards.items()}}
    draft.file = draft.file.model_copy(update={"facets": facets, "standards": standards})
    indicators = {
        key: _classified(each, facet).with_standards(standard).with_ids(full) for key, each in indicators.items()
    }
    for path_, location in document.places.items():
        if len(path_) > 1 and path_[0] in ("indicators", "nodes"):
            inner = path_[2:]
            if (len(inner) > 1 and inner[0] == "facets") or inner[:2] == ("of", "where"):
                at = 1 if inner[0] == "facets" else 2
                inner = (*inner[:at], *(facet(str(each)) for each in inner[at : at + 1]), *inner[at + 1 :])
            draft.places[(path_[0], full(str(path_[1])), *inner)] = location
        elif len(path_) > 1 and path_[0] == "standards":
            draft.places[("standards", standard(str(path_[1])), *path_[2:])] = location
        else:
            draft.places[("trees", name, *path_) if path_ and path_[0] == "roots" else ("strands", name, *path_)] = (
                location
            )
    for key, names in parts.named.items():
        draft.named[full(key)] = Named(*(each and f"{name}.{each}" for each in names))
    draft.indicators.update({full(key): value for key, value in indicators.items()})
    draft.nodes.update({full(key): _rewritten(value, full, facet) for key, value in nodes.items()})
    draft.strand_of.update(dict.fromkeys(map(full, own), name))
    draft.trees[name] = Tree(label=strand.title, roots=tuple(full(root) for root in strand.roots))
    draft.strands.append(StrandHead(name, strand.edition, strand.title, strand.block))
    draft.problems.extend(document.warnings)


def _classified(indicator: Indicator, facet: Callable[[str], str]) -> Indicator:
    facets = {facet(key): values for key, values in indicator.facets.items()}
    return indicator.model_copy(update={"facets": facets, "ask_per": tuple(map(facet, indicator.ask_per))})


def _rewritten(node: Node, full: Callable[[str], str], facet: Callable[[str], str]) -> Node:
    rows = tuple(
        row.model_copy(update={"when": {full(key): value for key, value in row.when.items()}}) for row in node.table
    )
    children = node.of
    if isinstance(node.of, tuple):
        children = tuple(map(full, node.of))
    elif isinstance(node.of, Where):
        children = node.of.model_copy(update={"where": {facet(key): each for key, each in node.of.where.items()}})
    weights = {full(key): value for key, value in node.weights.items()}
    return node.model_copy(update={"of": children, "weights": weights, "table": rows})


class _Parts(NamedTuple):
    """What a file and its includes hold together."""

    indicators: dict[str, Indicator]
    nodes: dict[str, Node]
    standards: dict[str, Standard]
    named: dict[str, Named]


def _read_parts(model: type[F], document: Document, path: Path) -> tuple[F, _Parts]:
    """Validate a file and its includes, merge them, and report all faults of all of them together."""
    problems: list[Problem] = []
    documents = [document, *_includes(document, path, problems)]
    data, named = spread(documents, problems)
    parts: list[tuple[FragmentFile, Places]] = []
    file: F | None = None
    for each, content in zip(documents, data, strict=True):
        part: FragmentFile
        try:
            if each is document:
                part = file = validated(model, content, each.places)
            else:
                part = validated(FragmentFile, content, each.places)
            parts.append((part, each.places))
        except ProblemsFoundError as error:
            problems.extend(error.problems)
    indicators: dict[str, Indicator] = {}
    nodes: dict[str, Node] = {}
    standards: dict[str, Standard] = {}
    first: dict[tuple[str, str], Location] = {}
    for part, places in parts:
        ids = [("indicators", key) for key in part.indicators] + [("nodes", key) for key in part.nodes]
        ids += [("standards", key) for key in part.standards]
        for kind, key in ids:
            where, shared = places.of_key(kind, key), ("standards" if kind == "standards" else "", key)
            if shared in first:
                problems.append(problem("id-taken", where, id=key, first=first[shared].render()))
            first.setdefault(shared, where)
        standards.update(part.standards)
        indicators.update(part.indicators)
        nodes.update(part.nodes)
        for at, location in places.items():
            document.places.setdefault(at, location)
    if problems or file is None:
        raise ProblemsFoundError(problems)
    return file, _Parts(indicators, nodes, standards, named)


def _includes(document: Document, path: Path, problems: list[Problem]) -> Iterator[Document]:
    """Read the files that a file includes."""
    names = document.data.get("include", [])
    for index, name in enumerate(names if isinstance(names, list) else []):
        if not isinstance(name, str) or not name:
            continue  # reported by the model
        where = document.places.at("include", index)
        if name in names[:index]:
            problems.append(problem("include-twice", where, name=name))
            continue
        try:
            yield _included(path, name, where)
        except ProblemsFoundError as error:
            problems.extend(error.problems)


def _included(path: Path, name: str, where: Location) -> Document:
    document = read_yaml(beside(path, name, where, "include"))
    if {"id", "trees"} <= set(document.data):
        raise ProblemsFoundError([problem("include-whole-instrument", where, name=name)])
    return document
