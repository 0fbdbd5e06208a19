"""The parts of a workbook that was checked: what a sheet's XML says, what belongs to it, and a parser for both."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from policyindex.files.workbooks.markup import Markup, read_markup
from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError

if TYPE_CHECKING:
    from policyindex.files.workbooks.values import Book

WORKBOOK = "xl/workbook.xml"


class Parts:
    """The parts of one workbook, opened once; what was read of a sheet is kept."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        ids = {
            attributes.get("name", ""): next((value for key, value in attributes.items() if key.endswith(":id")), "")
            for attributes in self._elements(WORKBOOK, "sheet")
        }
        targets = {attributes.get("Id", ""): target for attributes, target in self._relations(WORKBOOK)}
        self._sheets = {name: targets.get(each, "") for name, each in ids.items()}
        self._markups: dict[str, Markup] = {}

    def markup(self, sheet: str) -> Markup:
        """Tell what the XML of a sheet says beyond values.

        Raises ExpatError, or ValueError where its part is missing or names no cell.
        """
        if sheet not in self._markups:
            part = self._names.get(self._sheets.get(sheet, "").lower(), "")
            if not part:
                raise ValueError("its part is missing")
            self._markups[sheet] = read_markup(self._archive.read(part), new_parser())
        return self._markups[sheet]

    def of_sheet(self, name: str, kind: str) -> list[bytes]:
        """Read the parts that belong to a sheet, such as its ``comments``; those that are missing are none."""
        return self._related(self._sheets.get(name, ""), kind)

    def of_workbook(self, kind: str) -> list[bytes]:
        """Read the parts that belong to the workbook as a whole, such as the ``person`` list."""
        return self._related(WORKBOOK, kind)

    def _related(self, part: str, kind: str) -> list[bytes]:
        targets = [target for about, target in self._relations(part) if about.get("Type", "").endswith(f"/{kind}")]
        return [self._archive.read(self._names[each.lower()]) for each in targets if each.lower() in self._names]

    def _relations(self, part: str) -> list[tuple[Mapping[str, str], str]]:
        folder, name = posixpath.split(part)
        found = self._elements(f"{folder}/_rels/{name}.rels", "Relationship")
        return [(each, posixpath.normpath(posixpath.join(f"/{folder}", each.get("Target", "")))[1:]) for each in found]

    def _elements(self, part: str, name: str) -> list[Mapping[str, str]]:
        found: list[Mapping[str, str]] = []
        parser = new_parser()

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == name:
                found.append(attributes)

        parser.StartElementHandler = start
        if part.lower() in self._names:
            parser.Parse(self._archive.read(self._names[part.lower()]), True)
        return found


def markup_of(book: Book, sheet: str) -> Markup:
    """Tell what the XML of a sheet says beyond values.

    :raises ProblemsFoundError: where there is no such sheet, or it cannot be read
    """
    book.sheet(sheet)
    try:
        return book.parts.markup(sheet)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(book, sheet, str(error)) from None


def damaged(book: Book, sheet: str, reason: str) -> ProblemsFoundError:
    """Make the error of a part that cannot be read."""
    return ProblemsFoundError([problem("workbook-damaged", book.where(sheet), reason=reason)])


def local(tag: str) -> str:
    """Give a tag without its prefix."""
    return tag.rpartition(":")[2]


def parse(xml: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None]) -> None:
    """Parse a small part: ``start`` gets each tag with its attributes, ``end`` each tag with the text just inside it.

    Tags come without their prefixes. Raises ExpatError or ValueError.
    """
    parser = new_parser()
    texts: list[str] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        texts.append("")
        start(local(tag), attributes)

    def taken(text: str) -> None:
        texts[-1] += text

    parser.StartElementHandler, parser.CharacterDataHandler = started, taken
    parser.EndElementHandler = lambda tag: end(local(tag), texts.pop())
    parser.Parse(xml, True)


def new_parser() -> expat.XMLParserType:
    """Make a parser that refuses document type definitions."""

    def refuse(*_: object) -> None:
        raise ValueError("a document type definition")  # cannot happen: the workbook was checked

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser
