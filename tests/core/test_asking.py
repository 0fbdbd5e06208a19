"""Questionnaires from the shell in every format: what a study leaves out, submissions taken back."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
from parks import PARKS

from conftest import ROOT, Run
from policyindex.answers.importers import xlsform_names as names
from policyindex.files.workbooks import limits
from policyindex.plugins.host import PluginHost
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


@pytest.mark.parametrize("name", sorted({each.name for each in FORMATS if each.writer}))
def test_every_unit_is_asked_at_once_in_every_format(name: str, run: Run) -> None:
    told = run(
        "questionnaire", "export", "regin-checklist", "--period", "2027", "--format", name, "--all-units", "made/"
    )
    said = "42 questions for Northmark (invented), 2027, with the answers of 2026\n"
    suffixes = [each.suffix for each in FORMATS if each.writer and each.name == name]
    files = [f"made/regin-checklist-ZZ-NORTHMARK-2027{suffix}" for suffix in suffixes]
    assert told.stdout == "".join(f"{each}: {said}" for each in files)
    for each in files:
        assert Path(each).read_bytes()[:2] == (b"PK" if each.endswith(".xlsx") else b"<!")


def test_the_units_of_a_study_are_asked_what_each_is_in_scope_of_and_come_back(run: Run) -> None:
    export = ("questionnaire", "export", "mipex-regional", "--period", "2026", "--study", STUDY)
    told = run(*export, "--all-units", "round")
    units = {"ZZ1-HILLS": 90, "ZZ1-COAST": 90, "ZZ2-LAKES": 92, "ZZ2-PLAINS": 85}
    files = [f"round/mipex-regional-{unit}-2026.xlsx" for unit in units]
    assert [line.split(" questions")[0] for line in told.stdout.splitlines()] == [
        f"{file}: {count}" for file, count in zip(files, units.values(), strict=True)
    ]
    assert run("questionnaire", "import", *files, "--dry-run").exit_code == 0
    for file in files[:-1]:
        Path(file).unlink()
    Path(files[-1]).write_text("mine")
    again = run(*export, "--all-units", "round")
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.endswith(f"error: {files[-1]} is there already: give another name, or --replace\n")
    assert [str(each) for each in Path("round").iterdir()] == files[-1:]
    assert run(*export, "--all-units", "round", "--replace").exit_code == 0
    assert Path(files[-1]).read_bytes()[:2] == b"PK"


def test_several_units_are_asked_into_a_folder(run: Run) -> None:
    export = ("questionnaire", "export", "mipex-national", "--period", "2026", "--format", "html", "--output")
    told = run(*export, "two/", "--unit", "SE", "--unit", "de", "--unit", "Germany")
    assert told.stdout == (
        "two/mipex-national-SE-2026.html: 72 questions for Sweden, 2026, with the answers of 2019\n"
        "two/mipex-national-DE-2026.html: 72 questions for Germany, 2026, with the answers of 2019\n"
    )
    assert told.stderr.startswith("note: the unit DE is named more than once, and taken once\n")
    run(*export, "one.html", "--unit", "SE")
    assert Path("one.html").read_bytes() == Path("two/mipex-national-SE-2026.html").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--all-units d --output d/q.xlsx --period 2026", "into DIR: leave --output out"),
        ("--all-units d --unit SE --all-languages d --period 2026", "into DIR: leave --unit, --all-languages out"),
        ("--all-units d", "the period is empty: give --period"),
        ("--unit SE --unit DE --period 2026 --output q.xlsx", "several units need a folder, and q.xlsx is a file"),
        ("--unit SE --unit DE --period 2026 --output -", "several units need a folder, and - is a file"),
        ("--unit SE --unit DE --period 2026 --output there", "several units need a folder, and there is a file"),
        ("--unit SE --period 2026 --output d/", "d/ names a folder: name a file in it"),
        ("--unit SE --unit DE --period 2026 --all-languages d", "--all-languages writes one unit: name one --unit"),
        ("--unit SE --unit= --period 2026 --output d", "the unit is empty: give --unit"),
        ("--all-units there --period 2026", "there cannot be made"),
        ("--all-units d --period 2026 --answers alike.csv", "-a-b-2026.xlsx would be the file of two units, 'A/B' and 'a:b'"),
        ("--all-units d --period 2026 --answers - --answers -", "standard input (-) can be read once"),
        ("--all-units d --period 2026 --answers long.csv", "2026.xlsx cannot be made"),
    ],
)  # fmt: skip
def test_wrong_places_for_several_units(options: str, said: str, run: Run) -> None:
    Path("there").write_text("mine")
    for name, unit in (("alike.csv", "a:b"), ("long.csv", "C" * 300)):
        Path(name).write_text(f"unit,period,integration-unit\nA/B,2025,yes\n{unit},2025,no\n")
    before = sorted(Path().iterdir())
    told = run("questionnaire", "export", "regin-checklist", *options.split())
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    assert sorted(each for each in Path().rglob("*") if each.is_file()) == before


def test_all_units_of_nothing(run: Run) -> None:
    Path("parks.yaml").write_text(PARKS)
    export = ("questionnaire", "export", "./parks.yaml", "--period", "2026", "--format", "html", "--all-units", "d")
    told = run(*export)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "error: --all-units knows of no unit: give --study FILE, or --answers FILE" in told.stderr
    given = run(*export, "--answers", "-", input="unit,period,water\nUpper Town,2025,true\nLower Town,2025,true\n")
    assert [line.partition(" for ")[2] for line in given.stdout.splitlines()] == [
        "Lower Town, 2026, with the answers of 2025", "Upper Town, 2026, with the answers of 2025",
    ]  # fmt: skip


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


def test_what_is_not_collected_in_the_period_is_not_asked(run: Run) -> None:
    Path("old.yaml").write_text(
        "format: 1\nid: old\nedition: '1'\ntitle: Old\nsource_language: en\n"
        "indicators:\n  now: {label: Now, question: Now?, kind: tick, points: 1}\n"
        "  then: {label: Then, question: Then?, kind: tick, points: 1, not_collected_in: ['2026']}\n"
        "nodes: {all: {label: All, aggregator: sum, of: [now, then]}}\n"
        "trees: {all: {label: All, published: true, roots: [all]}}\n"
    )
    for each in ("xlsx", "xlsform", "html"):
        for period, count in (("2025", 2), ("2026", 1)):
            export = ("questionnaire", "export", "./old.yaml", "--unit", "AA", "--period", period, "--format", each)
            assert f": {count} questions for AA, {period}\n" in run(*export, "--output", f"{each}{period}").stdout


@pytest.mark.parametrize("option", ["--unit", "--period"])
@pytest.mark.parametrize("value", ["A\x1b[2J", "A\u202e", "A\udcff"])
def test_a_unit_that_would_rewrite_the_screen_is_no_code(run: Run, option: str, value: str) -> None:
    codes = {"--unit": "ZZ-A", "--period": "2026", option: value}
    export = ("questionnaire", "export", "regin-checklist", *(part for pair in codes.items() for part in pair))
    result = run(*export, "--output", "q.html")
    assert (result.exit_code, result.stderr) == (
        2, f"error: the {option[2:]} holds control characters: give its code\n",
    )  # fmt: skip


def test_a_workbook_larger_than_any_is_not_read_to_memory(run: Run) -> None:
    with Path("large.xlsx").open("wb") as stream:
        stream.write(b"PK")
        stream.truncate(limits.FILE + 1)
    for command in (
        ("questionnaire", "import", "large.xlsx", "--dry-run"),
        ("run", "regin-checklist", "--answers", "large.xlsx"),
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert f"large.xlsx: error file-too-large: the file has {limits.FILE + 1} bytes" in result.stderr


def submissions(host: PluginHost, *rows: dict[str, str]) -> None:
    """Write what a server exports: hidden fields and a few answers."""
    from policyindex import get_instrument
    from policyindex.instruments.hashing import scoring_hash, text_hash

    instrument = get_instrument("regin-checklist", host)
    head = {
        names.INSTRUMENT: instrument.reference, names.SCORING_HASH: scoring_hash(instrument),
        names.TEXT_HASH: text_hash(instrument), names.LANGUAGE: "en",
    }  # fmt: skip
    titles = dict.fromkeys(key for row in rows for key in row if key not in head)
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
    text = Path("answers.csv").read_text().replace("unchanged since 2024,", "unchanged since 2024; and why,")
    Path("answers.csv").write_text(text)
    again = run("questionnaire", "import", "submissions.csv", "--answers", "answers.csv")
    assert again.stdout.endswith("nothing to write\n")  # what is blank in a form clears nothing
    submissions(host, {**row, answer("decision-data"): "no"})
    before = Path("answers.csv").read_text()
    refused = run("questionnaire", "import", "submissions.csv", "--answers", "answers.csv")
    assert refused.exit_code == 1
    assert "questionnaire-cause-missing: the answer to 'decision-data' differs from the one of 2024" in refused.stderr
    assert Path("answers.csv").read_text() == before


def test_what_a_file_of_submissions_has_no_columns_of_stays(run: Run, host: PluginHost) -> None:
    known = "unit,period,indicator,answer,comment,references\nZZ-A,2026,decision-data,true,Mine,Report\n"
    Path("answers.csv").write_text(known)
    row = {names.UNIT: "ZZ-A", names.PERIOD: "2026", answer("decision-data"): "yes"}
    submissions(host, row)
    command = ("questionnaire", "import", "submissions.csv", "--answers", "answers.csv")
    assert run(*command).stdout.endswith("0 invalid; questions: 1 unchanged, 0 open\nnothing to write\n")
    submissions(host, {**row, names.question_name(names.COMMENT, "decision-data"): ""})
    assert run(*command).stdout.endswith("nothing to write\n")  # nor does a blank in a column that is there


def test_a_rejected_submission_does_not_decide_what_the_others_belong_to(run: Run, host: PluginHost) -> None:
    row = {names.PERIOD: "2026", answer("decision-data"): "yes", "ReviewState": ""}
    old = {names.UNIT: "ZZ-A", names.SCORING_HASH: "0" * 64, "ReviewState": "rejected"}
    new = {names.UNIT: "ZZ-B", names.TEXT_HASH: "0" * 64}
    submissions(host, {**row, **old}, {**row, **new})
    result = run("questionnaire", "import", "submissions.csv", "--output", "answers.csv")
    assert result.stdout.endswith("answers.csv: 1 answers\n")
    assert [line.split()[1:3] for line in result.stderr.splitlines() if " warning " in line] == [
        ["warning", "odk-rejected:"], ["warning", "odk-text-hash:"],
    ]  # fmt: skip


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
    taken = run("questionnaire", "import", "own.xlsx", "--dry-run")
    assert taken.exit_code == 0, taken.output
    assert "regin-checklist@handbook-2022 · ZZ-A, 2026" in taken.stdout
    Path("any.csv").write_text("unit,period,q\nAA,2026,x\n")
    other = run("questionnaire", "import", "any.csv", "--dry-run")
    assert other.stderr.startswith(
        "any.csv: error questionnaire-not-one: this is no questionnaire: its first submission does not say its form_instrument\n"
    )
    assert run(*export[:-1], "selfscoring", "--output", "x.html").stderr.endswith("Did you mean 'self-scoring'?\n")
    assert "give such an --output" in run(*export, "--output", "x.pdf").stderr
