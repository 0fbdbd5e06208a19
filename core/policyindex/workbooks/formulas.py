"""Formulas of a sheet by cell, read from its XML; the values stand in ``values``.

Plugins may use this module.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from policyindex.errors import ProblemsFoundError
from policyindex.problems import problem
from policyindex.workbooks.addresses import address, column_letters, column_number, position
from policyindex.workbooks.values import Book

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?<![\w.$])(?P<c>\$?)(?P<column>[A-Z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"""
)


def formulas(book: Book, sheet: str) -> dict[str, str]:
    """Give the formulas of a sheet by cell, without their ``=``; shared ones are written out for each cell.

    :raises ProblemsFoundError: where there is no such sheet
    """
    book.sheet(sheet)
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        part = names.get(_part_of(archive, sheet).lower(), "")
        if not part:
            raise ProblemsFoundError([problem("workbook-damaged", book.where(sheet), reason="its part is missing")])
        reader = _Reader()
        with archive.open(part) as stream:
            reader.parser.ParseFile(stream)
    return reader.found


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


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    ids = {
        attributes.get("name", ""): next((value for key, value in attributes.items() if key.endswith(":id")), "")
        for attributes in _elements(archive.read("xl/workbook.xml"), "sheet")
    }
    for attributes in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship"):
        if attributes.get("Id") == ids.get(sheet):
            return posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
    return ""


def _elements(xml: bytes, name: str) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    parser = _parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise ValueError("a document type definition")  # cannot happen: the workbook was checked

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


class _Shared(NamedTuple):
    formula: str
    row: int
    column: int


class _Reader:
    """Collects formulas; text is listened to only inside one."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._shared: dict[str, _Shared] = {}
        self._cell: Mapping[str, str] = {}
        self._text, self._group = "", ""
        self.parser = _parser()
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            self._cell = attributes  # looked at only where there is a formula
        elif tag == "f" or tag.endswith(":f"):
            self._text = ""
            self._group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self.parser.CharacterDataHandler = self._take
            self.parser.EndElementHandler = self._end

    def _take(self, text: str) -> None:
        self._text += text

    def _end(self, tag: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        if not (reference := self._cell.get("r", "")):
            return
        row, column = position(reference)
        cell = address(row, column)
        if self._group and not self._text:
            if self._group in self._shared:
                first = self._shared[self._group]
                self.found[cell] = moved(first.formula, row - first.row, column - first.column)
        elif self._text:
            self.found[cell] = self._text
            if self._group:
                self._shared[self._group] = _Shared(self._text, row, column)
