"""The answer table: rows in, columns inside, the same rows out; every reader gives equal tables and equal problems."""

from __future__ import annotations

import copy
import cProfile
import csv
import io
import pickle
import random
from collections.abc import Sequence

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from policyindex import Answer, AnswerSet, Status, WrongUseError, get_instrument, load_host, score
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.importers.parquet_answers import read_parquet
from policyindex.answers.importers.plain_csv import read_plain
from policyindex.answers.joining import answer_set
from policyindex.answers.panel import panel_of
from policyindex.answers.points import points_of
from policyindex.answers.tablereading import TableReading
from policyindex.answers.writing import csv_of
from policyindex.instruments.columns import Column
from policyindex.problems import ordered
from policyindex.scoring.strategies import columns_of

KINDS = get_instrument(ROOT / "tests" / "cases" / "kinds.yaml", load_host())
VALUES: dict[str, Sequence[object]] = {
    "choice": ("high", "mid", "low"), "other": ("high", "low"), "ticked": (True, False),
    "two-of-three": ((), ("a",), ("b", "c")), "graded": ((), ("c",), ("a", "b", "c")),
    "days": (0.0, 12.5, 90.0), "length": (-1.0, 10.0, 1e6), "per-group": (True, False),
}  # fmt: skip
CELLS = {
    "choice": ["high", "mid", "low", "", "hihg"], "other": ["high", "low", ""], "ticked": ["true", "no", "", "perhaps"],
    "two-of-three": ["none", "a", "b; c", "", "d"], "graded": ["a;b;c", "none", ""], "days": ["1", "2.5", "", "x", "-0"],
}  # fmt: skip


def random_answers(seed: int) -> list[Answer]:
    """Answers of three units and two periods, with everything that can stand beside an answer."""
    chance, found = random.Random(seed), []
    for unit in ("A", "Ä", "B"):
        for period in ("2019", "2020"):
            for key, values in VALUES.items():
                for instance in KINDS.instances(key):
                    if chance.random() < 0.2:
                        continue
                    beside = {
                        "comment": chance.choice(("", "Because.")), "source": chance.choice(("", "reviewed", "own words")),
                        "references": chance.choice(((), ("Act 1",), ("Act 1", "Act 2 | art. 3"))),
                    }  # fmt: skip
                    out = chance.choice((Status.MISSING, Status.NOT_APPLICABLE))
                    contents: list[dict[str, object]] = [
                        {"answer": chance.choice(values)}, {"points": 40.0}, {"status": out}
                    ]  # fmt: skip
                    content = chance.choice(contents)
                    found.append(Answer(unit, period, key, instance, **content, **beside))  # type: ignore[arg-type]
    chance.shuffle(found)
    return found


@given(st.integers(0, 10_000))
def test_rows_come_back_as_they_went_in(seed: int) -> None:
    answers = random_answers(seed)
    table = AnswerSet(answers)
    assert list(table) == sorted(answers, key=lambda each: each.key)
    assert len(table) == len(answers)
    assert AnswerSet(table) == table
    assert AnswerSet.from_frame(table.to_frame()) == table
    assert answer_set([read_csv(csv_of(table), "a.csv", KINDS)])[0] == table


@given(st.integers(0, 10_000))
def test_points_are_those_of_each_answer_alone(seed: int) -> None:
    answers = random_answers(seed)
    panel = panel_of(KINDS, AnswerSet(answers), columns_of(KINDS), "unreviewed")
    rows = list(zip(panel.units, panel.periods, strict=True))
    wanted = np.full(panel.values.shape, np.nan)
    for each in answers:
        at = rows.index((each.unit, each.period)), panel.columns.index(Column(each.indicator, each.instance).name)
        assert panel.given[at] == each
        assert panel.status[at] == list(Status).index(each.status)
        if each.status is Status.ANSWERED:
            wanted[at] = points_of(KINDS.indicators[each.indicator], each)
            assert panel.sources[panel.source[at]].text == (each.source or "unreviewed")
    np.testing.assert_array_equal(panel.values, wanted)
    assert len(panel.given) == len(answers)


PERIODS = [
    "2020",
    "2020.0",
    "2019",
    "2020-h1",
    "Q1-2020",
    "2020 \u2013 2021",
    "20\u200b19",
    "round  1",
    "15",
    "20155",
    "",
    "null",
]
UNITS = ["U{}", "U{} ", "\u00a0U{}", "U\u200b{}", "A\u0308{}", "\u00c4{}", "b'U{}'", "{}.0", "\u200b"]


def placed(chance: random.Random, number: int, clean: bool) -> list[str]:
    """Unit and period of a row, often in odd spellings."""
    odd = not clean and chance.random() < 0.5
    return [chance.choice(UNITS if odd else UNITS[:1]).format(number), chance.choice(PERIODS if odd else PERIODS[:1])]


def wide_text(seed: int) -> str:
    """A wide file of plain cells, some of which are no answers, and sometimes a row that stands twice."""
    chance = random.Random(seed)
    keys = [key for key in CELLS if chance.random() < 0.8] or ["choice"]
    clean = chance.random() < 0.5
    lines = [["unit", "period", *keys]]
    for unit in range(chance.randint(1, 6)):
        cells = [chance.choice(CELLS[key][:2] if clean else CELLS[key]) for key in keys]
        name = f"U{unit}" if clean or chance.random() < 0.9 else chance.choice(("U0", ""))
        odd = placed(chance, unit, clean)
        lines.append([odd[0] if name == f"U{unit}" else name, odd[1], *cells])
    return "\n".join(",".join(line) for line in [*lines, []])


def long_text(seed: int) -> str:
    """A long file of plain cells."""
    chance = random.Random(seed)
    lines = [["unit", "period", "indicator", "answer", "status"]]
    for unit in range(3):
        for key, cells in CELLS.items():
            status = "" if chance.random() < 0.8 else "not_applicable"
            lines.append(
                [
                    *placed(chance, unit, clean=chance.random() < 0.8),
                    chance.choice((key, key, key, "choice")),
                    chance.choice(cells),
                    status,
                ]
            )
    return "\n".join(",".join(line) for line in [*lines, []])


@pytest.mark.parametrize("text_of_seed", [wide_text, long_text])
@given(seed=st.integers(0, 10_000))
def test_both_readers_of_csv_give_the_same(text_of_seed: object, seed: int) -> None:
    data = text_of_seed(seed).encode()  # type: ignore[operator]
    plain, strict = read_plain(data, "a.csv", KINDS, large=0), read_csv(data, "a.csv", KINDS)
    assert plain is not None
    same(plain, strict)


@pytest.mark.parametrize("text_of_seed", [wide_text, long_text])
@given(seed=st.integers(0, 10_000))
def test_parquet_gives_what_csv_gives(text_of_seed: object, seed: int) -> None:
    text = text_of_seed(seed)  # type: ignore[operator]
    header, *rows = csv.reader(io.StringIO(text))
    table = pyarrow.table({name: [row[place] for row in rows] for place, name in enumerate(header)})
    stream = io.BytesIO()
    pyarrow.parquet.write_table(table, stream)
    parquet, strict = read_parquet(stream.getvalue(), "a", KINDS), read_csv(text.encode(), "a", KINDS)
    same(parquet, strict)


def same(one: TableReading, other: TableReading) -> None:
    assert ordered(one.problems) == ordered(other.problems)
    assert one.answers == other.answers


@given(st.integers(0, 10_000), st.integers(0, 400))
def test_a_file_in_two_parts_is_the_file(seed: int, cut: int) -> None:
    answers = sorted(random_answers(seed), key=lambda each: each.key)
    parts = [read_csv(csv_of(part), "a.csv", KINDS) for part in (answers[:cut], answers[cut:]) if part]
    assert answer_set(parts)[0] == AnswerSet(answers)


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (b'unit,period,choice\n"A",2020,high\n', "quotes"),
        (b"unit,period,choice\nA,2020,high\n\nB,2020,low\n", "an empty line"),
        (b"unit,period,choice\r\nA,2020,high\nB,2020,low\n", "two kinds of line ends"),
        (b"\xef\xbb\xbfunit,period,choice\nA,2020,high\n", "a byte order mark"),
        (b"unit;period;choice\nA;2020;high\n", "semicolons"),
        (b"unit,period,choice\nA,2020\n", "a short row"),
        (b"unit,period,choice\nA,2020,h\xffgh\n", "no UTF-8"),
        (b"unit,period,choice\n,,\nA,2020,high\n", "a row of commas"),
        (b"unit,period,choice\nA\x07,2020,high\n", "a control character"),
        (b"unit,period,chioce\nA,2020,h\xffgh\n", "a header with a fault, and another fault that is told first"),
        (b",,\nunit,period,choice\nA,2020,high\n", "a header in the second line"),
        (b"unit,period,choice\nA,2020," + b"x" * 131_073 + b"\n", "a cell that no CSV should have"),
    ],
)
def test_what_is_odd_is_left_to_the_strict_reader(odd: bytes, why: str) -> None:
    assert read_plain(odd, "a.csv", KINDS, large=0) is None, why


def test_a_frame_takes_periods_as_numbers_and_refuses_what_it_does_not_know() -> None:
    import pandas as pd

    frame = pd.DataFrame({"unit": ["A"], "period": [2020.0], "indicator": ["choice"], "answer": ["high"]})
    assert list(AnswerSet.from_frame(frame)) == [Answer("A", "2020", "choice", answer="high")]
    with pytest.raises(WrongUseError, match=r"'anwser' is no column of answers.*Did you mean 'answer'"):
        AnswerSet.from_frame(frame.rename(columns={"answer": "anwser"}))
    with pytest.raises(WrongUseError, match="there is no 'period'"):
        AnswerSet.from_frame(frame.drop(columns="period"))
    with pytest.raises(WrongUseError, match="row 0 of the frame"):
        AnswerSet.from_frame(frame.assign(status="answerd"))


def test_a_table_says_what_it_holds() -> None:
    assert repr(AnswerSet(random_answers(1))).startswith("<AnswerSet: ")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("unit,period,indicator,answer,status", "U{0},2020,days,0.{0:06d}1,"),
        ("unit,period,days", "U{0},2020,0.{0:06d}1"),
    ],
)
def test_a_number_of_its_own_in_each_row_costs_few_calls(head: str, row: str) -> None:
    def calls(count: int) -> int:
        data = "\n".join([head, *(row.format(each) for each in range(count)), ""]).encode()
        profile = cProfile.Profile()
        with profile:
            reading = read_csv(data, "a.csv", KINDS)
        assert len(reading.answers) == count
        return sum(each.callcount for each in profile.getstats())

    assert calls(2000) - calls(1000) < 50_000


def test_a_fault_that_fills_a_column_is_one_problem_with_the_first_places() -> None:
    rows = "".join(f"U{each},2020,{'x' if each % 3 else f'{each},5'!r}\n" for each in range(9)).replace("'", '"')
    problems = sorted(read_csv(f"unit,period,days\n{rows}".encode(), "a.csv", KINDS).problems)
    assert [(each.location.line, each.times, [at.line for at in each.places]) for each in problems] == [
        (2, 1, []), (3, 6, [4, 6, 7, 9]), (5, 1, []), (8, 1, []),
    ]  # fmt: skip
    assert "    in all: 6 like it, first at 3:3, 4:3, 6:3, 7:3, 9:3\n" in problems[1].render()


def test_a_copy_of_a_table_is_the_table_and_cannot_be_written_into_either() -> None:
    answers = AnswerSet(random_answers(1))
    for other in (copy.deepcopy(answers), pickle.loads(pickle.dumps(answers))):
        assert other == answers
        assert not any(array.flags.writeable for array in (other.grid.code, other.grid.status, other.grid.unit))
        assert not any(array.flags.writeable for array in other.grid.number.values())


def test_a_result_can_be_copied_and_sent_to_another_process() -> None:
    result = score(KINDS, AnswerSet(random_answers(1)), load_host())
    for other in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert list(other.rows()) == list(result.rows())
        assert other.provenance == result.provenance
        with pytest.raises(TypeError):
            other.plan.operations[0].parameters["power"] = 2.0  # type: ignore[index]


@pytest.mark.parametrize(
    ("key", "given", "read"),
    [
        ("days", np.int64(5), 5.0), ("days", np.float32(5), 5.0), ("ticked", np.bool_(True), True),
        ("graded", ["b", "a"], ("b", "a")), ("graded", {"b", "a"}, ("a", "b")), ("graded", np.str_("a"), "a"),
    ],
)  # fmt: skip
def test_answers_of_other_types_are_what_files_give(key: str, given: object, read: object) -> None:
    answers = AnswerSet([Answer("A", "2020", key, answer=given, references=["Act 1"])])  # type: ignore[arg-type]
    (found,) = answers
    assert (found.answer, found.references) == (read, ("Act 1",))
    assert answers == AnswerSet([Answer("A", "2020", key, answer=read, references=("Act 1",))])  # type: ignore[arg-type]


def test_what_is_no_answer_to_anything_is_refused_in_words() -> None:
    with pytest.raises(WrongUseError, match=r"no answer can be \{'a': 1\}"):
        AnswerSet([Answer("A", "2020", "days", answer={"a": 1})])  # type: ignore[arg-type]
    with pytest.raises(WrongUseError, match="inf is not a number that can be counted with"):
        score(KINDS, AnswerSet([Answer("A", "2020", "days", answer=10**400)]), load_host())
