"""Filling in a questionnaire's workbook as an expert does in a spreadsheet program, for tests."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet, Value, open_workbook

Cell = tuple[str, str, str]
"""A question's column, the field, and the sub-option or nothing."""
Rows = list[list[Value]]


def questions(path: Path) -> Sheet:
    """Give the sheet that has the hidden keys."""
    return next(sheet for sheet in open_workbook(path).sheets.values() if "id" in sheet.rows[0])


def place(path: Path, column: str, field: str, part: str = "") -> tuple[int, int]:
    """Find the row and column of a cell."""
    sheet = questions(path)
    keys = [str(value) for value in sheet.rows[0]]
    rows = [
        number
        for number, row in enumerate(sheet.rows, 1)
        if (row[keys.index("id")], row[keys.index("part")]) == (column, part)
    ]
    return rows[0], keys.index(field) + 1


def cell_of(path: Path, column: str, field: str, part: str = "") -> str:
    """Give a cell as problems name it, such as ``Questionnaire!N4``."""
    return f"{questions(path).name}!{address(*place(path, column, field, part))}"


def value_at(path: Path, column: str, field: str, part: str = "") -> Value:
    return questions(path).at(*place(path, column, field, part))


def fill(path: Path, values: Mapping[Cell, str | float]) -> None:
    """Write into cells; everything else of the file stays as it is."""
    sheet = questions(path)
    names = list(open_workbook(path).sheets)
    member = f"xl/worksheets/sheet{names.index(sheet.name) + 1}.xml"
    keys = {str(value): number for number, value in enumerate(sheet.rows[0], 1)}
    rows = {(str(row[keys["id"] - 1]), str(row[keys["part"] - 1])): number for number, row in enumerate(sheet.rows, 1)}
    wanted = {address(rows[column, part], keys[field]): value for (column, field, part), value in values.items()}

    def one(match: re.Match[str]) -> str:
        if match[1] not in wanted:
            return match[0]
        value = wanted.pop(match[1])
        style = re.search(r' s="\d+"', match[2])
        start = f'<c r="{match[1]}"{style[0] if style else ""}'
        if isinstance(value, str):
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(value.replace("_x", "_x005F_x"))}</t></is></c>'
        return f"{start}><v>{value}</v></c>"

    def change(content: str) -> str:
        return re.sub(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>.*?</c>)', one, content, flags=re.DOTALL)

    rewrite(path, member, change)
    assert not wanted, wanted


def rewrite(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Rewrite one part of the file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, change(content.decode()).encode() if part.filename == member else content)
    path.write_bytes(whole.getvalue())


def rebuild(path: Path, change: Callable[[Rows], Rows]) -> None:
    """Write a new workbook of the same values, with the rows of the questions changed."""
    book = open_workbook(path)
    name = questions(path).name
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for sheet in book.sheets.values():
        target = made.add_worksheet(sheet.name)
        for number, row in enumerate(change([*map(list, sheet.rows)]) if sheet.name == name else sheet.rows):
            for column, value in enumerate(row):
                if value != "":
                    target.write(number, column, value)
    made.close()


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """Open and save a workbook with LibreOffice, or skip where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (no soffice on the path)")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    target = folder / "saved"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return target / path.name
