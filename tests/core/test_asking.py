"""Questionnaires from the shell in every format: what a study leaves out, submissions taken back."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex.answers import xlsform_names as names
from policyindex.host import PluginHost
from policyindex.questionnaires.formats import FORMATS

STUDY = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional" / "data" / "example-study.yaml"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_format_writes_and_says_so(run: Run) -> None:
    for each in (each for each in FORMATS if each.writer):
        target = f"{each.name}-{each.suffix[1:]}{each.suffix}"
        result = run(
            "questionnaire", "export", "regin-checklist", "--unit", "ZZ-NORTHMARK", "--period", "2027",
            "--format", each.name, "--output", target,
        )  # fmt: skip
        assert result.stdout == f"{target}: 42 questions for Northmark (invented), 2027, with the answers of 2026\n"
        assert Path(target).read_bytes()[:2] == (b"PK" if each.suffix == ".xlsx" else b"<!")
        if each.suffix == ".xlsx":  # nothing in it says who made it or when: the same content is the same file
            with zipfile.ZipFile(target) as book:
                about = book.read("docProps/core.xml").decode()
            assert "<dc:creator></dc:creator>" in about
            assert set(re.findall(r"W3CDTF\">([^<]*)<", about)) == {"2000-01-01T00:00:00Z"}


def test_a_study_leaves_out_what_is_out_of_scope(run: Run) -> None:
    command = ("questionnaire", "export", "mipex-regional", "--unit", "ZZ2-PLAINS", "--period", "2026")
    whole = run(*command, "--output", "whole.xlsx")
    assert "whole.xlsx: 97 questions" in whole.stdout
    scoped = run(*command, "--study", STUDY, "--output", "scoped.xlsx")
    assert "scoped.xlsx: 85 questions" in scoped.stdout  # 7 of social security, 5 of the labour market are out
    other = run(*command[:4], "ZZ9-NOWHERE", "--period", "2026", "--study", STUDY, "--output", "x.xlsx")
    assert other.exit_code == 2
    assert "'ZZ9-NOWHERE' is no unit of the study 'invented-regions-2026'; there are: ZZ1-HILLS" in other.stderr
    late = run(*command[:5], "--period", "2030", "--study", STUDY, "--output", "x.xlsx")
    assert late.stderr.endswith("error: the study 'invented-regions-2026' is about 2026, not 2030\n")


def submissions(host: PluginHost, *rows: dict[str, str]) -> None:
    """Write what a server exports: hidden fields and a few answers."""
    from policyindex import get_instrument
    from policyindex.instruments.hashing import scoring_hash, text_hash

    instrument = get_instrument("regin-checklist", host)
    head = {
        names.INSTRUMENT: instrument.reference, names.SCORING_HASH: scoring_hash(instrument),
        names.TEXT_HASH: text_hash(instrument), names.LANGUAGE: "en",
    }  # fmt: skip
    titles = dict.fromkeys(key for row in rows for key in row)
    with Path("submissions.csv").open("w", newline="") as stream:
        table = csv.DictWriter(stream, [*head, *titles])
        table.writeheader()
        table.writerows({**head, **row} for row in rows)


def answer(column: str) -> str:
    return names.question_name(names.ANSWER, column)


def test_submissions_of_many_units_are_taken_back(run: Run, host: PluginHost) -> None:
    submissions(
        host,
        {names.UNIT: "ZZ-A", names.PERIOD: "2026", answer("integration-unit"): "yes", answer("decision-data"): "no"},
        {names.UNIT: "ZZ-B", names.PERIOD: "2026", answer("integration-unit"): "no", answer("decision-data"): ""},
    )
    dry = run("questionnaire", "import", "submissions.csv", "--dry-run")
    assert "new          line 2, column 7      integration-unit: true" in dry.stdout
    assert dry.stdout.splitlines()[-1] == "nothing written: this was a dry run"
    done = run("questionnaire", "import", "submissions.csv", "--output", "answers.csv")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "answers.csv: 3 answers"
    again = run("questionnaire", "import", "submissions.csv", "--answers", "answers.csv")
    assert again.stdout.splitlines()[-1] == "nothing to write"
    assert run("run", "regin-checklist", "--answers", "answers.csv").exit_code == 0


def test_a_submission_that_repeats_the_last_round_keeps_its_references_and_a_change_needs_a_cause(
    run: Run, host: PluginHost
) -> None:
    Path("answers.csv").write_text(
        "unit,period,indicator,answer,references\n"
        "ZZ-A,2024,integration-unit,true,Founding decision | p. 2\nZZ-A,2024,decision-data,true,Report\n"
    )
    row = {names.UNIT: "ZZ-A", names.PERIOD: "2026", answer("integration-unit"): "yes"}
    submissions(host, row)
    assert run("questionnaire", "import", "submissions.csv", "--answers", "answers.csv").exit_code == 0
    assert (
        "ZZ-A,2026,integration-unit,,true,,,,unchanged since 2024,Founding decision | p. 2,"
        in Path("answers.csv").read_text()
    )
    submissions(host, {**row, answer("decision-data"): "no"})
    before = Path("answers.csv").read_text()
    refused = run("questionnaire", "import", "submissions.csv", "--answers", "answers.csv")
    assert refused.exit_code == 1
    assert "questionnaire-cause-missing: the answer to 'decision-data' differs from the one of 2024" in refused.stderr
    assert Path("answers.csv").read_text() == before


def test_what_is_no_questionnaire_is_told_what_to_do(run: Run) -> None:
    export = (
        "questionnaire",
        "export",
        "regin-checklist",
        "--unit",
        "ZZ-A",
        "--period",
        "2026",
        "--format",
        "self-scoring",
    )
    run(*export, "--output", "own.xlsx")
    wrong = run("questionnaire", "import", "own.xlsx", "--dry-run")
    assert wrong.exit_code == 1
    assert "it is a self-scoring workbook, which commands read as it is: --answers FILE.xlsx" in wrong.stderr
    Path("any.csv").write_text("unit,period,q\nAA,2026,x\n")
    other = run("questionnaire", "import", "any.csv", "--dry-run")
    assert other.stderr.startswith(
        "any.csv: error questionnaire-not-one: this is no questionnaire: its first submission does not say its form_instrument\n"
    )
    assert run(*export[:-1], "selfscoring", "--output", "x.html").stderr.endswith("Did you mean 'self-scoring'?\n")
    assert "give such an --output" in run(*export, "--output", "x.pdf").stderr
