"""The cells of a table of answers by column: distinct texts and their numbers, so that each text is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from policyindex.files.csv_rows import Line
from policyindex.problems import Location, Problem, compact, problem

Codes = NDArray[np.int32]
CHUNK = 4096


@dataclass(frozen=True)
class TextColumn:
    """One column: distinct texts without the spaces around them, and the number of each row's."""

    texts: tuple[str, ...]
    codes: Codes

    @classmethod
    def of(cls, texts: Sequence[str], codes: Codes) -> TextColumn:
        """Strip texts; those that are equal then become one."""
        plain = [text.strip() for text in texts]
        distinct = {text: place for place, text in enumerate(dict.fromkeys(plain))}
        if len(distinct) < len(plain):
            codes = np.array([distinct[text] for text in plain], dtype=np.int32)[codes]
        return cls(tuple(distinct), codes)

    def renamed(self, rename: Sequence[str]) -> TextColumn:
        """Give the column with other texts, in the order of its own."""
        return TextColumn.of(rename, self.codes)


@dataclass(frozen=True, eq=False)
class TextTable:
    """A table of answers as texts."""

    file: str
    """What stands for the file in problems."""
    head: int
    """The line of the header."""
    names: tuple[str, ...]
    columns: tuple[TextColumn, ...]
    lines: NDArray[np.int64]
    """The line where each row starts."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with rows that are not here."""
    placed: bool = True
    """Whether cells have a column in places: not so where records are no rows of cells."""

    def where(self, column: int, row: int) -> Location:
        """Give the place of a cell."""
        return Location(self.file, int(self.lines[row]), column + 1 if self.placed else 0)

    def rows(self, kept: NDArray[np.bool_]) -> TextTable:
        """Keep some rows."""
        columns = tuple(TextColumn(each.texts, each.codes[kept]) for each in self.columns)
        return TextTable(self.file, self.head, self.names, columns, self.lines[kept], self.problems, self.placed)


def by_column(file: str, header: Line, lines: Iterable[Line], *, placed: bool = True) -> TextTable:
    """Take rows apart; empty ones are left out, and so are those of another length, with a problem each."""
    names = tuple(name.strip() for name in header[1])
    known: list[dict[str, int]] = [{} for _ in names]
    codes: list[list[Codes]] = [[np.empty(0, np.int32)] for _ in names]
    numbers: list[int] = []
    problems: list[Problem] = []
    for chunk in _chunks(lines):
        rows = []
        for number, cells in chunk:
            if not any(cell and not cell.isspace() for cell in cells):
                continue
            if len(cells) != len(names):
                values = {"found": len(cells), "wanted": len(names)}
                problems.append(problem("answers-row-length", Location(file, number), **values))
                continue
            numbers.append(number)
            rows.append(cells)
        compact(problems)
        for place, column in enumerate(zip(*rows, strict=True)):
            own = known[place]
            codes[place].append(np.array([own.setdefault(text, len(own)) for text in column], dtype=np.int32))
    columns = tuple(TextColumn.of(tuple(own), np.concatenate(each)) for own, each in zip(known, codes, strict=True))
    return TextTable(file, header[0], names, columns, np.array(numbers, dtype=np.int64), tuple(problems), placed)


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def empty_rows(columns: Sequence[TextColumn]) -> NDArray[np.bool_]:
    """Tell in which rows no cell holds anything."""
    found = np.ones(len(columns[0].codes) if columns else 0, dtype=np.bool_)
    for each in columns:
        if found.any():
            found &= each.codes == each.texts.index("") if "" in each.texts else False
    return found


def combined(columns: Sequence[TextColumn]) -> tuple[Codes, Codes]:
    """Number the distinct combinations of some columns as they come; give the first row of each, and each row's number."""
    numbers = np.zeros(len(columns[0].codes), dtype=np.int64)
    for each in columns:
        if len(each.texts) > 1:
            numbers = np.unique(numbers * len(each.texts) + each.codes, return_inverse=True)[1].reshape(-1)
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return first[order].astype(np.int32), place[inverse.reshape(-1)]
