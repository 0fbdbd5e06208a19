"""The schemes and the groups of units that come with the core."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from policyindex.files.csv_rows import raw_lines
from policyindex.plugins.specs import Membership, UnitGroupSpec, UnitSchemeSpec
from policyindex.units.countries import aliases, alpha_2, names
from policyindex.units.scheme import ALPHA_3, ISO, NUMERIC
from policyindex.units.tables import read_groups

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
    found = read_groups(_DATA / "groups.csv", ISO)[0]
    return [*(_spec(each.id, each.title, each.memberships, each.source) for each in found), *_regions()]


def _spec(name: str, title: str, memberships: tuple[Membership, ...], source: str) -> UnitGroupSpec:
    return UnitGroupSpec(name, title, lambda: memberships, source=source)


def _regions() -> Iterator[UnitGroupSpec]:
    """Give the regions of M49; a region has the members of the regions within it."""
    path = _DATA / "m49.csv"
    _, *rows = (cells for _, cells in raw_lines(path.read_text(encoding="utf-8"), str(path), european=False))
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
