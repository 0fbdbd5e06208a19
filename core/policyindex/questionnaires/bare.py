"""What comes back without saying what it was written with: a questionnaire for each unit and period in the file.

It is compared with what stands now; where it is blank, it says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from policyindex.answers.reading import Reading
from policyindex.answers.tablereading import TableReading
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.questionnaires.filled import Filled, Head, Returned
from policyindex.questionnaires.form import questionnaire


def bare(
    reading: Reading | TableReading,
    head: Head,
    instrument: Instrument,
    groups: Callable[[str], Collection[str]],
    confirms: Callable[[str], bool] = lambda column: True,
    *,
    typed: bool = False,
) -> tuple[Filled, ...]:
    """Give the questionnaires of a reading; its problems are told once.

    :param groups: which groups the file has of a column of answers
    :param confirms: whether an answer that repeats the last round's confirms it, by column
    :param typed: whoever filled it in said which unit it is
    """
    found: list[Filled] = []
    problems, answers = tuple(reading.problems), reading.answers
    for unit, period in dict.fromkeys((answer.unit, answer.period) for answer, _ in answers):
        items = {each.id: each for each in questionnaire(instrument, unit, period).items}
        returned = []
        for answer, where in answers:
            column = Column(answer.indicator, answer.instance).name
            if column in items and (answer.unit, answer.period) == (unit, period):  # otherwise not collected then
                places = dict.fromkeys(groups(column), where)
                returned.append(Returned(items[column], answer, places, confirms(column)))
        own = head._replace(unit=unit, period=period)
        told = () if found else problems
        found.append(Filled(own, instrument, tuple(returned), told, bare=True, typed=typed))
    return tuple(found) or (Filled(head, instrument, (), problems, bare=True, typed=typed),)
