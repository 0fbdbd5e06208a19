"""No command writes over what it reads, nor two outputs into one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Run

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
