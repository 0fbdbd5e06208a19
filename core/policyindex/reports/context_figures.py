"""Series and scores drawn as points, a figure a pair; none of values that may not be passed on."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.analysis.context.associations import Association
from policyindex.analysis.context.whole import InContext
from policyindex.analysis.correlation import Coefficient
from policyindex.reports.figures import Point, scatter
from policyindex.reports.figures.figure import Figure
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.standing import Standing
from policyindex.studies.context.reading import may_be_shown

DECIMALS = 2
"""Of coefficients."""
GROUPS = 6
"""Periods that are told apart; of more the points look alike, and the table names them."""


def context_figures(standing: Standing, found: InContext) -> Iterator[Figure]:
    """Draw each series that may be shown beside each node, where there are enough units."""
    for each in found.associations:
        if each.found is not None and may_be_shown(found.brought.series[each.series]):
            yield _points(standing, found, each)


def shown_coefficient(found: Coefficient | None) -> str:
    """Write a coefficient with its interval; a dash where there is none."""
    if found is None or found.value is None or found.low is None or found.high is None:
        return NONE
    value, low, high = (shown_number(each, DECIMALS) for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def _points(standing: Standing, found: InContext, each: Association) -> Figure:
    head, series = standing.head, found.brought.series[each.series]
    label, decimals, several = head.nodes[each.node].label, head.decimals(each.node), len(each.matches) > 1
    points = [
        Point(
            standing.unit_name(pair.unit) + f" {pair.match.scores}" * several,
            pair.value.value,
            float(shown_number(pair.score, decimals)),
            pair.match.scores if 1 < len(each.matches) <= GROUPS else "",
        )
        for pair in sorted(each.pairs, key=lambda pair: (each.matches.index(pair.match), -pair.score, pair.unit))
    ]
    assert each.found is not None
    notes = [
        f"Spearman {shown_coefficient(each.found.spearman)}, Pearson {shown_coefficient(each.found.pearson)}: "
        f"association among {each.units} of {each.assessed} units assessed, no cause.",
        *(f"Contents overlap: {text}." for text in each.overlaps.values()),
        f"{series.title}: {series.source}, edition {series.edition}, retrieved {series.retrieved}, {series.licence.name}.",
    ]
    periods = dict.fromkeys((each.matches[0].scores, each.matches[-1].scores))
    return scatter(
        points,
        names=(f"{series.title} ({series.unit})", label),
        title=f"{head.file.title} · {' to '.join(periods)}",
        subtitle=f"{label} and {series.title}",
        key=f"{each.series}-{each.node}".replace("_", "-"),
        scale_across=None,
        scale=standing.scale(each.node),
        heading=standing.word("unit"),
        decimals=None,
        notes=tuple(notes),
        language=head.language,
    )
