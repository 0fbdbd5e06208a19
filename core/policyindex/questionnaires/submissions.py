"""Submissions of an XLSForm that came back: one questionnaire for each unit and period in the file.

A submission does not say what stood in the form when it was written; it is compared with what stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.importers.odk_csv import form_of, read_odk
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires.bare import bare
from policyindex.questionnaires.filled import GROUPS, Filled, Head, Opened
from policyindex.selfscoring.returned import is_long, read_page_answers

_FIELDS = {
    "answer": (names.ANSWER, names.STATUS, names.CAUSE),
    "comment": (names.COMMENT,),
    "references": (*names.REFERENCE, names.MORE),
}
"""The fields of a form that belong to each group."""


def read_submissions(data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> tuple[Filled, ...]:
    """Read submissions; ``name`` stands for the file in problems.

    Answers that a self-scoring page gave are taken too.

    :raises ProblemsFoundError: where they are no submissions, or of another instrument
    """
    if is_long(data, name):
        return read_page_answers(data, name, open_instrument)
    said, fields = form_of(data, name)
    head = _head(said, name)
    instrument = open_instrument(head, Location(name, 2)).instrument  # of its texts, the reader warns by itself
    reading = read_odk(data, name, instrument)

    def groups(column: str) -> list[str]:
        return [group for group in GROUPS if any((field, column) in fields for field in _FIELDS[group])]

    return bare(reading, head, instrument, groups)


def _head(said: Mapping[str, str], name: str) -> Head:
    """Read what a submission says of its form."""
    missing = [each for each in (names.INSTRUMENT, names.SCORING_HASH, names.UNIT, names.PERIOD) if not said.get(each)]
    if missing:
        reason = f"its first submission does not say its {missing[0]}"
        raise ProblemsFoundError([problem("questionnaire-not-one", Location(name), reason=reason)])
    wanted = (
        names.INSTRUMENT, names.SCORING_HASH, names.TEXT_HASH, names.LANGUAGE, names.UNIT, names.PERIOD,
    )  # fmt: skip
    return Head(*(said.get(each, "") for each in wanted))
