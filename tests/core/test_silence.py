"""What is not asked of a unit, or not in a period, leaves the denominator: in every rule, and in the nodes above."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyindex import Answer, AnswerSet, Instrument, Result, Status, get_instrument, score
from policyindex.plugins.host import PluginHost

TOWNS = """format: 1
id: towns
edition: "1"
title: Towns
indicators:
  a: {label: A, question: Is it so?, kind: tick, points: 100}
  b: {label: B, question: Is it so?, kind: tick, points: 100}
  c: {label: C, question: Is it so?, kind: tick, points: 100}
nodes:
  old: {label: Old, of: [b, c], not_collected_in: ["2026"]}
  zero: {label: Zero, of: [a, old], missing: zero}
  propagate: {label: Propagate, of: [a, old], missing: propagate}
  skip: {label: Skip, of: [a, old]}
  all: {label: All, of: [a, old], presence: all}
  high: {label: Higher, of: [zero, old], missing: zero}
  flat: {label: Flat, of: [a, b], missing: zero}
  covered: {label: Covered, of: [a, b], min_coverage: "0.9"}
trees:
  main: {label: Main, published: true, roots: [zero, propagate, skip, all, high, flat, covered]}
"""


@pytest.fixture
def towns(host: PluginHost, tmp_path: Path) -> Instrument:
    path = tmp_path / "towns.yaml"
    path.write_text(TOWNS)
    return get_instrument(path, host)


def scores(result: Result, unit: str, period: str) -> dict[str, float | None]:
    return {node: result.score(unit, period, node) for node in result.plan.nodes}


def test_a_node_that_is_not_collected_is_no_part_of_the_nodes_above_it(towns: Instrument, host: PluginHost) -> None:
    given = [Answer("X", period, key, answer=True) for period in ("2025", "2026") for key in "abc"]
    found = score(towns, AnswerSet(given), host)
    assert scores(found, "X", "2025") == dict.fromkeys(towns.nodes, 100)
    # its parts are answered, and still it has no score: nothing of it is missing where it is not collected
    assert scores(found, "X", "2026") == {**dict.fromkeys(towns.nodes, 100), "old": None, "all": None}


def test_a_silent_node_is_not_one_that_is_missing(towns: Instrument, host: PluginHost) -> None:
    given = [Answer("X", period, "a", answer=True) for period in ("2025", "2026")]
    found = score(towns, AnswerSet(given), host)
    wanted = {"old": None, "skip": 100, "all": None, "flat": 50, "covered": None}
    assert scores(found, "X", "2025") == {**wanted, "zero": 50, "propagate": None, "high": 25}
    assert scores(found, "X", "2026") == {**wanted, "zero": 100, "propagate": 100, "high": 100}


@pytest.mark.parametrize(
    "own", [(), (Answer("X", "2025", "b", status=Status.MISSING),), (Answer("X", "2025", "b", answer=False),)]
)
def test_the_common_basket_silences_an_answer_a_gap_and_an_explicit_missing(
    own: tuple[Answer, ...], towns: Instrument, host: PluginHost
) -> None:
    answers = [
        Answer("X", "2025", "a", answer=True),
        *own,
        Answer("Y", "2025", "a", answer=True),
        Answer("Y", "2025", "b", status=Status.NOT_IN_COMPETENCE),
    ]
    found = score(towns, AnswerSet(answers), host, basket="common")
    assert scores(found, "X", "2025") == scores(found, "Y", "2025")
    for unit in "XY":
        assert (found.score(unit, "2025", "flat"), found.score(unit, "2025", "covered")) == (100, 100)
        assert found.expected[found.row(unit, "2025"), found.column("flat")] == 1
    alone = score(towns, AnswerSet(answers), host, basket="own")
    assert alone.score("X", "2025", "flat") == 50
    assert alone.score("Y", "2025", "flat") == 100


@pytest.mark.parametrize("status", [Status.NOT_APPLICABLE, Status.NOT_COLLECTED])
def test_the_common_basket_keeps_what_is_out_of_the_denominator_for_another_reason(
    status: Status, towns: Instrument, host: PluginHost
) -> None:
    answers = AnswerSet(
        [
            Answer("X", "2025", "a", answer=True),
            Answer("X", "2025", "b", status=status, comment="as they said"),
            Answer("Y", "2025", "b", status=Status.NOT_IN_COMPETENCE),
        ]
    )
    found = score(towns, answers, host, basket="common")
    kept = next(each for each in found.compared.answers if (each.unit, each.indicator) == ("X", "b"))
    assert (kept.status, kept.comment) == (status, "as they said")
