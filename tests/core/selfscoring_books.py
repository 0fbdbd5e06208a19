"""Self-scoring workbooks in tests: written, read cell by cell, and calculated anew by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire
from policyindex.selfscoring.workbook import write_workbook

Cells = dict[str, list[list[object]]]


def book_of(form: Questionnaire, host: PluginHost) -> bytes:
    stream = io.BytesIO()
    write_workbook(form, host.rules, stream)
    return stream.getvalue()


def cells_of(data: bytes | Path) -> Cells:
    source = data if isinstance(data, Path) else io.BytesIO(data)
    book = CalamineWorkbook.from_object(source)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


def without_values(data: bytes) -> bytes:
    """Take the values of all formulas out, so that only a real recalculation brings them back."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            new.writestr(name, part)
    return made.getvalue()


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, Cells]:
    """Let LibreOffice calculate workbooks and save them again."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice here: install it (Debian: apt-get install libreoffice-calc)")
    (folder / "in").mkdir()
    for name, data in books.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(without_values(data))
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run(
        [*command, *(str(folder / "in" / f"{name}.xlsx") for name in books)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {name: cells_of(folder / "out" / f"{name}.xlsx") for name in books}
