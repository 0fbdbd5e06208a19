"""Joining what files gave to one answer table: an answer that stands twice is a problem."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.grid import Grid
from policyindex.answers.keys import Keys
from policyindex.answers.layers import keys_of, upper
from policyindex.answers.reading import Reading
from policyindex.answers.record import STATUSES, Answer, Status
from policyindex.answers.records import Records, grid_of, records_of, together
from policyindex.answers.table import AnswerSet
from policyindex.answers.tablereading import TableReading
from policyindex.instruments.columns import Column
from policyindex.problems import Location, Problem, errors_in, grouped, ordered, problem
from policyindex.problems.errors import ProblemsFoundError

NAMED = 10_000
"""How many repeats are looked at one by one; the others are counted."""


def as_table(reading: Reading | TableReading) -> TableReading:
    """Give the answers of a reader that hands over one after the other as columns."""
    if isinstance(reading, TableReading):
        return reading
    keys = Keys()
    where = reading.answers[0][1]._replace(line=0, column=0) if reading.answers else Location()
    records = records_of((answer for answer, _ in reading.answers), keys, where)
    return TableReading(
        [*reading.problems, *keys.problems()],
        records,
        lambda record: reading.answers[record][1],
        partial(_first_lines, reading.answers),
    )


def _first_lines(answers: Iterable[tuple[Answer, Location]]) -> dict[str, Location]:
    found: dict[str, Location] = {}
    for answer, where in answers:
        found.setdefault(answer.unit, Location(where.file, where.line))
    return found


def answer_set(
    readings: Iterable[Reading | TableReading], *, override: bool = False
) -> tuple[AnswerSet, list[Problem]]:
    """Join what files gave.

    :param override: answers of a later reading replace those of the ones before it; how many is a problem beside
    :raises ProblemsFoundError: on errors, a repeated answer among them
    """
    tables = [as_table(each) for each in readings]
    problems = [each for table in tables for each in table.problems]
    if len(tables) == 1 and isinstance(tables[0].answered, Grid):
        grid = tables[0].answered
    else:
        parts = [each.records for each in tables]
        records = together(parts)
        lengths = [len(each.unit) for each in parts]
        kept = _answering(records, lengths)
        if override:
            kept, replaced = upper(records, tables, lengths, kept)
            problems.extend(replaced)
        laid = grid_of(records.rows(kept))
        grid = laid.grid
        if len(laid.repeated):
            told = grouped(_repeats(tables, records, kept, kept[laid.repeated[:NAMED]].tolist()))
            told[0] = told[0]._replace(times=told[0].times + max(len(laid.repeated) - NAMED, 0))
            problems.extend(told)
    problems = ordered(grouped(problems))
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    return AnswerSet(grid), problems


def _answering(records: Records, lengths: list[int]) -> NDArray[np.int64]:
    """Leave out cells that say nothing where another file says something of the same question: they are no answers.

    :returns: the records that stay
    """
    everything = np.arange(len(records.unit), dtype=np.int64)
    blank = records.status == STATUSES.index(Status.MISSING)
    for name, (_, codes) in records.notes.items():
        if name != "verification":
            blank = blank & (codes == 0)
    if len(lengths) < 2 or not blank.any():
        return everything
    file = np.repeat(np.arange(len(lengths)), lengths)
    _, first, place = np.unique(keys_of(records), return_index=True, return_inverse=True)
    place = place.reshape(-1)
    said = np.zeros(len(first) * len(lengths), dtype=np.bool_)
    said[place[~blank] * len(lengths) + file[~blank]] = True  # which files say something of which cell
    saying = said.reshape(len(first), len(lengths)).sum(axis=1)[place]
    elsewhere = saying > said[place * len(lengths) + file]
    again = (saying == 0) & (file > file[first][place])
    kept: NDArray[np.int64] = everything[~(blank & (elsewhere | again))]
    return kept


def _repeats(
    tables: list[TableReading], records: Records, kept: NDArray[np.int64], repeated: list[int]
) -> Iterable[Problem]:
    """Name each row that repeats an answer, once, with the place of the first."""
    keys = keys_of(records)
    involved = kept[np.isin(keys[kept], keys[repeated])]
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
