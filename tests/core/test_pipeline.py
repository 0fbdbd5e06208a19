"""Pipelines of steps: gaps are filled and marked, answers stay, what a step cannot do is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import policyindex as pi
from policyindex.plugins.host import PluginHost
from policyindex.scoring.result import Result
from policyindex.scoring.treating import apply_treat, fit_treat

HEAD = """format: 1
id: gaps
edition: "1"
title: Gaps
steps: [STEPS]
indicators:
  region: {label: R, question: R?, scored: false, options: {n: {points: 0, text: N.}, s: {points: 0, text: S.}}}
  size: {kind: number, label: S, question: S?, scored: false}
  trips: {kind: number, label: T, question: T?}
  seats: {kind: number, label: P, question: P?}
nodes: {all: {label: All, of: [trips, seats]}}
trees: {main: {label: Main, published: true, roots: [all]}}
"""
ANSWERS = """unit,period,region,size,trips,seats
AA,2018,n,2,10,1
AA,2019,n,2,,1
AA,2021,n,2,40,1
BB,2018,n,4,20,2
BB,2019,n,4,30,
BB,2021,s,0,,
"""


def scored(steps: str, folder: Path, host: PluginHost) -> Result:
    (folder / "gaps.yaml").write_text(HEAD.replace("STEPS", steps))
    (folder / "a.csv").write_text(ANSWERS)
    instrument = pi.get_instrument(folder / "gaps.yaml", host)
    return pi.score(instrument, pi.read_answers(instrument, folder / "a.csv", host=host), host)


@pytest.mark.parametrize(
    ("step", "trips", "codes"),
    [
        ("{step: impute_mean}", [10, 25, 40, 20, 30, 25], ["step-imputed"]),
        (
            "{step: impute_median, parameters: {by: region}}",
            [10, 25, 40, 20, 30, None],
            ["step-imputed", "step-left-gaps"],
        ),
        ("{step: impute_mean, parameters: {by: unit}}", [10, 25, 40, 20, 30, 25], ["step-imputed"]),
        ("{step: impute_mean, fit: each}", [10, 30, 40, 20, 30, 40], ["step-imputed"]),
        (
            "{step: carry_forward, parameters: {limit: 1}}",
            [10, 10, 40, 20, 30, None],
            ["step-imputed", "step-left-gaps"],
        ),
        ("{step: interpolate}", [10, 20, 40, 20, 30, None], ["step-imputed", "step-left-gaps"]),
        ("{step: denominate, parameters: {by: size}}", [5, None, 20, 5, 7.5, None], []),
        ("{step: screen, parameters: {share: 1}}", [10, None, 40, 20, None, None], ["step-lost-numbers"]),
        ("{step: screen, parameters: {share: 0.5}}", [10, None, 40, 20, 30, None], ["step-does-nothing"]),
        ("{step: distance_to_unit, parameters: {unit: AA}}", [100, None, 100, 200, None, None], ["step-lost-numbers"]),
        (
            "{step: distance_to_target, parameters: {target: 30}, indicators: [trips]}",
            [0, None, 100, 50, 100, None],
            [],
        ),
        ("{step: min_max, fit: {trips: [0, 40, 0, 1]}, indicators: [trips]}", [0.25, None, 1, 0.5, 0.75, None], []),
    ],
)
def test_steps_by_hand(
    step: str, trips: list[float | None], codes: list[str], tmp_path: Path, host: PluginHost
) -> None:
    result = scored(step, tmp_path, host)
    found = result.ready.values[:, result.plan.columns.index("trips")]
    np.testing.assert_allclose(found, [np.nan if each is None else each for each in trips], atol=1e-12)
    assert [each.code for each in result.warnings] == codes
    assert not (result.ready.imputed & ~np.isnan(result.panel.values)).any()


def test_imputed_numbers_are_marked_and_no_answer_makes_no_score(tmp_path: Path, host: PluginHost) -> None:
    result = scored("{step: impute_mean}", tmp_path, host)
    assert result.to_frame()["imputed"].tolist() == [0, 1, 0, 0, 1, 2]
    assert result.score("BB", 2021, "all") is None
    (why,) = pi.explain(result, "AA", 2019)
    assert (why.imputed, why.children[0].imputed) == (1, 1)
    assert "imputed" in why.rule
    assert "impute_mean makes it 25" in why.children[0].rule


def test_what_cannot_be_drawn_in_gets_a_logarithm() -> None:
    limits = {"points": 1.0, "skewness": 2.0, "kurtosis": 3.5}
    column = np.array([1.0] * 40 + [2.0, 999.0, 1000.0])
    fitted = fit_treat(column, limits)
    np.testing.assert_allclose(apply_treat(column, fitted), np.log(column - 1 + 9.99))
    assert fit_treat(np.arange(10.0), limits).tolist() == [0]
