"""Formulas of a sheet by cell, read from its XML; the values stand in ``values``.

Plugins may use this module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from policyindex.files.workbooks.addresses import address, column_letters, column_number, position
from policyindex.files.workbooks.parts import damaged, new_parser, sheet_xml
from policyindex.files.workbooks.values import Book

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?<![\w.$])(?P<c>\$?)(?P<column>[A-Z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"""
)


def formulas(book: Book, sheet: str) -> dict[str, str]:
    """Give the formulas of a sheet by cell, without their ``=``; shared ones are written out for each cell.

    :raises ProblemsFoundError: where there is no such sheet
    """
    return _collected(book, sheet, _Formulas())


def error_cells(book: Book, sheet: str) -> dict[str, str]:
    """Give the cells that hold an error such as ``#DIV/0!``, which ``values`` shows as empty.

    :raises ProblemsFoundError: where there is no such sheet
    """
    return _collected(book, sheet, _Errors())


def uncomputed_cells(book: Book, sheet: str) -> set[str]:
    """Give the cells with a formula whose value nobody stored: the program that saved the file does not compute.

    An empty text is a value; so is an error.

    :raises ProblemsFoundError: where there is no such sheet
    """
    with_formula = _collected(book, sheet, _WithFormula())
    return with_formula.keys() - _collected(book, sheet, _Values()).keys() if with_formula else set()


def moved(formula: str, rows: int, columns: int) -> str:
    """Move a formula's relative references, as copying it to another cell does."""

    def one(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        column = match["column"] if match["c"] else column_letters(column_number(match["column"]) + columns)
        row = match["row"] if match["r"] else str(int(match["row"]) + rows)
        return f"{match['c']}{column}{match['r']}{row}"

    return _REFERENCE.sub(one, formula)


def cells_in(formula: str) -> list[str]:
    """Name the cells that a formula mentions, as they stand but without ``$``; the ends of ranges are among them."""
    return [f"{match['column']}{match['row']}" for match in _REFERENCE.finditer(formula) if not match["text"]]


def _collected(book: Book, sheet: str, reader: _Cells) -> dict[str, str]:
    """Read a sheet once from start to end."""
    content = sheet_xml(book, sheet)
    if not any(each in content for each in reader.signs):
        return {}
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.take
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(book, sheet, str(error)) from None
    return reader.found


class _Shared(NamedTuple):
    formula: str
    row: int
    column: int


class _Cells:
    """Collects a text of cells: of the element named ``wanted`` in those that ``is_wanted``."""

    wanted = ""
    signs: tuple[bytes, ...] = ()
    """Bytes of which one stands in any sheet that has something to collect."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._cell: Mapping[str, str] = {}
        self._about: Mapping[str, str] = {}
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            self._cell = attributes
        elif tag.rpartition(":")[2] == self.wanted and self.is_wanted(self._cell):
            self._text, self._about = [], attributes

    def take(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, _: str) -> None:
        if self._text is not None:
            if reference := self._cell.get("r", ""):
                self.add(reference, "".join(self._text))
            self._text = None

    def is_wanted(self, cell: Mapping[str, str]) -> bool:
        return True

    def add(self, reference: str, text: str) -> None:
        self.found[address(*position(reference))] = text


class _Errors(_Cells):
    """Collects the errors that cells show."""

    wanted = "v"
    signs = (b'"e"', b"'e'", b"&#")

    def is_wanted(self, cell: Mapping[str, str]) -> bool:
        return cell.get("t") == "e"


class _Formulas(_Cells):
    """Collects formulas, written out where cells share one."""

    wanted = "f"
    signs = (b"<f", b":f")

    def __init__(self) -> None:
        super().__init__()
        self._shared: dict[str, _Shared] = {}

    def add(self, reference: str, text: str) -> None:
        group = self._about.get("si", "") if self._about.get("t") == "shared" else ""
        row, column = position(reference)
        cell = address(row, column)
        if group and not text:
            if group in self._shared:
                first = self._shared[group]
                self.found[cell] = moved(first.formula, row - first.row, column - first.column)
        elif text:
            self.found[cell] = text
            if group:
                self._shared[group] = _Shared(text, row, column)


class _WithFormula(_Cells):
    """Collects the cells with a formula that should have a value: an empty text is one."""

    wanted = "f"
    signs = _Formulas.signs

    def is_wanted(self, cell: Mapping[str, str]) -> bool:
        return cell.get("t") != "str"


class _Values(_Cells):
    """Collects what cells hold."""

    wanted = "v"
    signs = (b"<v", b":v")

    def add(self, reference: str, text: str) -> None:
        if text:
            super().add(reference, text)
