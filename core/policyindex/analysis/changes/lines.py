"""The answers behind a difference, one unit at a time: from what to what, why, when, and with what part in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from policyindex.analysis.changes.stories import CHANGES, REVISIONS, Event
from policyindex.analysis.changes.upon import Upon
from policyindex.answers import plans
from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import indicator_of
from policyindex.scoring.explain import described
from policyindex.scoring.result import Result
from policyindex.units.periods import period_of

CHANGED, REVISED, BASKET, VINTAGE = "change", "revision", "basket", "vintage"
"""What an answer's line is about."""


@dataclass(frozen=True)
class Said:
    """An answer in one period."""

    period: str
    answer: str
    text: str
    points: float | None
    status: Status
    comment: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happened:
    """One change of an answer, in time."""

    before: Said
    after: Said
    cause: str
    """Empty: none was recorded."""

    @property
    def span(self) -> tuple[str, str]:
        """The periods that it happened between, the same one twice where there was none between them."""
        first, last = period_of(self.before.period), period_of(self.after.period)
        near = not first or not last or not first.year or not last.year or last.year - first.year <= 1
        return (self.after.period if near else self.before.period, self.after.period)


@dataclass(frozen=True)
class Line:
    """What one answer has to do with a difference."""

    column: str
    label: str
    part: str
    """change, revision of the past, vintage: an older one told it otherwise, or basket: only one period has it."""
    cause: str
    """reform, unknown (none was recorded), mixed, reference (the answer stayed); correction, recoding; else empty."""
    contribution: float | None
    """Its part in the difference; None: on the basket, whose part is one number."""
    start: Said
    end: Said
    happened: tuple[Happened, ...]
    """Its changes between the periods, in time: what revised the past, or what changed it since."""
    measured: bool = False
    """What it is measured against changed too, such as a denominator: its part holds both."""

    @property
    def cancelled(self) -> bool:
        """Tell whether the answer changed, and changed back."""
        points = self.start.points == self.end.points
        return len(self.happened) > 1 and points and self.start.answer == self.end.answer

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """When it changed: between which periods, the same one twice where there was none between them."""
        return tuple(dict.fromkeys(each.span for each in self.happened))


def lines_of(upon: Upon, unit: int) -> list[Line]:
    """Give the lines of a unit: what changed by the size of its part, then what is restated, then what came or went."""
    change, basket = upon.change, upon.change.basket
    below = set(change.result.instrument.indicators_below(upon.node))
    columns = [at for at, name in enumerate(change.result.plan.columns) if name in below]
    changed = [each for at in columns if (each := _changed(upon, unit, at))]
    revised = [each for at in columns if (each := _revised(upon, unit, at))]
    differ = [_line(upon, unit, at, BASKET, "", None, ()) for at in columns if not basket.kept[unit, at]]
    otherwise = [each for at in columns if (each := _otherwise(upon, unit, at))]
    return [*(line for each in (changed, revised, otherwise) for line in sorted(each, key=_size)), *differ]


def _size(line: Line) -> float:
    return -abs(line.contribution or 0.0)


def _changed(upon: Upon, unit: int, at: int) -> Line | None:
    reason = int(upon.reasons[at, unit])
    if reason < 0:
        return None
    story = upon.change.stories[unit].get(at)
    events = story.changed_by if story else ()
    return _line(upon, unit, at, CHANGED, CHANGES[reason], float(upon.changed[at, unit]), events)


def _revised(upon: Upon, unit: int, at: int) -> Line | None:
    reason = int(upon.revisions[at, unit])
    if reason < 0:
        return None
    story = upon.change.stories[unit][at]
    return _line(upon, unit, at, REVISED, REVISIONS[reason], float(upon.revised[at, unit]), story.revised_by)


def _otherwise(upon: Upon, unit: int, at: int) -> Line | None:
    """Give an answer of the earlier period that an older vintage told otherwise."""
    parts, other = upon.of_vintage
    change = upon.change
    if change.origin is None or not other[at, unit]:
        return None
    row = int(change.origin.side(change.units, change.early).rows[unit])
    ends = said(change.origin.result, row, at), said(change.result, int(change.basket.first.rows[unit]), at)
    name = change.result.plan.columns[at]
    return Line(name, change.result.instrument.label(name), VINTAGE, "", float(parts[at, unit]), *ends, ())


def _line(
    upon: Upon, unit: int, at: int, part: str, cause: str, contribution: float | None, events: tuple[Event, ...]
) -> Line:
    change = upon.change
    ends = int(change.basket.first.rows[unit]), int(change.basket.last.rows[unit])
    first, last = (said(change.result, row, at) for row in (ends if change.sign > 0 else ends[::-1]))
    happened = tuple(
        Happened(said(change.result, each.before, at), said(change.result, each.after, at), str(each.cause or ""))
        for each in events
    )
    name = change.result.plan.columns[at]
    return Line(
        name,
        change.result.instrument.label(name),
        part,
        cause,
        contribution,
        first,
        last,
        happened,
        bool(upon.measured[at, unit]),
    )


def said(result: Result, row: int, at: int) -> Said:
    """Give what was answered in a row of the panel."""
    panel, name = result.panel, result.plan.columns[at]
    given, status = panel.given.get((row, at)), STATUSES[panel.status[row, at]]
    points = float(panel.values[row, at])
    answer, text = "", ""
    if given is not None and status is Status.ANSWERED:
        indicator = result.instrument.indicators[indicator_of(name)]
        answer, text = described(indicator, given, result.instrument.language)
    return Said(
        panel.periods[row],
        answer,
        text,
        None if np.isnan(points) else points,
        status,
        plans.written(given.comment, given.plan) if given else "",
        tuple(map(str, given.references)) if given else (),
    )
