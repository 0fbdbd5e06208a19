"""The command line as a user types it."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import stat
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from terminal import Terminal

from conftest import Run, Shell
from policyindex.scoring.rows import ScoreRow

HEADER = (
    "instrument,edition,strands,tree,node,parent,label,unit,unit_name,period,score,rank,band,answered,expected,verification,note"
    ",target,distance,state,coverage,least,most,not_applicable,imputed"
)
MINE = """# yaml-language-server: $schema=schemas/instrument.schema.json
format: 1
id: benches
edition: "1"
title: Benches in invented towns
indicators:
  seats: {label: Seats, question: Are there seats?, kind: tick, points: 100}
  shade: {label: Shade, question: Is there shade?, kind: tick, points: 100}
nodes:
  overall: {label: Overall, of: [seats, shade]}
trees: {main: {label: Main, published: true, roots: [overall]}}
"""
ANSWERS = "unit,period,seats,shade\nUpper Town,2025,true,false\nLower Town,2025,true,true\n"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(MINE)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    return tmp_path


def test_the_main_job(run: Run) -> None:
    result = run("run", "mipex-national")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Migrant Integration Policy Index, core set · 2019"
    ranking = [line for line in lines if "█" in line]
    assert len(ranking) == 56
    for line, (rank, name, score, band) in zip(
        ranking,
        (
            ("1", "Sweden", "86", "favourable"),
            ("2", "Finland", "85", "favourable"),
            ("3", "Portugal", "81", "favourable"),
        ),
        strict=False,
    ):
        assert line.split()[:2] == [rank, name]
        assert f" {score}  {band} " in line
    assert "\x1b" not in result.stdout
    assert result.stderr.startswith(
        "These are the answers of 575 country-years, 2007-2020, as published by MPG and CIDOB"
    )


def test_csv_is_long_and_tidy(run: Run) -> None:
    result = run("run", "mipex-national", "--format", "csv")
    assert result.stdout.splitlines()[0] == HEADER
    frame = pd.read_csv(io.StringIO(result.stdout), keep_default_na=False)
    assert len(frame) == 575 * len(frame.groupby(["tree", "node"]))
    assert not frame.duplicated(["tree", "node", "unit", "period"]).any()
    row = frame[(frame.node == "c") & (frame.unit == "PT") & (frame.period == 2009)].iloc[0]
    assert row.note == "computed, not published"
    assert row.verification == "as published by MPG and CIDOB"
    assert row.parent == "overall_with_health;overall_without_health"
    assert set(frame.columns) == {*ScoreRow._fields, "unit_name"}
    assert row.unit_name == "Portugal"


def test_formats_agree(run: Run, mine: Path) -> None:
    rows = {}
    for name in ("csv", "json", "xlsx", "parquet"):
        result = run("run", "./mine.yaml", "--answers", "answers.csv", "--output", f"scores.{name}")
        assert result.exit_code == 0, result.output
    rows["csv"] = [
        (each["unit"], float(each["score"])) for each in csv.DictReader(io.StringIO((mine / "scores.csv").read_text()))
    ]
    document = json.loads((mine / "scores.json").read_text())
    rows["json"] = [(each["unit"], each["score"]) for each in document["scores"]]
    book = CalamineWorkbook.from_path(mine / "scores.xlsx")
    header, *cells = book.get_sheet_by_name("scores").to_python()
    rows["xlsx"] = [(str(row[header.index("unit")]), float(str(row[header.index("score")]))) for row in cells]
    frame = pd.read_parquet(mine / "scores.parquet")
    rows["parquet"] = list(zip(frame["unit"], frame["score"], strict=True))
    assert all(each == [("Lower Town", 100.0), ("Upper Town", 50.0)] for each in rows.values()), rows
    assert document["provenance"]["instrument"] == "benches@1"
    assert len(document["provenance"]["scoring_hash"]) == len(document["provenance"]["answers_hash"]) == 64
    assert {each["rank"] for each in document["scores"]} == {1, 2}


def test_an_instrument_that_nobody_registered(run: Run, mine: Path) -> None:
    result = run("run", "mine.yaml", "--answers", "answers.csv")
    assert [line.split()[:3] for line in result.stdout.splitlines()[2:4]] == [
        ["1", "Lower", "Town"],
        ["2", "Upper", "Town"],
    ]


@pytest.mark.parametrize(
    "text", [ANSWERS, json.dumps([{"unit": "Upper Town", "period": "2025", "indicator": "seats", "answer": True}])]
)
def test_standard_input(run: Run, mine: Path, text: str) -> None:
    result = run("run", "./mine.yaml", "--answers", "-", "--json", input=text)
    assert result.exit_code == 0, result.output
    scores = {each["unit"]: each["score"] for each in json.loads(result.stdout)["scores"]}
    assert scores["Upper Town"] == (50 if text is ANSWERS else 100)


def test_standard_input_is_a_file_among_others(run: Run, mine: Path) -> None:
    piped = "unit,period,seats\nUpper Town,2025,false\nThird Town,2025,true\n"
    files = ("--answers", "answers.csv", "--answers", "-", "--json")
    twice = run("run", "./mine.yaml", *files, input=piped)
    assert (twice.exit_code, "<stdin>:2" in twice.stderr) == (1, True), twice.output
    layered = run("run", "./mine.yaml", *files, "--override", input=piped)
    scores = {each["unit"]: each["score"] for each in json.loads(layered.stdout)["scores"]}
    assert scores == {"Lower Town": 100, "Third Town": 100, "Upper Town": 0}
    assert "<stdin>:2" in layered.stderr
    assert "answers-replaced" in layered.stderr
    first = run("run", "./mine.yaml", "--answers", "-", "--answers", "answers.csv", "--override", "--json", input=piped)
    assert {each["unit"]: each["score"] for each in json.loads(first.stdout)["scores"]}["Upper Town"] == 50


def test_one_unit_and_one_period(run: Run) -> None:
    result = run("run", "mipex-national", "--unit", "DE", "--period", "2014")
    assert "Germany (DE)" in result.stdout
    assert "Labour market mobility" in result.stdout
    filtered = run(
        "run", "mipex-national", "--unit", "DE", "--unit", "SE", "--period", "2019", "--tree", "dimensions", "--json"
    )
    rows = json.loads(filtered.stdout)["scores"]
    assert {(each["unit"], each["period"], each["tree"]) for each in rows} == {
        ("DE", "2019", "dimensions"),
        ("SE", "2019", "dimensions"),
    }
    ranks = {each["node"]: each["rank"] for each in rows if each["unit"] == "SE"}
    assert (ranks["basic_rights"], ranks["secure_future"]) == (6, 2)  # among all 56


def test_cut_offs(run: Run) -> None:
    types = {}
    for extra in (("--types",), ("--cutoff", "secure_future=90")):
        document = json.loads(run("run", "mipex-national", *extra, "--unit", "PT", "--period", "2019", "--json").stdout)
        types[extra] = document["types"][0]["label"]
    assert list(types.values()) == ["comprehensive integration", "temporary integration"]


def test_types_are_a_table_of_their_own(run: Run, mine: Path) -> None:
    text = run(
        "run", "mipex-national", "--table", "types", "--format", "csv", "--period", "2019", "--unit", "DE"
    ).stdout
    assert text == (
        "instrument,edition,typology,unit,unit_name,period,type,label,source\n"
        "mipex-national,core-2020,approaches,DE,Germany,2019,temporary,temporary integration,\n"
    )
    assert run("run", "mipex-national", "--table", "types", "--output", "types.parquet").exit_code == 0
    assert len(pd.read_parquet(mine / "types.parquet")) == 115


def test_columns_are_chosen(run: Run, mine: Path) -> None:
    given = ("run", "./mine.yaml", "--answers", "answers.csv", "--columns", "unit,score")
    assert run(*given, "--format", "csv").stdout == "unit,score\nLower Town,100\nUpper Town,50\n"
    for name in ("parquet", "xlsx"):
        assert run(*given, "--output", f"scores.{name}").exit_code == 0
    frame = pd.read_parquet(mine / "scores.parquet")
    assert {name: list(frame[name]) for name in frame} == {"unit": ["Lower Town", "Upper Town"], "score": [100.0, 50.0]}
    sheet = CalamineWorkbook.from_path(mine / "scores.xlsx").get_sheet_by_name("scores")
    assert sheet.to_python() == [["unit", "score"], ["Lower Town", 100.0], ["Upper Town", 50.0]]


def test_parquet_holds_what_csv_holds(run: Run, mine: Path) -> None:
    run("run", "mipex-national", "--output", "scores.parquet")
    run("run", "mipex-national", "--output", "scores.csv")
    frame = pd.read_parquet(mine / "scores.parquet")
    numbers = ("score", "rank", "target", "distance", "coverage", "least", "most", "not_applicable")
    texts = [name for name in frame if name not in (*numbers, "answered", "expected", "imputed")]
    again = pd.read_csv(
        mine / "scores.csv", keep_default_na=False, na_values=dict.fromkeys(numbers, ""),
        dtype={**dict.fromkeys(texts, "str"), "rank": "Int64"},
    )  # fmt: skip
    pd.testing.assert_frame_equal(frame, again, check_dtype=False)
    assert str(frame["rank"].dtype) == "Int64"


@pytest.mark.parametrize("columns", [50, 80, 100])
def test_a_pipe_is_as_wide_as_columns_says(shell: Shell, columns: int) -> None:
    ranking = shell("run", "mipex-national", COLUMNS=str(columns)).stdout.splitlines()
    why = shell("explain", "mipex-national", "--unit", "DE", "--period", "2019", COLUMNS=str(columns)).stdout
    assert max(map(len, ranking)) <= columns
    assert max(map(len, why.splitlines())) <= columns
    hidden = {50: 2, 80: 2, 100: 1}[columns]
    assert any(line.startswith(f"… {hidden} more column") for line in ranking)


def test_warnings_on_data_that_travel_are_said_in_one_line(run: Run) -> None:
    lines = run("run", "mipex-national", "--unit", "SE").stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["These", "warning"]
    assert "answers-off-list: 75 is not among the points of 'cb50'" in lines[1]
    assert "; answers-outside-collection: 324 answer(s)" in lines[1]


@pytest.mark.parametrize("form", ["md", "html"])
def test_run_and_explain_as_pages(run: Run, mine: Path, form: str) -> None:
    given = ("--answers", "answers.csv", "--format", form)
    ranking, why = (
        run("run", "./mine.yaml", *given).stdout,
        run("explain", "./mine.yaml", "--unit", "Upper Town", *given).stdout,
    )
    row, head = (
        ("| 1 | Lower Town | 100 |", "| \\# | Unit | Overall |")
        if form == "md"
        else ("<td>Lower Town</td>", "Overall</th>")
    )
    assert row in ranking
    assert head in ranking
    assert "Are there seats?" in why


USES = [
    (("run", "mipex-national", "--columns", "unit,scor"), "error: there is no column 'scor'; there are: instrument"),
    (("run", "nope"), "error: there is no instrument 'nope'"),
    (("run", "Bad Reference"), "error: 'Bad Reference' is no reference"),
    (("run", "mipex-national", "--unit", "XX"), "error: there are no answers of the unit 'XX'"),
    (("run", "mipex-national", "--period", "1999"), "error: there are no answers of the period '1999'"),
    (("run", "mipex-national", "--tree", "area"), "Did you mean 'areas'?"),
    (("run", "mipex-national", "--format", "pdf"), "error: there is no format 'pdf'; there are: table, csv, json, xlsx, parquet"),
    (("run", "mipex-national", "--json", "--format", "csv"), "error: --json and --format csv contradict each other"),
    (("run", "mipex-national", "--cutoff", "a=50"), "error: no typology has a cut-off on 'a'"),
    (("run", "mipex-national", "--cutoff", "basic_rights"), "error: --cutoff takes NODE=VALUE"),
    (("run", "./mine.yaml"), "error: no answers travel with benches@1: give some with --answers FILE"),
    (("run", "./mine.yaml", "--answers", "-", "--answers", "-"), "error: standard input (-) can be read once: name it once"),
    (("run", "mipex-national", "--cutoff", "basic_rights=nan"), "error: --cutoff takes NODE=VALUE"),
    (("run", "./mine.yaml", "--answers", "answers.csv", "--output", "scores.xls"), "error: no format has the suffix '.xls'"),
    (("run", "./mine.yaml", "--answers", "answers.csv", "--output", "."), "error: . is a directory: name a file in it"),
    (("run", "./mine.yaml", "--answers", "answers.csv", "--output", "none/x.csv"), "error: none/x.csv cannot be written: No such file or directory"),
    (("run", "./mine.yaml", "--answers", "answers.csv", "--answers-format", "ods"), "error: there is no reader 'ods'; there are: csv, json, parquet"),
    (("explain", "mipex-national", "--unit", "SE", "--node", "z"), "error: 'z' is not a node of mipex-national@core-2020"),
    (("explain", "mipex-national", "--unit", "SE", "--node", "aa1"), "error: 'aa1' is a question, not a node; it counts in a, basic_rights"),
    (("explain", "mipex-national", "--unit", "SE", "--period", "1999"), "error: there are no answers of SE for 1999; there are some for: 2007"),
    (("explain", "mipex-national", "--unit", "SE", "--tree", "x"), "error: 'x' is not a tree of mipex-national@core-2020"),
    (("explain", "mipex-national", "--unit", "SE", "--tree", "areas", "--node", "a"), "error: --tree and --node exclude each other"),
    (("instruments", "show", "regin-checklist", "--lang", "fi"), "error: there is no translation of regin-checklist@handbook-2022 into 'fi'"),
    (("validate",), "Error: Missing argument 'FILE...'."),
    (("rum",), "Error: No such command 'rum'. Did you mean 'run'?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "message"), USES, ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_wrong_use_exits_2_and_says_why(run: Run, mine: Path, command: tuple[str, ...], message: str) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_problems_exit_1_and_leave_the_old_output(run: Run, mine: Path) -> None:
    (mine / "scores.csv").write_text("old")
    (mine / "answers.csv").write_text(ANSWERS.replace("true", "maybe"))
    result = run("run", "./mine.yaml", "--answers", "answers.csv", "--output", "scores.csv", "--replace")
    assert result.exit_code == 1
    assert (
        "answers.csv:2:3: error answers-not-true-or-false: 'maybe' does not answer 'seats'\n    in all: 2 like it, first at 2:3, 3:3\n    expected: true or false\n"
        in result.stderr
    )
    assert (mine / "scores.csv").read_text() == "old"
    assert sorted(each.name for each in mine.iterdir()) == ["answers.csv", "mine.yaml", "scores.csv"]


def test_output_has_the_usual_permissions(run: Run, mine: Path) -> None:
    run("run", "./mine.yaml", "--answers", "answers.csv", "--output", "scores.csv")
    (mine / "plain").write_text("")
    assert stat.S_IMODE((mine / "scores.csv").stat().st_mode) == stat.S_IMODE((mine / "plain").stat().st_mode)


def test_control_sequences_in_data_do_not_reach_a_terminal(run: Run, mine: Path) -> None:
    unit = "\x85\u009b31mUpper Town"
    (mine / "answers.json").write_text(
        json.dumps([{"unit": unit, "period": "2025", "indicator": "seats", "answer": True, "comment": "\x1b[2J"}])
    )
    given = ("./mine.yaml", "--answers", "answers.json")
    for command in (("run", *given), ("explain", *given, "--unit", unit), ("run", *given, "--unit", "\x1b[31m")):
        result = run(*command)
        assert not {"\x1b", "\x85", "\u009b"} & set(result.output)


@pytest.mark.parametrize("form", ["yaml", "csv", "json"])
def test_what_a_terminal_gets_in_any_format_does_not_rewrite_its_screen(mine: Path, form: str) -> None:
    pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    (mine / "mine.yaml").write_text(MINE.replace("label: Seats", "label: Se\u200fa\U000e0041ts"))
    terminal = Terminal(mine, "instruments", "show", "./mine.yaml", "--format", form)
    terminal.read("Are there seats?")
    assert terminal.end() == 0
    assert not {"\u200f", "\U000e0041"} & set(terminal.raw)
    assert (
        "Se\\u200fa\\udb40\\udc41ts" if form == "json" else "Se\N{REPLACEMENT CHARACTER}a\N{REPLACEMENT CHARACTER}ts"
    ) in terminal.raw


def test_explain_lands_on_the_answers(run: Run) -> None:
    text = run("explain", "mipex-national", "--unit", "DE", "--period", "2019", "--node", "b").stdout
    assert "Family reunification [b]: 42 (41.5000) · halfway favourable" in text
    assert "rule: decision table, row 5 of 8: bb28a=none, bb28b=full gives 67" in text
    assert "if 'full': table 100, score asked about 45.17" in text
    assert "Income to be proved [bb31]: 0 points · weight 7.44%" in text
    data = json.loads(run("explain", "mipex-national", "--unit", "DE", "--period", "2019", "--json").stdout)
    root = data["explained"][0]
    assert (root["id"], len(root["children"])) == ("overall_with_health", 8)
    assert sum(child["weight"] for child in root["children"]) == pytest.approx(1)


def test_explain_tells_self_assessed_items(run: Run) -> None:
    text = run("explain", "regin-checklist", "--unit", "ZZ-NORTHMARK", "--node", "stage.implementation").stdout
    assert "answer: 1 of 3 apply; at least 2 count" in text
    assert "answer: ticked - applies" in text


def test_the_checklist_alone(run: Run) -> None:
    text = run("run", "regin-checklist").stdout
    assert text.splitlines()[0] == "REGIN self-assessment checklist for regions · 2026 · self-assessed"
    assert "  Overall: Emilia-Romagna, Berlin, Veneto, Vorarlberg (see r.mipex.eu)" in text
    assert "To do" in text
    stage = run("run", "regin-checklist", "--tree", "evaluation").stdout
    assert "Formulation" not in stage
    document = json.loads(run("run", "regin-checklist", "--json").stdout)
    assert len(document["self_assessments"][0]["todo"]) == 18
    assert document["self_assessments"][0]["learn_from"]["stage.output"][0]["label"] == "Veneto"


@pytest.mark.parametrize("form", ["text", "yaml", "json", "markdown"])
def test_show(run: Run, form: str) -> None:
    all_of_it = ("--depth", "9") if form == "text" else ()
    text = run("instruments", "show", "mipex-national", "--format", form, *all_of_it).stdout
    for wanted in ("aa1", "overall_with_health", "Solano"):
        assert wanted in text
    if form == "json":
        assert json.loads(text)["counts"] == {"indicators": 72, "answers": 72, "nodes": 26, "with_sources": 1}


def test_lists_as_json(run: Run) -> None:
    listed = {each["reference"]: each for each in json.loads(run("instruments", "list", "--json").stdout)}
    assert listed["mipex-national@core-2020"]["answers"] is True
    names = [each["name"] for each in json.loads(run("plugins", "list", "--json").stdout)["plugins"]]
    assert names[0] == "built-in"


def test_validate_counts(run: Run, mine: Path) -> None:
    assert run("validate", "mine.yaml").stdout == "1 file: no problems\n"
    assert run("validate", "--for", "./mine.yaml", "answers.csv").stdout == "1 file: no problems\n"
    assert json.loads(run("validate", "mine.yaml", "--json").stdout) == []


STARTED = (sys.executable, "-c", "from policyindex.cli import main; main()")


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{shlex.join(STARTED)} run mipex-national --format csv | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.stdout.strip() == HEADER
    assert "Traceback" not in result.stderr


def test_a_terminal_without_unicode_gets_plain_bars() -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    result = subprocess.run([*STARTED, "run", "mipex-national"], env=environment, capture_output=True, check=False)
    assert b"#################" in result.stdout
    assert result.returncode == 0


def test_help_names_the_exit_codes(run: Run) -> None:
    text = run("--help").stdout
    assert "Exit codes: 0 done, 1 problems" in " ".join(text.split())
    for command in ("run", "explain", "validate", "instruments", "new", "plugins", "schema"):
        assert run(command, "--help").exit_code == 0
        assert f"  {command}" in text


def test_no_name_of_an_author_stands_in_a_workbook(run: Run, mine: Path) -> None:
    import zipfile

    run("run", "./mine.yaml", "--answers", "answers.csv", "--output", "scores.xlsx")
    with zipfile.ZipFile(mine / "scores.xlsx") as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core


def test_python_m_policyindex_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policyindex", "--version"], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout == f"policyindex {metadata.version('policyindex')}\n"
