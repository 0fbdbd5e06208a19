"""Reaching a goal: never more reforms than trying all sets finds, and as many equally small ones; costs; what is said."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from policyindex import AnswerSet, get_instrument, read_answers, score
from policyindex.analysis.reforms import reach_parts, reach_search
from policyindex.analysis.reforms.goals import read_goal
from policyindex.analysis.reforms.reach import reach
from policyindex.answers.record import Answer
from policyindex.plugins.host import PluginHost

RULES = ("mean", "weighted_sum", "min", "max", "median", "geometric_mean", "product", "sum", "table", "cap")


@st.composite
def instruments(draw: st.DrawFn) -> dict[str, Any]:
    """Small instruments: some questions below nodes of any rule, of which a few may share a question."""
    count = draw(st.integers(3, 5))
    questions = {
        f"q{at}": {
            "label": f"Q{at}",
            "question": "Is it so?",
            "options": {
                code: {"points": draw(st.sampled_from([0, 20, 33, 50, 67, 100])), "text": code}
                for code in ("abc" if draw(st.booleans()) else "ab")
            },
        }
        for at in range(count)
    }
    names = list(questions)
    cut = draw(st.integers(1, count - 1))
    groups = {"left": names[:cut], "right": names[cut:]}
    if draw(st.integers(0, 4)) == 0:
        groups["right"] = [names[0], *groups["right"]]
    nodes = {name: _node(draw, of, questions) for name, of in groups.items()}
    root = _node(draw, ["left", "right"], {})
    if draw(st.integers(0, 3)) == 0:
        root["best"] = "lowest"
    return {
        "format": 1, "id": "small", "edition": "e1", "title": "Small", "indicators": questions,
        "nodes": {"root": root, **nodes}, "trees": {"all": {"label": "All", "roots": ["root"], "published": True}},
    }  # fmt: skip


def _node(draw: st.DrawFn, of: list[str], questions: dict[str, Any]) -> dict[str, Any]:
    rule = draw(st.sampled_from(RULES))
    made: dict[str, Any] = {"label": "N", "of": of, "aggregator": rule}
    if rule == "weighted_sum":
        weights = {each: draw(st.sampled_from([0.5, 0.25, 1.0, -0.5])) for each in of}
        made |= {"weights": weights, "negative_weights": True}
    elif rule == "cap":
        made |= {"aggregator": "mean", "cap": 60}
    elif rule == "table" and set(of) <= questions.keys() and len(set(of)) < 3:
        codes = [list(questions[each]["options"]) for each in of]
        rows = [
            {"when": dict(zip(of, case, strict=True)), "score": draw(st.sampled_from([0, 30, 60, 100]))}
            for case in product(*codes)
        ]
        made |= {"aggregator": "decision_table", "table": [*rows, {"when": {}, "score": None, "note": "a gap"}]}
    elif rule == "table":
        made["aggregator"] = "mean"
    return made


@settings(max_examples=30, derandomize=True)
@given(instruments(), st.data())
def test_trying_every_set_finds_no_smaller_one(
    host: PluginHost, tmp_path_factory: pytest.TempPathFactory, made: dict[str, Any], data: st.DataObject
) -> None:
    """Every set of answers is a unit of its own, scored as any: unit 0 is the one that is reformed."""
    path = tmp_path_factory.mktemp("small") / "small.yaml"
    path.write_text(yaml.safe_dump(made, sort_keys=False))
    instrument = get_instrument(path, host)
    names = list(made["indicators"])
    codes = [list(made["indicators"][name]["options"]) for name in names]
    now = tuple(data.draw(st.sampled_from(each)) for each in codes)
    cases = [now, *(each for each in product(*codes) if each != now)]
    answers = AnswerSet(
        Answer(f"U{at}", "2024", name, answer=code)
        for at, case in enumerate(cases)
        for name, code in zip(names, case, strict=True)
    )
    result = score(instrument, answers, host)
    scores = {case: result.score(f"U{at}", "2024", "root") for at, case in enumerate(cases)}
    start, better = scores[now], -1 if made["nodes"]["root"].get("best") else 1
    if start is None:
        return
    goal, meets = data.draw(goals(start, better, [each for case, each in scores.items() if case != now]), label="goal")
    dear = data.draw(st.booleans(), label="reforms cost something")
    prices = {name: data.draw(st.sampled_from([0.5, 1.0, 2.5])) if dear else 1.0 for name in names}
    sets = [
        sum(prices[name] for name, a, b in zip(names, case, now, strict=True) if a != b)
        for case, each in scores.items()
        if each is not None and meets(each)
    ]
    few = data.draw(st.booleans(), label="little is tried")
    with pytest.MonkeyPatch.context() as patch:
        if data.draw(st.booleans(), label="little is enumerated"):
            patch.setattr(reach_parts, "LIMIT", 2)
        if few:
            patch.setattr(reach_search, "SETS", 4)
        found = reach(
            result, result.row("U0", "2024"), "root", read_goal(goal, result, "root"), lambda each: prices[each.column]
        )
    if found.cost is not None:
        case = {each.reform.column: each.reform.answer for each in found.reforms}
        assert sum(prices[name] for name in case) == found.cost
        assert found.after is not None
        assert found.after.score == scores[tuple(case.get(name, code) for name, code in zip(names, now, strict=True))]
        assert found.after.score is not None
        assert meets(found.after.score)
    if not sets:
        assert found.cost is None
        assert few or found.is_reachable is False
        known = [each for each in scores.values() if each is not None]
        assert found.most is None or better * found.most >= max(better * each for each in known)
    elif few:  # what is found may be more than is needed, never less; what is said to be needed never more
        assert found.least <= min(sets) <= (found.cost if found.cost is not None else 99)
    else:
        assert (found.cost, found.least) == (min(sets), min(sets))
        assert found.ways in (None, sets.count(min(sets)))


@st.composite
def goals(
    draw: st.DrawFn, start: float, better: int, others: list[float | None]
) -> tuple[str, Callable[[float], bool]]:
    """Goals as they are typed, with what meets them: a score that somebody has, or nobody; a rank."""
    known = sorted(better * each for each in others if each is not None)
    if len(known) > 1 and draw(st.booleans()):
        place = draw(st.integers(1, len(known)))
        return f"rank:{place}", lambda score: sum(each > better * score for each in known) < place
    limit = better * draw(st.sampled_from([*known, better * start, max([*known, better * start]) + 1]))
    return f"{limit:.9f}", lambda score: better * score >= better * limit


def told(run: Run, *options: str | Path) -> dict[str, Any]:
    done = run("whatif", *options, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_few_reforms_bring_germany_to_the_next_band(run: Run) -> None:
    (found,) = told(run, "mipex-national", "--unit", "DE", "--reach", "next")["reach"]
    assert (found["goal"], found["state"]) == ("the next band, slightly favourable", "reachable")
    singles = told(run, "mipex-national", "--unit", "DE", "--best", "200")["reforms"]
    there = [each for each in singles if each["band"] == "slightly favourable"]
    assert (found["cost"], found["equal_sets"]) == (1, len(there))
    assert found["score_after"] == max(each["score"] for each in there)


def test_what_was_reached_is_what_scoring_again_gives(run: Run, host: PluginHost) -> None:
    found = told(run, "mipex-national", "--all-units", "--reach", "rank:10")
    instrument = get_instrument("mipex-national", host)
    result = score(instrument, read_answers(instrument, host=host), host)
    assert len(found["reach"]) == 56
    for each in found["reach"][:6]:
        sets = [f"--set={one}" for one in each["questions"].split("; ") if one]
        if sets:
            moves = told(run, "mipex-national", "--unit", each["unit"], *sets)["moves"]
            own = next(move for move in moves if move["node"] == each["node"])
            assert (own["after"], own["rank_after"]) == (each["score_after"], each["rank_after"])
            assert own["rank_after"] <= 10
        else:
            assert result.ranks[result.row(each["unit"], "2019"), result.column(each["node"])] <= 10


def test_the_least_effort_is_not_the_fewest_reforms(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "efforts.csv").open("w", newline="") as file:
        rows = [
            ("indicator", "option", "effort"),
            ("db65db67db68", "", 9),
            ("db65db67db68", "half", 2),
            ("ea80", "", 4),
        ]
        csv.writer(file).writerows([*rows, ("dc71abd", "", 0.5), ("dd75", "", 0.5), ("dd76", "", 0.5)])
    options = ("mipex-national", "--unit", "DE", "--reach", "60", "--efforts", tmp_path / "efforts.csv")
    (found,) = told(run, *options)["reach"]
    assert found["cost"] <= 9
    shown = " ".join(run("whatif", *options).stdout.split())
    assert f"An effort of {found['cost']:g} is enough, less is not" in shown
    assert "questions without one are left alone" in shown


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (
            ("--reach", "favorable"),
            1,
            "'favorable' is nothing to reach expected: a score such as 60; a rank such as rank:10",
        ),
        (("--reach", "rank:0"), 1, "'rank:0' is nothing to reach"),
        (("--reach", "100.5"), 0, "Not reachable, at most"),
        (("--reach", "20"), 0, "Reached already."),
        (("--reach", "favourable"), 0, "14 reforms are enough, fewer are not; the only such set."),
        (("--reach", "rank:10"), 0, "4 reforms are enough, fewer are not; one of 4,060 equally small sets."),
        (("--best", "2", "--efforts", "efforts.csv"), 2, "--efforts goes with --reach"),
        (("--best", "2", "--reach", "60"), 2, "say what to try, one of"),
    ],
)
def test_what_is_said_of_a_goal(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("whatif", "mipex-national", "--unit", "DE", *options)
    assert done.exit_code == code, done.output
    assert said in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ba12,,1", "'ba12' is not a question of mipex-national"),
        ("ba21,wide,1", "'wide' is not an option of 'ba21'"),
        ("ba21,,-1", "the effort -1 is not above 0"),
        ("ba21,,much", "'much' in the column 'effort' is not a number"),
        ("ba21,,1\nba21,,2", "the effort for 'ba21' is stated twice"),
    ],
)
def test_efforts_with_faults_are_refused_at_their_line(run: Run, tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "efforts.csv"
    path.write_text(f"indicator,option,effort\n{row}\n")
    done = run("whatif", "mipex-national", "--unit", "DE", "--reach", "60", "--efforts", path)
    assert done.exit_code == 1, done.output
    assert said in " ".join(done.output.split())
    assert f"{path}:{2 + row.count(chr(10))}" in done.output
