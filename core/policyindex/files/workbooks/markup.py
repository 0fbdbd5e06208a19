"""What the XML of a sheet says beyond values: formulas, errors, merged ranges; read once, from start to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.references import moved

_SIGNS = (b"<f", b":f", b'"e"', b"'e'", b"&#", b"mergeCell")
"""Bytes of which one stands in any sheet that has something to tell."""


class Markup(NamedTuple):
    """Formulas and errors by cell, the cells with a formula and no stored value, merged ranges as they are written."""

    formulas: dict[str, str]
    errors: dict[str, str]
    uncomputed: set[str]
    merged: list[str]


class _Shared(NamedTuple):
    """A formula of several cells, and the one it is written for."""

    formula: str
    row: int
    column: int


def read_markup(xml: bytes, parser: expat.XMLParserType) -> Markup:
    """Read the XML of a sheet, or raise ExpatError or ValueError."""
    reader = _Reader(parser)
    if any(each in xml for each in _SIGNS):
        parser.Parse(xml, True)
    return reader.found


class _Reader:
    """Listens to elements; to texts only where one is wanted, for a sheet has a hundred values for each formula."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found = Markup({}, {}, set(), [])
        self._cell: list[str] = []  # names and values of its attributes in turn
        self._formula: list[str] | None = None  # those of its formula
        self._shared: dict[str, _Shared] = {}
        self._ended: Callable[[str], None] = self._error
        self._text: list[str] = []
        self._starts: dict[str, Callable[[list[str]], None]] = {
            "c": self._begin_cell,
            "f": self._begin_formula,
            "v": self._begin_value,
            "mergeCell": self._merged,
        }
        self._parser = parser
        parser.ordered_attributes = True
        parser.StartElementHandler = self._begin

    def _begin(self, tag: str, attributes: list[str]) -> None:
        if handler := self._starts.get(tag) or (":" in tag and self._starts.get(tag.rpartition(":")[2])):
            handler(attributes)

    def _begin_cell(self, attributes: list[str]) -> None:
        self._cell, self._formula = attributes, None

    def _begin_formula(self, attributes: list[str]) -> None:
        self._formula = attributes
        self._collect(self._formula_of)

    def _begin_value(self, _: list[str]) -> None:
        if "e" in self._cell and _named(self._cell, "t") == "e":
            self._collect(self._error)
        elif self._formula is not None:
            self._collect(self._value)

    def _merged(self, attributes: list[str]) -> None:
        if ":" in (text := _named(attributes, "ref")):
            self.found.merged.append(text)

    def _collect(self, ended: Callable[[str], None]) -> None:
        self._text, self._ended = [], ended
        self._parser.CharacterDataHandler, self._parser.EndElementHandler = self._text.append, self._end

    def _end(self, _: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        if _named(self._cell, "r"):
            self._ended("".join(self._text))

    def _place(self) -> tuple[int, int]:
        return position(_named(self._cell, "r"))

    def _error(self, text: str) -> None:
        cell = address(*self._place())
        self.found.errors[cell] = text
        self.found.uncomputed.discard(cell)

    def _value(self, text: str) -> None:
        if text:
            self.found.uncomputed.discard(address(*self._place()))

    def _formula_of(self, text: str) -> None:
        row, column = self._place()
        cell, about = address(row, column), self._formula or []
        if _named(self._cell, "t") != "str":  # an empty text is a value
            self.found.uncomputed.add(cell)
        group = _named(about, "si") if _named(about, "t") == "shared" else ""
        if group and not text:
            if first := self._shared.get(group):
                self.found.formulas[cell] = moved(first.formula, row - first.row, column - first.column)
        elif text:
            self.found.formulas[cell] = text
            if group:
                self._shared[group] = _Shared(text, row, column)


def _named(attributes: list[str], name: str) -> str:
    """Give an attribute of a list of names and values in turn."""
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(name, "")
