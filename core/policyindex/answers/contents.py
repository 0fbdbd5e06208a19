"""What distinct contents of cells were read as: each is looked at once, by the reader of single records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from policyindex.answers.beside import Noted
from policyindex.answers.grid import ABSENT, ANSWERED, NO_VALUE, Codes, Key
from policyindex.answers.reading import Cell, RowReader, respelled
from policyindex.answers.record import STATUSES
from policyindex.answers.textcolumns import TextTable
from policyindex.problems import Location, Problem
from policyindex.questions.asked import AnswerValue
from policyindex.questions.question import Question
from policyindex.units.codes import composed

NEEDED = ("unit", "period")
ANY = Cell("?", Location())
"""In place of a unit and a period, which say nothing about what was answered."""


@dataclass
class Contents:
    """What distinct contents of cells were read as, by the numbers of the contents."""

    values: dict[tuple[type, AnswerValue], int]
    """All answers that are no numbers, shared by all columns of a table."""
    keys: list[Key] = field(default_factory=list)
    code: list[int] = field(default_factory=list)
    number: list[float] = field(default_factory=list)
    points: list[float] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    cause: list[Any] = field(default_factory=list)
    faults: dict[int, list[Problem]] = field(default_factory=dict)

    def take(self, reader: RowReader, row: Mapping[str, Cell], *, points_first: bool = False) -> None:
        """Read one content, or note its faults."""
        reading = reader.reading
        reading.answers.clear()
        reading.problems.clear()
        reader.read(row, points_first=points_first)
        if reading.problems:
            self.faults[len(self.status)] = list(reading.problems)
        if reading.answers:
            made = reading.answers[0][0]
            status = STATUSES.index(made.status)
            self._append((made.indicator, made.instance), made.answer, made.points, status, made.cause)
        else:
            self._append(("", ""), None, None, ABSENT)

    def parse(self, key: Key, question: Question, text: str, *, in_points: bool = False) -> bool:
        """Read a text that is an answer without a fault; False: it is not, and the reader of records has to look at it."""
        value, points, fault = question.parse(key[0], text, ANY.where, in_points=in_points)
        if fault is not None or (value is None and points is None):
            return False
        self._append(key, value, points, ANSWERED)
        return True

    def _append(self, key: Key, value: AnswerValue, points: float | None, status: int, cause: Any = None) -> None:
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        self.code.append(
            NO_VALUE if value is None or counted else self.values.setdefault((type(value), value), len(self.values))
        )
        self.number.append(float(value) if isinstance(value, int | float) and counted else np.nan)
        self.points.append(np.nan if points is None else points)
        self.status.append(status)
        self.cause.append(cause)
        self.keys.append(key)

    def causes(self, codes: Codes) -> dict[str, Noted]:
        """Give the causes of change, if there are any."""
        if not any(self.cause):
            return {}
        known = tuple(dict.fromkeys([None, *self.cause]))
        return {"cause": (known, np.array([known.index(each) for each in self.cause], dtype=np.int32)[codes])}

    def located(self, codes: Codes, table: TextTable) -> Iterator[Problem]:
        """Give the faults of every row whose content has some."""
        faulty = np.zeros(len(self.status), dtype=np.bool_)
        faulty[list(self.faults)] = True
        for row in np.flatnonzero(faulty[codes]).tolist() if self.faults else ():
            line, found = int(table.lines[row]), self.faults[int(codes[row])]
            yield from (each._replace(location=each.location._replace(line=line)) for each in found)


def composed_keys(table: TextTable, problems: list[Problem]) -> TextTable:
    """Give codes of units and labels of periods in one form of Unicode, and say so where that changed one."""
    columns = list(table.columns)
    for name in NEEDED:
        place = table.names.index(name)
        before = columns[place]
        after = [composed(text) for text in before.texts]
        changed = [number for number, text in enumerate(after) if text != before.texts[number]]
        if changed:
            columns[place] = before.renamed(after)
            row = int(np.flatnonzero(np.isin(before.codes, changed))[0])
            problems.append(respelled(table.where(place, row), name, after[before.codes[row]], len(changed)))
    return replace(table, columns=tuple(columns))


def first_rows(table: TextTable, units: Sequence[str], unit: Codes) -> Any:
    """Give a function that names the line where each unit stands first."""

    def lines() -> dict[str, Location]:
        found, first = np.unique(unit, return_index=True)
        return {
            units[each]: Location(table.file, int(table.lines[row]))
            for row, each in sorted(zip(first.tolist(), found.tolist(), strict=True))
        }

    return lines
