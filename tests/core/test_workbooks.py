"""Workbooks from strangers: values and formulas with their cells, and what is refused before it is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import hostile_workbooks
import pytest
import xlsxwriter
from hostile_workbooks import changed
from hypothesis import given
from hypothesis import strategies as st
from opening import opened

from measuring import cost_of
from policyindex import ProblemsFoundError
from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.extent import extent_of
from policyindex.files.workbooks.formulas import error_cells, formulas
from policyindex.files.workbooks.references import cells_in, moved
from policyindex.files.workbooks.scanning import Scan
from policyindex.files.workbooks.values import open_workbook

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def plain_workbook() -> bytes:
    """Two sheets, the second hidden; nothing in row 1 and column A."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    first, second = book.add_worksheet("Answers"), book.add_worksheet("Lists & more")
    first.write_string("B4", "half")
    first.write_number("C4", 2.5)
    first.write_boolean("D4", True)
    first.write_formula("B5", "=SUM(B1:B3)+'Lists & more'!$A$1", value=7)
    first.write_url("B6", "https://example.org/")
    second.write_string("A1", "B7")
    second.hide()
    book.close()
    return whole.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return changed(plain_workbook(), lambda parts: parts.update({name: content}))


def without(name: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        del parts[name]

    return changed(plain_workbook(), change)


def with_rows(rows: str) -> bytes:
    return with_part(SHEET, f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>".encode())


def with_replaced(part: str, old: str, new: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return changed(plain_workbook(), change)


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "lol">{entities}]><sst {NAMESPACE}><si><t>&l11;</t></si></sst>'
    )
    return with_part("xl/sharedStrings.xml", text.encode())


def external_relation(kind: str) -> bytes:
    relation = (
        f'<Relationship Id="r9" Type="http://example.org/{kind}" Target="file:///else.xlsx" TargetMode="External"/>'
    )
    return with_replaced(RELATIONS, "</Relationships>", f"{relation}</Relationships>")


def encrypted_part() -> bytes:
    data = bytearray(plain_workbook())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def one_byte_declared() -> bytes:
    """A part that says it has a byte, and has none."""
    data = bytearray(with_part("xl/extra.xml", b""))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/extra.xml"))
    data[entry + 10 : entry + 12] = bytes(2)  # stored
    data[entry + 20 : entry + 28] = bytes(4) + b"\x01\0\0\0"  # packed in 0 bytes, 1 byte when unpacked
    return bytes(data)


def twice() -> bytes:
    whole = io.BytesIO(plain_workbook())
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")
    return whole.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "text": (lambda: b"unit;period\n", "workbook-not-xlsx", "this is not an XLSX workbook: it is no ZIP archive"),
    "another archive": (
        lambda: without("xl/workbook.xml"),
        "workbook-not-xlsx",
        "this is not an XLSX workbook: it is a ZIP archive without xl/workbook.xml",
    ),
    "old": (lambda: OLE, "workbook-old-format", "this is a workbook of another format: it starts like a file of Excel 2003 or older"),
    "binary": (lambda: with_part("xl/workbook.bin", b""), "workbook-old-format", "this is a workbook of another format: it is a binary workbook (.xlsb)"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted", "the workbook is protected by a password for opening"),
    "zip password": (encrypted_part, "workbook-encrypted", "the workbook is protected by a password for opening"),
    "truncated": (lambda: plain_workbook()[:-300], "workbook-damaged", "the workbook is damaged: File is not a zip file"),
    "twice": (twice, "workbook-damaged", "the workbook is damaged: a part stands twice in it"),
    "not XML": (lambda: with_rows('<row r="1"><!-- --><c r="A1"></row>'), "workbook-damaged", f"the workbook is damaged: {SHEET} is not well-formed XML: mismatched tag: line 1, column "),
    "sheet in another part": (
        lambda: with_replaced(RELATIONS, "worksheets/sheet1.xml", "media/sheet1.bin"),
        "workbook-damaged",
        f"the workbook is damaged: {RELATIONS} names media/sheet1.bin, which is no XML part",
    ),
    "declared and not there": (
        one_byte_declared,
        "workbook-damaged",
        "the workbook is damaged: xl/extra.xml has not the size that it declares",
    ),
    "macro": (lambda: with_part("xl/vbaProject.bin", b"x"), "workbook-macro", "the workbook holds macros (xl/vbaProject.bin)"),
    "macro by type": (
        lambda: with_replaced("[Content_Types].xml", "spreadsheetml.sheet.main+xml", "macroEnabled.main+xml"),
        "workbook-macro",
        "the workbook holds macros (/xl/workbook.xml)",
    ),
    "external part": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        "workbook-external-link",
        "the workbook takes values from elsewhere: xl/externalLinks/externalLink1.xml points to another workbook",
    ),
    "external relation": (
        lambda: external_relation("oleObject"),
        "workbook-external-link",
        f"the workbook takes values from elsewhere: {RELATIONS} points to file:///else.xlsx",
    ),
    "entities": (entity_bomb, "workbook-doctype", "xl/sharedStrings.xml has a document type definition, which can blow up a reader or make it read other files"),
    "zip bomb": (
        lambda: with_part("xl/media/a.png", bytes(50_000_000)),
        "workbook-too-large",
        "the workbook would need too much room: xl/media/a.png unpacks from ",
    ),
    "large in all": (
        lambda: with_part("xl/media/a.png", bytes(65_000_000)),
        "workbook-too-large",
        "the workbook would need too much room: 650",
    ),
    "many parts": (
        lambda: changed(plain_workbook(), lambda parts: parts.update({f"xl/p{n}.xml": b"" for n in range(3000)})),
        "workbook-too-large",
        "the workbook would need too much room: 30",
    ),
    "row bomb": (
        lambda: with_rows("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 230_000))),
        "workbook-too-many-cells",
        f"{SHEET} has too many cells: 229999 rows",
    ),
    "unnumbered rows": (lambda: with_rows("<row/>" * 120_000), "workbook-too-many-cells", f"{SHEET} has too many cells: 100001 rows"),
    "a far corner": (
        lambda: with_rows('<row r="90000"><c r="XFD90000"><v>1</v></c></row>'),
        "workbook-too-many-cells",
        f"{SHEET} has too many cells: they reach to row 90000, column 16384",
    ),
    "cells without an address": (
        lambda: with_rows('<row r="90000">' + "<c><v>1</v></c>" * 100 + "</row>"),
        "workbook-too-many-cells",
        f"{SHEET} has too many cells: they reach to row 90000, column 23",
    ),
    "tags": (
        lambda: with_rows("<row>" + '<c r="A1"/>' * 3_100_000 + "</row>"),
        "workbook-too-large",
        f"the workbook would need too much room: {SHEET} unpacks from ",
    ),
    "elements that do not pack well": (
        lambda: with_rows("<row>" + "".join(f'<c r="A1" s="{n % 9973}"/>' for n in range(2_600_000)) + "</row>"),
        "workbook-too-many-cells",
        f"{SHEET} has too many cells: more elements than fit",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    make, code, message = HOSTILE[kind]
    path = tmp_path / "Q.xlsx"
    path.write_bytes(make())
    found = cost_of(opened, str(path))
    assert found.output.startswith(f"{path}: error {code}: {message}")
    assert "remedy: " in found.output
    assert found.seconds < 8
    assert found.megabytes < 250


LARGE = ("numbers-near-the-limit", "empty-cells-near-the-limit")
"""Families that open, and take seconds; formulas and texts near the limit stay in the fast suite."""


@pytest.mark.parametrize(
    "family",
    [pytest.param(each, marks=[pytest.mark.slow] * (each in LARGE)) for each in hostile_workbooks.families()],
)
def test_no_family_of_hostile_workbooks_takes_the_machine(family: str, tmp_path: Path) -> None:
    """Each is refused with a message in under 2 s and 300 MB; what is harmless, or near a limit, opens."""
    data, code = hostile_workbooks.make(family)
    path = tmp_path / "Q.xlsx"
    path.write_bytes(data)
    found = cost_of(opened, str(path))
    assert found.output.startswith(f"{path}: error {code}: ") if code else (found.code, found.output) == (0, "")
    assert found.seconds < (2 if code else 4)
    assert found.megabytes < 300


@pytest.mark.parametrize("family", ["a-part-longer-than-it-says", "parts-that-overlap"])
def test_readers_get_an_archive_of_what_was_looked_through(family: str, tmp_path: Path) -> None:
    """Two programs may understand a stranger's archive in two ways."""
    book = open_workbook(hostile_workbooks.make("an-archive-inside")[0], "Q.xlsx")
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        assert archive.testzip() is None
        assert {name.rpartition(".")[2] for name in archive.namelist()} == {"xml", "rels"}
        assert not any(name.startswith("docProps") for name in archive.namelist())
    with pytest.raises(ProblemsFoundError, match="workbook-damaged"):
        open_workbook(hostile_workbooks.make(family)[0], "Q.xlsx")


def test_the_row_bomb_is_small_on_disk() -> None:
    assert len(HOSTILE["row bomb"][0]()) < 2_000_000


def test_empty_rows_at_the_very_end_are_no_bomb(tmp_path: Path) -> None:
    """LibreOffice writes two of them where a row was deleted."""
    path = tmp_path / "Q.xlsx"
    end = '<row r="1048575" spans="1:1"></row><row r="1048576"></row>'
    path.write_bytes(with_rows('<row r="1"><c r="A1"><v>1</v></c></row>' + end))
    book = open_workbook(path)
    assert next(sheet.rows for sheet in book.sheets.values()) == [[1.0]]
    path.write_bytes(with_rows('<row r="1048577"/>'))
    with pytest.raises(ProblemsFoundError, match="row 1048577"):
        open_workbook(path)


def test_values_stand_at_their_addresses_although_the_first_rows_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "Q.xlsx"
    path.write_bytes(plain_workbook())
    book = open_workbook(path)
    sheet = book.sheet("Answers")
    assert list(book.sheets) == ["Answers", "Lists & more"]
    assert [each.visible for each in book.sheets.values()] == [True, False]
    assert (sheet.cell("B4"), sheet.cell("C4"), sheet.cell("D4"), sheet.cell("B5")) == ("half", 2.5, True, 7)
    assert (sheet.cell("A1"), sheet.cell("ZZ999"), sheet.at(0, 1), sheet.at(4, 2)) == ("", "", "", "half")
    assert book.where("Answers", "B4").render() == f"{path} [Answers!B4]"
    assert book.where().render() == str(path)


def test_a_hyperlink_is_no_external_link() -> None:
    assert open_workbook(plain_workbook(), "Q.xlsx").sheet("Answers").cell("B6") == "https://example.org/"


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        open_workbook(plain_workbook(), "Q.xlsx").sheet("Answer")
    assert str(caught.value) == (
        "Q.xlsx: error workbook-sheet-missing: there is no sheet 'Answer'\n"
        "    expected: one of: Answers, Lists & more\n    remedy: check the sheet's name"
    )


def test_what_the_reader_cannot_read_is_a_problem() -> None:
    data = with_rows('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')
    with pytest.raises(ProblemsFoundError, match="error workbook-damaged: the workbook is damaged: "):
        open_workbook(data, "Q.xlsx")


def test_formulas_stand_at_their_cells() -> None:
    book = open_workbook(plain_workbook(), "Q.xlsx")
    assert formulas(book, "Answers") == {"B5": "SUM(B1:B3)+'Lists & more'!$A$1"}
    assert formulas(book, "Lists & more") == {}


def test_shared_formulas_are_written_out() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">AVERAGE(B1,$C$1,D$1)&amp;"B1"</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c><c r="B2"><v>4</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    found = formulas(open_workbook(with_rows(rows), "Q.xlsx"), "Answers")
    assert found == {
        "A1": 'AVERAGE(B1,$C$1,D$1)&"B1"',
        "A2": 'AVERAGE(B2,$C$1,D$1)&"B1"',
        "B3": 'AVERAGE(C3,$C$1,E$1)&"B1"',
    }


def test_formulas_written_in_an_unusual_way_are_found_too() -> None:
    rows = '<row r="1"><c s="0" r="A1"><f>1&lt;2</f><v>1</v></c><c r="B1"><f><![CDATA[A1<3]]></f><v>1</v></c></row>'
    usual = '<row r="1"><c r="A1" s="0"><f>1&lt;2</f><v>1</v></c><c r="B1"><f>A1&lt;3</f><v>1</v></c></row>'
    for each in (rows, usual):
        assert formulas(open_workbook(with_rows(each), "Q.xlsx"), "Answers") == {"A1": "1<2", "B1": "A1<3"}


def test_empty_rows_that_only_have_a_style_do_no_harm() -> None:
    rows = '<row r="1"><c r="CV1"><v>1</v></c></row>' + "".join(f'<row r="{n}" s="1"/>' for n in range(2, 65_000))
    assert open_workbook(with_rows(rows), "Q.xlsx").sheet("Answers").cell("CV1") == 1


@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(1, 40)), min_size=1, max_size=20),
    st.sampled_from(['<c r="{}"/>', '<x:c r="{}"/>', "<c r='{}'/>", '<c s="1" r="{}"/>', '<c\n r="{}"/>']),
)
def test_cells_are_counted_however_they_are_written(cells: list[tuple[int, int]], form: str) -> None:
    rows = "".join(f'<row r="{row}">{form.format(address(row, column))}</row>' for row, column in cells)
    part = f'<worksheet xmlns:x="x"><sheetData>{rows}</sheetData></worksheet>'.encode()
    last = (max(row for row, _ in cells), max(column for _, column in cells))
    found = extent_of(part)
    assert found is None or found[2:] == last
    assert (found is None) == (form != '<c r="{}"/>')
    parsed = Scan(never)
    parsed.part(SHEET, part)
    assert parsed.area == last[0] * last[1]


def never(code: str, **values: object) -> ProblemsFoundError:
    raise AssertionError(code)


def test_cells_in_a_formula() -> None:
    assert cells_in("IF(B1=\"A9\",AVERAGE($C$2:D4),'A8'!E5)+LOG10(F6)") == ["B1", "C2", "D4", "E5", "F6"]


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_gives_its_position(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 300), st.integers(0, 300))
def test_moving_there_and_back_changes_nothing(row: int, column: int, down: int, right: int) -> None:
    formula = f"SUM({address(row, column)}:$A$1)"
    assert moved(moved(formula, down, right), -down, -right) == formula


@pytest.mark.parametrize("cell", ["", "B", "4", "B0", "4B", "B4:C5", "ABCD1", "B-1"])
def test_what_is_no_address(cell: str) -> None:
    with pytest.raises(ValueError, match="is no cell address"):
        position(cell)


def test_the_official_workbook_opens(golden: Path) -> None:
    book = open_workbook(golden / "mipex" / "mipex_core_2007-2019.xlsx")
    assert len(book.sheets) == 56
    assert formulas(book, "AR")["B10"] == "AVERAGE(B31,B52,B73,B94,B115,B136,B157,B171)"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_errors_are_found_with_and_without_a_formula(quote: str) -> None:
    rows = (
        '<row r="1"><c r="A1" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
        '<c r="C1" t="str"><v>#N/A</v></c><c r="D1" t="e"/></row>'
    )
    book = open_workbook(with_rows(rows.replace('"', quote)), "Q.xlsx")
    assert error_cells(book, "Answers") == {"A1": "#DIV/0!", "B1": "#N/A"}
    assert book.sheets["Answers"].cell("B1") == ""
