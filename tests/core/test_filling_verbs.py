"""Questionnaires, filling in and new instruments as verbs: in Python as in the shell, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from filling import fill as fill_cells

import policyindex as pi
from conftest import Run
from policyindex import Answer, WrongUseError
from policyindex.answers.writing import csv_of
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.commands import Command
from policyindex.questionnaires.session import RefusedError
from policyindex.verbs.workspace import Workspace

PARKS = """format: 1
id: parks
edition: "1"
title: Parks in invented towns
facets: {place: {label: Place, values: {north: North, south: South}}}
indicators:
  benches:
    label: Benches
    question: Are there benches?
    ask_per: [place]
    options: {full: {points: 100, text: In all}, half: {points: 50, text: In some}}
  water: {label: Water, question: Is there water?, kind: tick, points: 100}
  trees: {label: Trees, question: How many trees are there?, kind: number, goalposts: {worst: 0, best: 10}}
  ponds: {label: Ponds, question: Are there ponds?, kind: tick, points: 100}
nodes: {overall: {label: Overall, of: [benches, water, trees, ponds]}}
trees: {main: {label: Main, published: true, roots: [overall]}}
"""
EARLIER = [Answer("Upper Town", "2024", "water", answer=True), Answer("Upper Town", "2024", "trees", answer=2.0)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parks.yaml").write_text(PARKS)
    (tmp_path / "earlier.csv").write_bytes(csv_of(EARLIER))
    return tmp_path


@pytest.fixture
def workspace(host: PluginHost) -> Workspace:
    return Workspace(host)


def sent(unit: str, output: str, workspace: Workspace) -> None:
    pi.export_questionnaire("./parks.yaml", unit=unit, period=2026, output=output, workspace=workspace).save_files()


# Questionnaires out ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "form"), [("q.html", ""), ("q.html", "html"), ("q.xlsx", ""), ("f.xlsx", "xlsform")])
def test_an_export_is_the_same_file_in_python_and_in_the_shell(
    name: str, form: str, here: Path, run: Run, workspace: Workspace
) -> None:
    outcome = pi.export_questionnaire(
        "./parks.yaml", unit="Upper Town", period=2026, answers="earlier.csv", format=form, output=name,
        workspace=workspace,
    )  # fmt: skip
    assert repr(outcome) == f"5 questions for Upper Town, 2026, with the answers of 2024\nfiles: {name}"
    assert not (here / name).exists()
    outcome.save_files()
    told = run(
        "questionnaire", "export", "./parks.yaml", "--unit", "Upper Town", "--period", "2026",
        "--answers", "earlier.csv", "--format", form, "--output", f"shell-{name}",
    )  # fmt: skip
    assert told.stdout == f"shell-{name}: 5 questions for Upper Town, 2026, with the answers of 2024\n"
    if name.endswith(".html"):
        assert (here / name).read_bytes() == (here / f"shell-{name}").read_bytes()
    else:
        assert (here / name).stat().st_size == (here / f"shell-{name}").stat().st_size
    with pytest.raises(WrongUseError, match="exists already and stays as it is"):
        outcome.save_files()
    outcome.save_files(replace=True)


def test_what_is_asked_is_a_table(here: Path, workspace: Workspace) -> None:
    outcome = pi.export_questionnaire(
        "./parks.yaml", unit="Upper Town", period="2026", answers="earlier.csv", output="-", workspace=workspace
    )
    assert [each.name for each in outcome.files] == ["parks-Upper-Town-2026.xlsx"]
    frame = outcome.to_frame()
    assert list(frame) == ["column", "section", "question", "last", "answer"]
    assert dict(zip(frame["column"], frame["last"], strict=True))["water"] == "true"
    assert outcome.data.last_period == "2024"
    assert "| Question |" in outcome.text("md")


def test_several_units_are_asked_in_one_outcome(here: Path, workspace: Workspace) -> None:
    given = {"period": 2026, "answers": "earlier.csv", "format": "html", "workspace": workspace}
    one = pi.export_questionnaire("./parks.yaml", unit=["Upper Town"], output="q.html", **given)
    two = pi.export_questionnaire("./parks.yaml", unit=["Upper Town", "Lower Town"], output="towns", **given)
    every = pi.export_questionnaire("./parks.yaml", all_units="all", **given)
    assert one.data.unit == "Upper Town"
    assert [each.unit for each in two.data] == ["Upper Town", "Lower Town"]
    assert [each.unit for each in every.data] == ["Upper Town"]
    assert repr(two).startswith("questionnaires for 2 units, 2026\nfiles: towns/parks-Upper-Town-2026.html, ")
    frame = two.to_frame()
    assert list(frame)[:3] == ["unit", "unit_name", "column"]
    assert list(frame.loc[frame.unit == "Upper Town", "last"]) == list(one.to_frame()["last"])
    assert "## 5 questions for Lower Town, 2026" in two.text("md")
    two.save_files()
    assert (here / two.files[1].name).read_text().count("Lower Town")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "A", "period": 2026}, "say where it goes"),
        ({"unit": " ", "period": 2026, "output": "q.xlsx"}, "the unit is empty: give --unit"),
        ({"unit": "A", "period": 2026, "output": "q.pdf"}, r"no format has the suffix '\.pdf'"),
        ({"unit": "A", "period": 2026, "output": "q.xlsx", "format": "xslx"}, "there is no format 'xslx'"),
        ({"unit": "A", "period": 2026, "output": "q.xlsx", "short_form": "x"}, "there is no short form 'x' of parks@1"),
        ({"unit": True, "period": 2026, "output": "q.xlsx"}, "unit is a text or a number, not True"),
    ],
)
def test_an_export_that_makes_no_sense(
    options: dict[str, object], message: str, here: Path, workspace: Workspace
) -> None:
    with pytest.raises(WrongUseError, match=message):
        pi.export_questionnaire("./parks.yaml", **options, workspace=workspace)


# Questionnaires back ---------------------------------------------------------------------------------------------------


@pytest.fixture
def returned(here: Path, workspace: Workspace) -> list[str]:
    """Two workbooks of two towns, filled in."""
    for unit, name in (("Upper Town", "upper.xlsx"), ("Lower Town", "lower.xlsx")):
        sent(unit, name, workspace)
        fill_cells(here / name, {("water", "answer", ""): "yes", ("trees", "answer", ""): 3})
    return ["upper.xlsx", "lower.xlsx"]


def test_several_workbooks_come_back_at_once(returned: list[str], here: Path, run: Run, workspace: Workspace) -> None:
    outcome = pi.import_questionnaires(*returned, for_="./parks.yaml", output="answers.csv", workspace=workspace)
    assert repr(outcome) == (
        "2 questionnaires of parks@1: 4 new, 0 changed, 0 conflicting, 0 errors\nfiles: answers.csv"
    )
    assert {each.unit for each in outcome.data.answers} == {"Upper Town", "Lower Town"}
    assert [tuple(row) for row in outcome.to_frame()[["unit", "kind", "column", "after"]].itertuples(index=False)] == [
        (unit, "new", column, after)
        for unit in ("Upper Town", "Lower Town")
        for column, after in (("water", "true"), ("trees", "3"))
    ]
    outcome.save_files()
    made = (here / "answers.csv").read_bytes()
    told = run("questionnaire", "import", *returned, "--for", "./parks.yaml", "--output", "shell.csv", "--json")
    assert (here / "shell.csv").read_bytes() == made
    document = json.loads(told.stdout)
    assert document["written"] == "shell.csv"
    assert document | {"written": "answers.csv"} == json.loads(outcome.text("json"))


def test_the_report_of_an_import_is_written_in_every_format(returned: list[str], here: Path, run: Run) -> None:
    fill_cells(here / "lower.xlsx", {("trees", "answer", ""): "many"})
    for name in ("r.json", "r.csv", "r.xlsx", "r.md", "r.html", "r.txt"):
        told = run("questionnaire", "import", *returned, "--for", "./parks.yaml", "--dry-run", "--report", name)
        assert told.exit_code == 1
        assert "error questionnaire-number: " in told.stderr
        assert "questionnaire-number" not in told.stdout
        assert "\nupper.xlsx: taken, 1 questionnaire: 2 new, 0 changed, 0 conflicting\n" in told.stdout
        assert told.stdout.endswith(
            "cells: 1 new, 0 changed, 0 conflicting, 1 invalid; questions: 0 unchanged, 3 open\n"
            "lower.xlsx: refused, nothing of it is taken: 1 error\n"
            "nothing written: this was a dry run; 1 of 2 files refused: mend the cells above, and give them again\n"
        )
    assert (
        (here / "r.csv")
        .read_text()
        .startswith("unit,period,kind,where,column,group,before,after,taken\nUpper Town,2026,")
    )
    assert json.loads((here / "r.json").read_text())["problems"][0]["code"] == "questionnaire-number"
    for name in ("r.md", "r.html", "r.txt"):
        text = (here / name).read_text()
        assert "error questionnaire-number" in text
        assert "water: true" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--report", "r.pdf", "--dry-run"], "no report has the suffix '.pdf': use one of .txt, .json, .csv, .xlsx, .md, .html, .htm, .svg, .png"),
        (["--report", "upper.xlsx", "--dry-run"], "upper.xlsx is read by this command, and would be written over: name another output"),
    ],
)  # fmt: skip
def test_an_import_that_makes_no_sense(
    arguments: list[str], message: str, returned: list[str], here: Path, run: Run
) -> None:
    before = (here / "upper.xlsx").read_bytes()
    told = run("questionnaire", "import", *returned, "--for", "./parks.yaml", *arguments)
    assert (told.exit_code, told.stderr) == (2, f"error: {message}\n")
    assert (here / "upper.xlsx").read_bytes() == before


def imported(run: Run, *arguments: str) -> Result:
    return run("questionnaire", "import", "--for", "./parks.yaml", *arguments)


def units_of(path: Path) -> set[str]:
    return {line.split(",")[0] for line in path.read_text().splitlines()[1:]}


def test_a_file_with_an_error_stops_no_other(returned: list[str], here: Path, run: Run, workspace: Workspace) -> None:
    fill_cells(here / "upper.xlsx", {("trees", "answer", ""): "many"})
    (here / "none.xlsx").write_text("no workbook")
    told = imported(run, "upper.xlsx", "none.xlsx", "lower.xlsx", "--output", "a.csv")
    assert told.exit_code == 1
    assert units_of(here / "a.csv") == {"Lower Town"}
    assert told.stdout.endswith("a.csv: 2 answers; 2 of 3 files refused: mend the cells above, and give them again\n")
    assert "upper.xlsx: refused, nothing of it is taken: 1 error\n" in told.stdout
    assert "none.xlsx: refused, nothing of it is taken: 1 error\n" in told.stdout
    assert "lower.xlsx: taken, 1 questionnaire: 2 new, 0 changed, 0 conflicting\n" in told.stdout
    assert "none.xlsx" in told.stderr
    fill_cells(here / "upper.xlsx", {("trees", "answer", ""): 4})
    assert imported(run, *returned, "--answers", "a.csv").exit_code == 0
    assert units_of(here / "a.csv") == {"Lower Town", "Upper Town"}
    outcome = pi.import_questionnaires("none.xlsx", *returned, for_="./parks.yaml", dry_run=True, workspace=workspace)
    assert outcome.failed
    assert [(each.name, bool(each.errors)) for each in outcome.data.files] == [
        ("none.xlsx", True), ("upper.xlsx", False), ("lower.xlsx", False)
    ]  # fmt: skip
    assert len(outcome.data.answers) == 4


@pytest.mark.parametrize("side", ["stop", "questionnaire", "file"])
@pytest.mark.parametrize("known", [False, True])
def test_of_two_files_that_disagree_the_later_is_refused(
    side: str, known: bool, here: Path, run: Run, workspace: Workspace
) -> None:
    for name, trees in (("one.xlsx", 3), ("same.xlsx", 3), ("two.xlsx", 4)):
        sent("Upper Town", name, workspace)
        fill_cells(here / name, {("trees", "answer", ""): trees})
    fill_cells(here / "two.xlsx", {("water", "answer", ""): "yes"})
    if known:
        (here / "a.csv").write_bytes(csv_of([Answer("Upper Town", "2026", "trees", answer=3.0)]))
    way = ("--answers", "a.csv") if known else ("--output", "a.csv")
    told = imported(run, "one.xlsx", "same.xlsx", "two.xlsx", *way, "--conflicts", side)
    assert told.exit_code == 1
    assert told.stderr.count(": error ") == 1
    assert "error questionnaire-files-conflict: 'trees (answer)' is answered otherwise" in told.stderr
    assert "3 at one.xlsx [" in told.stderr
    assert "two.xlsx: refused, nothing of it is taken: 1 error\n" in told.stdout
    made = (here / "a.csv").read_text()
    assert "water" not in made
    assert "Upper Town,2026,trees,,3" in made


def test_faulty_answers_are_the_fault_of_no_questionnaire(here: Path, run: Run, workspace: Workspace) -> None:
    sent("Upper Town", "q.xlsx", workspace)
    fill_cells(here / "q.xlsx", {("trees", "answer", ""): 3})
    faulty = "unit,period,indicator,answer\nUpper Town,2026,nothing,1\n"
    (here / "a.csv").write_text(faulty)
    told = imported(run, "q.xlsx", "q.xlsx", "--answers", "a.csv")
    assert (told.exit_code, (here / "a.csv").read_text()) == (1, faulty)
    assert "a.csv:2" in told.stderr
    assert "refused" not in told.stdout


def test_questionnaires_of_two_instruments_are_not_mixed(here: Path, run: Run) -> None:
    names = ("regin-checklist", "mipex-local")
    for name in names:
        run("questionnaire", "export", name, "--unit", "ZZ-A", "--period", "2027", "--output", f"{name}.xlsx")
    told = run("questionnaire", "import", *(f"{name}.xlsx" for name in names), "--dry-run")
    assert told.exit_code == 1
    assert told.stderr.startswith("mipex-local.xlsx")
    assert "error questionnaire-mixture: this is a questionnaire of mipex-local@own-2026" in told.stderr
    assert "mipex-local.xlsx: refused, nothing of it is taken: 1 error\n" in told.stdout


def test_python_also_says_where_answers_go(returned: list[str], here: Path, workspace: Workspace) -> None:
    with pytest.raises(WrongUseError, match="say where the answers go"):
        pi.import_questionnaires("upper.xlsx", for_="./parks.yaml", workspace=workspace)
    with pytest.raises(WrongUseError, match="there is no conflicts 'mine'; there are: stop, questionnaire, file"):
        pi.import_questionnaires("upper.xlsx", conflicts="mine", dry_run=True, workspace=workspace)
    dry = pi.import_questionnaires("upper.xlsx", for_="./parks.yaml", dry_run=True, workspace=workspace)
    assert dry.files == ()
    assert len(dry.data.answers) == 2


# Filling in ------------------------------------------------------------------------------------------------------------


def test_a_sitting_is_driven_from_python(here: Path, run: Run, workspace: Workspace) -> None:
    options = {"unit": "Upper Town", "period": 2026, "answers": "mine.csv", "last_round": "earlier.csv"}
    outcome = pi.fill("./parks.yaml", **options, workspace=workspace)
    assert repr(outcome) == "parks@1, Upper Town, 2026: 0 of 5 questions answered, in mine.csv"
    sitting = outcome.data
    assert not (here / "mine.csv").exists()
    assert sitting.take("2").item.id == "benches[north]"
    assert "Upper Town,2026,benches,north,half" in (here / "mine.csv").read_text()
    assert sitting.take(":help") == Command("help")
    assert sitting.take(":skip") is None
    with pytest.raises(RefusedError):
        sitting.take("perhaps")
    sitting.take(":go water")
    assert sitting.take(":u").item.id == "water"
    assert sitting.scores(sitting.session) == []  # no self-assessment
    again = pi.fill("./parks.yaml", **options, workspace=workspace)
    assert again.summary == "parks@1, Upper Town, 2026: 2 of 5 questions answered, in mine.csv"
    assert list(again.to_frame()["answer"]) == ["half", "", "true", "", ""]
    assert "policyindex fill ./parks.yaml --unit 'Upper Town' --period 2026 --answers mine.csv" in again.text()
    refused = run("fill", "./parks.yaml", "--unit", "Upper Town", "--period", "2026")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("error: fill asks and answers on a terminal, and this is a pipe or a file")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "A"}, "period is not given"),
        ({"unit": "A", "period": 2026, "answers": "a.json"}, "answers are saved as CSV"),
        ({"unit": "A", "period": 2026, "answers": "none/a.csv"}, "make it first"),
        ({"unit": "A\x1b[2J", "period": 2026}, "the unit holds control characters: give its code"),
        ({"unit": "A", "period": 2026, "study": "parks.yaml"}, "parks.yaml"),
    ],
)
def test_a_sitting_that_makes_no_sense(
    options: dict[str, object], message: str, here: Path, workspace: Workspace
) -> None:
    with pytest.raises(pi.PolicyIndexError, match=message):
        pi.fill("./parks.yaml", **options, workspace=workspace)


# New -------------------------------------------------------------------------------------------------------------------


def test_new_ones_are_the_same_in_python_and_in_the_shell(here: Path, run: Run, workspace: Workspace) -> None:
    made = pi.new_instrument("towns", output="python", title="All towns", workspace=workspace)
    assert repr(made) == (
        "instrument towns: save_files() writes it\nfiles: python/towns.yaml, python/towns-answers.csv"
    )
    assert not (here / "python").exists()
    made.save_files()
    assert run("new", "instrument", "towns", "--output", "shell", "--title", "All towns").exit_code == 0
    for name in ("towns.yaml", "towns-answers.csv"):
        assert (here / "python" / name).read_bytes() == (here / "shell" / name).read_bytes()
    assert made.to_frame()["command"][0] == "policyindex validate python/towns.yaml"
    package = pi.new_plugin("towns", output="package", instrument=here / "shell" / "towns.yaml", workspace=workspace)
    package.save_files()
    assert run("new", "plugin", "towns", "--output", "other", "--instrument", "shell/towns.yaml").exit_code == 0
    files = {each.relative_to(here / "package") for each in (here / "package").rglob("*") if each.is_file()}
    assert files == {Path(each.name) for each in package.files} == {Path(each) for each in package.data}
    assert all((here / "package" / each).read_bytes() == (here / "other" / each).read_bytes() for each in files)
    for again in (made, package):
        with pytest.raises(WrongUseError, match="exists already and stays as it is"):
            again.save_files()


@pytest.mark.parametrize("verb", [pi.new_instrument, pi.new_plugin])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "name is not given"),
        ({"name": ""}, "'' cannot be a name"),
        ({"name": "Towns"}, "'Towns' cannot be a name: .* Such as: towns"),
        ({"name": "mipex-local"}, "mipex_local"),
        ({"name": "towns", "title": ""}, "--title takes a line of text, not ''"),
        ({"name": "towns", "titel": "x"}, "there is no option 'titel'"),
    ],
)
def test_new_ones_that_make_no_sense(
    verb: object, options: dict[str, object], message: str, workspace: Workspace
) -> None:
    assert callable(verb)
    with pytest.raises(WrongUseError, match=message):
        verb(**options, workspace=workspace)
