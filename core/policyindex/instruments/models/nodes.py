"""Nodes: what has a score, from which children, by which rule; and trees, the roots to report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import (
    Code,
    Decimals,
    Edition,
    Flag,
    Id,
    InstrumentId,
    Model,
    Number,
    Reference,
    Share,
    Source,
    Text,
    Title,
)
from policyindex.instruments.models.conditions import Condition, Pattern
from policyindex.instruments.models.lists import Worth, or_name
from policyindex.questions.question import Collected

DECISION_TABLE = "decision_table"
ANY = "any"
ANYTHING = "anything"
MISSING = "missing"
OFF_LIST = "off_list"
LEFT_OUT = {"sum": 0, "weighted_sum": 0, "product": 1}
"""Rules whose score changes where a missing part is left out, and the number that it then counts as."""


class Where(Model):
    """All indicators with these facet values."""

    where: Annotated[Mapping[Id, Code | tuple[Code, ...]], Field(min_length=1)]
    """Facet and value, or several values of which one is enough; all facets named have to fit."""


class By(Model):
    """All nodes derived by these facets."""

    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facets, as in the entry of ``derived`` that makes the nodes."""


class Range(Model):
    """Two ends of a scale."""

    low: Number
    """The lower end."""
    high: Number
    """The upper end."""


class Rescale(Model):
    """A linear change of scale after aggregation, such as 1..3 to 0..100."""

    from_: Annotated[Range, Field(alias="from")]
    """The scale before."""
    to: Range
    """The scale after."""


class DecisionRow(Model):
    """One row of a decision table: the first row that matches gives the score."""

    when: Mapping[Reference, Pattern | Condition | tuple[Pattern | Condition, ...]] = {}
    """Per input: an option code or several, ``yes`` or ``no`` of a tick, a condition on a number (the score of a node, the
    points of a number question, the count of sub-options that apply), ``any`` (whatever it is, if it counts), ``missing`` (no
    answer, whatever its status, or an option with a status), ``off_list`` (points of no option), ``anything``; an input not named may be anything."""
    score: Number | None
    """The score of the node where this row decides; null: no score."""
    note: Text = ""
    """Why, shown by ``explain``."""


class Rule(Collected):
    """How a node's score comes about."""

    aggregator: Id = "mean"
    """How the children make the score; see ``policyindex plugins list``."""
    weights: Mapping[Reference, Number] = {}
    """How much each child counts, relative to the others; by id."""
    negative_weights: Flag = False
    """true: weights below 0 are meant; only a ``weighted_sum`` takes them."""
    parameters: Mapping[Id, Number] = {}
    """Numbers that the aggregator takes, by name."""
    missing: Literal["skip", "zero", "propagate"] = "skip"
    """What a missing child does: leaves the denominator, counts as 0, or leaves the node without a score."""
    presence: Literal["any", "all"] = "any"
    """all: the node has a score only where every child has one, whatever the reason it lacks it."""
    min_coverage: Share | None = None
    """Share of the expected indicators below that must be answered for a score."""
    rescale: Rescale | None = None
    """A change of scale of the result."""
    floor: Number | None = None
    """The lowest score: what would be below is this; after ``rescale``."""
    cap: Number | None = None
    """The highest score: what would be above is this; after ``rescale``."""
    decimals: Decimals | None = None
    """With how many decimals its score is shown, half up; otherwise the instrument's ``decimals``."""
    best: Literal["highest", "lowest"] = "highest"
    """Which scores are best: ranks are counted from there."""
    level: Id | None = None
    """A name for nodes of one rank, such as area or dimension."""


class Node(Rule):
    """One node, written out."""

    label: Title
    """Its name in tables."""
    description: Text = ""
    """What its score says."""
    of: tuple[Reference, ...] | Where | By
    """Its children: ids of indicators and nodes, or a selection of them."""
    table: tuple[DecisionRow, ...] = ()
    """The rows of a ``decision_table``."""
    points: Annotated[Mapping[Code, Worth], Field(json_schema_extra=or_name)] = {}
    """Other points for the options of the one question in ``of``, by code, or the name of a list in ``point_lists``."""


class Derived(Rule):
    """A node for every value (or combination of values) of facets, over the indicators that have it."""

    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facets; the node of a value is called ``FACET.VALUE``, of a combination ``FACET.VALUE/VALUE``."""
    label: Text = ""
    """Optional pattern, such as ``{stage}: {element}``."""
    of: By | None = None
    """Finer derived nodes to aggregate instead of the indicators."""


class Tree(Model):
    """A named, ordered set of roots."""

    label: Title
    """Its name in tables."""
    roots: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """The nodes to report, in this order."""
    published: Flag = False
    """true: this is the tree that is shown unless another one is asked for."""


class Target(Model):
    """A score somebody wants a node to reach."""

    node: Reference
    """The id of the node."""
    score: Number
    """The score to reach."""
    by: Text = ""
    """The period until which."""
    set_by: Text = ""
    """Who has set it."""
    sources: tuple[Source, ...] = ()
    """Where it was set."""


class Base(Model):
    """The instrument that a strand extends, and the editions that it fits."""

    instrument: InstrumentId
    """Its id."""
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)]
    """The editions that are fitted; an instrument extends exactly one."""
