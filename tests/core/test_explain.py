"""Explaining: weights add up, every answer is reached, alternatives are what another answer would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import explain, get_instrument, load_host, read_answers, score
from policyindex.answers.table import AnswerSet
from policyindex.scoring.explain import Explained
from policyindex.scoring.result import Result

HOST = load_host()
NATIONAL = get_instrument("mipex-national", HOST)
ANSWERS = read_answers(NATIONAL, host=HOST)


@pytest.fixture(scope="module")
def result() -> Result:
    return score(NATIONAL, ANSWERS, HOST)


def walk(each: Explained) -> Iterator[Explained]:
    yield each
    for child in each.children:
        yield from walk(child)


def test_every_answer_is_reached_and_weights_add_up(result: Result) -> None:
    (root,) = explain(result, "DE", "2019")
    leaves = [each for each in walk(root) if each.status]
    assert len(leaves) == 72
    assert all(each.question.endswith("?") and each.text for each in leaves)
    for area in root.children:
        assert area.weight == pytest.approx(1 / 8)
    stated = sum(each.weight or 0 for each in leaves)
    tables = sum(each.weight or 0 for each in walk(root) if each.id in ("bb28", "bb29", "cc59cd64"))
    assert stated + tables == pytest.approx(1)


def test_a_score_is_the_sum_of_weight_times_points_where_all_is_answered(result: Result) -> None:
    (root,) = explain(result, "DE", "2019")
    parts = [
        each
        for each in walk(root)
        if each.weight is not None and (each.status or each.id in ("bb28", "bb29", "cc59cd64"))
    ]
    assert sum((each.weight or 0) * (each.score or 0) for each in parts) == pytest.approx(root.score)


def test_alternatives_are_what_scoring_again_gives(result: Result) -> None:
    (root,) = explain(result, "DE", "2019", node="b")
    inputs = [each for each in walk(root) if each.alternatives]
    assert {each.id for each in inputs} == {"bb28a", "bb28b", "bb29a", "bb29b", "bb29c"}
    for each in inputs:
        for other in each.alternatives:
            key = ("DE", "2019", each.id, "")
            germany = [answer for answer in ANSWERS if answer.key[:2] == key[:2]]
            changed = AnswerSet(
                replace(one, answer=other.option, points=None) if one.key == key else one for one in germany
            )
            again = score(NATIONAL, changed, HOST)
            assert again.score("DE", "2019", "b") == pytest.approx(other.asked_score)


def test_a_node_below_two_parents_is_explained_once(result: Result) -> None:
    roots = explain(result, "DE", "2019", tree="areas")
    assert [root.id for root in roots] == [
        "overall_with_health",
        "overall_without_health",
        "overall_without_health_and_education",
    ]
    dimensions = explain(result, "SE", "2019", tree="dimensions")
    assert [root.label for root in dimensions] == ["Basic rights", "Equal opportunities", "Secure future"]


def test_missing_answers_are_said(result: Result) -> None:
    (root,) = explain(result, "CZ", "2007", node="d")
    assert root.rule == "mean; 4 of 5 answered, missing: skip"
    assert next(each for each in walk(root) if each.id == "db65db67db68").status == "missing"
    (health,) = explain(result, "CL", "2016", node="h")
    assert {each.status for each in walk(health) if each.status} == {"not_collected"}


def test_points_of_no_option_are_said(result: Result) -> None:
    (root,) = explain(result, "BE", "2012", node="c")
    found = next(each for each in walk(root) if each.id == "cb50")
    assert (found.score, found.answer) == (75, "75 points")
    assert found.text == "points that belong to none of the options"


def test_what_was_read_otherwise_than_written_is_said_beside_the_explanation(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    libraries = ROOT / "examples" / "libraries"
    text = (libraries / "answers.csv").read_text(encoding="utf-8")
    answers.write_text(text.replace(",2026,", ",2026.0,"), encoding="utf-8")
    given = ("explain", libraries / "instrument.yaml", "--unit", "Upper Invented", "--answers")
    plain, said = run(*given, libraries / "answers.csv"), run(*given, answers)
    assert (plain.exit_code, said.exit_code) == (0, 0)
    assert said.stdout == plain.stdout
    assert "warning answers-period-respelled" not in plain.stderr
    assert "warning answers-period-respelled: the period '2026.0' is read as 2026" in said.stderr


def test_a_product_tells_which_parts_it_goes_on_without(run: Run, tmp_path: Path) -> None:
    index = tmp_path / "trips.yaml"
    index.write_text(
        "{format: 1, id: trips, edition: '1', title: Trips, rank_coverage: 0, indicators: {"
        + ", ".join(f"{key}: {{label: {key}, question: How many?, kind: number, maximum: 9}}" for key in "abc")
        + "}, nodes: {area: {label: Area, aggregator: product, of: [a, b, c]}, "
        "whole: {label: Whole, aggregator: product, presence: all, of: [a, b, c]}}, "
        "trees: {main: {label: Main, published: true, roots: [area, whole]}}}\n"
    )
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,period,a,b,c\nNorth,2026,2,3,\n")
    told = run("explain", index, "--answers", answers, "--unit", "North", "--period", "2026", "--node", "area").stdout
    assert "product; 2 of 3 answered, missing: skip; 1 of 3 parts left out for want of a score, as if 1" in told
    told = run("explain", index, "--answers", answers, "--unit", "North", "--period", "2026", "--node", "whole").stdout
    assert "left out" not in told
    checked = run("validate", index)
    assert checked.exit_code == 0
    assert checked.stderr == (
        f"note: {index}: a missing part counts as 1 in the product area; 'presence: all' gives no score then\n"
    )
