"""What stands beside the values of a sheet: notes and threads without names, merged ranges, formulas nobody computed."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from mipex_workbooks import Thread, with_parts, with_threads
from policyindex import ProblemsFoundError
from policyindex.files.workbooks.formulas import uncomputed_cells
from policyindex.files.workbooks.merged import merged_ranges
from policyindex.files.workbooks.notes import Note, notes_of
from policyindex.files.workbooks.values import open_workbook

SHEET = "xl/worksheets/sheet1.xml"
TEXT = (b'<c r="E2">', b'<c r="E2" t="str">')
"""A formula whose value is an empty text."""
AUTHOR = "Nobody Invented"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """One sheet with two notes, two merged ranges and four formulas."""
    path = tmp_path / "Q.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Answers")
    sheet.write_comment("B4", f"{AUTHOR}:\nkept at 50, see 2019", {"author": AUTHOR})
    sheet.write_comment("A2", f"a question for {AUTHOR}", {"author": AUTHOR})
    sheet.merge_range("B4:B7", 50)
    sheet.merge_range("C1:D1", "x")
    sheet.write_formula("E1", "=1+1", None, 2)
    sheet.write_formula("E2", '=""', None, "")
    sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("E4", "=2+2", None, 4)
    made.close()
    return path


def test_notes_without_the_names_of_their_authors(book: Path) -> None:
    assert notes_of(open_workbook(book)) == {
        "Answers": [Note("A2", "a question for [name left out]"), Note("B4", "kept at 50, see 2019")]
    }


def test_threads_stand_in_place_of_the_notes_that_repeat_them(book: Path) -> None:
    threads = [
        Thread("B4", "@Some One the score is 100 again_x000a_from 2023", mention="@Some One"),
        Thread("B4", "agreed with Some One", reply=True),
        Thread("E1", "\U0001f600 @Some One please look", mention="@Some One"),
    ]
    with_threads(book, SHEET, threads, person="Some One")
    assert notes_of(open_workbook(book)) == {
        "Answers": [
            Note("E1", "\U0001f600 [name left out] please look"),
            Note("A2", "a question for [name left out]"),
            Note("B4", "[name left out] the score is 100 again\nfrom 2023"),
            Note("B4", "agreed with [name left out]", reply=True),
            Note("B4", "kept at 50, see 2019"),
        ]
    }


def test_a_thread_that_only_its_note_has_left(book: Path) -> None:
    said = "[Threaded comment]\n\nOlder programs show this. Learn more: https://example.org/?linkid=870924\n\nComment:\n  50"
    xml = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={0}</author>'
        f'</authors><commentList><comment ref="B4" authorId="0"><text><t>{said}</t></text></comment></commentList></comments>'
    )
    with_parts(book, {"xl/comments1.xml": lambda _: xml.encode()})
    assert notes_of(open_workbook(book)) == {"Answers": [Note("B4", "Comment:\n  50")]}


@pytest.mark.parametrize(
    "part", [b"<comments><commentList><comment ref='B0'/></commentList></comments>", b"<comments>"]
)
def test_notes_that_cannot_be_read_are_a_problem(book: Path, part: bytes) -> None:
    with_parts(book, {"xl/comments1.xml": lambda _: part})
    with pytest.raises(ProblemsFoundError, match="error workbook-damaged"):
        notes_of(open_workbook(book))


def test_notes_and_persons_that_multiply_are_refused(book: Path) -> None:
    persons = "".join(f'<person displayName="Name {each}" id="{{{each}}}"/>' for each in range(1000)).encode()
    said = random.Random(1).randbytes(600_000).hex()
    with_threads(book, SHEET, [Thread("B4", said)], person="Some One")
    with_parts(book, {"xl/persons/person.xml": lambda xml: b"<p>" + persons + b"</p>"})
    with pytest.raises(ProblemsFoundError, match="more text than can be searched for the names of 1000 persons"):
        notes_of(open_workbook(book))


@pytest.mark.parametrize("change", [(b"", b""), (b"<mergeCell ref=", b"<mergeCell  ref=")])
def test_merged_ranges_however_they_are_written(book: Path, change: tuple[bytes, bytes]) -> None:
    with_parts(book, {SHEET: lambda xml: xml.replace(*change) if change[0] else xml})
    first, second = merged_ranges(open_workbook(book), "Answers")
    assert (first.text, second.text) == ("B4:B7", "C1:D1")
    assert [row for row in range(1, 10) if first.covers(row, 2)] == [5, 6, 7]


@pytest.mark.parametrize("empty", [b"", b"<v/>", b"<v></v>"])
@pytest.mark.parametrize("form", [(b'<c r="E1">', b'<c r="E1">'), (b'<c r="E1">', b"<c r='E1' >")])
def test_formulas_whose_values_nobody_stored(book: Path, empty: bytes, form: tuple[bytes, bytes]) -> None:
    with_parts(book, {SHEET: lambda xml: xml.replace(b"<v>2</v>", empty).replace(*form).replace(*TEXT)})
    assert uncomputed_cells(open_workbook(book), "Answers") == {"E1"}


def test_a_workbook_without_any_of_it() -> None:
    whole = io.BytesIO()
    made = xlsxwriter.Workbook(whole)
    made.add_worksheet("Answers").write("A1", 1)
    made.close()
    opened = open_workbook(whole.getvalue(), "Q.xlsx")
    assert (notes_of(opened), merged_ranges(opened, "Answers"), uncomputed_cells(opened, "Answers")) == ({}, [], set())
    assert zipfile.is_zipfile(io.BytesIO(whole.getvalue()))
