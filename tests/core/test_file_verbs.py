"""Verbs that make files of instruments and answers, plugins list and schema: in the shell and in Python."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from base_index import ANSWERS, BASE, NEWER
from python_calamine import CalamineWorkbook

import policyindex as pi
from conftest import Run
from policyindex import WrongUseError
from policyindex.authoring.schemas import KINDS, schema_of, schema_text
from policyindex.editions.carry import Note
from policyindex.plugins.host import BUILT_IN, PluginHost
from policyindex.verbs import call
from policyindex.verbs.workspace import Workspace

COUNTS = "7 answers given, 5 rows written; 1 recoded; 2 left out; 1 missing"


@pytest.fixture
def workspace(host: PluginHost) -> Workspace:
    return Workspace(host)


@pytest.fixture
def walk(workspace: Workspace, tmp_path: Path) -> Path:
    """A crosswalk between two editions, with answers to the older one beside it."""
    (tmp_path / "one.yaml").write_text(BASE)
    (tmp_path / "two.yaml").write_text(NEWER)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    path = tmp_path / "walk.yaml"
    places = tmp_path / "one.yaml", tmp_path / "two.yaml"
    call("diff", *places, crosswalk=path, workspace=workspace).save_files()
    path.write_text(path.read_text().replace("review", "yes").replace("note: other options", 'note: ""'))
    return path


def test_carry_in_python(walk: Path, workspace: Workspace, tmp_path: Path) -> None:
    outcome = call("carry", tmp_path / "answers.csv", crosswalk=walk, workspace=workspace)
    assert (outcome.data.given, len(outcome.data.answers), len(outcome.data.notes)) == (7, 5, 4)
    assert repr(outcome).splitlines() == [COUNTS, "files: base-2-answers.csv", "1 problem, see .warnings"]
    frame = outcome.to_frame()
    assert list(frame.columns) == list(Note._fields)
    assert list(frame["outcome"]) == ["recoded", "left out", "missing", "left out"]
    named = call("carry", tmp_path / "answers.csv", crosswalk=walk, output=tmp_path / "new.csv", workspace=workspace)
    named.save_files()
    assert (tmp_path / "new.csv").read_text().startswith("unit,period,indicator,")
    with pytest.raises(WrongUseError, match="crosswalk is not given"):
        call("carry", tmp_path / "answers.csv", workspace=workspace)
    assert pi.carry(tmp_path / "answers.csv", crosswalk=walk).data.given == 7


def test_the_list_of_carry_in_every_format(run: Run, walk: Path, tmp_path: Path) -> None:
    command = ("instruments", "carry", "--crosswalk", walk, tmp_path / "answers.csv")
    alone = run(*command, "--json")
    assert alone.stderr.splitlines()[-1] == "The answers are not written: name a file for them with --output."
    document = json.loads(alone.stdout)
    assert (document["from"], document["to"]) == ("base@1", "base@2")
    assert (document["given"], document["written"]) == (7, 5)
    assert document["outcomes"] == {"recoded": 1, "left out": 2, "missing": 1}
    assert document["notes"][0]["reason"] == "now partly"
    beside = run(*command, "--format", "csv", "--output", tmp_path / "new.csv")
    assert (tmp_path / "new.csv").read_bytes() == run(*command).stdout_bytes
    rows = list(csv.reader(io.StringIO(beside.stdout)))
    assert (rows[0], len(rows)) == (list(Note._fields), 5)
    for suffix, start in ((".json", b"{"), (".xlsx", b"PK"), (".md", b"# Answers"), (".txt", b"outcome,")):
        path = tmp_path / f"report{suffix}"
        assert run(*command, "--report", path).stderr.splitlines()[-1] == COUNTS
        assert path.read_bytes().startswith(start), suffix
    assert (tmp_path / "report.txt").read_text() == beside.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--json", "--output", "-"), "answers and report cannot both go to standard output: give --output FILE, or --report FILE"),
        (("--format", "yaml"), "there is no format 'yaml'; there are: text, table, json, csv, xlsx, md, html, svg, png."),
        (("--format", "csv", "--json"), "--json and --format csv contradict each other"),
        (("--output", "x.csv", "--report", "x.csv"), "x.csv is named for two outputs: name another one"),
    ],
)  # fmt: skip
def test_carry_says_what_is_wrong_first(run: Run, options: tuple[str, ...], message: str) -> None:
    result = run("instruments", "carry", "--crosswalk", "nowhere.yaml", *options)
    assert (result.exit_code, result.stderr) == (2, f"error: {message}\n")


def test_a_translation_in_python(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "fr.yaml"
    outcome = call("translation", "regin-checklist", lang="fr", output=path, workspace=workspace)
    assert not path.exists()
    assert outcome.summary.startswith(f"{path}: 297 texts, 0 translated. Check it with")
    outcome.save_files()
    assert path.read_text(encoding="utf-8") == outcome.data
    path.write_text(outcome.data.replace('text: ""', 'text: "Oui"', 1), encoding="utf-8")
    again = call("translation", "regin-checklist", lang="fr", output=path, workspace=workspace)
    frame = again.to_frame()
    assert (len(frame), list(frame["text"]).count("Oui")) == (297, 1)
    assert again.data == path.read_text(encoding="utf-8")
    with pytest.raises(WrongUseError, match="'en' is the source language"):
        call("translation", "regin-checklist", lang="en", output=path, workspace=workspace)
    with pytest.raises(WrongUseError, match="output is not given"):
        pi.translation("regin-checklist", lang="fr")


def test_workbooks_in_python(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BASE)
    book = call("to_xlsx", tmp_path / "mine.yaml", output=tmp_path / "mine.xlsx", workspace=workspace)
    assert not (tmp_path / "mine.xlsx").exists()
    assert book.data == "base@1"
    book.save_files()
    assert "indicators" in CalamineWorkbook.from_path(tmp_path / "mine.xlsx").sheet_names
    back = call("from_xlsx", tmp_path / "mine.xlsx", output=tmp_path / "back.yaml", workspace=workspace)
    assert list(back.to_frame()["command"]) == [
        f"policyindex validate {tmp_path}/back.yaml",
        f"policyindex instruments show {tmp_path}/back.yaml",
    ]
    back.save_files()
    assert (tmp_path / "back.yaml").read_text(encoding="utf-8") == back.data
    assert back.data == run("instruments", "from-xlsx", tmp_path / "mine.xlsx").stdout
    with pytest.raises(WrongUseError, match=r"back\.yaml exists already"):
        back.save_files()
    assert [each.name for each in pi.from_xlsx(template="towns.xlsx").files] == ["towns.xlsx"]
    assert [each.name for each in pi.from_xlsx(tmp_path / "mine.xlsx").files] == ["mine.yaml"]
    for options, message in (({}, "give a workbook to read, or"), ({"template": "a.txt"}, "call it a.txt.xlsx")):
        with pytest.raises(WrongUseError, match=message):
            pi.from_xlsx(**options)
    with pytest.raises(WrongUseError, match=r"call it a\.xlsx"):
        pi.to_xlsx("regin-checklist", output="a")


@pytest.mark.parametrize("form", ["text", "json", "csv", "md", "html"])
def test_plugins_in_every_format(run: Run, workspace: Workspace, form: str) -> None:
    result = run("plugins", "list", "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    if form != "text":
        assert result.stdout == call("list_plugins", workspace=workspace).text(form)
    assert "mipex-national@core-2020" in result.stdout


def test_plugins_in_python(run: Run, workspace: Workspace) -> None:
    outcome = call("list_plugins", workspace=workspace)
    assert {"plugins": outcome.data, "disabled": []} == json.loads(outcome.text("json"))
    assert outcome.text("json") == run("plugins", "list", "--json").stdout
    assert BUILT_IN in set(outcome.to_frame()["name"])
    assert run("plugins", "list", "--traceback").stdout == run("plugins", "list").stdout
    with pytest.raises(WrongUseError, match="traceback is true or false, not 'yes'"):
        pi.list_plugins(traceback="yes")


def test_schemas_in_python() -> None:
    assert pi.schema().data == schema_text("instrument")
    strand = pi.schema("strand")
    assert json.loads(strand.text("json")) == schema_of("strand")
    assert strand.text() == strand.data == schema_text("strand")
    assert [each.name for each in strand.files] == [f"{kind}.schema.json" for kind in KINDS]
    written = io.BytesIO()
    strand.files[KINDS.index("study")].write(written)
    assert written.getvalue().decode() == schema_text("study")
    assert pi.schema(markdown=True).data.startswith("# Reference of the files\n")
    with pytest.raises(WrongUseError, match=r"there is no kind 'strands'; there are: .* Did you mean 'strand'"):
        pi.schema("strands")


def test_schemas_that_are_there_are_replaced_only_where_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    there = tmp_path / f"{KINDS[-1]}.schema.json"
    there.write_text("mine")
    result = run("schema", "--output-dir", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {there} is there already: give another name, or --replace\n"
    assert [each.read_text() for each in tmp_path.iterdir()] == ["mine"]
    assert run("schema", "--output-dir", tmp_path, "--replace").stdout.count("\n") == len(KINDS)
    assert there.read_text() == schema_text(KINDS[-1])


def test_a_folder_of_schemas_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "schemas"
    result = run("schema", "--output-dir", place)
    assert (result.exit_code, result.stderr.partition(" made: ")[0]) == (2, f"error: {place} cannot be")
