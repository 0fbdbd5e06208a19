"""Threaded comments and notes at cells: beside the comments of answers, or among what is irregular; none is lost."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.files.workbooks.addresses import position
from policyindex.files.workbooks.notes import Note, notes_of
from policyindex_mipex_national.workbook.country import Comment, Country
from policyindex_mipex_national.workbook.findings import DOUBTFUL, DROPPED, Finding, Findings
from policyindex_mipex_national.workbook.reading import Extract

NO_ANSWER = "a note of the workbook at a cell that is no answer"
NO_COUNTRY = "a note of the workbook on a sheet that is not read"


class Noted(NamedTuple):
    """How many notes there are, in how many cells, and how many of them became comments."""

    notes: int
    cells: int
    comments: int


def place_notes(extract: Extract, findings: Findings) -> Noted:
    """Put each note into the comment of its item and year; name those of cells that are no answer."""
    by_sheet = notes_of(extract.book)
    countries = {country.sheet: country for country in extract.countries}
    comments = 0
    for sheet, notes in by_sheet.items():
        country = countries.get(sheet)
        for note in notes:
            item, period = _place(country, note)
            if country and item:
                comments += 1
                _append(country, item, period, _marked(note))
            if not country:
                findings.append(Finding(sheet, note.cell, DROPPED, note.text, "stands here only", NO_COUNTRY))
            elif item not in extract.instrument.indicators:
                done = f"kept as a comment on {item} of {period}" if item else "stands here only"
                findings.append(Finding(sheet, note.cell, DOUBTFUL, note.text, done, NO_ANSWER))
    return Noted(
        sum(map(len, by_sheet.values())),
        sum(len({note.cell for note in notes}) for notes in by_sheet.values()),
        comments,
    )


def _place(country: Country | None, note: Note) -> tuple[str, str]:
    """Give the item and period of a note; nothing where it stands elsewhere."""
    row, column = position(note.cell)
    for each in country.items if country else ():
        if column in each.item.columns and row in each.periods:
            return each.id, each.periods[row]
    return "", ""


def _append(country: Country, item: str, period: str, text: str) -> None:
    for at, each in enumerate(country.comments):
        if (each.period, each.indicator) == (period, item):
            country.comments[at] = each._replace(comment=f"{each.comment}\n{text}")
            return
    country.comments.append(Comment(country.unit, period, item, text))


def _marked(note: Note) -> str:
    """Say that it is no comment of the comment column; who wrote it is left out."""
    return f"[{'reply to the note' if note.reply else 'note of the workbook'} at {note.cell}] {note.text}"
