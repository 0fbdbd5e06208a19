"""Looking through the XML of a workbook's parts for what must not be in it, without keeping any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol
from xml.parsers import expat

from policyindex.files.workbooks import limits
from policyindex.files.workbooks.addresses import column_number
from policyindex.files.workbooks.extent import extent_of
from policyindex.problems.errors import ProblemsFoundError

_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")


class Fault(Protocol):
    """Makes the error of one file."""

    def __call__(self, code: str, **values: object) -> ProblemsFoundError:
        """Give the error to raise."""
        ...


class Scan:
    """Looks through all parts of one workbook, adds up the cells they ask for, and refuses at the first fault."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self.area = 0

    def plain(self, name: str, content: bytes) -> bool:
        """Look at the bytes of one part; false: it has to be parsed."""
        extent = extent_of(content)
        if extent is None:
            return False
        part = _Part(name, self._fault, limits.AREA - self.area)
        part.check_row(extent.last, extent.rows)
        part.reach(extent.row, extent.column)
        self.area += part.last_row * part.last_column
        return True

    def part(self, name: str, pieces: Iterable[bytes]) -> None:
        """Look through one part."""
        part = _Part(name, self._fault, limits.AREA - self.area)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = part.doctype
        parser.StartElementHandler = part.start
        parser.ordered_attributes = True
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._fault("workbook-damaged", reason=f"{name} is not well-formed XML: {error}") from None
        self.area += part.last_row * part.last_column


class _Part:
    def __init__(self, name: str, fault: Fault, area: int) -> None:
        self.name, self.fault, self.area = name, fault, area
        self.rows = self.row = self.column = self.last_row = self.last_column = 0
        self.row_text = ""
        self.columns: dict[str, int] = {}
        self.handlers: dict[str, Callable[[list[str]], None]] = {
            "c": self._cell,
            "row": self._row,
            "Relationship": self._relationship,
            "Override": self._content_type,
            "Default": self._content_type,
        }

    def doctype(self, *_: object) -> None:
        raise self.fault("workbook-doctype", part=self.name)

    def start(self, tag: str, attributes: list[str]) -> None:
        if handler := self.handlers.get(tag) or (":" in tag and self.handlers.get(tag.rpartition(":")[2])):
            handler(attributes)

    def _row(self, attributes: list[str]) -> None:
        row = _named(attributes, "r")
        self.row, self.column = int(row) if row.isdecimal() else self.row + 1, 0
        self.row_text, self.rows = str(self.row), self.rows + 1
        self.check_row(self.row, self.rows)

    def check_row(self, row: int, rows: int) -> None:
        """Refuse too many rows, and one that no sheet can have; LibreOffice writes some empty ones at the very end."""
        if row > limits.LAST_ROW or rows > limits.ROWS:
            found = f"row {row}" if row > limits.LAST_ROW else f"{rows} rows"
            raise self._too_many(found, f"at most {limits.ROWS} rows")

    def _content_type(self, attributes: list[str]) -> None:
        kind = _named(attributes, "ContentType").lower()
        if any(each in kind for each in _MACRO_TYPES):
            raise self.fault("workbook-macro", part=_named(attributes, "PartName") or self.name)

    def _cell(self, attributes: list[str]) -> None:
        reference = attributes[1] if attributes and attributes[0] == "r" else _named(attributes, "r")
        letters = reference.rstrip("0123456789")
        row = reference[len(letters) :]
        if row == self.row_text and self.row == self.last_row and letters in self.columns:
            self.column = self.columns[letters]
            return
        self.row = int(row) if row else self.row
        self.column = self.columns[letters] = column_number(letters) if letters else self.column + 1
        self.columns.pop("", None)
        if self.row > self.last_row or self.column > self.last_column:
            self.reach(self.row, self.column)

    def reach(self, row: int, column: int) -> None:
        """Note that cells reach this far."""
        self.last_row, self.last_column = max(row, self.last_row), max(column, self.last_column)
        if self.last_row > limits.ROWS or self.last_row * self.last_column > self.area:
            found = f"they reach to row {self.last_row}, column {self.last_column}"
            raise self._too_many(found, f"rows up to {limits.ROWS}, and {limits.AREA} cells in all sheets")

    def _too_many(self, found: str, limit: str) -> ProblemsFoundError:
        return self.fault("workbook-too-many-cells", part=self.name, found=found, limit=limit)

    def _relationship(self, attributes: list[str]) -> None:
        kind, target = _named(attributes, "Type").lower(), _named(attributes, "Target")
        if any(each in kind for each in _MACRO_TYPES):
            raise self.fault("workbook-macro", part=target)
        if _named(attributes, "TargetMode").lower() == "external" and not kind.endswith("/hyperlink"):
            raise self.fault("workbook-external-link", part=self.name, value=target)
        # the parts that readers open are named here: only such as were looked through
        if self.name.lower() == "xl/_rels/workbook.xml.rels" and not target.lower().endswith(".xml"):
            raise self.fault("workbook-damaged", reason=f"{self.name} names {target}, which is no XML part")


def _named(attributes: list[str], name: str) -> str:
    """Give an attribute of a list of names and values in turn."""
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(name, "")
