"""What reforms are to reach: a score, a band, a rank; judged as the edition judges scores."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from policyindex.analysis.reforms.judging import Judge
from policyindex.problems import Location, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.classify import scale_of
from policyindex.scoring.ranking import limit_of
from policyindex.scoring.result import Result

NEXT = "next"
_RANK = re.compile(r"rank[:= ]?\s*0*([1-9][0-9]*)", re.IGNORECASE)


class Goal(NamedTuple):
    """What is to be reached by one unit."""

    text: str
    """In words, such as ``a rank of 10 or better``."""
    met: Callable[[Array], Flags]
    """Tells which comparable scores reach it; a better one than one that does, does so too."""

    def least(self, now: float, far: float) -> float:
        """Give the score nearest to now that reaches it, at 9 decimals, where ``far`` does."""
        unit = 1_000_000_000  # scores are compared at 9 decimals
        low, high = round(now * unit), round(far * unit)
        while abs(high - low) > 1:
            tried = np.unique(np.linspace(low, high, 1000).round().astype(np.int64))[:: 1 if high > low else -1]
            first = int(np.argmax(self.met(tried / unit)))  # the last one does
            low, high = int(tried[max(first - 1, 0)]), int(tried[first])
        return high / unit


def read_goal(text: str, result: Result, node: str) -> Callable[[int], Goal]:
    """Read a goal: a score such as 60, a band by its id or label, ``next`` for the next band, or ``rank:10``.

    :returns: the goal of a row
    :raises ProblemsFoundError: where it is none of these
    """
    scale = scale_of(result.instrument, node)
    lowest = result.instrument.nodes[node].rule.best == "lowest"
    if found := _RANK.fullmatch(text.strip()):
        place = int(found[1])
        return lambda row: Goal(f"rank {place} or better", _rank(Judge(result, row, node), place))
    number = _number(text)
    if number is not None:
        said = f"a score of {text.strip()} or {'less' if lowest else 'more'}"
        return lambda row: Goal(said, _score(limit_of(number), lowest))
    known = {each.id: at for at, each in enumerate(scale.bands)} if scale else {}
    known |= {each.label: at for at, each in enumerate(scale.bands)} if scale else {}
    if scale and text.strip().casefold() == NEXT:
        return lambda row: _next(Judge(result, row, node), result, row)
    names = {name.casefold(): at for name, at in known.items()}
    if scale and (band := names.get(text.strip().casefold())) is not None:
        return lambda row: Goal(f"{scale.bands[band].label} or better", _band(Judge(result, row, node), band))
    bands = f"; a band: {listing(each.label for each in scale.bands)}; or {NEXT}, the next band" if scale else ""
    values = {"value": text, "bands": bands, "hint": hint(text, known)}
    raise ProblemsFoundError([problem("reach-unknown", Location("--reach"), **values)])


def _number(text: str) -> float | None:
    try:
        found = float(text) if text.isascii() and "_" not in text else np.nan
    except ValueError:
        return None
    return found if np.isfinite(found) else None


def _score(limit: float, lowest: bool) -> Callable[[Array], Flags]:
    return lambda scores: scores <= limit if lowest else scores >= limit


def _rank(judge: Judge, place: int) -> Callable[[Array], Flags]:
    def met(scores: Array) -> Flags:
        ranks = judge.ranks(scores)
        found: Flags = (ranks > 0) & (ranks <= place)
        return found

    return met


def _band(judge: Judge, wanted: int) -> Callable[[Array], Flags]:
    scale = judge.scale
    assert scale is not None
    ends = [float(each.from_) for each in scale.bands]
    fine = [(end <= ends[wanted]) if judge.lowest else (end >= ends[wanted]) for end in ends]
    good = np.array([*fine, False])  # the last one is that of no band
    return lambda scores: good[judge.bands(scores)]


def _next(judge: Judge, result: Result, row: int) -> Goal:
    """Give the next better band of a row; of the best one, that band itself."""
    scale = judge.scale
    assert scale is not None
    order = sorted(range(len(scale.bands)), key=lambda at: float(scale.bands[at].from_), reverse=judge.lowest)
    place = int(judge.bands(result.scores[[row], judge.at])[0])
    at = order.index(place) if place >= 0 else -1
    wanted = order[min(at + 1, len(order) - 1)]
    return Goal(f"the next band, {scale.bands[wanted].label}", _band(judge, wanted))
