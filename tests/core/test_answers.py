"""Answer files: long and wide, three formats, statuses, sources; answer sets and their hash."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from policyindex import ProblemsFoundError, WrongUseError, get_instrument, load_host, read_answers, score
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.questions.asked import AnswerValue

KINDS = get_instrument(ROOT / "tests" / "cases" / "kinds.yaml", load_host())
LONG = """unit,period,indicator,instance,answer,points,status,cause,comment,references,source
X1,2020,choice,,mid,,,reform,"a comment, quoted",Act 1; Act 2,reviewed
X1,2020,other,,,75,,,,,
X1,2020,ticked,,true,,,,,,
X1,2020,two-of-three,,a; c,,,,,,
X1,2020,graded,,none,,,,,,
X1,2020,days,,12.5,,,,,,
X1,2020,per-group,young,false,,,,,,
X1,2020,length,,,,not_applicable,,,,
"""


def read(
    tmp_path: Path, host: PluginHost, text: str, name: str = "answers.csv", instrument: Instrument = KINDS
) -> AnswerSet:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_answers(instrument, tmp_path / name, host=host)


def test_a_long_file(tmp_path: Path, host: PluginHost) -> None:
    found = {each.indicator: each for each in read(tmp_path, host, LONG)}
    assert found["choice"] == Answer(
        "X1",
        "2020",
        "choice",
        "",
        "mid",
        None,
        Status.ANSWERED,
        Cause.REFORM,
        "a comment, quoted",
        ("Act 1", "Act 2"),
        "reviewed",
    )
    assert (found["other"].answer, found["other"].points) == (None, 75)
    assert found["ticked"].answer is True
    assert found["two-of-three"].answer == ("a", "c")
    assert found["graded"].answer == ()
    assert found["days"].answer == 12.5
    assert (found["per-group"].instance, found["per-group"].answer) == ("young", False)
    assert found["length"].status is Status.NOT_APPLICABLE


def test_json_and_parquet_say_the_same(tmp_path: Path, host: PluginHost) -> None:
    whole = read(tmp_path, host, LONG)
    records = [
        {"unit": "X1", "period": "2020", "indicator": "choice", "answer": "mid", "cause": "reform", "comment": "a comment, quoted", "references": ["Act 1", "Act 2"], "source": "reviewed"},
        {"unit": "X1", "period": "2020", "indicator": "other", "points": 75},
        {"unit": "X1", "period": "2020", "indicator": "ticked", "answer": True},
        {"unit": "X1", "period": "2020", "indicator": "two-of-three", "answer": ["a", "c"]},
        {"unit": "X1", "period": "2020", "indicator": "graded", "answer": []},
        {"unit": "X1", "period": "2020", "indicator": "days", "answer": 12.5},
        {"unit": "X1", "period": "2020", "indicator": "per-group", "instance": "young", "answer": False},
        {"unit": "X1", "period": "2020", "indicator": "length", "status": "not_applicable"},
    ]  # fmt: skip
    assert read(tmp_path, host, json.dumps(records, indent=1), "answers.json") == whole
    lines = [line.split(",") for line in LONG.replace('"a comment, quoted"', "a comment; quoted").splitlines()]
    table = pyarrow.table({name: [row[index] or None for row in lines[1:]] for index, name in enumerate(lines[0])})
    pyarrow.parquet.write_table(table, tmp_path / "answers.parquet")
    found = read_answers(KINDS, tmp_path / "answers.parquet", host=host)
    assert [each.answer for each in found] == [each.answer for each in whole]


def test_wide_cells_are_codes_or_points_as_the_edition_says(tmp_path: Path, host: PluginHost) -> None:
    codes = read(tmp_path, host, "unit,period,choice,ticked,per-group[old],days\nX1,2020,mid,false,true,\n")
    assert [(each.indicator, each.answer, each.status) for each in codes] == [
        ("choice", "mid", "answered"), ("days", None, "missing"), ("per-group", True, "answered"), ("ticked", False, "answered"),
    ]  # fmt: skip
    national = get_instrument("mipex-national", host)
    points = list(read(tmp_path, host, "unit,period,aa1,cb50\nSE,2019,50,75\n", instrument=national))
    assert [(each.answer, each.points) for each in points] == [("half", None), (None, 75)]


def test_spreadsheets_with_semicolons_and_decimal_commas(tmp_path: Path, host: PluginHost) -> None:
    european = '\ufeffunit;period;choice;days;two-of-three\r\nX1;2020;mid;12,5;"a; c"\r\n'
    found = read(tmp_path, host, european)
    assert found == read(tmp_path, host, "sep=,\n\nunit,period,choice,days,two-of-three\nX1,2020,mid,12.5,a; c\n")
    assert [each.code for each in found.warnings] == []


def test_a_unit_without_any_answer_is_not_lost(tmp_path: Path, host: PluginHost) -> None:
    answers = read(tmp_path, host, "unit,period,choice\nX1,2020,mid\nX2,2020,\n")
    assert {row.unit for row in score(KINDS, answers, host).rows()} == {"X1", "X2"}


def test_a_repeat_across_files_is_a_problem(tmp_path: Path, host: PluginHost) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("unit,period,choice\nX1,2020,mid\n")
    with pytest.raises(ProblemsFoundError) as caught:
        read_answers(KINDS, tmp_path / "one.csv", tmp_path / "two.csv", host=host)
    assert str(caught.value) == (
        f"{tmp_path}/two.csv:2:3: error answers-repeat: X1 2020 'choice' has been answered already, at {tmp_path}/one.csv:2:3\n"
        "    expected: one answer for each unit, period and indicator\n"
        "    remedy: remove one; where a later file is meant to correct an earlier one, give --override"
    )


def test_the_weakest_source_is_named(tmp_path: Path, host: PluginHost) -> None:
    text = "unit,period,indicator,answer,source\nX1,2021,choice,mid,final\nX1,2021,other,high,as published by SOMEBODY\nX1,2021,ticked,true,reviewed\nX1,2021,days,3,unreviewed\n"
    result = score(KINDS, read(tmp_path, host, text), host)
    found = {row.node: row.verification for row in result.rows() if row.score is not None}
    assert (found["skip"], found["area.roads"], found["covered"], found["kinds"]) == (
        "final",
        "reviewed",
        "unreviewed",
        "unreviewed",
    )
    invented = read(tmp_path, host, text + "X1,2021,length,3,invented example\n")
    assert {row.verification for row in score(KINDS, invented, host).rows() if row.node == "kinds"} == {
        "invented example"
    }


ANSWER = st.builds(
    Answer,
    st.text(min_size=1),
    st.text(min_size=1),
    st.text(min_size=1),
    answer=st.one_of(st.none(), st.booleans(), st.text(), st.floats(allow_nan=False)),
    comment=st.text(),
)


@given(answers=st.lists(ANSWER, unique_by=lambda answer: answer.key), order=st.randoms())
def test_equal_sets_have_equal_hashes_whatever_the_order(answers: list[Answer], order: object) -> None:
    shuffled = list(answers)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = AnswerSet(answers), AnswerSet(shuffled)
    assert one == two
    assert one.hash == two.hash
    if answers:
        assert AnswerSet(answers[1:]).hash != one.hash


def test_a_set_has_each_answer_once() -> None:
    with pytest.raises(ValueError, match="answered twice: X 1 q"):
        AnswerSet([Answer("X", "1", "q", answer="a"), Answer("X", "1", "q", answer="b")])


def test_an_answer_made_by_hand_with_a_code_that_is_no_option_is_named(host: PluginHost) -> None:
    local = get_instrument("mipex-local", host)
    answers = AnswerSet([Answer("ZZ-A", "2026", "housing-needs", answer="fulll")])
    with pytest.raises(
        WrongUseError, match="ZZ-A 2026 housing-needs: 'fulll' is not an option; there are: full, half, none"
    ):
        score(local, answers, host)


@pytest.mark.parametrize(
    ("indicator", "value", "points", "said"),
    [
        ("ticked", "no", None, "'no' is neither True nor False"),
        ("two-of-three", ("a", "zz"), None, "'zz' is not a sub-option; there are: a, b, c"),
        ("days", float("nan"), None, "the status is 'answered', but there is no answer"),
        ("days", float("inf"), None, "inf is not a number that can be counted with"),
        ("days", None, float("inf"), "inf points cannot be counted with"),
    ],
)
def test_an_answer_made_by_hand_that_no_file_could_bring_is_refused(
    host: PluginHost, indicator: str, value: AnswerValue, points: float | None, said: str
) -> None:
    answers = AnswerSet([Answer("X1", "2026", indicator, answer=value, points=points)])
    with pytest.raises(WrongUseError, match=re.escape(f"X1 2026 {indicator}: {said}")):
        score(KINDS, answers, host)
