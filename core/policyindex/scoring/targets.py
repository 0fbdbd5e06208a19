"""Targets: the score a node is meant to reach, and how far it is from there."""

from __future__ import annotations

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Target


def target_of(instrument: Instrument, node: str, period: str) -> Target | None:
    """Give the target that counts in a period: the next one due, otherwise the last; one without a date is due last."""
    own = [each for each in instrument.file.targets if each.node == node]
    ordered = sorted(own, key=lambda each: (not each.by, instrument.in_time(each.by)))
    due = [each for each in ordered if not each.by or instrument.in_time(each.by) >= instrument.in_time(period)]
    return next(iter(due), None) or next(reversed(ordered), None)


def distance(target: Target | None, score: float | None) -> float | None:
    """Give how much is missing to a target; 0 or less: it is reached."""
    return None if target is None or score is None else round(float(target.score) - score, 9)
