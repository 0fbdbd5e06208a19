"""Numbers that are counted per another: divided before anything else, never by nothing, and told."""

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
id: wealth
edition: "1"
title: Wealth
rank_coverage: 0
self_assessment: true
indicators:
  people: {label: People, question: How many live here?, kind: number, scored: false, minimum: 0}
  gdp: {label: GDP, question: What is made?, kind: number, per: people, minimum: 0, transform: [log10], goalposts: {worst: 1, best: 1000}}
  doctors: {label: Doctors, question: How many doctors?, kind: number, per: people, transform: [{times: 1000}]}
nodes: {all: {label: All, of: [gdp, doctors]}}
trees: {main: {label: Main, published: true, roots: [all]}}
"""
ANSWERS = """unit,period,people,gdp,doctors
AA,2020,1000,10000,2
BB,2020,0,10000,2
CC,2020,,10000,2
DD,2020,1000,0,2
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "wealth.yaml").write_text(INDEX)
    (tmp_path / "a.csv").write_text(ANSWERS)
    return tmp_path / "wealth.yaml"


def test_quotients_are_counted_and_what_cannot_be_divided_is_named(index: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument(index, host)
    result = pi.score(instrument, pi.read_answers(instrument, index.with_name("a.csv"), host=host), host)
    gdp, doctors = result.panel.values.T  # 10000 / 1000 is 10, a third of the way from 1 to 1000 in powers of ten
    np.testing.assert_allclose(gdp, [100 / 3, np.nan, np.nan, np.nan])
    np.testing.assert_allclose(doctors, [2, np.nan, np.nan, 2])
    said = [each.message for each in result.panel.warnings]
    assert said == [
        "1 answer(s) to 'gdp' have no points, since 'people' has no answer: CC 2020",
        "1 answer(s) to 'gdp' have no points, since 'people' is 0 or below: BB 2020",
        "1 answer(s) to 'gdp' have no points, since the quotient with 'people' is too large or cannot be transformed: DD 2020",
        "1 answer(s) to 'doctors' have no points, since 'people' has no answer: CC 2020",
        "1 answer(s) to 'doctors' have no points, since 'people' is 0 or below: BB 2020",
    ]
    assert [each.answered for each in result.rows()] == [2, 0, 0, 1]


def test_explain_shows_both_numbers(index: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument(index, host)
    result = pi.score(instrument, pi.read_answers(instrument, index.with_name("a.csv"), host=host), host)
    (why,) = pi.explain(result, "AA", 2020)
    assert why.children[0].rule.startswith("10000 / 1000 (People) = 10; log10 makes it 1; goalposts 1 and 1000 make it")
    (why,) = pi.explain(result, "BB", 2020)
    assert why.children[0].rule == "10000 cannot be divided by People: 0"


def test_the_denominator_counts_for_hashes_editions_and_spreadsheets(index: Path, run: Run, host: PluginHost) -> None:
    again, book, other = (index.with_name(name) for name in ("again.yaml", "it.xlsx", "other.yaml"))
    assert run("instruments", "to-xlsx", index, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", again).exit_code == 0
    assert scoring_hash(pi.get_instrument(again, host)) == scoring_hash(pi.get_instrument(index, host))
    other.write_text(INDEX.replace("people", "heads").replace('edition: "1"', 'edition: "2"'))
    editions = pi.get_instrument(index, host), pi.get_instrument(other, host)
    assert [each.what for each in compare_editions(*editions).changes if each.kind == "rescored"] == ["per", "per"]
    found = compare_editions(*editions, {"heads": "people"})
    assert not [each for each in found.changes if each.kind == "rescored"]


def test_files_that_count_by_themselves_refuse_it(index: Path, run: Run) -> None:
    given = "--unit", "AA", "--period", "2020", "--format", "self-scoring", "--output", index.with_name("x.html")
    assert "it is divided by 'people'" in run("questionnaire", "export", index, *given).stderr


def test_no_quotient_is_infinite(index: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument(index, host)
    index.with_name("a.csv").write_text("unit,period,people,gdp,doctors\nAA,2020,1e-300,5,5\n")
    result = pi.score(instrument, pi.read_answers(instrument, index.with_name("a.csv"), host=host), host)
    assert np.isnan(result.panel.values).all()


def test_sample_answers_are_made_for_quotients_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("""format: 1
id: p
edition: "1"
title: P
indicators:
  people: {label: People, question: How many?, kind: number, scored: false, minimum: 1}
  beds: {label: Beds, question: How many beds?, kind: number, minimum: 20, maximum: 900, per: people, goalposts_by_group: {EU: {worst: 2, best: 1}}}
  cars: {label: Cars, question: How many cars?, kind: number, minimum: 0, maximum: 900, per: people}
units: {scheme: towns, label: town}
nodes:
  beds_score: {label: B, of: [beds]}
  level:
    label: Level
    of: [beds_score]
    aggregator: decision_table
    table: [{when: {beds_score: missing}, score: null}, {when: {beds_score: {at_least: 50}}, score: 2}, {score: 1}]
  cars_score: {label: C, of: [cars]}
trees: {main: {label: Main, published: true, roots: [level, beds_score, cars_score]}}
""")
    said = run("validate", tmp_path / "p.yaml", "--sample").stdout
    assert "rows of tables: 3 of 3 met" in said
    assert "what is counted per another needs a scale" in " ".join(said.split())
    rows = run("validate", tmp_path / "p.yaml", "--sample", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[3:6] for row in rows if ",beds_score," in row] == [["0", "", "100"]]


def test_explain_says_why_a_ratio_has_no_score_and_writes_numbers_as_answered(index: Path, run: Run) -> None:
    index.write_text(
        INDEX.replace(
            "{all: {label: All, of: [gdp, doctors]}}",
            "{one: {label: One, of: [gdp]}, two: {label: Two, of: [doctors]},"
            " all: {label: All, of: [one, two], aggregator: ratio}}",
        )
    )
    index.with_name("a.csv").write_text("unit,period,people,gdp,doctors\nAA,2020,1000,10000,0\nBB,2020,1000,10000,2\n")
    given = ("explain", index, "--answers", index.with_name("a.csv"), "--unit")
    none, some = (" ".join(run(*given, unit).stdout.split()) for unit in ("AA", "BB"))
    why = "rule: ratio, the first divided by the second; no score: nothing can be divided by this part"
    assert (why in none, "no score" in some) == (True, False)
    assert "answer: 10000 rule: 10000 / 1000" in none
