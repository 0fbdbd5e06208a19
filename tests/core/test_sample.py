"""Sample answer sets: what the rules do before anybody answers, and which rows, types and bands no answers reach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rule_tables import vectors

import policyindex as pi
from conftest import ROOT, Run
from policyindex.analysis.sampling.sample import sample
from policyindex.plugins.host import PluginHost

FILE = """\
format: 1
id: shelters
edition: "1"
title: Shelters of invented towns
indicators:
  beds: {kind: number, label: Beds, question: How many beds are there?, minimum: 0, maximum: 50}
  staff:
    label: Staff
    question: Who works there?
    options: {all: {points: 100, text: Staff.}, some: {points: 50, text: Some.}, none: {points: 0, text: Nobody.}}
    default: none
  night: {kind: tick, label: Night, question: Is it open at night?, points: 100}
  food: {kind: tick, label: Food, question: Is there food?, points: 100}
nodes:
  care: {label: Care, of: [staff, night, food], cap: 120}
  nights: {label: Nights, of: [night]}
  level:
    label: Level
    of: [care, nights, beds]
    aggregator: decision_table
    table:
      - {when: {care: missing}, score: null}
      - {when: {care: {above: 100}}, score: 5}
      - {when: {care: {at_least: 80, below: 82}}, score: 4}
      - {when: {care: {at_least: 80}, beds: {at_least: 60}}, score: 3}
      - {when: {care: {at_least: 80}, beds: {at_least: 49.9}}, score: 3}
      - {when: {care: {above: 5, below: 3}}, score: 2}
      - {score: 1}
  lamps:
    label: Lamps
    of: [nights, care]
    aggregator: decision_table
    table:
      - {when: {nights: {at_least: 100}, care: {at_most: 10}}, score: 1}
      - {when: {nights: missing, care: missing}, score: 5}
      - {score: 0}
  size: {label: Size, of: [beds, staff], aggregator: sum}
trees: {main: {label: Main, published: true, roots: [level, care, lamps, size]}}
typologies:
  kinds:
    label: Kind
    types:
      - {id: top, label: Top, when: {level: {at_least: 4}}}
      - {id: mid, label: Mid, when: {care: {above: 30, below: 35}, night: no}}
      - {id: low, label: Low, when: {care: {at_least: 0}}}
    otherwise: Other
bands:
  scale:
    label: Scale
    applies_to: [care]
    bands: [{id: c, label: C, from: 0, to: 50}, {id: b, label: B, from: 50, to: 100}, {id: a, label: A, from: 100.5, to: 200}]
  exact:
    label: Exact
    applies_to: [size]
    bands: [{id: s, label: S, from: 0, to: 40.0331}, {id: t, label: T, from: 40.0331, to: 40.0332}, {id: u, label: U, from: 40.0332, to: 150}]
"""


@pytest.fixture
def shelters(tmp_path: Path) -> Path:
    path = tmp_path / "shelters.yaml"
    path.write_text(FILE.replace("from: 100.5", "from: 100"), encoding="utf-8")
    return path


def sampled(*given: Any) -> Any:
    (found,) = json.loads(pi.validate(*given, sample=True).text("json"))["samples"]
    return found


def test_what_no_answers_reach_is_named_with_its_line_and_why(run: Run, shelters: Path) -> None:
    result = run("validate", shelters, "--sample")
    assert result.exit_code == 0
    found = [line.partition("rule-never-reached: ") for line in result.stdout.splitlines()]
    assert [(each[0].split(":")[1], each[2]) for each in found if each[2]] == [
        ("23", "no answers reach row 2 of 'level' (care above 100): 'care' has 9 values between 0 and 100, none fits"),
        (
            "24",
            "no answers reach row 3 of 'level' (care at least 80 and below 82): 'care' has 9 values between 0 and 100, none fits",
        ),
        (
            "25",
            "no answers reach row 4 of 'level' (care at least 80, beds at least 60): 'beds' lies between 0 and 50",
        ),
        (
            "34",
            "no answers reach row 1 of 'lamps' (nights at least 100, care at most 10): "
            "none of all 36 combinations of answers to the 3 questions below does it",
        ),
        (
            "35",
            "no answers reach row 2 of 'lamps' (nights missing, care missing): "
            "where nothing below is answered a node has no score, whatever its table says",
        ),
        ("43", "no answers reach type 'top' of 'kinds' (level at least 4): 'level' can only be 1, 3"),
    ]
    assert result.stdout.count("condition-never-holds") == 1  # said once, not again as never reached


def test_what_was_only_not_met_is_said_so(run: Run, shelters: Path) -> None:
    text = " ".join(run("validate", shelters, "--sample").stdout.split())
    assert "sample answer sets, which proves nothing: other answers may reach it" in text
    assert "band 't' of 'exact' (40.0331 to 40.0332)" in text
    assert "Ends that never cut a score" in text
    assert "the cap of 'care': without it the score has 9 values between 0 and 100" in text
    verdicts = {each["name"]: each["verdict"] for each in sampled(shelters)["rules"]}
    assert verdicts["row 5 of 'level' (care at least 80, beds at least 49.9)"] == "met"
    assert verdicts["type 'mid' of 'kinds' (care above 30 and below 35, night no)"] == "met"
    assert verdicts["'otherwise' of 'kinds' (Other)"] == "never"
    assert verdicts["band 't' of 'exact' (40.0331 to 40.0332)"] == "not met"


def test_scores_of_the_sets(shelters: Path) -> None:
    care, *_ = (each for each in sampled(shelters)["scores"] if each["node"] == "care")
    assert [care[key] for key in ("worst", "defaults", "best")] == [0, 0, 100]
    assert 0 <= care["random_lowest"] < care["random_median"] < care["random_highest"] <= 100
    assert (care["possible_least"], care["possible_most"]) == (0, 100)


@pytest.mark.parametrize(
    ("given", "ends", "met"),
    [
        ("mipex-national", (0, 100), 36),
        ("regin-checklist", (0, 42), 15),
        (str(ROOT / "examples" / "indices" / "fiw.yaml"), (-4, 104), 19),
        (str(ROOT / "examples" / "indices" / "hdi.yaml"), (0, 1), 4),
    ],
)
def test_real_indices_reach_their_ends_and_all_their_rules(given: str, ends: tuple[int, int], met: int) -> None:
    found = sampled(given)
    (root, *_) = (
        each for each in found["scores"] if each["node"] in ("overall", "overall_with_health", "total", "hdi")
    )
    assert (root["worst"], root["best"]) == ends
    assert (root["possible_least"], root["possible_most"]) == ends
    assert [each["verdict"] for each in found["rules"]] == ["met"] * met
    assert found["idle"] == []


def test_points_of_no_option_are_tried_where_a_row_names_them() -> None:
    """An average of two authorities may be worth what no option is: such a row is no dead one."""
    for name in ("authorities", "kinds"):
        found = sampled(str(ROOT / "tests" / "cases" / f"{name}.yaml"))["rules"]
        assert {each["verdict"] for each in found} == {"met"}


@pytest.mark.parametrize("name", ["rules", "statuses", "coverage"])
def test_no_score_lies_outside_what_is_said_to_be_possible(name: str, host: PluginHost, tmp_path: Path) -> None:
    found = sample(vectors(name, host, tmp_path).instrument, host.rules)
    assert found is not None
    for at, node in enumerate(found.result.plan.nodes):
        scores, possible = found.result.scores[:, at], found.reach[node]
        known = scores[~np.isnan(scores)]
        assert ((possible.low - 1e-9 <= known) & (known <= possible.high + 1e-9)).all(), node


def test_the_same_sets_every_time(run: Run, shelters: Path) -> None:
    given = ("validate", shelters, "--sample", "--format", "csv")
    assert run(*given).stdout == run(*given).stdout
    assert run(*given).stdout.startswith("instrument,node,label,worst,defaults,best,random_lowest,")


def test_what_cannot_be_sampled(run: Run, shelters: Path, tmp_path: Path) -> None:
    asem = run("validate", ROOT / "examples" / "indices" / "asem.yaml", "--sample")
    assert (asem.exit_code, "Not sampled: the steps" in asem.stdout) == (0, True)
    shelters.write_text(FILE, encoding="utf-8")  # bands with a gap
    broken = run("validate", shelters, "--sample")
    assert (broken.exit_code, "bands-gap" in broken.stdout, "Sample answer sets" in broken.stdout) == (1, True, False)
    study = tmp_path / "part.yaml"
    study.write_text("indicators: {night: {kind: tick, label: Night, question: Is it open?}}\n", encoding="utf-8")
    other = run("validate", study, "--sample")
    assert (other.exit_code, "there is no instrument to sample" in other.stderr) == (2, True)
    assert run("validate", "mipex-nationel", "--sample").exit_code == 2
