"""The action plan beside an answer: who does it until when, a field of its own, and its written forms in files.

A file has a column ``plan`` where an answer has one: ``Integration office | 2027-03-01``. Files without that column, forms
and self-scoring pages write it at the end of the comment: ``Minutes are public. [plan: Integration office | 2027-03-01]``.
Before ``|``, ``[``, ``]`` and a backslash in the owner stands a backslash.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyindex.answers.marks import UNCHANGED, confirmed_from

_PLAN = r"(?P<owner>(?:\\[\\|\[\]]|\\(?![\\|\[\]])|[^|\[\]\\])*)\|(?P<due> ?([0-9]{4}-[0-9]{2}-[0-9]{2})?)"
_ALONE = re.compile(rf"{_PLAN}\s*")
_MARK = re.compile(rf"\[plan: {_PLAN}\]\s*\Z")
_SPECIAL = re.compile(r"[\\|\[\]]")


class Plan(NamedTuple):
    """Who does what an answer leaves open, and until when."""

    owner: str = ""
    due: str = ""
    """A day of ISO 8601; empty: not said."""

    @property
    def text(self) -> str:
        """The written form, as the column ``plan`` has it."""
        owner = " ".join(_SPECIAL.sub(r"\\\g<0>", self.owner).split())
        return f"{owner} | {self.due}"


class Commented(NamedTuple):
    """A comment, and the plan that was written at its end."""

    comment: str
    plan: Plan | None = None


def plan_of(owner: str, due: str) -> Plan | None:
    """Make a plan; None where nothing is planned."""
    owner = " ".join(owner.split())
    return Plan(owner, due) if owner or due else None


def parse(text: str) -> Plan | None:
    """Read what stands in the column ``plan``; None where nothing does.

    :raises ValueError: for a text that is no plan
    """
    if not text:
        return None
    match = _ALONE.fullmatch(text)
    if not match:
        raise ValueError(text)
    return _read(match)


def parted(text: str) -> Commented:
    """Part a comment from the plan at its end; one without a plan stays as it is."""
    match = _MARK.search(text)
    plan = _read(match) if match else None
    if not match or not plan:
        return Commented(text)
    before = text[: match.start()]
    label = confirmed_from(before)  # where the comment was nothing but the mark of a confirming answer, and its plan
    comment = before.rstrip()
    return Commented(comment.removesuffix(";") if comment == f"{UNCHANGED}{label};" else comment, plan)


def written(comment: str, plan: Plan | None) -> str:
    """Give a comment with the plan at its end."""
    return f"{comment} [plan: {plan.text}]".strip() if plan else comment


def _read(match: re.Match[str]) -> Plan | None:
    return plan_of(re.sub(r"\\([\\|\[\]])", r"\1", match["owner"].strip()), match["due"].strip())
