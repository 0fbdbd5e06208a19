"""Cells that another program or a hurried hand wrote: what is meant is read with a note, what is not is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyindex import Answer, AnswerSet, ProblemsFoundError, WrongUseError, get_instrument, read_answers, score
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import Problem

INSTRUMENT = Path(__file__).parent.parent / "bad_answers" / "instrument.yaml"
CODED = """format: 1
id: coded
edition: "1"
title: Codes of digits
indicators:
  level:
    label: Level
    question: Which level?
    options: {"1": {points: 100, text: High}, "2": {points: 50, text: Mid}, 1-2: {points: 25, text: Low}}
  has: {label: Has, question: Is it so?, kind: tick, points: 100}
  days: {label: Days, question: How many days?, kind: number, unit: days}
nodes:
  all: {label: All, of: [level, has]}
  waiting: {label: Waiting, of: [days]}
trees:
  main: {label: Main, published: true, roots: [all, waiting]}
"""


@pytest.fixture
def coded(tmp_path: Path, host: PluginHost) -> Instrument:
    path = tmp_path / "coded.yaml"
    path.write_text(CODED)
    return get_instrument(path, host)


def outcome(path: Path, instrument: Instrument, host: PluginHost) -> tuple[AnswerSet | None, list[Problem]]:
    try:
        answers = read_answers(instrument, path, host=host)
    except ProblemsFoundError as error:
        return None, list(error.problems)
    return answers, list(answers.warnings)


@pytest.mark.parametrize("points", ["999", "-500", "1e15", "101", "-0.5"])
@pytest.mark.parametrize("indicator", ["lanes", "parking", "services", "training", "kilometres"])
@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_points_that_a_question_cannot_give_are_refused(
    points: str, indicator: str, form: str, tmp_path: Path, host: PluginHost
) -> None:
    path = tmp_path / f"a.{form}"
    record = {"unit": "SE", "period": "2019", "indicator": indicator, "points": float(points)}
    if form == "csv":
        path.write_text(f"unit,period,indicator,points\nSE,2019,{indicator},{points}\n")
    elif form == "json":
        path.write_text(json.dumps([record]))
    else:
        pyarrow = pytest.importorskip("pyarrow")
        __import__("pyarrow.parquet")
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist([record]), path)
    answers, problems = outcome(path, get_instrument(INSTRUMENT, host), host)
    assert answers is None
    assert [each.code for each in problems] == ["answers-points-outside"]
    assert "leave the cell empty if there is no answer" in problems[0].remedy


@pytest.mark.parametrize("points", ["nan", "inf", "-inf", "NaN"])
def test_points_that_are_no_number_are_refused(points: str, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"unit,period,indicator,points\nSE,2019,lanes,{points}\n")
    answers, problems = outcome(path, get_instrument(INSTRUMENT, host), host)
    assert answers is None
    assert [each.code for each in problems] == ["answers-not-finite"]


@pytest.mark.parametrize("indicator", ["lanes", "parking", "services", "training", "kilometres"])
def test_points_of_answers_made_by_hand_are_bounded_too(indicator: str, host: PluginHost) -> None:
    instrument = get_instrument(INSTRUMENT, host)
    score(instrument, AnswerSet([Answer("SE", "2019", indicator, points=62.5)]), host)
    for points in (100.5, -99):
        with pytest.raises(WrongUseError, match=f"{points} points are outside of what it can give, 0 to 100"):
            score(instrument, AnswerSet([Answer("SE", "2019", indicator, points=points)]), host)
    with pytest.raises(WrongUseError, match="NaN points cannot be counted with"):
        AnswerSet([Answer("SE", "2019", indicator, points=float("nan"))])


def test_points_of_a_frame_are_bounded_too(host: PluginHost) -> None:
    pd = pytest.importorskip("pandas")
    rows = [{"unit": "SE", "period": 2019, "indicator": "lanes", "points": 999.0}]
    with pytest.raises(WrongUseError, match="999 points are outside"):
        score(get_instrument(INSTRUMENT, host), AnswerSet.from_frame(pd.DataFrame(rows)), host)


def test_points_of_wide_cells_are_bounded_too(tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,lanes,clearing[summer]\nSE,2019,-99,33.3\nNO,2019,999,100\n")
    answers, problems = outcome(path, get_instrument(INSTRUMENT, host), host)
    assert answers is None
    assert [each.code for each in problems] == ["answers-points-outside", "answers-off-list", "answers-points-outside"]


def test_a_number_without_ends_has_no_bound(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,indicator,points\nSE,2019,days,5000\n")
    answers, problems = outcome(path, coded, host)
    assert answers is not None
    assert not problems


@pytest.mark.parametrize("form", ["csv", "parquet", "json"])
def test_codes_that_became_decimals_are_read_with_a_note(
    form: str, coded: Instrument, tmp_path: Path, host: PluginHost
) -> None:
    path = tmp_path / f"a.{form}"
    if form == "csv":
        path.write_text("unit,period,level,has\nA,2019,1.0,1.0\nB,2019,2.0,0.0\nC,2019,,\n")
    elif form == "json":
        rows = [{"unit": "A", "period": "2019", "indicator": "level", "answer": 1.0}]
        rows += [{"unit": "A", "period": "2019", "indicator": "has", "answer": 1.0}]
        rows += [{"unit": "B", "period": "2019", "indicator": "level", "answer": 2.0}]
        rows += [{"unit": "B", "period": "2019", "indicator": "has", "answer": 0.0}]
        path.write_text(json.dumps(rows))
    else:
        pyarrow = pytest.importorskip("pyarrow")
        __import__("pyarrow.parquet")
        columns = {"unit": ["A", "B"], "period": ["2019", "2019"], "level": [1.0, 2.0], "has": [1.0, 0.0]}
        pyarrow.parquet.write_table(pyarrow.table(columns), path)
    answers, problems = outcome(path, coded, host)
    assert answers is not None
    read = {(each.unit, each.indicator): each.answer for each in answers if each.status == "answered"}
    assert read == {("A", "level"): "1", ("A", "has"): True, ("B", "level"): "2", ("B", "has"): False}
    assert {each.code for each in problems} <= {"answers-code-respelled"}
    assert bool(problems) == (form == "csv")


@pytest.mark.parametrize("text", ["Y", "y", "x", "X", "1.0", "1", "TRUE", "Yes", "ja", "sí", "✓"])
def test_a_tick_is_a_tick_however_it_was_written(
    text: str, coded: Instrument, tmp_path: Path, host: PluginHost
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"unit,period,has\nA,2019,{text}\nB,2019,n\n")
    answers, problems = outcome(path, coded, host)
    assert answers is not None
    assert not problems
    assert [each.answer for each in answers] == [True, False]


@pytest.mark.parametrize(
    "text", ["2026-02-01", "2026-01-02", "2026-02-01 00:00:00", "1.2.2026", "02/01/26", "2-Jan", "Feb 1"]
)
def test_a_date_in_place_of_a_code_says_what_happened(
    text: str, coded: Instrument, tmp_path: Path, host: PluginHost
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"unit,period,level\nA,2019,{text}\n")
    answers, (problem,) = outcome(path, coded, host)
    assert answers is None
    assert problem.code == "answers-date"
    assert "format the column as text" in problem.remedy
    assert ("Was it '1-2'?" in problem.remedy) == text.startswith("2026")


@pytest.mark.parametrize("text", ["NA", "n/a", "-99", "..", "#DIV/0!", "null", "-"])
@pytest.mark.parametrize("column", ["level", "has"])
def test_words_for_no_answer_get_the_remedy_that_fits(
    text: str, column: str, coded: Instrument, tmp_path: Path, host: PluginHost
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"unit,period,{column}\nA,2019,{text}\n")
    answers, (problem,) = outcome(path, coded, host)
    assert answers is None
    assert "eave the cell empty if there is no answer" in problem.remedy


def filled_column(form: str, folder: Path, count: int, text: str) -> Path:
    path = folder / f"many.{form}"
    if form == "csv":
        rows = "".join(f"U{each},2019,{text.format(each)}\n" for each in range(count))
        path.write_text(f"unit,period,level\n{rows}")
    elif form == "json":
        records = [
            {"unit": f"U{each}", "period": "2019", "indicator": "level", "answer": text.format(each)}
            for each in range(count)
        ]
        path.write_text("[" + ",\n".join(map(json.dumps, records)) + "]")
    else:
        rows = "".join(f"U{each},2019,level,{text.format(each)}\n" for each in range(count))
        path = folder / "long.csv"
        path.write_text(f"unit,period,indicator,answer\n{rows}")
    return path


@pytest.mark.parametrize("form", ["csv", "long", "json"])
@pytest.mark.parametrize("text", ["best", "best{}"])
def test_a_fault_that_fills_a_column_is_one_problem(
    form: str, text: str, coded: Instrument, tmp_path: Path, host: PluginHost
) -> None:
    path = filled_column(form, tmp_path, 15_091, text)
    answers, (problem,) = outcome(path, coded, host)
    assert answers is None
    assert (problem.code, problem.times, problem.location.line) == (
        "answers-option-unknown",
        15_091,
        1 + (form != "json"),
    )
    assert [each.line - problem.location.line for each in problem.places] == [1, 2, 3, 4]
    assert problem.as_dict()["count"] == 15_091


def test_rows_of_another_length_are_one_problem(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,level\n" + "A,2019\n" * 25_000)
    _, (problem,) = outcome(path, coded, host)
    assert (problem.code, problem.times) == ("answers-row-length", 25_000)


def test_rows_without_a_unit_are_one_problem(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,level\n" + ",2019,1\n" * 30)
    _, (problem,) = outcome(path, coded, host)
    assert (problem.code, problem.times) == ("answers-unit-missing", 30)


def test_repeats_are_one_problem(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,level\n" + "".join(f"U{each % 12_000},2019,1\n" for each in range(24_000)))
    _, (problem,) = outcome(path, coded, host)
    assert (problem.code, problem.times) == ("answers-repeat", 12_000)


def test_slips_that_differ_are_told_one_by_one(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,level\nA,2019,top\nB,2019,1\nC,2019,tip\nD,2019,top\n")
    _, problems = outcome(path, coded, host)
    assert [(each.location.line, each.times) for each in problems] == [(2, 2), (4, 1)]


@pytest.mark.parametrize(
    ("cells", "read", "codes"),
    [
        (["1.000"], None, ["answers-number-two-ways"]),
        (["12.500", "3"], None, ["answers-number-two-ways"]),
        (["1,000"], None, ["answers-number-two-ways"]),
        (["1.000", "2,5"], [1000, 2.5], ["answers-number-settled"]),
        (["1.000", "2.5"], [1, 2.5], ["answers-number-settled"]),
        (["1,000", "2,5"], [1, 2.5], ["answers-number-settled"]),
        (["1,000", "2.5"], [1000, 2.5], ["answers-number-settled"]),
        (["1.000", "2.5", "2,5"], None, ["answers-number-two-ways"]),
        (["1.000,5", "12.500"], [1000.5, 12500], ["answers-number-settled"]),
        (["1,000.5", "12.500"], [1000.5, 12.5], ["answers-number-settled"]),
        (["1.234.567", "-1.000"], [1234567, -1000], ["answers-number-settled"]),
        (["0.125", "2.25"], [0.125, 2.25], []),
        (["0,125", "7"], [0.125, 7], []),
        (["2.5", "2,5"], [2.5, 2.5], []),
        (["1000", "12500"], [1000, 12500], []),
        (["1.0000", "12.5000"], [1, 12.5], []),
    ],
)
@pytest.mark.parametrize("long", [True, False])
def test_numbers_of_files_with_semicolons_are_read_as_the_file_says_or_asked_about(
    cells: list[str], read: list[float] | None, codes: list[str], long: bool, coded: Instrument, tmp_path: Path,
    host: PluginHost,
) -> None:  # fmt: skip
    head, middle = ("unit;period;indicator;answer", "2019;days") if long else ("unit;period;days", "2019")
    rows = "".join(f"U{at};{middle};{cell}\n" for at, cell in enumerate(cells))
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{rows}")
    answers, problems = outcome(path, coded, host)
    assert [each.code for each in problems] == codes
    assert (None if answers is None else [each.answer for each in answers]) == read


def test_an_ambiguous_number_says_how_to_settle_it(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit;period;days\nA;2019;1.000\nB;2019;12.500\n")
    _, (problem,) = outcome(path, coded, host)
    assert (problem.times, problem.location.line, problem.location.column) == (2, 2, 3)
    assert problem.remedy.startswith("write 1000 if it is that, 1 if it is that, in every such cell")
    path.write_text("unit;period;days\nA;2019;12.500\n")
    assert "write 12500 if it is that, 12,5 if it is that" in outcome(path, coded, host)[1][0].remedy


def test_points_of_machines_stay_decimals_and_texts_stay(coded: Instrument, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,days\nA,2019,1.000\nB,2019,12.500\nC,2019,0.125\n")
    answers, problems = outcome(path, coded, host)
    assert answers is not None
    assert not problems
    assert [each.answer for each in answers] == [1, 12.5, 0.125]
    path.write_text("unit;period;indicator;answer;comment\n1,5;2019;days;2,5;3,5\n")
    answers, _ = outcome(path, coded, host)
    assert answers is not None
    assert [(each.unit, each.answer, each.comment) for each in answers] == [("1,5", 2.5, "3,5")]
