"""Which units are in which groups, where what is asked of them depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policyindex.units.groups import Group
from policyindex.units.scheme import Scheme

OTHER = "other"
"""In place of a group: the units that are in none."""


@dataclass(frozen=True)
class Memberships:
    """The groups that the questions of an instrument name, and the scheme of its units' codes."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    """By the name that the questions have for them."""
    scheme: Scheme = field(default_factory=Scheme)

    def inside(self, group: str, rows: Sequence[tuple[str, str]], countries: Mapping[str, str]) -> list[bool]:
        """Tell for each unit and period whether the unit is in a group then, or lies in a member.

        :param countries: the countries that units lie in, where the scheme does not know it
        """
        found = self.groups[group]
        members = {period: found.at(period) for period in {period for _, period in rows}}
        known = {
            (unit, period): found.inside(members[period], unit, self.scheme, countries.get(unit, ""))
            for unit, period in set(rows)
        }
        return [known[row] for row in rows]
