"""Instruments written in a workbook: what goes out comes back, and every fault names its sheet and cell."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from policyindex import get_instrument
from policyindex.authoring.cells import fitted, written
from policyindex.authoring.from_xlsx import read_workbook
from policyindex.authoring.rows import rows_of
from policyindex.authoring.sheet_columns import described
from policyindex.authoring.sheets import TABLES
from policyindex.authoring.to_xlsx import EXAMPLE, workbook_of
from policyindex.editions.diff import compare_editions
from policyindex.files.workbooks.values import open_workbook
from policyindex.instruments.draft import draft_of, read_draft
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.models import DecisionRow, Node
from policyindex.plugins.host import PluginHost

LIBRARIES = ROOT / "examples" / "libraries" / "instrument.yaml"
KINDS = ROOT / "tests" / "cases" / "kinds.yaml"
STANDARDS = ROOT / "tests" / "cases" / "standards.yaml"
Sheets = Mapping[str, Sequence[Sequence[Any]]]
CODES: tuple[tuple[Any, int], ...] = (("yes", 100), (0, 0))
GOOD: dict[str, list[list[Any]]] = {
    "instrument": [["key", "value"], ["id", "small"], ["edition", 2026], ["title", 2026]],
    "indicators": [["id", "label", "question"], ["q1", "Q1", "Why?"], ["q2", "Q2", "How?"]],
    "options": [["points", "indicator", "code", "text"]]
    + [[points, key, code, points] for key in ("q1", "q2") for code, points in CODES],
    "nodes": [["id", "label", "of", "weights", "aggregator"], ["n", "N", "q1; q2", "q1=2; q2=0.5", "weighted_mean"]],
    "trees": [["id", "label", "roots", "published"], ["t", "T", "n", True]],
}


def book(path: Path, sheets: Sheets) -> Path:
    """Write a workbook as somebody's spreadsheet would."""
    made = xlsxwriter.Workbook(path)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    sheet.write(row, column, value)
    made.close()
    return path


@pytest.mark.parametrize(
    "reference",
    ["mipex-national", "mipex-regional", "mipex-local", "regin-checklist", LIBRARIES, KINDS, STANDARDS, EXAMPLE],
)
def test_a_round_trip_changes_nothing(run: Run, host: PluginHost, tmp_path: Path, reference: str | Path) -> None:
    workbook, text = tmp_path / "it.xlsx", tmp_path / "it.yaml"
    assert run("instruments", "to-xlsx", reference, "--output", workbook).exit_code == 0
    assert run("instruments", "from-xlsx", workbook, "--output", text).exit_code == 0
    before, after = get_instrument(reference, host), get_instrument(text, host)
    assert (scoring_hash(after), text_hash(after)) == (scoring_hash(before), text_hash(before))
    assert compare_editions(before, after).changes == ()
    apart = {"include", "indicators", "nodes"}
    assert after.file.model_dump(exclude=apart) == before.file.model_dump(exclude=apart)
    assert after.indicators == before.indicators


def test_the_template_is_an_example_to_overwrite(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    assert run("instruments", "from-xlsx", "--template", path).exit_code == 0
    result = run("instruments", "from-xlsx", path)
    assert result.stdout.startswith(
        'format: 1\nid: my-index\nedition: "2026"\ntitle: My index (an example to overwrite)\n'
    )
    (tmp_path / "mine.yaml").write_text(result.stdout)
    assert run("validate", tmp_path / "mine.yaml").stdout == "1 file: no problems\n"
    sheets = open_workbook(path).sheets
    assert {"instrument", "indicators", "options", "tables", "help"} <= set(sheets)
    lines = [" | ".join(map(str, row)) for row in sheets["help"].rows]
    assert "indicators | todo | What to do where the answer is not the best one." in lines


def test_a_spreadsheet_typed_by_hand(run: Run, tmp_path: Path) -> None:
    result = run("instruments", "from-xlsx", book(tmp_path / "small.xlsx", GOOD))
    assert (
        result.stdout
        == """\
format: 1
id: small
edition: "2026"
title: "2026"

indicators:
  q1:
    label: Q1
    question: Why?
    options:
      "yes":
        points: 100
        text: "100"
      "0":
        points: 0
        text: "0"
  q2:
    label: Q2
    question: How?
    options:
      "yes":
        points: 100
        text: "100"
      "0":
        points: 0
        text: "0"

nodes:
  n:
    label: N
    of: [q1, q2]
    weights:
      q1: 2
      q2: 0.5
    aggregator: weighted_mean

trees:
  t:
    label: T
    roots: [n]
    published: true
"""
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "message"),
    [
        ("instrument", "B2", "Big Id", "[instrument!B2]: error wrong-value: 'Big Id' is not allowed here\n    expected: small letters, digits and hyphens, a letter first, such as my-index"),
        ("instrument", "B3", datetime.date(2026, 1, 1), "[instrument!B3]: error sheet-date: the spreadsheet made a date of this cell\n    expected: text or a number\n    remedy: format the column as text and type it again"),
        ("instrument", "A4", datetime.date(2026, 1, 2), "[instrument!A4]: error sheet-date: the spreadsheet made a date of this cell"),
        ("options", "B3", datetime.date(2026, 1, 2), "[options!B3]: error sheet-date: the spreadsheet made a date of this cell\n    expected: text or a number\n    remedy: format the column as text and type it again"),
        ("indicators", "C1", datetime.date(2026, 1, 2), "[indicators!C1]: error sheet-date: the spreadsheet made a date of this cell"),
        ("instrument", "A4", "id", "[instrument!A4]: error sheet-row-twice: 'id' stands twice; first in instrument!A2\n    expected: each of them once\n    remedy: remove or rename one"),
        ("instrument", "A4", None, "[instrument!A4]: error sheet-key-missing: this row does not say its 'key'\n    remedy: fill the cell, or empty the row"),
        ("instrument", "A4", "id/x", "[instrument!B4]: error sheet-path-clash: 'id' is a value and a part of others, at instrument!B2\n    expected: one of both\n    remedy: remove one of the two cells"),
        ("instrument", "A4", "targets/#2/node", "[instrument!B4]: error sheet-list-gap: 'targets/#2' leaves a gap in a list\n    expected: entries counted from #1, one after the other\n    remedy: number the keys anew"),
        ("instrument", "A4", "x/" * 60, "[instrument!B4]: error yaml-too-deep: nested deeper than 40 levels\n    expected: at most 40 levels\n    remedy: check for a stray run of brackets"),
        ("instrument", "A1", "keys", "[instrument!A1]: error sheet-column-missing: the sheet 'instrument' has no column 'key'\n    expected: value\n    remedy: add it in the first row"),
        ("indicators", "B1", "lable", "[indicators!B1]: error unknown-field: the field 'lable' is not known here"),
        ("indicators", "B1", "id", "[indicators!B1]: error sheet-column-twice: the column 'id' stands twice; first in indicators!A1\n    expected: each column once\n    remedy: remove one"),
        ("indicators", "D2", "tick", "[indicators!D2]: error sheet-column-unnamed: tick stands under no column name\n    expected: names in the first row\n    remedy: name the column, or empty the cell"),
        ("indicators", "C3", None, "[indicators!C3]: error missing-field: the field 'question' is missing\n    remedy: add it"),
        ("options", "A3", "many", "[options!A3]: error wrong-value: 'many' is not allowed here\n    expected: a number with a decimal point, such as 66.7"),
        ("options", "B5", "q3", "[options!B5]: error sheet-key-unknown: 'q3' stands nowhere in the sheet 'indicators'\n    expected: q1, q2\n    remedy: correct it, or add a row there."),
        ("options", "C2", None, "[options!C2]: error sheet-key-missing: this row does not say its 'code'\n    remedy: fill the cell, or empty the row"),
        ("indicators", "C2", "Why\u202e?", "[indicators!C2]: error file-control-character: the control character U+202E stands here\n    expected: printable text\n    remedy: remove it"),
        ("nodes", "C2", "q1; q9", "[nodes!C2]: error unknown-child: node 'n' names 'q9', which does not exist\n    expected: an indicator or a node\n    remedy: correct the name."),
        ("nodes", "D2", "q1 2; q2", "[nodes!D2]: error sheet-pairs: 'q1 2; q2' does not say what is what\n    expected: pairs, such as name=value; name=value\n    remedy: write it so"),
        ("nodes", "C2", "where area", "[nodes!C2]: error sheet-pairs: 'area' does not say what is what\n    expected: pairs, such as name=value; name=value\n    remedy: write it so"),
        ("instrument", "B4", None, "[instrument!B4]: error missing-field: the field 'title' is missing\n    remedy: add it"),
        ("indicators", "B2", None, "[indicators!B2]: error missing-field: the field 'label' is missing\n    remedy: add it"),
        ("nodes", "C2", "q1, q2", "[nodes!C2]: error sheet-commas: 'q1, q2' is joined by commas\n    expected: values joined by semicolons, such as q1; q2\n    remedy: join by semicolons"),
        ("nodes", "D2", "q1=2, q2=0.5", "[nodes!D2]: error sheet-commas: 'q1=2, q2=0.5' is joined by commas\n    expected: values joined by semicolons, such as q1=2; q2=0.5\n    remedy: join by semicolons"),
        ("trees", "C2", "n, q1", "[trees!C2]: error sheet-commas: 'n, q1' is joined by commas\n    expected: values joined by semicolons, such as n; q1\n    remedy: join by semicolons"),
        ("nodes", "E2", "weighted", "[nodes!E2]: error unknown-aggregator: node 'n' names the aggregator 'weighted'"),
    ],
)  # fmt: skip
def test_a_fault_names_its_cell(run: Run, tmp_path: Path, sheet: str, cell: str, value: object, message: str) -> None:
    sheets = {name: [[*row, *[None] * (5 - len(row))] for row in rows] for name, rows in GOOD.items()}
    sheets[sheet][int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    path = book(tmp_path / "small.xlsx", sheets)
    result = run("instruments", "from-xlsx", path, "--output", tmp_path / "never.yaml")
    assert result.exit_code == 1
    assert f"{path} {message}\n" in f"{result.stderr}\n"
    assert not (tmp_path / "never.yaml").exists()


def test_all_faults_are_named_together(run: Run, tmp_path: Path) -> None:
    sheets = {**GOOD, "note": [["mine"]], "Options": [["x"]]}
    del sheets["Options"]
    sheets["trees"] = [["id", "label", "roots", "published"], ["t", "T", "m", "perhaps"]]
    sheets["bands"] = [["scale", "id"], ["all", "low"]]
    sheets["derived"] = [["by", "of"], ["area", "a; b"]]
    path = book(tmp_path / "small.xlsx", sheets)
    result = run("instruments", "from-xlsx", path)
    assert result.exit_code == 1
    places = [
        line.partition(": ")[0].removeprefix(f"{path} ")
        for line in result.stderr.splitlines()
        if line.startswith(str(path))
    ]
    assert places == ["[note]", "[bands!A2]", "[derived!B2]", "[trees!D2]"]
    assert (
        "[note]: warning sheet-unknown: the sheet 'note' is not read\n    expected: instrument, facets, facet_values, "
        "option_lists, point_lists, indicators, options, sub_options, grades, thresholds, piecewise, goalposts, sources, option_sources, standards, derived, nodes, tables, trees, "
        "scales, bands, learn_from\n    remedy: correct its name if it is part of the instrument. Did you mean 'nodes'?\n"
    ) in result.stderr
    assert (
        "[derived!B2]: error sheet-pairs: 'a; b' does not say what is what\n    expected: ids, such as a; b, or a "
        "selection, such as 'where area=x|y; stage=z' or 'by stage; element'\n    remedy: write it so\n"
    ) in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice(run: Run, host: PluginHost, tmp_path: Path) -> None:
    run("instruments", "to-xlsx", "regin-checklist", "--output", tmp_path / "it.xlsx")
    (tmp_path / "saved").mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(tmp_path / "it.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    text = tmp_path / "it.yaml"
    assert run("instruments", "from-xlsx", tmp_path / "saved" / "it.xlsx", "--output", text).exit_code == 0
    before, after = get_instrument("regin-checklist", host), get_instrument(text, host)
    assert (scoring_hash(after), text_hash(after)) == (scoring_hash(before), text_hash(before))


def test_a_formula_that_fails_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    made = xlsxwriter.Workbook(path)
    for name, rows in GOOD.items():
        sheet = made.add_worksheet(name)
        for row, line in enumerate(rows):
            sheet.write_row(row, 0, line)
        if name == "nodes":
            sheet.write_formula("C2", '="q1; q2"', None, "q1; q2")
            sheet.write_formula("D2", "=A99/0", None, "#DIV/0!")
    made.close()
    result = run("instruments", "from-xlsx", path)
    assert result.exit_code == 1  # a weighted mean without weights
    assert result.stderr.startswith(
        f"{path} [nodes!D2]: warning sheet-formula: the formula of this cell gives nothing, or an error\n"
        "    expected: a value\n    remedy: type the value, or empty the cell\n"
    )
    assert f"{path} [nodes!D2]: error weight-missing: " in result.stderr


def test_no_workbook_and_wrong_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    path.write_text("id,label\n")
    assert "error workbook-not-xlsx: " in run("instruments", "from-xlsx", path).stderr
    other = book(tmp_path / "other.xlsx", {"Sheet1": [["x"]]})
    assert run("instruments", "from-xlsx", other).stderr == (
        f"{other}: error sheet-missing: there is no sheet 'instrument'\n    expected: a sheet of the name instrument\n"
        "    remedy: add it, or rename the sheet that holds it. Sheets that are not read: Sheet1\n"
    )
    result = run("instruments", "from-xlsx")
    assert (result.exit_code, result.stderr) == (
        2, "error: give a workbook to read, or --template FILE.xlsx to write one\n",
    )  # fmt: skip
    assert run("instruments", "to-xlsx", "mipex-national@core-2000", "--output", path).exit_code == 2
    both = run("instruments", "from-xlsx", other, "--template", tmp_path / "new.xlsx")
    assert (both.exit_code, both.stderr) == (
        2, "error: give a workbook to read, or --template FILE.xlsx to write one, not both\n",
    )  # fmt: skip
    for command in (("from-xlsx", "--template", "plantilla"), ("to-xlsx", LIBRARIES, "--output", "plantilla")):
        result = run("instruments", *command)
        assert (result.exit_code, result.stderr) == (
            2, f"error: {command[-2]} writes an XLSX workbook: call it plantilla.xlsx\n",
        )  # fmt: skip
    assert not Path("plantilla").exists()
    assert not (tmp_path / "new.xlsx").exists()


def test_what_to_do_next_is_printed(run: Run, tmp_path: Path) -> None:
    path, text = tmp_path / "my towns.xlsx", tmp_path / "my towns.yaml"
    made = run("instruments", "from-xlsx", "--template", path).stdout
    assert made == (
        f"Wrote {path}. Fill it in with a spreadsheet program; next:\n"
        f"  policyindex instruments from-xlsx '{path}' --output '{text}'\n"
    )
    assert run("instruments", "from-xlsx", path, "--output", text).stdout == (
        f"Wrote {text}. Next:\n  policyindex validate '{text}'\n  policyindex instruments show '{text}'\n"
    )
    again = run("instruments", "to-xlsx", text, "--output", path, "--replace").stdout
    assert again.endswith(f"--output '{tmp_path}/my towns-new.yaml'\n")


@pytest.mark.parametrize("command", [("validate",), ("run",), ("instruments", "show")])
def test_a_workbook_is_converted_first(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, tmp_path / "plan.xlsx")
    assert (result.exit_code, result.stderr) == (
        2,
        f"error: {tmp_path}/plan.xlsx is a workbook; an instrument in a spreadsheet is converted first: "
        f"policyindex instruments from-xlsx {tmp_path}/plan.xlsx --output plan.yaml\n",
    )


def test_names_of_sheets_and_columns_in_any_capitals(run: Run, tmp_path: Path) -> None:
    plain = run("instruments", "from-xlsx", book(tmp_path / "small.xlsx", GOOD)).stdout
    sheets = {f" {name.title()}": [[f"{each} ".title() for each in rows[0]], *rows[1:]] for name, rows in GOOD.items()}
    path = book(tmp_path / "large.xlsx", sheets)
    assert run("instruments", "from-xlsx", path).stdout == plain
    sheets[" Options"] = [sheets[" Options"][0], ["many", "q1", "yes", "Yes."]]
    path = book(tmp_path / "faulty.xlsx", sheets)
    assert f"{path} [ Options!A2]: error wrong-value: 'many'" in run("instruments", "from-xlsx", path).stderr


def test_a_missing_sheet_is_the_only_problem(run: Run, tmp_path: Path) -> None:
    sheets = {("Indicadores" if name == "indicators" else name): rows for name, rows in GOOD.items()}
    path = book(tmp_path / "small.xlsx", sheets)
    result = run("instruments", "from-xlsx", path)
    assert (result.exit_code, result.stderr) == (
        1,
        f"{path}: error sheet-missing: there is no sheet 'indicators'\n    expected: a sheet of the name indicators\n"
        "    remedy: add it, or rename the sheet that holds it. Sheets that are not read: Indicadores\n",
    )


def test_a_missing_column_hides_what_follows_from_it(run: Run, tmp_path: Path) -> None:
    sheets = {**GOOD, "indicators": [["name", *GOOD["indicators"][0][1:]], *GOOD["indicators"][1:]]}
    result = run("instruments", "from-xlsx", book(tmp_path / "small.xlsx", sheets))
    codes = [line.split(": ")[1] for line in result.stderr.splitlines() if "small.xlsx" in line]
    assert codes[:2] == ["error sheet-column-missing", "error unknown-field"]
    assert set(codes[2:]) <= {"error sheet-key-unknown"}


def test_a_tick_box_as_a_code(tmp_path: Path) -> None:
    sheets = {**GOOD, "options": [GOOD["options"][0], [100, "q1", True, "Yes."], [0, "q1", False, "No."]]}
    document, _ = read_workbook(open_workbook(book(tmp_path / "small.xlsx", sheets)))
    assert list(document.data["indicators"]["q1"]["options"]) == ["true", "false"]


def test_a_field_of_another_kind_says_whose_it_is(run: Run, tmp_path: Path) -> None:
    sheets = {
        **GOOD,
        "indicators": [[*GOOD["indicators"][0], "points"], ["q1", "Q1", "Why?", 100], GOOD["indicators"][2]],
    }
    sheets["sub_options"] = [["indicator", "code", "text"], ["q2", "x", "X"]]
    result = run("instruments", "from-xlsx", book(tmp_path / "small.xlsx", sheets))
    assert "[indicators!D2]: error unknown-field: the field 'points' is not known here" in result.stderr
    assert "remedy: remove it or correct its name. Questions of the kind tick or at_least take it.\n" in result.stderr
    assert "[sub_options!B2]: error unknown-field: the field 'sub_options' is not known here" in result.stderr
    assert "correct its name. Questions of the kind at_least or graded_count take it.\n" in result.stderr


def test_the_help_is_written_for_spreadsheets(host: PluginHost) -> None:
    rows = (
        open_workbook(workbook_of(rows_of(read_draft(EXAMPLE)), sorted(host.aggregators)), "x.xlsx").sheets["help"].rows
    )
    about = {(str(sheet), str(column)): str(text) for sheet, column, text in rows}
    assert "area=roads" in about["indicators", "facets"]
    assert all(kind in about["indicators", "kind"] for kind in ("single_choice", "tick", "graded_count", "number"))
    assert all(name in about["nodes", "aggregator"] for name in host.aggregators)
    assert about["indicators", "worst"].startswith("Only number: the value that earns 0")
    assert not [text for text in about.values() if "``" in text or "plugins list" in text]


def test_the_order_of_columns_and_further_columns(run: Run, host: PluginHost, tmp_path: Path) -> None:
    sheets = dict(GOOD)
    sheets["indicators"] = [
        ["sources/#1/title", "question", "label", "id", "kind", "goalposts/worst", "best"],
        ["An act", "Why?", "Q1", "q1"],
        [None, "How?", "Q2", "q2", "number", "90", 0],
    ]
    sheets["options"] = sheets["options"][:3]
    sheets["nodes"] = [
        ["rescale/from/low", "rescale/from/high", "rescale/to/low", "rescale/to/high", *GOOD["nodes"][0]],
        [0, 100, 1, 3, *GOOD["nodes"][1]],
    ]
    document, problems = read_workbook(open_workbook(book(tmp_path / "small.xlsx", sheets)))
    draft = draft_of(document, tmp_path)
    assert not problems
    assert draft.indicators["q1"].sources[0].title == "An act"
    assert document.data["indicators"]["q2"]["goalposts"] == {"worst": 90, "best": 0}
    rescale = draft.nodes["n"].rescale
    assert rescale is not None
    assert [rescale.to.low, rescale.to.high] == [Decimal(1), Decimal(3)]


NAMES = st.text("ab=;| x", min_size=1, max_size=4)


@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=3).map(tuple) | NAMES, min_size=1, max_size=3))
def test_pairs_in_one_cell_are_told_apart_or_not_written(pairs: dict[str, str | tuple[str, ...]]) -> None:
    cell = written(pairs)
    if cell is not None:
        back = fitted(DecisionRow.model_fields["when"].annotation, cell, (), lambda *_: None)
        assert {key: tuple(each) if isinstance(each, list) else each for key, each in back.items()} == pairs


@given(st.lists(NAMES, min_size=1, max_size=3).map(tuple))
def test_lists_in_one_cell_are_told_apart_or_not_written(names: tuple[str, ...]) -> None:
    cell = written(names)
    if cell is not None and not str(cell).startswith(("where ", "by ")):
        assert tuple(fitted(Node.model_fields["of"].annotation, cell, (), lambda *_: None)) == names


def test_a_custom_index_in_a_workbook(run: Run, host: PluginHost, tmp_path: Path) -> None:
    sheets = {
        "instrument": [["key", "value"], ["id", "mine"], ["edition", "1"], ["title", "Mine"], ["extends/instrument", "mipex-national"], ["extends/editions", "core-2020"]],
        "nodes": [["id", "label", "of"], ["mine", "Mine", "b; d"]],
        "trees": [GOOD["trees"][0], ["t", "T", "mine", True]],
    }  # fmt: skip
    run("instruments", "from-xlsx", book(tmp_path / "mine.xlsx", sheets), "--output", tmp_path / "mine.yaml")
    assert get_instrument(tmp_path / "mine.yaml", host).nodes["mine"].children == ("b", "d")


def test_numbers_keep_every_digit(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "exact.yaml"
    points = "66.66666666666666666667"
    path.write_text(LIBRARIES.read_text().replace("points: 50, text: On", f'points: "{points}", text: On'))
    data = workbook_of(rows_of(read_draft(path)), sorted(host.aggregators))
    document, _ = read_workbook(open_workbook(data, "x.xlsx"))
    assert document.data["indicators"]["opening"]["options"]["half"]["points"] == Decimal(points)


def test_a_missing_key_names_its_sheet(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "small.xlsx", {**GOOD, "instrument": GOOD["instrument"][:3]})
    assert run("instruments", "from-xlsx", path).stderr == (
        f"{path} [instrument]: error missing-field: the field 'title' is missing\n    remedy: add it\n"
    )


RULES = ROOT / "tests" / "cases" / "rules.yaml"
REGIONAL = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional" / "instruments" / "own-2026"


@pytest.mark.parametrize("path", [RULES, LIBRARIES, KINDS, STANDARDS, REGIONAL / "instrument.yaml"], ids=str)
def test_the_help_describes_every_column_that_is_written(path: Path) -> None:
    told: dict[str, list[str]] = {}
    for each in described():
        told.setdefault(each.sheet, []).append(each.column.replace("NAME", "[^/]+").replace("#1", "#[0-9]+"))
    rows = rows_of(read_draft(path))
    columns = {
        (table.sheet, key)
        for table in TABLES
        for row in rows.tables[table.sheet]
        for key in row
        if key not in table.keys
    }
    columns |= {("instrument", key) for key, _ in rows.head}
    assert {
        each for each in columns if not any(re.fullmatch(f"{known}(/.+)?", each[1]) for known in told[each[0]])
    } == set()


def test_a_typology_in_keys_and_values(run: Run, host: PluginHost, tmp_path: Path) -> None:
    at = "typologies/effort"
    rows = [
        ["label", "Effort"], ["cutoffs", "n=50"], ["types/#1/id", "strong"], ["types/#1/label", "Strong effort"],
        ["types/#1/when", "n=at_least"], ["types/#2/id", "weak"], ["types/#2/label", "Weak effort"],
        ["types/#2/when", "n=below"], ["otherwise", "not known"],
    ]  # fmt: skip
    sheets = {**GOOD, "instrument": [*GOOD["instrument"], *([f"{at}/{key}", value] for key, value in rows)]}
    path = book(tmp_path / "typed.xlsx", sheets)
    result = run("instruments", "from-xlsx", path, "--output", tmp_path / "typed.yaml")
    assert result.exit_code == 0, result.output
    typology = get_instrument(tmp_path / "typed.yaml", host).file.typologies["effort"]
    assert [(each.label, dict(each.when)) for each in typology.types] == [
        ("Strong effort", {"n": "at_least"}),
        ("Weak effort", {"n": "below"}),
    ]
