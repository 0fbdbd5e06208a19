"""What stands beside an answer, from the texts of its row: review and publisher, comment, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from policyindex.answers import plans, references
from policyindex.answers.grid import NOTES, Codes
from policyindex.answers.marks import confirmed_from
from policyindex.answers.record import Verification
from policyindex.answers.textcolumns import TextColumn, TextTable, combined
from policyindex.problems import Location, Problem, problem, repeated
from policyindex.problems.grouping import PLACES

Noted = tuple[Sequence[Any], Codes]
"""Distinct contents, the empty one first, and the number of each row's."""
VERIFYING = ("source", "review", "publisher")


def verification_of(source: str, review: str, publisher: str) -> Verification | None:
    """Read the cells that say how far an answer was checked; None: they contradict each other."""
    said = Verification.parse(source)
    if (review and said.review not in ("", review)) or (publisher and said.publisher not in ("", publisher)):
        return None
    return Verification(review or said.review, publisher or said.publisher)


def contradiction(where: Location, source: str, review: str, publisher: str) -> Problem:
    """Say that such cells contradict each other."""
    found = Verification(review, publisher).text
    return problem("answers-source-contradiction", where, value=source, found=found)


def verifications(columns: Mapping[str, TextColumn], table: TextTable, problems: list[Problem]) -> dict[str, Noted]:
    """Read the columns that say how far answers were checked, each distinct content once."""
    names = [name for name in VERIFYING if name in columns and any(columns[name].texts)]
    if not names:
        return {}
    first, codes = combined([columns[name] for name in names])
    read: list[Verification] = []
    for content, row in enumerate(first.tolist()):
        texts = {name: columns[name].texts[columns[name].codes[row]] if name in names else "" for name in VERIFYING}
        found = verification_of(**texts)
        read.append(found or NOTES["verification"])
        if found is None:
            place = table.names.index("source")
            rows = np.flatnonzero(codes == content)
            places = [table.where(place, each) for each in rows[:PLACES].tolist()]
            problems.append(repeated(contradiction(places[0], **texts), places, len(rows)))
    return {"verification": numbered("verification", read, codes)}


def notes(columns: Mapping[str, TextColumn], table: TextTable, problems: list[Problem]) -> dict[str, Noted]:
    """Read all columns of a long table that stand beside the answers, each distinct text once."""
    return {**dict(_texts(columns, table, problems)), **verifications(columns, table, problems)}


def _texts(columns: Mapping[str, TextColumn], table: TextTable, problems: list[Problem]) -> Iterator[tuple[str, Noted]]:
    comment = columns.get("comment")
    comments: Sequence[str] = ()
    if comment and any(comment.texts):
        read = [plans.Commented(each) if "plan" in columns else plans.parted(each) for each in comment.texts]
        comments = [each.comment for each in read]
        yield "comment", numbered("comment", comments, comment.codes)
        if any(each.plan for each in read):
            yield "plan", numbered("plan", [each.plan for each in read], comment.codes)
    if planned := columns.get("plan"):
        yield "plan", numbered("plan", _plans(planned, table, problems), planned.codes)
    if mark := columns.get("confirmed_from"):
        yield "confirmed_from", numbered("confirmed_from", mark.texts, mark.codes)
    elif comment and any(marks := [confirmed_from(each) for each in comments]):
        yield "confirmed_from", numbered("confirmed_from", marks, comment.codes)
    if (cited := columns.get("references")) and any(cited.texts):
        yield "references", numbered("references", [references.split(each) for each in cited.texts], cited.codes)


def _plans(column: TextColumn, table: TextTable, problems: list[Problem]) -> list[plans.Plan | None]:
    """Read the column ``plan``, each distinct text once; what is no plan is a problem."""
    found: list[plans.Plan | None] = []
    for content, text in enumerate(column.texts):
        try:
            found.append(plans.parse(text))
        except ValueError:
            found.append(None)
            place, rows = table.names.index("plan"), np.flatnonzero(column.codes == content)
            places = [table.where(place, row) for row in rows[:PLACES].tolist()]
            if places:
                problems.append(repeated(problem("answers-plan", places[0], value=text), places, len(rows)))
    return found


def numbered(name: str, contents: Sequence[Any], codes: Codes) -> Noted:
    """Number the distinct contents of a field."""
    known = {each: place for place, each in enumerate(dict.fromkeys([NOTES[name], *contents]))}
    return tuple(known), np.array([known[each] for each in contents], dtype=np.int32)[codes]
