"""Looking through the XML of a workbook's parts, each once and from start to end, for what must not be in it.

Nothing of it is kept but counts: how far cells reach, how long texts and formulas are, and how often each is used.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from typing import Protocol
from xml.parsers import expat

from policyindex.files.workbooks import limits
from policyindex.files.workbooks.addresses import column_number
from policyindex.files.workbooks.extent import Extent, extent_of
from policyindex.problems.errors import ProblemsFoundError

_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")
_BOOK, _BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_HIDDEN_ADDRESS = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<>&]*+&")
"""A cell or row with an escape in its attributes, which readers may skip: they would count on."""


class Fault(Protocol):
    """Makes the error of one file."""

    def __call__(self, code: str, **values: object) -> ProblemsFoundError:
        """Give the error to raise."""
        ...


class Scan:
    """Looks through all parts of one workbook, adds up what they ask for, and refuses at the first fault."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self.area = self.characters = self.formulas = 0
        self._parts: set[str] = set()
        self._texts: list[int] = []  # the characters of each shared text
        self._uses = Counter[str]()  # of shared texts, by their numbers as cells write them
        self._sheets: list[tuple[str, str]] = []  # their names, and the relationships that say which part they are
        self._targets: dict[str, str] = {}

    def part(self, name: str, content: bytes) -> None:
        """Look through one part."""
        if _HIDDEN_ADDRESS.search(content):
            raise self._fault("workbook-damaged", reason=f"{name} has a cell whose address is written with an escape")
        part = _Part(name, self._fault, limits.AREA - self.area)
        if extent := extent_of(content):
            part.reaches(extent)
        try:
            part.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise self._fault("workbook-damaged", reason=f"{name} is not well-formed XML: {error}") from None
        self.area += part.last_row * part.last_column
        self.characters += part.characters
        self.formulas += part.copied
        self._parts.add(name.lower())
        if part.texts:  # readers know one table of texts: were there two, either may be the one
            self._texts = [max(both) for both in zip_longest(self._texts, part.texts, fillvalue=0)]
        self._uses.update(part.uses)
        if name.lower() == _BOOK:
            self._sheets = part.sheets
        elif name.lower() == _BOOK_RELATIONS:
            self._targets = part.targets

    def finish(self) -> None:
        """Check what all parts ask for together."""
        known, longest = len(self._texts), max(self._texts, default=0)
        for number, uses in self._uses.items():
            at = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else known
            self.characters += (self._texts[at] if at < known else longest) * uses
        self._limit(self.characters, limits.TEXT, "characters in its cells")
        self._limit(self.formulas, limits.FORMULAS, "characters in its formulas")
        self._limit(len(self._sheets), limits.SHEETS, "sheets")
        if len({name.lower() for name, _ in self._sheets}) < len(self._sheets):
            raise self._fault("workbook-damaged", reason="two of its sheets have one name")
        targets = [self._targets.get(relation, "") for _, relation in self._sheets]
        for (name, _), target in zip(self._sheets, targets, strict=True):
            if target not in self._parts:
                reason = f"the sheet '{name[:100]}' stands nowhere in it"
                raise self._fault("workbook-damaged", reason=reason)
        if len(set(targets)) < len(targets):
            raise self._fault("workbook-damaged", reason="two of its sheets are one part")

    def _limit(self, found: int, limit: int, what: str) -> None:
        if found > limit:
            raise self._fault("workbook-too-large", found=f"{found} {what}", limit=f"at most {limit}")


class _Part:
    """Looks through one part."""

    def __init__(self, name: str, fault: Fault, area: int) -> None:
        self.name, self.fault, self.area = name, fault, area
        self.rows = self.row = self.column = self.last_row = self.last_column = self.row_of = 0
        self.row_text = self.kind = ""
        self.columns: dict[str, int] = {}
        self.characters = self.copied = self.tags = self.styles = 0
        self.texts: list[int] = []
        self.uses = Counter[str]()
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._number: list[str] | None = None  # what a cell writes, where that is the number of a shared text
        self._length, self._element = 0, ""
        self._ended: Callable[[int], None] = self._said
        self._group: str | None = None
        self._groups: dict[str, int] = {}
        self._starts: dict[str, Callable[[list[str]], None]] = {
            "c": self._cell,
            "row": self._row,
            "v": self._value,
            "si": self._shared_text,
            "is": self._inline,
            "f": self._formula,
            "sst": self._table,
            "xf": self._style,
            "numFmt": self._number_format,
            "sheet": self._sheet,
            "Relationship": self._relationship,
            "Override": self._content_type,
            "Default": self._content_type,
        }
        self.parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._begin
        parser.ordered_attributes = parser.buffer_text = True
        parser.buffer_size = 1 << 16

    def reaches(self, extent: Extent) -> None:
        """Take it as told how far cells reach; then only what they hold is looked at."""
        self._check_row(extent.last, extent.rows)
        self.row, self.column = extent.row, extent.column
        self._reach()
        self._starts["c"] = self._kind_of
        del self._starts["row"]

    def _doctype(self, *_: object) -> None:
        raise self.fault("workbook-doctype", part=self.name)

    def _begin(self, tag: str, attributes: list[str]) -> None:
        if handler := self._starts.get(tag) or (":" in tag and self._starts.get(tag.rpartition(":")[2])):
            handler(attributes)

    def _collect(self, ended: Callable[[int], None], element: str, *, number: bool = False) -> None:
        """Listen until an element ends, which is told how many characters it has; elsewhere nobody listens."""
        if self.parser.EndElementHandler is not None:
            raise self.fault("workbook-damaged", reason=f"{self.name} has a text within a text")
        self._element, self._ended, self._length, self._number = element, ended, 0, [] if number else None
        parser = self.parser
        parser.CharacterDataHandler, parser.EndElementHandler = self._characters, self._end
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = self._odd

    def _end(self, tag: str) -> None:
        if tag == self._element or tag.rpartition(":")[2] == self._element:
            parser = self.parser
            parser.CharacterDataHandler = parser.EndElementHandler = None
            parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = None
            self._ended(self._length)

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._number is not None:
            self._number.append(text)

    def _odd(self, *_: object) -> None:
        if self._number is not None:
            self._number.append("?")  # a reader may see half of the number: it counts as the longest text

    def _row(self, attributes: list[str]) -> None:
        row = attributes[1] if attributes and attributes[0] == "r" else _named(attributes, "r")
        self.row, self.column = int(row) if row.isdecimal() and len(row) < 10 else self.row_of + 1, 0
        self.row_text, self.rows, self.row_of = str(self.row), self.rows + 1, self.row
        self._check_row(self.row, self.rows)

    def _check_row(self, row: int, rows: int) -> None:
        """Refuse too many rows, and one that no sheet can have; LibreOffice writes some empty ones at the very end."""
        if row > limits.LAST_ROW or rows > limits.ROWS:
            found = f"row {row}" if row > limits.LAST_ROW else f"{rows} rows"
            raise self._too_many(found, f"at most {limits.ROWS} rows")

    def _kind_of(self, attributes: list[str]) -> None:
        if attributes and attributes[-2] == "t":  # as nearly all write it
            self.kind = attributes[-1]
        else:
            self.kind = _named(attributes, "t") if "t" in attributes else ""

    def _cell(self, attributes: list[str]) -> None:
        self._kind_of(attributes)
        reference = attributes[1] if attributes and attributes[0] == "r" else _named(attributes, "r")
        letters = reference.rstrip("0123456789")
        row = reference[len(letters) :]
        if row == self.row_text and self.row == self.last_row and letters in self.columns:
            self.column = self.columns[letters]
            return
        self.row = (int(row) if len(row) < 10 else limits.LAST_ROW) if row else self.row_of
        self.column = self.columns[letters] = column_number(letters[:8]) if letters else self.column + 1
        self.columns.pop("", None)
        if self.row > self.last_row or self.column > self.last_column:
            self._reach()

    def _reach(self) -> None:
        """Note that cells reach this far."""
        self.last_row, self.last_column = max(self.row, self.last_row), max(self.column, self.last_column)
        if self.last_row > limits.ROWS or self.last_row * self.last_column > self.area:
            found = f"they reach to row {self.last_row}, column {self.last_column}"
            raise self._too_many(found, f"rows up to {limits.ROWS}, and {limits.AREA} cells in all sheets")

    def _too_many(self, found: str, limit: str) -> ProblemsFoundError:
        return self.fault("workbook-too-many-cells", part=self.name, found=found, limit=limit)

    def _value(self, _: list[str]) -> None:
        if self.kind == "s":
            self._collect(self._used, "v", number=True)
        elif self.kind not in ("", "n", "b"):
            self._collect(self._said, "v")

    def _used(self, _: int) -> None:
        self.uses["".join(self._number or ()).strip()] += 1

    def _inline(self, _: list[str]) -> None:
        self._collect(self._said, "is")

    def _said(self, length: int) -> None:
        self._limit(length, limits.CELL, "characters in a cell")
        self.characters += length

    def _shared_text(self, _: list[str]) -> None:
        self._collect(self._shared_said, "si")

    def _shared_said(self, length: int) -> None:
        self._said(length)
        self.texts.append(length)

    def _formula(self, attributes: list[str]) -> None:
        self._group = _named(attributes, "si") if _named(attributes, "t") == "shared" else None
        self._collect(self._counted, "f")

    def _counted(self, length: int) -> None:
        self._limit(length, limits.FORMULA, "characters in a formula")
        if self._group is not None:
            length = self._groups[self._group] = length or self._groups.get(self._group, 0)
        self.copied += length

    def _table(self, attributes: list[str]) -> None:
        """Refuse a number of texts that cannot be: readers make room for as many as it says."""
        for name in ("count", "uniqueCount"):
            found = _named(attributes, name).strip()
            if found.isdecimal() and (len(found) > 9 or int(found) > limits.ELEMENTS):
                found = f"{found[:40]} texts, by what {self.name} says of itself"
                raise self.fault("workbook-too-large", found=found, limit=f"at most {limits.ELEMENTS}")

    def _style(self, _: list[str]) -> None:
        self.styles += 1
        self._limit(self.styles, limits.STYLES, "cell styles")

    def _number_format(self, attributes: list[str]) -> None:
        self._limit(len(_named(attributes, "formatCode")), limits.NUMBER_FORMAT, "characters in a number format")

    def _limit(self, found: int, limit: int, what: str) -> None:
        if found > limit:
            raise self.fault("workbook-too-large", found=f"{found} {what}", limit=f"at most {limit}")

    def _sheet(self, attributes: list[str]) -> None:
        relation = next((value for name, value in _pairs(attributes).items() if name.endswith(":id")), "")
        self.sheets.append((_named(attributes, "name"), relation))

    def _content_type(self, attributes: list[str]) -> None:
        kind = _named(attributes, "ContentType").lower()
        if any(each in kind for each in _MACRO_TYPES):
            raise self.fault("workbook-macro", part=_named(attributes, "PartName") or self.name)

    def _relationship(self, attributes: list[str]) -> None:
        kind, target = _named(attributes, "Type").lower(), _named(attributes, "Target")
        if any(each in kind for each in _MACRO_TYPES):
            raise self.fault("workbook-macro", part=target)
        if _named(attributes, "TargetMode").lower() == "external" and not kind.endswith("/hyperlink"):
            raise self.fault("workbook-external-link", part=self.name, value=target)
        if self.name.lower() != _BOOK_RELATIONS:
            return
        # the parts that readers open are named here: only such as were looked through
        if not target.lower().endswith(".xml"):
            raise self.fault("workbook-damaged", reason=f"{self.name} names {target}, which is no XML part")
        if (relation := _named(attributes, "Id")) in self.targets:
            raise self.fault("workbook-damaged", reason=f"{self.name} names two parts as {relation[:100]}")
        self.targets[relation] = part_of(target).lower()


def part_of(target: str) -> str:
    """Give the part that a relationship of the workbook means."""
    return target.lstrip("/") if target.startswith(("/xl/", "xl/")) else posixpath.normpath(f"xl/{target}")


def _named(attributes: list[str], name: str) -> str:
    """Give an attribute of a list of names and values in turn."""
    return _pairs(attributes).get(name, "")


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))
