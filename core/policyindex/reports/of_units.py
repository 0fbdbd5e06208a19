"""What a report says of its units beside their scores: the group that they are in, and notes on their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.units.countries import ISO, SCHEMES
from policyindex.units.periods import period_of


def group_notes(standing: Standing, rows: Sequence[int]) -> Iterator[str]:
    """Say among which units the ranks are, and which members nobody answered for, by the periods of some rows."""
    result, among = standing.result, standing.result.group
    if among is None:
        return
    group, panel, scheme = among.group, result.panel, result.scheme
    for period in sorted({panel.periods[row] for row in rows}, key=result.instrument.in_time, reverse=True):
        here = {unit for unit, when in zip(panel.units, panel.periods, strict=True) if when == period}
        key = "group" if standing.ranked else "group_unranked"
        yield standing.word(key, group=group.id, period=period, count=len(here))
        members = {scheme.country(each) if scheme.id in SCHEMES else each for each in here}
        itself = group.scheme == (ISO if scheme.id in SCHEMES else scheme.id)
        absent = sorted(among.members[period] - members) if itself else []
        if absent and members <= among.members[period]:
            codes = {scheme.country(code): code for code in scheme.names} if scheme.id in SCHEMES else {}
            names = (standing.unit_name(codes.get(each, each)) for each in absent)
            yield standing.word("group_absent", count=len(absent), units=standing.listed(names))
        found = period_of(period)
        if group.dated and (found is None or found.last is None):
            yield standing.word("group_open", group=group.id, period=period)
    yield f"{group.id}: {group.title}" + (f" ({group.source})" if group.source else "")


def unit_notes(result: Result, units: Iterable[str]) -> dict[str, str]:
    """Give what is said once of the names of some units, by code: each name with its note."""
    found = {unit: result.scheme.note(unit, result.instrument.language) for unit in units}
    return {unit: f"{result.unit_names.get(unit, unit)}: {note}" for unit, note in found.items() if note}
