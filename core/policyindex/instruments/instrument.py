"""The instrument as scoring sees it: checked, composed, every selection and derived node spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from policyindex.files.strict_yaml import Places
from policyindex.instruments.columns import Column
from policyindex.instruments.models import DecisionRow, Indicator, InstrumentFile, Rule, Tree
from policyindex.instruments.unit_tables import UnitTables
from policyindex.problems import Problem
from policyindex.units.memberships import Memberships
from policyindex.units.periods import Key, in_time

TWO_THIRDS = Decimal("0.666666666666")
"""What ranks need unless an edition says otherwise; scores are compared with it at 9 decimals."""


@dataclass(frozen=True)
class ComposedNode:
    """A node with its children spelled out; ``rule`` says how they make its score."""

    id: str
    label: str
    children: tuple[str, ...]
    rule: Rule
    table: tuple[DecisionRow, ...] = ()
    description: str = ""
    strand: str = ""
    left_out: tuple[int, ...] = ()
    """The rows of the table, from 0, in which the node leaves the denominator."""


@dataclass(frozen=True, order=True)
class StrandHead:
    """Which strand was composed in."""

    id: str
    edition: str
    title: str
    block: str = ""


@dataclass(frozen=True)
class Instrument:
    """A checked instrument; ``nodes`` are in an order in which children come before their parents."""

    file: InstrumentFile
    indicators: Mapping[str, Indicator]
    nodes: Mapping[str, ComposedNode]
    trees: Mapping[str, Tree]
    strands: tuple[StrandHead, ...] = ()
    language: str = "en"
    unreviewed: bool = False
    """In a translation that nobody has confirmed."""
    extends: str = ""
    """The reference of the instrument whose indicators it uses."""
    unused: frozenset[str] = frozenset()
    """Indicators of that instrument which are not asked here; answers to them are read over."""
    registered: bool = False
    """Found by reference among what plugins registered, not by a path."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """The shared list that a question takes its options from, by indicator."""
    study_periods: tuple[str, ...] = ()
    """Labels of periods in their order, as the study declares them that is worked on."""
    unit_tables: UnitTables = field(default_factory=UnitTables)
    """What its tables of units bring."""
    memberships: Memberships = field(default_factory=Memberships)
    """The groups of units that questions are counted by."""
    warnings: tuple[Problem, ...] = ()
    places: Places = field(default_factory=Places, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The instrument's id, such as ``mipex-national``."""
        return self.file.id

    @property
    def edition(self) -> str:
        """The edition, such as ``core-2020``."""
        return self.file.edition

    @property
    def reference(self) -> str:
        """The full reference: ``ID@EDITION`` and ``+STRAND@EDITION`` for each strand."""
        return f"{self.id}@{self.edition}" + "".join(f"+{each.id}@{each.edition}" for each in self.strands)

    @property
    def published_tree(self) -> str:
        """The id of the tree that is marked as published."""
        return next(name for name, tree in self.file.trees.items() if tree.published)

    @property
    def periods(self) -> tuple[str, ...]:
        """The declared labels of periods in their order in time: the study's, then the instrument's others."""
        return tuple(dict.fromkeys((*self.study_periods, *self.file.periods)))

    def in_time(self, period: str) -> Key:
        """Give what sorts periods by time, declared labels as they are declared."""
        return in_time(period, self.periods)

    @property
    def rank_coverage(self) -> Decimal:
        """The share of the answers asked for, by nominal weight, that a rank, a band or a type needs."""
        stated = self.file.rank_coverage
        return (Decimal(1) if self.file.self_assessment else TWO_THIRDS) if stated is None else stated

    def authorities(self, indicator: str) -> str:
        """Name the rule by which the parts of an answer make its points; empty: its answers have no parts."""
        return self.indicators[indicator].authorities or self.file.authorities or ""

    def decimals(self, node: str) -> int:
        """Give with how many decimals the scores of a node are shown."""
        own = self.nodes[node].rule.decimals
        return (self.file.decimals or 0) if own is None else own

    def instances(self, indicator: str) -> tuple[str, ...]:
        """Give the instances of an indicator: ``""``, or the facet values it is asked per, joined by ``/``."""
        found = [""]
        for facet in self.indicators[indicator].ask_per:
            values = self.file.facets[facet].values
            found = [f"{before}/{value}" if before else value for before in found for value in values]
        return tuple(found)

    def label(self, identifier: str) -> str:
        """Give the label of a node, an indicator, or an indicator's instance, with the facet values it is for."""
        if identifier in self.nodes:
            return self.nodes[identifier].label
        key, instance = Column.parse(identifier)
        indicator = self.indicators[key]
        pairs = zip(indicator.ask_per, instance.split("/"), strict=False) if instance else ()
        values = ", ".join(self.file.facets[facet].label_of(value) for facet, value in pairs)
        return f"{indicator.label} ({values})" if values else indicator.label

    def below(self, roots: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Walk from roots down: each node once, with its depth, parents before children."""
        seen: set[str] = set()
        stack = [(root, 0) for root in reversed(roots)]
        while stack:
            node, depth = stack.pop()
            if node in seen or node not in self.nodes:
                continue
            seen.add(node)
            yield node, depth
            stack.extend((child, depth + 1) for child in reversed(self.nodes[node].children))

    def indicators_below(self, node: str) -> tuple[str, ...]:
        """Give the ids of all indicators (with ``[instance]`` where a node picks one) that a node rests on."""
        return self._reach[node] if node in self.nodes else ()

    @cached_property
    def _reach(self) -> Mapping[str, tuple[str, ...]]:
        return reach(self.nodes)


def reach(nodes: Mapping[str, ComposedNode]) -> dict[str, tuple[str, ...]]:
    """Give the columns that each node rests on: its own first, then those of its children; children come first."""
    found: dict[str, tuple[str, ...]] = {}
    for key, node in nodes.items():
        if len(node.children) == 1 and node.children[0] in found:
            found[key] = found[node.children[0]]  # one and the same, so that a chain costs nothing
            continue
        own = dict.fromkeys(child for child in node.children if child not in nodes)
        for child in node.children:
            own.update(dict.fromkeys(found.get(child, ())))
        found[key] = tuple(own)
    return found
