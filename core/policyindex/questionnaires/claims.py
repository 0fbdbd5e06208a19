"""What questionnaires that come back together say of one cell: none of them may quietly undo another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyindex.answers.record import Answer
from policyindex.problems import Location, Problem, problem
from policyindex.questionnaires.filled import GROUPS, Filled
from policyindex.questionnaires.merge import group_text, same_group

Cell = tuple[str, str, str, str]
"""Unit, period, column and group."""


class Claim(NamedTuple):
    """A cell that somebody filled in or changed in a questionnaire."""

    where: Location
    answer: Answer | None


def claims(filled: Iterable[Filled]) -> dict[Cell, Claim]:
    """Give each cell that was touched, even where the answers already say the same."""
    return {
        (each.head.unit, each.head.period, returned.item.id, group): Claim(returned.places[group], returned.answer)
        for each in filled
        for returned in each.returned
        for group in GROUPS
        if group in returned.places and not same_group(group, returned.answer, returned.item.given)
    }


def disagreements(earlier: dict[Cell, Claim], later: dict[Cell, Claim]) -> Iterator[Problem]:
    """Give each cell of a file that an earlier one has otherwise; which side holds on disk does not decide it."""
    for cell, mine in later.items():
        *_, column, group = cell
        theirs = earlier.get(cell)
        if theirs and not same_group(group, theirs.answer, mine.answer):
            values = {
                "first": theirs.where.render(),
                "theirs": group_text(group, theirs.answer) or "nothing",
                "mine": group_text(group, mine.answer) or "nothing",
            }
            yield problem("questionnaire-files-conflict", mine.where, id=f"{column} ({group})", **values)
