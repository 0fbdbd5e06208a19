"""Trying reforms: what moves is what scoring again gives, gains are weight times step, and what cannot be tried says why."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from conftest import ROOT, Run
from policyindex import AnswerSet, get_instrument, read_answers, score
from policyindex.answers.record import Status
from policyindex.plugins.host import PluginHost
from policyindex.scoring.result import Result

NATIONAL = ROOT / "plugins" / "mipex_national" / "policyindex_mipex_national"
KINDS = """\
format: 1
id: parks
edition: e1
title: Parks
bands:
  levels:
    label: Level
    bands: [{id: low, label: low, from: 0, to: 50}, {id: high, label: high, from: 50, to: 100}]
indicators:
  open:
    label: Open to all
    question: Is the park open to all?
    options: {none: {points: 0, text: No}, half: {points: 50, text: Partly}, full: {points: 100, text: Yes}}
  lit: {kind: tick, label: Lit, question: Is it lit?, points: 100}
  paths:
    kind: graded_count
    label: Paths
    question: Which paths are there?
    sub_options: {foot: {text: For walkers}, bike: {text: For bicycles}, wheel: {text: For wheelchairs}}
    grades: [{count: 0, points: 0}, {count: 2, points: 60}, {count: 3, points: 100}]
  trees: {kind: number, label: Trees, question: How many trees?, goalposts: {worst: 0, best: 100}}
  told: {kind: tick, label: Told, question: Is it told?, scored: false}
nodes:
  parks: {label: Parks, of: [use, trees]}
  use: {label: Use, of: [open, lit, paths], aggregator: weighted_sum, weights: {open: 0.5, lit: 0.25, paths: 0.25}}
trees:
  parks: {label: Parks, roots: [parks], published: true}
"""
ANSWERS = """\
unit,period,indicator,answer
A,2024,open,half
A,2024,lit,false
A,2024,paths,foot
A,2024,trees,40
B,2024,open,full
B,2024,lit,false
B,2024,paths,foot
B,2024,trees,50
C,2024,open,none
C,2024,trees,10
"""


@pytest.fixture
def parks(tmp_path: Path) -> tuple[str | Path, ...]:
    """An instrument with every kind of question, and its answers."""
    (tmp_path / "parks.yaml").write_text(KINDS)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    return tmp_path / "parks.yaml", "--answers", tmp_path / "answers.csv"


def told(run: Run, *options: str | Path) -> dict[str, Any]:
    done = run("whatif", *options, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def scored_again(host: PluginHost, unit: str, reforms: dict[str, str]) -> Result:
    """Score the national answers of 2019 with other ones in some places, as any run does."""
    instrument = get_instrument("mipex-national", host)
    answers = [each for each in read_answers(instrument, host=host) if each.period == "2019"]
    changed = (
        replace(each, answer=reforms[each.indicator], points=None, status=Status.ANSWERED)
        if each.unit == unit and each.indicator in reforms
        else each
        for each in answers
    )
    return score(instrument, AnswerSet(changed), host)


@pytest.mark.parametrize(
    "reforms",
    [
        {"ba21": "full", "fa98": "full"},
        {"bb28a": "a", "bb28b": "a", "bb29a": "d", "bb29c": "b"},  # inputs of decision tables
        {"db65db67db68": "full", "ea80": "none", "fd115ab": "full", "bd38": "full"},
    ],
    ids=lambda reforms: "-".join(reforms),
)
def test_what_moves_is_what_scoring_again_gives(run: Run, host: PluginHost, reforms: dict[str, str]) -> None:
    known = get_instrument("mipex-national", host).indicators
    reforms = {
        key: code if code in known[key].choices else list(known[key].choices)[-1] for key, code in reforms.items()
    }
    found = told(run, "mipex-national", "--unit", "DE", *(f"--set={key}={code}" for key, code in reforms.items()))
    before, after = scored_again(host, "DE", {}), scored_again(host, "DE", reforms)
    row = after.row("DE", "2019")
    moved = {each["node"]: each for each in found["moves"]}
    for at, node in enumerate(after.plan.nodes):
        now, then = (
            (some.score("DE", "2019", node), int(some.ranks[row, at]), some.band(row, at)) for some in (before, after)
        )
        assert (node in moved) == (now != then)
        if node in moved:
            own = moved[node]
            assert (own["before"], own["rank_before"] or 0, own["band_before"]) == now
            assert (own["after"], own["rank_after"] or 0, own["band_after"]) == then
    types = {each["typology"]: each["after"] for each in found.get("types", [])}
    assert types.items() <= {each.typology: each.label for each in after.types if each.row == row}.items()


def test_gains_are_weight_times_step(run: Run) -> None:
    """Weights from the tree of the file, steps from the points in the answer file: none of it by the product."""
    tree = yaml.safe_load((NATIONAL / "instruments" / "core-2020" / "instrument.yaml").read_text())["nodes"]
    answers = pd.read_csv(NATIONAL / "data" / "answers-2007-2020.csv", keep_default_na=False, dtype=str)
    germany = answers[(answers["unit"] == "DE") & (answers["period"] == "2019")].iloc[0]

    def weights(node: str, share: float) -> dict[str, float]:
        own: dict[str, float] = {}
        below = tree.get(node)
        if below is None:
            return {node: share}
        if "of" in below and "table" not in below:
            for child in below["of"]:
                part = float(below["weights"][child]) if "weights" in below else 1 / len(below["of"])
                own |= weights(child, share * part)
        return own

    known = weights("overall_with_health", 1.0)
    found = told(run, "mipex-national", "--unit", "DE", "--best", "200")["reforms"]
    linear = [each for each in found if each["indicator"] in known]
    assert len(linear) > 40
    for each in linear:
        step = each["to_points"] - float(germany[each["indicator"]])
        assert each["gain"] == pytest.approx(known[each["indicator"]] * step, abs=2e-9)
    gains = [each["gain"] for each in found]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0
    assert len(gains) < 200


def test_every_kind_of_question_can_be_tried(run: Run, parks: tuple[str | Path, ...]) -> None:
    sets = ("--set=open=full", "--set=lit=yes", "--set=paths=foot; bike")
    (whole, part) = told(run, *parks, "--unit", "A", *sets)["moves"]
    assert (part["node"], part["before"], part["after"]) == ("use", 25.0, 100 * 0.5 + 100 * 0.25 + 60 * 0.25)
    assert (whole["node"], whole["before"], whole["after"]) == ("parks", (25 + 40) / 2, (90 + 40) / 2)
    assert (whole["rank_before"], whole["rank_after"], whole["band_after"]) == (2, 1, "high")
    best = told(run, *parks, "--unit", "A", "--best", "9")["reforms"]
    assert [(each["indicator"], each["to"], each["gain"]) for each in best] == [
        ("open", "full", 12.5), ("lit", "true", 12.5), ("paths", "foot; bike; wheel", 12.5), ("paths", "foot; bike", 7.5),
    ]  # fmt: skip


def test_what_is_left_alone_is_said(run: Run, parks: tuple[str | Path, ...]) -> None:
    shown = " ".join(run("whatif", *parks, "--all-units", "--best", "1").stdout.split())
    assert "nominal weights that nobody published, the other units standing still" in shown
    assert "2 of 2 single reforms would gain something" in shown  # of C, who answered one question with options
    shown = " ".join(run("whatif", *parks, "--unit", "C", "--best", "1").stdout.split())
    assert "No reform is looked for in: a number (1), missing (2)" in shown


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--unit", "A", "--set", "open=wide"), 1, "--set: error answers-option-unknown: 'wide' is not an option of 'open'"),
        (("--unit", "A", "--set", "lit=maybe"), 1, "error answers-not-true-or-false"),
        (("--unit", "A", "--set", "opne=full"), 1, "'opne' is not a question of parks@e1"),
        (("--unit", "A", "--set", "told=true"), 1, "the question 'told' counts in no score"),
        (("--unit", "A", "--set", "trees=80"), 1, "numbers change only by a file"),
        (("--unit", "A", "--set", "open"), 1, "'open' says no reform"),
        (("--unit", "A", "--set", "open=full", "--set", "open=none"), 1, "'open' is changed twice"),
        (("--unit", "A", "--set", "open=half"), 0, "A answers 'open' so in 2024 already: that changes nothing"),
        (("--unit", "D", "--set", "open=half"), 2, "there are no answers of 'D'; there are some of: A, B, C"),
        (("--unit", "A", "--period", "2020", "--best", "1"), 2, "no unit has answers for 2020; there are some for: 2024"),
        (("--unit", "A", "--node", "us", "--best", "1"), 2, "'us' is not a node of parks@e1; there are: use, parks"),
        (("--best", "1"), 2, "say whose reforms to try: --unit CODE"),
        (("--unit", "A"), 2, "say what to try, one of: --set QUESTION=ANSWER"),
        (("--unit", "A", "--best", "-1"), 2, "--best takes how many reforms to show"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_says_why(
    run: Run, parks: tuple[str | Path, ...], options: tuple[str, ...], code: int, said: str
) -> None:
    done = run("whatif", *parks, *options)
    assert done.exit_code == code, done.output
    assert said in " ".join(done.output.split())
    assert "Traceback" not in done.output
