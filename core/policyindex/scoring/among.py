"""The units of a group among those that were scored: their scores stay, their ranks are those among each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from policyindex.problems import Location, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.units.groups import Group

if TYPE_CHECKING:
    from policyindex.scoring.result import Result


@dataclass(frozen=True)
class Among:
    """A group, and its members by period."""

    group: Group
    members: Mapping[str, frozenset[str]]

    def as_dict(self) -> dict[str, Any]:
        """Give what the provenance says of it."""
        return {
            "group": self.group.id,
            "title": self.group.title,
            "source": self.group.source,
            "members": {period: sorted(codes) for period, codes in self.members.items()},
        }


def among(result: Result, group: Group) -> Result:
    """Give the part of a result that is about the units of a group, each in the periods in which it is a member.

    A unit is in a group that lies in a member, too: a region by its country, which its scheme knows or its study.

    :raises ProblemsFoundError: where none of the units is in the group
    """
    periods = sorted(set(result.panel.periods), key=result.instrument.in_time)
    members = {period: group.at(period) for period in periods}
    rows = [
        row
        for row, (unit, period) in enumerate(zip(result.panel.units, result.panel.periods, strict=True))
        if group.inside(members[period], unit, result.scheme, _country(result, unit))
    ]
    if not rows:
        every = sorted(frozenset().union(*members.values())) or sorted({each.unit for each in group.memberships})
        values = {"group": group.id, "period": f" in {listing(periods)}" if periods else "", "members": listing(every)}
        raise ProblemsFoundError([problem("group-empty", Location("--group"), **values)])
    kept = np.array(rows, dtype=np.intp)
    return replace(
        result,
        panel=result.panel.only(kept),
        ready=result.ready.only(kept),
        scores=_part(result.scores, kept),
        group=Among(group, members),
    )


def _country(result: Result, unit: str) -> str:
    """Give the country that the study of a unit names, where it does so by a code of the group's kind."""
    study = result.compared.study
    found = study.file.units.get(unit) if study else None
    return found.country or "" if found else ""


def _part(array: Any, rows: Any) -> Any:
    part = array[rows]
    part.flags.writeable = False
    return part
