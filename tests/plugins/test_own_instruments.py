"""The regional and the local instrument: our operationalisations, told as such, on the same axes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import get_instrument, read_answers, score
from policyindex.instruments.models import GradedCount, SingleChoice
from policyindex.plugins.host import PluginHost
from policyindex.testing import check_cases

STAGES = ("formulation", "output", "implementation", "evaluation")
ELEMENTS = ("actions", "actors", "resources")
NAMES = ("mipex-regional", "mipex-local")


@pytest.mark.parametrize("path", sorted(ROOT.glob("plugins/*/*/cases/*.yaml")), ids=lambda path: path.name)
def test_cases_computed_by_hand(path: Path, host: PluginHost) -> None:
    assert check_cases(path, host) >= 4


def test_the_handbooks_42_statements_by_stage_and_element(host: PluginHost) -> None:
    regional, checklist = get_instrument("mipex-regional", host), get_instrument("regin-checklist", host)
    assert set(regional.indicators) == set(checklist.indicators)
    for key, indicator in regional.indicators.items():
        assert indicator.facets == checklist.indicators[key].facets
        counted = isinstance(indicator, GradedCount)
        assert counted == (not isinstance(indicator, SingleChoice))
        if isinstance(indicator, SingleChoice):
            assert sorted(map(float, indicator.option_points.values())) == [0, 50, 100]


def test_the_local_instrument_has_questions_for_what_a_municipality_decides(host: PluginHost) -> None:
    local = get_instrument("mipex-local", host)
    areas = Counter(indicator.facet_values("area")[0] for indicator in local.indicators.values())
    assert len(local.indicators) >= 30
    assert len(areas) == 8
    assert min(areas.values()) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_all_axes_are_scored_and_told_as_ours(name: str, host: PluginHost, run: Run) -> None:
    instrument = get_instrument(name, host)
    wanted = {f"stage.{stage}" for stage in STAGES} | {f"element.{element}" for element in ELEMENTS}
    wanted |= {f"stage.{stage}/{element}" for stage in STAGES for element in ELEMENTS} | {
        "group.tcn",
        "group.bip",
        "overall",
    }
    assert wanted <= set(instrument.nodes)
    assert sum(node.startswith("area.") for node in instrument.nodes) == 8
    text = run("instruments", "show", name).stdout
    assert "own operationalisation" in text.lower().replace("\n", " ")
    result = score(instrument, read_answers(instrument, host=host), host)
    assert {row.verification for row in result.rows()} - {""} == {"invented example"}
    assert all("invented" in result.unit_names[unit] for unit in result.panel.units)


def test_area_and_group_scores_come_only_from_questions_asked_so(host: PluginHost) -> None:
    regional = get_instrument("mipex-regional", host)
    for node in regional.nodes:
        if node.startswith(("area.", "group.")):
            value = node.partition(".")[2]
            assert all(child.endswith(f"[{value}]") for child in regional.nodes[node].children)


@pytest.mark.parametrize("name", NAMES)
def test_scoping_comes_first_and_the_short_form_covers_every_cell(name: str, host: PluginHost) -> None:
    instrument = get_instrument(name, host)
    scoping, form = instrument.file.scoping, instrument.file.short_forms["short"]
    assert scoping
    assert (scoping.facet, len(scoping.questions)) == ("area", 3)
    out = [rule for rule in scoping.rules if rule.scope == "out"]
    assert len(out) == 1  # only what is exclusively national and needs no action here
    assert 18 <= len(form.indicators) <= 22
    assert form.covers
    assert form.covers.facets == ("stage", "element")


def test_what_is_not_in_competence_leaves_the_denominator(host: PluginHost) -> None:
    regional = get_instrument("mipex-regional", host)
    result = score(regional, read_answers(regional, host=host), host)
    assert result.score("ZZ1-COAST", "2026", "area.social-security") is None
    row = result.row("ZZ1-COAST", "2026")
    column = result.column("overall")
    assert result.answered[row, column] == result.expected[row, column] < 97
