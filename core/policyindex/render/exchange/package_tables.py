"""The tables of a Data Package: scores, types, units and the codebook, each with the schema of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from policyindex.reports.instrument_tables import instrument_tables
from policyindex.reports.report import Cell, Column, Table
from policyindex.reports.scores import whole_tables
from policyindex.scoring.thin import INCOMPLETE
from policyindex.scoring.view import View
from policyindex.scoring.weights import nominal_weights, weight_shares

TYPES = {"text": "string", "number": "number", "whole": "integer"}
MEANS = {
    "tree": "The tree that the node is shown in",
    "node": "What has the score",
    "parent": "The nodes above it in the tree, parted by ;",
    "unit": "The code of what is assessed",
    "period": "When it was assessed",
    "score": "The score, exact to 9 decimals; empty: there is none",
    "rank": "The place among all units of the period with a score; equal scores share one",
    "band": "The name of the range that the score lies in",
    "answered": "How many of the questions below are answered",
    "expected": "How many of the questions below are asked of the unit",
    "verification": "The weakest source of the answers below",
    "target": "The score that is to be reached",
    "distance": "What is missing to the target; 0 or less: reached",
    "state": "incomplete: too few answers for a rank, a band or a type",
    "coverage": "The share of the weight below that is answered, of what is asked",
    "least": "The lowest score that the missing answers allow, where it is incomplete",
    "most": "The highest score that the missing answers allow, where it is incomplete",
    "not_applicable": "The share of the questions below that were answered with 'not applicable'",
    "imputed": "How many of the numbers below a step filled in; above 0 the score is an estimate",
    "points": "What the option earns",
    "part": "A node, or a question with [what it is asked for]",
    "weight": "The nominal weight: by how much the root's score rises with it; empty: the rule is not linear",
    "share": "Which share of the root's score it decides; empty: the rule does not divide it",
    "status": "The status that the option gives in place of points",
}
UNITS = (Column("unit", "Unit"), Column("name", "Name"))
WEIGHTS = (
    Column("tree"),
    Column("root"),
    Column("part"),
    Column("weight", type="number"),
    Column("share", type="number"),
)


@dataclass(frozen=True)
class Resource:
    """A table with its keys."""

    table: Table
    title: str
    key: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    """Columns that name a row of another table, and that table."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that a column may hold."""

    @property
    def path(self) -> str:
        """The file that it stands in."""
        return f"{self.table.key}.csv"

    def descriptor(self) -> dict[str, Any]:
        """Give the resource as datapackage.json has it."""
        schema: dict[str, Any] = {
            "fields": [self._field(column) for column in self.table.columns if column.type != "share"],
            "missingValues": [""],
            "primaryKey": list(self.key),
        }
        if self.links:
            schema["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": other, "fields": [column]}}
                for column, other in self.links.items()
            ]
        return {
            "name": self.table.key,
            "type": "table",
            "title": self.title,
            "path": self.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\n"},
            "schema": schema,
        }

    def _field(self, column: Column) -> dict[str, Any]:
        found: dict[str, Any] = {"name": column.key, "type": TYPES[column.type]}
        if column.title:
            found["title"] = column.title
        if column.key in MEANS:
            found["description"] = MEANS[column.key]
        constraints: dict[str, Any] = {"required": True} if column.key in self.key else {}
        if words := list(self.words.get(column.key, ())):
            found["categories"] = words  # version 2; whoever reads version 1 sees the constraint
            constraints["enum"] = words
        return {**found, "constraints": constraints} if constraints else found


def resources_of(view: View) -> tuple[Resource, ...]:
    """Give the tables of a view; types and standards only where there are any."""
    instrument = view.result.instrument
    scores, types = whole_tables(view)
    indicators, options, nodes, standards = instrument_tables(instrument)
    bands = tuple(dict.fromkeys(band.label for scale in instrument.file.bands.values() for band in scale.bands))
    found = [
        Resource(
            scores,
            "Scores: a row a tree, node, unit and period",
            ("tree", "node", "unit", "period"),
            {"node": "nodes", "unit": "units"},
            {"tree": tuple(instrument.trees), "band": bands, "state": (INCOMPLETE,)},
        ),
        Resource(
            types,
            "Types of typologies: a row a typology, unit and period",
            ("typology", "unit", "period"),
            {"unit": "units"},
        ),
        Resource(Table("units", UNITS, lambda: _units(view)), "What is assessed", ("unit",)),
        Resource(nodes, "Codebook: what has a score, and by which rule", ("node",)),
        Resource(
            Table("weights", WEIGHTS, lambda: _weights(view)),
            "Codebook: what each part weighs in a root",
            ("tree", "root", "part"),
            words={"tree": tuple(instrument.trees)},
        ),
        Resource(indicators, "Codebook: the questions", ("indicator",)),
        Resource(
            options,
            "Codebook: the options of questions with their points",
            ("indicator", "option"),
            {"indicator": "indicators"},
        ),
        Resource(standards, "Codebook: the standards that top options meet", ("standard",)),
    ]
    optional = {"types", "standards"}
    return tuple(each for each in found if each.table.key not in optional or any(True for _ in each.table))


def _weights(view: View) -> Iterator[tuple[Cell, ...]]:
    instrument, plan = view.result.instrument, view.result.plan
    for name, tree in instrument.trees.items():
        for root in tree.roots:
            shares = weight_shares(instrument, plan, root)
            for part, weight in nominal_weights(instrument, plan, root).items():
                yield name, root, part, weight, shares[part]


def _units(view: View) -> Iterator[tuple[Cell, ...]]:
    panel, names = view.result.panel, view.result.unit_names
    rows = range(len(panel.units)) if view.keep is None else view.keep
    for unit in dict.fromkeys(panel.units[row] for row in rows):
        yield unit, names.get(unit, unit)
