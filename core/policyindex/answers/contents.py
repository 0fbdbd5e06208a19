"""What distinct contents of cells were read as: each is looked at once, by the reader of single records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from policyindex.answers.beside import Noted, numbered
from policyindex.answers.grid import ABSENT, ANSWERED, NO_VALUE, NOTES, Codes, Key
from policyindex.answers.keys import Keys, read_key
from policyindex.answers.reading import Cell, RowReader
from policyindex.answers.record import STATUSES, Answer
from policyindex.answers.textcolumns import TextTable
from policyindex.problems import Location, Problem, repeated
from policyindex.problems.grouping import DIFFERENT, PLACES
from policyindex.questions.asked import AnswerValue
from policyindex.questions.question import Question

NEEDED = ("unit", "period")
BESIDE = ("cause", "parts")
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
    beside: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in BESIDE})
    """What stands beside an answer and is read with it."""
    faults: dict[int, int] = field(default_factory=dict)
    """The numbers of ``kinds``."""
    kinds: list[tuple[Problem, ...]] = field(default_factory=list)
    """The faults that contents have, but of many that have faults of one code those of the first."""
    _kinds: dict[tuple[tuple[str, int], ...], list[int]] = field(default_factory=dict)

    def take(self, reader: RowReader, row: Mapping[str, Cell], *, points_first: bool = False) -> None:
        """Read one content, or note its faults."""
        reading = reader.reading
        reading.answers.clear()
        reading.problems.clear()
        reader.read(row, points_first=points_first)
        if reading.problems:
            self._note(tuple(reading.problems))
        if reading.answers:
            made = reading.answers[0][0]
            status = STATUSES.index(made.status)
            self._append((made.indicator, made.instance), made.answer, made.points, status, made)
        else:
            self._append(("", ""), None, None, ABSENT)

    def _note(self, found: tuple[Problem, ...]) -> None:
        """Number the faults of a content; beyond a number of those that differ they are as the first of their kind."""
        known = self._kinds.setdefault(tuple((each.code, each.location.column) for each in found), [])
        if len(known) <= DIFFERENT:
            known.append(len(self.kinds))
            self.kinds.append(found)
            self.faults[len(self.status)] = known[-1]
        else:
            self.faults[len(self.status)] = known[0]

    def parse(self, key: Key, question: Question, text: str, *, in_points: bool = False) -> bool:
        """Read a text that is an answer without a fault; False: it is not, and the reader of records has to look at it."""
        value, points, fault = question.parse(key[0], text, ANY.where, in_points=in_points)
        if fault is not None or (value is None and points is None):
            return False
        self._append(key, value, points, ANSWERED)
        return True

    def _append(
        self, key: Key, value: AnswerValue, points: float | None, status: int, made: Answer | None = None
    ) -> None:
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        self.code.append(
            NO_VALUE if value is None or counted else self.values.setdefault((type(value), value), len(self.values))
        )
        self.number.append(float(value) if isinstance(value, int | float) and counted else np.nan)
        self.points.append(np.nan if points is None else points)
        self.status.append(status)
        if made:
            self._stand_beside(made)
        self.keys.append(key)

    def _stand_beside(self, made: Answer) -> None:
        """Note what stands beside the last answer; nothing stands beside those that were only counted."""
        for name, contents in self.beside.items():
            contents.extend([NOTES[name]] * (len(self.status) - 1 - len(contents)))
            contents.append(getattr(made, name))

    def notes(self, codes: Codes) -> dict[str, Noted]:
        """Give what stands beside the answers and is read with them, where there is any."""
        whole = len(self.status)
        return {
            name: numbered(name, [*contents, *[NOTES[name]] * (whole - len(contents))], codes)
            for name, contents in self.beside.items()
            if any(contents)
        }

    def located(self, codes: Codes, table: TextTable) -> Iterator[Problem]:
        """Give the faults of the rows whose content has some: each once, with the first places and their number."""
        if not self.faults:
            return
        number = np.full(len(self.status), -1, dtype=np.int32)
        number[list(self.faults)] = list(self.faults.values())
        fault = number[codes]
        rows = np.flatnonzero(fault >= 0)
        rows = rows[np.argsort(fault[rows], kind="stable")]
        starts = np.searchsorted(fault[rows], np.arange(len(self.kinds) + 1))
        for kind, found in enumerate(self.kinds):
            start, end = int(starts[kind]), int(starts[kind + 1])
            lines = table.lines[rows[start : min(end, start + PLACES)]].tolist()
            for each in found if lines else ():
                yield repeated(each, [each.location._replace(line=line) for line in lines], end - start)


def with_keys(table: TextTable, problems: list[Problem], declared: Sequence[str]) -> TextTable:
    """Read units and periods, each distinct text once, and say what was read otherwise than it was written.

    :param declared: labels of periods that the instrument declares
    """
    columns, keys = list(table.columns), Keys(declared)
    for name in NEEDED:
        place = table.names.index(name)
        before = columns[place]
        read = [read_key(name, text, declared) for text in before.texts]
        changed = [number for number, key in enumerate(read) if key.code]
        if not changed:
            continue
        counts = np.bincount(before.codes, minlength=len(before.texts))
        for number in changed:
            if counts[number]:
                row = int(np.argmax(before.codes == number))
                keys.read(name, before.texts[number], table.where(place, row), int(counts[number]))
        columns[place] = before.renamed([key.text for key in read])
    problems.extend(keys.problems())
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
