"""Figures: the same bytes for the same data, texts that stand beside each other within the picture, numbers in words."""

from __future__ import annotations

import hashlib
import struct
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from all_figures import HOSTILE, KINDS
from hypothesis import example, given, settings
from hypothesis import strategies as st

import policyindex
from policyindex.problems.errors import ProblemsFoundError
from policyindex.reports.figures import Figure, bars, dumbbell, heatmap, lines, radar, tilemap, waterfall
from policyindex.reports.figures.bars import FILL
from policyindex.reports.figures.looks import WIDTHS
from policyindex.reports.figures.measure import advances, width, wrapped
from policyindex.reports.figures.palette import (
    DARK,
    GRID,
    INK,
    LIGHT,
    PAPER,
    QUIET,
    RAMP,
    SERIES,
    SHAPES,
    contrast,
    ink_on,
    style_of,
)
from policyindex.reports.figures.svg import meet
from policyindex.units.tiles import COUNTRIES, read_layout

SVG = "{http://www.w3.org/2000/svg}"
VALUES = [86.4, None, 0.0, 100.0, 49.5] * 4


def faults(figure: Figure, wide: int) -> list[str]:
    """Name texts that lie outside the picture or on each other."""
    canvas, high = figure.drawn(wide)
    outside = [
        box for box in canvas.texts if min(box.left, box.top) < 0 or box.right > wide + 0.01 or box.bottom > high
    ]
    return [
        *(f"outside: {box}" for box in outside),
        *(f"{one} on {other}" for one, other in combinations(canvas.texts, 2) if meet(one, other)),
    ]


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off_or_on_another(kind: str, wide: int) -> None:
    for turn, count in ((0, 1), (4, 2), (8, 5), (14, 3), (0, len(HOSTILE)), (17, len(HOSTILE))):
        labels = [*HOSTILE[turn:], *HOSTILE[:turn]][:count]
        assert faults(KINDS[kind](labels, VALUES[:count]), wide) == []


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(320, 2400),
    st.lists(st.tuples(st.text(max_size=40), st.none() | st.floats(-1e12, 1e12)), min_size=1, max_size=8),
)
@example("scatter", 320, [("", 100000000001.0)])
def test_whatever_is_drawn_has_room(kind: str, wide: int, rows: list[tuple[str, float | None]]) -> None:
    figure = KINDS[kind]([label for label, _ in rows], [value for _, value in rows])
    assert faults(figure, wide) == []
    ET.fromstring(figure.svg(wide))


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_the_same_bytes_and_is_told_in_words(kind: str) -> None:
    labels = HOSTILE[: len(VALUES)]
    figure, again = (KINDS[kind](labels, VALUES) for _ in range(2))
    for wide in WIDTHS:
        text = figure.svg(wide)
        assert text == again.svg(wide)
        root = ET.fromstring(text)
        title, told = root[0], root[1]
        assert (title.tag, told.tag) == (f"{SVG}title", f"{SVG}desc")
        assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert root.get("role") == "img"
        assert title.text
        assert told.text
        assert root.get("width") == f"{wide}"
        assert "<script" not in text
        assert not any(sign in text for sign in "\x00\x1b\u202e\ufffe")
    assert figure.svg(320) != figure.svg(640)
    assert len({ET.fromstring(figure.svg(wide))[0].get("id") for wide in WIDTHS}) == 3


def test_one_figure_is_the_same_on_every_machine() -> None:
    rows = [("Sweden", 86.4, 80, 90), ("Österreich", None), ("a & b", 49.5)]
    made = bars(rows, title="Overall", cuts=[(80, "favourable")], decimals=1).svg()
    assert hashlib.sha256(made.encode()).hexdigest()[:16] == "a3703b0b52d781a8"


def test_the_font_is_measured_as_it_is() -> None:
    """The stored widths are those of the font that comes along, rounded up to thousandths of an em."""
    data = (Path(policyindex.__file__).parent / "render" / "fonts" / "DejaVuSans.ttf").read_bytes()
    assert dict(advances()) == widths_in(data)
    assert width("Sweden", 10) == pytest.approx(sum(advances()[ord(each)] for each in "Sweden") / 100)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("日本", 10) == 20


def widths_in(data: bytes) -> dict[int, int]:
    count = struct.unpack(">H", data[4:6])[0]
    tables = {
        data[at : at + 4].decode(): struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * count, 16)
    }
    part = {name: data[start : start + length] for name, (start, length) in tables.items()}
    per_em, long = struct.unpack(">H", part["head"][18:20])[0], struct.unpack(">H", part["hhea"][34:36])[0]
    metrics = [struct.unpack(">H", part["hmtx"][4 * at : 4 * at + 2])[0] for at in range(long)]
    places = struct.unpack(">H", part["cmap"][2:4])[0]
    starts = [struct.unpack(">I", part["cmap"][8 + 8 * at : 12 + 8 * at])[0] for at in range(places)]
    table = next(part["cmap"][at:] for at in starts if struct.unpack(">H", part["cmap"][at : at + 2])[0] == 4)
    segments = struct.unpack(">H", table[6:8])[0] // 2
    ends, begins, deltas, offsets = (
        struct.unpack(f">{segments}H", table[at : at + 2 * segments])
        for at in (14, 16 + 2 * segments, 16 + 4 * segments, 16 + 6 * segments)
    )
    found = {}
    for at, (begin, end, delta, offset) in enumerate(zip(begins, ends, deltas, offsets, strict=True)):
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = 16 + 6 * segments + 2 * at + offset + 2 * (code - begin)
                glyph = struct.unpack(">H", table[place : place + 2])[0]
            if glyph := (glyph + delta) % 65536 if glyph else 0:
                found[code] = -(-metrics[min(glyph, long - 1)] * 1000 // per_em)
    return found


def test_lines_break_between_words_and_inside_what_is_too_long() -> None:
    assert wrapped("one two three", 10, width("one two", 10)) == ("one two", "three")
    assert wrapped("日本国", 10, 21) == ("日本", "国")
    assert all(width(line, 10) <= 50 for line in wrapped("Donaudampfschifffahrt", 10, 50))
    assert wrapped("one two three four", 10, width("one two…", 10), 1) == ("one two…",)
    assert wrapped("", 10, 50) == ("",)


def test_colours_differ_from_the_page_and_from_their_neighbours() -> None:
    for colour in (INK, QUIET, DARK, LIGHT, FILL, *(style.colour for style in SERIES)):
        assert contrast(colour, PAPER) >= 3, colour
    for one, other in pairwise(SERIES):
        assert contrast(one.colour, other.colour) >= 3
    assert min(contrast(each, PAPER) for each in (INK, QUIET)) >= 7
    assert contrast(FILL, INK) >= 3
    assert contrast(LIGHT, INK) >= 3
    styles = [style_of(at) for at in range(len(SERIES) ** 2)]
    assert len(set(styles)) == len(styles)
    assert {style.shape for style in SERIES} == set(SHAPES)
    assert contrast(GRID, PAPER) < 2


def test_what_is_missing_is_a_gap_with_a_name() -> None:
    svg = bars([("North", 50), ("South", None), ("West", float("nan"))], title="T").svg()
    assert svg.count("no value") == 2
    assert "2 without a value: South, West" in svg
    assert svg.count("<rect") == 2  # the page, and one bar
    over = lines([("North", [1, None, 3, 4])], periods=["2007", "2008", "2009", "2010"], title="T", scale=None)
    assert "No value: North 2008" in over.svg()
    assert over.svg().count("<polyline") == 1
    both = dumbbell([("North", 1, None), ("South", 4.5, 2)], names=("2014", "2019"), title="T", scale=None, decimals=1)
    assert "1 without a value: North (2019)" in both.svg()
    assert next(iter(both.table)) == ("North", 1.0, None, None)
    assert "−2.5" in both.svg()


def test_an_axis_hides_nothing() -> None:
    """Bars begin at 0 or where the scale does; a value outside widens the scale; where 0 is left out that is said."""
    wide = bars([("North", 130), ("South", -20)], title="T")
    assert wide.svg().count("<rect") == 3
    assert faults(wide, 640) == []
    assert "begins at" not in wide.svg()
    assert "begins at 1," in bars([("North", 4)], title="T", scale=(1, 5)).svg()
    assert "begins at 60," in lines([("North", [61, 69])], periods=["1", "2"], title="T", scale=None).svg()
    assert "begins at" not in lines([("North", [61, 69])], periods=["1", "2"], title="T").svg()


def test_the_table_holds_every_number() -> None:
    made = bars([("North", 50.25, 48, 51), ("South", None)], title="T", heading=("Place", "Score"))
    assert [column.title for column in made.table.columns] == ["Place", "Score", "Low", "High"]
    assert list(made.table) == [("North", 50.25, 48.0, 51.0), ("South", None, None, None)]


def test_a_layout_gives_tiles_their_places(tmp_path: Path) -> None:
    path = tmp_path / "tiles.csv"
    path.write_text("unit,row,column\nNORTH,1,2\nSOUTH,3,1\n")
    made = tilemap(
        {"NORTH": 80.4, "SOUTH": None, "EAST": 20}, layout=read_layout(path), title="T", names={"EAST": "the East"}
    )
    said = made.svg()
    assert ">NORTH</text>" in said
    assert "1 without a value: SOUTH" in said
    assert "no tile for them: the East (20)" in said
    assert [row[2] for row in made.table] == [80.4, None, 20.0]
    path.write_text("unit,row,column\nNORTH,1,2\nSOUTH,1,2\nNORTH,2,2\nEAST,0,x\n")
    with pytest.raises(ProblemsFoundError) as caught:
        read_layout(path)
    assert [(each.code, each.location.line) for each in caught.value.problems] == [
        ("tiles-place-taken", 3), ("tiles-place-taken", 4), ("tiles-number-none", 5), ("tiles-number-none", 5),
    ]  # fmt: skip
    assert len(read_layout(COUNTRIES)) == 68


def test_a_waterfall_adds_up() -> None:
    made = waterfall(
        ("2014", 26), [("Work", 1.5), ("Family", -1), ("Rights", None)], ("2019", 26.5), title="T", decimals=1
    )
    assert made.description == "From 2014 (26.0) to 2019 (26.5): Work +1.5; Family −1.0; Rights no value."
    with pytest.raises(ValueError, match=r"lead to 27\.5, not to 30"):
        waterfall(("2014", 26), [("Work", 1.5)], ("2019", 30), title="T")


def test_a_heat_map_goes_on_below_where_it_is_too_wide() -> None:
    names = [f"Area {at}" for at in range(30)]
    made = heatmap(["North", "South"], names, [[each * 3 for each in range(30)], [None, *range(29)]], title="T")
    shown = {wide: sum(box.text == "North" for box in made.drawn(wide)[0].texts) for wide in WIDTHS}
    assert shown == {320: 3, 640: 2, 1200: 1}
    assert all(contrast(each, ink_on(each)) >= 4.5 for each in RAMP)


def test_lines_are_named_at_their_ends_where_there_is_room() -> None:
    names = ["North", "South", "East"]
    made = lines([(name, [at, 50 + at]) for at, name in enumerate(names)], periods=["2014", "2019"], title="T")
    boxes = {wide: {box.text: box for box in made.drawn(wide)[0].texts} for wide in WIDTHS}
    beside = {wide: all(found[name].left > found["2019"].left for name in names) for wide, found in boxes.items()}
    assert beside == {320: False, 640: True, 1200: True}
    assert boxes[640]["East"].top < boxes[640]["South"].top < boxes[640]["North"].top  # as their last values are


def test_a_radar_has_some_axes() -> None:
    with pytest.raises(ValueError, match="3 to 24 axes"):
        radar(["a", "b"], [("North", [1, 2])], title="T")
    long = ["Donaudampfschifffahrt", *HOSTILE[:3]]
    made = radar(long, [("North", [-1, 2, 3, 4])], title="T", scale=None)
    assert {"1", f"1 {long[0]}"} <= {box.text for box in made.drawn(320)[0].texts}  # by number where words would be cut
    assert "from 4 (" in made.description
    assert "to −1 (Donau" in made.description


def test_wrong_data_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        bars([("North", float("inf"))], title="T")
    with pytest.raises(ValueError, match="periods"):
        lines([("North", [1, 2])], periods=["2019"], title="T")
    with pytest.raises(ValueError, match="320 to 2400"):
        bars([("North", 1)], title="T").svg(100)
