"""Joining what files gave to one answer table: an answer that stands twice is a problem."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np

from policyindex.answers.grid import Grid
from policyindex.answers.reading import Reading
from policyindex.answers.record import Answer
from policyindex.answers.records import Records, grid_of, records_of, together
from policyindex.answers.table import AnswerSet
from policyindex.answers.tablereading import TableReading
from policyindex.instruments.columns import Column
from policyindex.problems import Location, Problem, errors_in, grouped, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.units.codes import composed

NAMED = 10_000
"""How many repeats are looked at one by one; the others are counted."""


def as_table(reading: Reading | TableReading) -> TableReading:
    """Give the answers of a reader that hands over one after the other as columns."""
    if isinstance(reading, TableReading):
        return reading
    return TableReading(
        reading.problems,
        records_of(answer for answer, _ in reading.answers),
        lambda record: reading.answers[record][1],
        partial(_first_lines, reading.answers),
    )


def _first_lines(answers: Iterable[tuple[Answer, Location]]) -> dict[str, Location]:
    found: dict[str, Location] = {}
    for answer, where in answers:
        found.setdefault(composed(answer.unit), Location(where.file, where.line))
    return found


def answer_set(readings: Iterable[Reading | TableReading]) -> tuple[AnswerSet, list[Problem]]:
    """Join what files gave.

    :raises ProblemsFoundError: on errors, a repeated answer among them
    """
    tables = [as_table(each) for each in readings]
    problems = [each for table in tables for each in table.problems]
    if len(tables) == 1 and isinstance(tables[0].answered, Grid):
        grid = tables[0].answered
    else:
        records = together([each.records for each in tables])
        laid = grid_of(records)
        grid = laid.grid
        if len(laid.repeated):
            told = grouped(_repeats(tables, records, laid.repeated[:NAMED].tolist()))
            told[0] = told[0]._replace(times=told[0].times + max(len(laid.repeated) - NAMED, 0))
            problems.extend(told)
    problems = ordered(grouped(problems))
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    return AnswerSet(grid), problems


def _repeats(tables: list[TableReading], records: Records, repeated: list[int]) -> Iterable[Problem]:
    """Name each row that repeats an answer, once, with the place of the first."""
    width = len(records.periods) * len(records.columns)
    keys = (
        records.unit.astype(np.int64) * width + records.period.astype(np.int64) * len(records.columns) + records.column
    )
    involved = np.flatnonzero(np.isin(keys, keys[repeated]))
    first: dict[int, int] = {}
    for record in involved.tolist():
        first.setdefault(int(keys[record]), record)
    starts = np.cumsum([0, *(len(each.records.unit) for each in tables)])

    def where(record: int) -> Location:
        number = int(np.searchsorted(starts, record, side="right")) - 1
        return tables[number].where(record - int(starts[number]))

    told: set[tuple[str, int, int, int]] = set()
    for place, record in sorted((where(each), each) for each in repeated):
        unit, period = int(records.unit[record]), int(records.period[record])
        row = place.file, place.line, unit, period
        if row in told:
            continue
        told.add(row)
        values = {
            "unit": records.units[unit], "period": records.periods[period],
            "first": where(first[int(keys[record])]).render(),
        }  # fmt: skip
        yield problem(
            "answers-repeat", place, indicator=Column(*records.columns[records.column[record]]).name, **values
        )
