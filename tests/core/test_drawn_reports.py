"""Pictures of reports: by the suffix of an output, in pages and notebooks, in points by an extra."""

from __future__ import annotations

import struct
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import policyindex as pi
from conftest import ROOT, Run
from policyindex.problems.errors import WrongUseError
from policyindex.verbs.outcome import Outcome

INDEX = ROOT / "examples" / "libraries"
GIVEN = ("run", INDEX / "instrument.yaml", "--answers", INDEX / "answers.csv")


@pytest.fixture
def outcome() -> Outcome[object]:
    made: Outcome[object] = pi.run(INDEX / "instrument.yaml", answers=INDEX / "answers.csv")
    return made


def test_a_run_is_drawn_by_the_suffix_of_its_output(run: Run, tmp_path: Path, outcome: Outcome[object]) -> None:
    result = run(*GIVEN, "--output", tmp_path / "chart.svg")
    assert (result.exit_code, result.stdout) == (0, "")
    text = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root[0].text == outcome.report().drawings()[0].title
    assert outcome.text("svg") == text
    assert run(*GIVEN, "--format", "svg").stdout == text


def test_a_picture_of_points_is_the_same_each_time(run: Run, tmp_path: Path, outcome: Outcome[object]) -> None:
    pytest.importorskip("resvg_py")
    for name in ("one.png", "two.png"):
        assert run(*GIVEN, "--output", tmp_path / name).exit_code == 0
    one = (tmp_path / "one.png").read_bytes()
    assert one == (tmp_path / "two.png").read_bytes()
    assert one.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", one[16:20])[0] == 1920
    outcome.save(tmp_path / "three.png")
    assert one == (tmp_path / "three.png").read_bytes()
    with pytest.raises(WrongUseError, match="png is no text"):
        outcome.text("png")


def test_without_its_extra_a_picture_of_points_says_how_to_get_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    result = run(*GIVEN, "--output", tmp_path / "chart.png")
    assert result.exit_code == 1
    assert "error extra-missing: reading or writing PNG needs a package that is not installed\n" in result.stderr
    assert "    remedy: python -m pip install 'policyindex[publish]'\n" in result.stderr
    assert not list(tmp_path.iterdir())


def test_what_has_no_figure_is_refused(run: Run, tmp_path: Path) -> None:
    for name in ("chart.svg", "chart.png"):
        result = run("validate", INDEX / "instrument.yaml", "--output", tmp_path / name)
        assert result.exit_code == 2
        assert "there is nothing to draw in this report" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_page_shows_each_figure_beside_its_numbers(outcome: Outcome[object]) -> None:
    page, part = outcome.text("html"), outcome._repr_html_()
    figures = outcome.report().drawings()
    assert figures
    assert (
        part.count("<svg") == part.count("<figure>") == part.count("<summary>The numbers of the figure") == len(figures)
    )
    assert page.count("<svg") == 2 * len(figures)  # for a wide window and for a narrow one
    for figure in figures:
        assert figure.svg(640) in page
        assert figure.svg(320) in page
        assert figure.svg(640) in part
        assert figure.description.partition(" (")[0] in outcome.text("md")


def test_one_of_several_figures_is_chosen_and_how_wide_it_is(run: Run, tmp_path: Path) -> None:
    outcome = pi.run("mipex-national", period=2019)
    figures = {figure.key: figure for figure in outcome.report().drawings()}
    assert list(figures) == ["ranking", "parts", "map"]
    given = ("run", "mipex-national", "--period", "2019", "--output", tmp_path / "chart.svg", "--replace")
    assert run(*given, "--figure", "parts", "--width", "1200").exit_code == 0
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == figures["parts"].svg(1200)
    outcome.save(tmp_path / "chart.svg", figure="map", width=320)
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == figures["map"].svg(320)
    wrong = run(*given, "--figure", "mapp")
    assert wrong.exit_code == 2
    assert "this report has no figure 'mapp'; it has: ranking, parts, map. Did you mean 'map'?" in wrong.stderr
    assert run(*given, "--width", "100").exit_code == 2
    with pytest.raises(WrongUseError, match="320 to 2400 pixels wide, not 100"):
        outcome.text("svg", width=100)
    about = run("run", "mipex-national", "--figure", "map")
    assert "--figure and --width are about pictures (svg, png), not about table" in about.stderr
    assert about.exit_code == 2


def test_the_figures_of_a_run_are_of_what_was_asked_for(tmp_path: Path) -> None:
    """Many units: ranking, parts, a map where most have a tile. One unit: its parts, its past, with gaps that are named."""
    whole = {each.key: each for each in pi.run("mipex-national", period=2019).report().drawings()}
    assert next(iter(whole["ranking"].table))[:2] == ("Sweden", pytest.approx(86.4, abs=0.1))
    assert "no tile" not in whole["map"].svg()
    assert [column.title for column in whole["parts"].table.columns][1] == "Labour market mobility"
    parts, past = pi.run("mipex-national", unit="SE").report().drawings()
    assert len(list(parts.table)) == 8
    assert "No value: Overall, with health 2007–2013, Overall, with health 2015–2018" in past.svg()
    few = pi.run("mipex-national", period=2019, group="EFTA", layout=_tiles(tmp_path, ["CH", "IS", "NO"]))
    assert [each.key for each in few.report().drawings()] == ["ranking", "parts"]


def test_units_have_the_tiles_that_a_layout_gives_them(tmp_path: Path) -> None:
    rows = [f"U{at},2026,opening,full\n" for at in range(9)]
    (tmp_path / "towns.csv").write_text("".join(["unit,period,indicator,answer\n", *rows]))
    given = {"answers": tmp_path / "towns.csv"}
    assert len(pi.run(INDEX / "instrument.yaml", **given).report().drawings()) == 1
    layout = _tiles(tmp_path, [f"U{at}" for at in range(8)])
    drawn = pi.run(INDEX / "instrument.yaml", **given, layout=layout).report().drawings()[-1]
    assert drawn.key == "map"
    assert "no tile for them: U8" in drawn.svg()
    ranking = pi.run(INDEX / "instrument.yaml", **given).text("svg")
    assert "incomplete: U0, U1" in ranking  # one of three questions is answered


def _tiles(folder: Path, units: list[str]) -> Path:
    path = folder / "tiles.csv"
    path.write_text("unit,row,column\n" + "".join(f"{unit},1,{at}\n" for at, unit in enumerate(units, 1)))
    return path


def test_more_units_than_anybody_reads_are_not_drawn(tmp_path: Path) -> None:
    rows = [f"U{at},2026,opening,full\n" for at in range(301)]
    (tmp_path / "many.csv").write_text("".join(["unit,period,indicator,answer\n", *rows]))
    outcome = pi.run(INDEX / "instrument.yaml", answers=tmp_path / "many.csv")
    with pytest.raises(WrongUseError, match="or too much to be read"):
        outcome.text("svg")


def test_a_ranking_is_drawn_with_the_intervals_of_its_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "intervals.csv").write_text("unit,low,high,source\nSE,84,88.4,Study of 2031\n")
    made = run("rank", "mipex-national", "--intervals", tmp_path / "intervals.csv", "--format", "svg").stdout
    assert "Lines with ends: Study of 2031." in made
    assert made.count("<rect") == 57  # the page, and a bar for each country


def test_a_change_is_drawn_unit_by_unit_or_by_its_parts() -> None:
    many = pi.change("mipex-national", from_=2014, to=2019).report().drawings()
    assert [each.key for each in many] == ["change"]
    assert ("Türkiye", pytest.approx(25.99, abs=0.01), pytest.approx(42.84, abs=0.01)) in [
        row[:3] for row in many[0].table
    ]
    (one,) = pi.change("mipex-national", from_=2014, to=2019, unit="TR").report().drawings()
    assert one.description.startswith("From 2014 (25.99) to 2019 (42.84): Labour market mobility +1.39; Family")
    assert "The axis begins at 25, not at 0." in one.svg()
