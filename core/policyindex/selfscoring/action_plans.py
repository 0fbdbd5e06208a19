"""The action plan of an item: who does it until when, kept at the end of the answer's comment so that it travels on.

``Minutes are public. [plan: Integration office | 2027-03-01]``; the evidence stands in the answer's references. Before
``|``, ``[``, ``]`` and a backslash in the owner stands a backslash.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

_PLAN = re.compile(
    r"\[plan: (?P<owner>(?:\\[\\|\[\]]|\\(?![\\|\[\]])|[^|\[\]\\])*)\|(?P<due> ?([0-9]{4}-[0-9]{2}-[0-9]{2})?)\]\s*\Z"
)


class ActionPlan(NamedTuple):
    """A comment, and what was planned."""

    comment: str
    owner: str = ""
    due: str = ""
    """A day of ISO 8601."""

    @classmethod
    def parse(cls, text: str) -> ActionPlan:
        """Read a comment; one without a plan stays as it is."""
        match = _PLAN.search(text)
        if not match:
            return cls(text)
        owner = re.sub(r"\\([\\|\[\]])", r"\1", match["owner"].strip())
        return cls(text[: match.start()].rstrip(), owner, match["due"].strip())

    def written(self) -> str:
        """Give the comment with the plan at its end."""
        if not (self.owner or self.due):
            return self.comment
        owner = " ".join(re.sub(r"[\\|\[\]]", r"\\\g<0>", self.owner).split())
        return f"{self.comment} [plan: {owner} | {self.due}]".strip()


def day_of(value: object) -> str | None:
    """Give a cell's day as ISO 8601 has it, empty for an empty cell; None: it is no day.

    A number is a day too: a cell that has lost its format holds the days since the end of 1899.
    """
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float | int) and 36_526 <= value < 109_575:  # the years 2000 to 2199
        return (date(1899, 12, 30) + timedelta(int(value))).isoformat()
    text = str(value).strip()
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        return None
