"""Official workbooks as people spoil them: each variation with what is said of it and what the answers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from conftest import Run
from mipex_workbooks import (
    SHEETS,
    YEARS,
    CellValue,
    Formula,
    Grid,
    Thread,
    grid_of,
    import_workbook,
    points_of,
    with_parts,
    with_threads,
    write_workbook,
)
from policyindex import Instrument, get_instrument
from policyindex.files.workbooks.addresses import address, position
from policyindex.plugins.host import PluginHost
from policyindex_mipex_national.workbook.auditing import UNCOMPUTED
from policyindex_mipex_national.workbook.gaps import FEWER, NO_AREA
from policyindex_mipex_national.workbook.merges import REASON as MERGED
from policyindex_mipex_national.workbook.noted import NO_ANSWER, NO_COUNTRY
from policyindex_mipex_national.workbook.owned import CONTRADICT, HIGHER, LOWER, OTHER_ROWS
from policyindex_mipex_national.workbook.spanning import SPANS

Cells = dict[str, CellValue]
Key = tuple[str, int]
ITEM = "ca49"
"""The item that most variations spoil; its area is ``c``."""
TEXT_LABEL = "no year where a year label belongs"
WRONG_LABEL = "a wrong year label: the years of this block are complete only with another one"


@pytest.fixture(scope="module")
def national(host: PluginHost) -> Instrument:
    return get_instrument("mipex-national", host)


@pytest.fixture(scope="module")
def clean(national: Instrument, host: PluginHost) -> Grid:
    return grid_of(national, host, points_of(national, 1))


class Variation(NamedTuple):
    """What is done to the clean sheet BO; the findings (kind, reason); the answers that are lost, or come out otherwise.

    ``merged`` ranges are laid over the cells; ``parts`` changes the XML of all sheets; ``moved`` gives the year from
    which a year's score of the item comes.
    """

    spoil: Callable[[Cells, Grid], None]
    said: tuple[tuple[str, str], ...] = ()
    lost: Iterable[Key] = ()
    moved: dict[int, int] = {}  # noqa: RUF012
    code: int = 0
    merged: Callable[[Grid], str] | None = None
    parts: Callable[[bytes, Grid], bytes] | None = None
    audited: bool = True
    """All published scores agree."""


def blank(*keys: Key) -> Callable[[Cells, Grid], None]:
    """Empty score cells."""

    def spoil(cells: Cells, grid: Grid) -> None:
        for key in keys:
            cells.pop(grid.scores[key], None)

    return spoil


def nothing(cells: Cells, grid: Grid) -> None:
    """Leave the cells as they are."""


def rows(order: Iterable[int], labels: bool = True, scores: bool = True, by: int = 0) -> Callable[[Cells, Grid], None]:
    """Put the years of the item into another order, and ``by`` rows lower; what has no row any more is cut."""

    def spoil(cells: Cells, grid: Grid) -> None:
        first, column = position(grid.years[ITEM, YEARS[0]])
        what = [(grid.years, 0)] * labels + [(grid.scores, 1)] * scores
        for places, offset in what:
            old = {year: cells[places[ITEM, year]] for year in YEARS}
            for year in YEARS:
                del cells[places[ITEM, year]]
            for at, year in enumerate(order):
                cells[address(first + at + by, column + offset)] = old[year]

    return spoil


def labels(**changes: CellValue) -> Callable[[Cells, Grid], None]:
    """Write other year labels: ``y2023=2033``."""

    def spoil(cells: Cells, grid: Grid) -> None:
        for year, label in changes.items():
            cells[grid.years[ITEM, int(year[1:])]] = label

    return spoil


def score(value: CellValue) -> Callable[[Cells, Grid], None]:
    """Write something into a score cell."""

    def spoil(cells: Cells, grid: Grid) -> None:
        cells[grid.scores[ITEM, 2023]] = value

    return spoil


def later_last_year(cells: Cells, grid: Grid) -> None:
    """Write 2033 for 2024 in all of a sheet."""
    for (_, year), cell in grid.years.items():
        if year == 2024:
            cells[cell] = 2033
    cells["A6"] = 2033


def of(*keys: str, years: Iterable[int] = YEARS) -> list[Key]:
    return [(key, year) for key in keys for year in years]


def span(first: Key, last: Key) -> Callable[[Grid], str]:
    """A range from one score cell to another."""
    return lambda grid: f"{grid.scores[first]}:{grid.scores[last]}"


def value_of(cell: str, xml: bytes) -> bytes:
    """Take the stored value of one cell's formula out."""
    start = xml.find(f'<c r="{cell}">'.encode())
    if start < 0:
        return xml
    value, end = xml.index(b"<v>", start), xml.index(b"</v>", start) + len(b"</v>")
    return xml[:value] + xml[end:]


AREA_A = ("aa1", "aa3", "aa5", "ab6", "ab7ab8", "ab9", "ac13", "ac14", "ad18")
VARIATIONS = {
    "nothing": Variation(nothing),
    "a blank cell": Variation(blank((ITEM, 2022)), (("doubtful", FEWER),), [(ITEM, 2022)]),
    "a blank first year": Variation(blank((ITEM, 2021)), (("doubtful", FEWER),), [(ITEM, 2021)]),
    "a blank last year": Variation(blank((ITEM, 2024)), (("doubtful", FEWER),), [(ITEM, 2024)]),
    "spaces in a cell": Variation(score("  "), (("doubtful", FEWER),), [(ITEM, 2023)]),
    "a blank item": Variation(blank(*of(ITEM)), (("doubtful", FEWER),), of(ITEM)),
    "two blank items": Variation(blank(*of(ITEM, "aa1")), (("doubtful", FEWER),) * 2, of(ITEM, "aa1")),
    "an area blank in the middle": Variation(
        blank(*of(*AREA_A, "a", years=[2022])), (("doubtful", NO_AREA),), of(*AREA_A, years=[2022])
    ),
    "an area blank in the last year": Variation(
        blank(*of(*AREA_A, "a", years=[2024])), (("doubtful", NO_AREA),), of(*AREA_A, years=[2024])
    ),
    "an area that begins later": Variation(
        blank(*of(*AREA_A, "a", years=[2021])), (), of(*AREA_A, years=[2021])
    ),
    "an area whose answers are gone but not its score": Variation(
        blank(*of(*AREA_A, years=[2021])), (("doubtful", NO_AREA),), of(*AREA_A, years=[2021]), code=1, audited=False
    ),
    "a merged item": Variation(
        nothing, (("dropped", MERGED),), of(ITEM, years=YEARS[1:]), merged=span((ITEM, 2021), (ITEM, 2024))
    ),
    "two merged years": Variation(
        nothing, (("dropped", MERGED),), [(ITEM, 2023)], merged=span((ITEM, 2022), (ITEM, 2023))
    ),
    "a year merged with its score": Variation(
        nothing, (("dropped", MERGED),), [(ITEM, 2022)],
        merged=lambda grid: f"{grid.years[ITEM, 2022]}:{grid.scores[ITEM, 2022]}",
    ),
    "a score merged with its comment": Variation(
        nothing, merged=lambda grid: f"{grid.scores[ITEM, 2022]}:{grid.comments[ITEM, 2022]}"
    ),
    "merged comments": Variation(
        nothing, merged=lambda grid: f"{grid.comments[ITEM, 2021]}:{grid.comments[ITEM, 2024]}"
    ),
    "merged scores of an area": Variation(nothing, (("dropped", MERGED),), merged=span(("c", 2021), ("c", 2022))),
    "a merged note over scores": Variation(
        lambda cells, grid: cells.update({grid.scores[ITEM, 2021]: "see the annex"}),
        (("dropped", "a note in a score cell"), ("doubtful", FEWER)), of(ITEM), merged=span((ITEM, 2021), (ITEM, 2024)),
    ),
    "an item turned round": Variation(rows(YEARS[::-1]), (("doubtful", OTHER_ROWS),)),
    "two rows that changed places": Variation(
        rows((2021, 2023, 2022, 2024)), (("doubtful", OTHER_ROWS),)
    ),
    "an item one row lower": Variation(rows(YEARS, by=1), (("doubtful", OTHER_ROWS),)),
    "an item one row lower, the last cut": Variation(
        rows(YEARS[:3], by=1), (("doubtful", OTHER_ROWS), ("doubtful", FEWER)), [(ITEM, 2024)], audited=False, code=1
    ),
    "labels turned round": Variation(
        rows(YEARS[::-1], scores=False), (("doubtful", OTHER_ROWS),), moved=dict(zip(YEARS, YEARS[::-1], strict=True)),
        audited=False, code=1,
    ),
    "scores one row lower": Variation(
        rows(YEARS, labels=False, by=1), (("problem", LOWER), ("dropped", "outside the rows of years")), of(ITEM),
        audited=False, code=1,
    ),
    "scores one row higher": Variation(rows(YEARS, labels=False, by=-1), (("problem", HIGHER),), of(ITEM), code=1, audited=False),
    "labels a year too late": Variation(
        labels(y2021=2022, y2022=2023, y2023=2024, y2024=2025), (("problem", CONTRADICT),), of(ITEM), code=1,
        audited=False,
    ),
    "labels of other years": Variation(
        labels(y2021=2001, y2022=2002, y2023=2003), (("problem", CONTRADICT),), of(ITEM, years=YEARS[:3]), code=1,
        audited=False,
    ),
    "a year twice": Variation(labels(y2022=2021), (("repaired", WRONG_LABEL),)),
    "a wrong year": Variation(labels(y2023=2033), (("repaired", WRONG_LABEL),)),
    "a year label missing": Variation(labels(y2023="")),
    "no year labels at all": Variation(labels(y2021="", y2022="", y2023="", y2024="")),
    "texts for years": Variation(labels(y2021="x", y2022="x", y2023="x", y2024="x"), (("repaired", TEXT_LABEL),) * 4),
    "a year far from the others in all of a sheet": Variation(
        later_last_year, (("doubtful", "a year far from all others of the sheet"),)
    ),
    "a text in a score": Variation(score("half"), (("dropped", "a note in a score cell"),), [(ITEM, 2023)]),
    "options in a score": Variation(
        score("100 - yes"), (("dropped", "the text of answer options in a score cell"),), [(ITEM, 2023)]
    ),
    "an empty formula in an answer": Variation(
        score(Formula("B1", 0, "")), (("problem", UNCOMPUTED),), [(ITEM, 2023)], code=1
    ),
    "one formula without its value": Variation(
        nothing, (("problem", UNCOMPUTED),), code=1, parts=lambda xml, grid: value_of(grid.scores["c", 2022], xml)
    ),
}  # fmt: skip


def made(path: Path, cells: Cells, merged: str = "") -> Path:
    """Write sheet BO, with a merged range of which the first cell keeps its value."""
    if not merged:
        return write_workbook(path, {"BO": cells})
    first, last = (position(each) for each in merged.split(":"))
    covered = {address(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
    kept = {cell: value for cell, value in cells.items() if cell not in covered or cell == merged.split(":")[0]}
    write_workbook(path, {"BO": kept})
    cell = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'.encode()
    return with_parts(path, {SHEETS: lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + cell)})


def computed(cells: Cells, grid: Grid, left: Grid) -> None:
    """Store what a spreadsheet program computes of the answers that are left: averages skip blank cells."""
    for cell in grid.scores.values():
        old, new = cells.get(cell), left.cells.get(cell)
        if isinstance(old, Formula) and old.saved is None:
            del cells[cell]
            if isinstance(new, Formula):
                cells[cell] = Formula(old.text, new.value)


@pytest.mark.parametrize("name", VARIATIONS)
def test_what_is_said_and_what_the_answers_are(
    name: str, clean: Grid, national: Instrument, host: PluginHost, run: Run, tmp_path: Path
) -> None:
    each = VARIATIONS[name]
    cells = dict(clean.cells)
    each.spoil(cells, clean)
    if each.lost and each.audited:
        gone = {(str(year), key) for key, year in each.lost}
        left = {place: value for place, value in points_of(national, 1).items() if place not in gone}
        computed(cells, clean, grid_of(national, host, left))
    path = made(tmp_path / "made.xlsx", cells, each.merged(clean) if each.merged else "")
    if parts := each.parts:
        with_parts(path, {SHEETS: lambda xml: parts(xml, clean)})
    got = import_workbook(run, path, "--audit")
    slips = ("points at", "leaves out", "divides")
    said = [(row[2], row[5]) for row in got.report if row[2] != "disagrees" and not any(x in row[5] for x in slips)]
    if name == "scores one row higher":  # the first score stands in place of the header
        said = [row for row in said if row[1] != "a missing or odd column header"]
    assert sorted(set(said)) == sorted(set(each.said))
    assert got.code == each.code, got.stdout
    right = {("BO", period, key): value for (period, key), value in points_of(national, 1).items()}
    for key, year in each.lost:
        del right["BO", str(year), key]
    for year, source in each.moved.items():
        right["BO", str(year), ITEM] = points_of(national, 1)[str(source), ITEM]
    if name.startswith("a year far"):
        right = {(unit, period.replace("2024", "2033"), key): value for (unit, period, key), value in right.items()}
    assert got.answers == right
    assert bool([row for row in got.report if row[2] == "disagrees"]) != each.audited
    missing = 0 if name == "an area that begins later" else len(list(each.lost))
    assert (f"  ({missing} answer" in got.stdout) == bool(missing)


# -- several sheets ------------------------------------------------------------------------------------------------


def stub(grid: Grid) -> Cells:
    """A sheet that somebody began: the answers of one year only."""
    gone = {cell for (_, year), cell in grid.scores.items() if year != 2021}
    return {cell: value for cell, value in grid.cells.items() if cell not in gone}


@pytest.mark.parametrize("first", [True, False])
def test_a_stub_never_wins_over_the_sheet_of_its_country(
    first: bool, clean: Grid, national: Instrument, run: Run, tmp_path: Path
) -> None:
    names = ("TU", "TR") if first else ("TR", "TU")
    sheets = dict(zip(names, (stub(clean), dict(clean.cells)), strict=True))
    got = import_workbook(
        run, write_workbook(tmp_path / "made.xlsx", sheets if first else dict(reversed(sheets.items())))
    )
    reason = f"a second sheet of TR: '{names[1]}' is taken, which has more answers"
    done = "72 answers and 0 comments not taken"
    assert (names[0], "", "dropped", names[0], done, reason) in got.report
    assert got.code == 0
    assert got.answers == {("TR", period, key): value for (period, key), value in points_of(national, 1).items()}


def test_the_same_sheet_twice(clean: Grid, run: Run, tmp_path: Path) -> None:
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", {"TR": clean.cells, "TU": clean.cells}))
    assert [(row[0], row[2]) for row in got.report] == [("TU", "dropped")]
    assert (got.code, len(got.answers)) == (0, 288)


def test_a_stub_that_says_otherwise_is_a_problem(
    clean: Grid, national: Instrument, host: PluginHost, run: Run, tmp_path: Path
) -> None:
    other = stub(grid_of(national, host, points_of(national, 9)))
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", {"TU": other, "TR": clean.cells}))
    assert [(row[0], row[2]) for row in got.report] == [("TU", "problem")]
    assert got.report[0][4].endswith("of the answers stand otherwise or not at all in 'TR': delete one of the sheets")
    assert got.code == 1


def test_a_year_that_one_sheet_alone_has(national: Instrument, host: PluginHost, run: Run, tmp_path: Path) -> None:
    sheets = {}
    for seed, unit in enumerate(("BO", "KE", "TW")):
        years = (2021, 2022, 2025) if unit == "KE" else YEARS[:3]
        sheets[unit] = grid_of(national, host, points_of(national, seed, years), years).cells
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", sheets))
    assert [(row[0], row[2], row[3], row[5]) for row in got.report] == [
        ("KE", "doubtful", "2025", "a year that no other sheet has, while 2023 is missing")
    ]


def test_what_most_other_countries_have_is_missing_here(
    national: Instrument, host: PluginHost, run: Run, tmp_path: Path
) -> None:
    sheets = {}
    for seed, unit in enumerate(("BO", "KE", "TW")):
        points = points_of(national, seed)
        if unit == "BO":
            points = {key: value for key, value in points.items() if key[0] != "2021" or not key[1].startswith("c")}
        sheets[unit] = grid_of(national, host, points).cells
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", sheets), "--audit")
    assert [(row[0], row[2], row[3], row[5]) for row in got.report] == [("BO", "doubtful", "area c of 2021", NO_AREA)]
    assert got.code == 0


# -- notes ---------------------------------------------------------------------------------------------------------

PERSON = "Somebody Invented"


def noted(path: Path, cells: Cells, notes: dict[str, str]) -> Path:
    """Write sheet BO and one that is no country's, both with notes by a person."""
    book = xlsxwriter.Workbook(path)
    for name, values in (("BO", cells), ("Read me", {"A1": "How to use this"})):
        sheet = book.add_worksheet(name)
        for cell, value in values.items():
            if isinstance(value, Formula):
                sheet.write_formula(cell, f"={value.text}", None, value.value)
            else:
                sheet.write(cell, value)
        for cell, text in notes.items() if name == "BO" else [("A1", "read this first")]:
            sheet.write_comment(cell, f"{PERSON}:\n{text}", {"author": PERSON})
    book.close()
    return path


def test_notes_go_to_the_comments_of_their_answers_without_names(clean: Grid, run: Run, tmp_path: Path) -> None:
    score_, bare, composite = clean.scores[ITEM, 2022], clean.years["aa1", 2023], clean.comments["bb28", 2021]
    code, overall = clean.codes[ITEM], clean.scores["overall_with_health", 2021]
    cells = {**clean.cells, clean.comments[ITEM, 2022]: "Act 7 of 2022"}
    notes = {
        score_: "was 50 until 2021",
        bare: "stays",
        composite: "mean of two",
        code: "x" * 1_000,
        overall: "checked",
    }
    got = import_workbook(run, noted(tmp_path / "made.xlsx", cells, notes), "--audit")
    assert sorted(got.comments) == [
        ("BO", "2021", "bb28", f"[note of the workbook at {composite}] mean of two"),
        ("BO", "2022", ITEM, f"Act 7 of 2022\n[note of the workbook at {score_}] was 50 until 2021"),
        ("BO", "2023", "aa1", f"[note of the workbook at {bare}] stays"),
    ]
    assert sorted(row for row in got.report if "note of the workbook" in row[5]) == [
        ("BO", overall, "doubtful", "checked", "stands here only", NO_ANSWER),
        ("BO", code, "doubtful", "x" * 1_000, "stands here only", NO_ANSWER),
        ("BO", composite, "doubtful", "mean of two", "kept as a comment on bb28 of 2021", NO_ANSWER),
        ("Read me", "A1", "dropped", "read this first", "stands here only", NO_COUNTRY),
    ]
    assert "6 notes of the workbook at 6 cells: 3 taken as comments, 3 named below only\n" in got.stdout
    assert got.code == 0
    assert all(PERSON not in path.read_text() for path in tmp_path.glob("*.csv"))
    assert PERSON not in got.stdout


def test_threads_are_kept_whole_and_in_their_order(clean: Grid, run: Run, tmp_path: Path) -> None:
    path, cell = write_workbook(tmp_path / "made.xlsx", {"BO": clean.cells}), clean.comments[ITEM, 2023]
    threads = [
        Thread(cell, f"@{PERSON} is 50 right for 2023?", mention=f"@{PERSON}"),
        Thread(cell, f"{PERSON} decided: 100, also for 2022", reply=True),
    ]
    with_threads(path, f"{SHEETS}1.xml", threads, PERSON)
    got = import_workbook(run, path)
    assert got.comments == [
        (
            "BO", "2023", ITEM,
            f"[note of the workbook at {cell}] [name left out] is 50 right for 2023?\n"
            f"[reply to the note at {cell}] [name left out] decided: 100, also for 2022",
        )
    ]  # fmt: skip
    assert "2 notes of the workbook at 1 cell: 2 taken as comments, 0 named below only\n" in got.stdout
    assert got.report == []


def test_a_merged_comment_stands_for_every_year_that_it_spans(clean: Grid, run: Run, tmp_path: Path) -> None:
    first, last = clean.comments[ITEM, 2022], clean.comments[ITEM, 2024]
    cells = {**clean.cells, first: "Act 7 of 2022", clean.comments[ITEM, 2021]: "no law"}
    got = import_workbook(run, made(tmp_path / "made.xlsx", cells, f"{first}:{last}"), "--audit")
    law = [("BO", str(year), ITEM, "Act 7 of 2022") for year in (2022, 2023, 2024)]
    assert got.comments == [("BO", "2021", ITEM, "no law"), *law]
    said = f"{first}:{last}: Act 7 of 2022"
    assert (got.report, got.code) == ([("BO", first, "repaired", said, "also taken for 2023, 2024", SPANS)], 0)


# -- a copy without stored values ----------------------------------------------------------------------------------


def test_a_copy_without_stored_values_is_a_problem(clean: Grid, national: Instrument, run: Run, tmp_path: Path) -> None:
    cells = {
        cell: Formula(value.text, 0, "") if isinstance(value, Formula) else value for cell, value in clean.cells.items()
    }
    formulas = [cell for cell, value in cells.items() if isinstance(value, Formula)]
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", {"BO": cells}), "--audit")
    assert got.code == 1
    first = cells["B3"]
    assert isinstance(first, Formula)
    done = f"not taken: B3, C3, D3, B4, C4, … ({len(formulas)} in all)"
    assert got.report == [("BO", "B3", "problem", f"={first.text}", done, UNCOMPUTED)]
    assert f"problem: {UNCOMPUTED} ({len(formulas)} cells)\n" in got.stdout
    assert got.answers == {("BO", period, key): value for (period, key), value in points_of(national, 1).items()}
