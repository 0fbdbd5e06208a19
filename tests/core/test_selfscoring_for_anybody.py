"""Self-scoring files for whoever fills them in: they ask which unit it is, and the repository holds one of each."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from selfscoring_books import book_of, cells_of, recalculated
from test_selfscoring import rows_of, with_cells

from policyindex import get_instrument, read_answers
from policyindex.cli import cli
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires.form import questionnaire
from policyindex.selfscoring.origin import WHO, code_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "self-scoring"
EXPORT = ["questionnaire", "export", "regin-checklist", "--format", "self-scoring"]


def formulas(path: Path) -> dict[str, list[str]]:
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        return {name: re.findall(r"<f>[^<]*</f>", book.read(name).decode()) for name in sheets}


def test_the_examples_are_what_one_command_writes(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, [*EXPORT, "--all-languages", str(tmp_path / "made")])
    assert done.exit_code == 0, done.output
    made = {each.name: each for each in (tmp_path / "made").iterdir()}
    assert sorted(made) == sorted(
        f"regin-checklist-{language}{suffix}" for language in ("en", "es", "it", "de") for suffix in (".html", ".xlsx")
    )
    assert sorted(made) == sorted(each.name for each in EXAMPLES.iterdir())
    for name, path in made.items():
        kept, again = EXAMPLES / name, f"write it again: policyindex {' '.join(EXPORT)} --all-languages {EXAMPLES}"
        if path.suffix == ".html":
            assert path.read_bytes() == kept.read_bytes(), again
        else:  # other versions of the writer order a workbook's parts in other ways
            assert cells_of(path) == cells_of(kept), again
            assert formulas(path) == formulas(kept), again
    assert sum(each.stat().st_size for each in EXAMPLES.iterdir()) < 1_000_000


def typed(host: PluginHost, name: str, code: str, period: str) -> bytes:
    book = book_of(questionnaire(get_instrument("regin-checklist", host), "", "", anybody=True), host)
    rows = rows_of(book)
    cells = {f"D{rows[key]}": text for key, text in zip(WHO, (name, code, period), strict=True) if text}
    return with_cells(book, 2, cells | {f"D{rows['integration-unit']}": "Yes"})


@pytest.mark.parametrize(
    ("name", "code", "unit"),
    [("Upper Lakes, Hills", "", "UPPER-LAKES-HILLS"), ("Upper Lakes", "ZZ-LAKES", "ZZ-LAKES"), ("", "ZZ1", "ZZ1")],
)
def test_a_workbook_says_who_filled_it_in(name: str, code: str, unit: str, host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(typed(host, name, code, "2027"))
    answers = read_answers(get_instrument("regin-checklist", host), path, host=host)
    assert [(each.unit, each.period, each.indicator, each.answer) for each in answers] == [
        (unit, "2027", "integration-unit", True)
    ]
    codes = [each.code for each in answers.warnings]
    assert ("selfscoring-code-made" in codes) == (not code)


@pytest.mark.parametrize(("name", "period"), [("", "2027"), ("Upper Lakes", ""), ("…", "2027")])
def test_a_workbook_of_nobody_is_refused(name: str, period: str, host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(typed(host, name, "", period))
    with pytest.raises(ProblemsFoundError) as found:
        read_answers(get_instrument("regin-checklist", host), path, host=host)
    assert [each.code for each in found.value.problems] == ["selfscoring-nobody"]


def test_every_sheet_names_who_typed_it(host: PluginHost, tmp_path: Path) -> None:
    sheets = recalculated({"book": typed(host, 'The "Lakes"', "", "2027")}, tmp_path)["book"]
    heads = {name: [str(cell) for row in rows[:2] for cell in row] for name, rows in sheets.items()}
    for name in ("Result", "Checklist", "To do", "Action plan"):
        assert any('The "Lakes" · 2027' in cell for cell in heads[name]), name


def test_codes_made_of_names() -> None:
    assert [code_of(each) for each in ("Västra Götaland", " A/b_c ", "Süd-Straße", "…")] == [
        "VÄSTRA-GÖTALAND", "A-B-C", "SÜD-STRASSE", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "xlsx", "--output", "Q.xlsx", "--period", "2027"], "the unit is empty: give --unit"),
        (["--unit", "ZZ1", "--output", "Q.xlsx"], "the period is empty: give --period"),
        (["--format", "self-scoring"], "--all-languages DIR"),
        (["--format", "self-scoring", "--output", "p.html", "--all-languages", "x"], "--all-languages DIR"),
        (["--format", "self-scoring", "--lang", "de", "--all-languages", "x"], "leave --lang out"),
        (["--format", "self-scoring", "--answers", "a.csv", "--all-languages", "x"], "--answers needs a unit"),
    ],
)
def test_wrong_use(options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["questionnaire", "export", "regin-checklist", *options])
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    there = tmp_path / "regin-checklist-es.xlsx"
    there.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli, [*EXPORT, "--all-languages", str(tmp_path)])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == [there]
    assert there.read_text(encoding="utf-8") == "mine"
