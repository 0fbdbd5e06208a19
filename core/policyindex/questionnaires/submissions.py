"""Submissions of an XLSForm that came back: one questionnaire for each unit and period in the file.

A submission does not say what stood in the form when it was written; it is compared with what stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.importers.odk_csv import form_of, read_odk
from policyindex.answers.reading import Reading
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires.filled import GROUPS, Filled, Head, Opened, Returned
from policyindex.questionnaires.form import questionnaire

_FIELDS = {
    "answer": (names.ANSWER, names.STATUS, names.CAUSE),
    "comment": (names.COMMENT,),
    "references": (*names.REFERENCE, names.MORE),
}
"""The fields of a form that belong to each group."""


def read_submissions(data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> tuple[Filled, ...]:
    """Read submissions; ``name`` stands for the file in problems.

    :raises ProblemsFoundError: where they are no submissions, or of another instrument
    """
    said, fields = form_of(data, name)
    head = _head(said, name)
    instrument = open_instrument(head, Location(name, 2)).instrument  # of its texts, the reader warns by itself
    reading = read_odk(data, name, instrument)
    found = tuple(_filled(reading, head, instrument, fields))
    return found or (Filled(head, instrument, (), tuple(reading.problems), bare=True),)


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


def _filled(
    reading: Reading, head: Head, instrument: Instrument, fields: Collection[tuple[str, str]]
) -> Iterator[Filled]:
    problems = tuple(reading.problems)
    for unit, period in dict.fromkeys((answer.unit, answer.period) for answer, _ in reading.answers):
        items = {each.id: each for each in questionnaire(instrument, unit, period).items}
        returned = []
        for answer, where in reading.answers:
            item = items.get(Column(answer.indicator, answer.instance).name)  # none: not collected in the period
            if item and (answer.unit, answer.period) == (unit, period):
                groups = (group for group in GROUPS if any((field, item.id) in fields for field in _FIELDS[group]))
                returned.append(Returned(item, answer, dict.fromkeys(groups, where)))
        yield Filled(head._replace(unit=unit, period=period), instrument, tuple(returned), problems, bare=True)
        problems = ()  # told once
