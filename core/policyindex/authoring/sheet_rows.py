"""The rows of a sheet by column, every value with its cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from policyindex.files.text import UNWANTED
from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.formulas import error_cells, formulas
from policyindex.files.workbooks.values import Book, Moment, Value
from policyindex.problems import Location, Problem, hint, listing, problem
from policyindex.questions.written import text_of


class Cell(NamedTuple):
    """A value and the place of its cell."""

    value: Value
    where: Location

    @property
    def text(self) -> str:
        """The value as a key: 2026 for a number that a spreadsheet made of it."""
        if isinstance(self.value, bool):
            return text_of(self.value)
        whole = isinstance(self.value, float) and self.value.is_integer()
        return str(int(self.value) if whole else self.value).strip()  # type: ignore[arg-type]

    @property
    def is_moment(self) -> bool:
        """Whether the spreadsheet made a date or a time of it: nobody knows what was typed."""
        return isinstance(self.value, Moment)

    @property
    def inside(self) -> str:
        """The cell within its workbook, such as ``options!C7``."""
        return inside(self.where)


def inside(where: Location) -> str:
    """Name a cell within its workbook."""
    return where.file.rpartition(" [")[2].rstrip("]")


def rows_in(
    book: Book, name: str, needed: tuple[str, ...], known: Collection[str], problems: list[Problem]
) -> Iterator[dict[str, Cell]]:
    """Give the rows of a sheet that hold something: their cells by column, an empty one as ``""``.

    :param known: what a column may be called, or start with before a ``/``; empty: anything
    """
    lines = book.sheets[name].rows
    for at in {**formulas(book, name), **error_cells(book, name)}:
        if book.sheets[name].cell(at) == "":
            problems.append(problem("sheet-formula", book.where(name, at)))
    header = _header(book, name, lines[0] if lines else [], known, problems)
    missing = [column for column in needed if column not in header.values()]
    for each in missing:
        values = {"sheet": name, "column": each, "known": listing(filter(None, header.values()))}
        problems.append(problem("sheet-column-missing", book.where(name, "A1"), **values))
    for number, line in enumerate(lines[1:] if not missing else (), 2):
        found: dict[str, Cell] = {}
        filled = False
        for index, value in enumerate(line):
            empty = isinstance(value, str) and not value.strip()
            column = header.get(index)
            if empty and not column:
                continue
            cell = Cell("" if empty else value, book.where(name, address(number, index + 1)))
            if control := UNWANTED.search(cell.text):
                problems.append(problem("file-control-character", cell.where, value=f"U+{ord(control[0]):04X}"))
            if column:
                found[column] = cell
                filled = filled or not empty
            elif column is None:
                problems.append(problem("sheet-column-unnamed", cell.where, value=cell.text))
        if filled:
            for index in range(len(line), max(header) + 1):  # a short row
                if column := header.get(index):
                    found[column] = Cell("", book.where(name, address(number, index + 1)))
            yield found


def _header(
    book: Book, name: str, line: list[Value], known: Collection[str], problems: list[Problem]
) -> dict[int, str]:
    """Name the columns; ``""``: one that was reported and is not read."""
    header: dict[int, str] = {}
    first: dict[str, Cell] = {}
    spelled = {each.lower(): each for each in known}
    for index, value in enumerate(line):
        cell = Cell(value, book.where(name, address(1, index + 1)))
        if not cell.text:
            continue
        header[index] = ""
        start, slash, rest = cell.text.partition("/")
        text = spelled.get(start.strip().lower(), start) + slash + rest
        if cell.is_moment:
            problems.append(problem("sheet-date", cell.where))
        elif text in first:
            problems.append(problem("sheet-column-twice", cell.where, column=cell.text, first=first[text].inside))
        elif known and text.split("/")[0] not in known:
            values = {"field": cell.text, "known": listing(known, 40), "hint": hint(cell.text, known)}
            problems.append(problem("unknown-field", cell.where, **values))
        else:
            header[index] = text
        first.setdefault(text, cell)
    return header
