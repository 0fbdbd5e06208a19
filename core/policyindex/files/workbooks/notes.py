"""What people wrote at the cells of a sheet: threaded comments and notes, without their names.

Plugins may use this module.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple
from xml.parsers import expat

from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.parts import damaged, parse
from policyindex.files.workbooks.values import Book

_THREAD = "tc="
"""Starts the author of a note that repeats a thread for older programs."""
_LINK = "linkid=870924"
"""Ends what such a note says about itself, in whatever language."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LEFT_OUT = "[name left out]"
_PERSONS = 1_000
"""Persons of a workbook: each name is looked for in each note."""
_COMPARED = 1_000_000_000
"""Characters of all notes of a workbook times its persons: that many take a second or two."""


class Note(NamedTuple):
    """One entry at a cell; ``reply``: it answers the one before it at this cell."""

    cell: str
    text: str
    reply: bool = False


def notes_of(book: Book) -> dict[str, list[Note]]:
    """Give the notes and threaded comments of all sheets that have some, by cell in the order of the file.

    Names of persons are left out: those of authors, those mentioned with ``@``, and those of the list of persons.

    :raises ProblemsFoundError: where a part is no XML, or names no cell
    """
    parts, found, compared = book.parts, {}, 0
    for sheet in book.sheets:
        comments, threads = parts.of_sheet(sheet, "comments"), parts.of_sheet(sheet, "threadedComment")
        if not comments and not threads:
            continue
        try:
            persons = _persons(parts.of_workbook("person"))
            threaded = [note for each in threads for note in _threaded(each)]
            cells = {note.cell for note in threaded}
            plain = [note for each in comments for note in _plain(each, cells)]
            compared += len(persons) * sum(len(note.text) for note in (*threaded, *plain))
            if compared > _COMPARED:
                raise ValueError(f"more text than can be searched for the names of {len(persons)} persons")
        except (expat.ExpatError, ValueError) as error:
            raise damaged(book, sheet, f"its notes: {error}") from None
        entries = [note._replace(text=_without(persons, note.text)) for note in (*threaded, *plain)]
        found[sheet] = sorted((each for each in entries if each.text), key=lambda each: position(each.cell))
    return {sheet: notes for sheet, notes in found.items() if notes}


def _persons(parts: list[bytes]) -> list[str]:
    names: list[str] = []
    for each in parts:
        parse(each, lambda tag, about: names.append(about.get("displayName", "")) if tag == "person" else None, _pass)
    if len(names) > _PERSONS:
        raise ValueError(f"a list of more than {_PERSONS} persons")
    # a single word may be any word of a text
    return sorted((name for name in names if " " in name.strip()), key=len, reverse=True)


def _threaded(part: bytes) -> list[Note]:
    found: list[Note] = []
    about: dict[str, str] = {}
    text, mentions = "", list[tuple[int, int]]()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal about, text, mentions
        if tag == "threadedComment":
            about, text, mentions = attributes, "", []
        elif tag == "mention":
            mentions.append((int(attributes.get("startIndex", "0")), int(attributes.get("length", "0"))))

    def end(tag: str, inside: str) -> None:
        nonlocal text
        if tag == "text":
            text = inside
        elif tag == "threadedComment":
            found.append(
                Note(_cell(about.get("ref", "")), _tidy(_unnamed(text, mentions)), bool(about.get("parentId")))
            )

    parse(part, start, end)
    return found


def _unnamed(text: str, mentions: Iterable[tuple[int, int]]) -> str:
    """Leave out the mentioned names; indices count UTF-16 units."""
    units, kept, at = text.encode("utf-16-le", "surrogatepass"), [], 0
    for first, length in sorted(mentions):
        kept += [units[at : 2 * first], _LEFT_OUT.encode("utf-16-le")]
        at = max(at, 2 * (first + length))
    return b"".join([*kept, units[at:]]).decode("utf-16-le", "replace")


def _plain(part: bytes, threaded: Collection[str]) -> list[Note]:
    found: list[Note] = []
    authors: list[str] = []
    about: dict[str, str] = {}
    text, phonetic = "", False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal about, text, phonetic
        if tag == "comment":
            about, text = attributes, ""
        phonetic = phonetic or tag == "rPh"  # how a text is pronounced, beside the text

    def end(tag: str, inside: str) -> None:
        nonlocal text, phonetic
        if tag == "author":
            authors.append(inside)
        elif tag == "t" and not phonetic:
            text += inside
        elif tag == "rPh":
            phonetic = False
        elif tag == "comment":
            number = about.get("authorId", "")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            cell = _cell(about.get("ref", ""))
            if not (author.startswith(_THREAD) and cell in threaded):
                found.append(Note(cell, _without_author(author, _tidy(text))))

    parse(part, start, end)
    return found


def _without_author(author: str, text: str) -> str:
    """Leave out the name that programs write as a note's first line, and what a note says about being a thread."""
    if author.startswith(_THREAD):
        return text.partition(_LINK)[2].strip() if _LINK in text else text
    if author.strip() and text.startswith(f"{author.strip()}:"):
        text = text[len(author.strip()) + 1 :].strip()
    return _without([author.strip()] if " " in author.strip() else [], text)


def _without(names: list[str], text: str) -> str:
    for name in names:
        text = text.replace(name, _LEFT_OUT)
    return text


def _tidy(text: str) -> str:
    """Write signs that XML cannot hold as they are, and lines with one kind of ending."""
    plain = _ESCAPED.sub(lambda match: sign if (sign := chr(int(match[1], 16))).isprintable() else "\n", text)
    return re.sub(r"\r\n?|\n\n+", "\n", plain).strip()


def _cell(ref: str) -> str:
    return address(*position(ref.partition(":")[0]))


def _pass(*_: object) -> None:
    return None
