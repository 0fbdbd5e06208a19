"""What self-scoring pages and workbooks give back, as questionnaires that came back: workbook, answers, saved work."""

from __future__ import annotations

from collections.abc import Callable

from policyindex.answers.importers.csv_answers import read_csv
from policyindex.files.csv_rows import is_european, raw_lines
from policyindex.files.text import decode
from policyindex.files.workbooks.values import Book
from policyindex.problems import Location
from policyindex.questionnaires.bare import bare
from policyindex.questionnaires.filled import GROUPS, Filled, Head, Opened
from policyindex.selfscoring.origin import Origin
from policyindex.selfscoring.reading import Workbook, found_in
from policyindex.selfscoring.saved_work import SavedWork

_LONG = {"unit", "period", "indicator"}
"""Columns that answers have in the form in which pages give them."""
_COLUMNS = {
    "answer": ("answer", "points", "status", "cause"),
    "comment": ("comment", "plan"),
    "references": ("references",),
}

OpenInstrument = Callable[[Head, Location], Opened]


def read_book(book: Book, open_instrument: OpenInstrument) -> tuple[Filled, ...]:
    """Read a workbook that was filled in.

    :raises ProblemsFoundError: where it belongs to another instrument, or nobody can say whose it is
    """
    sheet, origin = found_in(book)
    head = _head(origin)
    opened = open_instrument(head, book.where(sheet.name))
    workbook = Workbook(book, sheet, origin, opened.instrument)
    reading = workbook.read()
    head = _head(workbook.origin)
    return bare(reading, head, opened.instrument, lambda _: GROUPS, workbook.confirmed.__contains__, typed=True)


def read_work(data: bytes, name: str, open_instrument: OpenInstrument) -> tuple[Filled, ...]:
    """Read the work that a page saved; ``name`` stands for the file in problems.

    :raises ProblemsFoundError: where it is none, of another instrument, or nobody can say whose it is
    """
    work = SavedWork.parse(data, name)
    head = Head(work.reference, work.scoring_hash, "", "", work.unit, work.period)
    opened = open_instrument(head, Location(name))
    reading, unit, period = work.read(opened.instrument)
    head = head._replace(unit=unit, period=period)
    return bare(reading, head, opened.instrument, lambda _: GROUPS, lambda each: not work.is_carried(each), typed=True)


def is_long(data: bytes, name: str) -> bool:
    """Tell whether a CSV file holds answers in the form in which pages give them, a row an answer."""
    text, _ = decode(data, name, allow_control=True)
    return _header(text, name) >= _LONG


def read_page_answers(data: bytes, name: str, open_instrument: OpenInstrument) -> tuple[Filled, ...]:
    """Read the answers that a page gave as CSV, which do not say of which instrument they are.

    An answer that repeats the last round's does not confirm it: the file does not tell whether anybody has.

    :raises ProblemsFoundError: where the instrument is not known, or the file breaks off
    """
    opened = open_instrument(Head("", "", "", "", "", ""), Location(name))
    text, _ = decode(data, name, allow_control=True)
    header = _header(text, name)
    groups = [group for group, columns in _COLUMNS.items() if not header.isdisjoint(columns)]
    head = Head(opened.instrument.reference, "", "", "", "", "")
    reading = read_csv(data, name, opened.instrument)
    return bare(reading, head, opened.instrument, lambda _: groups, lambda _: False, typed=True)


def _header(text: str, name: str) -> set[str]:
    lines = raw_lines(text, name, european=is_european(text))
    return {cell.strip() for cell in next((cells for _, cells in lines if any(cells)), ())}


def _head(origin: Origin) -> Head:
    return Head(origin.reference, origin.scoring_hash, "", origin.language, origin.unit, origin.period)
