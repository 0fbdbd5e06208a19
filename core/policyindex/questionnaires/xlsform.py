"""A questionnaire as an XLSForm, for ODK and KoboToolbox: three sheets, every question in one named language.

All translatable columns name the language: KoboToolbox refuses forms that mix named and unnamed ones, and readers of a
screen need the language's code.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from policyindex.answers.importers import xlsform_names as names
from policyindex.files.workbooks.writing import CELL, new_workbook
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires import xpath
from policyindex.questionnaires.form import Questionnaire
from policyindex.questionnaires.xlsform_rows import Choice, Row, choices, survey

_TRANSLATED = ("label", "hint", "constraint_message")
_WIDTHS = {"label": 60, "hint": 60, "name": 36, "relevant": 30, "type": 28, "list_name": 28}


def write_xlsform(form: Questionnaire, stream: BinaryIO) -> None:
    """Write the workbook; nothing in it tells points, and no name of an author.

    :raises WrongUseError: for a text that is longer than a cell can hold
    """
    version = _version(form)
    head = {
        "form_title": f"{form.instrument.file.title} · {form.unit_name} · {form.period}",
        "form_id": form_id(form),
        "version": version,
        "default_language": language_name(form.instrument.language),
        "instance_name": f"concat({xpath.ref(names.UNIT)}, ' ', {xpath.ref(names.PERIOD)})",
        "style": "pages",
    }
    settings = [xpath.shown(text) if name == "form_title" else text for name, text in head.items()]
    whole = io.BytesIO()
    book = new_workbook(head["form_title"], whole)
    _sheet(book, "survey", Row._fields, survey(form, version), form)
    _sheet(book, "choices", Choice._fields, choices(form), form)
    _sheet(book, "settings", tuple(head), [settings], form)
    book.close()
    stream.write(whole.getvalue())


def form_id(form: Questionnaire) -> str:
    """Name the form: the same for one instrument, unit and period, whatever its texts."""
    asked = (form.instrument.reference, form.unit, form.period)
    readable = re.sub("[^A-Za-z0-9]+", "-", "-".join((form.instrument.id, form.unit, form.period)))[:60].strip("-")
    return f"{readable}-{_digest(asked)}"


def language_name(code: str) -> str:
    """Name a language as XLSForm does, such as ``Spanish (es)``."""
    import pycountry

    main = code.partition("-")[0]
    found = pycountry.languages.get(**{f"alpha_{len(main)}": main})
    name = re.split(r"[;(,]", found.name)[0].strip() if found else main
    return f"{name} ({main})"


def _version(form: Questionnaire) -> str:
    """Give the version: the text hash, and a digest of all rows, which answers given so far change too."""
    return f"{form.text_hash[:10]}-{_digest([*survey(form, ''), *choices(form)])}"


def _digest(content: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:8]


def _sheet(book: Any, name: str, columns: tuple[str, ...], rows: Iterable[Sequence[str]], form: Questionnaire) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    language = language_name(form.instrument.language)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, f"{title}::{language}" if title in _TRANSLATED else title, bold)
        sheet.set_column(column, column, _WIDTHS.get(title, 18))
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if not text:
                continue
            cell = xpath.shown(text) if columns[column] in _TRANSLATED else str(text)
            if len(cell) > CELL:
                raise WrongUseError(
                    f"the {columns[column]} of {row[1]} has {len(cell)} characters; a cell holds {CELL} at most: shorten it"
                )
            sheet.write_string(number, column, cell)
    sheet.freeze_panes(1, 0)
