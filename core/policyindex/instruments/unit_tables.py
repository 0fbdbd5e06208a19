"""The tables of units that an instrument or a study names: found beside its file, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from policyindex.files.strict_yaml import Places
from policyindex.instruments.models import Units
from policyindex.problems import Location, Problem, problem
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
            table = beside(path, units.file, places.at("units", "file"))
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
        groups, problems = read_groups(beside(path, name, where), scheme)
    except ProblemsFoundError as error:
        return (), list(error.problems)
    return tuple(groups), problems


def beside(path: Path, name: str, where: Location) -> Path:
    """Give the path of a table beside or below a file, or raise ProblemsFoundError."""
    target = path.parent / name
    try:
        inside = target.resolve().is_relative_to(path.parent.resolve())
        exists = target.is_file()
    except (OSError, ValueError):  # a name that no file can have
        inside, exists = True, False
    if not inside:
        raise ProblemsFoundError([problem("units-file-outside", where, name=name)])
    if not exists:
        raise ProblemsFoundError([problem("units-file-not-found", where, name=name)])
    return target


def unknown_parents(scheme: Scheme, table: Scheme, where: Location) -> Iterator[Problem]:
    """Name the units of a table that lie in what the scheme does not have."""
    from policyindex.problems import hint

    for unit, parent in table.parents.items():
        if parent not in scheme.names:
            values = {"unit": unit, "value": parent, "scheme": scheme.id, "hint": hint(parent, scheme.names)}
            yield problem("units-parent-unknown", where, **values)
