"""Pipelines of steps: gaps are filled and marked, answers stay, what a step cannot do is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import policyindex as pi
from conftest import Run
from policyindex.editions.diff import compare_editions
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.over_time import comparable_over_time
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


def scored(steps: str, folder: Path, host: PluginHost, answers: str = ANSWERS) -> Result:
    return scored_text(HEAD.replace("STEPS", steps), folder, host, answers)


def scored_text(index: str, folder: Path, host: PluginHost, answers: str) -> Result:
    (folder / "gaps.yaml").write_text(index)
    (folder / "a.csv").write_text(answers)
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
        ("{step: impute_mean, fit: each}", [10, 30, 40, 20, 30, 40], ["step-imputed", "step-fit-each"]),
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


PIPELINE = (
    "{step: impute_mean, indicators: [trips, seats], parameters: {by: region}}, "
    "{step: min_max, indicators: [trips, seats], parameters: {low: 1, high: 7.3}}"
)


def test_what_was_learnt_can_be_kept_in_the_edition(tmp_path: Path, host: PluginHost, run: Run) -> None:
    answers = ANSWERS.replace("BB,2021,s,0,,", "BB,2021,s,0,7,3").replace("40,1", "40.1,1")
    first = scored(PIPELINE, tmp_path, host, answers)
    kept = run("run", tmp_path / "gaps.yaml", "--answers", tmp_path / "a.csv", "--format", "steps").stdout
    assert "      trips: [25.025, 7]" in kept
    text = HEAD.replace("steps: [STEPS]\n", kept)
    again = scored_text(text, tmp_path, host, answers)
    np.testing.assert_array_equal(again.scores, first.scores)
    more = scored_text(text, tmp_path, host, answers + "CC,2018,n,1,1000,0\n")
    np.testing.assert_array_equal(more.scores[:6], first.scores)
    assert not np.array_equal(
        scored(PIPELINE, tmp_path, host, answers + "CC,2018,n,1,1000,0\n").scores[:6], first.scores
    )


def test_kept_numbers_that_do_not_fit_are_the_editions_fault(tmp_path: Path, host: PluginHost) -> None:
    with pytest.raises(ProblemsFoundError) as error:
        scored("{step: min_max, indicators: [trips], fit: {trips: [1, 2]}}", tmp_path, host)
    assert [each.code for each in error.value.problems] == ["step-fit-unusable"]


def test_scores_of_periods_that_were_prepared_alone_are_not_comparable(tmp_path: Path, host: PluginHost) -> None:
    alone = scored("{step: min_max, fit: each}", tmp_path, host)
    assert [each.code for each in alone.warnings] == ["step-fit-each"]
    assert comparable_over_time(alone.instrument).startswith("min_max learns from each period alone (fit: each)")
    assert not comparable_over_time(scored("{step: min_max}", tmp_path, host).instrument)


def test_rankings_and_profiles_count_what_was_imputed(tmp_path: Path, host: PluginHost, run: Run) -> None:
    scored("{step: impute_mean}", tmp_path, host)
    given = "run", tmp_path / "gaps.yaml", "--answers", tmp_path / "a.csv", "--period", "2019"
    for text in (run(*given).stdout, run(*given, "--unit", "AA").stdout):
        assert "Answered  Imputed" in text
        assert "nobody answered these questions" in text
        assert "impute_mean: learnt from all periods together" in text


def test_a_pipeline_survives_spreadsheets_and_renames(tmp_path: Path, host: PluginHost, run: Run) -> None:
    steps = f"{PIPELINE}, {{step: min_max, indicators: [trips], fit: {{trips: [0, 40, 0, 1]}}}}, {{step: z_score, fit: each}}"
    one = scored(steps, tmp_path, host).instrument
    book, again = tmp_path / "it.xlsx", tmp_path / "again.yaml"
    assert run("instruments", "to-xlsx", tmp_path / "gaps.yaml", "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", again).exit_code == 0
    assert pi.get_instrument(again, host).file.steps == one.file.steps
    other = (HEAD.replace("STEPS", steps)).replace("trips", "rides").replace("region", "area")
    two = scored_text(other, tmp_path, host, ANSWERS.replace("trips", "rides").replace("region", "area")).instrument
    changes = compare_editions(one, two, {"rides": "trips", "area": "region"}).changes
    assert {each.kind for each in changes} <= {"renamed"}
