"""Formulas of a sheet by cell, read from its XML; the values stand in ``values``.

Plugins may use this module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from policyindex.files.workbooks.addresses import address, column_letters, column_number, position
from policyindex.files.workbooks.parts import damaged, new_parser, parse, sheet_xml
from policyindex.files.workbooks.values import Book

_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?<![\w.$])(?P<c>\$?)(?P<column>[A-Z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"""
)
_USUAL = re.compile(rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"[^<>]*><f\b([^<>]*?)(?:/>|>([^<]*)</f>)')
_ANY = re.compile(rb"<f[\s/>]|:f[\s/>]")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_USUAL_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"[^<>]*? t="e"[^<>]*>(?:<f\b[^<>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
)
_USUAL_EMPTY = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"([^<>]*)><f\b[^<>]*?(?:/>|>[^<]*</f>)(?:</c>|<v\s*/>|<v></v>)'
)
_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_GROUP = re.compile(rb'si="(\d+)"')


def formulas(book: Book, sheet: str) -> dict[str, str]:
    """Give the formulas of a sheet by cell, without their ``=``; shared ones are written out for each cell.

    :raises ProblemsFoundError: where there is no such sheet
    """
    content = sheet_xml(book, sheet)
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(book, sheet, str(error)) from None
    return reader.found


def error_cells(book: Book, sheet: str) -> dict[str, str]:
    """Give the cells that hold an error such as ``#DIV/0!``, which ``values`` shows as empty.

    :raises ProblemsFoundError: where there is no such sheet
    """
    content = sheet_xml(book, sheet)
    usual = _USUAL_ERROR.findall(content)
    if len(usual) == len(_ERROR.findall(content)) and b"<!" not in content:
        return {cell.decode(): unescape(text.decode()) for cell, text in usual}
    found: dict[str, str] = {}
    cell, text = "", ""
    parser = new_parser()

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
        raise damaged(book, sheet, str(error)) from None
    return found


def uncomputed_cells(book: Book, sheet: str) -> set[str]:
    """Give the cells with a formula whose value nobody stored: the program that saved the file does not compute.

    An empty text is a value; so is an error.

    :raises ProblemsFoundError: where there is no such sheet
    """
    content = sheet_xml(book, sheet)
    if len(_USUAL.findall(content)) == len(_ANY.findall(content)) and b"<!" not in content:
        return {cell.decode() for cell, about in _USUAL_EMPTY.findall(content) if not _TEXT.search(about)}
    found: set[str] = set()
    cell, kind, formula, value = "", "", False, False

    def start(tag: str, about: dict[str, str]) -> None:
        nonlocal cell, kind, formula, value
        if tag == "c":
            cell, kind, formula, value = about.get("r", ""), about.get("t", "n"), False, False
        formula = formula or tag == "f"

    def end(tag: str, inside: str) -> None:
        nonlocal value
        value = value or (tag == "v" and bool(inside))
        if tag == "c" and formula and not value and kind != "str" and cell:
            found.add(address(*position(cell)))

    try:
        parse(content, start, end)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(book, sheet, str(error)) from None
    return found


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
        self.parser = new_parser()
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
