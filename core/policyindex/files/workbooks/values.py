"""Values of a workbook's sheets, with their cells.

Plugins may use this module: ``open_workbook`` checks what it opens.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policyindex.files.workbooks.addresses import position
from policyindex.files.workbooks.checked import check_workbook, checked_bytes
from policyindex.files.workbooks.parts import Parts
from policyindex.problems import Location, listing, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
"""What a cell holds; an empty cell holds ``""``, a number is a float, a formula its last value."""
Moment = datetime.date | datetime.time | datetime.timedelta
"""What a spreadsheet makes of a text that looks like a date or a time, such as 1-2."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its values from A1 on, row by row."""

    name: str
    rows: list[list[Value]] = field(repr=False)
    visible: bool = True

    def at(self, row: int, column: int) -> Value:
        """Give the value of a cell, both counted from 1; ``""`` beyond the last one."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return ""

    def cell(self, cell: str) -> Value:
        """Give the value at an address such as ``B4``."""
        return self.at(*position(cell))


@dataclass(frozen=True)
class Book:
    """A workbook that was checked: its worksheets by name, in their order."""

    name: str
    data: bytes = field(repr=False)
    """The archive of the parts that were checked; a stranger's own archive is never read twice."""
    sheets: Mapping[str, Sheet] = field(repr=False)

    @cached_property
    def parts(self) -> Parts:
        """What it holds beyond values, opened when somebody asks; each sheet is read once."""
        return Parts(self.data)

    def sheet(self, name: str) -> Sheet:
        """Give a sheet, or raise ProblemsFoundError naming those there are."""
        if name not in self.sheets:
            known = listing(self.sheets)
            raise ProblemsFoundError([problem("workbook-sheet-missing", self.where(), value=name, known=known)])
        return self.sheets[name]

    def where(self, sheet: str = "", cell: str = "") -> Location:
        """Give the place of a sheet or cell for a problem: ``Q.xlsx [Answers!C7]``."""
        inside = f"{sheet}!{cell}" if cell else sheet
        return Location(f"{self.name} [{inside}]" if inside else self.name)


def open_workbook(source: Path | bytes, name: str = "") -> Book:
    """Check a workbook and read all values of its worksheets.

    :param source: a path, or the bytes of a file
    :param name: stands for the file in problems; empty: the path
    :raises ProblemsFoundError: where it is no workbook, damaged, encrypted, hostile or too large
    """
    from python_calamine import CalamineWorkbook

    name = name or str(source if isinstance(source, Path) else "")
    try:
        data = check_workbook(source, name) if isinstance(source, bytes) else checked_bytes(source)
        sheets = _sheets(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except (ProblemsFoundError, WrongUseError):
        raise
    except MemoryError:
        values = {"found": "more than there is here", "limit": "what this machine has left"}
        raise ProblemsFoundError([problem("workbook-too-large", Location(name), **values)]) from None
    except BaseException as error:
        # a panic in the reader's Rust code is no Exception; whatever else is none (a signal) goes on
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = str(error) or type(error).__name__
        raise ProblemsFoundError([problem("workbook-damaged", Location(name), reason=reason)]) from None
    return Book(name, data, sheets)


def _sheets(workbook: CalamineWorkbook) -> dict[str, Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = {}
    for about in workbook.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            rows = workbook.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            sheets[about.name] = Sheet(about.name, rows, about.visible == SheetVisibleEnum.Visible)
    return sheets
