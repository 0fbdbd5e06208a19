"""No command writes over what it reads, nor two outputs into one file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import policyindex as pi
from conftest import ROOT, Run, Shell

INDEX = ROOT / "examples" / "libraries"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("index.yaml").write_text((INDEX / "instrument.yaml").read_text())
    Path("answers.csv").write_text((INDEX / "answers.csv").read_text())


@pytest.mark.parametrize(
    "command",
    [
        "run index.yaml --answers answers.csv --output answers.csv",
        "run index.yaml --answers answers.csv --output ./index.yaml --format csv",
        "instruments to-xlsx index.yaml --output index.yaml",
        "instruments translation index.yaml --lang fr --output index.yaml",
        "instruments carry --crosswalk walk.yaml answers.csv --output answers.csv",
        "instruments carry --crosswalk walk.yaml answers.csv --output new.csv --report walk.yaml",
        "questionnaire export index.yaml --unit A --period 2027 --answers answers.csv --output answers.csv --format html --replace",
    ],
)
def test_an_input_is_never_written_over(command: str, run: Run) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = run(*command.split())
    assert result.exit_code == 2
    assert "is read by this command, and would be written over: name another output\n" in result.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_two_outputs_are_two_files(run: Run) -> None:
    result = run(
        *[
            "instruments",
            "carry",
            "--crosswalk",
            "walk.yaml",
            "answers.csv",
            "--output",
            "new.csv",
            "--report",
            "./new.csv",
        ]
    )
    assert (result.exit_code, result.stderr) == (2, "error: new.csv is named for two outputs: name another one\n")


def test_a_workbook_that_somebody_fills_in_is_not_written_over(run: Run) -> None:
    command = ("instruments", "from-xlsx", "--template", "mine.xlsx")
    assert run(*command).exit_code == 0
    again = run(*command)
    assert (again.exit_code, again.stderr) == (
        2,
        "error: mine.xlsx is there already: give another name, or --replace\n",
    )
    assert run(*command, "--replace").exit_code == 0
    assert run("instruments", "from-xlsx", "mine.xlsx", "--output", "index.yaml").exit_code == 2
    assert run("instruments", "from-xlsx", "mine.xlsx", "--output", "mine.yaml").exit_code == 0


@pytest.mark.parametrize("language", ["español", "xx_bad", ""])
def test_a_language_is_a_code(language: str, run: Run) -> None:
    result = run("instruments", "translation", "index.yaml", "--lang", language, "--output", "new.yaml")
    assert (result.exit_code, Path("new.yaml").exists()) == (2, False)
    assert f"'{language}' is no code of a language: write one such as fr, or pt-BR" in result.stderr


INCLUDING = """\
format: 1
id: towns
edition: "2026"
title: Towns
include: [part.yaml]
nodes:
  all: {label: All, of: [q1]}
trees:
  towns: {label: Towns, roots: [all], published: true}
"""
PART = """\
indicators:
  q1: {kind: single_choice, label: One, question: Is it one?, options: {full: {text: Fully, points: 100}, none: {text: Not, points: 0}}}
"""


@pytest.fixture
def towns() -> None:
    Path("towns.yaml").write_text(INCLUDING)
    Path("part.yaml").write_text(PART)
    Path("old.csv").write_text("unit,period,q1\nAA,2026,full\n")


def _other_names(target: str) -> list[str]:
    """Give a file's other names: a link to it, and a second name of the same file."""
    Path("soft.csv").symlink_to(target)
    Path("hard.csv").hardlink_to(target)
    return ["soft.csv", "hard.csv", f"../{Path.cwd().name}/{target}"]


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize("target", ["part.yaml", "towns.yaml", "old.csv"])
def test_what_was_read_on_the_way_is_not_written_over_under_any_name(target: str, run: Run) -> None:
    names = [target, *_other_names(target)]
    before = {path: path.read_bytes() for path in Path().iterdir()}
    for name in names:
        result = run("run", "towns.yaml", "--answers", "old.csv", "--output", name, "--format", "csv", "--replace")
        assert result.exit_code == 2, name
        assert "is read by this command, and would be written over: name another output\n" in result.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.usefixtures("towns")
def test_the_editions_of_a_crosswalk_are_not_written_over(run: Run) -> None:
    Path("new.yaml").write_text(INCLUDING.replace("2026", "2027"))
    assert run("instruments", "diff", "towns.yaml", "new.yaml", "--crosswalk", "walk.yaml").exit_code == 0
    before = {path: path.read_bytes() for path in Path().iterdir()}
    for name in ("towns.yaml", "new.yaml", "part.yaml"):
        for option in ("--output", "--report"):
            result = run("instruments", "carry", "--crosswalk", "walk.yaml", "old.csv", option, name, "--replace")
            wanted = "is read by this command" if option == "--report" else "answers are written as CSV"
            assert (result.exit_code, wanted in result.stderr) == (2, True), result.output
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.usefixtures("towns")
def test_python_saves_over_nothing_that_it_read() -> None:
    outcome = pi.run("towns.yaml", answers="old.csv")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    for name in ("towns.yaml", "part.yaml", "old.csv"):
        with pytest.raises(pi.WrongUseError, match="is read by this command"):
            outcome.save(name, "csv")
    assert {path: path.read_bytes() for path in Path().iterdir()} == before
    outcome.save("scores.csv")
    outcome.save("scores.csv")


@pytest.mark.usefixtures("towns")
def test_standard_output_into_a_file_that_is_read_is_refused(shell: Shell, tmp_path: Path) -> None:
    before = Path("old.csv").read_bytes()
    code = "import os, sys; os.dup2(os.open('old.csv', os.O_WRONLY | os.O_APPEND), 1); from policyindex.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "towns.yaml", "--answers", "old.csv", "--json"],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "would be written over" in done.stderr) == (2, True)
    assert Path("old.csv").read_bytes() == before


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    "command",
    [
        "run towns.yaml --answers old.csv --format csv --output {}",
        "instruments show towns.yaml --format csv --output {}",
        "instruments to-xlsx towns.yaml --output {}",
        "instruments translation towns.yaml --lang fr --output {}",
        "instruments diff towns.yaml towns.yaml --crosswalk {}",
        "instruments from-xlsx --template {}",
        "questionnaire export towns.yaml --unit AA --period 2026 --format html --output {}",
        "questionnaire import none.xlsx --output {}",
        "questionnaire import none.xlsx --report {} --dry-run",
        "instruments carry --crosswalk walk.yaml old.csv --output {}",
        "import mipex-workbook none.xlsx --output {}",
        "import mipex-workbook none.xlsx --comments {}",
    ],
)
def test_a_name_that_is_a_folder_or_leads_nowhere_makes_no_file(command: str, run: Run) -> None:
    Path("loop.csv").symlink_to("pool.csv")
    Path("pool.csv").symlink_to("loop.csv")
    before = sorted(Path().iterdir())
    result = run(*command.format("nodir/").split())
    assert result.exit_code == 2
    if "--template" not in command and "to-xlsx" not in command:
        assert "nodir/ names a folder: name a file in it" in result.stderr
        assert run(*command.format("loop.csv").split()).exit_code in (1, 2)
    assert sorted(Path().iterdir()) == before


def test_a_loop_of_links_is_a_message_wherever_a_file_is_read(run: Run) -> None:
    Path("loop.csv").symlink_to("loop.csv")
    Path("loop.yaml").symlink_to("loop.yaml")
    for command in (
        "run index.yaml --answers loop.csv",
        "run loop.yaml --answers answers.csv",
        "validate loop.yaml",
        "validate --for index.yaml loop.csv",
        "questionnaire import loop.csv --output new.csv",
    ):
        result = run(*command.split())
        assert result.exit_code in (1, 2), command
        assert "loop" in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("explain index.yaml --answers answers.csv --unit AA --node a --node b", "--node"),
        ("run index.yaml --answers answers.csv --lang de --lang es", "--lang"),
        ("run index.yaml --answers answers.csv --output a.csv --output=b.csv", "--output"),
        ("questionnaire export index.yaml --unit A --period 2026 --period 2027 --output q.xlsx", "--period"),
        ("questionnaire import q.xlsx --output a.csv --output b.csv", "--output"),
        ("instruments carry --crosswalk a.yaml --crosswalk b.yaml answers.csv", "--crosswalk"),
        ("new instrument towns --title A --title B", "--title"),
        ("import mipex-workbook w.xlsx --comments a.csv --comments b.csv", "--comments"),
    ],
)
def test_an_option_that_takes_one_value_is_given_once(command: str, option: str, run: Run) -> None:
    before = sorted(Path().iterdir())
    result = run(*command.split())
    assert (result.exit_code, sorted(Path().iterdir())) == (2, before)
    assert f"Error: {option} is given twice, and takes one value\n" in result.stderr


def test_options_of_several_values_and_flags_may_be_repeated(run: Run) -> None:
    command = "run index.yaml --answers answers.csv --json --json"
    assert run(*command.split()).exit_code == 0
    help_ = run("explain", "--node", "a", "--node", "b", "--help")
    assert (help_.exit_code, "Usage: policyindex explain" in help_.stdout) == (0, True)


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize("name", ["answers.xlsx", "answers.parquet", "answers"])
def test_answers_that_are_written_as_csv_have_such_a_name(name: str, run: Run) -> None:
    Path("new.yaml").write_text(INCLUDING.replace("2026", "2027"))
    assert run("instruments", "diff", "towns.yaml", "new.yaml", "--crosswalk", "walk.yaml").exit_code == 0
    for command in (
        ("instruments", "carry", "--crosswalk", "walk.yaml", "old.csv", "--output", name),
        ("import", "mipex-workbook", "none.xlsx", "--output", name),
        ("import", "mipex-workbook", "none.xlsx", "--comments", name),
    ):
        result = run(*command)
        assert (result.exit_code, Path(name).exists()) == (2, False)
        assert f"answers are written as CSV, not to {name}: give a name that ends in .csv\n" in result.stderr


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    "command",
    [
        "run towns.yaml --answers old.csv --output there.csv",
        "explain towns.yaml --answers old.csv --unit AA --output there.csv",
        "validate towns.yaml --output there.csv",
        "instruments show towns.yaml --output there.csv",
        "instruments list --output there.csv",
        "instruments diff towns.yaml towns.yaml --output there.csv",
        "instruments carry --crosswalk walk.yaml old.csv --output there.csv",
        "instruments carry --crosswalk walk.yaml old.csv --output new.csv --report there.csv",
        "questionnaire export towns.yaml --unit AA --period 2026 --format html --output there.csv",
        "questionnaire import q.xlsx --dry-run --report there.csv",
        "plugins list --output there.csv",
        "import mipex-workbook none.xlsx --output there.csv",
    ],
)
def test_what_is_there_is_replaced_only_where_that_was_asked_for(command: str, run: Run) -> None:
    Path("there.csv").write_text("mine")
    result = run(*command.split())
    assert (result.exit_code, Path("there.csv").read_text()) == (2, "mine"), result.output
    assert "there.csv is there already: give another name, or --replace\n" in result.stderr
    again = run(*command.split(), "--replace")
    assert "is there already" not in again.stderr
