"""What each kind of question says of itself: how it is read, counted, described, and which values are no answer."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from policyindex.problems import Location
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.indicator import KINDS, Indicator
from policyindex.questions.question import OFF_LIST, Question

HERE = Location("answers.csv", 2, 3)
_INDICATOR: TypeAdapter[Indicator] = TypeAdapter(Indicator)


def asked(**fields: Any) -> Indicator:
    """Make an indicator as an instrument's file states it."""
    return _INDICATOR.validate_python({"label": "It", "question": "Is it so?", **fields})


CHOICE = asked(
    options={
        "full": {"points": 100, "text": "Everywhere"},
        "half": {"points": 50, "text": "In places"},
        "none": {"points": 0, "text": "Nowhere"},
        "unknown": {"points": 0, "text": "Nobody knows"},
    },
    default="none",
)
TICK = asked(kind="tick", points="2.5")
PARTS = {"a": {"text": "Schools"}, "b": {"text": "Clinics"}, "c": {"text": "Courts"}}
AT_LEAST = asked(kind="at_least", at_least=2, sub_options=PARTS, points=10)
GRADED = asked(
    kind="graded_count", sub_options=PARTS, grades=[{"count": 0, "points": 0}, {"count": 1, "points": 40}, {"count": 3, "points": 100}]
)  # fmt: skip
NUMBER = asked(kind="number", unit="weeks")
POSTS = asked(kind="number", unit="weeks", goalposts={"worst": 52, "best": 4})
STEPS = asked(kind="number", thresholds=[{"from": 10, "points": 50}, {"from": 20, "points": 100}])
ALL = {
    "choice": CHOICE,
    "tick": TICK,
    "at least": AT_LEAST,
    "graded": GRADED,
    "number": NUMBER,
    "posts": POSTS,
    "steps": STEPS,
}


def parsed(indicator: Question, text: str) -> AnswerValue:
    answer, points, fault = indicator.parse("q", text, HERE)
    assert fault is None
    assert points is None
    return answer


def refused(indicator: Question, text: str) -> str:
    answer, points, fault = indicator.parse("q", text, HERE)
    assert fault
    assert answer is None
    assert points is None
    assert fault.location == HERE
    return fault.code


def test_every_kind_is_here() -> None:
    assert {each.kind for each in ALL.values()} == set(KINDS)


def test_a_choice_is_read_by_its_code_and_counts_its_points() -> None:
    assert parsed(CHOICE, "half") == "half"
    assert refused(CHOICE, "Half") == "answers-option-unknown"
    assert [CHOICE.points_of(each) for each in CHOICE.choices] == [100, 50, 0, 0]
    assert CHOICE.points_by_code() == (100, 50, 0, 0)
    assert (CHOICE.best(), CHOICE.worst()) == ((100, 0), (0, 2))
    assert CHOICE.described("half") == ("half", "In places")
    assert CHOICE.is_default("none")
    assert not CHOICE.is_default("half")


def test_a_choice_is_found_by_its_points_where_they_are_its_own() -> None:
    assert CHOICE.parse("q", "50", HERE, in_points=True) == ("half", None, None)
    for text, code in (("75", "answers-off-list"), ("0", "answers-code-needed")):
        answer, points, warning = CHOICE.parse_points("q", text, HERE)
        assert warning
        assert (answer, points, warning.code) == (None, float(text), code)
    answer, points, fault = CHOICE.parse_points("q", "half", HERE)
    assert fault
    assert fault.code == "answers-not-a-number"
    assert "long file" in fault.remedy
    assert fault.expected == "one of 100, 50, 0"


@pytest.mark.parametrize(
    ("value", "points", "number"),
    [("half", None, 1), ("half", 50.0, 1), ("half", 75.0, OFF_LIST), (None, 50.0, 1), (None, 0.0, OFF_LIST), (None, 75.0, OFF_LIST)],
)  # fmt: skip
def test_a_decision_table_sees_the_option_that_was_chosen(
    value: AnswerValue, points: float | None, number: int
) -> None:
    assert CHOICE.chosen(value, points) == number


def test_a_choice_says_what_points_without_an_answer_are() -> None:
    assert CHOICE.points_described(75) == "points that belong to none of the options"
    assert CHOICE.points_described(0) == "points that belong to several options"
    assert TICK.points_described(0) == "points given without an answer"


def test_a_tick_is_true_or_false() -> None:
    assert [parsed(TICK, text) for text in ("true", "YES", "1", "false", "No", "0")] == [True] * 3 + [False] * 3
    assert refused(TICK, "maybe") == "answers-not-true-or-false"
    assert (TICK.points_of(True), TICK.points_of(False), TICK.points_by_code()) == (2.5, 0, (0, 2.5))
    assert (TICK.best(), TICK.worst()) == ((2.5, 1), (0, 0))
    assert asked(kind="tick", points=-1).best() == (0, 0)
    assert TICK.described(True) == ("ticked", "applies")
    assert TICK.described(False) == ("not ticked", "does not apply")


@pytest.mark.parametrize("indicator", [AT_LEAST, GRADED])
def test_sub_options_are_codes_with_semicolons_or_none(indicator: Question) -> None:
    assert parsed(indicator, "c; a;c") == ("c", "a")
    assert parsed(indicator, "none") == ()
    assert refused(indicator, "a; d") == "answers-sub-option-unknown"
    assert indicator.takes is Takes.CODES
    assert indicator.choices == {"a": "Schools", "b": "Clinics", "c": "Courts"}


def test_at_least_so_many_sub_options_have_to_apply() -> None:
    assert [AT_LEAST.points_of(each) for each in ((), ("a",), ("a", "c"), ("a", "a"))] == [0, 0, 10, 0]
    assert AT_LEAST.points_by_code() == (0, 0, 10, 10)
    assert (AT_LEAST.best(), AT_LEAST.worst()) == ((10, 2), (0, 0))
    assert AT_LEAST.described(("c", "a")) == ("2 of 3 apply; at least 2 count", "Schools, Courts")


def test_grades_rise_with_the_sub_options_that_apply() -> None:
    assert [GRADED.points_of(each) for each in ((), ("a",), ("a", "c"), ("a", "b", "c"))] == [0, 40, 40, 100]
    assert GRADED.points_by_code() == (0, 40, 40, 100)
    assert (GRADED.best(), GRADED.worst()) == ((100, 3), (0, 0))
    assert GRADED.described(()) == ("0 of 3 apply", "(there are none)")


def test_a_number_counts_as_it_is_or_by_goalposts_or_thresholds() -> None:
    assert parsed(NUMBER, "7.5") == 7.5
    assert refused(NUMBER, "7,5") == refused(NUMBER, "1_000") == "answers-not-a-number"
    assert refused(NUMBER, "nan") == refused(NUMBER, "1e16") == "answers-not-finite"
    assert NUMBER.points_of(7.5) == 7.5
    assert [POSTS.points_of(each) for each in (60.0, 52.0, 28.0, 4.0, 0.0)] == [0, 0, 50, 100, 100]
    assert [STEPS.points_of(each) for each in (9.9, 10.0, 19.0, 20.0)] == [0, 50, 50, 100]
    assert (POSTS.best(), POSTS.worst()) == ((100, 0), (0, 0))
    assert (STEPS.best(), STEPS.worst()) == ((100, 0), (0, 0))
    assert all(math.isnan(points) for points, _ in (NUMBER.best(), NUMBER.worst()))
    assert NUMBER.described(7.5) == ("7.5 weeks", "")
    assert STEPS.described(7.5) == ("7.5", "")
    assert NUMBER.expected_points() == "a number (weeks)"


@pytest.mark.parametrize(
    "indicator", [NUMBER, POSTS, STEPS, asked(kind="number", goalposts={"worst": "0.1", "best": "0.7"})]
)
def test_many_numbers_count_as_one_does(indicator: Question) -> None:
    draw = random.Random(7)
    values = [draw.uniform(-10, 80) for _ in range(500)] + [0.0, -0.0, 0.1, 0.7, 4.0, 10.0, 20.0, 52.0]
    found = indicator.points_of_numbers(np.array([*values, np.nan]))
    assert found[:-1].tolist() == [indicator.points_of(each) for each in values]
    assert math.isnan(found[-1])


VALUES: Mapping[str, AnswerValue] = {
    "half": "half",
    "yes": True,
    "no": False,
    "some": ("a", "c"),
    "none": (),
    "all": ("a", "b", "c"),
}


@pytest.mark.parametrize("name", ["choice", "tick", "at least", "graded"])
def test_answers_that_can_be_counted_out_have_their_points_by_number(name: str) -> None:
    indicator = ALL[name]
    mine = [each for each in VALUES.values() if not indicator.complaint(each)]
    codes = [indicator.code_of(each) for each in mine]
    points = [indicator.points_of(each) for each in mine]
    assert mine
    assert points == [indicator.points_by_code()[code] for code in codes]
    assert indicator.points_of_numbers(np.array([*codes, np.nan]))[:-1].tolist() == points


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("choice", "third", "'third' is not an option; there are: full, half, none, unknown"),
        ("choice", True, "'True' is not an option; there are: full, half, none, unknown"),
        ("tick", "no", "'no' is neither True nor False"),
        ("tick", 1.0, "'1.0' is neither True nor False"),
        ("at least", "a", "'a' is not a tuple of sub-options"),
        ("graded", ("a", "d"), "'d' is not a sub-option; there are: a, b, c"),
        ("number", True, "'True' is not a number"),
        ("number", "7", "'7' is not a number"),
        ("posts", math.nan, "nan is not a number that can be counted with"),
        ("steps", math.inf, "inf is not a number that can be counted with"),
    ],
)
def test_a_value_made_by_a_program_is_refused_where_no_file_could_bring_it(
    name: str, value: object, complaint: str
) -> None:
    assert ALL[name].complaint(value) == complaint


@pytest.mark.parametrize(
    ("name", "value"), [("choice", "half"), ("tick", False), ("at least", ()), ("graded", ("a",)), ("number", 7)]
)
def test_a_value_of_the_right_type_is_an_answer(name: str, value: object) -> None:
    assert ALL[name].complaint(value) == ""
