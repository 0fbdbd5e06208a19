"""From answers to points, a column at a time; an answer that a program made is checked here as files are when read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.basis import Basis
from policyindex.answers.grid import ANSWERED, NO_VALUE, Codes, Grid, Numbers, distinct
from policyindex.answers.joint import joint
from policyindex.answers.record import STATUSES, Answer, Status
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.problems import Location
from policyindex.problems.errors import WrongUseError
from policyindex.questions.question import is_countable

MISSING = -1
"""In place of the number of an option: there is no answer."""


def points_of(indicator: Indicator, answer: Answer) -> float:
    """Give the points of an answer; explicit points win."""
    return indicator.points_of(answer.answer) if answer.points is None else float(answer.points)


def check_columns(instrument: Instrument, grid: Grid) -> None:
    """Refuse what no file could have brought: answers made by hand for another instrument, or without content.

    :raises WrongUseError: naming the first such answer
    """
    for column, (key, _) in enumerate(grid.columns):
        indicator = instrument.indicators.get(key)
        if indicator is None:
            raise WrongUseError(f"'{key}' is not an indicator of {instrument.reference}")
        for value in _used(grid, column):
            if complaint := indicator.complaint(grid.values[value]):
                raise _refused(grid, column, grid.code[column] == value, complaint)
        numbers, points = grid.number.get(column), grid.points.get(column)
        for number in _extremes(numbers):
            if complaint := indicator.complaint(number):
                raise _refused(grid, column, numbers == number, complaint)
        for number in _extremes(points):
            if not is_countable(number):
                raise _refused(grid, column, points == number, f"{number} points cannot be counted with")
            if indicator.is_outside(number):
                least, most = indicator.worst()[0], indicator.best()[0]
                complaint = f"{number:g} points are outside of what it can give, {least:g} to {most:g}"
                raise _refused(grid, column, points == number, complaint)
        _check_parts(instrument, grid, column)
        empty = (grid.status[column] == ANSWERED) & (grid.code[column] == NO_VALUE)
        for given in (numbers, points):
            empty &= True if given is None else np.isnan(given)
        if empty.any():
            raise _refused(grid, column, empty, "the status is 'answered', but there is no answer")


def counted_together(instrument: Instrument, grid: Grid) -> Grid:
    """State the points of answers with parts that a program made without; those of files have them."""
    note = grid.notes.get("parts")
    points = dict(grid.points)
    for column, cells in note.cells.items() if note else ():
        key = grid.columns[column][0]
        bare = (cells > 0) & (grid.code[column] == NO_VALUE)
        if key not in instrument.indicators or not bare.any():
            continue
        stated = points.get(column, np.full(grid.shape[1], np.nan)).copy()
        for content in distinct(cells[bare & np.isnan(stated)]):
            made = joint(instrument, key, note.contents[content], Location()).points if note else None
            stated[bare & np.isnan(stated) & (cells == content)] = np.nan if made is None else made
        points[column] = stated
    return replace(grid, points=points) if note else grid


def _check_parts(instrument: Instrument, grid: Grid, column: int) -> None:
    """Refuse parts that no file could have brought, and answers or points that they do not make."""
    note, key = grid.notes.get("parts"), grid.columns[column][0]
    cells = note.cells.get(column) if note else None
    if note is None or cells is None:
        return
    for content in distinct(cells):
        if not note.contents[content]:
            continue
        made = joint(instrument, key, note.contents[content], Location())
        if made.points is None:
            raise _refused(grid, column, cells == content, made.problems[0].message)
        for row in np.flatnonzero(cells == content).tolist():
            found = grid.answer(column, row)
            if found and round(points_of(instrument.indicators[key], found), 9) != round(made.points, 9):
                complaint = f"its parts make {made.points:g} points, which it does not have"
                raise _refused(grid, column, np.arange(grid.shape[1]) == row, complaint)


def _extremes(numbers: Numbers | None) -> list[float]:
    """Give the numbers that are refused if any is: what cannot be counted with is too large or too small."""
    given = np.empty(0) if numbers is None else numbers[~np.isnan(numbers)]
    return list(dict.fromkeys([float(given.min()), float(given.max())])) if len(given) else []


def _refused(grid: Grid, column: int, where: Any, complaint: str) -> WrongUseError:
    answer = grid.answer(column, int(np.flatnonzero(where)[0]))
    assert answer is not None
    return WrongUseError(f"{' '.join(answer.key).strip()}: {complaint}")


def _used(grid: Grid, column: int) -> list[int]:
    """Number the distinct answers of a column."""
    return [each for each in distinct(grid.code[column]) if each != NO_VALUE]


def counted(
    indicator: Indicator,
    grid: Grid,
    column: int,
    values: Numbers,
    codes: NDArray[np.int16],
    status: NDArray[np.int8],
    basis: Basis | None = None,
) -> None:
    """Fill in the points of a column's answers, the numbers of the chosen options, and the status of an option that has
    one, each of shape (rows,); ``basis``: on what its numbers are counted.
    """
    points = np.full(len(grid.values) + 1, np.nan)
    chosen = np.full(len(grid.values) + 1, MISSING, dtype=np.int16)
    for value in _used(grid, column):
        points[value] = indicator.points_of(grid.values[value])
        chosen[value] = indicator.chosen(grid.values[value], None)
    np.take(points, grid.code[column], out=values, mode="wrap")  # -1, no answer, is the last
    np.take(chosen, grid.code[column], out=codes, mode="wrap")
    numbers, stated = grid.number.get(column), grid.points.get(column)
    if numbers is not None:
        given = ~np.isnan(numbers)
        own = None if basis is None else basis.only(np.flatnonzero(given))
        asked = numbers[given]
        values[given] = indicator.points_of_numbers(asked) if own is None else own.points(indicator, asked)
        codes[given] = numbers[given] if indicator.points_by_code() else 0
    if stated is not None:
        rows = np.flatnonzero(~np.isnan(stated))
        values[rows] = stated[rows]
        codes[rows] = _chosen(indicator, grid, column, rows, stated)
    unanswered = grid.status[column] != ANSWERED
    if unanswered.any():
        values[unanswered], codes[unanswered] = np.nan, MISSING
    for code, meant in indicator.option_statuses.items():
        chosen_rows = ~unanswered & (codes == indicator.code_of(code))
        status[chosen_rows] = STATUSES.index(Status(meant))


def _chosen(indicator: Indicator, grid: Grid, column: int, rows: NDArray[np.intp], stated: Numbers) -> Codes:
    """Number the options that stated points stand for, once per distinct answer and points."""
    known: dict[tuple[object, float], int] = {}
    found = []
    for row in rows.tolist():
        key = grid.value(column, row), float(stated[row])
        if key not in known:
            known[key] = indicator.chosen(*key)
        found.append(known[key])
    return np.array(found, dtype=np.int32)
