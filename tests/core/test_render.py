"""Any report in any format: within its width, with nothing in it that a terminal, Markdown or a browser would obey."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from policyindex.cli.guarded import GuardedScreen
from policyindex.files.text import UNWANTED
from policyindex.problems import page_text, plain
from policyindex.problems.errors import WrongUseError
from policyindex.render.as_json import write_json
from policyindex.render.formats import FORMATS, writer
from policyindex.render.layout import squeeze, width, wrap
from policyindex.render.terminal import Page
from policyindex.reports.report import Branch, Column, Report, Section, Table, Text

HOSTILE = "a|b <script>alert(1)</script> *x* \x1b[2J\u202e `c`"
STRUCTURE = (
    HOSTILE, "1 |\r\n| --- |\n| 2", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>", "# heading", "- item", "===",
    "1. item", "    code", "```", "~~~", "&lt;b&gt;", "![](https://example.org/x.png)", "a\\", "[x]: javascript:alert(1)", "<!--", "\t<b>",
    "a\u2028# b", "__b__", "> quoted", "---", "<javascript:alert(1)>",
)  # fmt: skip
TABLE = Table(
    "places",
    (
        Column("place", "Place"),
        Column("score", "Score", "number", decimals=0),
        Column("bar", "", "share"),
        Column("votes", "Votes", "whole", optional=True),
        Column("about", "About it", optional=True),
    ),
    [("Upper Town", 50.5, 0.505, 3, HOSTILE), ("Łódź 東京", None, None, None, "long words " * 9)],
    screenful="name some with --unit",
)
TREE = Branch("top [t]: 1", ("rule: mean of " + "parts " * 30,), (Branch("below " + HOSTILE),))
REPORT = Report(
    "A report & more",
    (Section("First", (TABLE, Text("A sentence. " * 20), Text("item", indent=2))), Section("Second", (TREE,))),
    notes=("a note",),
    provenance={"made": {"of": "nothing"}},
)


def written(form: str, page: Page | None = None) -> str:
    stream = io.BytesIO()
    writer(form, REPORT, page)(stream)
    return stream.getvalue().decode()


@pytest.mark.parametrize("places", [30, 40, 60, 80, 110, 200])
def test_a_page_keeps_its_width(places: int) -> None:
    lines = written("table", Page(places)).splitlines()
    assert max(width(line) for line in lines) <= places
    for sign in ("\x1b", "\u202e"):
        assert not any(sign in line for line in lines)


def test_the_true_number_of_hidden_columns_is_said() -> None:
    for places, hidden in ((200, 0), (80, 1), (50, 1), (34, 2)):
        text = written("table", Page(places))
        wanted = f"… {hidden} more column{'s' * (hidden > 1)} on a wider" if hidden else "First"
        assert wanted in text, places
        assert ("more column" in text) == bool(hidden)


def test_a_terminal_shows_a_screenful() -> None:
    many = Table("n", (Column("n", "N", "whole"),), [(each,) for each in range(40)], screenful="use a pager")
    lines = list(Page(80, 24).lines(Report("N", (Section("", (many,)),))))
    assert lines[-1] == "… 28 more: use a pager"
    assert len(lines) == 1 + 12 + 1
    assert len(list(Page(80).lines(Report("N", (Section("", (many,)),))))) == 41


def test_what_a_console_cannot_show_is_escaped_within_the_width() -> None:
    lines = written("table", Page(40, encoding="ascii")).splitlines()
    assert "\\u0141\\xf3d\\u017a" in "".join(lines)
    assert "##########" in lines[2]
    assert max(map(len, lines)) <= 40


def test_programs_get_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert list(rows[0]) == ["place", "score", "votes", "about"]
    assert (rows[0]["score"], rows[1]["score"]) == ("50.5", "")
    document = json.loads(written("json"))
    assert document["places"][0]["score"] == 50.5
    assert document["notes"] == ["a note"]


def test_a_workbook_has_a_sheet_a_table(tmp_path: Path) -> None:
    stream = io.BytesIO()
    writer("xlsx", REPORT)(stream)
    (tmp_path / "x.xlsx").write_bytes(stream.getvalue())
    book = CalamineWorkbook.from_path(tmp_path / "x.xlsx")
    assert book.sheet_names == ["places", "provenance"]
    assert book.get_sheet_by_name("places").to_python()[1][:3] == ["Upper Town", 50.5, 3]


def test_markdown_shows_text_as_it_is() -> None:
    text = written("md")
    cell = next(line for line in text.splitlines() if "Upper Town" in line)
    assert "a\\|b \\<script\\>alert(1)\\</script\\> \\*x\\*" in cell
    assert "\\`c\\`" in cell
    assert "| Upper Town | 51 | 3 |" in cell
    assert text.startswith(
        "# A report \\& more\n\n## First\n\n| Place | Score | Votes | About it |\n|---|---:|---:|---|\n"
    )
    assert "\x1b" not in text


def test_a_number_without_a_title_has_the_one_of_its_bar_and_an_indent_stays() -> None:
    table = Table(
        "t", (Column("label"), Column("bar", "Overall", "share"), Column("score", "", "number")), [("  below", 0.5, 5)]
    )
    for form, title, cell in (
        ("md", "| Label | Overall |", "| \u00a0\u00a0below | 5 |"),
        ("html", "Overall</th>", ">\u00a0\u00a0below</td>"),
    ):
        stream = io.BytesIO()
        writer(form, Report("R", (Section("", (table,)),)))(stream)
        assert title in stream.getvalue().decode()
        assert cell in stream.getvalue().decode()


def test_html_is_escaped() -> None:
    text = written("html")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "<title>A report &amp; more</title>" in text
    assert "\x1b" not in text


NOTHING = {
    "json": b'"title": "Nothing"',
    "csv": b"text\n",
    "xlsx": b"PK",
    "md": b"# Nothing",
    "html": b"Nothing",
    "table": b"",
}


@pytest.mark.parametrize("form", NOTHING)
def test_a_report_of_nothing_is_written_too(form: str) -> None:
    stream = io.BytesIO()
    writer(form, Report("Nothing"))(stream)
    assert NOTHING[form] in stream.getvalue()
    assert bool(stream.getvalue()) == bool(NOTHING[form])


@pytest.mark.parametrize("form", sorted({*FORMATS} - {*NOTHING}))
def test_a_report_without_figures_is_no_picture(form: str) -> None:
    with pytest.raises(WrongUseError, match="nothing to draw in this report \\(Nothing\\)"):
        writer(form, Report("Nothing"))(io.BytesIO())


def test_a_narrow_page_shortens_bars_and_keeps_indents() -> None:
    columns = (Column("label"), Column("bar", "", "share"), Column("score", "", "number", decimals=0))
    table = Table("t", columns, [("All of it", 1.0, 100), ("  A part with a long name", 0.5, 50)])
    stream = io.BytesIO()
    writer("table", Report("R", (Section("", (table,)),)), Page(30))(stream)
    assert stream.getvalue().decode().splitlines()[1:] == [
        "All of it      ██████████  100",
        "  A part with  █████        50",
        "  a long name",
    ]


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_page_says_its_title_once(form: str) -> None:
    for section, title in ((Section("Wells · 2026"), "Wells · 2026"), (Section("", (Text("Wells"),)), "Wells")):
        stream = io.BytesIO()
        writer(form, Report("Wells", (section,)))(stream)
        text = stream.getvalue().decode()
        assert text.count("Wells") == (2 if form == "html" else 1)  # a page names itself in its head too
        assert (f"# {title}" if form == "md" else f"<h1>{title}</h1>") in text


def test_columns_of_one_width_give_way_evenly() -> None:
    assert squeeze([49, 10, 19], 40) == [13, 10, 13]
    assert squeeze([5, 5], 3) == [1, 1]
    assert squeeze([8, 7, 7], 25) == [7, 7, 7]


def test_words_are_broken_where_they_must_be() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]
    assert wrap("東京東京", 4) == ["東京", "東京"]


def test_no_text_becomes_structure_of_markdown_or_of_a_page() -> None:
    each_in = {
        "a report": Report(
            STRUCTURE[0], tuple(Section(each, (Text(each), Text(each, indent=4))) for each in STRUCTURE)
        ),
        "a tree": Report("R", (Section("", tuple(Branch(each, (each,), (Branch(each),)) for each in STRUCTURE)),)),
        "a table": Report("R", (Section("", (Table("t", (Column("a", HOSTILE),), [(each,) for each in STRUCTURE]),)),)),
        "beside": Report("R", (Section("", (Text("\n".join(STRUCTURE), verbatim=True),)),), notes=STRUCTURE),
    }
    wanted = {"h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "pre", "code"}
    for name, report in each_in.items():
        stream = io.BytesIO()
        writer("md", report)(stream)
        page = MarkdownIt("commonmark", {"html": True}).enable("table").render(stream.getvalue().decode())
        assert set(re.findall(r"<([a-z!][a-z0-9]*)", page)) <= wanted - (
            {"pre", "code"} if name != "beside" else set()
        ), name
        count = len(STRUCTURE)  # each line of a text is an item
        assert page.count("<li>") == {"a report": count + 2, "a tree": 3 * count, "a table": 0, "beside": count}[name]
        assert page.count("<td>") == (count if name == "a table" else 0)
        stream = io.BytesIO()
        writer("html", report)(stream)
        tags = set(
            re.findall(r"<([a-z!][a-z0-9]*)", stream.getvalue().decode().partition("<main>")[2].partition("</main>")[0])
        )
        assert tags <= wanted | {"small"}, name


@pytest.mark.parametrize(
    "char", ["\x1b", "\r", "\u202e", "\u2066", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029", "\ufeff", "\ufff9", "\ufffe",
             "\u2064", "\u206a", "\U000e0001", "\U000e0041", "\U0001d173"],
)  # fmt: skip
def test_what_is_not_to_be_seen_shows_on_a_terminal_and_is_escaped_in_json(char: str) -> None:
    assert plain(f"a{char}b") == "a\N{REPLACEMENT CHARACTER}b"
    shown = io.StringIO()
    screen = GuardedScreen(shown)
    for byte in f"a{char}b\x1b[1mc\x1b[0m\r\n".encode():
        screen.write(bytes([byte]))
    screen.finish()
    assert char not in shown.getvalue().replace("\x1b[1m", "")
    stream = io.BytesIO()
    write_json(Report(f"a{char}b", ()), stream)
    assert char not in stream.getvalue().decode()
    assert json.loads(stream.getvalue())["title"] == f"a{char}b"


def test_what_languages_are_written_with_stays() -> None:
    for text in ("می‌خواهم", "क्‍ष", "👩‍👧", "❤️", "ភាសា\u200bខ្មែរ", "co\xadop", "\u0600", "東京\u3000駅"):
        assert plain(text) == text
    assert page_text("\u200fשלום\u200e \u061c") == "\u200fשלום\u200e \u061c"  # on a page their direction is needed


def test_json_has_no_characters_that_rewrite_a_screen_and_loses_none() -> None:
    text = "S\x9b1mE \u202e \x1b[2J \x7f plain"
    stream = io.BytesIO()
    write_json(Report(text, ()), stream)
    assert not UNWANTED.search(stream.getvalue().decode())
    assert json.loads(stream.getvalue())["title"] == text
