"""What each kind of question says of itself: how it is read, counted, described, and which values are no answer."""

from __future__ import annotations

import ast
import math
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

import policyindex
from policyindex.problems import Location
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.choosing import code_of, lettered
from policyindex.questions.faults import CellFaultError
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
CURVE = asked(kind="number", piecewise=[{"at": 0, "points": 5}, {"at": 50, "points": 80}, {"at": 60, "points": 0}])
ROOT = asked(
    kind="number", transform=[{"add": 10}, "sqrt"], goalposts={"worst": 0, "best": 60, "clip": "none"}, minimum=-10
)
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


def test_nobody_else_tells_kinds_apart() -> None:
    """A test for a kind outside ``questions`` is a thing to do that every new kind would have to know of."""
    home = Path(policyindex.__file__).parent
    kinds = re.compile(r"\b(SingleChoice|Tick|AtLeast|GradedCount|NumberQuestion|PartsQuestion)\b")
    found = {
        f"{path.relative_to(home)}:{node.lineno}"
        for path in home.rglob("*.py")
        if path.parent != home / "questions"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and kinds.fullmatch(node.id))
        or (
            isinstance(node, ast.Attribute)
            and node.attr == "kind"
            and isinstance(node.value, ast.Name)
            and node.value.id in ("indicator", "question")
        )
    }
    assert {place.partition(":")[0] for place in found} == set()


def test_a_choice_is_read_by_its_code_and_counts_its_points() -> None:
    assert parsed(CHOICE, "half") == "half"
    answer, _, fault = CHOICE.parse("q", "Half", HERE)
    assert fault
    assert (answer, fault.code) == ("half", "answers-code-respelled")
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
    "indicator", [NUMBER, POSTS, STEPS, CURVE, ROOT, asked(kind="number", goalposts={"worst": "0.1", "best": "0.7"})]
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


FILLED: list[tuple[str, AnswerValue, dict[str, str]]] = [
    ("choice", "half", {"": "B · In places"}),
    ("tick", True, {"": "Ja"}),
    ("tick", False, {"": "Nein"}),
    ("at least", ("a", "c"), {"a": "Ja", "b": "Nein", "c": "Ja"}),
    ("graded", (), {"": "Nichts davon"}),
    ("number", 7.5, {"": "7.5"}),
]


@pytest.mark.parametrize(("name", "value", "cells"), FILLED)
def test_a_workbook_holds_an_answer_in_words_and_gives_it_back(
    name: str, value: AnswerValue, cells: dict[str, str]
) -> None:
    indicator = ALL[name]
    assert indicator.cells(value, "de") == cells
    empty = dict.fromkeys(("", *indicator.parts), "")
    assert indicator.from_cells(empty | cells, "de") == value
    assert indicator.from_cells(empty, "de") is None


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("choice", {"": "in places"}, "half"),
        ("choice", {"": "B · What it said before"}, "half"),
        ("tick", {"": "SÌ"}, True),
        ("tick", {"": "x"}, True),
        ("at least", {"": "c; a"}, ("c", "a")),
        ("at least", {"b": "1"}, ("b",)),
        ("graded", {"": "none"}, ()),
        ("number", {"": "7,5"}, 7.5),
    ],
)
def test_people_fill_cells_in_their_own_way(name: str, texts: dict[str, str], value: AnswerValue) -> None:
    assert ALL[name].from_cells(dict.fromkeys(("", *ALL[name].parts), "") | texts, "en") == value


@pytest.mark.parametrize(
    ("name", "texts", "code", "part"),
    [
        ("choice", {"": "third"}, "questionnaire-answer-unknown", ""),
        ("tick", {"": "maybe"}, "questionnaire-answer-unknown", ""),
        ("at least", {"b": "maybe"}, "questionnaire-answer-unknown", "b"),
        ("graded", {"": "none", "a": "yes"}, "questionnaire-none-and-some", ""),
        ("number", {"": "seven"}, "questionnaire-number", ""),
    ],
)
def test_a_cell_that_is_no_answer_is_refused_with_its_part(
    name: str, texts: dict[str, str], code: str, part: str
) -> None:
    with pytest.raises(CellFaultError) as caught:
        ALL[name].from_cells(dict.fromkeys(("", *ALL[name].parts), "") | texts, "en")
    assert (caught.value.code, caught.value.part, caught.value.field) == (code, part, "answer")


@pytest.mark.parametrize(
    ("name", "typed", "language", "written"),
    [
        ("choice", "2", "en", "half"),
        ("choice", "HALF", "en", "half"),
        ("choice", "some", "en", "some"),
        ("tick", "j", "de", "true"),
        ("tick", "2", "en", "false"),
        ("tick", "si", "es", "true"),
        ("at least", "1 3", "en", "a; c"),
        ("at least", "keine", "de", "none"),
        ("graded", "b,c", "en", "b; c"),
        ("number", "7,5", "de", "7.5"),
        ("number", "7,5", "en", "7,5"),
    ],
)
def test_what_is_typed_becomes_what_files_hold(name: str, typed: str, language: str, written: str) -> None:
    found = ALL[name].typed(typed, language)
    assert (ALL[name].written(typed, language) if found is None else found) == written


def test_paper_has_a_box_for_each_answer_and_a_line_for_a_number() -> None:
    assert CHOICE.boxes("en", points=True)[:2] == ("Everywhere (points: 100)", "In places (points: 50)")
    assert TICK.boxes("en", points=True) == ("Yes (points: 2.5)", "No")
    assert AT_LEAST.boxes("en", points=False) == ("Schools", "Clinics", "Courts", "None of these")
    assert AT_LEAST.box_note("en", points=True) == "Tick all that apply. Counts if at least 2 apply."
    assert GRADED.box_note("en", points=True) == "Tick all that apply."
    assert NUMBER.boxes("en", points=True) == ()


def test_letters_are_no_other_options_codes() -> None:
    assert lettered(["full", "half", "none"]) == {"full": "A", "half": "B", "none": "C"}
    assert lettered(["a", "b"]) == {"a": "A", "b": "B"}
    assert lettered(["b", "a"]) == {"b": "A)", "a": "B)"}
    assert code_of({"100": "Yes", "0": "No"}, "b") == "0"
    assert code_of({"b": "Yes", "a": "No"}, "a") == "a"


def test_a_workbook_says_what_can_be_answered() -> None:
    assert CHOICE.instruction("en", points=True).splitlines()[0] == "A · Everywhere (points: 100)"
    assert CHOICE.entries("en")[0] == "A · Everywhere"
    assert (TICK.instruction("it", points=True), TICK.entries("it")) == ("Sì / No", ("Sì", "No"))
    assert GRADED.entries("de") == ("Nichts davon",)
    assert (NUMBER.instruction("en", points=True), NUMBER.entries("en")) == ("A number (weeks)", ())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("choice", "half", "In places"),
        ("choice", "gone", "gone"),
        ("tick", False, "Nein"),
        ("at least", ("c", "a"), "Schools; Courts"),
        ("graded", (), "Nichts davon"),
        ("number", 7.0, "7 weeks"),
    ],
)
def test_an_expert_reads_an_answer_in_words(name: str, value: AnswerValue, said: str) -> None:
    assert ALL[name].in_words(value, "de") == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("choice", "half", "half · In places"),
        ("choice", "gone", "gone"),
        ("tick", True, "Ja"),
        ("at least", ("c", "a"), "c; a"),
        ("graded", (), "keine"),
        ("number", 7.0, "7"),
    ],
)
def test_who_fills_in_sees_an_answer_in_one_line(name: str, value: AnswerValue, said: str) -> None:
    assert ALL[name].in_short(value, "de") == said


def test_a_codebook_tells_what_answers_earn() -> None:
    assert list(CHOICE.told())[2] == "none = 0: Nowhere (this is 'no policy')"
    assert list(TICK.told()) == ["tick = 2.5"]
    assert next(AT_LEAST.told()) == "at least 2 of 3 = 10"
    assert next(GRADED.told()) == "from 0 = 0, from 1 = 40, from 3 = 100"
    assert list(POSTS.told()) == ["a number in weeks, 52 = 0 and 4 = 100"]


def test_what_an_instrument_states_wrongly_of_a_question_is_found() -> None:
    wrong = {
        "too-few-options": asked(options={"one": {"points": 1, "text": "One"}}),
        "at-least-too-many": asked(kind="at_least", at_least=4, sub_options=PARTS),
        "grades-unordered": asked(kind="graded_count", sub_options=PARTS, grades=[{"count": 1, "points": 1}]),
        "sub-option-reserved": asked(kind="at_least", at_least=1, sub_options={"none": {"text": "None"}}),
        "goalposts-equal": asked(kind="number", goalposts={"worst": 1, "best": 1}),
        "thresholds-unordered": asked(kind="number", thresholds=[{"from": 2, "points": 1}, {"from": 1, "points": 2}]),
    }
    assert {code: [fault.code for fault in each.faults()] for code, each in wrong.items()} == {
        code: [code] for code in wrong
    }
    assert not any(list(each.faults()) for each in ALL.values())


def test_codes_can_be_called_otherwise() -> None:
    names = {code: code.upper() for code in CHOICE.choices}
    assert (list(CHOICE.recoded(names).choices), CHOICE.recoded(names).is_default("NONE")) == (
        list(names.values()),
        True,
    )
    assert list(GRADED.recoded({"a": "x", "b": "b", "c": "c"}).choices) == ["x", "b", "c"]
    assert TICK.recoded({}) == TICK
