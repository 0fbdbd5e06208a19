"""Editions side by side: what changed, how comparable scores are, and answers carried from one to the other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from base_index import BASE
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run
from policyindex import Answer, AnswerSet, get_instrument, score
from policyindex.editions.comparability import Comparability
from policyindex.editions.diff import Comparison, compare_editions
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, SingleChoice, Tick
from policyindex.plugins.host import PluginHost

KINDS = ROOT / "tests" / "cases" / "kinds.yaml"
NATIONAL = ROOT / "plugins/mipex_national/policyindex_mipex_national/instruments/core-2020"
IDENTICAL, REWORDED, RESCORED, RESTRUCTURED, NEW = Comparability


@pytest.fixture
def pair(host: PluginHost, tmp_path: Path) -> Callable[..., Comparison]:
    """Compare the base with itself after some replacements."""

    def compared(*replacements: tuple[str, str], renamed: dict[str, str] | None = None) -> Comparison:
        text = BASE
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "one.yaml").write_text(BASE)
        (tmp_path / "two.yaml").write_text(text)
        one, two = (get_instrument(tmp_path / name, host) for name in ("one.yaml", "two.yaml"))
        found = compare_editions(one, two, renamed)
        check_hereditary(found)
        return found

    return compared


def check_hereditary(comparison: Comparison) -> None:
    for key, node in comparison.after.nodes.items():
        for child in node.children:
            below = comparison.nodes[child] if child in comparison.nodes else comparison.columns[child]
            assert comparison.nodes[key] >= min(below, RESTRUCTURED), (key, child)


@pytest.mark.parametrize(
    ("old", "new", "change", "nodes"),
    [
        ("for the parks?", "for all parks?", "reworded a question", (REWORDED, IDENTICAL, REWORDED, REWORDED)),
        ("label: Parks, of", "label: Green, of", "reworded parks label", (REWORDED, IDENTICAL, IDENTICAL, REWORDED)),
        ("points: 50", "points: 60", "rescored a options/half/points", (RESCORED, IDENTICAL, RESCORED, RESCORED)),
        ("half: {", "partly: {", "rescored a options/half", (RESCORED, IDENTICAL, RESCORED, RESCORED)),
        ("worst: 60", "worst: 90", "rescored c goalposts/worst", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        ("goalposts: {worst: 60, best: 0}", "thresholds: [{from: 0, points: 0}]", "rescored c thresholds/1", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        ("unit: days", "unit: weeks", "rescored c unit", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        ("at_least: 2", "at_least: 3", "rescored d at_least", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        (", z: {text: People}", "", "rescored d sub_options/z", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        ("kind: tick, points: 100", "kind: number", "restructured b kind", (RESTRUCTURED, IDENTICAL, IDENTICAL, RESTRUCTURED)),
        ("points: 100, facets: {area: parks}", "points: 100, ask_per: [area]", "restructured b ask_per", (RESTRUCTURED, IDENTICAL, IDENTICAL, RESTRUCTURED)),
        ("c: 2", "c: 3", "weights roads weights/c", (IDENTICAL, RESCORED, IDENTICAL, RESCORED)),
        ("Apart, of", "Apart, missing: zero, of", "rule apart missing", (IDENTICAL, IDENTICAL, RESCORED, IDENTICAL)),
        ("Apart, of", "Apart, min_coverage: 0.5, of", "rule apart min_coverage", (IDENTICAL, IDENTICAL, RESCORED, IDENTICAL)),
        ("Apart, of", "Apart, aggregator: sum, of", "rule apart aggregator", (IDENTICAL, IDENTICAL, RESCORED, IDENTICAL)),
        ("Apart, of: [a]", "Apart, of: [a, b]", "moved b parents", (IDENTICAL, IDENTICAL, RESTRUCTURED, IDENTICAL)),
        ("area: roads}, goal", "area: parks}, goal", "classified c facets/area", (IDENTICAL, REWORDED, IDENTICAL, REWORDED)),
        ("to: 50}", "to: 40}, {id: mid, label: mid, from: 40, to: 50}", "changed all bands/low/to", (IDENTICAL,) * 4),
        ("roots: [overall, apart]", "roots: [apart, overall]", "changed main roots", (IDENTICAL,) * 4),
    ],
)  # fmt: skip
def test_a_change_and_its_class(
    pair: Callable[..., Comparison], old: str, new: str, change: str, nodes: tuple[Comparability, ...]
) -> None:
    comparison = pair((old, new))
    lines = [f"{each.kind} {each.id} {each.what}".strip() for each in comparison.changes]
    assert change in lines
    assert tuple(comparison.nodes[key] for key in ("parks", "roads", "apart", "overall")) == nodes


def test_new_indicators_restructure_what_is_above(pair: Callable[..., Comparison]) -> None:
    comparison = pair(
        ("  b: {", "  e: {label: E, question: New?, kind: tick}\n  b: {"), ("of: [a, b]", "of: [a, b, e]")
    )
    assert comparison.indicators["e"] is NEW
    assert (comparison.nodes["parks"], comparison.nodes["overall"]) == (RESTRUCTURED, RESTRUCTURED)
    assert {each.kind for each in comparison.changes} == {"added", "children"}


def test_a_rename_is_probable_until_it_is_stated(pair: Callable[..., Comparison]) -> None:
    changes = (
        ("  b: {label: B, question: Is the plan public?", "  p: {label: B, question: Is this plan public?"),
        ("[a, b]", "[a, p]"),
    )
    comparison = pair(*changes)
    assert (comparison.indicators["p"], comparison.nodes["parks"]) == (NEW, RESTRUCTURED)
    assert [(each.old, each.new) for each in comparison.renames] == [("b", "p")]
    stated = pair(*changes, renamed={"p": "b"})
    assert (stated.indicators["p"], stated.nodes["parks"]) == (REWORDED, REWORDED)
    assert not stated.renames
    swapped = pair(renamed={"a": "a", "b": ""})
    assert (swapped.indicators["b"], swapped.nodes["parks"]) == (NEW, RESTRUCTURED)


def test_a_renamed_node_with_the_same_children(pair: Callable[..., Comparison]) -> None:
    comparison = pair(("  parks: {label: Parks", "  green: {label: Green"), ("[parks, roads]", "[green, roads]"))
    assert [(each.part, each.old, each.new, each.why) for each in comparison.renames] == [
        ("nodes", "parks", "green", "the same children")
    ]


@pytest.mark.parametrize("reference", ["mipex-national", "mipex-regional", "mipex-local", "regin-checklist", KINDS])
def test_an_edition_is_identical_to_itself(host: PluginHost, reference: str | Path) -> None:
    instrument = get_instrument(reference, host)
    comparison = compare_editions(instrument, instrument)
    assert not comparison.changes
    assert {*comparison.nodes.values(), *comparison.indicators.values()} == {IDENTICAL}


MUTATIONS = [
    ("points: 50", "points: 40"), ("Which of the three?", "Which one of the three?"), ("points: 50, text", "points: 45, text"),
    ("missing: zero", "missing: skip"), ("count: 1", "count: 2"), ("best: 0", "best: 5"), ("choice: 3", "choice: 2"),
    ("label: Skip", "label: Left out"), ("aggregator: weighted_mean", "aggregator: weighted_sum"), ("score: 60", "score: 61"),
    ("at_least: 2", "at_least: 1"), ("young: Young people, ", ""), ("of: [per-group]", "of: [per-group, days]"),
    ("presence: all", "presence: any"), ("min_coverage: 0.75", "min_coverage: 0.5"), ("facets: {area: roads}", "facets: {area: [parks, roads]}"),
]  # fmt: skip


def answers_of(data: st.DataObject, instrument: Instrument) -> AnswerSet:
    draw = data.draw
    found = []
    for key, indicator in instrument.indicators.items():
        for instance in instrument.instances(key):
            if isinstance(indicator, SingleChoice):
                value: object = draw(st.sampled_from([None, *indicator.options]))
            elif isinstance(indicator, Tick):
                value = draw(st.sampled_from([None, True, False]))
            elif isinstance(indicator, AtLeast | GradedCount):
                value = draw(st.none() | st.lists(st.sampled_from(list(indicator.sub_options)), unique=True).map(tuple))
            else:
                value = draw(st.none() | st.integers(0, 70).map(float))
            if value is not None:
                found.append(Answer("AA", "1", key, instance, value))  # type: ignore[arg-type]
    return AnswerSet(found)


@settings(max_examples=60)
@given(st.data())
def test_up_to_reworded_the_same_answers_give_the_same_scores(
    host: PluginHost, tmp_path: Path, data: st.DataObject
) -> None:
    text = KINDS.read_text(encoding="utf-8")
    for old, new in data.draw(st.lists(st.sampled_from(MUTATIONS), max_size=3, unique=True)):
        if "young" in old:
            text = text.replace(", group.young", "")
        text = text.replace(old, new, 1)
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    one, other = get_instrument(KINDS, host), get_instrument(path, host)
    comparison = compare_editions(one, other)
    check_hereditary(comparison)
    answers = answers_of(data, one)
    columns = {Column(key, instance).name for key in other.indicators for instance in other.instances(key)}
    common = AnswerSet(each for each in answers if Column(each.indicator, each.instance).name in columns)
    if not len(common):
        return
    before, after = score(one, answers, host), score(other, common, host)
    for key, found in comparison.nodes.items():
        if found <= REWORDED:
            pair = [float(result.scores[0, result.column(key)]) for result in (before, after)]
            assert pair[0] == pair[1] or all(each != each for each in pair), key


def mutated_national(folder: Path) -> Path:
    """Copy the national edition, with three changes in one area."""
    for each in NATIONAL.glob("*.yaml"):
        text = re.sub(r"^# yaml.*\n", "", each.read_text(encoding="utf-8"))
        if each.name == "instrument.yaml":
            text = text.replace("edition: core-2020", "edition: core-2027")
        (folder / each.name).write_text(text, encoding="utf-8")
    area = folder / "area-d-political-participation.yaml"
    text = area.read_text(encoding="utf-8")
    assert "points: 50" in text
    area.write_text(text.replace("points: 50", "points: 60", 1), encoding="utf-8")
    return folder / "instrument.yaml"


def test_the_national_edition_against_a_changed_copy(run: Run, tmp_path: Path) -> None:
    path = mutated_national(tmp_path)
    result = run("instruments", "diff", "mipex-national@core-2020", path, "--format", "json")
    data = json.loads(result.stdout)
    assert [
        (each["kind"], each["what"].rpartition("/")[2], each["before"], each["after"]) for each in data["changes"]
    ] == [("rescored", "points", "50", "60")]
    key = data["changes"][0]["id"]
    assert data["indicators"].pop(key) == "rescored"
    assert set(data["indicators"].values()) == {"identical"}
    assert {node for node, worth in data["nodes"].items() if worth != "identical"} >= {"d"}
    assert {data["nodes"][node] for node in "abcefgh"} == {"identical"}


def test_the_report_as_a_user_reads_it(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(BASE)
    two.write_text(BASE.replace('edition: "1"', 'edition: "2"').replace("points: 50", "points: 60"))
    assert (
        run("instruments", "diff", one, two).stdout
        == """\
base@1 → base@2
indicators: 3 identical, 1 rescored
nodes: 1 identical, 3 rescored

Indicators
  rescored a options/half/points: 50 → 60

Comparability of scores
  Tree main: Main
    overall: rescored
      parks: rescored
      roads: identical
    apart: rescored
"""
    )
    markdown = run("instruments", "diff", one, two, "--format", "markdown").stdout
    assert "| node | `roads` | Roads | identical |" in markdown
    assert "- rescored a options/half/points: 50 → 60" in markdown
    two.write_text(two.read_text().replace("label: Roads", "label: 'R|<b>[x](javascript:y)'"))
    markdown = run("instruments", "diff", one, two, "--format", "markdown").stdout
    assert "| node | `roads` | R\\|\\<b\\>\\[x\\](javascript:y) | reworded |" in markdown
    shown = run("instruments", "show", two, "--format", "markdown").stdout
    assert "- roads: R\\|\\<b\\>\\[x\\](javascript:y) - " in shown
    assert "No difference." in run("instruments", "diff", one, one).stdout


SCOPING = """\
scoping:
  facet: area
  questions: {own: {question: Is it yours?, answers: {own: {text: It is.}, other: {text: It is not.}}}}
  rules: [{when: {own: own}, scope: in}, {when: {own: other}, scope: out}]
"""


def test_what_is_out_of_scope_decides_scores(pair: Callable[..., Comparison], host: PluginHost, tmp_path: Path) -> None:
    added = pair(("trees: {main", f"{SCOPING}trees: {{main"))
    assert set(added.indicators.values()) == set(added.nodes.values()) == {RESCORED}
    editions = []
    for name, scoping in {
        "before": SCOPING,
        "reworded": SCOPING.replace("yours", "theirs"),
        "partly": SCOPING.replace("scope: in", "scope: partly, only: {area: parks}"),
    }.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(BASE.replace("points: 100, facets: {area: parks}}\n", "points: 100}\n") + scoping)
        editions.append(get_instrument(path, host))
    before, reworded, partly = editions
    assert set(compare_editions(before, reworded).nodes.values()) == {IDENTICAL}
    assert compare_editions(before, partly).indicators == {"a": RESCORED, "b": IDENTICAL, "c": RESCORED, "d": RESCORED}
