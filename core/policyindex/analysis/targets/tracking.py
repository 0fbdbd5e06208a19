"""How far targets are: reached, missed, on the way, as it stood in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policyindex.analysis.targets.aims import POLICY, Aim, Clock, Milestone, value_of
from policyindex.scoring.result import Result


class State(StrEnum):
    """What became of a target."""

    REACHED = "reached"
    LATE = "reached late"
    """When it was due it was not, later it was."""
    FELL_BACK = "fell back"
    """When it was due it was reached, and is not any more."""
    MISSED = "missed"
    ON_THE_WAY = "on the way"
    """By milestones of a law, or by the pace of a number: by nothing else."""
    OPEN = "open"
    """Not due yet, and nothing shows that it is on the way."""
    NO_DATA = "no data"


@dataclass(frozen=True)
class Pace:
    """The change of a number a year: so far, and what is needed until it is due."""

    since: str
    so_far: float
    needed: float

    @property
    def is_enough(self) -> bool:
        """Tell whether it would be reached in time at the pace so far."""
        return self.so_far >= self.needed if self.needed >= 0 else self.so_far <= self.needed


@dataclass(frozen=True)
class Track:
    """A target as it stood at a time."""

    aim: Aim
    period: str
    """The newest period with answers until then; empty: there are none."""
    as_of: str
    value: float | None
    """What was there in the newest period that has it."""
    value_in: str
    state: State
    reached_in: str = ""
    """The period since which it is reached without a break; of one that is not, the last in which it was."""
    milestone: Milestone | None = None
    """The last one that was passed."""
    reference: str = ""
    """Where the last one that has one stands."""
    next: Milestone | None = None
    """The next one that has a date."""
    pace: Pace | None = None


def tracks(result: Result, aim: Aim, clock: Clock, period: str, as_of: str) -> list[Track]:
    """Follow a target through the periods that a unit answered for, up to one.

    :param period: the last period whose answers count
    :param as_of: the day to which the last entry stands; those before stand to the end of their period
    """
    panel = result.panel
    rows = [at for at, unit in enumerate(panel.units) if unit == aim.unit]
    rows = [at for at in rows if clock.end(panel.periods[at]) <= clock.end(period) and clock.begin(panel.periods[at]) <= clock.end(as_of)]  # fmt: skip
    rows.sort(key=lambda at: result.instrument.in_time(panel.periods[at]))
    seen = [(panel.periods[at], value_of(result, at, aim)) for at in rows]
    found = [track(aim, seen[: at + 1], clock, when) for at, (when, _) in enumerate(seen[:-1])]
    return [*found, track(aim, seen, clock, as_of)]


def track(aim: Aim, seen: Sequence[tuple[str, float | None]], clock: Clock, as_of: str) -> Track:
    """Say how far a target is.

    :param seen: the periods that there are answers of until then, in time, with what was there
    """
    known = [(when, value) for when, value in seen if value is not None]
    passed = [each for each in aim.milestones if clock.end(each.date) <= clock.end(as_of)]
    ahead = [each for each in aim.milestones if each not in passed]
    period = seen[-1][0] if seen else ""
    last, coming = next(reversed(passed), None), next(iter(ahead), None)
    reference = next((each.reference for each in reversed(passed) if each.reference), "")
    if not known:
        return Track(aim, period, as_of, None, "", State.NO_DATA, "", last, reference, coming)
    when, value = known[-1]
    met = [each for each, number in known if aim.met_by(number)]
    pace = None
    if aim.met_by(value):
        start = when
        for each, number in reversed(known):
            if not aim.met_by(number):
                break
            start = each
        in_time = not aim.by or clock.begin(met[0]) <= clock.end(aim.by)
        state, reached = State.REACHED if in_time else State.LATE, start
    else:
        reached = met[-1] if met else ""
        pace = _pace(aim, known, clock, as_of)
        state = _unmet(aim, known, clock, as_of, passed=bool(passed), pace=pace)
        if state not in (State.ON_THE_WAY, State.OPEN):
            pace = None
    return Track(aim, period, as_of, value, when, state, reached, last, reference, coming, pace)


def _unmet(
    aim: Aim, known: Sequence[tuple[str, float]], clock: Clock, as_of: str, *, passed: bool, pace: Pace | None
) -> State:
    """Say what became of a target that is not reached."""
    if aim.by and clock.end(as_of) >= clock.end(aim.by):
        if clock.end(known[-1][0]) < clock.end(aim.by):
            return State.NO_DATA  # what was there when it was due nobody knows
        due = [value for when, value in known if clock.begin(when) <= clock.end(aim.by)]
        return State.FELL_BACK if due and aim.met_by(due[-1]) else State.MISSED
    on_the_way = passed if aim.kind == POLICY else pace is not None and pace.is_enough
    return State.ON_THE_WAY if on_the_way else State.OPEN


def _pace(aim: Aim, known: Sequence[tuple[str, float]], clock: Clock, as_of: str) -> Pace | None:
    """Give the pace of a number in practice; None where a law is meant, no date is set, or only one value is known."""
    if not aim.is_number or aim.kind == POLICY or not aim.by:
        return None
    when, value = known[-1]
    start = [each for each in known if aim.since and clock.end(each[0]) <= clock.end(aim.since)]
    first, was = start[-1] if start else known[0]
    now = when if clock.end(when) <= clock.end(as_of) else as_of
    gone, left = clock.years(first, when), clock.years(now, aim.by)
    if not gone or gone <= 0 or left is None or left <= 0:
        return None
    return Pace(first, (value - was) / gone, (aim.threshold - value) / left)
