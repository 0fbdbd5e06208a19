"""The action plan of an item: who does it until when, kept at the end of the answer's comment so that it travels on.

``Minutes are public. [plan: Integration office | 2027-03-01]``; the evidence stands in the answer's references.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAN = re.compile(r"\[plan: (?P<owner>[^|\[\]]*)\|(?P<due> ?([0-9]{4}-[0-9]{2}-[0-9]{2})?)\]\s*\Z")


class Plan(NamedTuple):
    """A comment, and what was planned."""

    comment: str
    owner: str = ""
    due: str = ""
    """A day of ISO 8601."""

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read a comment; one without a plan stays as it is."""
        match = _PLAN.search(text)
        return cls(text[: match.start()].rstrip(), match["owner"].strip(), match["due"].strip()) if match else cls(text)

    def written(self) -> str:
        """Give the comment with the plan at its end."""
        if not (self.owner or self.due):
            return self.comment
        owner = " ".join(re.sub(r"[|\[\]]", "/", self.owner).split())
        return f"{self.comment} [plan: {owner} | {self.due}]".strip()
