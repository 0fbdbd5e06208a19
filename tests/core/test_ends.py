"""Between which ends scores lie: held against every combination of answers."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from policyindex import Answer, AnswerSet, get_instrument, score
from policyindex.plugins.host import PluginHost
from policyindex.scoring.extent import reach_of
from policyindex.scoring.result import Result

FILE = """format: 1
id: ends
edition: "1"
title: Ends
rank_coverage: 1
indicators:
  a: {label: A, question: A?, options: {x: {points: 10, text: X}, y: {points: 40, text: Y}, z: {points: 20, text: Z}}}
  b: {label: B, question: B?, options: {x: {points: 5, text: X}, y: {points: 2, text: Y}}}
  c: {kind: tick, label: C, question: C?, points: 3}
nodes:
  less: {label: Less, of: [a, b], aggregator: difference}
  share: {label: Share, of: [a, b], aggregator: ratio}
  area: {label: Area, of: [a, b], aggregator: product}
  turned: {label: Turned, of: [b], aggregator: affine, parameters: {factor: -2, constant: 1}}
  flipped: {label: Flipped, of: [a], rescale: {from: {low: 0, high: 100}, to: {low: 100, high: 0}}, cap: 85}
  reciprocal: {label: Reciprocal, of: [less], aggregator: power, parameters: {exponent: -1}}
  minus: {label: Minus, of: [a, c], aggregator: weighted_sum, weights: {a: 1, c: -4}, negative_weights: true}
  ruled:
    label: Ruled
    of: [minus, c, b]
    aggregator: decision_table
    table:
      - {when: {minus: {below: 10}, c: yes}, score: 7}
      - {when: {minus: {at_least: 30}}, score: 1}
      - {when: {b: y}, score: 3}
      - {score: 5}
  middle: {label: Middle, of: [minus, a], aggregator: geometric_mean}
  over: {label: Over, of: [turned, flipped, less]}
  deep: {label: Deep, of: [over, share, ruled]}
trees: {main: {label: Main, published: true, roots: [deep, area, reciprocal, middle]}}
"""
OPTIONS = {"a": ("x", "y", "z"), "b": ("x", "y"), "c": (True, False)}


@pytest.fixture
def results(tmp_path: Path, host: PluginHost) -> dict[tuple[object, ...], Result]:
    """The result of every combination, with each answer there or missing."""
    (tmp_path / "ends.yaml").write_text(FILE)
    instrument = get_instrument(tmp_path / "ends.yaml", host)
    found: dict[tuple[object, ...], Result] = {}
    for chosen in itertools.product(*((*options, None) for options in OPTIONS.values())):
        given = [
            Answer("T", "2026", key, answer=one) for key, one in zip(OPTIONS, chosen, strict=True) if one is not None
        ]
        if given:
            found[chosen] = score(instrument, AnswerSet(given), host)
    return found


def test_what_missing_answers_allow_is_what_they_can_come_to(results: dict[tuple[object, ...], Result]) -> None:
    whole = {chosen: result.scores[0] for chosen, result in results.items() if None not in chosen}
    for chosen, result in results.items():
        if None not in chosen:
            continue
        fits = [
            scores for each, scores in whole.items() if all(b in (a, None) for a, b in zip(each, chosen, strict=True))
        ]
        least, most = np.min(fits, axis=0), np.max(fits, axis=0)
        for at, node in enumerate(result.plan.nodes):
            low, high = (end[0, at] for end in result.allowed)
            if np.isnan(low):  # not incomplete, or nobody can say
                continue
            assert low <= least[at] + 1e-9, (chosen, node)
            assert high >= most[at] - 1e-9, (chosen, node)
            if node not in (
                "over",
                "deep",
                "reciprocal",
                "ruled",
                "share",
            ):  # whose parts rest on the same answers, or cannot all be said
                assert (low, high) == pytest.approx((least[at], most[at])), (chosen, node)


def test_how_far_scores_can_reach(results: dict[tuple[object, ...], Result]) -> None:
    result = next(iter(results.values()))
    least, most = reach_of(result.instrument, result.plan)
    ends = {node: (low, high) for node, low, high in zip(result.plan.nodes, least, most, strict=True)}
    assert ends["less"] == (5, 38)
    assert ends["share"] == (2, 20)
    assert ends["area"] == (20, 200)
    assert ends["turned"] == (-9, -3)
    assert ends["flipped"] == (60, 85)
    assert ends["minus"] == (-2, 40)
    assert np.isnan(ends["middle"]).all()  # without a score where the first part lies below 0
    assert ends["ruled"] == (1, 7)
    assert ends["reciprocal"] == pytest.approx((1 / 38, 1 / 5))
