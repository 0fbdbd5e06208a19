"""The tables of units that an instrument or a study names: found beside its file, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from policyindex.files.beside import beside
from policyindex.files.strict_yaml import Places
from policyindex.instruments.models import Units
from policyindex.problems import Location, Problem, hint, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.units.groups import Group
from policyindex.units.scheme import Scheme
from policyindex.units.tables import read_groups, read_scheme


class UnitTables(NamedTuple):
    """What the tables of an instrument bring: units of its scheme, and groups."""

    scheme: Scheme = Scheme()
    groups: tuple[Group, ...] = ()


def tables_of(units: Units | None, places: Places, path: Path) -> tuple[UnitTables, list[Problem]]:
    """Read the tables that an instrument's ``units`` names.

    :param path: the instrument's file, beside which they stand
    """
    found, problems = UnitTables(), list[Problem]()
    if units is None:
        return found, problems
    try:
        if units.file:
            table = beside(path, units.file, places.at("units", "file"), "units-file")
            scheme, faults = read_scheme(table, units.scheme, by_prefix=units.parents == "prefix")
            found, problems = found._replace(scheme=replace(scheme, vintage=units.vintage)), faults
    except ProblemsFoundError as error:
        problems = list(error.problems)
    groups, faults = groups_beside(path, units.groups, places.at("units", "groups"), units.scheme)
    return found._replace(groups=groups), [*problems, *faults]


def groups_beside(path: Path, name: str, where: Location, scheme: str) -> tuple[tuple[Group, ...], list[Problem]]:
    """Read a table of groups beside a file; no name: there is none."""
    if not name:
        return (), []
    try:
        groups, problems = read_groups(beside(path, name, where, "units-file"), scheme)
    except ProblemsFoundError as error:
        return (), list(error.problems)
    return tuple(groups), problems


def unknown_parents(scheme: Scheme, table: Scheme, where: Location) -> Iterator[Problem]:
    """Name the units of a table that lie in what the scheme does not have."""
    for unit, parent in table.parents.items():
        if parent not in scheme.names:
            values = {"unit": unit, "value": parent, "scheme": scheme.id, "hint": hint(parent, scheme.names)}
            yield problem("units-parent-unknown", where, **values)
