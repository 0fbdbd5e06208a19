"""Formulas of a sheet by cell, read from its XML; the values stand in ``values``.

Plugins may use this module.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from policyindex.files.workbooks.addresses import address, column_letters, column_number, position
from policyindex.files.workbooks.values import Book
from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?<![\w.$])(?P<c>\$?)(?P<column>[A-Z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"""
)
_USUAL = re.compile(rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"[^<>]*><f\b([^<>]*?)(?:/>|>([^<]*)</f>)')
_ANY = re.compile(rb"<f[\s/>]|:f[\s/>]")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_USUAL_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"[^<>]*? t="e"[^<>]*>(?:<f\b[^<>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
)
_GROUP = re.compile(rb'si="(\d+)"')


def formulas(book: Book, sheet: str) -> dict[str, str]:
    """Give the formulas of a sheet by cell, without their ``=``; shared ones are written out for each cell.

    :raises ProblemsFoundError: where there is no such sheet
    """
    content = _content(book, sheet)
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError) as error:
        raise ProblemsFoundError([problem("workbook-damaged", book.where(sheet), reason=str(error))]) from None
    return reader.found


def error_cells(book: Book, sheet: str) -> dict[str, str]:
    """Give the cells that hold an error such as ``#DIV/0!``, which ``values`` shows as empty.

    :raises ProblemsFoundError: where there is no such sheet
    """
    content = _content(book, sheet)
    usual = _USUAL_ERROR.findall(content)
    if len(usual) == len(_ERROR.findall(content)) and b"<!" not in content:
        return {cell.decode(): unescape(text.decode()) for cell, text in usual}
    found: dict[str, str] = {}
    cell, text = "", ""
    parser = _parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell, text
        if tag.rpartition(":")[2] == "c":
            cell = attributes.get("r", "") if attributes.get("t") == "e" else ""
        text = ""

    def take(more: str) -> None:
        nonlocal text
        text += more

    def end(tag: str) -> None:
        if cell and tag.rpartition(":")[2] == "v":
            found[address(*position(cell))] = text

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, take, end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise ProblemsFoundError([problem("workbook-damaged", book.where(sheet), reason=str(error))]) from None
    return found


def _content(book: Book, sheet: str) -> bytes:
    """Read the XML of a sheet."""
    book.sheet(sheet)
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        part = names.get(_part_of(archive, sheet).lower(), "")
        if not part:
            raise ProblemsFoundError([problem("workbook-damaged", book.where(sheet), reason="its part is missing")])
        return archive.read(part)


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
    """Collects formulas: by a pattern where all of them are written as usual, otherwise by parsing."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._shared: dict[str, _Shared] = {}
        self._cell: Mapping[str, str] = {}
        self._text, self._group = "", ""

    def read(self, content: bytes) -> None:
        """Read the XML of a sheet."""
        usual = _USUAL.findall(content)
        if len(usual) == len(_ANY.findall(content)) and b"<!" not in content:
            for cell, attributes, text in usual:
                group = _GROUP.search(attributes) if b't="shared"' in attributes else None
                self._add(cell.decode(), unescape(text.decode()), group[1].decode() if group else "")
            return
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.Parse(content, True)

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
        if reference := self._cell.get("r", ""):
            self._add(reference, self._text, self._group)

    def _add(self, reference: str, text: str, group: str) -> None:
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
