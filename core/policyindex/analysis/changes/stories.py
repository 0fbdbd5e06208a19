"""Which answers changed between two periods, when and why; what restates the past is told from what changed it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.record import STATUSES, Cause, Status
from policyindex.plugins.specs import PanelStepSpec
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.result import Result

Rows = NDArray[np.intp]


class Why(StrEnum):
    """What the part of an answer in a difference is put down to."""

    REFORM = "reform"
    UNKNOWN = "unknown"
    MIXED = "mixed"
    REFERENCE = "reference"
    CORRECTION = "correction"
    RECODING = "recoding"


CHANGES = (Why.REFORM, Why.UNKNOWN, Why.MIXED, Why.REFERENCE)
"""What changed between the periods."""
REVISIONS = (Why.CORRECTION, Why.RECODING, Why.MIXED)
"""What was known or judged otherwise: it revises the past."""
_REVISING = (Cause.CORRECTION, Cause.RECODING)


class Event(NamedTuple):
    """One change of an answer: the rows of the panel before and after it, and its cause; None: none was recorded."""

    before: int
    after: int
    cause: Cause | None

    @property
    def revises(self) -> bool:
        """Tell whether the answer before was wrong, or is judged otherwise now."""
        return self.cause in _REVISING


class Story(NamedTuple):
    """What happened to one answer, in time."""

    between: tuple[Event, ...]
    """From the earlier period to the later one."""
    since: tuple[Event, ...]
    """After the later one."""

    @property
    def revised_by(self) -> tuple[Event, ...]:
        """The events that restate the earlier or the later answer: those right after it, before a real change."""
        first, last = _revising(self.between), _revising(self.since)
        return first + last

    @property
    def changed_by(self) -> tuple[Event, ...]:
        """The events that changed the answer between the periods, with revisions among them."""
        return self.between[len(_revising(self.between)) :]

    @property
    def revision(self) -> Why:
        """Say what restated an answer."""
        causes = {each.cause for each in self.revised_by}
        return Why.MIXED if len(causes) > 1 else Why.CORRECTION if Cause.CORRECTION in causes else Why.RECODING

    @property
    def why(self) -> Why:
        """Say what changed the answer; revisions since only say better to what."""
        causes = {each.cause for each in self.changed_by if not each.revises}
        return Why.MIXED if len(causes) > 1 else Why.REFORM if Cause.REFORM in causes else Why.UNKNOWN


def _revising(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give the events before the first that really changed something."""
    changed = next((at for at, each in enumerate(events) if not each.revises), len(events))
    return events[:changed]


def answered(result: Result) -> Flags:
    """Tell what was answered and has kept its number, of shape (rows, columns)."""
    taken_out = np.isnan(result.ready.values) & ~np.isnan(result.panel.values)
    found: Flags = (result.panel.status == STATUSES.index(Status.ANSWERED)) & ~taken_out
    return found


def stories(result: Result, rows: Sequence[Sequence[int]], last: Rows, there: Flags) -> list[dict[int, Story]]:
    """Tell what happened to each answer of some units that both an earlier and a later period have.

    :param rows: by unit its rows from the earlier period on, in time, also those after the later one
    :param last: by unit the row of the later period
    :param there: what is answered, see :func:`answered`
    :returns: by unit the stories by column; an answer that stayed has none
    """
    return [_of_unit(result, own, int(end), there) for own, end in zip(rows, last, strict=True)]


def _of_unit(result: Result, rows: Sequence[int], end: int, there: Flags) -> dict[int, Story]:
    values, codes, both = result.panel.values, result.panel.codes, there[rows[0]] & there[end]
    before = np.full(len(both), rows[0])
    found: dict[int, tuple[list[Event], list[Event]]] = {}
    every = np.arange(len(both))
    for place, row in enumerate(rows[1:], 1):
        here, since = there[row] & both, place > rows.index(end)
        other = ~_alike(values[before, every], values[row]) | (codes[before, every] != codes[row])
        for column in np.flatnonzero(here & other).tolist():
            cause = result.panel.given.cause(row, column)
            found.setdefault(column, ([], []))[since].append(Event(int(before[column]), row, cause))
        before[here] = row
    made = {column: Story(tuple(between), tuple(since)) for column, (between, since) in found.items()}
    return {column: story for column, story in made.items() if story.between or story.revised_by}


def restated_rows(result: Result, rows: Sequence[int], there: Flags) -> Rows:
    """Give the row that each answer is taken from by all that is known now, of shape (rows, columns).

    A correction or a recoding says what the answer before should have been, back to when that answer came about.
    """
    values, codes = result.panel.values, result.panel.codes
    columns = np.arange(values.shape[1])
    found = np.repeat(np.array(rows)[:, None], values.shape[1], axis=1)
    following = np.full(values.shape[1], -1)
    source = np.full(values.shape[1], -1)
    revised = np.zeros(values.shape[1], dtype=np.bool_)  # the answer after is itself another by what is known now
    for at in range(len(rows) - 1, -1, -1):
        row, here = rows[at], there[rows[at]]
        known = here & (following >= 0)
        same = known & _alike(values[row], values[following, columns]) & (codes[row] == codes[following, columns])
        otherwise = same & revised
        for column in np.flatnonzero(known & ~same).tolist():
            otherwise[column] = result.panel.given.cause(int(following[column]), column) in _REVISING
        found[at] = np.where(otherwise, source, row)
        source, following = np.where(here, found[at], source), np.where(here, row, following)
        revised = np.where(here, otherwise, revised)
    return found


def between(result: Result, early: str, late: str) -> tuple[str, ...]:
    """Name the periods from one to another that there are answers of, in time."""
    in_time = result.instrument.in_time
    found = (each for each in set(result.panel.periods) if in_time(early) <= in_time(each) <= in_time(late))
    return tuple(sorted(found, key=in_time))


def rows_in_time(result: Result, units: Sequence[str], periods: Collection[str]) -> list[list[int]]:
    """Give the rows of each unit in some periods, in time."""
    in_time, panel = result.instrument.in_time, result.panel
    own: dict[str, list[int]] = {each: [] for each in units}
    for row, (unit, period) in enumerate(zip(panel.units, panel.periods, strict=True)):
        if unit in own and period in periods:
            own[unit].append(row)
    return [sorted(rows, key=lambda row: in_time(panel.periods[row])) for rows in own.values()]


def remeasured(result: Result, first: Rows, last: Rows) -> Flags:
    """Tell which answers are measured otherwise in two rows: by another denominator, against another reference.

    :returns: of shape (pairs, columns)
    """
    now = result.panel.values.copy()
    found = np.zeros((len(first), now.shape[1]), dtype=np.bool_)
    for step, after in zip(result.plan.steps, result.ready.after, strict=True):
        columns = list(step.columns)
        if isinstance(step.spec, PanelStepSpec) and step.spec.fills == "nothing":
            with np.errstate(all="ignore"):
                factor = after / now[:, columns]
            found[:, columns] |= ~np.isclose(factor[first], factor[last], rtol=1e-9, atol=0, equal_nan=True)
        now[:, columns] = after
    return found


def _alike(one: Array, other: Array) -> Flags:
    found: Flags = (one == other) | (np.isnan(one) & np.isnan(other))
    return found
