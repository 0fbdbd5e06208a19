"""A questionnaire as a workbook: locked questions, drop-downs, progress; nothing in it names who made it."""

from __future__ import annotations

import io
import zipfile
from typing import Any, BinaryIO

from policyindex.files.workbooks.writing import new_workbook
from policyindex.locales import word
from policyindex.questionnaires.form import Questionnaire
from policyindex.questionnaires.instructions import instructions
from policyindex.questionnaires.xlsx_heights import height
from policyindex.questionnaires.xlsx_layout import FORMAT, HEAD_SHEET, LISTS_SHEET
from policyindex.questionnaires.xlsx_rows import RowsSheet
from policyindex.questionnaires.xlsx_styles import styles

_BEFORE_PROTECTION = b"<bookViews>"


def write_xlsx(form: Questionnaire, stream: BinaryIO) -> None:
    """Write a workbook of four sheets: instructions, questions, and hidden: drop-down lists, what it belongs to.

    :raises ProblemsFoundError: where an answer so far does not fit into a cell
    """
    whole = io.BytesIO()
    book = new_workbook(form.instrument.file.title, whole)
    language = form.instrument.language
    looks = styles(book)
    start = book.add_worksheet(word("start", language))
    rows = RowsSheet(book.add_worksheet(word("questionnaire", language)), form, looks)
    rows.write()
    _write_start(start, form, rows, looks)
    _write_hidden(book, form, rows)
    book.close()
    stream.write(_structure_locked(whole.getvalue()))


def _write_start(sheet: Any, form: Questionnaire, rows: RowsSheet, looks: dict[str, Any]) -> None:
    language = form.instrument.language
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 76)
    sheet.merge_range(1, 1, 1, 2, form.instrument.file.title, looks["title"])
    sheet.set_row(1, height([(form.instrument.file.title, 98, 18)]))
    facts = [("unit", f"{form.unit_name} ({form.unit})" if form.unit_name != form.unit else form.unit)]
    facts.append(("period", form.period))
    row = 3
    for key, text in facts:
        sheet.write_string(row, 1, word(key, language), looks["name"])
        sheet.write_string(row, 2, text, looks["fact"])
        row += 1
    sheet.write_string(row, 1, word("progress_so_far", language), looks["name"])
    sheet.write_formula(row, 2, rows.progress(outside=True), looks["fact"], rows.progress_now())
    names = {"sheet": rows.sheet.name, "status": word("status", language)}
    names["parts"] = word("parts", language)
    several = any(item.authorities for item in form.items)
    names["change"] = word("change", language, period=form.last_period)
    number = 0
    for number, text in enumerate(
        instructions(language, form.last_period, unreviewed=form.instrument.unreviewed, several=several, **names), 1
    ):
        sheet.set_row(row + 1 + number, height([(text, 76, 11)]) + 4)
        sheet.write_string(row + 1 + number, 1, f"{number}", looks["step"])
        sheet.write_string(row + 1 + number, 2, text, looks["paragraph"])
    colours = ("open", "confirm", "done") if form.last_period else ("open", "done")
    for index, name in enumerate(colours, row + 3 + number):
        sheet.write_blank(index, 1, None, looks[f"legend_{name}"])
        sheet.write_string(index, 2, word(f"colour_{name}", language), looks["paragraph"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.activate()


def _write_hidden(book: Any, form: Questionnaire, rows: RowsSheet) -> None:
    lists = book.add_worksheet(LISTS_SHEET)
    for row, text in enumerate(rows.lists.texts):
        lists.write_string(row, 0, text)
    head = book.add_worksheet(HEAD_SHEET)
    instrument = form.instrument
    facts = {
        "format": FORMAT,
        "instrument": instrument.reference,
        "scoring_hash": form.scoring_hash,
        "text_hash": form.text_hash,
        "language": instrument.language,
        "unit": form.unit,
        "period": form.period,
        "last_period": form.last_period,
        "questions": str(len(form.items)),
    }
    for row, (key, value) in enumerate(facts.items()):
        head.write_string(row, 0, key)
        head.write_string(row, 1, value)
    for sheet in (lists, head):
        sheet.protect()
        sheet.very_hidden()


def _structure_locked(data: bytes) -> bytes:
    """Protect the workbook's structure (no sheet can be removed or renamed), which XlsxWriter has no word for."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/workbook.xml":
                element = b'<workbookProtection lockStructure="1"/>' + _BEFORE_PROTECTION
                content = content.replace(_BEFORE_PROTECTION, element, 1)
            new.writestr(part, content)
    return whole.getvalue()
