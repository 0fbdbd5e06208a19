"""Reading a questionnaire's workbook: rows by their hidden id, columns by their hidden key, in any order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from policyindex.answers.authorities import Part, written
from policyindex.answers.joint import Joint, joint
from policyindex.answers.reading import Cell, RowReader
from policyindex.answers.record import Answer
from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.formulas import error_cells
from policyindex.files.workbooks.values import Book, Sheet, open_workbook
from policyindex.problems import Location, Problem, errors_in, hint, listing, plain, problem, shorten
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires.cell_reading import CellReader
from policyindex.questionnaires.cell_texts import text
from policyindex.questionnaires.cells import ANSWER, CHANGE, COMMENT, FIELDS, PARTS, STATUS
from policyindex.questionnaires.filled import Filled, Head, Opened, Returned
from policyindex.questionnaires.form import Item, questionnaire
from policyindex.questionnaires.parts_cell import meant
from policyindex.questionnaires.seen_head import unseen
from policyindex.questionnaires.seen_rows import SEEN, SeenRows
from policyindex.questionnaires.written_with import WrittenWith
from policyindex.questionnaires.xlsx_layout import BASE, FORMAT, HEAD, HEAD_SHEET, ID, NEEDED, PART
from policyindex.questions.asked import Takes
from policyindex.questions.neutral import code_named
from policyindex.selfscoring.reading import is_self_scoring
from policyindex.selfscoring.returned import read_book

_NEEDED_HEAD = ("format", "instrument", "scoring_hash", "text_hash", "language", "unit", "period")
_MOST = 200  # problems of rows; a file with more of them is no questionnaire any more
_THOUSANDS = re.compile(r"\s*[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}\s*")


@dataclass(frozen=True)
class _Row:
    """One row of the sheet: its number, and which question or part it is."""

    number: int
    id: str
    part: str


def read_xlsx(data: bytes, name: str, open_instrument: Callable[[Head, Location], Opened]) -> tuple[Filled, ...]:
    """Read a workbook, also one that scores by itself; ``name`` stands for the file in problems.

    :raises ProblemsFoundError: where it is no questionnaire, hostile, or of another instrument
    """
    book = open_workbook(data, name)
    if is_self_scoring(book):
        return read_book(book, open_instrument)
    head = read_head(book)
    return (read_rows(book, head, open_instrument(head, book.where(HEAD_SHEET))),)


def read_head(book: Book) -> Head:
    """Read what a workbook says it is.

    :raises ProblemsFoundError: where it is no questionnaire of a format that is known
    """
    sheet = book.sheets.get(HEAD_SHEET)
    values = {text(row[0]): plain(text(row[1])).strip() for row in sheet.rows if len(row) > 1} if sheet else {}
    missing = [key for key in _NEEDED_HEAD if not values.get(key)]
    if missing:
        reason = f"the hidden sheet '{HEAD_SHEET}' does not say its {missing[0]}" if sheet else "it has no hidden sheet"
        raise ProblemsFoundError([problem("questionnaire-not-one", book.where(), reason=reason)])
    if values["format"] != FORMAT:
        where = book.where(HEAD_SHEET)
        raise ProblemsFoundError([problem("questionnaire-format", where, value=values["format"], known=FORMAT)])
    return Head(*(values.get(key, "") for key in HEAD[1:]))


def read_rows(book: Book, head: Head, opened: Opened) -> Filled:
    """Understand every row; the problems name the cells that cannot be understood."""
    filled = _Reader(book, head, opened).read()
    return replace(filled, problems=(*opened.warnings, *filled.problems))


class _Reader:
    def __init__(self, book: Book, head: Head, opened: Opened) -> None:
        self.book, self.head, self.instrument = book, head, opened.instrument
        self.same_texts = not any(each.code == "questionnaire-other-texts" for each in opened.warnings)
        self.written = WrittenWith(head, opened.answers, head.language)
        self.problems: list[Problem] = []
        self.sheet, self.keys_row, self.places = self._sheet()
        self.items = {each.id: each for each in questionnaire(opened.instrument, head.unit, head.period).items}

    def read(self) -> Filled:
        self.problems.extend(unseen(self.book, self.sheet, self.head))
        self._check_errors()
        rows = list(self._rows())
        differing = self._differing(rows)
        parts: dict[str, list[_Row]] = {}
        for row in rows:
            if row.part:
                parts.setdefault(row.id, []).append(row)
        returned = []
        for row in rows:
            if row.part:
                continue
            its_parts = parts.pop(row.id, [])
            if row.id not in differing and (found := self._returned(row, its_parts)):
                returned.append(found)
        for alone in parts.values():
            self._report(alone[0].number, ANSWER, "questionnaire-parts-alone", id=alone[0].id)
        self._count(len({row.id for row in rows if not row.part}))
        return Filled(self.head, self.instrument, tuple(returned), tuple(self.problems))

    def _check_errors(self) -> None:
        """Report cells with an error such as ``#DIV/0!``: their values are empty, and would clear what stands."""
        filled_in = {self.places[field]: field for field in FIELDS if field in self.places}
        for cell, value in error_cells(self.book, self.sheet.name).items():
            number, place = position(cell)
            if number > self.keys_row and place in filled_in:
                self._report(number, filled_in[place], "questionnaire-cell-error", value=value)

    def _differing(self, rows: list[_Row]) -> set[str]:
        """Report rows that show another question than their hidden cells name; give the questions nothing is taken for."""
        seen = SeenRows(self.items.values(), self.instrument.language, same_texts=self.same_texts)
        numbers = {row.id: self._number(row) for row in rows if not row.part}
        differing = set()
        for row in rows:
            shown = {column: self._text(row.number, column) for column in SEEN if column in self.places}
            fits = not shown or seen.fits((row.id, row.part), shown)
            if not fits or self._number(row) != numbers.get(row.id, self._number(row)):
                differing.add(row.id)
                wanted = shorten(" ".join(filter(None, seen.texts[row.id, row.part].values())), 80)
                value = shorten(" ".join(filter(None, (self._text(row.number, "number"), *shown.values()))), 80)
                self._report(row.number, SEEN[-1], "questionnaire-row-differs", value=value, id=row.id, wanted=wanted)
        return differing

    def _number(self, row: _Row) -> str:
        """Give the number of a row's question as it is shown: that of a part begins with it."""
        return self._text(row.number, "number").partition(".")[0].strip()

    def _count(self, found: int) -> None:
        """Warn of rows that were deleted: what was answered there is not in the workbook any more."""
        written = int(self.head.questions) if self.head.questions.isdecimal() else found
        if found < written:
            values = {"gone": written - found, "total": written}
            self.problems.append(problem("questionnaire-rows-gone", self.book.where(self.sheet.name), **values))

    def _sheet(self) -> tuple[Sheet, int, dict[str, int]]:
        """Find the sheet of questions, the row of keys, and the columns by key."""
        for sheet in (each for each in self.book.sheets.values() if each.visible):
            for number, row in enumerate(sheet.rows[:20], 1):
                keys = {text(value): place for place, value in enumerate(row, 1) if value != ""}
                if len(set(keys) & set(NEEDED)) > 1:
                    return sheet, number, self._needed(sheet, number, keys)
        reason = "no sheet has the hidden row of keys"
        raise ProblemsFoundError([problem("questionnaire-not-one", self.book.where(), reason=reason)])

    def _needed(self, sheet: Sheet, number: int, keys: dict[str, int]) -> dict[str, int]:
        where = self.book.where(f"{sheet.name}!{number}")
        missing = [key for key in NEEDED if key not in keys]
        if missing:
            values = {"known": listing(keys)}
            raise ProblemsFoundError(
                [problem("questionnaire-column-missing", where, column=key, **values) for key in missing]
            )
        return keys

    def _rows(self) -> Iterator[_Row]:
        """Give the rows of questions and parts that exist, each once."""
        first: dict[tuple[str, str], int] = {}
        for number in range(self.keys_row + 1, len(self.sheet.rows) + 1):
            if len(self.problems) >= _MOST:
                self._report(number, ID, "questionnaire-too-many-faults", count=len(self.problems))
                return
            row = _Row(number, self._text(number, ID).strip(), self._text(number, PART).strip())
            if not row.id:
                if first:  # headings stand above
                    self._check_lost(row)
                continue
            if row.id not in self.items:
                values = {"instrument": self.instrument.reference, "hint": hint(row.id, self.items)}
                self._report(number, ID, "questionnaire-question-unknown", value=row.id, **values)
                continue
            known = self.items[row.id].indicator.parts
            if row.part and row.part not in known:
                values = {"id": row.id, "known": listing(known), "hint": hint(row.part, known)}
                self._report(number, PART, "questionnaire-part-unknown", value=row.part, **values)
            elif (row.id, row.part) in first:
                name = f"{row.id} {row.part}".strip()
                self._report(number, ID, "questionnaire-row-twice", id=name, first=first[row.id, row.part])
            else:
                first[row.id, row.part] = number
                yield row

    def _check_lost(self, row: _Row) -> None:
        """Report what somebody wrote into a row that belongs to no question."""
        for field in FIELDS:
            if found := self._text(row.number, field).strip():
                self._report(row.number, field, "questionnaire-row-without-id", value=found)
                return

    def _returned(self, row: _Row, parts: list[_Row]) -> Returned | None:
        item = self._as_written(row)
        if item is None:
            return None
        rows = {"": row, **{each.part: each for each in parts}}
        written = self.sheet.at(row.number, self.places[ANSWER])
        if item.indicator.takes is Takes.NUMBER and isinstance(written, str) and _THOUSANDS.fullmatch(written):
            self._report(row.number, ANSWER, "questionnaire-number", value=written, id=item.id)
            return None
        cells = {("", field): self._text(row.number, field) for field in FIELDS if field in self.places}
        cells.update({(part, ANSWER): self._text(each.number, ANSWER) for part, each in rows.items()})

        def report(part: str, field: str, code: str, **values: object) -> None:
            self._report(rows.get(part, row).number, field, code, **values)

        key = item.key

        def count(parts: tuple[Part, ...]) -> Joint:
            found = joint(self.instrument, key, parts, self._where(row.number, PARTS))
            self.problems.extend(found.problems)
            return found

        reader = CellReader(item, self.head.unit, self.head.period, self.head.language, report, count)
        understood, answer = reader.answer(cells)
        if not understood:
            return None
        own = (
            answer and not answer.parts and answer.points is not None and answer.points not in self.written.points(item)
        )
        if answer and own and (reader.touched or not self.written.known):
            self._report(row.number, ANSWER, "questionnaire-points-unseen", id=item.id)
            return None
        if not self.written.known:
            item = replace(item, given=None)
        part, field = min(reader.touched & {(part, ANSWER) for part in rows}, default=("", ANSWER))
        if (part, field) not in reader.touched:
            field = next((each for each in (PARTS, STATUS, CHANGE) if ("", each) in reader.touched), ANSWER)
        places = {
            "answer": self._where(rows[part].number, field),
            "comment": self._where(row.number, COMMENT),
            "references": self._where(row.number, "title"),
        }
        return Returned(item, answer, places)

    def _as_written(self, row: _Row) -> Item | None:
        """Give the item with what stood in its row when the questionnaire was written, as far as that can be known."""
        item = self.items[row.id]
        content = self._text(row.number, BASE)
        if not content.strip():
            return item
        try:
            base = json.loads(content)
            read = (
                partial(self._answer, row, item, self.head.period),
                partial(self._answer, row, item, self.head.last_period),
            )
            claims = base.get("given"), base.get("previous")
            return self.written.item(item, claims, self._text(row.number, "last"), read)
        except (ValueError, TypeError, AttributeError, RecursionError):
            self._report(row.number, BASE, "questionnaire-row-damaged", id=item.id)
            return None

    def _answer(self, row: _Row, item: Item, period: str, texts: Mapping[str, str]) -> Answer:
        where = self._where(row.number, BASE)
        values = {**texts, "unit": self.head.unit, "period": period, "indicator": item.key, "instance": item.instance}
        if not all(isinstance(value, str) for value in values.values()):
            raise ValueError
        values["answer"] = code_named(item.indicator, values.get("answer", ""))
        if "parts" in values:
            values["parts"] = written(meant(item.indicator, values["parts"], self.head.language))
        reader = RowReader(self.instrument)
        reader.read({field: Cell(value, where) for field, value in values.items()})
        if errors_in(reader.reading.problems) or not reader.reading.answers:
            raise ValueError
        return reader.reading.answers[0][0]

    def _text(self, number: int, key: str) -> str:
        return text(self.sheet.at(number, self.places[key])) if key in self.places else ""

    def _where(self, number: int, key: str) -> Location:
        place = self.places.get(key) or self.places[ANSWER]
        return self.book.where(self.sheet.name, address(number, place))

    def _report(self, number: int, key: str, code: str, **values: object) -> None:
        self.problems.append(problem(code, self._where(number, key), **values))
