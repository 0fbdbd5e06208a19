"""What the audit blames for a published score that the answers do not give: one slip that explains it, or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import pytest

from conftest import Run
from mipex_workbooks import CellValue, Formula, Grid, grid_of, import_workbook, points_of, write_workbook
from policyindex import get_instrument
from policyindex.files.workbooks.values import Value
from policyindex.plugins.host import PluginHost
from policyindex.verbs.workspace import Workspace
from policyindex_mipex_national.workbook.blaming import CONSTANT, NO_SLIP, NOT_READ, OUT_OF_DATE
from policyindex_mipex_national.workbook.evaluating import value_of
from policyindex_mipex_national.workbook.importing import import_mipex_workbook
from policyindex_mipex_national.workbook.parsing import parsed

YEAR = 2022
"""The year of what ``{ca49}`` stands for; ``{ca49@2021}`` is the cell of another year."""
OTHER = "KE X"
"""Another sheet: where this one has 30, it has 70."""
C = "AVERAGE({ca45ca47},{ca49},{cb50},{cb51},{cb53},{cd60},{cc59cd64})"
D = "({db65db67db68}+{db70}+{dc71abd}+{dd75}+{dd76})/5"
G = "AVERAGE({ga117},{gb},{gc_new},({gd136}+{gd137gd140}+{gd144})/3)"


class Slip(NamedTuple):
    """The formulas or constants written instead, the last into the cell of which the reason is asked; and the reason.

    ``saved`` is what the spreadsheet stored there; None: what the formula gives.
    """

    written: dict[str, str | float | None]
    said: str
    saved: float | None = None


SLIPS = {
    "a row too low": Slip(
        {"c": C.replace("{ca49}", "{ca49@2023}")},
        "{c} points at {ca49@2023} (ca49 of 2023) instead of {ca49} (of 2022): 1 row too low",
    ),
    "a row too low, and one that changes nothing": Slip(
        {"c": C.replace("{ca49}", "{ca49@2023}").replace("{cb50}", "{cb50@2021}")},
        "{c} points at {ca49@2023} (ca49 of 2023) instead of {ca49} (of 2022): 1 row too low",
    ),
    "all cells of another year": Slip(
        {"c": re.sub("}", "@2023}", C)}, "{c} takes its cells from 2023 instead of 2022"
    ),
    "the area of another year": Slip(
        {"overall_without_health": "AVERAGE({a},{b},{c@2021},{d},{e},{f},{g})"},
        "{overall_without_health} points at {c@2021} (c of 2021) instead of {c} (of 2022): 1 row too high",
    ),
    "another sheet": Slip(
        {"c": re.sub("{", "'KE X'!{", C)}, "{c} takes values from another sheet (KE X)"
    ),
    "one cell of another sheet": Slip(
        {"c": C.replace("{ca45ca47}", "'KE X'!{ca45ca47}")}, "{c} takes values from another sheet (KE X)"
    ),
    "an item of another area": Slip(
        {"c": C.replace("{cb53}", "{db70}")},
        "{c} counts {db70} (db70 of 2022), which does not count here, instead of {cb53} (cb53 of 2022)",
    ),
    "an item of a composite instead of the next item": Slip(
        {"c": C.replace("{cb53}", "{cb51a}")},
        "{c} counts {cb51a} (cb51a of 2022) beside {cb51} (cb51), which rests on it, instead of {cb53} (cb53 of 2022)",
    ),
    "an item too many": Slip(
        {"c": C.replace("{cb53}", "{cb53},{db70}")}, "{c} counts {db70} (db70 of 2022), which does not count here"
    ),
    "an item of another year too": Slip(
        {"c": C.replace("{ca49}", "{ca49},{ca49@2023}")}, "{c} counts {ca49@2023} (ca49 of 2023) too"
    ),
    "an item twice": Slip({"c": C.replace("{ca49}", "{ca49},{ca49}")}, "{c} counts {ca49} twice"),
    "an item of a sum twice": Slip({"d": D.replace("{dd75}", "{dd75}+{dd75}")}, "{d} counts {dd75} twice"),
    "an item twice instead of the next": Slip(
        {"c": C.replace("{cb53}", "{cb50}")}, "{c} counts {cb50} twice, instead of {cb53} (cb53 of 2022)"
    ),
    "an item left out": Slip({"c": C.replace(",{cd60}", "")}, "{c} leaves out {cd60} (cd60 of 2022)"),
    "an item of a sum left out": Slip(
        {"d": "({db65db67db68}+{db70}+{dd75}+{dd76})/4"}, "{d} leaves out {dc71abd} (dc71abd of 2022)"
    ),
    "an item of a sum left out, divided by all": Slip(
        {"d": "({db65db67db68}+{db70}+{dc71abd}+{dd76})/5"}, "{d} leaves out {dd75} (dd75 of 2022)"
    ),
    "an item of a composite left out": Slip(
        {"g": G.replace("({gd136}+{gd137gd140}+{gd144})/3", "({gd136}+{gd137gd140})/2")},
        "{g} leaves out {gd144} (gd144 of 2022)",
    ),
    "all but one item of a composite left out": Slip(
        {"eb84a": 100.0, "eb85": 0.0, "e": "AVERAGE({ea80},{eb84a},({eb88}+{eb89}+{eb90})/3,{ed96})"}, "{e} leaves out {eb85} (eb85 of 2022)"
    ),
    "a composite left out": Slip(
        {"g": "AVERAGE({ga117},{gb},{gc_new})"}, "{g} leaves out gd_equality of 2022"
    ),
    "a printed composite left out": Slip({"c": C.replace("{cb51},", "")}, "{c} leaves out {cb51} (cb51 of 2022)"),
    "a wrong divisor": Slip({"d": D.replace("/5", "/4")}, "{d} divides 5 cells by 4"),
    "a wrong divisor of a composite": Slip({"g": G.replace("/3", "/2")}, "{g} divides 3 cells by 2"),
    "no divisor": Slip({"g": G.replace("/3", "")}, "{g} does not divide the sum of 3 cells"),
    "an average divided": Slip({"c": f"{C}/2"}, "{c} divides an average once more"),
    "an empty cell in a sum": Slip(
        {"dd75": None, "d": D}, "{d} divides 5 cells by 5, of which 4 are filled", (75 + 100 + 0 + 0 + 100) / 5
    ),
    "a number written as text": Slip(
        {"ca45ca47": "'100,0", "c": C}, "{ca45ca47} (ca45ca47 of 2022) holds '100,0', which a spreadsheet does not count",
        fmean((50, 100, 50 / 3, 0, 0, 0)),
    ),
    "a number that is no score": Slip(
        {"ca49": 120.0, "c": C}, "{c} counts {ca49} (ca49 of 2022), which holds 120: no score",
    ),
    "a composite below slips": Slip(
        {"gb": "AVERAGE({gb123},{gb124},{gb125},{gc_new})", "g": G},
        "it rests on {gb} (gb), which holds 56.25, recomputed 37.5 ({gb} counts {gc_new} (gc_new of 2022), which does "
        "not count here, instead of {gb126} (gb126 of 2022))",
    ),
    "a composite below is a constant": Slip(
        {"gb": 40.0, "g": G}, f"it rests on {{gb}} (gb), which holds 40, recomputed 37.5 ({CONSTANT})"
    ),
    "a composite below that two slips spoil": Slip(
        {"gb": "AVERAGE({gb123},{gb124})", "g": G},
        f"it rests on {{gb}} (gb), which holds 75, recomputed 37.5 ({NO_SLIP})",
    ),
    "an old value": Slip({"c": C}, OUT_OF_DATE, 40.0),
    "an old value, and a slip that changes nothing": Slip({"c": C.replace("{cb50}", "{cb50@2021}")}, OUT_OF_DATE, 40.0),
    "a constant": Slip({"c": 40.0}, CONSTANT),
    "two rows too low": Slip(
        {"c": C.replace("{ca49}", "{ca49@2023}").replace("{cb53}", "{cb53@2024}")}, NO_SLIP
    ),
    "a row too low, and an item left out": Slip(
        {"c": C.replace("{ca49}", "{ca49@2023}").replace(",{cd60}", "")}, NO_SLIP
    ),
    "two items left out": Slip({"c": C.replace(",{cd60}", "").replace("{cb50},", "")}, NO_SLIP),
    "two items left out, of which one changes nothing": Slip(
        {"d": "AVERAGE({db70},{dc71abd},{dd75})"}, NO_SLIP
    ),
    "an item left out, and a wrong divisor": Slip({"d": "({db65db67db68}+{db70}+{dc71abd}+{dd75})/3"}, NO_SLIP),
    "a row too low, and a constant below": Slip({"gb": 90.0, "g": G.replace("{ga117}", "{ga117@2023}")}, NO_SLIP),
    "years taken with the scores": Slip({"d": "AVERAGE({db65db67db68}:{dd76})"}, NO_SLIP, 99.0),
    "two areas": Slip(
        {"a": 90.0, "c": 90.0, "overall_without_health": "AVERAGE({a},{b},{c},{d},{e},{f},{g})"}, NO_SLIP
    ),
    "a formula of another kind": Slip({"c": f"ROUND({C},0)"}, NOT_READ, 40.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def clean(host: PluginHost) -> Grid:
    national = get_instrument("mipex-national", host)
    return grid_of(national, host, points_of(national, 1))


def named(text: str, grid: Grid) -> str:
    """Put the cells in for ``{ca49}`` and ``{ca49@2021}``."""
    return re.sub(r"\{(\w+?)(?:@(\d+))?\}", lambda each: grid.scores[each[1], int(each[2] or YEAR)], text)


def computed(formula: str, cells: dict[str, CellValue]) -> float:
    """Compute a formula in another way than the product does."""
    values = {cell: getattr(value, "value", value) for cell, value in cells.items()}
    plain = re.sub(rf"'{OTHER}'!([A-Z]+\d+)", r"(100-\1)", formula)
    functions: dict[str, Callable[..., float]] = {"AVERAGE": lambda *parts: fmean(parts)}
    return float(eval(plain, functions, values))


def spoilt(grid: Grid, slip: Slip) -> dict[str, CellValue]:
    cells = dict(grid.cells)
    for key, written in slip.written.items():
        cell = grid.scores[key, YEAR]
        cells.pop(cell)
        if isinstance(written, str) and written.startswith("'"):
            cells[cell] = written[1:]
        elif isinstance(written, str):
            text = named(written, grid)
            cells[cell] = Formula(text, computed(text, cells) if slip.saved is None else slip.saved)
        elif written is not None:
            cells[cell] = written
    return cells


# one workbook with a sheet for each slip: one by one, they would take a minute
def test_a_cell_is_blamed_only_if_mending_it_makes_the_number_agree(
    clean: Grid, host: PluginHost, tmp_path: Path
) -> None:
    other = {cell: 100 - value if isinstance(value, float) else value for cell, value in clean.moved(0, 0).items()}
    sheets = {f"S{at}": spoilt(clean, slip) for at, slip in enumerate(SLIPS.values())}
    path = write_workbook(tmp_path / "made.xlsx", {OTHER: other, **sheets})
    outcome = import_mipex_workbook(path, audit=True, workspace=Workspace(host))
    reasons = {(each.sheet, each.cell): each.reason for each in outcome.data.disagreements}
    cells = {name: clean.scores[list(slip.written)[-1], YEAR] for name, slip in SLIPS.items()}
    said = {name: reasons.get((sheet, cells[name])) for name, sheet in zip(SLIPS, sheets, strict=True)}
    assert said == {name: named(slip.said, clean) for name, slip in SLIPS.items()}


def test_the_name_of_its_own_sheet_is_no_slip(clean: Grid, run: Run, tmp_path: Path) -> None:
    cells = dict(clean.cells)
    for sheet, year in (("'B O'!", 2022), ("'b o'!", 2023)):
        old = cells[clean.scores["c", year]]
        assert isinstance(old, Formula)
        cells[clean.scores["c", year]] = Formula(re.sub(r"([A-Z]+\d)", rf"{sheet}\1", old.text), old.value)
    got = import_workbook(run, write_workbook(tmp_path / "made.xlsx", {"B O": cells}), "--audit")
    assert ([row[2:3] + row[5:] for row in got.report if row[1]], got.code) == ([], 0)


HELD: dict[str, Value | None] = {"A1": 10.0, "A2": 20.0, "A3": "", "A4": "none", "A5": "40", "A6": True, "A7": None}
"""What cells hold; the last an error."""


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1", 10), ("+$A$1", 10), ("-A1*2", -20), ("A1-A2-3", -13), ("A1/A2/2", 0.25), ("(A1+A2)/2", 15), ("50%*A2", 10),
        ("0.25*A1+.75*A2", 17.5), ("AVERAGE(A1:A6)", 15), ("AVERAGE(A2:A1, A5)", 15), ("SUM(A1:A2,A1)", 40), ("SUM(A3)", 0),
        ("AVERAGE((A1+A2+A3)/3,A2)", 15), ("A1+A3", 10), ("A1+A5", 50), ("A1+A6", 11), ("--A1", 10), (" AVERAGE( A1 , 4 ) ", 7),
        ("A1+A4", None), ("AVERAGE(A3:A4)", None), ("A1/A3", None), ("SUM(A1:A7)", None), ("A1+X!A1", None),
    ],
)  # fmt: skip
def test_what_a_formula_comes_to(formula: str, value: float | None) -> None:
    term = parsed(formula)
    assert term is not None
    assert value_of(term, lambda each: None if each.sheet else HELD[each.name]) == value


@pytest.mark.parametrize(
    "formula",
    ["", "A1+", "A1 A2", "A1:A2", "AVERAGE()", "AVERAGE(A1", "A1)", "ROUND(A1)", "A1&A2", "A1^2", "A1=A2", '"A1"', "#REF!",
     "AVERAGE(A1:A90000)", "(" * 4_000 + "A1" + ")" * 4_000, "+".join(["A1"] * 3_000), "A1B", "1E5", "[1]X!A1"],
)  # fmt: skip
def test_formulas_that_are_not_computed(formula: str) -> None:
    assert parsed(formula) is None
