"""The sheet of questions: locked texts, cells to fill in with their drop-downs, and what is hidden."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from policyindex.answers import plans
from policyindex.answers.marks import confirmed_from
from policyindex.answers.record import LEFT_OUT, Answer, Cause
from policyindex.answers.writing import row_of
from policyindex.files.fields import LARGEST
from policyindex.files.workbooks.addresses import column_letters
from policyindex.files.workbooks.writing import CELL
from policyindex.locales import word
from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires import xlsx_layout as layout
from policyindex.questionnaires.cells import (
    ANSWER,
    CHANGE,
    PARTS,
    STATUS,
    UNCHANGED,
    is_prefilled,
    says,
)
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questionnaires.parts_cell import shown
from policyindex.questionnaires.rows import Row, rows_of, told
from policyindex.questionnaires.xlsx_heights import height
from policyindex.questionnaires.xlsx_layout import SheetColumn, columns
from policyindex.questions.neutral import neutral_names

_BASE_FIELDS = ("answer", "points", "status", "cause", "comment", "references")
_LOOKS = {"label": "label", "section": "quiet", "options": "quiet", "help": "quiet", "last": "quiet"}


class Lists:
    """The drop-down lists, one below the other; equal ones stand once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._places: dict[tuple[str, ...], int] = {}

    def place(self, texts: tuple[str, ...]) -> int:
        """Give the number of a list's first row, counted from 1."""
        if texts not in self._places:
            self._places[texts] = len(self.texts) + 1
            self.texts.extend(texts)
        return self._places[texts]


class RowsSheet:
    """Writes the sheet of questions."""

    def __init__(self, sheet: Any, form: Questionnaire, looks: dict[str, Any]) -> None:
        self.sheet, self.form, self.looks = sheet, form, looks
        self.language = form.instrument.language
        self.columns = columns(form)
        self.places = {key: index for index, key in enumerate((*layout.HIDDEN, *(each.key for each in self.columns)))}
        self.lists = Lists()
        self.rows = list(rows_of(form))
        self.last = layout.FIRST_ROW + len(self.rows) - 1

    def write(self) -> None:
        """Write all of it."""
        self._head()
        for index, row in enumerate(self.rows, layout.FIRST_ROW):
            self._hidden(index, row)
            shown = [(self._cell(index, row, column), column) for column in self.columns]
            sizes = ((text, column.width, 9 if _LOOKS.get(column.key) == "quiet" else 11) for text, column in shown)
            self.sheet.set_row(index, height(sizes))
        self._validate()
        self._mark()
        self._finish()

    def progress(self, *, outside: bool = False) -> str:
        """Give the formula of the progress, such as '34 of 97 answered'; ``outside``: for another sheet."""
        sheet = f"'{self.sheet.name}'!" if outside else ""
        done, part = (f"{sheet}{self._range(key)}" for key in (layout.DONE, layout.PART))
        first, _, rest = word("answered_of", self.language, answered="\0", total=len(self.form.items)).partition("\0")
        counted = f'SUMPRODUCT(({part}="")*{done})'
        return "=" + "&".join([*([f'"{first}"'] if first else []), counted, f'"{rest}"'])

    def progress_now(self) -> str:
        """Give the progress as it is."""
        answered = sum(says(item.given) is not None for item in self.form.items)
        return word("answered_of", self.language, answered=answered, total=len(self.form.items))

    def _head(self) -> None:
        sheet = self.sheet
        for key, index in self.places.items():
            sheet.write_string(layout.KEYS_ROW, index, key)
        sheet.set_row(layout.KEYS_ROW, None, None, {"hidden": True})
        sheet.set_row(layout.BANNER_ROW, 24)
        sheet.set_row(layout.HEADER_ROW, height((each.heading, each.width, 11) for each in self.columns))
        first = len(layout.HIDDEN)
        sheet.write_formula(layout.BANNER_ROW, first, self.progress(), self.looks["banner"], self.progress_now())
        sheet.set_column(0, first - 1, 8, None, {"hidden": True})
        for index, column in enumerate(self.columns, first):
            sheet.set_column(index, index, column.width)
            look = "heading_input" if column.filled_in else "heading"
            sheet.write_string(layout.HEADER_ROW, index, column.heading, self.looks[look])

    def _hidden(self, index: int, row: Row) -> None:
        item = row.item
        self._text(index, layout.ID, item.id)
        self._text(index, layout.PART, row.part)
        if not row.part:
            base = {
                name: _base(item, each, self.language)
                for name, each in (("given", item.given), ("previous", item.previous))
                if each
            }
            self._text(index, layout.BASE, json.dumps(base).replace("_x", "\\u005fx") if base else "")
        answered = says(item.given) is not None
        self.sheet.write_formula(index, self.places[layout.DONE], self._done(index), None, int(answered))
        self.sheet.write_number(index, self.places[layout.OPEN], int(is_prefilled(item)))
        if row.choices:
            self.sheet.write_number(index, self.places[layout.FIRST], self.lists.place(row.choices))
            self.sheet.write_number(index, self.places[layout.COUNT], len(row.choices))

    def _done(self, index: int) -> str:
        """Give the formula that tells whether a row's question is answered, by its id: rows may be sorted."""
        mine = f"({self._range(layout.ID)}={self._at(layout.ID, index)})"
        filled = "+".join(f'({self._range(key)}<>"")' for key in (ANSWER, PARTS, STATUS) if key in self.places)
        tests = [f"SUMPRODUCT({mine}*({filled}))>0"]
        if CHANGE in self.places:
            confirmed = f'SUMPRODUCT({mine}*({self._range(CHANGE)}<>""))>0'
            tests.append(f"OR({self._at(layout.OPEN, index)}=0,{confirmed})")
        return f"=IF(AND({','.join(tests)}),1,0)"

    def _cell(self, index: int, row: Row, column: SheetColumn) -> str:
        """Write a cell that can be seen; give its text."""
        if not column.filled_in:
            text = told(row, self.language, points=self.form.instrument.file.self_assessment).get(column.key, "")
            look = "part" if row.part and column.key == "question" else _LOOKS.get(column.key, "text")
            self._text(index, column.key, text, "quiet" if row.part and look == "label" else look)
            return text
        if (row.part and column.key != ANSWER) or (column.key == PARTS and not row.item.authorities):
            self.sheet.write_blank(index, self.places[column.key], None, self.looks["shut"])
            return ""
        text = row.cells[row.part, column.key]
        self._text(index, column.key, text, "input", number=not row.choices)
        return text

    def _text(self, index: int, key: str, text: str, look: str = "hidden", *, number: bool = False) -> None:
        place = self.places[key]
        if len(text) > CELL:
            where = f"{self.sheet.name}!{column_letters(place + 1)}{index + 1}"
            values = {"cell": where, "id": self.rows[index - layout.FIRST_ROW].item.id, "count": len(text)}
            raise ProblemsFoundError([problem("questionnaire-cell-too-long", limit=CELL, **values)])
        if number and key == ANSWER:
            style = self.looks["input_number"]
            if _is_number(text):
                self.sheet.write_number(index, place, float(text), style)
                return
        else:
            style = self.looks[look] if look != "hidden" else None
        if text:
            self.sheet.write_string(index, place, text, style)
        elif style is not None:
            self.sheet.write_blank(index, place, None, style)

    def _validate(self) -> None:
        """Offer lists: the rows' hidden cells say which, so that they follow when rows are sorted."""
        error = {"error_title": self.sheet.name[:32], "error_message": word("pick_from_list", self.language)}
        top = layout.FIRST_ROW
        for listed, run in groupby(self.rows, lambda row: bool(row.choices)):
            end = top + len(list(run)) - 1
            where, count = self._at(layout.FIRST, top), self._at(layout.COUNT, top)
            rule: dict[str, Any] = (
                {"validate": "list", "source": f"=OFFSET({layout.LISTS_SHEET}!$A$1,{where}-1,0,{count},1)", **error}
                if listed
                else {
                    "validate": "decimal",
                    "criteria": "between",
                    "minimum": -float(LARGEST),
                    "maximum": float(LARGEST),
                    **error,
                    "error_message": word("write_a_number", self.language),
                }
            )
            self.sheet.data_validation(top, self.places[ANSWER], end, self.places[ANSWER], rule)
            top = end + 1
        for key, names in ((STATUS, LEFT_OUT), (CHANGE, (UNCHANGED, *Cause))):
            if key in self.places:
                texts = tuple(word(name, self.language) for name in names)
                start = self.lists.place(texts)
                fixed = f"={layout.LISTS_SHEET}!$A${start}:$A${start + len(texts) - 1}"
                rows = (layout.FIRST_ROW, self.places[key], self.last, self.places[key])
                self.sheet.data_validation(*rows, {"validate": "list", "source": fixed, **error})
        for key, form in (("adopted", "date_form"), ("in_force", "date_form"), (PARTS, "parts_form")):
            if key not in self.places:
                continue
            hint = {"validate": "any", "input_message": word(form, self.language)}
            self.sheet.data_validation(layout.FIRST_ROW, self.places[key], self.last, self.places[key], hint)

    def _mark(self) -> None:
        """Colour answers: answered, or still to be confirmed."""
        first, place = layout.FIRST_ROW, self.places[ANSWER]
        answer, done = self._at(ANSWER, first), self._at(layout.DONE, first)
        for test, look in ((f"{done}=1", "done"), (f"{done}=0", "confirm")):
            rule = {"type": "formula", "criteria": f'=AND({answer}<>"",{test})', "format": self.looks[look]}
            self.sheet.conditional_format(first, place, self.last, place, rule)

    def _finish(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.freeze_panes(layout.FIRST_ROW, self.places["question"])
        sheet.autofilter(layout.HEADER_ROW, len(layout.HIDDEN), self.last, len(self.places) - 1)
        allowed = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
        sheet.protect("", allowed)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(layout.HEADER_ROW)
        sheet.set_footer("&L&A&R&P / &N")

    def _range(self, key: str) -> str:
        letters = column_letters(self.places[key] + 1)
        return f"${letters}${layout.FIRST_ROW + 1}:${letters}${self.last + 1}"

    def _at(self, key: str, index: int) -> str:
        return f"${column_letters(self.places[key] + 1)}{index + 1}"


def _base(item: Item, answer: Answer, language: str) -> dict[str, str]:
    """Give what a row was written with, an option by its neutral name; not its source, which may say who answered."""
    texts = row_of(answer)
    texts["answer"] = neutral_names(item.indicator).get(texts["answer"], texts["answer"])
    base = {field: texts[field] for field in _BASE_FIELDS if texts[field]}
    if answer.confirmed_from != confirmed_from(answer.comment):
        base["confirmed_from"] = answer.confirmed_from
    if answer.parts:
        base["parts"] = shown(item.indicator, answer.parts, language)
        base.pop("points", None)
    if answer.plan or plans.parted(answer.comment).plan:
        base["plan"] = answer.plan.text if answer.plan else ""
    return base


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
