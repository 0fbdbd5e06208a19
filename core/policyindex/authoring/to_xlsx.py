"""Writing an instrument as a workbook to fill in: typed cells, drop-downs, a sheet that explains the columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

from policyindex.authoring.rows import Cell, Row, Rows
from policyindex.authoring.sheet_columns import described, models_of
from policyindex.authoring.sheets import HEAD, HELP, KEY, OWNERS, TABLES, VALUE, Table
from policyindex.files.workbooks.writing import new_workbook
from policyindex.instruments.shape import arms
from policyindex.problems.errors import WrongUseError
from policyindex.questions.indicator import KINDS
from policyindex.questions.written import text_of

EXAMPLE = Path(__file__).parent / "template.yaml"
"""The instrument that a workbook to fill in shows."""
LAST = 2000
"""The last row with drop-downs."""
LONGEST = 32_767
"""What one cell may hold."""
_WIDE = {"question": 60, "help": 50, "text": 60, "value": 70, "label": 32, "title": 40, "description": 40, "about": 100, "when": 50, "of": 40}  # fmt: skip
_TEXT = "@"  # so that a spreadsheet makes no date of 2026-01
INTRODUCTION = (
    "One row of a sheet is one entry. Leave a cell empty where nothing is to be said; the order of columns is free.",
    "Several values in one cell are joined by a semicolon: a; b. Pairs are written a=1; b=2, several values x=a|b.",
    "A selection of questions is written: where area=work; stage=x|y. Nodes made of facets: by stage; element.",
    "The sheet 'instrument' holds everything else; its keys are paths, such as units/scheme or steps/#1/step.",
    "In a path NAME stands for a name of your own, and #1, #2 and so on for the first, the second of several.",
    "A column that is not there yet may be added: its name is a path too, such as sources/#1/title or rescale/to/high.",
    "Pairs and lists may have a column for each part instead: when/plan, when/wait/at_least, standards/#1/pinpoint.",
    "Convert it with: policyindex instruments from-xlsx FILE.xlsx --output instrument.yaml",
)


def workbook_of(rows: Rows, aggregators: Sequence[str]) -> bytes:
    """Give the bytes of a workbook; ``aggregators`` are offered in a drop-down."""
    whole = io.BytesIO()
    book = new_workbook("policyindex instrument", whole)
    formats = {"bold": book.add_format({"bold": True}), "text": book.add_format({"num_format": _TEXT})}
    head = [{KEY: key, VALUE: value} for key, value in rows.head]
    _sheet(book, formats, HEAD, (KEY, VALUE), head, {})
    for table in TABLES:
        found = rows.tables.get(table.sheet, [])
        columns = tuple(dict.fromkeys((*table.keys, *table.columns, *(key for row in found for key in row))))
        _sheet(book, formats, table.sheet, columns, found, _choices(table, columns, aggregators))
    told: list[Row] = [{"about": line} for line in INTRODUCTION]
    told += [{key: value for key, value in each._asdict().items() if value} for each in described(aggregators)]
    _sheet(book, formats, HELP, ("sheet", "column", "about"), told, {})
    book.close()
    return whole.getvalue()


def check_suffix(option: str, name: str) -> None:
    """Raise WrongUseError where a workbook would be written under the name of something else."""
    if name and not name.lower().endswith(".xlsx"):
        raise WrongUseError(f"{option} writes an XLSX workbook: call it {name}.xlsx")


def _sheet(
    book: Any, formats: Mapping[str, Any], name: str, columns: Sequence[str], rows: Sequence[Row],
    choices: Mapping[str, Any],
) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    for column, title in enumerate(columns):
        sheet.set_column(column, column, _WIDE.get(title, 16), formats["text"])
        sheet.write_string(0, column, title, formats["bold"])
        for number, row in enumerate(rows, 1):
            if title in row:
                _write(sheet, number, column, row[title], formats["text"], f"{name}, column '{title}'")
        if title in choices:
            sheet.data_validation(
                1, column, LAST, column, {"validate": "list", "error_type": "warning", "source": choices[title]}
            )
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, column: int, value: Cell, text: Any, where: str) -> None:
    if isinstance(value, bool):
        sheet.write_string(row, column, text_of(value), text)
    elif isinstance(value, int) or (isinstance(value, Decimal) and Decimal(repr(float(value))) == value):
        sheet.write_number(row, column, float(value))
    else:
        written = value if isinstance(value, str) else f"{value:f}"
        if len(written) > LONGEST:
            raise WrongUseError(f"a cell holds {LONGEST} characters; a text for {where} has {len(written)}")
        sheet.write_string(row, column, written, text)


def _choices(table: Table, columns: Iterable[str], aggregators: Sequence[str]) -> dict[str, Any]:
    """Offer what a column may hold: words of the model, aggregators, ids of another sheet."""
    found: dict[str, Any] = {each: f"={OWNERS[each]}!$A$2:$A${LAST}" for each in table.keys if each in OWNERS}
    for column in columns:
        for model in models_of(table):
            info = model.model_fields.get(column)
            options = arms(info.annotation) if info else []
            words = [word for arm in options for word in get_args(arm) if isinstance(word, str)]
            if bool in options:
                found[column] = ["true", "false"]
            elif words and not any(get_origin(arm) is tuple for arm in options):
                found[column] = words
    if table.sheet == "indicators":
        found["kind"] = list(KINDS)
    if "aggregator" in columns:
        found["aggregator"] = list(aggregators)
    return found
