"""The REGIN checklist: counts, thresholds and bands of the handbook (REGIN project, MPG)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from policyindex import get_instrument, load_host, read_answers, score
from policyindex.analysis.checklist import learn_from, todo, unread
from policyindex.answers.record import Answer
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast
from policyindex.plugins.host import PluginHost
from policyindex.questions.asked import AnswerValue
from policyindex.scoring.result import Result

# The handbook's key: scores, and the regions to learn from at each level.
BANDS = {
    "overall": [
        (0, 14, "Bavaria, Skåne, Catalonia, Västra Götaland"),
        (15, 28, "Emilia-Romagna, Berlin, Veneto, Vorarlberg"),
        (29, 42, "Tyrol, Lisbon, Basque Country, Vienna"),
    ],
    "stage.formulation": [(0, 2, "Navarre, Apulia, Skåne"), (3, 5, "Basque Country, Tyrol, Emilia-Romagna"), (6, 8, "Lisbon, Veneto, Vorarlberg")],
    "stage.output": [(0, 6, "Bavaria, South Tyrol, Västra Götaland"), (7, 13, "Veneto, Berlin, Catalonia"), (14, 20, "Lisbon, Basque Country, Vienna")],
    "stage.implementation": [(0, 2, "Catalonia, Bavaria, Apulia"), (3, 5, "Vorarlberg, Navarre, Berlin"), (6, 7, "Vienna, Lisbon, Basque Country")],
    "stage.evaluation": [(0, 2, "Bavaria, Basque Country, Apulia"), (3, 5, "Vienna, Lisbon, Veneto"), (6, 7, "Flanders, Emilia-Romagna, Tyrol")],
}  # fmt: skip
NAMES = ("poorly developed", "partially developed", "well developed")
THRESHOLDS = {
    "adapted-services": (3, 5), "staff-competences": (2, 4), "consultative-body-use": (2, 3), "intercultural-delivery": (2, 4),
    "ngo-resources": (2, 3), "local-authority-resources": (2, 3), "funding-mix": (2, 3),
}  # fmt: skip
CASES = [(node, points) for node, rows in BANDS.items() for low, high, _ in rows for points in range(low, high + 1)]


@pytest.fixture(scope="module")
def checklist() -> Instrument:
    return get_instrument("regin-checklist", load_host())


def ticks(checklist: Instrument, count: int, among: Iterable[str], unit: str = "ZZ") -> AnswerSet:
    """Tick the first ``count`` of some items and read all the others without ticking them."""
    among = list(among)
    chosen = set(among[:count])

    def value(key: str) -> AnswerValue:
        indicator = checklist.indicators[key]
        if isinstance(indicator, AtLeast):
            return tuple(indicator.sub_options) if key in chosen else ()
        return key in chosen

    return AnswerSet(Answer(unit, "2026", key, answer=value(key)) for key in checklist.indicators)


def test_42_items_by_stage_and_element(checklist: Instrument) -> None:
    found = Counter(
        tuple(each.facet_values(facet)[0] for facet in ("stage", "element")) for each in checklist.indicators.values()
    )
    stages = {"formulation": (2, 3, 3), "output": (9, 6, 5), "implementation": (3, 1, 3), "evaluation": (2, 3, 2)}
    expected = {
        (stage, element): n
        for stage, row in stages.items()
        for element, n in zip(("actions", "actors", "resources"), row, strict=True)
    }
    assert dict(found) == expected
    assert len(checklist.indicators) == 42


def test_the_seven_counted_items(checklist: Instrument) -> None:
    counted = {
        key: (each.at_least, len(each.sub_options))
        for key, each in checklist.indicators.items()
        if isinstance(each, AtLeast)
    }
    assert counted == THRESHOLDS


@pytest.mark.parametrize("key", THRESHOLDS)
def test_a_counted_item_earns_its_point_at_its_threshold(checklist: Instrument, host: PluginHost, key: str) -> None:
    indicator = checklist.indicators[key]
    assert isinstance(indicator, AtLeast)
    for count in range(len(indicator.sub_options) + 1):
        chosen = tuple(indicator.sub_options)[:count]
        answers = AnswerSet(
            replace(each, answer=chosen) if each.indicator == key else each for each in ticks(checklist, 0, ())
        )
        assert score(checklist, answers, host).score("ZZ", "2026", "overall") == float(count >= indicator.at_least)


def below(checklist: Instrument, node: str) -> tuple[str, ...]:
    return tuple(checklist.indicators) if node == "overall" else checklist.indicators_below(node)


@pytest.mark.parametrize(("node", "points"), CASES)
def test_every_band_at_every_score(checklist: Instrument, host: PluginHost, node: str, points: int) -> None:
    result = score(checklist, ticks(checklist, points, below(checklist, node)), host)
    expected = next(
        (name, regions) for (low, high, regions), name in zip(BANDS[node], NAMES, strict=True) if low <= points <= high
    )
    assert result.score("ZZ", "2026", node) == points
    assert result.band(0, result.column(node)) == expected[0]
    assert ", ".join(each.label for each in learn_from(result, 0, node)) == expected[1]
    assert all(each.see == "r.mipex.eu" for each in learn_from(result, 0, node))


def test_a_region_is_never_named_to_itself(checklist: Instrument, host: PluginHost) -> None:
    vienna = score(checklist, ticks(checklist, 42, checklist.indicators, unit="AT13"), host)
    assert [each.label for each in learn_from(vienna, 0, "overall")] == ["Tyrol", "Lisbon", "Basque Country"]


def test_unread_differs_from_unticked(checklist: Instrument, host: PluginHost) -> None:
    whole = ticks(checklist, 30, checklist.indicators)
    partial = AnswerSet(each for each in whole if each.indicator != "feedback-funds")
    result = score(checklist, partial, host)
    assert result.score("ZZ", "2026", "overall") == 30
    assert result.band(0, result.column("overall")) == ""
    assert [each.indicator for each in unread(result, 0, ("overall",))] == ["feedback-funds"]
    assert "feedback-funds" not in [each.indicator for each in todo(result, 0, ("overall",))]
    assert len(todo(result, 0, ("overall",))) == 11
    assert result.band(0, result.column("stage.formulation")) == "well developed"  # read whole


def test_one_stage_alone(checklist: Instrument, host: PluginHost) -> None:
    some = below(checklist, "stage.evaluation")
    answers = AnswerSet(each for each in ticks(checklist, 4, some) if each.indicator in some)
    result = score(checklist, answers, host)
    rows = list(result.rows(("evaluation",)))
    assert (rows[0].node, rows[0].score, rows[0].band) == ("stage.evaluation", 4, "partially developed")
    assert len(todo(result, 0, ("stage.evaluation",))) == 3
    assert unread(result, 0, ("stage.evaluation",)) == []


def test_labelled_and_never_ranked(checklist: Instrument, host: PluginHost) -> None:
    result = score(checklist, read_answers(checklist, host=host), host)
    assert {row.verification for row in result.rows()} == {"self-assessed"}
    assert {row.rank for row in result.rows()} == {None}


def sample(checklist: Instrument, host: PluginHost) -> Result:
    return score(checklist, read_answers(checklist, host=host), host)


def test_the_sample_is_named_as_invented(checklist: Instrument, host: PluginHost) -> None:
    result = sample(checklist, host)
    assert result.unit_names["ZZ-NORTHMARK"] == "Northmark (invented)"
    stages = {node: result.score("ZZ-NORTHMARK", "2026", node) for node in BANDS}
    assert stages == {
        "overall": 24,
        "stage.formulation": 6,
        "stage.output": 11,
        "stage.implementation": 4,
        "stage.evaluation": 3,
    }


def test_every_item_is_asked_as_has_or_does(checklist: Instrument) -> None:
    for key, indicator in checklist.indicators.items():
        assert indicator.question.endswith("?"), key
        assert "our region" in indicator.question, key
        assert indicator.todo, key
