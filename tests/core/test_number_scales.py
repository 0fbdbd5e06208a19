"""Numbers that are transformed before their scale, and scales of lines: counted, refused, explained, in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_kinds_of_question import asked

import policyindex as pi
from conftest import Run
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost

INDEX = """format: 1
id: income
edition: "1"
title: Income
rank_coverage: 0
indicators:
  gni: {label: Income, question: How much?, kind: number, transform: [{add: 1}, log10, {power: 2}], goalposts: {worst: 0, best: 999, clip: worst}}
  wait: {label: Wait, question: How long?, kind: number, piecewise: [{at: 0, points: 100}, {at: 10, points: 40}, {at: 50, points: 0}]}
nodes:
  all: {label: All, of: [gni, wait]}
trees:
  main: {label: Main, published: true, roots: [all]}
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "income.yaml"
    path.write_text(INDEX)
    return path


def test_explain_tells_each_step(index: Path, run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("unit,period,gni,wait\nA,2026,99,5\nB,2026,9999,60\n")
    text = run("explain", index, "--answers", answers, "--unit", "A", "--period", "2026").stdout
    said = " ".join(text.split())
    for step in (
        "add 1 makes it 100",
        "log10 makes it 2",
        "power 2 makes it 4",
        "goalposts 0 and 999 make it 44.4444 points",
        "lines between the values of the scale make it 70 points",
    ):
        assert step in said
    assert "transformed: add 1, then log10, then power 2" in run("instruments", "show", index).stdout


@pytest.mark.parametrize("value", ["-1", "-7"])
def test_a_number_without_a_logarithm_is_refused_at_its_place(
    index: Path, run: Run, tmp_path: Path, value: str
) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text(f"unit,period,gni,wait\nA,2026,{value},5\n")
    result = run("run", index, "--answers", answers)
    assert result.exit_code == 1
    assert (
        f"a.csv:2:3: error answers-number-transform: {value} has no log10 that can be counted with ('gni')"
        in result.stderr
    )


def test_a_spreadsheet_holds_transforms_and_scales(index: Path, run: Run, host: PluginHost, tmp_path: Path) -> None:
    book, again = tmp_path / "it.xlsx", tmp_path / "it.yaml"
    assert run("instruments", "to-xlsx", index, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", again).exit_code == 0
    before, after = pi.get_instrument(index, host), pi.get_instrument(again, host)
    assert (after.indicators, scoring_hash(after)) == (before.indicators, scoring_hash(before))


def test_what_can_be_said_of_ends() -> None:
    def ends(**fields: Any) -> tuple[float, float]:
        found = asked(kind="number", **fields)
        return found.worst()[0], found.best()[0]

    open_end = {"worst": 1, "best": 100, "clip": "worst"}
    assert ends(transform=["log10"], goalposts=open_end, maximum=10000) == (0, 200)
    np.testing.assert_equal(ends(transform=["log10"], goalposts=open_end), (0, np.nan))
    assert ends(transform=["reciprocal"], minimum=2, maximum=4) == (0.25, 0.5)
    np.testing.assert_equal(ends(transform=["reciprocal"], minimum=-2, maximum=4), (np.nan, np.nan))
    assert ends(transform=[{"power": 2}], minimum=-3, maximum=2) == (0, 9)
    assert ends(transform=[{"times": -2}, {"add": 1}], minimum=1, maximum=2) == (-3, -1)


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["log", "log10", "sqrt", "reciprocal"]),
        st.sampled_from([0.5, 2, 3, -1]).map(lambda by: {"power": by}),
        st.sampled_from([-3, 0.5, 10]).map(lambda by: {"add": by}),
        st.sampled_from([-2, 0.1, 4]).map(lambda by: {"times": by}),
    ),
    max_size=3,
)
PLAIN: dict[str, Any] = {"log": np.log, "log10": np.log10, "sqrt": np.sqrt, "reciprocal": lambda x: 1 / x}
BY: dict[str, Any] = {"power": np.power, "add": np.add, "times": np.multiply}


def plainly(steps: list[Any], value: Any) -> Any:
    with np.errstate(all="ignore"):
        for step in steps:
            if isinstance(step, str):
                value = PLAIN[step](np.asarray(value, dtype=float))
                continue
            ((name, by),) = step.items()
            value = BY[name](np.asarray(value, dtype=float), by)
    return value


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, values=st.lists(st.floats(-50, 50).map(lambda each: round(each, 3)), min_size=1, max_size=5))
def test_transforms_are_those_of_numpy_and_lie_between_the_ends(steps: list[Any], values: list[float]) -> None:
    number = asked(kind="number", transform=steps, minimum=-50, maximum=50)
    found, wanted = number.points_of_numbers(np.array(values)), plainly(steps, np.array(values))
    counted = ~np.isnan(found)
    assert np.allclose(found[counted], wanted[counted], rtol=1e-12)
    low, high = number.worst()[0], number.best()[0]
    assert not (found[counted] < low - 1e-9 * max(1, abs(low))).any()
    assert not (found[counted] > high + 1e-9 * max(1, abs(high))).any()
    assert [bool(number.complaint(each)) for each in values] == (~counted).tolist()
