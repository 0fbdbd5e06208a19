"""Nominal weights are what they say: by how many points a score rises when a part rises by one point."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from conftest import Run
from policyindex import Instrument, get_instrument
from policyindex.plugins.host import PluginHost
from policyindex.scoring.strategies import compile_plan
from policyindex.scoring.weights import nominal_weights

SCALES = """format: 1
id: scales
edition: "1"
title: Scales
indicators:
  a: {label: A, question: How many?, kind: number, thresholds: [{from: 0, points: 1}, {from: 5, points: 3}]}
  b: {label: B, question: How many?, kind: number, thresholds: [{from: 0, points: 1}, {from: 5, points: 3}]}
  c: {label: C, question: How many?, kind: number, thresholds: [{from: 0, points: 1}, {from: 5, points: 3}]}
nodes:
  part: {label: Part, of: [a, b], rescale: {from: {low: 1, high: 3}, to: {low: 0, high: 100}}}
  turned: {label: Turned, of: [c], rescale: {from: {low: 1, high: 3}, to: {low: 100, high: 0}}}
  total:
    label: Total
    of: [part, turned, c]
    aggregator: weighted_mean
    weights: {part: 3, turned: 1, c: 4}
    rescale: {from: {low: 0, high: 50}, to: {low: 0, high: 10}}
trees:
  main: {label: Main, published: true, roots: [total]}
"""


@pytest.fixture
def scales(host: PluginHost, tmp_path: Path) -> Instrument:
    path = tmp_path / "scales.yaml"
    path.write_text(SCALES)
    return get_instrument(path, host)


@pytest.mark.parametrize("node", ["part", "turned", "total"])
def test_a_weight_under_rescaling_is_what_a_point_more_gives(node: str, scales: Instrument, host: PluginHost) -> None:
    plan = compile_plan(scales, host.rules)
    column = plan.nodes.index(node)
    before = np.array([[2.0, 1.5, 1.25]])
    found = nominal_weights(scales, plan, node)
    below = [name for name in plan.columns if name in scales.indicators_below(node)]
    assert below
    for name in below:
        after = before.copy()
        after[0, plan.columns.index(name)] += 1
        more = (plan.apply(after) - plan.apply(before))[0, column]
        assert found[name] == pytest.approx(more), name


def test_weights_under_rescaling_by_hand(scales: Instrument, host: PluginHost) -> None:
    found = nominal_weights(scales, compile_plan(scales, host.rules), "total")
    wanted = {
        "part": 3 / 8 / 5,
        "turned": 1 / 8 / 5,
        "a": 25 * 3 / 8 / 5,
        "b": 25 * 3 / 8 / 5,
        "c": 4 / 8 / 5 - 50 / 8 / 5,
    }
    assert found == pytest.approx(wanted)


def test_a_change_of_scale_is_a_factor_and_no_weight(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scales.yaml").write_text(SCALES)
    (tmp_path / "a.csv").write_text("unit,period,a,b,c\nX,2026,5,5,5\n")
    given = "--answers", tmp_path / "a.csv", "--unit", "X", "--period", "2026"
    text = run("explain", tmp_path / "scales.yaml", *given).stdout
    assert "Part [part]: 100 · weight 37.50% × 0.2" in text
    assert "A [a]: 3 points · weight 18.75% × 10" in text
    assert (
        "a: A - nominal 0.1875 × 10" in run("instruments", "show", tmp_path / "scales.yaml", "--node", "total").stdout
    )
