"""Which answers changed between two periods, when and why; what restates the past is told from what changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.record import STATUSES, Cause, Status
from policyindex.scoring.arrays import Flags
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
    """What happened to one answer between two periods, the earlier one first."""

    events: tuple[Event, ...]
    restated: int
    """The row whose answer stands in place of the earliest one, for all that is known now."""

    @property
    def revised_by(self) -> tuple[Event, ...]:
        """The events that restate the earliest answer: those before anything really changed."""
        changed = next((at for at, each in enumerate(self.events) if not each.revises), len(self.events))
        return self.events[:changed]

    @property
    def revision(self) -> Why:
        """Say what restated the earliest answer."""
        causes = {each.cause for each in self.revised_by}
        return Why.MIXED if len(causes) > 1 else Why.CORRECTION if Cause.CORRECTION in causes else Why.RECODING

    @property
    def why(self) -> Why:
        """Say what changed the answer; revisions since only say better to what."""
        causes = {each.cause for each in self.events if not each.revises}
        return Why.MIXED if len(causes) > 1 else Why.REFORM if Cause.REFORM in causes else Why.UNKNOWN


def answered(result: Result) -> Flags:
    """Tell what was answered and has kept its number, of shape (rows, columns)."""
    taken_out = np.isnan(result.ready.values) & ~np.isnan(result.panel.values)
    found: Flags = (result.panel.status == STATUSES.index(Status.ANSWERED)) & ~taken_out
    return found


def stories(result: Result, rows: Sequence[Sequence[int]]) -> list[dict[int, Story]]:
    """Tell what happened to each answer of some units that both the first and the last period have.

    :param rows: by unit its rows from the earlier period to the later one, in time
    :returns: by unit the stories by column; an answer that stayed has none
    """
    there = answered(result)
    return [_of_unit(result, own, there, there[own[0]] & there[own[-1]]) for own in rows]


def _of_unit(result: Result, rows: Sequence[int], there: Flags, both: Flags) -> dict[int, Story]:
    values, codes = result.panel.values, result.panel.codes
    last = np.full(len(both), rows[0])
    found: dict[int, list[Event]] = {}
    every = np.arange(len(both))
    for row in rows[1:]:
        here = there[row] & both
        before, now = values[last, every], values[row]
        other = ~((before == now) | (np.isnan(before) & np.isnan(now))) | (codes[last, every] != codes[row])
        for column in np.flatnonzero(here & other).tolist():
            given = result.panel.given[row, column]
            found.setdefault(column, []).append(Event(int(last[column]), row, given.cause))
        last[here] = row
    return {column: Story(tuple(events), _restated(rows[0], events)) for column, events in found.items()}


def _restated(row: int, events: Sequence[Event]) -> int:
    """Give the row of the answer that the revisions right after one put in its place."""
    for each in events:
        if not each.revises:
            break
        row = each.after
    return row


def restated_rows(first: Rows, told: Sequence[Mapping[int, Story]], columns: int) -> Rows:
    """Give the row that each answer of the earlier period is taken from, of shape (units, columns)."""
    found = np.repeat(first[:, None], columns, axis=1)
    for unit, own in enumerate(told):
        for column, story in own.items():
            found[unit, column] = story.restated
    return found
