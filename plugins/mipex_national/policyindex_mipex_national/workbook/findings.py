"""What was repaired, dropped or doubtful in a workbook, cell by cell."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.problems import shorten

REPAIRED, DROPPED, DOUBTFUL, DISAGREES = "repaired", "dropped", "doubtful", "disagrees"
"""Taken after a correction; not taken; somebody should look; a published score that the answers do not give."""
PROBLEM = "problem"
"""What cannot be told and has to be mended in the workbook: exit code 1."""
KINDS = (DISAGREES, PROBLEM, DROPPED, DOUBTFUL, REPAIRED)


class Finding(NamedTuple):
    """One irregular cell, or the first of several: the columns of the report, in their order, and how many cells."""

    sheet: str
    cell: str
    kind: str
    found: str
    done: str
    reason: str
    times: int = 1


class Findings(list[Finding]):
    """The findings of one workbook, in the order of reading."""

    def repaired(self, sheet: str, cell: str, found: object, done: str, reason: str) -> None:
        """Note a cell that was taken after a correction."""
        self.append(Finding(sheet, cell, REPAIRED, shown(found), done, reason))

    def problem(
        self, sheet: str, cell: str, found: object, reason: str, done: str = "not taken", times: int = 1
    ) -> None:
        """Note what cannot be told, and has to be mended in the workbook; ``times``: in so many cells."""
        self.append(Finding(sheet, cell, PROBLEM, shown(found), done, reason, times))

    def dropped(self, sheet: str, cell: str, found: object, reason: str, done: str = "not taken") -> None:
        """Note a cell that was not taken."""
        self.append(Finding(sheet, cell, DROPPED, shown(found), done, reason))

    def doubtful(self, sheet: str, cell: str, found: object, reason: str, done: str = "taken as it stands") -> None:
        """Note a cell that somebody should look at."""
        self.append(Finding(sheet, cell, DOUBTFUL, shown(found), done, reason))


def shown(value: object) -> str:
    """Give a cell's value as text for the report: whole numbers without their ``.0``, long texts cut."""
    return shorten(int(value) if isinstance(value, float) and value.is_integer() else value)
