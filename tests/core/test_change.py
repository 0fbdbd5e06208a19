"""Why scores changed: parts of answers add up to the difference, and are told apart by their causes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policyindex as pi
from conftest import Run
from policyindex import AnswerSet, get_instrument, load_host, read_answers, score
from policyindex.analysis.changes.change import Change, change
from policyindex.analysis.changes.lines import lines_of
from policyindex.analysis.changes.shapley import EXACT, orders_of, shapley
from policyindex.analysis.changes.upon import Upon
from policyindex.instruments.loader import load_instrument
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.result import Result
from policyindex.scoring.weights import nominal_weights

HOST = load_host()
POINTS = {"a": 0, "b": 0.5, "c": 1, "d": 2}
OPTIONS = {code: {"points": points, "text": f"Option {code}."} for code, points in POINTS.items()}
LINEAR = ("mean", "weighted_mean", "weighted_sum", "sum")
RISING = (*LINEAR, "min", "max", "median", "geometric_mean", "harmonic_mean", "product", "count")
UNEVEN = ("decision_table", "difference", "ratio")
TABLE = [(["c", "d"], ["c", "d"], 2), (["a", "b"], ["d"], 0.8), (["d"], ["a", "b", "c"], 1.4)]


def instrument_of(tmp: Path, questions: int, nodes: dict[str, dict[str, Any]], **more: Any) -> pi.Instrument:
    """Load an instrument of choices of four options, whose root is the last of its nodes."""
    data = {
        "format": 1,
        "id": "small",
        "edition": "1",
        "title": "Small",
        "rank_coverage": 0,
        "indicators": {
            f"q{at}": {"label": f"Q{at}", "question": "How?", "options": OPTIONS} for at in range(questions)
        },
        "nodes": {key: {"label": key, **node} for key, node in nodes.items()},
        "trees": {"all": {"label": "All", "published": True, "roots": [list(nodes)[-1]]}},
        **more,
    }
    path = tmp / "small.yaml"
    path.write_text(json.dumps(data))
    return load_instrument(path, HOST.rules)


def scored(instrument: pi.Instrument, rows: Sequence[tuple[str, str, str, str, str]]) -> Result:
    """Score answers given as unit, period, question, option, cause."""
    frame = pd.DataFrame(rows, columns=["unit", "period", "indicator", "answer", "cause"])
    return score(instrument, AnswerSet.from_frame(frame), HOST)


def story(**answers: str) -> list[tuple[str, str, str, str, str]]:
    """Give the answers of one unit from ``q0="a b:reform c"``: an option a year from 2001, with its cause."""
    found = []
    for question, text in answers.items():
        for year, word in enumerate(text.split(), 2001):
            code, _, cause = word.partition(":")
            if code != "-":
                found.append(("x", str(year), question, code, cause))
    return found


@st.composite
def rules(draw: st.DrawFn, kinds: Sequence[str], children: list[str], questions: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    if kind == "decision_table":
        one, other = draw(st.permutations([f"q{at}" for at in range(questions)]))[:2]
        table: list[dict[str, Any]] = [{"when": {one: a, other: b}, "score": value} for a, b, value in TABLE]
        last = draw(st.sampled_from([0, 0.2, None]))
        return {"aggregator": kind, "of": [one, other], "table": [*table, {"when": {}, "score": last}]}
    node: dict[str, Any] = {"aggregator": kind, "of": children}
    if kind in ("ratio", "difference"):
        return {**node, "of": children[:2]}
    if kind in ("weighted_mean", "weighted_sum"):
        node["weights"] = {child: draw(st.integers(1, 4)) for child in children}
    node["missing"] = draw(st.sampled_from(["skip", "zero"]))
    return node


@st.composite
def trees(draw: st.DrawFn, kinds: Sequence[str], limits: bool = True) -> tuple[int, dict[str, dict[str, Any]]]:
    """Draw a DAG of nodes over some questions; the root is above all of them."""
    questions = draw(st.integers(3, 6))
    names = [f"q{at}" for at in range(questions)]
    nodes: dict[str, dict[str, Any]] = {}
    for at in range(draw(st.integers(1, 3))):
        children = draw(st.lists(st.sampled_from([*names, *nodes]), min_size=2, max_size=4, unique=True))
        nodes[f"n{at}"] = draw(rules(kinds, children, questions))
        if limits and draw(st.booleans()):
            nodes[f"n{at}"]["cap"] = draw(st.sampled_from([0.8, 1.8]))
    nodes["root"] = draw(rules([each for each in kinds if each not in UNEVEN], [*names, *nodes], questions))
    return questions, nodes


def answers_for(draw: st.DataObject, questions: int) -> list[tuple[str, str, str, str, str]]:
    """Draw answers of three units in three years; some are open, some say why they changed."""
    codes = st.sampled_from([*POINTS, *POINTS, ""])
    causes = st.sampled_from(["", "reform", "correction", "recoding"])
    found = []
    for unit in ("x", "y", "z"):
        for at in range(questions):
            for year in ("2001", "2002", "2003"):
                code = draw.draw(codes)
                if code:
                    found.append((unit, year, f"q{at}", code, draw.draw(causes) if year > "2001" else ""))
        found.append((unit, "2001", "q0", "a", "")) if (unit, "2001", "q0") not in {
            each[:3] for each in found
        } else None
        found.append((unit, "2003", "q0", "b", "")) if (unit, "2003", "q0") not in {
            each[:3] for each in found
        } else None
    return found


def added_up(upon: Upon) -> Array:
    return np.asarray(sum(upon.by_cause().values()))


@settings(max_examples=40)
@given(trees((*RISING, *UNEVEN)), st.data())
def test_parts_add_up_to_the_difference_and_turn_with_the_periods(
    tmp_path: Path, tree: tuple[int, dict[str, dict[str, Any]]], data: st.DataObject
) -> None:
    questions, nodes = tree
    result = scored(instrument_of(tmp_path, questions, nodes), answers_for(data, questions))
    end = data.draw(st.sampled_from(["2002", "2003"]))  # what is known later restates both of the periods
    there, back = change(result, "2001", end), change(result, end, "2001")
    near = 1e-9 * float(np.nanmax(np.abs(there.scores), initial=1.0))  # products of products grow
    for node in nodes:
        one, other = there.upon(node), back.upon(node)
        known = ~np.isnan(there.difference[one.at])
        np.testing.assert_allclose(added_up(one)[known], there.difference[one.at][known], rtol=0, atol=near)
        for mine, theirs in ((one.changed, other.changed), (one.revised, other.revised)):
            np.testing.assert_allclose(mine, -theirs, rtol=0, atol=near)
        fixed = ~np.isnan(there.fixed[one.at])
        parts = (one.changed + one.revised).sum(axis=0)
        np.testing.assert_allclose(parts[fixed], there.fixed[one.at][fixed], rtol=0, atol=near)
        columns = range(len(result.plan.columns))
        stayed = np.array([[at not in own for own in there.stories] for at in columns], dtype=np.bool_)
        assert not np.abs([one.changed[stayed], one.revised[stayed]]).any()


@settings(max_examples=25)
@given(trees(RISING), st.data())
def test_a_rise_never_contributes_negatively_where_rules_rise(
    tmp_path: Path, tree: tuple[int, dict[str, dict[str, Any]]], data: st.DataObject
) -> None:
    questions, nodes = tree
    result = scored(instrument_of(tmp_path, questions, nodes), answers_for(data, questions))
    found = change(result, "2001", "2003")
    columns = len(result.plan.columns)
    first, restated, again, last = (state.values[:columns] for state in found.states)
    upon = found.upon("root")
    assert (np.nan_to_num(again - restated) * upon.changed >= -1e-9).all()
    revised = np.nan_to_num(restated - first), np.nan_to_num(last - again)
    assert (revised[0] * upon.revised >= -1e-9)[revised[1] == 0].all()


@settings(max_examples=25)
@given(trees(LINEAR, limits=False), st.data())
def test_on_a_linear_plan_a_contribution_is_weight_times_change(
    tmp_path: Path, tree: tuple[int, dict[str, dict[str, Any]]], data: st.DataObject
) -> None:
    questions, nodes = tree
    instrument = instrument_of(tmp_path, questions, nodes)
    codes = st.sampled_from([*POINTS])
    rows = [("x", year, f"q{at}", data.draw(codes), "") for at in range(questions) for year in ("2001", "2003")]
    result = scored(instrument, rows)
    upon = change(result, "2001", "2003").upon("root")
    weights = nominal_weights(instrument, result.plan, "root")
    moved = (result.panel.values[1] - result.panel.values[0]).tolist()
    stated = [float(weights.get(name) or 0) * gap for name, gap in zip(result.plan.columns, moved, strict=True)]
    np.testing.assert_allclose(upon.changed[:, 0], stated, rtol=0, atol=1e-9)


def test_a_table_shares_what_none_of_its_inputs_did_alone(tmp_path: Path) -> None:
    table = [{"when": {"q0": "d", "q1": "d"}, "score": 2}, {"when": {}, "score": 0}]
    nodes = {"root": {"aggregator": "decision_table", "of": ["q0", "q1"], "table": table}}
    upon = change(scored(instrument_of(tmp_path, 2, nodes), story(q0="a d", q1="b d")), "2001", "2002").upon("root")
    assert upon.changed[:, 0].tolist() == [1, 1]


def test_corrections_restate_the_past_and_reforms_change(tmp_path: Path) -> None:
    nodes = {"root": {"of": ["q0", "q1", "q2", "q3"]}}
    told = story(q0="a d:reform d", q1="a d:correction d", q2="a c:correction d:reform", q3="a d:reform c")
    result = scored(instrument_of(tmp_path, 4, nodes), told)
    found = change(result, "2001", "2003")
    causes = {key: float(each[0]) for key, each in found.upon("root").by_cause().items() if each[0]}
    assert causes == {"reform": 2 / 4 + 1 / 4, "correction": 2 / 4 + 1 / 4, "mixed": 1 / 4}
    assert found.restated[0][0, 0] == (0 + 2 + 1 + 0) / 4
    lines = {(each.column, each.part): each for each in lines_of(found.upon("root"), 0)}
    assert {key: each.cause for key, each in lines.items()} == {
        ("q0", "change"): "reform", ("q1", "revision"): "correction", ("q2", "change"): "reform",
        ("q2", "revision"): "correction", ("q3", "change"): "mixed",
    }  # fmt: skip
    assert [each.cause for each in lines["q3", "change"].happened] == ["reform", ""]


def test_an_answer_that_changed_and_changed_back_is_told_by_year(tmp_path: Path) -> None:
    result = scored(instrument_of(tmp_path, 2, {"root": {"of": ["q0", "q1"]}}), story(q0="a d:reform a", q1="b b b"))
    (line,) = lines_of(change(result, "2001", "2003").upon("root"), 0)
    assert (line.column, line.contribution, line.spans, line.cancelled) == (
        "q0",
        0,
        (("2002", "2002"), ("2003", "2003")),
        True,
    )
    assert line.cause == "mixed"


def test_what_only_one_period_answers_is_the_basket(tmp_path: Path) -> None:
    result = scored(
        instrument_of(tmp_path, 3, {"root": {"of": ["q0", "q1", "q2"]}}), story(q0="a c", q1="d -", q2="- d")
    )
    upon = change(result, "2001", "2002").upon("root")
    causes = {key: float(each[0]) for key, each in upon.by_cause().items() if each[0]}
    assert causes == {"unknown": 1, "basket": (1 + 2) / 2 - (0 + 2) / 2 - 1}
    assert [(each.column, each.contribution) for each in lines_of(upon, 0) if each.part == "basket"] == [
        ("q1", None),
        ("q2", None),
    ]


def test_without_a_score_on_the_fixed_basket_it_is_said_what_is_missing_and_what_can_be_compared(
    tmp_path: Path, run: Run
) -> None:
    nodes: dict[str, dict[str, Any]] = {
        "n": {"of": ["q0", "q1"]},
        "m": {"of": ["q2"]},
        "root": {"of": ["n", "m"], "presence": "all"},
    }
    instrument_of(tmp_path, 3, nodes, wide_cells="codes")
    (tmp_path / "a.csv").write_text("unit,period,q0,q1,q2\nx,2001,a,,b\nx,2002,,d,c\n")
    done = run(
        "change",
        tmp_path / "small.yaml",
        "--answers",
        tmp_path / "a.csv",
        "--from",
        "2001",
        "--to",
        "2002",
        "--unit",
        "x",
    )
    for text in (
        "root has no score on what both periods answer: the whole difference is put down to what came or went.",
        "What can be compared: m [m]; see --node.", "2001 answered, 2002 missing (1): Q0", "2001 missing, 2002 answered (1): Q1",
    ):  # fmt: skip
        assert text in done.stdout


def test_many_parts_at_once_are_approximated_and_still_add_up(tmp_path: Path) -> None:
    many = EXACT + 2
    nodes = {"root": {"aggregator": "median", "of": [f"q{at}" for at in range(many)]}}
    told = {f"q{at}": ("a c", "b d", "d a")[at % 3] for at in range(many)}
    found = change(scored(instrument_of(tmp_path, many, nodes), story(**told)), "2001", "2002")
    upon = found.upon("root")
    assert found.orders["root"] == len(orders_of(many))
    assert added_up(upon)[0] == pytest.approx(found.difference[0, 0], abs=1e-9)
    same = [upon.changed[at, 0] for at in range(0, many, 3)]
    assert max(same) == pytest.approx(min(same), abs=0.05)


def test_orders_are_balanced_and_hold_their_reverses() -> None:
    orders = orders_of(15)
    assert {tuple(each) for each in orders} == {tuple(each[::-1]) for each in orders}
    assert all(
        sorted(each[place] for each in orders) == sorted(list(range(15)) * (len(orders) // 15)) for place in range(15)
    )


def test_a_coalition_without_a_score_lies_between() -> None:
    def worth(coalitions: Flags) -> Array:
        size = coalitions.sum(axis=1)
        return np.where((size > 0) & (size < 3), np.nan, size * 2.0)[:, None]

    assert shapley(worth, 3)[0][:, 0].tolist() == pytest.approx([2, 2, 2])


# The national index

TABLES = {"bb28": ("bb28a", "bb28b"), "bb29": ("bb29a", "bb29b", "bb29c"), "cc59cd64": ("cc59", "cd64")}
PLAIN = {
    "a": "aa1 aa3 aa5 ab6 ab7ab8 ab9 ac13 ac14 ad18",
    "b": "ba21 ba26ba27 bb28 bb29 bb30bb31 bc34 bc36 bd38 bc35",
    "c": "ca45ca47 ca49 cb50 cb51 cb53 cd60 cc59cd64",
    "d": "db65db67db68 db70 dc71abd dd75 dd76",
    "e": "ea80 eb84a+eb85 eb88+eb89+eb90 ed96",
    "f": "fa98 fa102_new fb104a+fb105a+fb106+fb107 fd115ab",
    "g": "ga117 gb123+gb124+gb125+gb126 gc_new gd136+gd137gd140+gd144",
    "h": "h145a+h146a+h147a h148+h149+h150 h152c h153c h156a h159 h163 h165",
}


def looked_up(table: dict[str, float], values: Sequence[float]) -> float:
    """Find the first row of a published table that fits: ``50|100,*`` means 50 or 100, and anything."""
    for key, found in table.items():
        wanted = key.split(",")
        if all(each == "*" or f"{value:g}" in each.split("|") for each, value in zip(wanted, values, strict=True)):
            return found
    raise AssertionError(values)


def plain_contributions(structure: dict[str, Any], answers: pd.DataFrame, unit: str) -> dict[tuple[str, ...], float]:
    """Count weight times change of every answer, or of a table's or sum's together, of 2014 to 2019 in plain pandas."""
    first, last = (answers[(answers.unit == unit) & (answers.period == year)].iloc[0] for year in (2014, 2019))
    found: dict[tuple[str, ...], float] = {}
    for formula in PLAIN.values():
        parts = formula.split()
        for part in parts:
            share = 1 / 8 / len(parts)
            composite = structure["composites"].get(part, {})
            if composite.get("kind") == "lookup":
                ends = [looked_up(composite["table"], [row[each] for each in TABLES[part]]) for row in (first, last)]
                found[TABLES[part]] = share * (ends[1] - ends[0])
            elif part in ("bb30bb31", "cb51"):
                shares = composite.get("weights") or dict.fromkeys(composite["inputs"], 1 / 3)
                found |= {(each,): share * own * (last[each] - first[each]) for each, own in shares.items()}
            else:
                names = part.split("+")
                found |= {(each,): share / len(names) * (last[each] - first[each]) for each in names}
    return found


@pytest.fixture(scope="module")
def national() -> Change:
    instrument = get_instrument("mipex-national", HOST)
    return change(score(instrument, read_answers(instrument, host=HOST), HOST), "2014", "2019")


def test_the_difference_of_shown_scores_is_another_for_14_of_56_countries(national: Change) -> None:
    at = national.result.column("overall_with_health")
    assert len(national.units) == 56
    assert int((national.shown[at] != national.of_shown[at]).sum()) == 14
    # by the published whole numbers alone: half up, as the publisher rounds
    ends = [np.floor(np.round(each[at], 9) + 0.5) for each in national.from_to]
    exact = np.round(national.difference[at], 9)
    rounded = np.sign(exact) * np.floor(np.abs(exact) + 0.5)
    assert int((ends[1] - ends[0] != rounded).sum()) == 14


@pytest.mark.parametrize("unit", ["GR", "TR", "DE", "DK", "LU"])
def test_contributions_are_weight_times_change_as_a_plain_script_counts_them(
    national: Change, golden: Path, unit: str
) -> None:
    """Areas are means and the whole is the mean of areas; composites of tables and sums are taken as one part."""
    structure = json.loads((golden / "mipex" / "structure_core.json").read_text())
    answers = pd.read_csv(golden / "mipex" / "answers_core_2007-2019.csv", dtype={"unit": str, "country": str})
    expected = plain_contributions(structure, answers, unit)
    upon = national.upon("overall_with_health")
    place = national.units.index(unit)
    names = national.result.plan.columns
    found = {name: float(upon.changed[at, place]) for at, name in enumerate(names)}
    for parts, value in expected.items():
        assert sum(found[each] for each in parts) == pytest.approx(value, abs=1e-9)


def test_the_shell_says_why_a_country_rose(run: Run) -> None:
    done = run("change", "mipex-national", "--from", "2014", "--to", "2019", "--unit", "GR")
    assert done.exit_code == 0
    assert "Overall, with health: 43 → 46, change +3" in done.stdout
    assert "changed, cause not recorded      +2.77" in done.stdout
    assert "Residence for naturalisation [fa98]: -1.56 · 50 → 0 points" in done.stdout
    assert "cause not recorded · 2018" in done.stdout
    assert "cause not recorded · between 2014 and 2019" in done.stdout  # health was not asked in the years between
    assert "reform" not in done.stdout


def test_the_table_of_all_says_which_number_stands_where_rounding_differs(run: Run) -> None:
    done = run("change", "mipex-national", "--from", "2014", "--to", "2019")
    assert "Of 14 of 56, the shown scores differ by another number" in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("Luxembourg")]
    assert line.split()[1:5] == ["54", "64", "+9", "~"]
    one = run("change", "mipex-national", "--from", "2014", "--to", "2019", "--unit", "LU")
    assert "The shown scores differ by +10, the difference of the exact scores is +9.28: +9 is shown." in one.stdout


def test_the_notebook_and_the_shell_give_the_same_numbers(run: Run) -> None:
    outcome = pi.change("mipex-national", unit="GR", from_="2014", to=2019)
    frame = outcome.to_frame()
    shell = json.loads(
        run("change", "mipex-national", "--unit", "GR", "--from", "2014", "--to", "2019", "--json").stdout
    )
    assert [each["contribution"] for each in shell["answers"]] == frame["contribution"].tolist()
    assert frame["contribution"].sum() == pytest.approx(shell["change"][0]["difference"], abs=1e-9)
    assert frame["contribution"].sum() == pytest.approx(2.7725694444, abs=1e-9)
    assert set(frame["cause"]) == {"unknown"}


def test_backwards_is_allowed_and_said(run: Run) -> None:
    done = run("change", "mipex-national", "--from", "2019", "--to", "2014", "--unit", "Greece")
    assert "Overall, with health: 46 → 43, change -3" in done.stdout
    assert "2019 is the later period: the change is read backwards" in done.stdout
    assert "from: none - Ten years or more" in done.stdout


def test_where_there_is_no_score_it_is_said_what_can_be_compared(run: Run) -> None:
    done = run("change", "mipex-national", "--from", "2015", "--to", "2019", "--unit", "GR")
    assert "Overall, with health has no score for 2015" in done.stdout
    assert "Overall, without health [overall_without_health]" in done.stdout
    assert "2015 not collected, 2019 answered (12)" in done.stdout
    done = run("change", "mipex-national", "--from", "2007", "--to", "2019")
    assert "Without a score of Overall, with health in one of the periods" in done.stdout
    assert "overall_without_health_and_education" in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "2014", "--to", "2014"], "--from and --to are both 2014: a change needs two periods"),
        (["--from", "1066", "--to", "2019"], "'1066' is no period"),
        (["--from", "2001", "--to", "2019"], "there are no answers of the period '2001'; there are some of: 2007"),
        (["--from", "2007", "--to", "2020"], "no unit has answers of both 2007 and 2020; so many have some: 30 of 2007, 4 of 2020"),
        (["--from", "2014", "--to", "2019", "--node", "q"], "'q' is not a node of mipex-national@core-2020"),
        (["--from", "2014", "--to", "2019", "--node", "aa1"], "'aa1' is a question, not a node; it counts in"),
        (["--from", "2007", "--to", "2019", "--unit", "AE"], "there are no answers of AE for 2007; there are some for: 2014"),
        (["--from", "2014", "--to", "2019", "--unit", "XX"], "there are no answers of 'XX'"),
        (["--to", "2019"], "--from is not given; there are answers of: 2007"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_is_wrong(run: Run, options: list[str], message: str) -> None:
    done = run("change", "mipex-national", *options)
    assert done.exit_code == 2
    assert message in done.stderr


def test_scores_that_each_period_makes_anew_are_not_compared(run: Run, tmp_path: Path) -> None:
    text = (
        "format: 1\nid: x\nedition: '1'\ntitle: X\n"
        "indicators: {q: {kind: number, label: Q, question: How many?}}\n"
        "steps: [{step: min_max, fit: FIT}]\n"
        "nodes: {n: {label: N, of: [q]}}\ntrees: {t: {label: T, published: true, roots: [n]}}\n"
    )
    (tmp_path / "a.csv").write_text("unit,period,q\nx,2001,1\ny,2001,5\nz,2001,9\nx,2002,3\ny,2002,5\nz,2002,11\n")
    for fit, code in (("each", 2), ("all", 0)):
        (tmp_path / "x.yaml").write_text(text.replace("FIT", fit))
        done = run("change", tmp_path / "x.yaml", "--answers", tmp_path / "a.csv", "--from", "2001", "--to", "2002")
        assert done.exit_code == code, done.stderr
    assert [line.split()[:4] for line in done.stdout.splitlines() if line[:1] in ("x", "y", "z")] == [
        ["x", "0", "20", "+20"], ["z", "80", "100", "+20"], ["y", "40", "40", "0"],
    ]  # fmt: skip


def test_periods_that_no_unit_shares_give_an_empty_change(tmp_path: Path) -> None:
    rows = [("x", "2001", "q0", "a", ""), ("y", "2002", "q0", "b", "")]
    found = change(scored(instrument_of(tmp_path, 1, {"root": {"of": ["q0"]}}), rows), "2001", "2002")
    assert (found.units, found.absent) == ((), {"2001": ("y",), "2002": ("x",)})
    assert added_up(found.upon("root")).shape == (0,)
