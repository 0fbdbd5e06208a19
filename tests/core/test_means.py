"""Means that a single part decides: said in the run, with their number and the first units."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Run

TOWNS = """format: 1
id: towns
edition: "1"
title: Invented towns
indicators:
  a: {label: A, question: Is it so?, kind: tick, points: 100}
  b: {label: B, question: How many are there?, kind: number, goalposts: {worst: 0, best: 10}}
nodes:
  all: {label: All, of: [a, b], aggregator: geometric_mean}
trees:
  main: {label: Main, published: true, roots: [all]}
"""
ANSWERS = "unit,period,a,b\nAA,2026,true,10\nBB,2026,false,10\nCC,2026,true,0\nDD,2026,true,4\n"


def test_a_mean_that_met_a_zero(run: Run, tmp_path: Path) -> None:
    (tmp_path / "towns.yaml").write_text(TOWNS)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    result = run("run", tmp_path / "towns.yaml", "--answers", tmp_path / "answers.csv", "--json")
    assert result.exit_code == 0
    said = "the geometric mean All (all) is 0 for 2 row(s), since a single part is 0: BB 2026, CC 2026"
    assert f"warning mean-met-zero: {said}" in result.stderr
    assert [each["message"] for each in json.loads(result.stdout)["warnings"]] == [said]


def test_a_mean_that_met_a_part_below_zero_says_why_nobody_is_scored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "towns.yaml").write_text(TOWNS + "steps:\n  - {step: z_score, indicators: [b]}\n")
    (tmp_path / "answers.csv").write_text(ANSWERS)
    result = run("run", tmp_path / "towns.yaml", "--answers", tmp_path / "answers.csv")
    assert "warning step-below-zero: 'z_score' gives numbers below 0 (b)" in result.stderr
    said = "has no score for 2 row(s), since a part is below 0: CC 2026, DD 2026"
    assert f"warning mean-met-negative: the geometric mean All (all) {said}" in result.stderr
