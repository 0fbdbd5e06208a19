"""Open a stranger's workbook, as a task of a process that is measured."""

from __future__ import annotations

import sys
from pathlib import Path

from policyindex import ProblemsFoundError
from policyindex.files.workbooks.formulas import error_cells, formulas
from policyindex.files.workbooks.values import open_workbook


def opened(path: str) -> None:
    """Look at all that a reader of workbooks looks at; say what is wrong, if anything."""
    try:
        book = open_workbook(Path(path))
        for sheet in book.sheets:
            formulas(book, sheet), error_cells(book, sheet)
    except ProblemsFoundError as error:
        print(error)
        sys.exit(1)
