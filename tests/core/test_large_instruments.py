"""Instruments of any size: linear in what they hold, or refused with a stated limit before anything fills up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from conftest import Run
from measuring import cost, measurable
from policyindex import Answer, AnswerSet, ProblemsFoundError, get_instrument, score
from policyindex.instruments import limits
from policyindex.instruments.instrument import ComposedNode, reach
from policyindex.instruments.models import Rule
from policyindex.plugins.host import PluginHost
from policyindex.problems.problem import hint
from policyindex.scoring import coverage
from policyindex.scoring import plan as plans

HEAD = 'format: 1\nid: large\nedition: "1"\ntitle: A large index of invented towns\n'
ASKED = "label: Q, question: Is there a plan?, options: {a: {points: 100, text: A plan}, b: {points: 0, text: None}}"


def instrument(questions: Iterable[str], nodes: Iterable[str], root: str, facets: str = "", derived: str = "") -> str:
    text = HEAD + facets + "indicators:\n" + "".join(f"  {each}\n" for each in questions)
    text += "nodes:\n" + "".join(f"  {each}\n" for each in nodes) + derived
    return text + f"trees:\n  main: {{label: Main, published: true, roots: [{root}]}}\n"


def facets_of(count: int, values: int) -> str:
    each = ", ".join(f"v{value}: V{value}" for value in range(values))
    return "facets:\n" + "".join(f"  f{facet}: {{label: F, values: {{{each}}}}}\n" for facet in range(count))


def chain(length: int) -> str:
    nodes = [f"n{each}: {{label: N, of: [{f'n{each - 1}' if each else 'q'}]}}" for each in range(length)]
    return instrument([f"q: {{{ASKED}}}"], nodes, f"n{length - 1}")


def broad(count: int) -> str:
    names = [f"q{each}" for each in range(count)]
    return instrument(
        [f"{name}: {{{ASKED}}}" for name in names], [f"all: {{label: All, of: [{', '.join(names)}]}}"], "all"
    )


def per_facets(facets: int, values: int) -> str:
    by = ", ".join(f"f{each}" for each in range(facets))
    question = f"q: {{ask_per: [{by}], {ASKED}}}"
    return instrument([question], ["all: {label: All, of: [q]}"], "all", facets_of(facets, values))


def derived(facets: int, values: int, of: str = "v0") -> str:
    by = ", ".join(f"f{each}" for each in range(facets))
    mine = ", ".join(f"f{each}: {of}" for each in range(facets))
    question = f"q: {{facets: {{{mine}}}, {ASKED}}}"
    entry = f"derived:\n  - {{by: [{by}]}}\n"
    return instrument([question], ["all: {label: All, of: [q]}"], "all", facets_of(facets, values), entry)


REFUSED = {
    "questions-too-many": [per_facets(6, 30), per_facets(2, 101)],
    "nodes-too-many": [derived(6, 30), chain(limits.NODES + 1)],
    "places-too-many": [derived(3, 21, f"[{', '.join(f'v{each}' for each in range(21))}]").replace(
        "indicators:\n", "indicators:\n" + "".join(f"  p{each}: {{facets: {{f0: [v0, v1], f1: [{', '.join(f'v{value}' for value in range(21))}], f2: [{', '.join(f'v{value}' for value in range(21))}]}}, {ASKED}}}\n" for each in range(120)))],
    "nodes-too-deep": [chain(5000), chain(limits.DEPTH + 1)],
    "reach-too-large": [instrument(
        [f"q: {{ask_per: [f0, f1], {ASKED}}}"],
        [*(f"n{each}: {{label: N, of: [q]}}" for each in range(502)), f"all: {{label: A, of: [{', '.join(f'n{each}' for each in range(502))}]}}"],
        "all", facets_of(2, 100),
    )],
    "yaml-too-many-entries": [broad(8_000)],
}  # fmt: skip


@measurable
@pytest.mark.parametrize(
    ("code", "text"),
    [(code, text) for code, texts in REFUSED.items() for text in texts],
    ids=[f"{code}-{place}" for code, texts in REFUSED.items() for place, _ in enumerate(texts)],
)
def test_what_is_too_large_is_refused_at_little_cost(code: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(text, encoding="utf-8")
    done = cost("validate", path)
    assert (done.code, f": error {code}: " in done.output) == (1, True), done.output
    assert "expected: at most " in done.output
    assert "Traceback" not in done.output
    assert done.seconds < 6  # under one on a quiet machine; what is spelled out takes minutes
    assert done.megabytes < 300


def test_a_chain_as_deep_as_may_be_is_scored_and_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "chain.yaml").write_text(chain(limits.DEPTH), encoding="utf-8")
    (tmp_path / "answers.csv").write_text("unit,period,q\nZZ-A,2020,a\nZZ-B,2020,b\n", encoding="utf-8")
    assert "1  ZZ-A" in run("run", tmp_path / "chain.yaml", "--answers", tmp_path / "answers.csv").stdout
    for command in (
        ("show",),
        ("to-xlsx", "--output", tmp_path / "out.xlsx"),
        ("translation", "--lang", "de", "--output", tmp_path / "de.yaml"),
    ):
        done = run("instruments", command[0], tmp_path / "chain.yaml", *command[1:])
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("length", [1000, 4000])
def test_what_is_reached_is_found_in_one_walk(length: int) -> None:
    nodes = {
        f"n{each}": ComposedNode(f"n{each}", "N", (f"n{each - 1}",) if each else ("q",), Rule())
        for each in range(length)
    }
    found = reach(nodes)
    assert len({id(each) for each in found.values()}) == 1  # one and the same, however long the chain


def test_what_lies_below_nodes_is_found_in_the_order_of_the_file(host: PluginHost, tmp_path: Path) -> None:
    nodes = [
        "top: {label: T, of: [left, q0, right]}",
        "left: {label: L, of: [q3, deep, q1]}",
        "right: {label: R, of: [deep, q2, q3]}",
        "deep: {label: D, of: [q4, q1]}",
    ]
    (tmp_path / "mesh.yaml").write_text(instrument([f"q{each}: {{{ASKED}}}" for each in range(5)], nodes, "top"))
    mesh = get_instrument(tmp_path / "mesh.yaml", host)
    assert mesh.indicators_below("top") == ("q0", "q3", "q1", "q4", "q2")
    assert mesh.indicators_below("right") == ("q2", "q3", "q4", "q1")
    assert mesh.indicators_below("q0") == ()


def test_smaller_blocks_and_columns_counted_one_by_one_give_the_same(
    host: PluginHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist = get_instrument("regin-checklist", host)
    random = np.random.default_rng(8)
    answers = AnswerSet(
        Answer(f"ZZ-{unit}", "2026", key, answer=bool(random.integers(2)))
        for unit in range(40)
        for key, each in checklist.indicators.items()
        if each.kind == "tick" and not each.ask_per and random.random() < 0.8
    )
    before = score(checklist, answers, host)
    monkeypatch.setattr(plans, "AREA", 1)
    monkeypatch.setattr(coverage, "_LARGE", 0)
    after = score(checklist, answers, host)
    assert before.scores.tobytes() == after.scores.tobytes()
    assert [row.answered for row in before.rows()] == [row.answered for row in after.rows()]


def test_derived_nodes_are_those_that_something_belongs_to(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "derived.yaml"
    path.write_text(derived(4, 10), encoding="utf-8")
    large = get_instrument(path, host)
    assert [key for key in large.nodes if key.startswith("f0.")] == ["f0.v0/v0/v0/v0"]
    assert math.prod([10] * 4) <= limits.NODES


def test_a_hint_among_thousands_of_names_finds_another_case_only() -> None:
    many = [f"name{each}" for each in range(5000)]
    assert hint("NAME17", many) == " Did you mean 'name17'?"
    assert hint("nama17", many) == ""
    assert hint("nama17", many[:500]) == " Did you mean 'name17'?"


def test_a_limit_is_said_once_however_many_parts_are_too_large(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "both.yaml"
    path.write_text(per_facets(6, 30).replace("nodes:\n", "  r: {ask_per: [f0, f1, f2], " + ASKED + "}\nnodes:\n"))
    with pytest.raises(ProblemsFoundError) as error:
        get_instrument(path, host)
    assert [each.code for each in error.value.problems] == ["questions-too-many", "questions-too-many"]
