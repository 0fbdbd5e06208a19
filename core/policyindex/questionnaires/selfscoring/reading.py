"""Reading a self-scoring workbook that was filled in: rows are found by their hidden ids, whatever their order."""

from __future__ import annotations

import datetime

from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.record import LEFT_OUT, Status
from policyindex.errors import ProblemsFoundError
from policyindex.instruments.hashing import scoring_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, SingleChoice, Tick
from policyindex.problems import Location, problem
from policyindex.questionnaires.selfscoring import checklist, reports
from policyindex.questionnaires.selfscoring.book import option_start
from policyindex.questionnaires.selfscoring.origin import MARK, PART, PLAN_MARK, Origin
from policyindex.questionnaires.selfscoring.plans import Plan
from policyindex.questionnaires.selfscoring.texts import texts_in
from policyindex.workbooks.addresses import address
from policyindex.workbooks.values import Book, Sheet, Value, open_workbook


def read_self_scoring(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read the answers; ``name`` stands for the file in problems."""
    book = open_workbook(data, name)
    sheet = _marked(book, MARK)
    origin = Origin.parse(sheet.at(2, 1)) if sheet else None
    if sheet is None or origin is None:
        raise ProblemsFoundError([problem("selfscoring-not-here", Location(name))])
    if origin.reference != instrument.reference or origin.scoring_hash != scoring_hash(instrument):
        values = {"found": origin.reference, "expected": instrument.reference}
        raise ProblemsFoundError([problem("selfscoring-other-instrument", Location(name), **values)])
    return _Workbook(book, sheet, origin, instrument).read()


def _marked(book: Book, mark: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets.values() if sheet.at(1, 1) == mark), None)


def _text(value: Value) -> str:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d")
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()


class _Workbook:
    """The sheets of one workbook, and the rows of its ids."""

    def __init__(self, book: Book, sheet: Sheet, origin: Origin, instrument: Instrument) -> None:
        self.book, self.sheet, self.origin, self.instrument = book, sheet, origin, instrument
        self.reader, self.words = RowReader(instrument), texts_in(origin.language)
        self.plan = _marked(book, PLAN_MARK)
        self.rows = _ids(sheet)
        self.plans = _ids(self.plan) if self.plan else {}

    def read(self) -> Reading:
        for key, indicator in self.instrument.indicators.items():
            for instance in self.instrument.instances(key):
                column = f"{key}[{instance}]" if instance else key
                if column in self.rows:
                    self._read(column, key, instance, indicator)
        return self.reader.reading

    def _at(self, row: int, column: int) -> Cell:
        """Give a cell of the checklist, its column counted from 0."""
        where = self.book.where(self.sheet.name, address(row, column + 1))
        return Cell(_text(self.sheet.at(row, column + 1)), where)

    def _planned(self, column: str, at: int) -> str:
        row = self.plans.get(column)
        return _text(self.plan.at(row, at + 1)) if self.plan and row else ""

    def _read(self, column: str, key: str, instance: str, indicator: Indicator) -> None:
        row = self.rows[column]
        cell = self._at(row, checklist.ANSWER)
        points = self._at(row, checklist.INSTEAD)
        status = self._left_out(cell.text)
        answer = "" if status else self._answer(column, indicator, cell)
        owner, due, evidence = (self._planned(column, each) for each in (reports.OWNER, reports.DUE, reports.EVIDENCE))
        comment = Plan(self._at(row, checklist.NOTES).text, owner, due).written()
        if not status and not answer and not points.text:
            if not (comment or evidence):
                return
            status = Status.MISSING
        fields = {
            "unit": self.origin.unit, "period": self.origin.period, "indicator": key, "instance": instance,
            "answer": answer, "points": "" if status else points.text, "status": status, "comment": comment,
            "references": evidence,
        }  # fmt: skip
        self.reader.read({name: Cell(text, cell.where) for name, text in fields.items()})

    def _left_out(self, text: str) -> str:
        return next((str(each) for each in LEFT_OUT if self.words[f"left_out_{each}"] == text), "")

    def _answer(self, column: str, indicator: Indicator, cell: Cell) -> str:
        """Give an answer as an answer file has it; what is unknown stays as it is, to be complained of."""
        if isinstance(indicator, Tick):
            return {self.words["applies"]: "true", self.words["does_not_apply"]: "false"}.get(cell.text, cell.text)
        if isinstance(indicator, SingleChoice):
            return _option(indicator, cell.text)
        if isinstance(indicator, AtLeast | GradedCount):
            return self._ticked(column, indicator, cell)
        return cell.text

    def _ticked(self, column: str, indicator: AtLeast | GradedCount, cell: Cell) -> str:
        yes, no = self.words["applies"], self.words["does_not_apply"]
        found = {code: self._part(f"{column}{PART}{code}") for code in indicator.sub_options}
        strange = next((text for text in found.values() if text not in (yes, no, "")), "")
        chosen = [code for code, text in found.items() if text == yes]
        if strange or chosen:
            return strange or "; ".join(chosen)
        if all(text == no for text in found.values()):
            return "none"
        if any(found.values()):
            self.reader.report("selfscoring-half-read", cell.where, indicator=column)
        return ""

    def _part(self, key: str) -> str:
        return self._at(self.rows[key], checklist.ANSWER).text if key in self.rows else ""


def _option(indicator: SingleChoice, text: str) -> str:
    """Give the code of ``2. Some of them``: by the words, as options may stand in another order by now, or its number."""
    number, _, said = text.partition(".")
    same = [code for code, option in indicator.options.items() if option_start(option.text).strip() == said.strip()]
    if len(same) == 1:
        return same[0]
    codes = list(indicator.options)
    known = number.isascii() and number.isdigit() and 0 < int(number[:9]) <= len(codes)
    return codes[int(number) - 1] if known else text


def _ids(sheet: Sheet) -> dict[str, int]:
    """Give the row of each hidden id, counted from 1."""
    return {
        str(row[0]): number
        for number, row in enumerate(sheet.rows, 1)
        if number > checklist.FIRST and row and row[0] != ""
    }
