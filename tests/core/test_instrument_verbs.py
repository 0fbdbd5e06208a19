"""Listing, showing and comparing instruments, in the shell and in Python, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import yaml
from base_index import BASE
from python_calamine import CalamineWorkbook

import policyindex as pi
from conftest import ROOT, Run, Shell
from policyindex import WrongUseError
from policyindex.cli.reporting import TEXT
from policyindex.plugins.host import PluginHost
from policyindex.verbs import call
from policyindex.verbs.outcome import Outcome
from policyindex.verbs.workspace import Workspace

KINDS = ROOT / "tests" / "cases" / "kinds.yaml"
FORMATS = ("json", "csv", "md", "html")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(BASE)
    two.write_text(BASE.replace('edition: "1"', 'edition: "2"').replace("points: 50", "points: 60"))
    return one, two


@pytest.fixture
def workspace(host: PluginHost) -> Workspace:
    return Workspace(host)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verb", ["list_instruments", "show", "diff"])
def test_the_shell_and_python_say_the_same(
    run: Run, workspace: Workspace, pair: tuple[Path, Path], verb: str, form: str
) -> None:
    words = {"list_instruments": ("list",), "show": ("show", KINDS), "diff": ("diff", *pair)}[verb]
    result = run("instruments", *words, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == call(verb, *words[1:], workspace=workspace).text(form)


@pytest.mark.parametrize(
    "command",
    [
        "run WARNED --answers answers.csv",
        "instruments show WARNED",
        "instruments diff WARNED WARNED",
        "instruments to-xlsx WARNED --output w.xlsx",
        "instruments translation WARNED --lang fr --output fr.yaml",
        "questionnaire export WARNED --unit AA --period 2026 --output q.html",
    ],
)
def test_warnings_of_an_instrument_are_said_once_wherever_it_is_used(
    command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answers.csv").write_text("unit,period,parking,roof\nAA,2026,true,true\n")
    warned = str(ROOT / "tests" / "bad_instruments" / "indicator-without-area.yaml")
    said = run("validate", warned).stdout.rpartition("1 file")[0]
    assert said.count("warning ") == 2
    result = run(*command.replace("WARNED", warned).split())
    assert (result.exit_code, result.stderr) == (0, said)


def test_the_list_in_python(run: Run, workspace: Workspace) -> None:
    outcome = call("list_instruments", workspace=workspace)
    assert outcome.data == json.loads(run("instruments", "list", "--json").stdout)
    assert outcome.text(TEXT) == run("instruments", "list").stdout
    assert list(outcome.to_frame()["reference"]) == [each["reference"] for each in outcome.data]
    assert repr(outcome).endswith(" strands")
    assert "mipex-national@core-2020  " in pi.list_instruments().text(TEXT)


def test_an_instrument_in_python(run: Run, workspace: Workspace) -> None:
    outcome = call("show", KINDS, workspace=workspace)
    frame = outcome.to_frame()
    assert list(frame["indicator"]) == list(outcome.data.indicators)
    assert outcome.text("yaml") == run("instruments", "show", KINDS, "--format", "yaml").stdout
    assert yaml.safe_load(outcome.text("yaml")) == json.loads(outcome.text("json"))
    assert "Tree" in outcome._repr_html_()
    assert len(repr(outcome)) < 100
    assert pi.show("regin-checklist", lang="es").data.language == "es"


def test_an_instruments_tables(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kinds.xlsx"
    assert run("instruments", "show", KINDS, "--output", path).exit_code == 0
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["indicators", "options", "nodes", "standards", "provenance"]
    rows = book.get_sheet_by_name("options").to_python()
    assert rows[0] == ["indicator", "option", "text", "points", "status"]
    assert rows[1:4] == [
        ["choice", "high", "High.", 100, ""],
        ["choice", "mid", "In the middle.", 50, ""],
        ["choice", "low", "Low.", 0, ""],
    ]
    assert ["two-of-three", "a", "First", "", ""] in rows
    indicators = list(csv.DictReader(io.StringIO(run("instruments", "show", KINDS, "--format", "csv").stdout)))
    assert {each["kind"] for each in indicators} >= {"single_choice", "tick", "at_least", "graded_count", "number"}


def test_text_keeps_its_lines_and_a_table_its_width(run: Run, shell: Shell, tmp_path: Path) -> None:
    text = run("instruments", "show", "mipex-national", "--node", "d").stdout.splitlines()
    table = shell(
        "instruments", "show", "mipex-national", "--node", "d", "--format", "table", COLUMNS="60"
    ).stdout.splitlines()
    assert max(map(len, text)) > 160
    assert max(map(len, table)) <= 60
    run("instruments", "show", "mipex-national", "--node", "d", "--output", tmp_path / "it.txt")
    assert (tmp_path / "it.txt").read_text(encoding="utf-8").splitlines() == text
    run("instruments", "show", "mipex-national", "--output", tmp_path / "it.yaml")
    assert yaml.safe_load((tmp_path / "it.yaml").read_text(encoding="utf-8"))["id"] == "mipex-national"


def test_a_large_instrument_is_a_screenful_with_weights_and_ranges(run: Run) -> None:
    text = run("instruments", "show", "mipex-national").stdout
    assert len(text.splitlines()) < 45
    assert "\n  a: Labour market mobility - nominal 0.125 - 0 to 100 - mean … 9 questions below\n" in text
    deep = run("instruments", "show", "mipex-national", "--depth", 3).stdout
    assert "\n    aa1: Access to employment - nominal 0.0139 - 0 to 100\n" in deep
    node = run("instruments", "show", "mipex-national", "--node", "d").stdout
    assert "\n  db70: Party membership - nominal 0.2 - 0 to 100\n" in node
    assert "      none = 0: State law limits party membership" in node
    assert "Labour market" not in node
    missing = run("instruments", "show", "mipex-national", "--node", "overal_with_health")
    assert missing.exit_code == 2
    assert missing.stderr.endswith("Did you mean 'overall_with_health'?\n")


def test_the_page_of_an_instrument_leads_from_the_tree_to_questions_without_script(run: Run, tmp_path: Path) -> None:
    page = run("instruments", "show", KINDS, "--format", "html").stdout
    pi.show(KINDS).save(tmp_path / "kinds.html")
    assert (tmp_path / "kinds.html").read_text(encoding="utf-8") == page
    assert "<script" not in page
    links, places = set(re.findall(r'href="#([^"]+)"', page)), re.findall(r' id="([^"]+)"', page)
    assert links <= set(places)
    assert len(places) == len(set(places))
    assert {"question-graded", "node-table", "questions"} <= links
    for said in ("In the middle.", "from 3 = 100", "choice mid or low, other high: 60", "50-100 high", "both"):
        assert said in page


def test_a_comparison_in_python(workspace: Workspace, pair: tuple[Path, Path], tmp_path: Path) -> None:
    outcome = call("diff", *pair, crosswalk=tmp_path / "walk.yaml", workspace=workspace)
    assert list(outcome.to_frame()["after"]) == ["60"]
    assert [each.name for each in outcome.files] == [str(tmp_path / "walk.yaml")]
    assert not (tmp_path / "walk.yaml").exists()
    written = io.BytesIO()
    outcome.files[0].write(written)
    assert b"\ncrosswalk:\n" in written.getvalue()
    outcome.save(tmp_path / "diff.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "diff.xlsx").sheet_names == ["changes", "classes", "probably_renamed"]
    assert isinstance(pi.diff(*pair), Outcome)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", KINDS, "--format", "yml"), "there is no format 'yml'; there are: text, yaml, markdown, table, json, csv, xlsx, md, html, svg, png. Did you mean 'yaml'?"),
        (("show", KINDS, "--format", "yaml", "--json"), "--json and --format yaml contradict each other"),
        (("show", KINDS, "--output", KINDS), f"{KINDS} is read by this command, and would be written over: name another output"),
        (("show", KINDS, "--output", "it.docx"), "no format has the suffix '.docx': name one with --format, or use one of .txt, .json, .csv, .xlsx, .md, .html, .htm, .svg, .png"),
        (("list", "--format", "markdown"), "there is no format 'markdown'; there are: text, table, json, csv, xlsx, md, html, svg, png."),
        (("diff", KINDS, KINDS, "--format", "yaml"), "there is no format 'yaml'; there are: text, markdown, table, json, csv, xlsx, md, html, svg, png."),
        (("diff", KINDS, KINDS, "--crosswalk", KINDS), f"{KINDS} is there already: give it with --using {KINDS}, or choose another name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_the_work(run: Run, arguments: tuple[str | Path, ...], message: str) -> None:
    result = run("instruments", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("verb", "places", "options", "message"),
    [
        ("show", (), {}, "reference is not given"),
        ("show", ("nope",), {}, "there is no instrument 'nope'; known: "),
        ("show", ("regin-checklist",), {"language": "es"}, "there is no option 'language'; there are: reference, lang, depth, node."),
        ("diff", (KINDS,), {}, "after is not given"),
        ("diff", (KINDS, KINDS, KINDS), {}, "3 values without a name are too many: only before, after can be given so"),
        ("list_instruments", ("x",), {}, "1 values without a name are too many"),
    ],
)  # fmt: skip
def test_wrong_use_in_python(
    workspace: Workspace, verb: str, places: tuple[object, ...], options: dict[str, object], message: str
) -> None:
    with pytest.raises(WrongUseError) as found:
        call(verb, *places, workspace=workspace, **options)
    assert str(found.value).startswith(message)
