"""Strengths and weaknesses beside others, and whom to learn from, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.analysis.comparing import Beside
from policyindex.analysis.learning import Example, Way
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing

FEW = 3
"""Examples for each answer, and parts that are named as strong or weak."""


def strong_and_weak(standing: Standing, parts: Sequence[Beside], at: int = 0) -> tuple[list[str], list[str]]:
    """Name the parts in which a unit lies farthest above and below the others.

    :param at: which of the units that were compared
    """
    head = standing.head
    gaps = sorted(((gap, each.node) for each in parts if (gap := each.gap(at)) is not None), reverse=True)
    named = [(gap, f"{head.nodes[node].label} ({signed(gap, head.decimals(node))})") for gap, node in gaps]
    above = [text for gap, text in named[:FEW] if gap > 0]
    below = [text for gap, text in named[::-1][:FEW] if gap < 0]
    return above, below


def example_lines(standing: Standing, found: Sequence[Example]) -> Iterator[str]:
    """Say who moved up from where a unit stands, and who stands higher today."""
    result = standing.result
    told = [each for each in found if each.way is not Way.HIGHER][:FEW]
    for each in told:
        why = "by a reform" if each.way is Way.REFORM else "cause not recorded"
        given = result.panel.given.get((each.row, result.plan.columns.index(each.column)))
        law = f": {'; '.join(given.references)}" if given and given.references else ""
        checked = "" if each.is_reviewed else ", not reviewed"
        name = standing.unit_name(each.unit)
        yield f"{name} moved up from there in {each.period} ({why}{checked}), now {each.points:g}{law}"
    higher = [standing.unit_name(each.unit) for each in found if each.way is Way.HIGHER]
    if higher:
        yield f"Higher today: {standing.listed(higher)}"
