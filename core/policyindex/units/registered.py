"""The schemes and the groups of units that come with the core; listing what is registered reads them and nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from policyindex.files.csv_rows import raw_lines
from policyindex.plugins.specs import Membership, UnitGroupSpec, UnitSchemeSpec
from policyindex.units.countries import ALPHA_3, ISO, NUMERIC, aliases, alpha_2, names

SCHEMES = [
    UnitSchemeSpec(
        ISO, "ISO 3166-1 alpha-2: countries", partial(names, "alpha_2"), aliases=partial(aliases, "alpha_2")
    ),
    UnitSchemeSpec(
        ALPHA_3,
        "ISO 3166-1 alpha-3: countries",
        partial(names, "alpha_3"),
        aliases=partial(aliases, "alpha_3"),
        countries=partial(alpha_2, "alpha_3"),
    ),
    UnitSchemeSpec(
        NUMERIC,
        "ISO 3166-1 numeric: countries",
        partial(names, "numeric"),
        aliases=partial(aliases, "numeric"),
        countries=partial(alpha_2, "numeric"),
    ),
]
_DATA = Path(__file__).with_name("data")
_M49 = "United Nations, standard country or area codes for statistical use (M49)"


def groups() -> list[UnitGroupSpec]:
    """Give the groups: those with dated membership, and the regions of the United Nations."""
    return [*_dated(), *_regions()]


def _dated() -> Iterator[UnitGroupSpec]:
    """Give the groups of a table like those of other indices; a test holds that it is one without a fault."""
    members: dict[str, list[Membership]] = {}
    said: dict[str, tuple[str, str]] = {}
    for name, unit, since, until, title, source in _rows("groups.csv"):
        members.setdefault(name, []).append(Membership(unit, since, until))
        said.setdefault(name, (title, source))
    for name, (title, source) in said.items():
        yield _spec(name, title, tuple(members[name]), source)


def _rows(name: str) -> Iterator[Sequence[str]]:
    """Give the rows of a table of the core, without its header."""
    path = _DATA / name
    rows = raw_lines(path.read_text(encoding="utf-8"), str(path), european=False)
    next(rows)
    return (cells for _, cells in rows)


def _spec(name: str, title: str, memberships: tuple[Membership, ...], source: str) -> UnitGroupSpec:
    return UnitGroupSpec(name, title, lambda: memberships, source=source)


def _regions() -> Iterator[UnitGroupSpec]:
    """Give the regions of M49; a region has the members of the regions within it."""
    rows = list(_rows("m49.csv"))
    above = {code: parent for code, _, parent, _ in rows}
    members: dict[str, list[str]] = {code: [] for code in above}
    for code, _, _, listed in rows:
        region = code
        while region:
            members[region] += listed.split()
            region = above[region]
    for code, label, _, _ in rows:
        held = tuple(map(Membership, sorted(members[code])))
        yield _spec(f"M49_{code}", f"{label} (UN M49)", held, _M49)
