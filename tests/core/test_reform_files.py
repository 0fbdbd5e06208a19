"""Reform files: written, shared, tried again with the hash of what they were computed on, and compared with each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT, Run
from policyindex.files.strict_yaml import read_yaml

BILL = """\
format: 1
reform: bill
title: The bill
instrument: mipex-national@core-2020
unit: DE
period: "2019"
stage: tabled
date: "2023-08-23"
answers:
  fa98: {answer: full, reference: "Draft act | art. 1"}
  fd115ab: {answer: full}
  bb28a: {answer: half}
"""
COMPROMISE = (
    BILL.replace("The bill", "What was adopted").replace("reform: bill", "reform: act").replace("tabled", "adopted")
    .replace("  fd115ab: {answer: full}\n", "")
)  # fmt: skip


def told(run: Run, *options: str | Path) -> dict[str, Any]:
    done = run("whatif", "mipex-national", *options, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_was_typed_is_tried_again_from_its_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Two answers.yaml"
    typed = told(run, "--unit", "DE", "--set", "ba21=full", "--set", "bb28a=half", "--write-reform", path)
    assert run("validate", path).exit_code == 0
    again = told(run, "--reform", path)
    assert [{**each, "reform": "", "stage": ""} for each in again["moves"]] == typed["moves"]
    assert again["moves"][0]["reform"] == "two-answers"
    schema = json.loads((ROOT / "schemas" / "reform.schema.json").read_text())
    Draft202012Validator(schema).validate(json.loads(json.dumps(read_yaml(path).data, default=str)))
    again_written = run("whatif", "mipex-national", "--unit", "DE", "--set", "ba21=full", "--write-reform", path)
    assert (again_written.exit_code, "is there already" in again_written.output) == (2, True)


def test_the_fewest_reforms_can_be_written_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "next.yaml"
    (found,) = told(run, "--unit", "DE", "--reach", "next", "--write-reform", path)["reach"]
    assert told(run, "--reform", path)["moves"][0]["after"] == found["score_after"]


def test_another_basis_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bill.yaml"
    path.write_text(BILL + f"computed_on: {{rules: {'a' * 64}, answers: {'a' * 64}}}\n")
    done = run("whatif", "mipex-national", "--reform", path)
    assert done.exit_code == 0
    assert f"{path}:13:22: warning reform-other-basis: the rules and answers are others" in done.stderr


def test_what_a_compromise_gives_away(run: Run, tmp_path: Path) -> None:
    """Dual citizenship is one of four parts of one of eight areas: 50 points more are 50 / 32 of the whole."""
    bill, act = tmp_path / "bill.yaml", tmp_path / "act.yaml"
    bill.write_text(BILL)
    act.write_text(COMPROMISE)
    found = told(run, "--reform", bill, "--reform", act)
    (swap,) = found["given_away"]
    assert (swap["reform"], swap["beside"], swap["indicator"]) == ("act", "bill", "fd115ab")
    assert (swap["answer"], swap["answer_beside"], swap["given_away"]) == ("", "full", pytest.approx(50 / 32))
    gains = {each["reform"]: each["difference"] for each in found["moves"] if each["node"] == "overall_with_health"}
    assert gains["bill"] - gains["act"] == pytest.approx(50 / 32)
    shown = " ".join(run("whatif", "mipex-national", "--reform", bill, "--reform", act).stdout.split())
    assert "What was adopted gives away 1.56 points of what The bill gains." in shown
    assert "new law: Draft act | art. 1" in shown
    assert "The bill (tabled, 2023-08-23)" in shown


def test_a_number_changes_by_a_file(run: Run, tmp_path: Path) -> None:
    instrument = """\
format: 1
id: trees
edition: e1
title: Trees
indicators:
  trees: {kind: number, label: Trees, question: How many?, goalposts: {worst: 0, best: 50}}
nodes: {all: {label: All, of: [trees]}}
trees: {all: {label: All, roots: [all], published: true}}
"""
    (tmp_path / "trees.yaml").write_text(instrument)
    (tmp_path / "answers.csv").write_text("unit,period,trees\nA,2024,10\nB,2024,20\n")
    reform = BILL.replace("mipex-national@core-2020", "trees@e1").replace("DE", "A").replace("2019", "2024")
    (tmp_path / "reform.yaml").write_text(reform[: reform.index("  fa98")] + "  trees: {answer: 30}\n")
    done = run(
        "whatif", tmp_path / "trees.yaml", "--answers", tmp_path / "answers.csv", "--reform", tmp_path / "reform.yaml", "--json"
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (move,) = json.loads(done.stdout)["moves"]
    assert (move["before"], move["after"], move["rank_before"], move["rank_after"]) == (20, 60, 2, 1)


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (("mipex-national@", "mipex-regional@"), (), ":4:13: error reform-wrong-instrument: the reform is one of"),
        (("unit: DE", "unit: DX"), (), ":5:7: error reform-unit-unknown: there are no answers of 'DX'"),
        (('"2019"', '"1999"'), (), ":6:9: error reform-period-unknown: there are no answers of DE for 1999"),
        (("fa98", "fa99"), (), ":10:3: error reform-question-unknown: 'fa99' is not a question"),
        (
            ("answer: half", "answer: wide"),
            (),
            ":12:19: error answers-option-unknown: 'wide' is not an option of 'bb28a'",
        ),
        (("tabled", "draft"), (), ":7:8: error wrong-value: 'draft' is not allowed here"),
        (("reform: bill\n", ""), (), "the field 'reform' is missing"),
        (("", ""), ("--unit", "FR"), "error reform-other-unit: the reform is one of DE 2019"),
        (("", ""), ("--all-units",), "leave --all-units out"),
        (("", ""), ("--write-reform", "x.yaml"), "--write-reform writes the reforms of one --unit"),
    ],
)
def test_reform_files_with_faults(
    run: Run, tmp_path: Path, change: tuple[str, str], options: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "bill.yaml"
    path.write_text(BILL.replace(*change, 1))
    done = run("whatif", "mipex-national", "--reform", path, *options)
    assert done.exit_code in (1, 2)
    assert said in " ".join(done.output.split())
    assert "Traceback" not in done.output
