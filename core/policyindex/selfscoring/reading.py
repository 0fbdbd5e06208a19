"""Reading a self-scoring workbook that was filled in: rows are found by their hidden ids, whatever their order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from policyindex.answers.days import day_of
from policyindex.answers.plans import plan_of
from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.record import LEFT_OUT, Cause, Status
from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.formulas import error_cells
from policyindex.files.workbooks.values import Book, Sheet, Value, open_workbook
from policyindex.instruments.columns import Column
from policyindex.instruments.hashing import scoring_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.locales import meanings
from policyindex.problems import Location, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.asked import Takes
from policyindex.questions.written import NONE
from policyindex.selfscoring import checklist, reports
from policyindex.selfscoring.origin import MARK, PART, PLAN_MARK, WHO, Origin
from policyindex.selfscoring.scoring_book import option_start
from policyindex.selfscoring.shown import unseen
from policyindex.selfscoring.texts import texts_in, yes_or_no
from policyindex.selfscoring.who import who


def read_self_scoring(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read the answers; ``name`` stands for the file in problems."""
    book = open_workbook(data, name)
    sheet, origin = found_in(book)
    if origin.reference != instrument.reference or origin.scoring_hash != scoring_hash(instrument):
        values = {"found": origin.reference, "expected": instrument.reference}
        raise ProblemsFoundError([problem("selfscoring-other-instrument", Location(name), **values)])
    return Workbook(book, sheet, origin, instrument).read()


def is_self_scoring(book: Book) -> bool:
    """Tell whether a workbook scores by itself."""
    return _marked(book, MARK) is not None


def found_in(book: Book) -> tuple[Sheet, Origin]:
    """Give the checklist of a workbook, and what it says of itself in hidden cells.

    :raises ProblemsFoundError: where it has none
    """
    sheet = _marked(book, MARK)
    origin = Origin.parse(sheet.at(2, 1)) if sheet else None
    if sheet is None or origin is None:
        raise ProblemsFoundError([problem("selfscoring-not-here", Location(book.name))])
    return sheet, origin


def _marked(book: Book, mark: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets.values() if sheet.at(1, 1) == mark), None)


def _text(value: Value) -> str:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d")
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()


class Workbook:
    """The sheets of one workbook, and the rows of its ids."""

    def __init__(self, book: Book, sheet: Sheet, origin: Origin, instrument: Instrument) -> None:
        """Take what :func:`found_in` gave; ``origin`` says whose it is once it has been read."""
        self.book, self.sheet, self.origin, self.instrument = book, sheet, origin, instrument
        self.reader, self.words = RowReader(instrument), texts_in(origin.language)
        self.plan = _marked(book, PLAN_MARK)
        self.rows = _ids(sheet)
        self.plans = _ids(self.plan) if self.plan else {}
        self.confirmed: set[str] = set()
        """The columns whose answers are said to be unchanged since the last round."""

    def read(self) -> Reading:
        """Read every question; the problems name the cells that cannot be understood.

        :raises ProblemsFoundError: where nobody says which unit it is
        """
        self.reader.reading.problems.extend(unseen(self.book, self.sheet, self.origin))
        self._check_errors(
            self.sheet, self.rows, (checklist.ANSWER, checklist.INSTEAD, checklist.NOTES, checklist.SINCE)
        )
        if self.plan:
            self._check_errors(self.plan, self.plans, (reports.OWNER, reports.DUE, reports.EVIDENCE))
        self._say_who()
        for key, indicator in self.instrument.indicators.items():
            for instance in self.instrument.instances(key):
                column = Column(key, instance).name
                if column in self.rows:
                    self._read(column, key, instance, indicator)
        self._look_outside(self.sheet, self.rows, checklist.ANSWER, checklist.LAST_COLUMN)
        if self.plan:
            self._look_outside(self.plan, self.plans, reports.OWNER, reports.PLACE)
        return self.reader.reading

    def _check_errors(self, sheet: Sheet, ids: dict[str, int], filled_in: Iterable[int]) -> None:
        """Tell of cells with an error such as ``#DIV/0!``, which values show as empty."""
        rows, columns = set(ids.values()), {each + 1 for each in filled_in}
        for cell, value in error_cells(self.book, sheet.name).items():
            row, column = position(cell)
            if row in rows and column in columns:
                self.reader.report("selfscoring-cell-error", self.book.where(sheet.name, cell), value=value)

    def _say_who(self) -> None:
        """Read which unit it is, where whoever filled it in says so; a unit without a code gets one made of its name."""
        if self.origin.unit:
            return
        nowhere = Cell("", self._at(min((self.rows[each] for each in WHO if each in self.rows), default=1), 0).where)
        name, unit, period = (
            self._at(self.rows[each], checklist.ANSWER) if each in self.rows else nowhere for each in WHO
        )
        found, label = who(name, unit, period, self.reader)
        self.origin = self.origin._replace(unit=found, period=label)

    def _look_outside(self, sheet: Sheet, ids: dict[str, int], start: int, end: int) -> None:
        """Tell of what was typed where nothing is read: beside sub-options, in rows of no question, beyond the table."""
        known = {row: PART in key for key, row in ids.items()}
        for number, row in enumerate(sheet.rows[checklist.FIRST :], checklist.FIRST + 1):
            for column, value in enumerate(row):
                read = column <= end if known.get(number) is False else column < start
                if (
                    str(value).strip()
                    and not read
                    and not (number in known and column in (checklist.ANSWER, checklist.STATE))
                ):
                    where = self.book.where(sheet.name, address(number, column + 1))
                    self.reader.report("selfscoring-not-read", where, value=_text(value))

    def _at(self, row: int, column: int) -> Cell:
        """Give a cell of the checklist, its column counted from 0."""
        where = self.book.where(self.sheet.name, address(row, column + 1))
        return Cell(_text(self.sheet.at(row, column + 1)), where)

    def _planned(self, column: str, at: int) -> str:
        row = self.plans.get(column)
        return _text(self.plan.at(row, at + 1)) if self.plan and row else ""

    def _due(self, column: str) -> str:
        """Give the day of a plan as ISO 8601 has it; what is no day is complained of."""
        row = self.plans.get(column)
        if self.plan is None or not row:
            return ""
        value = self.plan.at(row, reports.DUE + 1)
        day = day_of(value)
        if day is None:
            where = self.book.where(self.plan.name, address(row, reports.DUE + 1))
            self.reader.report("selfscoring-no-date", where, value=_text(value), indicator=column)
        return day or ""

    def _read(self, column: str, key: str, instance: str, indicator: Indicator) -> None:
        row = self.rows[column]
        cell = self._at(row, checklist.ANSWER)
        points = self._at(row, checklist.INSTEAD)
        status = self._left_out(cell.text)
        answer = "" if status else self._answer(column, indicator, cell)
        owner, evidence = (self._planned(column, each) for each in (reports.OWNER, reports.EVIDENCE))
        comment, plan = self._at(row, checklist.NOTES).text, plan_of(owner, self._due(column))
        if not status and not answer and not points.text:
            if not (comment or plan or evidence):
                return
            status = Status.MISSING
        fields = {
            "unit": self.origin.unit, "period": self.origin.period, "indicator": key, "instance": instance,
            "answer": answer, "points": "" if status else points.text, "status": status, "comment": comment,
            "references": evidence, "plan": plan.text if plan else "",
        }  # fmt: skip
        cells = {name: Cell(text, cell.where) for name, text in fields.items()}
        self.reader.read(cells | {"cause": self._cause(column)})

    def _cause(self, column: str) -> Cell:
        """Give why an answer is another one than in the last round; empty where it was confirmed."""
        cell = self._at(self.rows[column], checklist.SINCE)
        known = meanings("unchanged", *Cause).get(cell.text.casefold(), cell.text)
        if known != "unchanged":
            return Cell(known, cell.where)
        self.confirmed.add(column)
        return Cell("", cell.where)

    def _left_out(self, text: str) -> str:
        return next(
            (str(each) for each in LEFT_OUT if self.words[f"left_out_{each}"].casefold() == text.casefold()), ""
        )

    def _answer(self, column: str, indicator: Indicator, cell: Cell) -> str:
        """Give an answer as an answer file has it; what is unknown stays as it is, to be complained of."""
        if indicator.takes is Takes.TRUTH:
            return self._yes_or_no(column, self.rows[column])
        if indicator.takes is Takes.CODE:
            return self._chosen(column, indicator, cell)
        return self._ticked(column, indicator, cell) if indicator.takes is Takes.CODES else cell.text

    def _chosen(self, column: str, indicator: Indicator, cell: Cell) -> str:
        """Give the code of an option, where the list that the workbook itself offers has its words."""
        if not cell.text:
            return ""
        asking = (self.sheet, self.plan)
        lists = (sheet for sheet in self.book.sheets.values() if not any(sheet is each for each in asking))
        rows = (row for sheet in lists for row in sheet.rows if len(row) > 1 and row[0] == column)
        offered = [text for text in (str(row[1]) for row in rows) if re.match(r"[0-9]+\. ", text)]
        found = next((text for text in offered if text.casefold() == cell.text.casefold()), "")
        if not found:
            self._unknown(column, cell, offered)
        return _option(indicator, found)

    def _unknown(self, column: str, cell: Cell, offered: Iterable[str]) -> None:
        """Complain of a word that the sheet does not count either."""
        values = {"value": cell.text, "indicator": column, "offered": listing(offered)}
        self.reader.report("selfscoring-word-unknown", cell.where, **values)

    def _ticked(self, column: str, indicator: Indicator, cell: Cell) -> str:
        found = {code: self._part(column, code) for code in indicator.parts}
        chosen = [code for code, text in found.items() if text == "true"]
        if chosen:
            return "; ".join(chosen)
        if all(text == "false" for text in found.values()):
            return NONE
        if any(found.values()):
            self.reader.report("selfscoring-half-read", cell.where, indicator=column)
        return ""

    def _part(self, column: str, code: str) -> str:
        row = self.rows.get(f"{column}{PART}{code}")
        return self._yes_or_no(column, row) if row else ""

    def _yes_or_no(self, column: str, row: int) -> str:
        """Give true, false or nothing; blanks and capitals do not matter."""
        cell = self._at(row, checklist.ANSWER)
        found = yes_or_no(str(self.sheet.at(row, checklist.ANSWER + 1)))
        if cell.text and not found:
            self._unknown(column, cell, [self.words["yes"], self.words["no"]])
        return found


def _option(indicator: Indicator, text: str) -> str:
    """Give the code of ``2. Some of them``: by the words, as options may stand in another order by now, or its number."""
    number, _, said = text.partition(".")
    same = [code for code, text in indicator.choices.items() if option_start(text).strip() == said.strip()]
    if len(same) == 1:
        return same[0]
    codes = list(indicator.choices)
    known = number.isascii() and number.isdigit() and 0 < int(number[:9]) <= len(codes)
    return codes[int(number) - 1] if known else text


def _ids(sheet: Sheet) -> dict[str, int]:
    """Give the row of each hidden id, counted from 1."""
    return {
        str(row[0]): number
        for number, row in enumerate(sheet.rows, 1)
        if number > checklist.FIRST and row and row[0] != ""
    }
