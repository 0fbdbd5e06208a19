"""Figures of the profile of a unit: its roots over time, its parts beside the mean of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from policyindex.analysis.unit_profile import UnitProfile
from policyindex.reports.figures import dumbbell, lines
from policyindex.reports.figures.figure import Figure
from policyindex.reports.standing import Standing
from policyindex.units.periods import period_of

LINES = 3
"""Roots that are drawn over time."""


def profile_figures(standing: Standing, found: UnitProfile, roots: Sequence[str], whose: str) -> Iterator[Figure]:
    """Draw a unit.

    :param whose: names the units that it is compared with
    """
    head, name = standing.head, standing.name(found.row)
    common: dict[str, Any] = {
        "decimals": head.decimals(found.node),
        "scale": standing.scale(found.node),
        "language": head.language,
        "subtitle": head.file.title,
    }
    periods, rows = _past(standing, found, roots[:LINES])
    if len(rows) > 1 and not found.refused:
        years = [each.last.year for label in periods if (each := period_of(label)) and each.last]
        yield lines(
            [(head.nodes[root].label, [standing.score(at, root) for at in rows]) for root in roots[:LINES]],
            periods=periods,
            places=years if len(set(years)) == len(rows) else (),
            title=f"{name} over time",
            key="over_time",
            **common,
        )
    parts = [each for each in found.beside if each.depth < 2]
    if any(each.others.value is not None for each in parts):
        yield dumbbell(
            [(head.nodes[each.node].label, each.others.value, each.scores[0]) for each in parts],
            names=(f"Mean of {whose}", name),
            title=f"{name} beside {whose} · {standing.result.panel.periods[found.row]}",
            key="beside",
            heading="Score of",
            **common,
        )


def _past(standing: Standing, found: UnitProfile, roots: Sequence[str]) -> tuple[list[str], list[int]]:
    """Give the periods up to that of the profile in which a root has a score, and their rows, in time."""
    panel, in_time = standing.result.panel, standing.head.in_time
    unit, now = panel.units[found.row], in_time(panel.periods[found.row])
    columns = [standing.result.column(root) for root in roots]
    rows = [at for at, each in enumerate(panel.units) if each == unit and in_time(panel.periods[at]) <= now]
    rows = [at for at in rows if not np.isnan(standing.result.scores[at, columns]).all()]
    rows.sort(key=lambda at: in_time(panel.periods[at]))
    return [panel.periods[at] for at in rows], rows
