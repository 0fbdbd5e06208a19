"""What answers should be able to reach: each row of a rule table, each type of a typology, each band of a scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from policyindex.instruments.inputs import Pattern, told
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models.classification import AT_LEAST, BELOW
from policyindex.instruments.models.conditions import Condition
from policyindex.problems import Location
from policyindex.scoring.arrays import Array, Codes, Counts
from policyindex.scoring.classify import bands_of, scale_of
from policyindex.scoring.plan import Operation, rows_of
from policyindex.scoring.result import Result
from policyindex.scoring.tables import Lookup

ROW, TYPE, BAND = "row", "type", "band"
Whens = tuple[Mapping[str, Pattern], ...]


class Goal(NamedTuple):
    """One thing to reach."""

    kind: str
    of: str
    """The node of a table, the typology, the scale of bands."""
    place: int
    """Which of its rows, types or bands, from 0; of a typology the last is what is printed where no type fits."""
    name: str
    where: Location
    rest: bool = False
    """true: it has no conditions, and takes whatever is left: so it may well be that nothing is."""


class Family(NamedTuple):
    """Goals of which each set of answers reaches one at most."""

    kind: str
    of: str
    node: str
    """Whose score it is; a typology has none."""
    goals: tuple[Goal, ...]
    whens: Whens = ()
    """The conditions of its rows or types, where it has some."""


def families(instrument: Instrument) -> Iterator[Family]:
    """Give all goals of an instrument; those of a scale of bands once for every node that it applies to."""
    places, file = instrument.places, instrument.file
    for key, node in instrument.nodes.items():
        if node.table:
            goals = tuple(
                Goal(
                    ROW,
                    key,
                    place,
                    f"row {place + 1} of '{key}' ({told(row.when)})",
                    places.at("nodes", key, "table", place),
                    not row.when,
                )
                for place, row in enumerate(node.table)
            )
            yield Family(ROW, key, key, goals, tuple(row.when for row in node.table))
    for name, typology in file.typologies.items():
        path = ("typologies", name)
        goals = tuple(
            Goal(
                TYPE, name, place, f"type '{each.id}' of '{name}' ({told(each.when)})", places.at(*path, "types", place)
            )
            for place, each in enumerate(typology.types)
        )
        last = Goal(
            TYPE,
            name,
            len(goals),
            f"'otherwise' of '{name}' ({typology.otherwise})",
            places.at(*path, "otherwise"),
            rest=True,
        )
        yield Family(
            TYPE, name, "", (*goals, last), (*(_stated(each.when, typology.cutoffs) for each in typology.types), {})
        )
    for key in instrument.nodes:
        if scale := scale_of(instrument, key):
            name = next(each for each, known in file.bands.items() if known is scale)
            goals = tuple(
                Goal(
                    BAND,
                    name,
                    place,
                    f"band '{each.id}' of '{name}' ({each.from_:f} to {each.to:f})",
                    places.at("bands", name, "bands", place),
                )
                for place, each in enumerate(scale.bands)
            )
            yield Family(BAND, name, key, goals)


def _stated(when: Mapping[str, Pattern], cutoffs: Mapping[str, Decimal]) -> Mapping[str, Pattern]:
    """Put conditions in place of the words for a node and its cut-off."""
    words = {AT_LEAST: lambda limit: Condition(at_least=limit), BELOW: lambda limit: Condition(below=limit)}
    return {
        key: words[pattern](cutoffs[key]) if isinstance(pattern, str) and pattern in words else pattern
        for key, pattern in when.items()
    }


def reached(family: Family, result: Result) -> Counts:
    """Tell which goal each row of a result reaches, by its place; -1: none."""
    if family.kind == ROW:
        return _rows(family, result)
    found = np.full(len(result.panel.units), -1, dtype=np.int32)
    if family.kind == TYPE:
        names = {each.id: place for place, each in enumerate(result.instrument.file.typologies[family.of].types)}
        for each in result.types:
            if each.typology == family.of:
                found[each.row] = names.get(each.type, len(names))
        return found
    scale, column = result.instrument.file.bands[family.of], result.column(family.node)
    whole = result.answered[:, column] == result.expected[:, column]
    found = bands_of(scale, result.judged("bands")[:, column], whole)
    found[result.incomplete[:, column]] = -1
    return found


def _rows(family: Family, result: Result) -> Counts:
    """Give the row that decided; a row whose score is taken away, as nothing below is answered, decides nothing."""
    operation = next(each for each in result.plan.operations if each.node == family.node)
    rows = np.array(_lookup(operation).rows, dtype=np.int32)[_lookup(operation).index(*inputs_of(operation, result))]
    silent = np.array([row.score is None for row in result.instrument.nodes[family.node].table])
    taken = np.isnan(result.scores[:, result.column(family.node)]) & ~silent[rows]
    return np.where(taken, -1, rows).astype(np.int32)


def _lookup(operation: Operation) -> Lookup:
    if operation.lookup is None:
        raise ValueError(f"'{operation.node}' has no table")
    return operation.lookup


def inputs_of(operation: Operation, result: Result) -> tuple[Array, Codes]:
    """Give the numbers and the codes of a table's inputs, of shape (inputs, rows)."""
    both = np.concatenate([result.ready.values, result.scores], axis=1).T
    places = rows_of(operation.children, operation.row)
    codes = np.zeros((len(places), both.shape[1]), dtype=np.int16)
    for at, place in enumerate(places):
        if place < len(result.plan.columns):
            codes[at] = result.panel.codes[:, place]
    return both[places], codes
