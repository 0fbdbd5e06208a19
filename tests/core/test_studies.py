"""Studies: scoping before comparison, the common basket, short forms, profiles that place a unit in its country."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run
from policyindex import AnswerSet, Status, WrongUseError, get_instrument, read_answers, score
from policyindex.answers.record import Origin
from policyindex.instruments.columns import Column
from policyindex.plugins.host import PluginHost
from policyindex.scoring.score import read_study
from policyindex.studies.basket import compare
from policyindex.studies.scope import columns_out, decide

REGIONAL = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional"
STUDY = REGIONAL / "data" / "example-study.yaml"
AREAS = ("culture-religion", "education", "health", "housing", "language", "labour-market", "social-security", "anti-discrimination")  # fmt: skip


@pytest.mark.parametrize(
    ("mandate", "share", "action", "wanted"),
    [
        ("national", "no", "no", "out"),  # seed 000: exclusively national, and nothing to carry out
        ("national", "yes", "no", "out"),
        ("national", "no", "yes", "partly"),
        ("national", "yes", "yes", "partly"),
        ("shared", "no", "no", "partly"),
        ("shared", "no", "yes", "partly"),
        ("shared", "yes", "no", "in"),
        ("shared", "yes", "yes", "in"),
        ("regional", "no", "no", "in"),
        ("regional", "yes", "yes", "in"),
    ],
)
def test_a_field_is_out_only_if_national_and_without_regional_action(
    mandate: str, share: str, action: str, wanted: str, host: PluginHost
) -> None:
    scoping = get_instrument("mipex-regional", host).file.scoping
    assert scoping
    assert decide(scoping, {"mandate": mandate, "share": share, "regional-action": action}).kind == wanted


def test_partly_keeps_implementation_and_leaves_general_questions_alone(host: PluginHost) -> None:
    regional = get_instrument("mipex-regional", host)
    scoping = regional.file.scoping
    assert scoping
    partly = decide(scoping, {"mandate": "national", "share": "no", "regional-action": "yes"})
    out = columns_out(regional, {"housing": partly})
    assert set(out.values()) == {"housing"}
    assert "adapted-services[housing]" in out
    assert "accessible-locations[housing]" not in out  # implementation
    assert not any("tcn" in column or "[" not in column for column in out)


SCOPES = st.fixed_dictionaries(
    {area: st.fixed_dictionaries({
        "mandate": st.sampled_from(["national", "shared", "regional"]),
        "share": st.sampled_from(["yes", "no"]),
        "regional-action": st.sampled_from(["yes", "no"]),
    }) for area in AREAS}
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(SCOPES, min_size=4, max_size=4))
def test_in_the_common_basket_all_units_are_compared_on_the_same_questions(host: PluginHost, scopes: list[dict[str, dict[str, str]]]) -> None:  # fmt: skip
    regional = get_instrument("mipex-regional", host)
    answers = AnswerSet(each for each in read_answers(regional, host=host) if each.status is Status.ANSWERED)
    study = read_study(STUDY, regional)
    units = list(study.file.units)
    assert regional.file.scoping
    decided = {
        unit: {area: decide(regional.file.scoping, found) for area, found in given.items()}
        for unit, given in zip(units, scopes, strict=True)
    }
    common = score(regional, answers, host, study=replace(study, scopes=decided), basket="common")
    assert (common.expected == common.expected[0]).all()
    gone = {column for unit in units for column in columns_out(regional, decided[unit])}
    kept = [each for each in answers if Column(each.indicator, each.instance).name not in gone]
    for unit in units:
        alone = [
            replace(each, answer=None, status=Status.NOT_IN_COMPETENCE) if each not in kept else each
            for each in answers
            if each.unit == unit
        ]
        by_itself = score(regional, AnswerSet(alone), host, basket="own")
        assert by_itself.score(unit, "2026", "overall") == common.score(unit, "2026", "overall")
    own = score(regional, answers, host, study=replace(study, scopes=decided), basket="own")
    for unit in units:
        out = set(columns_out(regional, decided[unit]))
        assert own.expected[own.row(unit, "2026"), own.column("overall")] == 97 - len(out)


def test_the_ranking_names_what_was_left_out_and_on_whose_account(run: Run) -> None:
    text = run("run", "mipex-regional").stdout
    assert (
        "Study: Four invented regions of two invented countries (invented-regions-2026), law as of 2026-06-30" in text
    )
    assert (
        "Compared on the common basket. Left out for all:\n"
        "  Labour market: 5 of 7 answers; no competence: Lakes (invented), Plains (invented)\n"
        "  Social security: 7 of 7 answers; no competence: Hills (invented), Coast (invented), Plains (invented)\n"
    ) in text
    own = run("run", "mipex-regional", "--basket", "own").stdout
    assert "Left out for all" not in own


def test_a_profile_explains_competences_and_places_the_region_in_its_country(run: Run) -> None:
    text = run("run", "mipex-regional", "--unit", "ZZ2-PLAINS").stdout
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "Social security out mandate: national, share: no, regional-action: no" in lines
    assert "Labour market partly: Implementation only mandate: national, share: no, regional-action: yes" in lines
    assert "In its country: Second Invented Country" in lines
    assert "Score of Plains (invented) Mean of 2 there Mean of all 4" in lines
    data = json.loads(run("run", "mipex-regional", "--unit", "ZZ2-PLAINS", "--json").stdout)
    profile = data["profiles"][0]
    assert profile["country"] == "Second Invented Country"
    assert profile["scope"]["Social security"]["scope"] == "out"
    whole = json.loads(run("run", "mipex-regional", "--json").stdout)
    overall = {
        each["unit"]: each["score"]
        for each in whole["scores"]
        if each["node"] == "overall" and each["tree"] == "stages"
    }
    placed = profile["placed"][0]
    assert placed["country"] == pytest.approx((overall["ZZ2-LAKES"] + overall["ZZ2-PLAINS"]) / 2)
    assert placed["everyone"] == pytest.approx(sum(overall.values()) / 4)
    assert whole["provenance"]["study"]["study"] == "invented-regions-2026"
    assert len(whole["provenance"]["basket"]["left_out"]["2026"]) == 12


@pytest.mark.parametrize("name", ["mipex-regional", "mipex-local"])
def test_the_short_form_is_scored_alone(name: str, host: PluginHost, run: Run) -> None:
    instrument = get_instrument(name, host)
    form = instrument.file.short_forms["short"]
    result = score(instrument, read_answers(instrument, host=host), host, basket="own", short_form="short")
    asked = {key for key in form.indicators for _ in instrument.instances(key)}
    out = compare(instrument, read_answers(instrument, host=host), None, "own", "short").answers
    assert {each.indicator for each in out if each.status is Status.ANSWERED} <= asked
    assert all(result.score(unit, "2026", "overall") is not None for unit in result.panel.units)
    everywhere = AnswerSet(
        replace(each, answer=None, status=Status.MISSING) for each in read_answers(instrument, host=host)
    )
    result = score(instrument, everywhere, host, basket="own", short_form="short")
    for cell in (node for node in instrument.nodes if node.startswith("stage.") and "/" in node):
        assert result.expected[:, result.column(cell)].min() >= 1
    text = run("run", name, "--short-form", "short").stdout
    assert "Scored on the short form of 20 questions" in text
    for label, gone, of in re.findall(r"^  (.+): ([0-9]+) of ([0-9]+) answers; no competence", text, re.MULTILINE):
        assert 0 < int(gone) <= int(of) <= len(asked), label  # questions that were not asked are not counted
    assert run("run", name, "--short-form", "tall").stderr.endswith(
        "there is no short form 'tall'; there are: short.\n"
    )


def test_a_study_of_some_units_and_another_period(host: PluginHost, run: Run, tmp_path: Path) -> None:
    text = STUDY.read_text().replace("  ZZ1-COAST: {label: Coast (invented), country: ZZ1}\n", "")
    path = tmp_path / "study.yaml"
    path.write_text(text.replace("  ZZ2-LAKES:", "  ZZ2-OTHER: {country: ZZ1}\n  ZZ2-LAKES:"))
    result = run("run", "mipex-regional", "--study", path, "--answers", REGIONAL / "data" / "example-regions.csv")
    assert "warning study-unit-unanswered: there are no answers of ZZ2-OTHER for 2026" in result.stderr
    assert (
        "answers that are not part of the study 'invented-regions-2026' are left out: ZZ1-COAST 2026" in result.stderr
    )
    assert "Coast" not in result.stdout


def test_answers_and_statuses_that_contradict_the_scope_are_told(host: PluginHost) -> None:
    regional = get_instrument("mipex-regional", host)
    study = read_study(STUDY, regional)
    lines = (REGIONAL / "data" / "example-regions.csv").read_text().splitlines()
    changed = [
        line.replace("adapted-services,social-security,,not_in_competence", "adapted-services,social-security,none,answered")
        if line.startswith("ZZ1-HILLS")
        else line.replace("accessible-locations,housing,half,answered", "accessible-locations,housing,,not_in_competence")
        for line in lines
    ]  # fmt: skip
    changed = [
        line.replace("accessible-locations,housing,full,answered", "accessible-locations,housing,,not_in_competence")
        for line in changed
    ]
    from policyindex.answers.importers.csv_answers import read_csv

    answers = AnswerSet(each for each, _ in read_csv("\n".join(changed).encode(), "a.csv", regional).answers)
    messages = [each.message for each in compare(regional, answers, study, "own").warnings]
    assert (
        "1 answer(s) of ZZ1-HILLS are not used, as the scoping takes their questions out: adapted-services[social-security]"
        in messages
    )
    assert any(
        "question(s) as not in competence that the scoping keeps in: accessible-locations[housing]" in each
        for each in messages
    )


def test_a_study_of_another_instrument(run: Run) -> None:
    result = run("run", "mipex-local", "--study", STUDY)
    assert result.exit_code == 1
    assert result.stderr.endswith(
        f"{STUDY}:6:13: error study-wrong-instrument: the study is one of 'mipex-regional@own-2026', not of "
        "'mipex-local@own-2026'\n    remedy: name the edition it was made for, or correct 'instrument'\n"
    )


def test_the_study_travels_with_its_answers_and_can_be_replaced(host: PluginHost) -> None:
    regional = get_instrument("mipex-regional", host)
    answers = read_answers(regional, host=host)
    assert answers.origin.study == STUDY
    assert score(regional, answers, host).provenance["study"]["study"] == "invented-regions-2026"
    without = score(regional, AnswerSet(answers, Origin()), host)
    assert "study" not in without.provenance
    assert without.provenance["basket"]["kind"] == "common"  # an instrument with scoping is compared on what all share
    with pytest.raises(
        WrongUseError, match=r"there is no basket 'commn'; there are: common, own. Did you mean 'common'?"
    ):
        score(regional, answers, host, basket="commn")


def test_the_official_questionnaire_is_another_edition_in_a_file(run: Run, tmp_path: Path) -> None:
    for path in (REGIONAL / "instruments" / "own-2026").glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("edition: own-2026", "edition: official-2022"))
    answers = REGIONAL / "data" / "example-regions.csv"
    result = run("run", tmp_path / "instrument.yaml", "--answers", answers)
    assert result.exit_code == 0
    assert "mipex-regional@official-2022" in result.stdout


TARGETS = """
targets:
  - {node: overall, score: 60, by: "2025"}
  - {node: overall, score: 80, by: "2030"}
  - {node: own, score: 30}
"""


def test_targets_show_how_far_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "index.yaml"
    path.write_text(
        "format: 1\nid: aims\nedition: '1'\ntitle: Aims\nindicators:\n"
        "  q: {label: Q, question: Q?, options: {a: {points: 100, text: A}, b: {points: 50, text: B}, c: {points: 0, text: C}}}\n"
        "nodes:\n  own: {label: Own, of: [q]}\n  overall: {label: Overall, of: [own]}\n"
        "trees: {main: {label: Main, published: true, roots: [overall]}}\n" + TARGETS
    )
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,period,q\nAA,2026,b\nBB,2026,a\nCC,2025,b\n")
    ranking = run("run", path, "--answers", answers).stdout
    lines = [" ".join(line.split()) for line in ranking.splitlines()]
    assert any(line.endswith("To target 80 by 2030") for line in lines)
    assert any(line.startswith("1 BB") and line.endswith("reached") for line in lines)
    assert any(line.startswith("2 AA") and line.endswith("30.0") for line in lines)
    profile = [
        " ".join(line.split()) for line in run("run", path, "--answers", answers, "--unit", "CC").stdout.splitlines()
    ]
    assert any(line.startswith("Overall") and line.endswith("60 by 2025 10.0 1 of 1") for line in profile)
    assert any(line.startswith("Own") and line.endswith("30 reached 1 of 1") for line in profile)
    rows = json.loads(run("run", path, "--answers", answers, "--json").stdout)["scores"]
    assert {(row["unit"], row["node"]): (row["target"], row["distance"]) for row in rows} == {
        ("AA", "overall"): (80, 30), ("BB", "overall"): (80, -20), ("CC", "overall"): (60, 10),
        ("AA", "own"): (30, -20), ("BB", "own"): (30, -70), ("CC", "own"): (30, -20),
    }  # fmt: skip


def test_it_is_said_why_nobody_has_a_score(run: Run, tmp_path: Path) -> None:
    for path in (REGIONAL / "instruments" / "own-2026").glob("*.yaml"):
        text = path.read_text().replace(
            "  overall:\n    label: Overall", "  overall:\n    presence: all\n    label: Overall"
        )
        (tmp_path / path.name).write_text(
            text.replace(
                "    of: {by: [stage]}",
                "    of: [area.education, area.social-security, stage.output, stage.formulation, stage.implementation, stage.evaluation]",
            )
        )
    answers = REGIONAL / "data" / "example-regions.csv"
    result = run("run", tmp_path / "instrument.yaml", "--answers", answers)
    assert "No score of Overall: it needs every part, and nobody has one of Social security.\n" in result.stdout


def test_types_that_somebody_states_are_shown_with_their_source(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "round.yaml"
    study.write_text(
        "format: 1\nstudy: round\ntitle: A round\ninstrument: mipex-national@core-2020\nperiod: '2019'\nbasket: own\nunits:\n"
        "  FR: {types: {approaches: {type: comprehensive, source: An invented publisher}}}\n  DE: {}\n"
    )
    asked = ("run", "mipex-national", "--study", study, "--unit", "FR", "--unit", "DE")
    shown = run(*asked).stdout
    assert "Four approaches to integration: types as stated by An invented publisher" in shown
    assert "comprehensive" in shown
    rows = run(*asked, "--table", "types", "--format", "csv", "--columns", "unit,type,source").stdout.splitlines()
    assert rows == ["unit,type,source", "DE,temporary,", "FR,comprehensive,An invented publisher"]
