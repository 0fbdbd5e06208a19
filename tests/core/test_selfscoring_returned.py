"""What self-scoring pages and workbooks give back goes in by ``questionnaire import``, as other questionnaires do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selfscoring_books import book_of
from test_selfscoring import rows_of, with_cells
from test_selfscoring_for_anybody import typed

from conftest import Run
from policyindex import Answer, AnswerSet, get_instrument, read_answers
from policyindex.answers.writing import csv_of
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import questionnaire

FIRST, SECOND, SEVERAL = "integration-unit", "decision-data", "adapted-services"
CSV = f"unit,period,indicator,answer,comment\nUPPER-LAKES,2027,{FIRST},false,Not yet [plan: Ada | 2028-05-01]\n"
STUDY = """\
format: 1
study: lakes-2027
title: Invented regions
instrument: regin-checklist@handbook-2022
period: "2027"
countries: {ES: {label: Spain}}
units: {ES51: {country: ES, label: Upper  lakes}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the answers so far."""
    monkeypatch.chdir(tmp_path)
    old = [Answer("ES51", "2026", key, answer=True, comment="Since May") for key in (FIRST, SECOND)]
    (tmp_path / "answers.csv").write_bytes(csv_of(AnswerSet(old)))
    return tmp_path


@pytest.fixture
def work(host: PluginHost) -> dict[str, Any]:
    """What a page saves that a region filled in for itself."""
    checklist = get_instrument("regin-checklist", host)
    states = {
        FIRST: {"answer": True, "comment": "Since May", "carried": True},
        SECOND: {"answer": False, "cause": "reform", "owner": "Ada", "due": "2028-05-01", "references": "Decree 5; b"},
        SEVERAL: {"answer": [], "status": "answered"},
        "budget-share": {"answer": None, "points": None, "status": "not_applicable"},
    }
    asked = {each.id for each in questionnaire(checklist, "", "", anybody=True).items}
    states = {key: state for key, state in states.items() if key in asked}
    return {
        "format": "policyindex-self-scoring-1", "reference": checklist.reference, "scoring_hash": scoring_hash(checklist),
        "unit": "", "unit_name": "Upper Lakes", "period": "2027", "last_period": "2026", "previous": None,
        "states": {**{key: {"answer": None, "points": None, "status": "answered"} for key in asked - set(states)}, **states},
    }  # fmt: skip


def saved(work: object, name: str = "page.json") -> str:
    Path(name).write_text(json.dumps(work), encoding="utf-8")
    return name


def answers(host: PluginHost) -> dict[tuple[str, str, str], Answer]:
    found = read_answers(get_instrument("regin-checklist", host), "answers.csv", host=host)
    return {(each.unit, each.period, each.indicator): each for each in found}


def test_the_saved_work_of_a_page(run: Run, host: PluginHost, work: dict[str, Any]) -> None:
    done = run("questionnaire", "import", saved(work), "--answers", "answers.csv", "--unit", "Upper Lakes=ES51")
    assert done.exit_code == 0, done.output
    assert "page.json: warning unit-known-as: the unit 'UPPER-LAKES' is read as ES51" in done.stderr
    assert "selfscoring-code-made" not in done.stderr
    assert "regin-checklist@handbook-2022 · ES51, 2027" in done.stdout
    assert f"new          {SECOND}" in done.stdout
    found = answers(host)
    assert found["ES51", "2027", FIRST].answer is True
    assert found["ES51", "2027", FIRST].confirmed_from == ""  # nobody has confirmed it
    second = found["ES51", "2027", SECOND]
    assert (second.answer, second.cause, second.plan) == (False, "reform", ("Ada", "2028-05-01"))
    assert second.references == ("Decree 5", "b")
    assert found["ES51", "2027", SEVERAL].answer == ()
    again = run("questionnaire", "import", "page.json", "--answers", "answers.csv", "--unit", "upper lakes=ES51")
    assert "cells: 0 new, 0 changed, 0 conflicting, 0 invalid" in again.stdout
    work["states"][FIRST]["carried"] = False
    Path("answers.csv").write_bytes(csv_of(AnswerSet(found[key] for key in found if key[1] == "2026")))
    run("questionnaire", "import", saved(work), "--answers", "answers.csv", "--unit", "Upper Lakes=ES51")
    assert answers(host)["ES51", "2027", FIRST].confirmed_from == "2026"


def test_a_name_that_is_known_needs_no_code(run: Run, host: PluginHost, work: dict[str, Any]) -> None:
    Path("study.yaml").write_text(STUDY, encoding="utf-8")
    done = run("questionnaire", "import", saved(work), "--output", "new.csv", "--study", "study.yaml")
    assert done.exit_code == 0, done.output
    assert "page.json: warning unit-known-as: the unit 'UPPER-LAKES' is read as ES51" in done.stderr


def test_a_change_without_a_cause_is_refused_as_in_other_files(run: Run, work: dict[str, Any]) -> None:
    del work["states"][SECOND]["cause"]
    done = run("questionnaire", "import", saved(work), "--answers", "answers.csv", "--unit", "Upper Lakes=ES51")
    assert done.exit_code == 1
    assert f"page.json [{SECOND}]: error questionnaire-cause-missing" in done.stderr


def test_workbook_and_answers_and_what_they_disagree_about(run: Run, host: PluginHost) -> None:
    Path("own.xlsx").write_bytes(typed(host, "Upper Lakes", "", "2027"))
    Path("page.csv").write_text(CSV, encoding="utf-8")
    unsaid = run("questionnaire", "import", "page.csv", "--dry-run")
    assert unsaid.exit_code == 1
    assert unsaid.stderr.startswith("page.csv: error questionnaire-instrument-unsaid: ")
    both = ("questionnaire", "import", "own.xlsx", "page.csv", "--for", "regin-checklist", "--output", "new.csv")
    done = run(*both)
    assert done.exit_code == 1
    assert "own.xlsx: taken, 1 questionnaire: 1 new" in done.stdout
    assert f"error questionnaire-files-conflict: '{FIRST} (answer)' is answered otherwise" in done.stderr
    assert "'Upper Lakes' has no code: its answers are filed under 'UPPER-LAKES'" in done.stderr
    alone = run("questionnaire", "import", "page.csv", "--for", "regin-checklist", "--answers", "answers.csv")
    assert alone.exit_code == 0, alone.output
    found = answers(host)["UPPER-LAKES", "2027", FIRST]
    assert (found.answer, found.comment, found.plan) == (False, "Not yet", ("Ada", "2028-05-01"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "questionnaire-not-one: this is no questionnaire: it is not the work that a self-scoring page saved"),
        ({"reference": "parks@1"}, "questionnaire-instrument-unknown"),
        ({"scoring_hash": "0"}, "questionnaire-other-scoring"),
        ({"unit_name": ""}, "selfscoring-nobody"),
        ({"period": "2027-13"}, "answers-period-none"),
        ({"states": {"nobody": {}}}, "questionnaire-question-unknown"),
        ({"states": {FIRST: {"answer": {}}}}, "answers-json-shape"),
        ({"states": {FIRST: {"answer": "perhaps"}}}, "answers-not-true-or-false"),
        ({"states": {FIRST: {"answer": True, "comment": "\ud800"}}}, "answers-json-shape"),
        ({"states": {FIRST: {"answer": True, "points": True}}}, "answers-json-shape"),
    ],
)  # fmt: skip
def test_works_that_are_not_taken(run: Run, work: dict[str, Any], change: dict[str, object], said: str) -> None:
    done = run("questionnaire", "import", saved({**work, **change}), "--output", "new.csv")
    assert (done.exit_code, f"error {said}" in done.stderr) == (1, True), done.output
    assert not Path("new.csv").exists()


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (["Upper Lakes"], "'Upper Lakes' does not say which code a name has: --unit NAME=CODE"),
        (["Uper Lakes=ES51"], "in no file somebody named the unit 'Uper Lakes'; units that were typed: UPPER-LAKES"),
        (["A=ES51", "a=ES52"], "--unit gives 'a' two codes, ES51 and ES52"),
    ],
)
def test_names_that_lead_nowhere(run: Run, work: dict[str, Any], unit: list[str], said: str) -> None:
    options = [part for each in unit for part in ("--unit", each)]
    done = run("questionnaire", "import", saved(work), "--output", "new.csv", *options)
    assert (done.exit_code, said in done.stderr) == (2, True), done.output
    assert not Path("new.csv").exists()


@pytest.mark.parametrize(("old", "new", "name"), [("ITH5", "AT13", "unit"), ("2027", "2026", "period")])
def test_hidden_cells_must_say_what_can_be_seen(run: Run, host: PluginHost, old: str, new: str, name: str) -> None:
    checklist = get_instrument("regin-checklist", host)
    given = AnswerSet([Answer("ITH5", "2027", FIRST, answer=True)])
    book = book_of(questionnaire(checklist, "ITH5", "2027", given, unit_names={"ITH5": "Emilia-Romagna"}), host)
    assert rows_of(book)[FIRST]
    hidden = json.loads(next(key for key in rows_of(book) if key.startswith("{")))
    changed = json.dumps({**hidden, name: new}).replace('"', "&quot;")
    Path("own.xlsx").write_bytes(with_cells(book, 2, {"A2": changed}))
    taken = run("questionnaire", "import", "own.xlsx", "--output", "new.csv")
    scored = run("run", "regin-checklist", "--answers", "own.xlsx")
    shown = {"unit": "Emilia-Romagna (ITH5)", "period": "2027"}[name]
    for done in (taken, scored):
        assert done.exit_code == 1
        assert (
            f"own.xlsx [Result!A2]: error questionnaire-head-differs: the workbook shows '{shown}', and its hidden cells have the {name} '{new}'"
            in done.stderr
        )
    assert not Path("new.csv").exists()
    Path("own.xlsx").write_bytes(with_cells(book, 1, {"A2": "mine"}))
    unseen = run("run", "regin-checklist", "--answers", "own.xlsx")
    assert "error questionnaire-head-unseen: the workbook shows no period" in unseen.stderr
