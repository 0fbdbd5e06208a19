"""One bad file per problem code: the whole message, the exit code, no traceback, nothing half-written.

Beside each file stands what ``policyindex validate`` prints for it, from the file's own folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from conftest import Run
from policyindex import ProblemsFoundError, get_instrument
from policyindex.files.nesting import shallow
from policyindex.files.strict_yaml import parse_yaml
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.texts import translated
from policyindex.plugins.host import PluginHost
from policyindex.problems.catalogue import CATALOGUE
from policyindex.problems.catalogue.questionnaires import QUESTIONNAIRES
from policyindex.problems.catalogue.xlsform import XLSFORM

FOLDERS = {"bad_instruments": (), "bad_answers": ("--for", "./instrument.yaml")}
TESTS = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (TESTS / folder).iterdir()
    if path.is_file() and path.suffix != ".expected" and path.name != "instrument.yaml"
)
MADE_BY_TESTS = {
    "mean-met-zero", "mean-met-negative", "rule-undefined",
    "step-imputed", "step-left-gaps", "step-lost-numbers", "step-does-nothing", "rule-never-reached",
    "file-not-found", "file-is-directory", "file-not-readable", "file-too-large", "file-damaged", "extra-missing",
    "strand-wrong-base", "translation-wrong-instrument", "study-wrong-instrument", "study-unit-unanswered",
    "study-other-answers", "study-answers-out-of-scope", "study-scope-differs",
    "workbook-not-xlsx", "workbook-old-format", "workbook-damaged", "workbook-encrypted", "workbook-macro",
    "workbook-external-link", "workbook-doctype", "workbook-too-large", "workbook-too-many-cells",
    "workbook-sheet-missing", "workbook-encoding",
    "yaml-too-many-entries", "questions-too-many", "nodes-too-many", "places-too-many", "reach-too-large", "nodes-too-deep",
    "unit-nearly-known", "unit-known-as", "lists-too-large",
    "target-on-unknown", "target-kind-unknown", "target-reach-none", "target-out-of-reach", "target-date-none", "target-past",
    "target-milestones-turned", "target-milestone-practice", "target-reference-alone", "target-twice", "target-met-before",
    "context-not-one", "context-wrong-instrument", "context-series-twice", "context-unit-unknown", "context-licence",
    "use-kind-unknown", "use-date-none", "use-link-none", "use-twice",
    "tiles-number-none", "tiles-place-taken",
    "table-not-a-number", "table-node-unknown", "table-unit-absent", "interval-turned", "interval-elsewhere",
    "answers-replaced", "answers-parts-status", "answers-number-transform", "group-empty", "units-vintage-unknown",
    "answers-not-divided", "answers-in-no-group", "step-fit-unusable", "step-fit-each", "answers-in-two-groups",
    "reform-malformed", "reform-question-unknown", "reform-instance", "reform-question-uncounted", "reform-number",
    "reform-among-all", "reform-divides", "reform-twice", "reform-not-asked", "reform-same", "reform-unit-unknown", "reform-period-unknown", "reform-other-unit", "reform-other-basis", "reform-wrong-instrument",
    "reach-unknown", "effort-not-above-zero", "effort-twice",
    *XLSFORM,
    *QUESTIONNAIRES,
    "sheet-unknown", "sheet-missing", "sheet-commas", "sheet-column-missing", "sheet-column-twice", "sheet-column-unnamed", "sheet-key-missing",
    "sheet-key-unknown", "sheet-row-twice", "sheet-path-clash", "sheet-list-gap", "sheet-formula", "sheet-date", "sheet-pairs",
    "file-too-much", "file-line-too-long", "answers-rows-alike",
    "selfscoring-not-here", "selfscoring-code-made", "selfscoring-nobody", "selfscoring-other-instrument", "selfscoring-half-read",
    "selfscoring-word-unknown", "selfscoring-no-date", "selfscoring-not-read", "selfscoring-cell-error",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_bad_file(path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(path.parent)
    result = run("validate", *FOLDERS[path.parent.name], path.name)
    expected = path.with_suffix(".expected")
    if request.config.getoption("--update-expected"):
        expected.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == expected.read_text(encoding="utf-8")
    code = path.stem.partition("--")[0]
    severity = CATALOGUE[code].severity
    assert f"{severity} {code}: " in result.stdout
    assert result.exit_code == (1 if severity == "error" or " 0 errors" not in result.stdout.splitlines()[-1] else 0)
    assert "Traceback" not in result.output


def test_every_code_has_its_bad_file() -> None:
    shown = {path.stem.partition("--")[0] for path in FILES}
    assert len(shown) >= 80
    assert set(CATALOGUE) - shown - MADE_BY_TESTS == set()
    assert shown - set(CATALOGUE) == set()


def test_no_file(run: Run, tmp_path: Path) -> None:
    result = run("validate", tmp_path / "none.yaml")
    assert result.exit_code == 1
    assert result.stdout == (
        f"{tmp_path}/none.yaml: error file-not-found: there is no such file\n"
        "    remedy: check the path; a file beside you can be given as ./NAME\n"
        "1 file: 1 error, 0 warnings\n"
    )


@pytest.mark.parametrize("command", [("folder.yaml",), ("folder.csv", "--for", "mipex-national")])
def test_a_directory(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / command[0]
    folder.mkdir()
    result = run("validate", folder, *command[1:])
    assert result.exit_code == 1
    assert f"{folder}: error file-is-directory: this is a directory\n    expected: a file\n" in result.stdout


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read every file")
def test_no_permission(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("format: 1\n")
    path.chmod(0)
    result = run("validate", path)
    assert result.exit_code == 1
    assert "error file-not-readable: the file cannot be opened: Permission denied\n" in result.stdout


def test_a_huge_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(9_000_000)
    result = run("validate", path)
    assert result.exit_code == 1
    assert "error file-too-large: the file has 9000000 bytes\n    expected: at most 8000000 bytes\n" in result.stdout


def test_a_nest_of_brackets_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nest.yaml"
    path.write_text("format: " + "[" * 60_000)
    result = run("validate", path)
    assert result.exit_code == 1
    assert f"{path}:1:49: error yaml-too-deep: nested deeper than 40 levels\n" in result.stdout


def test_a_nest_is_cut_off_before_a_parser_meets_it() -> None:
    assert shallow("format: " + "[{" * 30_000, 42) == "format: " + "[{" * 21 + "["
    assert shallow("a: [1]\n" * 50, 42) == "a: [1]\n" * 50


@pytest.mark.parametrize(
    "text",
    [
        "'{}'", '"{}"', '"\\"{}"', "x {}", "x\n  {}", "|\n  {}", ">-\n\n  x\n  {}", "1 # {}", "['{}']", "[x, # {}\n y]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("brackets", ["[" * 2000, "{[" * 1000, "{}" * 1000])
def test_brackets_in_texts_and_comments_are_no_nest(text: str, brackets: str) -> None:
    data = parse_yaml(f"a: {text.format(brackets)}\nb: [[1], [2]]", "x.yaml").data
    assert data["b"] == [[1], [2]]
    assert brackets in str(data["a"]) or "#" in text


@pytest.mark.parametrize("text", ["- " * 60, "? " * 60, "\n".join("  " * depth + "a:" for depth in range(60))])
def test_deep_indentation_is_a_nest_too(text: str) -> None:
    with pytest.raises(ProblemsFoundError, match="error yaml-too-deep: nested deeper than 40 levels"):
        parse_yaml(text, "x.yaml")


def test_all_problems_of_a_file_are_reported_together(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(
        "format: 1\nid: Many\nedition: '1'\ntitle: 5\nindicators:\n  q: {label: Q, question: Q?, kind: tick, tipo: x}\n"
        "nodes:\n  n: {label: N, of: [q], agregator: sum}\ntrees: {t: {label: T, published: yes, roots: [n]}}\n"
    )
    result = run("validate", path)
    assert result.exit_code == 1
    places = [
        line.split(": ")[0].removeprefix(f"{path}:")
        for line in result.stdout.splitlines()
        if line.startswith(str(path))
    ]
    assert places == ["2:5", "4:8", "6:43", "8:26", "9:34"]
    assert result.stdout.endswith("1 file: 5 errors, 0 warnings\n")


def test_a_file_that_is_no_parquet(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(b"PAR1 is how it starts, but it is none")
    result = run("validate", "--for", "mipex-national", path)
    assert result.exit_code == 1
    assert f"{path}: error file-damaged: this is not a Parquet file: " in result.stdout
    assert "    remedy: export it again\n" in result.stdout


def test_parquet_without_its_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "answers.parquet"
    path.write_bytes(b"PAR1")
    result = run("validate", "--for", "mipex-national", path)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"{path}: error extra-missing: reading or writing Parquet needs a package that is not installed\n"
        "    remedy: python -m pip install 'policyindex[parquet]'\n"
    )


def test_a_strand_composed_with_another_base(host: PluginHost, tmp_path: Path) -> None:
    spec = host.instruments["regin-checklist", "handbook-2022"]
    strand = TESTS / "example_plugin" / "policyindex_example_housing" / "housing.yaml"
    with pytest.raises(ProblemsFoundError) as caught:
        load_instrument(spec.path, host.rules, [strand])
    assert str(caught.value) == (
        f"{strand}:7:23: error strand-wrong-base: the strand 'housing' extends 'mipex-national', not 'regin-checklist'\n"
        "    remedy: compose it with its own base"
    )


def test_a_translation_of_another_instrument(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "fr.yaml"
    path.write_text("format: 1\nlanguage: fr\ninstrument: mipex-national@core-2020\ntexts: {}\n")
    with pytest.raises(ProblemsFoundError) as caught:
        translated(get_instrument("regin-checklist", host), path)
    assert str(caught.value).startswith(
        f"{path}:3:13: error translation-wrong-instrument: the translation is of 'mipex-national@core-2020', "
        "not of 'regin-checklist@handbook-2022'\n    remedy: use it with its own instrument\n"
    )


def test_answers_are_not_taken_for_instruments(run: Run) -> None:
    result = run("validate", "answers.csv")
    assert result.exit_code == 2
    assert result.stderr == "error: answers.csv looks like answers: name their instrument with --for REF\n"


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("title: Is priority #1 in the plan?", True), ("title: Is priority # 1 in the plan?", True),
        ("title: Plan #MeToo", True), ("title: Tender  #5", True), ("title: Where\n  it is #1", True),
        ("items: [first, number #1\n  ]", True),
        ("title: Housing # to be discussed", False), ("title: Social housing  # later?", False),
        ("kind: tick # the usual one", False), ("points: 5 #five", False), ("title: 'Plan' #1", False),
        ('title: "Is it #1 of all?" #1', False), ("title: |\n  It is #1 of all", False), ("#1 of all\ntitle: Plan", False),
        ("title:  # 1\n  Plan", False), ("title: Issue#1", False),
    ],
)  # fmt: skip
def test_a_text_that_a_comment_cuts_is_warned_of(line: str, cut: bool) -> None:
    warnings = parse_yaml(f"format: 1\n{line}\n", "x.yaml").warnings
    assert [each.code for each in warnings] == ["yaml-text-cut"] * cut


def test_no_file_of_ours_is_warned_of_comments() -> None:
    root = TESTS.parent
    files = [
        path for folder in ("core", "plugins", "examples", "docs", "tests/cases", "tests/example_plugin")
        for path in (root / folder).rglob("*.yaml") if (root / folder).is_dir()
    ]  # fmt: skip
    assert len(files) > 20
    for path in files:
        assert not parse_yaml(path.read_text(encoding="utf-8"), str(path)).warnings
