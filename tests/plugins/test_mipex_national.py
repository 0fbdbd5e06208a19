"""The core set reproduces what MPG published; the golden numbers travel in the plugin's data folder.

Source: Solano, G. and Huddleston, T. (2020), Migrant Integration Policy Index 2020, CIDOB and MPG; workbook
"Policy Indicators Scores, core set", 56 countries, 575 country-years.
"""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest

from policyindex import get_instrument, read_answers, score
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import SingleChoice
from policyindex.plugins.host import PluginHost
from policyindex.scoring.ranking import half_up
from policyindex.scoring.result import COMPUTED, Result
from policyindex.scoring.weights import nominal_weights

DIMENSIONS = ("basic_rights", "equal_opportunities", "secure_future")
OVERALLS = ("overall_with_health", "overall_without_health", "overall_without_health_and_education")
Published = dict[tuple[str, str, str], float]


@pytest.fixture(scope="module")
def national(host: PluginHost) -> Instrument:
    return get_instrument("mipex-national", host)


@pytest.fixture(scope="module")
def answers(national: Instrument, host: PluginHost) -> AnswerSet:
    return read_answers(national, host=host)


@pytest.fixture(scope="module")
def result(national: Instrument, answers: AnswerSet, host: PluginHost) -> Result:
    return score(national, answers, host)


@pytest.fixture(scope="module")
def published(host: PluginHost) -> Published:
    spec = host.instruments["mipex-national", "core-2020"].answers
    assert spec
    assert spec.published
    with spec.published.open(encoding="utf-8", newline="") as stream:
        return {(row["unit"], row["period"], row["node"]): float(row["score"]) for row in csv.DictReader(stream)}


def areas_and_overalls(published: Published) -> Published:
    return {key: value for key, value in published.items() if key[2] not in DIMENSIONS}


def wrong(result: Result, published: Published) -> list[tuple[str, str, str]]:
    """Name the published scores that are not reproduced to 1e-6."""
    found = {key: result.score(*key) for key in published}
    return [key for key, value in found.items() if value is None or abs(value - published[key]) > 1e-6]


def existing(result: Result, nodes: set[str]) -> set[tuple[str, str, str]]:
    return {
        (row.unit, row.period, row.node)
        for row in result.rows(("areas",))
        if row.node in nodes and row.score is not None
    }


def test_all_5236_published_scores_are_reproduced(result: Result, published: Published) -> None:
    golden = areas_and_overalls(published)
    assert len(golden) == 5236
    assert wrong(result, golden) == []


def test_three_scores_exist_that_nobody_published_and_say_so(result: Result, published: Published) -> None:
    golden = areas_and_overalls(published)
    nodes = {node for _, _, node in golden}
    assert len(nodes) == 11
    extra = {("PT", "2009", "c"), ("PT", "2009", "overall_without_health"), ("NL", "2009", "overall_without_health")}
    assert existing(result, nodes) - set(golden) == extra
    labelled = {
        (row.unit, row.period, row.node)
        for row in result.rows(("areas",))
        if row.note == COMPUTED and row.node in nodes
    }
    assert labelled == extra


def test_without_the_word_on_collection_43_unpublished_scores_exist(
    national: Instrument, answers: AnswerSet, host: PluginHost, published: Published
) -> None:
    asked = {key: each.model_copy(update={"not_collected_in": ()}) for key, each in national.indicators.items()}
    always = replace(national, indicators=asked)
    golden = areas_and_overalls(published)
    extra = existing(score(always, answers, host), {node for _, _, node in golden}) - set(golden)
    five = {
        (unit, str(year), node)
        for unit in ("CL", "CN", "IN", "MD", "MX")
        for year in range(2015, 2019)
        for node in ("h", OVERALLS[0])
    }
    assert extra == five | {("PT", "2009", "c"), ("PT", "2009", OVERALLS[1]), ("NL", "2009", OVERALLS[1])}
    assert len(extra) == 43


def test_the_dimensions_of_2019_agree_but_for_two_known_cells(result: Result, published: Published) -> None:
    golden = {key: value for key, value in published.items() if key[2] in DIMENSIONS}
    assert len(golden) == 3 * 55
    differ = {key for key, value in golden.items() if math.floor((result.score(*key) or 0) + 0.5) != value}
    assert differ == {("DK", "2019", "equal_opportunities"), ("GR", "2019", "secure_future")}


def test_flipping_one_answer_is_noticed(
    national: Instrument, answers: AnswerSet, host: PluginHost, published: Published
) -> None:
    target = ("PT", "2019", "aa1", "")
    flipped = [replace(each, answer="none", points=None) if each.key == target else each for each in answers]
    assert flipped != list(answers)
    broken = wrong(score(national, AnswerSet(flipped), host), areas_and_overalls(published))
    assert set(broken) == {("PT", "2019", node) for node in ("a", *OVERALLS)}


def test_the_ranking_of_2019(result: Result) -> None:
    assert result.newest_period(OVERALLS[0]) == "2019"
    rows = [row for row in result.rows(("areas",)) if row.node == OVERALLS[0] and row.period == "2019"]
    top = sorted((row.rank or 99, row.unit, float(half_up(row.score))) for row in rows if row.score is not None)[:3]  # type: ignore[arg-type]
    assert top == [(1, "SE", 86.0), (2, "FI", 85.0), (3, "PT", 81.0)]


def test_an_overall_exists_only_where_all_its_areas_do(result: Result) -> None:
    assert result.score("CZ", "2007", "d") is not None  # one of five answers is blank: the mean of four
    assert result.score("SE", "2007", "h") is None
    assert result.score("SE", "2007", OVERALLS[0]) is None


def test_counts_and_nominal_weights(national: Instrument, result: Result) -> None:
    composites = [node for node in national.nodes.values() if node.rule.level == "composite"]
    below = {child for node in composites for child in node.children}
    assert len(national.indicators) == 72
    assert len(composites) == 7
    assert len(below) == 20
    assert len(national.indicators) - len(below) + len(composites) == 59
    weights = nominal_weights(national, result.plan, OVERALLS[0])
    known = {key: weight for key, weight in weights.items() if key in national.indicators and weight is not None}
    assert min(known.values()) == pytest.approx(0.33 / 9 / 8)  # 0.46 %
    assert max(known.values()) == pytest.approx(0.03125)
    inputs = {child for node in composites if node.table for child in node.children}
    assert {key for key in national.indicators if weights[key] is None} == inputs


def test_the_approaches_and_their_cut_offs(
    national: Instrument, answers: AnswerSet, result: Result, host: PluginHost
) -> None:
    types = {row.unit: row.label for row in result.type_rows() if row.period == "2019"}
    assert types["DE"] == "temporary integration"
    assert types["PT"] == "comprehensive integration"
    assert sum(label == "none of the four" for label in types.values()) == 13
    stricter = score(national, answers, host, cutoffs={"secure_future": 90})
    assert {row.unit: row.label for row in stricter.type_rows() if row.period == "2019"}[
        "PT"
    ] == "temporary integration"
    assert stricter.provenance["cutoffs"] == {"secure_future": 90}


def test_every_question_can_be_answered(national: Instrument) -> None:
    for key, indicator in national.indicators.items():
        assert indicator.question.endswith("?"), key
        assert len(indicator.help) > 40, key
        assert isinstance(indicator, SingleChoice)
        assert all(len(option.text) > 4 for option in indicator.options.values()), key


def test_only_named_standards_are_given(national: Instrument) -> None:
    assert [key for key, indicator in national.indicators.items() if indicator.top_backing] == ["db65db67db68"]


def test_the_package_carries_the_numbers_of_the_golden_folder(
    golden: Path, host: PluginHost, published: Published
) -> None:
    spec = host.instruments["mipex-national", "core-2020"].answers
    assert spec
    assert spec.path.read_text() == (golden / "mipex" / "answers_core_2007-2019.csv").read_text()
    with (golden / "mipex" / "published_core_2007-2019.csv").open() as stream:
        theirs = {(row["unit"], row["period"], row["node"]): float(row["score"]) for row in csv.DictReader(stream)}
    assert areas_and_overalls(published) == theirs
