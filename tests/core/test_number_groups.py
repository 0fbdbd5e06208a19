"""Goalposts that differ by group of units: the group of the period counts, who is in none or in two is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import policyindex as pi
from conftest import Run
from policyindex.editions.diff import compare_editions
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost

INDEX = """format: 1
id: green
edition: "1"
title: Green
rank_coverage: 0
units: {scheme: iso-3166-1, label: country}
indicators:
  share:
    label: Share
    question: What share is green?
    kind: number
    minimum: 0
    goalposts_by_group:
      EU: {worst: 0, best: 50}
      EFTA: {worst: 10, best: 60, clip: worst}
      OECD: {worst: 20, best: 0}
nodes: {all: {label: All, of: [share]}}
trees: {main: {label: Main, published: true, roots: [all]}}
"""
CASES = [  # by hand: the unit, the period, its share, the points; Croatia joined the EU in July 2013
    ("DE", "2020", 20, 40),
    ("HR", "2012", 20, np.nan),
    ("HR", "2013", 20, 40),
    ("HR", "2014", 60, 100),
    ("CH", "2020", 85, 150),
    ("JP", "2020", 5, 75),
    ("KE", "2020", 5, np.nan),
]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "green.yaml").write_text(INDEX)
    rows = "".join(f"{unit},{period},{share}\n" for unit, period, share, _ in CASES)
    (tmp_path / "a.csv").write_text("unit,period,share\n" + rows)
    return tmp_path / "green.yaml"


def test_the_group_of_the_period_counts(index: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument(index, host)
    result = pi.score(instrument, pi.read_answers(instrument, index.with_name("a.csv"), host=host), host)
    found = {
        key: points
        for *key_, points in zip(result.panel.units, result.panel.periods, result.panel.values[:, 0], strict=True)
        for key in [tuple(key_)]
    }
    np.testing.assert_allclose([found[unit, period] for unit, period, _, _ in CASES], [each[3] for each in CASES])
    assert [each.message for each in result.panel.warnings] == [
        "2 answer(s) to 'share' have no points, since the unit is in none of the groups with goalposts: HR 2012, KE 2020",
        "2 answer(s) to 'share' are of units in several groups with goalposts; those of the first count: CH 2020, DE 2020",
    ]
    (why,) = pi.explain(result, "HR", 2013)
    assert why.children[0].rule == "goalposts of EU; goalposts 0 and 50 make it 40 points"
    (why,) = pi.explain(result, "KE", 2020)
    assert why.children[0].rule == "goalposts of no group: no points"


def test_groups_count_for_hashes_editions_and_spreadsheets(index: Path, run: Run, host: PluginHost) -> None:
    again, book = index.with_name("again.yaml"), index.with_name("it.xlsx")
    assert run("instruments", "to-xlsx", index, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", again).exit_code == 0
    one = pi.get_instrument(index, host)
    assert scoring_hash(pi.get_instrument(again, host)) == scoring_hash(one)
    first, second = "      EU: {worst: 0, best: 50}\n", "      EFTA: {worst: 10, best: 60, clip: worst}\n"
    again.write_text(INDEX.replace(first + second, second + first))
    other = pi.get_instrument(again, host)
    assert scoring_hash(other) != scoring_hash(one)
    assert [(each.what, each.before) for each in compare_editions(one, other).changes] == [("groups", "EU, EFTA, OECD")]


def test_others_have_goalposts_of_their_own_and_pages_refuse_groups(index: Path, run: Run, host: PluginHost) -> None:
    index.write_text(INDEX.replace("      OECD:", "      other:") + "self_assessment: true\n")
    instrument = pi.get_instrument(index, host)
    result = pi.score(instrument, pi.read_answers(instrument, index.with_name("a.csv"), host=host), host)
    assert result.score("KE", 2020, "all") == 75
    given = "--unit", "KE", "--period", "2020", "--format", "self-scoring", "--output", index.with_name("x.html")
    assert "its goalposts differ by group of units" in run("questionnaire", "export", index, *given).stderr
