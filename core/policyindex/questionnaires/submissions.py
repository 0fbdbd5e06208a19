"""Submissions of an XLSForm that came back: one questionnaire for each unit and period in the file.

A submission does not say what stood in the form when it was written; it is compared with what stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyindex.answers.reading import Reading
from policyindex.errors import ProblemsFoundError
from policyindex.importers import xlsform_names as names
from policyindex.importers.csv_answers import is_european, raw_lines
from policyindex.importers.odk_csv import read_odk
from policyindex.instruments.instrument import instance_column
from policyindex.instruments.textfile import decode
from policyindex.problems import Location, problem
from policyindex.questionnaires.filled import GROUPS, Filled, Head, Opened, Returned
from policyindex.questionnaires.form import questionnaire


def read_submissions(data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> tuple[Filled, ...]:
    """Read submissions; ``name`` stands for the file in problems.

    :raises ProblemsFoundError: where they are no submissions, or of another instrument
    """
    head = _head(data, name)
    opened = open_instrument(head, Location(name, 2))
    reading = read_odk(data, name, opened.instrument)
    found = tuple(_filled(reading, head, opened))
    if not found:
        return (Filled(head, opened.instrument, (), (*opened.warnings, *reading.problems), bare=True),)
    return found


def _head(data: bytes, name: str) -> Head:
    """Read what the first submission says of its form."""
    text, _ = decode(data, name, allow_control=True)
    lines = raw_lines(text, name, european=is_european(text))
    header = next((cells for _, cells in lines if any(cell.strip() for cell in cells)), [])
    first = next((cells for _, cells in lines if any(cell.strip() for cell in cells)), [])
    said: dict[str, str] = {}
    for title, cell in zip(header, first, strict=False):
        last = next((each for each in names.HIDDEN if title.strip().endswith(each)), "")
        if last:
            said[last] = cell.strip()
    missing = [each for each in (names.INSTRUMENT, names.SCORING_HASH, names.UNIT, names.PERIOD) if not said.get(each)]
    if missing:
        reason = f"its first submission does not say its {missing[0]}"
        raise ProblemsFoundError([problem("questionnaire-not-one", Location(name), reason=reason)])
    wanted = (
        names.INSTRUMENT, names.SCORING_HASH, names.TEXT_HASH, names.LANGUAGE, names.UNIT, names.PERIOD,
    )  # fmt: skip
    return Head(*(said.get(each, "") for each in wanted))


def _filled(reading: Reading, head: Head, opened: Opened) -> Iterator[Filled]:
    problems = (*opened.warnings, *reading.problems)
    for unit, period in dict.fromkeys((answer.unit, answer.period) for answer, _ in reading.answers):
        items = {each.id: each for each in questionnaire(opened.instrument, unit, period).items}
        returned = tuple(
            Returned(items[instance_column(answer.indicator, answer.instance)], answer, dict.fromkeys(GROUPS, where))
            for answer, where in reading.answers
            if (answer.unit, answer.period) == (unit, period)
        )
        yield Filled(head._replace(unit=unit, period=period), opened.instrument, returned, problems, bare=True)
        problems = ()  # told once
