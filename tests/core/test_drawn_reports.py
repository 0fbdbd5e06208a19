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
