"""Workbooks made to do harm, by families: small on disk, and huge, endless or misleading for whoever opens them.

``families()`` names them; ``make(name, seed)`` gives the bytes of one and the problem it ends with (empty: it is harmless
and opens). ``python tests/core/hostile_workbooks.py DIR [SEED]`` writes all of them.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

Parts = dict[str, bytes]
Family = Callable[[random.Random], tuple[bytes, str]]
_FAMILIES: dict[str, Family] = {}


def families() -> list[str]:
    """Name all families."""
    return list(_FAMILIES)


def make(name: str, seed: int = 0) -> tuple[bytes, str]:
    """Make one of a family: its bytes, and the code of the problem that opening it ends with."""
    return _FAMILIES[name](random.Random(f"{name} {seed}"))


def plain_workbook(fill: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    """Make a workbook of one sheet with little in it."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    sheet = book.add_worksheet("Answers")
    sheet.write_row("A1", ["unit", "period", "plan"])
    sheet.write_row("A2", ["DE", 2026, "half"])
    if fill:
        fill(book)
    book.close()
    return whole.getvalue()


def changed(data: bytes, change: Callable[[Parts], None]) -> bytes:
    """Rewrite the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return archived(parts)


def archived(parts: Parts) -> bytes:
    """Pack parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """Add parts, or replace them: ``SHEET``, ``STRINGS``, ... by the names of this module's constants."""
    return changed(
        plain_workbook(), lambda known: known.update({globals()[name]: each for name, each in parts.items()})
    )


def with_added(parts: Parts) -> bytes:
    """Add parts by their names in the archive."""
    return changed(plain_workbook(), lambda known: known.update(parts))


def with_rows(rows: str, **parts: bytes) -> bytes:
    """Replace the rows of the sheet."""
    return with_parts(SHEET=sheet_of(rows), **parts)


def with_replaced(part: str, old: str, new: str) -> bytes:
    """Replace some text of a part."""

    def change(parts: Parts) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return changed(plain_workbook(), change)


def sheet_of(rows: str, before: str = "", after: str = "") -> bytes:
    """Write a sheet of rows."""
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def table_of(texts: list[str], about: str = "") -> bytes:
    """Write the table of shared texts."""
    return f"<sst {MAIN} {about}>{''.join(f'<si><t>{each}</t></si>' for each in texts)}</sst>".encode()


def column_of(count: int, cell: str) -> str:
    """Write one cell a row; ``{n}`` in it is the row."""
    return "".join(f'<row r="{n}">{cell.replace("{n}", str(n))}</row>' for n in range(1, count + 1))


def _family(code: str) -> Callable[[Callable[[random.Random], bytes]], Callable[[random.Random], bytes]]:
    def register(make_one: Callable[[random.Random], bytes]) -> Callable[[random.Random], bytes]:
        name = make_one.__name__.replace("_", "-")
        _FAMILIES[name] = lambda dice: (make_one(dice), code)
        return make_one

    return register


@_family("workbook-too-large")
def one_text_many_cells(dice: random.Random) -> bytes:
    """A long shared text that thousands of cells share."""
    length, uses = dice.randint(200_000, 400_000), dice.randint(2_000, 4_000)
    return with_rows(column_of(uses, '<c r="A{n}" t="s"><v>0</v></c>'), STRINGS=table_of(["y" * length]))


@_family("workbook-too-large")
def one_huge_text_many_cells(dice: random.Random) -> bytes:
    """A text of nearly a megabyte, sixty thousand times."""
    length = dice.randint(950_000, 990_000)
    return with_rows(column_of(60_000, '<c r="A{n}" t="s"><v>0</v></c>'), STRINGS=table_of(["y" * length]))


@_family("workbook-too-large")
def the_long_text_is_another_one(dice: random.Random) -> bytes:
    """The number of the text is written so that two readers understand two: 1 with a comment in it."""
    odd = dice.choice(["<!-- -->", "<?x y?>", "<![CDATA[]]>"])
    texts = ["y" * 300_000, *["z"] * 20]
    return with_rows(column_of(3_000, f'<c r="A{{n}}" t="s"><v>0{odd}5</v></c>'), STRINGS=table_of(texts))


@_family("workbook-too-large")
def rich_text_many_cells(dice: random.Random) -> bytes:
    """A text of many runs, each in a look of its own, that many cells share."""
    runs = "".join(f"<r><rPr><b/></rPr><t>{'y' * 99}</t></r>" for _ in range(dice.randint(900, 1_100)))
    table = f"<sst {MAIN}><si>{runs}</si></sst>".encode()
    return with_rows(column_of(3_000, '<c r="A{n}" t="s"><v>0</v></c>'), STRINGS=table)


@_family("workbook-too-large")
def an_own_text_in_each_cell(dice: random.Random) -> bytes:
    """Texts inside the cells, as large as the archive lets them be."""
    text = "".join(dice.choice("abcdefgh ") for _ in range(3_000))
    cell = f'<c r="A{{n}}" t="inlineStr"><is><t>{text}</t></is></c>'
    return with_rows(column_of(dice.randint(8_000, 9_000), cell))


@_family("workbook-too-large")
def one_text_beyond_any_cell(dice: random.Random) -> bytes:
    """One cell with more than a cell can have, and a letter that takes four bytes each."""
    text = "".join(dice.choice("abcdefgh ") for _ in range(9_000)) * 120 + "\U0001f600"
    return with_rows(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')


@_family("workbook-too-large")
def texts_that_are_not_there(dice: random.Random) -> bytes:
    """A table that says it has more texts than any memory has room for."""
    return with_parts(STRINGS=table_of(["a", "b"], f'count="2" uniqueCount="{dice.randint(10**10, 10**11)}"'))


@_family("workbook-too-large")
def uses_that_are_not_there(dice: random.Random) -> bytes:
    """The same with the number of uses."""
    return with_parts(STRINGS=table_of(["a", "b"], f'count="{dice.randint(10**18, 10**19)}"'))


@_family("")
def a_far_dimension(dice: random.Random) -> bytes:
    """A sheet that says it reaches to the end of the world, and has one cell."""
    before = f'<dimension ref="A1:XFD{dice.randint(1_000_000, 1_048_576)}"/>'
    return with_parts(SHEET=sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', before))


def _book(names: list[str], relation: Callable[[int], str]) -> bytes:
    spaces = f'{MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    sheets = "".join(f'<sheet name="{each}" sheetId="{n}" r:id="{relation(n)}"/>' for n, each in enumerate(names, 1))
    return f"<workbook {spaces}><sheets>{sheets}</sheets></workbook>".encode()


@_family("workbook-too-large")
def many_sheets_on_one_part(dice: random.Random) -> bytes:
    """Thousands of sheets that are one part, which is read for each."""
    names = [f"S{n}" for n in range(dice.randint(4_000, 6_000))]
    cells = "".join(f'<c r="{letter}{{n}}"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    return with_parts(SHEET=sheet_of(column_of(1_700, cells)), BOOK=_book(names, lambda _: "rId1"))


@_family("workbook-damaged")
def few_sheets_on_one_part(dice: random.Random) -> bytes:
    """The same within the number of sheets."""
    names = [f"S{n}" for n in range(dice.randint(2, 900))]
    return with_parts(BOOK=_book(names, lambda _: "rId1"))


@_family("workbook-damaged")
def one_relation_twice(dice: random.Random) -> bytes:
    """A relationship that names two parts: one reader takes the first, another one the last."""
    again = f'<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet{dice.randint(2, 9)}.xml"/>'
    return with_replaced(RELATIONS, "</Relationships>", f"{again}</Relationships>")


@_family("workbook-damaged")
def sheets_of_one_name(dice: random.Random) -> bytes:
    """Two sheets of one name, of which one would be lost."""
    name = dice.choice(["Answers", "Q", "DE"])
    return changed(
        plain_workbook(lambda book: book.add_worksheet("Other")),
        lambda parts: parts.update({BOOK: _book([name, name.lower()], lambda n: f"rId{n}")}),
    )


@_family("workbook-damaged")
def a_sheet_outside(dice: random.Random) -> bytes:
    """A sheet that is a file of the machine, or a part that nobody looked through."""
    target = dice.choice(
        ["../../../../etc/passwd.xml", "/docProps/app.xml", "file:///etc/hosts.xml", "../docProps/core.xml"]
    )
    return with_replaced(RELATIONS, "worksheets/sheet1.xml", target)


@_family("")
def repeated_attributes_in_a_text(dice: random.Random) -> bytes:
    """An attribute whose value looks like thousands of attributes, which made a pattern take quadratic time."""
    return with_rows(f"""<row r="1"><c r="A1" a='{' t="e"' * dice.randint(50_000, 60_000)}'><v>1</v></c></row>""")


@_family("workbook-damaged")
def repeated_attributes(dice: random.Random) -> bytes:
    """The same attribute thousands of times."""
    return with_rows(
        f'<row r="1"><c r="A1"{" t=" + chr(34) + "e" + chr(34)}{chr(32) * 9}'
        + ' t="e"' * dice.randint(50_000, 60_000)
        + "/></row>"
    )


@_family("")
def attributes_without_end(dice: random.Random) -> bytes:
    """A cell with thousands of different attributes."""
    attributes = " ".join(f'a{n}="1"' for n in range(dice.randint(20_000, 30_000)))
    return with_rows(f'<row r="1"><c r="A1" {attributes}><v>1</v></c></row>')


@_family("workbook-too-large")
def one_formula_many_cells(dice: random.Random) -> bytes:
    """A long formula that thousands of cells share, each with references of its own."""
    formula = "+".join(["B1"] * 16_000)
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9999" si="0">{formula}</f><v>1</v></c></row>'
    others = column_of(dice.randint(1_000, 3_000), '<c r="A{n}"><f t="shared" si="0"/><v>1</v></c>')
    return with_rows(first + others.removeprefix('<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>'))


@_family("workbook-too-large")
def an_endless_formula(dice: random.Random) -> bytes:
    """A formula longer than any program writes."""
    return with_rows(f'<row r="1"><c r="A1"><f>{"B1+" * dice.randint(100_000, 200_000)}1</f><v>1</v></c></row>')


@_family("workbook-too-many-cells")
def a_cell_in_the_last_corner(dice: random.Random) -> bytes:
    """Two cells with everything between them."""
    return with_rows(
        f'<row r="1"><c r="A1"><v>{dice.randint(1, 9)}</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


@_family("workbook-too-many-cells")
def addresses_beyond_any_sheet(dice: random.Random) -> bytes:
    """A row or column that no sheet has."""
    address = dice.choice(["A9999999999", "ZZZZZZZZZZZZ1", f"XFE{'9' * 400}", "A4294967297"])
    return with_rows(f'<row r="1"><c r="{address}"><v>1</v></c></row>')


@_family("workbook-damaged")
def addresses_with_escapes(dice: random.Random) -> bytes:
    """Addresses that one reader understands and another one skips, so that it counts rows and columns by itself."""
    rows = "<row/>" * 50_000 + '<row r="&#49;">' + '<c r="&#65;1"><v>1</v></c>' * dice.randint(9_000, 16_000) + "</row>"
    return with_rows(rows)


@_family("workbook-too-large")
def styles_by_the_million(dice: random.Random) -> bytes:
    """More cell styles than any program knows, each with a number format to look through."""
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{"0" * 900}"/></numFmts>'
    styles = "".join(
        f'<xf numFmtId="200" fontId="{dice.randrange(999)}"/>' for _ in range(dice.randint(100_000, 120_000))
    )
    return with_parts(STYLES=f"<styleSheet {MAIN}>{formats}<cellXfs>{styles}</cellXfs></styleSheet>".encode())


@_family("workbook-too-large")
def an_endless_number_format(dice: random.Random) -> bytes:
    """A number format that is looked through for each of thousands of styles."""
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{"0" * dice.randint(500_000, 900_000)}"/></numFmts>'
    styles = "".join(f'<xf numFmtId="200" fontId="{dice.randrange(999)}"/>' for _ in range(60_000))
    return with_parts(STYLES=f"<styleSheet {MAIN}>{formats}<cellXfs>{styles}</cellXfs></styleSheet>".encode())


@_family("")
def names_by_the_hundred_thousand(dice: random.Random) -> bytes:
    """Defined names that nobody asked for."""
    names = "".join(
        f'<definedName name="n{n}">Answers!$A$1</definedName>' for n in range(dice.randint(90_000, 120_000))
    )
    return with_replaced(BOOK, "</sheets>", f"</sheets><definedNames>{names}</definedNames>")


@_family("")
def merged_and_validated(dice: random.Random) -> bytes:
    """Merged ranges and data validations over the whole sheet, thousands of them."""
    lasts = [dice.randint(1_000, 1_048_576) for _ in range(dice.randint(30_000, 50_000))]
    merged = "".join(f'<mergeCell ref="A1:XFD{last}"/>' for last in lasts)
    validated = (
        f'<dataValidation type="list" sqref="A1:XFD{last}"><formula1>"a"</formula1></dataValidation>' for last in lasts
    )
    asked = "".join(validated)
    after = f"<mergeCells>{merged}</mergeCells><dataValidations>{asked}</dataValidations>"
    return with_parts(SHEET=sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', "", after))


@_family("workbook-too-many-cells")
def elements_in_comments_and_drawings(dice: random.Random) -> bytes:
    """Parts that are looked through although no cell is in them."""
    comments = "".join(
        f'<comment ref="A{n}"><text><t>x{n}</t></text></comment>' for n in range(dice.randint(400_000, 450_000))
    )
    return with_added(
        {"xl/comments1.xml": f"<comments {MAIN}><commentList>{comments}</commentList></comments>".encode()}
    )


@_family("workbook-too-large")
def a_bomb_in_the_properties(dice: random.Random) -> bytes:
    """A part that nobody reads, and that unpacks to more than there should be."""
    return with_added({"docProps/core.xml": b"<a>" + bytes(dice.randint(40_000_000, 50_000_000)) + b"</a>"})


@_family("")
def an_archive_inside(dice: random.Random) -> bytes:
    """A workbook embedded in the workbook."""
    return with_added(
        {"xl/embeddings/book.xlsx": one_text_many_cells(dice), "xl/nested.zip": one_text_many_cells(dice)}
    )


@_family("workbook-damaged")
def parts_that_overlap(dice: random.Random) -> bytes:
    """Hundreds of names for the same packed bytes, each unpacked anew."""
    data = bytearray(
        with_added(
            {f"xl/a{n:03}.xml": b"<a>" + bytes(str(n), "ascii") * 30_000 + b"</a>" for n in range(dice.randint(50, 90))}
        )
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offset = archive.getinfo("xl/a000.xml").header_offset
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        if data[at + 46 : at + 50] == b"xl/a":
            data[at + 42 : at + 46] = offset.to_bytes(4, "little")
    return bytes(data)


@_family("workbook-damaged")
def a_part_longer_than_it_says(dice: random.Random) -> bytes:
    """A part that declares its harmless start only: another program would read on."""
    data = bytearray(with_rows('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * dice.randint(100, 200)))
    end = bytes(f"<worksheet {MAIN}><sheetData>", "ascii")
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[entry + 24 : entry + 28] = len(end).to_bytes(4, "little")
    return bytes(data)


@_family("workbook-damaged")
def a_part_twice(dice: random.Random) -> bytes:
    """Two parts of one name, in capitals and small letters."""
    return with_added({dice.choice(["xl/SharedStrings.xml", "xl/worksheets/SHEET1.xml", "XL/workbook.xml"]): b"<a/>"})


@_family("workbook-encoding")
def another_encoding(dice: random.Random) -> bytes:
    """XML that one reader decodes and another one takes for UTF-8."""
    name = dice.choice(["UTF-16", "UTF-7", "EBCDIC-CP-US", "ISO-2022-JP", "windows-1252"])
    text = f'<?xml version="1.0" encoding="{name}"?>{sheet_of("").decode()}'
    return with_parts(SHEET=text.encode("utf-16" if name == "UTF-16" else "ascii"))


@_family("workbook-encoding")
def sixteen_bits_without_a_word(dice: random.Random) -> bytes:
    """UTF-16 that declares nothing."""
    return with_parts(SHEET=sheet_of("").decode().encode(dice.choice(["utf-16", "utf-16-be", "utf-16-le"])))


@_family("workbook-doctype")
def entities(dice: random.Random) -> bytes:
    """A document type whose entities multiply, or read a file."""
    own = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entity = dice.choice([f'<!ENTITY l0 "lol">{own}', '<!ENTITY l11 SYSTEM "file:///etc/passwd">'])
    text = f'<?xml version="1.0"?><!DOCTYPE s [{entity}]><sst {MAIN}><si><t>&l11;</t></si></sst>'
    return with_parts(STRINGS=text.encode())


@_family("workbook-damaged")
def broken_markup(dice: random.Random) -> bytes:
    """XML that is not well-formed."""
    rows = dice.choice(
        ["<row><c></row>", "<row r=1/>", "<row r='1' r='2'/>", "<row>&nothing;</row>", "<row>\x01</row>", "<row"]
    )
    return with_rows(rows)


@_family("workbook-damaged")
def texts_within_texts(dice: random.Random) -> bytes:
    """A text inside a text, of which only the short one would be counted."""
    table = f"<sst {MAIN}><si><t>{'y' * dice.randint(200_000, 300_000)}</t><si></si></si></sst>".encode()
    return with_rows(column_of(3_000, '<c r="A{n}" t="s"><v>0</v></c>'), STRINGS=table)


@_family("")
def deep_markup(dice: random.Random) -> bytes:
    """Elements within elements."""
    tags = [f"a{dice.randrange(10**6)}" for _ in range(dice.randint(40_000, 60_000))]
    opened, shut = ("".join(f"<{end}{tag}>" for tag in run) for end, run in (("", tags), ("/", reversed(tags))))
    return with_parts(SHEET=sheet_of("", opened + shut))


@_family("")
def long_numbers(dice: random.Random) -> bytes:
    """Numbers of thousands of digits, and days that no calendar has."""
    digits = "9" * dice.randint(4_000, 6_000)
    return with_rows(
        f'<row r="1"><c r="A1"><v>{digits}</v></c><c r="B1" t="str"><v>{digits}</v></c><c r="C1"><v>1e308</v></c></row>'
    )


@_family("")
def numbers_near_the_limit(dice: random.Random) -> bytes:
    """As many cells with a number as are taken."""
    rows = (
        f'<row r="{n}">{"".join(f"""<c r="{letter}{n}"><v>{dice.randrange(10**6)}</v></c>""" for letter in "ABCDEFGHIJ")}</row>'
        for n in range(1, dice.randint(47_000, 47_500))
    )
    return with_rows("".join(rows))


@_family("")
def texts_near_the_limit(dice: random.Random) -> bytes:
    """As much shared text as is taken, with a letter in each that makes all others take four bytes."""
    texts = ["".join(dice.choice("abcdefgh ") for _ in range(900)) + "\U0001f600" for _ in range(99)]
    cell = '<c r="A{n}" t="s"><v>{n}</v></c>'
    rows = column_of(21_500, cell).replace("<v>", "<v>0")
    return with_rows(_within(rows, len(texts)), STRINGS=table_of(texts))


def _within(rows: str, count: int) -> str:
    return re.sub(r"<v>(\d+)</v>", lambda match: f"<v>{int(match[1]) % count}</v>", rows)


@_family("")
def room_near_the_limit(dice: random.Random) -> bytes:
    """Few cells far apart, with as much room between them as is taken."""
    return with_rows(
        f'<row r="1"><c r="A1"><v>{dice.random()}</v></c></row><row r="99000"><c r="T99000"><v>1</v></c></row>'
    )


@_family("")
def empty_cells_near_the_limit(dice: random.Random) -> bytes:
    """As many cells with nothing but a style as are taken."""
    cells = "".join(f'<c r="{letter}{{n}}" s="{dice.randrange(9)}"/>' for letter in "ABCDEFGHIJKLMNOPQRST")
    return with_rows(column_of(47_000, cells))


@_family("")
def formulas_near_the_limit(dice: random.Random) -> bytes:
    """As many shared formulas as are taken."""
    formula = "+".join(f"B{dice.randint(1, 99)}" for _ in range(900))
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9999" si="0">{formula}</f><v>1</v></c></row>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>'
        for n in range(2, 3_900_000 // len(formula))
    )
    return with_rows(first + rows)


def _main() -> None:
    folder, seed = Path(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in families():
        (folder / f"{name}.xlsx").write_bytes(make(name, seed)[0])


if __name__ == "__main__":
    _main()
