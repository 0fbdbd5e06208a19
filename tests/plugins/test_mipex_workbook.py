"""MPG's workbooks: recognised by structure, every irregular cell reported, every published score recomputed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from mipex_workbooks import (
    FILES,
    YEARS,
    CellValue,
    Failed,
    Formula,
    Grid,
    Imported,
    Serial,
    grid_of,
    import_workbook,
    points_of,
    rows_of,
    write_workbook,
)
from policyindex import Instrument, get_instrument, read_answers
from policyindex.files.workbooks.addresses import address, position
from policyindex.files.workbooks.values import open_workbook
from policyindex.plugins.host import PluginHost
from policyindex.verbs.workspace import Workspace
from policyindex_mipex_national.workbook.auditing import UNCOMPUTED
from policyindex_mipex_national.workbook.blaming import OUT_OF_DATE
from policyindex_mipex_national.workbook.codes import Codes
from policyindex_mipex_national.workbook.importing import import_mipex_workbook
from policyindex_mipex_national.workbook.scores import score_of
from policyindex_mipex_national.workbook.years import _mended

OFFICIAL = Path("mipex") / "mipex_core_2007-2019.xlsx"


@pytest.fixture(scope="module")
def national(host: PluginHost) -> Instrument:
    return get_instrument("mipex-national", host)


@pytest.fixture(scope="module")
def clean(national: Instrument, host: PluginHost) -> Grid:
    return grid_of(national, host, points_of(national, 1))


def copied(grid: Grid) -> dict[str, CellValue]:
    return dict(grid.cells)


@pytest.fixture
def imported(run: Run, tmp_path: Path) -> Callable[..., Imported]:
    def call(sheets: dict[str, dict[str, CellValue]], *more: str, hidden: tuple[str, ...] = ()) -> Imported:
        return import_workbook(run, write_workbook(tmp_path / "made.xlsx", sheets, hidden), *more)

    return call


Import = Callable[..., Imported]


def expected(points: dict[tuple[str, str], float], unit: str = "BO") -> dict[tuple[str, str, str], float]:
    return {(unit, period, key): value for (period, key), value in points.items()}


# -- a clean workbook ----------------------------------------------------------------------------------------------


def test_a_clean_workbook_has_an_empty_report(national: Instrument, host: PluginHost, imported: Import) -> None:
    sheets, points = {}, {}
    for seed, unit in enumerate(("BO", "KE", "TW")):
        points[unit] = points_of(national, seed)
        sheets[unit] = grid_of(national, host, points[unit]).cells
    got = imported(sheets, "--audit")
    assert got.report == []
    assert got.answers == {key: value for unit in points for key, value in expected(points[unit], unit).items()}
    assert got.code == 0
    assert "3 country sheets, 12 country-years, 864 answers, 0 comments\n" in got.stdout
    assert "audit: 132 of 132 published scores recomputed to 1e-6\n" in got.stdout


def test_the_answers_read_back(
    clean: Grid, national: Instrument, host: PluginHost, imported: Import, tmp_path: Path
) -> None:
    imported({"BO": copied(clean)})
    answers = read_answers(national, tmp_path / "answers.csv", host=host)
    assert len(answers) == 72 * len(YEARS)
    assert {answer.points for answer in answers} == {None}


def test_comments_are_kept_whole(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    text = "Act 7 of 2022,\nsection 3 " + "x" * 20_000
    cells[clean.comments["ba21", 2022]] = text
    cells[clean.comments["bb28", 2023]] = "on the composite"
    got = imported({"BO": cells})
    assert got.comments == [("BO", "2022", "ba21", text), ("BO", "2023", "bb28", "on the composite")]


@pytest.mark.parametrize("rows", [0, 3])
@pytest.mark.parametrize("columns", [0, 2])
def test_a_layout_that_is_moved_and_has_constants(
    rows: int, columns: int, clean: Grid, national: Instrument, imported: Import
) -> None:
    got = imported({"BO": clean.moved(rows, columns)}, "--audit")
    assert (got.report, got.code) == ([], 0)
    assert got.answers == expected(points_of(national, 1))


def test_items_in_another_order(national: Instrument, host: PluginHost, imported: Import) -> None:
    points = points_of(national, 5)
    grid = grid_of(national, host, points, order=lambda items: items[::-1])
    got = imported({"BO": grid.cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points))


def test_years_that_fall(national: Instrument, host: PluginHost, imported: Import) -> None:
    points = points_of(national, 5)
    got = imported({"BO": grid_of(national, host, points, YEARS[::-1]).cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points))


def test_columns_of_an_item_in_another_order(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    for year in YEARS:
        cells[clean.comments["aa1", year]] = cells.pop(clean.scores["aa1", year])
    row, column = position(clean.years["aa1", YEARS[0]])
    cells[address(row - 1, column + 1)], cells[address(row - 1, column + 2)] = "Comments", "Score"
    assert imported({"BO": cells}).answers == expected(points_of(national, 1))


def test_blank_rows_between_years_and_headers(clean: Grid, national: Instrument, imported: Import) -> None:
    cells: dict[str, CellValue] = {}
    for cell, value in clean.moved(0, 0).items():
        row, column = position(cell)
        cells[address(2 * row, column)] = value
    got = imported({"BO": cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points_of(national, 1)))


def test_the_overall_scores_below_the_areas(clean: Grid, national: Instrument, imported: Import) -> None:
    last = max(position(cell)[0] for cell in clean.cells)
    cells = {
        address(row + last + 2 if row < 8 else row, column): value
        for cell, value in clean.moved(0, 0).items()
        for row, column in [position(cell)]
    }
    got = imported({"BO": cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points_of(national, 1)))
    assert "audit: 44 of 44" in got.stdout


def test_labels_in_the_first_column_only(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = {
        cell: value
        for cell, value in clean.cells.items()
        if value not in ("Indicator", "Sub-indicator") or position(cell)[1] == 1
    }
    got = imported({"BO": cells}, "--audit")
    assert {(row[2], row[5]) for row in got.report} == {("repaired", "an item without its 'Indicator' label")}
    assert (got.code, got.answers) == (0, expected(points_of(national, 1)))


@pytest.mark.parametrize(
    "headers",
    [
        ("Overall (with health and education)", "Overall (without health)", "Overall (without health and education)"),
        ("Overall", "Overall - no health", "Overall - no health/edu"),
    ],
)
def test_headers_of_overall_scores(headers: tuple[str, ...], clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cells.update(zip(("B2", "C2", "D2"), headers, strict=True))
    got = imported({"BO": cells}, "--audit")
    assert (got.report, got.code) == ([], 0)
    assert "audit: 44 of 44" in got.stdout


Label = Callable[[int], CellValue]


@pytest.mark.parametrize(
    "label", [str, "{}.0".format, "{}*".format, lambda year: datetime(year, 12, 31), lambda year: Serial(year)]
)
def test_years_as_text_or_dates(label: Label, clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    labels = [*clean.years.values(), *(address(row, 1) for row in range(3, 3 + len(YEARS)))]
    for cell in labels:
        cells[cell] = label(int(str(cells[cell])))
    got = imported({"BO": cells}, "--audit")
    assert {row[1] for row in got.report} == set(labels)
    assert {row[5] for row in got.report} == {"a year written as text or as a date"}
    assert (got.code, got.answers) == (0, expected(points_of(national, 1)))


@pytest.mark.parametrize("comment", ["see policy strand 2", "Indicator", "Overall scores", "Year"])
def test_a_comment_that_reads_like_a_label(comment: str, clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.comments["aa1", 2022]] = cells[clean.comments["aa3", 2022]] = comment
    got = imported({"BO": cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points_of(national, 1)))
    assert [row[3] for row in got.comments] == [comment, comment]


def test_an_area_whose_labels_nobody_recognises(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    row = position(clean.codes["a"])[0]
    for cell in [cell for cell, value in cells.items() if position(cell)[0] == row and value == "Indicator"]:
        cells[cell] = "Indikator"
    got = imported({"BO": cells})
    first = position(clean.years["a", 2021])[0]
    assert [each[1:] for each in got.report if each[5] == "a row of years outside all blocks"] == [
        (f"A{first + at}", "dropped", str(year), "20 cells not taken", "a row of years outside all blocks")
        for at, year in enumerate(YEARS)
    ]


def test_an_area_named_in_words(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.codes["c"]] = "Education"
    got = imported({"BO": cells}, "--audit")
    assert [row[2:] for row in got.report] == [
        ("repaired", "", "read as area c", "the area's letter is missing: told by its items"),
        ("repaired", "Education", "read as c", "a text in place of an area's code"),
    ]
    assert "audit: 44 of 44" in got.stdout


def test_a_code_without_its_area_is_never_another_area(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.codes["gb"]], cells[clean.codes["gc_new"]], cells[clean.codes["cb51a"]] = "b", "c_new", "a"
    got = imported({"BO": cells}, "--audit")
    assert [row[1:] for row in got.report if row[2] != "doubtful"][:3] == [
        (clean.codes["cb51a"], "dropped", "a", "4 scores and 0 comments not taken", "a column whose code nobody knows"),
        (clean.codes["gb"], "repaired", "b", "read as gb", "a code without the letter of its area"),
        (clean.codes["gc_new"], "repaired", "c_new", "read as gc_new", "a code without the letter of its area"),
    ]
    lost = {("BO", str(year), "cb51a") for year in YEARS}
    assert got.answers == {key: value for key, value in expected(points_of(national, 1)).items() if key not in lost}


def test_a_comment_with_a_lone_carriage_return(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.comments["ba21", 2022]] = "one\rtwo"
    got = imported({"BO": cells})
    assert got.comments == [("BO", "2022", "ba21", "one\rtwo")]


# -- irregularities, one at a time ---------------------------------------------------------------------------------

Plant = Callable[[dict[str, CellValue], Grid], str]


def put(key: str, value: CellValue) -> Plant:
    """Write another code."""

    def plant(cells: dict[str, CellValue], grid: Grid) -> str:
        cells[grid.codes[key]] = value
        return grid.codes[key]

    return plant


def score_cell(key: str, value: CellValue) -> Plant:
    def plant(cells: dict[str, CellValue], grid: Grid) -> str:
        cells[grid.scores[key, 2023]] = value
        return grid.scores[key, 2023]

    return plant


def year_cell(key: str, value: CellValue) -> Plant:
    def plant(cells: dict[str, CellValue], grid: Grid) -> str:
        cells[grid.years[key, 2021]] = value
        return grid.years[key, 2021]

    return plant


def header(key: str, role: int, value: CellValue) -> Plant:
    def plant(cells: dict[str, CellValue], grid: Grid) -> str:
        row, column = position(grid.years[key, 2021])
        cells[address(row - 1, column + role)] = value
        return address(row - 1, column + role)

    return plant


def other_row(key: str, rows: int) -> Plant:
    """Move a code from the row of indicators to that of sub-indicators, or back."""

    def plant(cells: dict[str, CellValue], grid: Grid) -> str:
        row, column = position(grid.codes[key])
        cells[address(row + rows, column)] = cells.pop(grid.codes[key])
        return ""

    return plant


SAME = {
    "spaces around a code": (put("fb105a", " fb105a "), "repaired", " fb105a ", "read as fb105a", "a code with other spaces, case or signs"),
    "no-break space": (put("cd64", "cd64\xa0"), "repaired", "cd64\xa0", "read as cd64", "a code with other spaces, case or signs"),
    "capitals": (put("aa1", "AA1"), "repaired", "AA1", "read as aa1", "a code with other spaces, case or signs"),
    "signs": (put("db65db67db68", "db65-db67-db68"), "repaired", "db65-db67-db68", "read as db65db67db68", "a code with other spaces, case or signs"),
    "renamed": (put("fa102_new", "fb102_new"), "repaired", "fb102_new", "read as fa102_new", "another code with the same numbers in this area"),
    "renamed composite answer": (put("bb28a", "bc28a"), "repaired", "bc28a", "read as bb28a", "another code with the same numbers in this area"),
    "numbers only": (put("ca45ca47", "45+47"), "repaired", "45+47", "read as ca45ca47", "another code with the same numbers in this area"),
    "without new": (put("gc_new", "gc"), "repaired", "gc", "read as gc_new", "a code without its 'new'"),
    "note in a code": (put("gc_new", "gc_new (128, 129, 133, 135)"), "repaired", "gc_new (128, 129, 133, 135)", "read as gc_new", "a note in the code"),
    "a number as a code": (put("h148", 148.0), "repaired", "148", "read as h148", "a code without the letter of its area"),
    "no letter": (put("h145a", " 145A"), "repaired", " 145A", "read as h145a", "a code without the letter of its area"),
    "no score header": (header("aa3", 1, ""), "repaired", "", "read as 'score'", "a missing or odd column header"),
    "odd year header": (header("aa3", 0, "Answer options"), "repaired", "Answer options", "read as 'year'", "a missing or odd column header"),
    "number as text": (score_cell("ba21", "no"), "dropped", "no", "not taken", "a note in a score cell"),
    "wrong year, twice": (year_cell("h163", 2024), "repaired", "2024", "read as 2021", "a wrong year label: the years of this block are complete only with another one"),
    "wrong year of an area": (year_cell("h", 2019), "repaired", "2019", "read as 2021", "a wrong year label: the years of this block are complete only with another one"),
    "answer options as a year": (year_cell("gd144", "Answer options "), "repaired", "Answer options ", "read as 2021", "no year where a year label belongs"),
    "division by zero": (score_cell("ad18", "#DIV/0! "), "dropped", "#DIV/0! ", "not taken", "an error of the spreadsheet as text"),
    "an error pasted as a value": (score_cell("ad18", Failed("#DIV/0!")), "dropped", "#DIV/0!", "not taken", "an error of the spreadsheet"),
    "do not fill": (score_cell("h148", "DON'T FILL THESE YEARS"), "dropped", "DON'T FILL THESE YEARS", "not taken", "a note in a score cell"),
    "option text": (score_cell("cd60", "100 - yes\n0 - no"), "dropped", "100 - yes\n0 - no", "not taken", "the text of answer options in a score cell"),
    "too much": (score_cell("cd60", 500.0), "dropped", "500", "not taken", "a number outside 0 to 100 in a score cell"),
    "a truth": (score_cell("cd60", True), "dropped", "True", "not taken", "no number where a score belongs"),
    "off the list": (score_cell("cb50", 75.0), "doubtful", "75", "taken as it stands", "not among the points of cb50 (0, 50, 100)"),
    "decimal comma": (score_cell("ca45ca47", "33,0"), "repaired", "33,0", "read as 33", "a number written as text"),
    "a formula in an answer": (score_cell("ga117", Formula("AVERAGE(B1,B2)", 50)), "doubtful", "=AVERAGE(B1,B2)", "taken as it stands", "a formula in an answer to ga117"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAME)
def test_an_irregular_cell_stands_in_the_report(kind: str, clean: Grid, national: Instrument, imported: Import) -> None:
    plant, what, found, done, reason = SAME[kind]
    cells = copied(clean)
    cell = plant(cells, clean)
    got = imported({"BO": cells})
    assert got.report == [("BO", cell, what, found, done, reason)]
    assert got.code == 0
    points = expected(points_of(national, 1))
    key = next(((name, year) for (name, year), each in clean.scores.items() if each == cell), None)
    if key:  # only this answer may differ
        points.pop(("BO", str(key[1]), key[0]))
        changed = got.answers.pop(("BO", str(key[1]), key[0]), None)
        assert changed == (
            None
            if what == "dropped"
            else float(done.rpartition(" ")[2] if "read" in done else {"75": 75, "=AVERAGE(B1,B2)": 50}[found])
        )
    assert got.answers == points


@pytest.mark.parametrize(("key", "rows"), [("aa1", 1), ("bb28a", -1), ("h145a", 1)])
def test_a_code_in_either_row(key: str, rows: int, clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    other_row(key, rows)(cells, clean)
    got = imported({"BO": cells}, "--audit")
    assert (got.report, got.code, got.answers) == ([], 0, expected(points_of(national, 1)))


def test_a_whole_row_of_wrong_year_labels(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    wrong = [
        clean.years[key, 2021] for key, year in clean.years if year == 2021 and (key == "h" or key.startswith("h1"))
    ]
    for cell in wrong:
        cells[cell] = 2024
    got = imported({"BO": cells}, "--audit")
    assert [row[1] for row in got.report] == wrong
    assert {row[4] for row in got.report} == {"read as 2021"}
    assert (got.code, got.answers) == (0, expected(points_of(national, 1)))


def test_years_that_cannot_be_told_are_not_guessed(national: Instrument, host: PluginHost, imported: Import) -> None:
    years = (2014, 2017, 2019)
    grid = grid_of(national, host, points_of(national, 1, years), years)
    cells = copied(grid)
    for (key, year), cell in grid.years.items():
        if year != 2019 and (key == "d" or key.startswith("d")):
            cells[cell] = 2018
    got = imported({"BO": cells})
    assert {row[5] for row in got.report} >= {"a year label in a row whose year cannot be told"}
    assert not any(key.startswith("d") and period in ("2014", "2017", "2018") for _, period, key in got.answers)


def test_a_code_nobody_knows(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.codes["dd76"]] = "zz9"
    cells[clean.comments["dd76", 2022]] = "a text"
    got = imported({"BO": cells})
    assert got.report[:2] == [
        (
            "BO",
            clean.codes["dd76"],
            "dropped",
            "zz9",
            "4 scores and 1 comments not taken",
            "a column whose code nobody knows",
        ),
        ("BO", "", "dropped", "dd76", "no answers", "an indicator without a column"),
    ]
    gap = f"{clean.scores['d', 2021]} points at {clean.scores['dd76', 2021]}, which is no score"
    assert [row[5] for row in got.report[2:]][:1] == [gap]
    assert {key for _, _, key in got.answers} == set(national.indicators) - {"dd76"}


def test_a_code_that_stands_twice(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cells[clean.codes["dd76"]] = "dd75"
    got = imported({"BO": cells})
    assert got.report[0][1:] == (
        clean.codes["dd76"], "dropped", "dd75", "4 scores and 0 comments not taken",
        "dd75 stands twice in this block: the first is taken",
    )  # fmt: skip


def test_a_stray_text_beside_a_code(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    row, column = position(clean.codes["ca45ca47"])
    cells[address(row + 1, column)] = "s"
    got = imported({"BO": cells})
    assert got.report == [
        ("BO", address(row + 1, column), "doubtful", "s", "not used", "a text that is no code beside a code")
    ]
    assert got.answers == expected(points_of(national, 1))


def test_an_area_without_its_letter(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    del cells[clean.codes["e"]]
    got = imported({"BO": cells}, "--audit")
    assert [row[2:] for row in got.report] == [
        ("repaired", "", "read as area e", "the area's letter is missing: told by its items")
    ]
    assert "audit: 44 of 44 " in got.stdout


def test_what_stands_outside_the_table(clean: Grid, national: Instrument, imported: Import) -> None:
    cells = copied(clean)
    row, column = position(clean.scores["bb29c", 2024])
    cells[address(row + 1, column)] = "75 - an option"
    cells["AZ30"] = "see the annex"
    got = imported({"BO": cells})
    assert [row[1:] for row in got.report] == [
        ("AZ30", "dropped", "see the annex", "not taken", "outside the columns of the items"),
        (address(row + 1, column), "dropped", "75 - an option", "not taken", "outside the rows of years"),
    ]
    assert got.answers == expected(points_of(national, 1))


def test_a_year_that_the_overall_scores_do_not_count(national: Instrument, host: PluginHost, imported: Import) -> None:
    years = (*YEARS, 2025)
    grid = grid_of(national, host, points_of(national, 1, years), years)
    cells = copied(grid)
    for (key, year), cell in grid.scores.items():
        if year == 2025 and not key.startswith("f"):
            cells.pop(cell, None)
            cells.pop(grid.years.get((key, year), ""), None)
    del cells["A7"]
    got = imported({"BO": cells})
    assert {row[5] for row in got.report} == {"2025 has no row among the overall scores and stands in few areas only"}
    assert len(got.report) == len([key for key, year in grid.scores if year == 2025 and key.startswith("f")])
    assert got.answers == expected(points_of(national, 1))


# -- sheets --------------------------------------------------------------------------------------------------------


def test_sheets_that_are_no_country(clean: Grid, imported: Import) -> None:
    empty = copied(clean)
    for cell in clean.scores.values():
        del empty[cell]
    sheets: dict[str, dict[str, CellValue]] = {
        "Read me": {"A1": "How to use this", "A2": "Indicator"},
        "Lists": {"A1": "TR", "B1": "GB"},
        "BO": copied(clean),
        "KE": empty,
    }
    got = imported(sheets, "--audit")
    assert [(row[0], row[2], row[4], row[5]) for row in got.report] == [
        ("Read me", "dropped", "not taken", "a row of indicators without a row of years below it"),
        ("Read me", "dropped", "not taken", "no country's sheet: it has no block of indicators with years"),
        ("Lists", "dropped", "not taken", "no country's sheet: it has no block of indicators with years"),
        ("KE", "doubtful", "not counted", "a country's sheet without any score"),
    ]
    assert "1 country sheet, 4 country-years" in got.stdout


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("TU", "TR", "repaired"), ("UK", "GB", "repaired"), ("bo ", "BO", "repaired"), ("Kenya", "KE", "repaired"),
        ("Utopia", "Utopia", "doubtful"),
    ],
)  # fmt: skip
def test_names_of_sheets(name: str, unit: str, kind: str, clean: Grid, imported: Import) -> None:
    got = imported({name: copied(clean)})
    assert [row[:3] for row in got.report] == [(name, "", kind)]
    assert {key[0] for key in got.answers} == {unit}


def test_two_sheets_of_one_country(clean: Grid, national: Instrument, host: PluginHost, imported: Import) -> None:
    other = grid_of(national, host, points_of(national, 9))
    got = imported({"TR": copied(clean), "TU": other.cells})
    assert got.code == 1
    assert [(*row[:4], row[5]) for row in got.report] == [
        (
            "TU", "", "problem", "TU",
            "a second sheet of TR: 'TR' is taken, which has as many answers and comes first",
        )
    ]  # fmt: skip
    assert got.answers == expected(points_of(national, 1), "TR")


def test_a_hidden_sheet_is_read_and_named(clean: Grid, imported: Import) -> None:
    got = imported({"First": {"A1": "x"}, "BO": copied(clean)}, hidden=("BO",))
    assert ("BO", "", "doubtful", "BO", "taken as it stands", "the sheet is hidden") in got.report
    assert len(got.answers) == 288


# -- the audit -----------------------------------------------------------------------------------------------------


def test_a_wrong_constant_is_named_with_both_values(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cell = clean.scores["d", 2022]
    right = cells[cell]
    assert isinstance(right, Formula)
    cells[cell] = right.value + 1e-5
    got = imported({"BO": cells}, "--audit")
    assert got.code == 1
    assert (
        f"disagrees: BO!{cell}: d of BO 2022: published {right.value + 1e-5!r}, recomputed {right.value!r}\n"
        in got.stdout
    )
    assert "  a constant: there is no formula to look at\n" in got.stdout
    assert "audit: 43 of 44 published scores recomputed to 1e-6\n" in got.stdout
    assert got.report[-1][:3] == ("BO", cell, "disagrees")
    assert len(got.answers) == 288


def test_a_difference_below_a_millionth_is_none(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    right = cells[clean.scores["d", 2022]]
    assert isinstance(right, Formula)
    cells[clean.scores["d", 2022]] = Formula(right.text, right.value + 9e-7)
    assert imported({"BO": cells}, "--audit").code == 0


def test_a_formula_that_slips_one_row(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cell, right, wrong = clean.scores["c", 2022], clean.scores["ca49", 2022], clean.scores["ca49", 2023]
    formula = cells[cell]
    assert isinstance(formula, Formula)
    slipped = formula.text.replace(right, wrong)
    cells[cell] = Formula(slipped, formula.value + 2)
    got = imported({"BO": cells}, "--audit")
    phrase = f"{cell} points at {wrong} (ca49 of 2023) instead of {right} (of 2022): 1 row too low"
    assert got.code == 1
    assert f"  formula: ={slipped}\n  {phrase}\n" in got.stdout
    assert ("BO", cell, "doubtful", f"={slipped}", "recomputed from the answers", phrase) in got.report


def test_a_slip_that_changes_nothing_is_reported_but_no_disagreement(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    cell, right, wrong = clean.scores["c", 2022], clean.scores["ca49", 2022], clean.scores["ca49", 2021]
    formula = cells[cell]
    assert isinstance(formula, Formula)
    cells[cell] = Formula(formula.text.replace(right, wrong), formula.value)
    got = imported({"BO": cells}, "--audit")
    assert got.code == 0
    assert [row[5] for row in got.report] == [
        f"{cell} points at {wrong} (ca49 of 2021) instead of {right} (of 2022): 1 row too high"
    ]


def test_a_formula_in_the_wrong_column_and_one_below_it(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    gb, g = clean.scores["gb", 2021], clean.scores["g", 2021]
    composite, area = cells[gb], cells[g]
    assert isinstance(composite, Formula)
    assert isinstance(area, Formula)
    right, wrong = clean.scores["gb126", 2021], clean.scores["gc_new", 2021]
    cells[gb] = Formula(composite.text.replace(right, wrong), 1.0)
    cells[g] = Formula(area.text, 2.0)
    got = imported({"BO": cells}, "--audit")
    assert got.code == 1
    assert (
        f"({gb} counts {wrong} (gc_new of 2021), which does not count here, instead of {right} (gb126 of 2021))\n"
        in got.stdout
    )


def test_a_right_formula_over_a_wrong_constant(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    composite, area = cells[clean.scores["gb", 2021]], cells[clean.scores["g", 2021]]
    assert isinstance(composite, Formula)
    assert isinstance(area, Formula)
    cells[clean.scores["gb", 2021]] = composite.value + 8
    cells[clean.scores["g", 2021]] = Formula(area.text, area.value + 2)
    got = imported({"BO": cells}, "--audit")
    assert f"  it rests on {clean.scores['gb', 2021]} (gb), which holds " in got.stdout
    assert ("doubtful", "a constant where others have a formula for gb") in [(row[2], row[5]) for row in got.report]


def test_a_stale_value_and_an_overall_over_a_wrong_area(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    for key in ("a", "overall_with_health"):
        formula = cells[clean.scores[key, 2024]]
        assert isinstance(formula, Formula)
        cells[clean.scores[key, 2024]] = Formula(formula.text, formula.value + 3)
    got = imported({"BO": cells}, "--audit")
    assert f"  {OUT_OF_DATE}\n" in got.stdout
    assert f"  it rests on {clean.scores['a', 2024]} (a), which holds " in got.stdout


@pytest.mark.parametrize(
    ("value", "kind", "reason", "code"),
    [
        ("", "problem", UNCOMPUTED, 1),
        ("#DIV/0!", "dropped", "a formula without a value: an error or a text", 0),
    ],
)
def test_a_formula_without_a_value_is_named(
    value: str, kind: str, reason: str, code: int, clean: Grid, imported: Import
) -> None:
    cells = copied(clean)
    formula = cells[clean.scores["d", 2022]]
    assert isinstance(formula, Formula)
    cells[clean.scores["d", 2022]] = Formula(formula.text, 0, value)
    got = imported({"BO": cells}, "--audit")
    assert got.report == [("BO", clean.scores["d", 2022], kind, f"={formula.text}", "not taken", reason)]
    assert "audit: 43 of 43 " in got.stdout
    assert got.code == code


def test_health_published_where_the_edition_does_not_collect_it(
    national: Instrument, host: PluginHost, imported: Import
) -> None:
    years = (2014, 2015)
    points = points_of(national, 3, (2014,))
    points |= {("2015", key): value for (_, key), value in points.items()}
    grid = grid_of(national, host, points, years)
    cells = copied(grid)
    for key in ("h", "overall_with_health"):
        cells[grid.scores[key, 2015]] = grid.moved(0, 0)[grid.scores[key, 2014]]
    got = imported({"BO": cells}, "--audit")
    assert got.code == 0
    assert "audit: 22 of 22 " in got.stdout
    assert [row[1:3] + row[4:] for row in got.report] == [
        (
            grid.scores[key, 2015], "doubtful", "compared with the answers all the same",
            f"mipex-national@core-2020 does not collect {key} in 2015",
        )
        for key in ("overall_with_health", "h")
    ]  # fmt: skip


def test_scores_that_nobody_published_are_counted(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    del cells[clean.scores["overall_with_health", 2024]], cells[clean.scores["h", 2024]]
    got = imported({"BO": cells}, "--audit")
    assert got.code == 0
    assert "audit: 42 of 42 " in got.stdout
    assert "  (2 scores can be computed that the workbook does not publish: no disagreement)\n" in got.stdout


def test_a_published_score_without_answers(clean: Grid, imported: Import) -> None:
    cells = copied(clean)
    for (key, year), cell in clean.scores.items():
        if year == 2021 and key[:2] in ("da", "db", "dc", "dd"):
            cells.pop(cell, None)
    got = imported({"BO": cells}, "--audit")
    assert got.code == 1
    assert f"BO!{clean.scores['d', 2021]}: d of BO 2021: published " in got.stdout
    assert "recomputed no score\n" in got.stdout


# -- the command ---------------------------------------------------------------------------------------------------


def test_without_files_everything_is_listed(clean: Grid, run: Run, tmp_path: Path) -> None:
    cells = copied(clean)
    cells["AZ30"] = "\x1b[31mred"
    for key in ("h148", "h149", "h150", "h159"):
        cells[clean.codes[key]] = key[1:]
    path = write_workbook(tmp_path / "made.xlsx", {"BO": cells})
    result = run("import", "mipex-workbook", path)
    assert result.exit_code == 0
    assert "repaired: a code without the letter of its area (4 cells)\n" in result.stdout
    assert all(f"  BO!{clean.codes[key]}: '{key[1:]}', read as {key}\n" in result.stdout for key in ("h148", "h159"))
    assert "\x1b" not in result.stdout
    assert result.stdout.endswith("written: nothing; name files with --output, --comments and --report\n")
    assert list(tmp_path.iterdir()) == [path]


def test_answers_to_standard_output(clean: Grid, run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"BO": copied(clean)})
    result = run("import", "mipex-workbook", path, "--output", "-")
    assert result.stdout.startswith("unit,period,aa1,aa3,")
    assert len(result.stdout.splitlines()) == 1 + len(YEARS)
    assert "1 country sheet, 4 country-years, 288 answers" in result.stderr


def test_the_workbook_is_not_written_over(clean: Grid, run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"BO": copied(clean)})
    before = path.read_bytes()
    result = run("import", "mipex-workbook", path, "--output", path)
    assert (result.exit_code, path.read_bytes()) == (2, before)
    assert result.stderr == "error: the workbook and the files to write must have different names\n"


def test_no_country_at_all(run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"Sheet1": {"A1": "x"}})
    result = run("import", "mipex-workbook", path, "--output", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"{path}: error mipex-workbook-no-country: no sheet of this workbook looks like a country's\n"
    )
    assert not (tmp_path / "a.csv").exists()


def test_no_workbook(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    path.write_text("unit;period\n")
    assert "error workbook-not-xlsx" in run("import", "mipex-workbook", path).stderr
    assert "error file-not-found" in run("import", "mipex-workbook", tmp_path / "none.xlsx").stderr


# -- rules on their own --------------------------------------------------------------------------------------------


@given(st.data())
def test_codes_are_found_however_they_are_spaced(national: Instrument, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(national.indicators)))
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\xa0", "-", "_", "."]), min_size=len(key), max_size=len(key)))
    text = "".join(char + gap for char, gap in zip(key, gaps, strict=True))
    assert Codes(national).find(data.draw(st.sampled_from([text, text.upper()]))).id == key


@given(st.integers(1990, 2030), st.integers(4, 14), st.data())
def test_one_wrong_label_inside_is_mended(first: int, count: int, data: st.DataObject) -> None:
    years = tuple(range(first, first + count))
    at = data.draw(st.integers(1, count - 2))
    wrong = data.draw(st.sampled_from([year for year in years if year != years[at]]))
    assert _mended((*years[:at], wrong, *years[at + 1 :]), ()) == years


@given(st.text())
def test_any_text_in_a_score_cell_is_a_number_or_has_a_reason(text: str) -> None:
    value, reason = score_of(text)
    assert value is None or 0 <= value <= 100
    assert reason or not text.strip()


# -- the official workbook -----------------------------------------------------------------------------------------


def test_the_official_workbook(golden: Path, run: Run, tmp_path: Path) -> None:
    files = {option: tmp_path / name for option, name in FILES.items()}
    options = [part for option, path in files.items() for part in (f"--{option}", str(path))]
    result = run("import", "mipex-workbook", golden / OFFICIAL, "--audit", *options)
    assert result.exit_code == 0
    assert "56 country sheets, 575 country-years, 35368 answers, 6607 comments\n" in result.stdout
    assert "audit: 5236 of 5236 published scores recomputed to 1e-6\n" in result.stdout
    assert "(3 scores can be computed that the workbook does not publish: no disagreement)" in result.stdout
    assert files["output"].read_bytes() == (golden / "mipex" / "answers_core_2007-2019.csv").read_bytes()
    report = {(row["sheet"], row["cell"]): row for row in rows_of(files["report"])}
    for place, kind, reason in (
        (("AR", "AC73"), "dropped", "the text of answer options in a score cell"),
        (("CL", "F157"), "repaired", "a merged comment stands for every year that it spans"),
        (("BE", "K68"), "doubtful", "not among the points of cb50 (0, 50, 100)"),
        (("FI", "H123"), "repaired", "another code with the same numbers in this area"),
        (("IL", "G171"), "repaired", "a wrong year label: the years of this block are complete only with another one"),
        (("JO", "B131"), "dropped", "a note in a score cell"),
        (("LT", "B69"), "doubtful", "B69 points at H70 (ca49 of 2011) instead of H69 (of 2010): 1 row too low"),
        (("LV", "E158"), "doubtful", "a formula in an answer to ga117"),
        (("PL", "AB157"), "repaired", "no year where a year label belongs"),
        (("TU", ""), "repaired", "the sheet is named by a code that is not ISO 3166-1"),
        (("ZA", "N55"), "doubtful", "a constant where others have a formula for cb51"),
    ):
        assert (report[place]["kind"], report[place]["reason"]) == (kind, reason)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda text, cells: text.replace(cells[1], cells[0], 1), "{cell} counts {first} twice"),
        (lambda text, cells: "(" + "+".join(cells) + ")/4", "{cell} divides 9 cells by 4"),
        (lambda text, cells: "SUM(answers)/9", "{cell} names no cell, but 'SUM(ANSWERS)/9'"),
    ],
)
def test_a_formula_of_the_right_cells_that_counts_wrong(
    change: Callable[[str, list[str]], str], phrase: str, clean: Grid, imported: Import
) -> None:
    cells = copied(clean)
    cell = clean.scores["a", 2022]
    formula = cells[cell]
    assert isinstance(formula, Formula)
    parts = [clean.scores[each, 2022] for each in ("aa1", "aa3", "aa5", "ab6", "ab7ab8", "ab9", "ac13", "ac14", "ad18")]
    text = "(" + "+".join(parts) + ")/9"
    cells[cell] = Formula(change(text, parts), formula.value + 2)
    got = imported({"BO": cells}, "--audit")
    assert got.code == 1
    assert phrase.format(cell=cell, first=parts[0]) in got.stdout


# -- the verb ------------------------------------------------------------------------------------------------------


def test_the_verb_in_python_gives_what_the_command_writes(
    clean: Grid, host: PluginHost, run: Run, tmp_path: Path
) -> None:
    cells = copied(clean)
    cells[clean.codes["h148"]] = "148"
    formula = cells[clean.scores["a", 2022]]
    assert isinstance(formula, Formula)
    cells[clean.scores["a", 2022]] = Formula(formula.text, formula.value + 2)
    path = write_workbook(tmp_path / "made.xlsx", {"BO": cells})
    names = {name: str(tmp_path / f"python-{name}.csv") for name in ("output", "comments", "report")}
    outcome = import_mipex_workbook(path, **names, audit=True, workspace=Workspace(host))
    assert outcome.failed
    assert repr(outcome).startswith(f"{path}: 1 country sheet, 4 country-years, 288 answers, 0 comments"[:100])
    assert len(outcome.data.extract.answers) == 288
    assert outcome.to_frame()["kind"][0] == "repaired"
    assert [each.name for each in outcome.files] == [names["comments"], names["report"], names["output"]]
    outcome.save_files()
    files = [part for name in names for part in (f"--{name}", str(tmp_path / f"shell-{name}.csv"))]
    told = run("import", "mipex-workbook", path, *files, "--audit", "--json")
    assert told.exit_code == 1
    for name in names:
        assert (tmp_path / f"python-{name}.csv").read_bytes() == (tmp_path / f"shell-{name}.csv").read_bytes()
    document = json.loads(told.stdout)
    assert document == json.loads(outcome.text("json"))
    assert document["counts"] == {"country_sheets": 1, "country_years": 4, "answers": 288, "comments": 0}
    assert document["audit"]["published"] == 44
    assert document["audit"]["disagreements"][0]["node"] == "a"


@pytest.mark.parametrize("suffix", ["json", "md", "html", "xlsx"])
def test_the_report_has_every_format(suffix: str, clean: Grid, run: Run, tmp_path: Path) -> None:
    cells = copied(clean)
    cells[clean.codes["h148"]] = "148"
    path, report = write_workbook(tmp_path / "made.xlsx", {"BO": cells}), tmp_path / f"report.{suffix}"
    told = run("import", "mipex-workbook", path, "--report", report, "--format", "md")
    assert told.exit_code == 0
    assert "a code without the letter of its area (1 cell)\n" in told.stdout
    if suffix == "xlsx":
        assert "findings" in open_workbook(report).sheets
    else:
        assert "a code without the letter of its area" in report.read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "odf"], "there is no format 'odf'; there are: table, json, csv, xlsx, md, html, svg, png."),
        (["--json", "--format", "md"], "--json and --format md contradict each other"),
        (["--report", "-"], "--report needs a file: only --output can be standard output"),
        (["--output", "a.csv", "--comments", "a.csv"], "the workbook and the files to write must have different names"),
    ],
)
def test_options_that_make_no_sense(options: list[str], message: str, run: Run, tmp_path: Path) -> None:
    told = run("import", "mipex-workbook", tmp_path / "none.xlsx", *options)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"error: {message}")
