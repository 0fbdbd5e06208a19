"""Groups of units: who is a member in which period.

A unit is a member in a period if it is one on the period's last day: from the first day of what ``since`` names, up to
and without the first day of what ``until`` names. A period without a date has the members that have not left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from policyindex.plugins.specs import Membership
from policyindex.problems import Location
from policyindex.units.countries import ISO, SCHEMES
from policyindex.units.periods import period_of
from policyindex.units.scheme import Scheme

VAGUE: Mapping[str, str] = {"EU27": "EU27_2007 or EU27_2020"}
"""Names that have meant different units, and what to write instead."""


@dataclass(frozen=True)
class Group:
    """A group of units of one scheme."""

    id: str
    title: str
    memberships: tuple[Membership, ...]
    scheme: str = ISO
    source: str = ""
    where: Location = Location()  # noqa: RUF009 - a tuple of its own kind

    @property
    def dated(self) -> bool:
        """Tell whether its members are not the same at all times."""
        return any(each.since or each.until for each in self.memberships)

    def at(self, period: str) -> frozenset[str]:
        """Give the codes of its members in a period."""
        day = _day_of(period)
        return frozenset(each.unit for each in self.memberships if _is_member(each, day))

    def read_by(self, scheme: Scheme) -> Group:
        """Give the group with its members' codes as the scheme of these has them, those of countries as alpha-2."""
        codes = {each.unit: scheme.code(each.unit) or each.unit for each in self.memberships}
        if scheme.id in SCHEMES:
            codes = {written: scheme.country(code) or code for written, code in codes.items()}
        memberships = tuple(each._replace(unit=codes[each.unit]) for each in self.memberships)
        return replace(self, memberships=memberships, scheme=ISO if scheme.id in SCHEMES else scheme.id)

    def inside(self, members: frozenset[str], unit: str, scheme: Scheme, country: str = "") -> bool:
        """Tell whether a unit is one of the members, or lies in one.

        :param members: what :meth:`at` gives
        :param scheme: the scheme of the unit's code
        :param country: the country that the unit lies in, where the scheme does not know it
        """
        if self.scheme == scheme.id:
            return not members.isdisjoint(scheme.chain(unit))
        return self.scheme == ISO and (scheme.country(unit) or country) in members

    def units(self, scheme: Scheme, period: str | None = None) -> Iterator[tuple[str, Membership]]:
        """Give the units of a scheme that are members, or lie in one, each with the membership.

        :param period: the members in it only; None: all that ever were
        """
        here: dict[str, list[str]] = {}
        for code in scheme.names:
            for above in scheme.chain(code) if self.scheme == scheme.id else (scheme.country(code),):
                here.setdefault(above, []).append(code)
        day = _day_of(period)
        for each in self.memberships:
            if period is None or _is_member(each, day):
                own = [] if scheme.names or self.scheme != scheme.id else [each.unit]
                yield from ((code, each) for code in here.get(each.unit, own))


def first_day(period: str) -> date | None:
    """Give the first day of what a membership is dated by; None where that is no dated period."""
    found = period_of(period)
    return found.first if found else None


def _day_of(period: str | None) -> date | None:
    """Give the day on which a period is looked at; None for one without a date."""
    found = period_of(period) if period else None
    return found.last if found else None


def _is_member(membership: Membership, day: date | None) -> bool:
    if day is None:
        return not membership.until
    since, until = first_day(membership.since or "-"), first_day(membership.until or "-")
    return (since is None or since <= day) and (until is None or day < until)
