"""One fault that fills a column is one problem: it is counted, and names the first places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from policyindex.problems.problem import Location, Problem

PLACES = 5
"""How many places a problem names."""
DIFFERENT = 20
"""How many faults of one kind in one column are told one by one, as far as they differ."""
_ROOM = 10_000


def repeated(fault: Problem, places: Sequence[Location], count: int) -> Problem:
    """Give a fault that stands at several places: the first of them, in order, and how many there are in all."""
    first, *others = islice(places, PLACES)
    return fault._replace(location=first, times=count, places=tuple(others))


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Make one problem of those that say the same of one column, and of those of one kind where they are many.

    The kind is the code; a column is one of a file. What it gives may be grouped again with more.
    """
    columns: dict[tuple[str, str, int], dict[tuple[str, ...], list[Problem]]] = {}
    for each in problems:
        own = columns.setdefault((each.code, each.location.file, each.location.column), {})
        alike = own.setdefault((each.message, each.expected, each.remedy), [])
        alike.append(each)
        if len(alike) > _ROOM:
            alike[:] = [_one(alike)]
        if len(own) > _ROOM:
            own[next(iter(own))] = [_one(every for some in own.values() for every in some)]
            for message in list(own)[1:]:
                del own[message]
    found = []
    for own in columns.values():
        if len(own) > DIFFERENT:
            found.append(_one(every for some in own.values() for every in some))
        else:
            found.extend(map(_one, own.values()))
    return found


def compact(problems: list[Problem]) -> None:
    """Group a list that grows while a file is read, once it is long, so that it takes no more room than that."""
    if len(problems) > _ROOM:
        problems[:] = grouped(problems)


def _one(alike: Iterable[Problem]) -> Problem:
    """Make one problem of several: the one that stands first, and the places of all."""
    distinct = list(dict.fromkeys(alike))
    if len(distinct) == 1:
        return distinct[0]
    first = min(distinct, key=lambda each: (each.location, each.message))
    places = sorted({place for each in distinct for place in (each.location, *each.places)})
    return repeated(first, places, sum(each.times for each in distinct))
