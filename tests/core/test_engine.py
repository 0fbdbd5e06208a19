"""Properties of the engine: rows alone, blocks, order, presence, and the aggregators against plain definitions."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyindex import get_instrument, load_host
from policyindex.plugins.specs import StepSpec
from policyindex.scoring import plan as plans
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Plan
from policyindex.scoring.ranking import comparable, half_up, ranks
from policyindex.scoring.registered import AGGREGATORS, STEPS
from policyindex.scoring.strategies import compile_plan

SPECS = {spec.name: spec for spec in AGGREGATORS}
HOST = load_host()
NUMBERS = st.lists(st.one_of(st.none(), st.floats(0.5, 100)), min_size=1, max_size=6).filter(
    lambda row: any(each is not None for each in row)
)
PLAIN: dict[str, Callable[[list[float]], float]] = {
    "mean": statistics.fmean,
    "sum": sum,
    "count": lambda values: float(len(values)),
    "min": min,
    "max": max,
    "median": statistics.median,
    "geometric_mean": statistics.geometric_mean,
    "harmonic_mean": statistics.harmonic_mean,
}


@pytest.mark.parametrize("name", PLAIN)
@given(row=NUMBERS)
def test_an_aggregator_is_its_plain_definition_over_what_is_present(name: str, row: list[float | None]) -> None:
    present = [each for each in row if each is not None]
    values = np.array([[np.nan if each is None else each] for each in row])
    parameters = {key: default for key, default in SPECS[name].parameters.items() if default is not None}
    got = SPECS[name].apply(values, np.ones(len(row)), parameters)[0]
    assert got == pytest.approx(PLAIN[name](present), rel=1e-9)


@given(row=NUMBERS, weights=st.lists(st.floats(0.1, 5), min_size=6, max_size=6))
def test_weights_are_shared_out_among_what_is_present(row: list[float | None], weights: list[float]) -> None:
    pairs = [(value, weight) for value, weight in zip(row, weights, strict=False) if value is not None]
    values = np.array([[np.nan if each is None else each] for each in row])
    some = np.array(weights[: len(row)])
    total = sum(value * weight for value, weight in pairs)
    assert SPECS["weighted_sum"].apply(values, some, {})[0] == pytest.approx(total)
    mean = total / sum(weight for _, weight in pairs)
    assert SPECS["weighted_mean"].apply(values, some, {})[0] == pytest.approx(mean)
    assert SPECS["power_mean"].apply(values, some, {"power": 1.0})[0] == pytest.approx(mean)


def test_a_zero_makes_geometric_and_harmonic_means_zero() -> None:
    values = np.array([[0.0, 100.0], [50.0, 25.0]])
    for name, whole in (("geometric_mean", 50.0), ("harmonic_mean", 40.0)):
        assert list(SPECS[name].apply(values, np.ones(2), {})) == [0.0, pytest.approx(whole)]


def compiled(reference: str | Path) -> Plan:
    return compile_plan(get_instrument(reference, HOST), HOST.rules)


KINDS = compiled(Path(__file__).parent.parent / "cases" / "kinds.yaml")


def some_rows(
    count: int, seed: int, plan: Plan = KINDS
) -> tuple[Array, np.ndarray[tuple[int, ...], np.dtype[np.int16]], np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    chance = np.random.default_rng(seed)
    shape = (count, len(plan.columns))
    codes = chance.integers(0, 2, size=shape, dtype=np.int16)
    values = np.where(codes == 0, 100.0, 0.0)
    gaps = chance.random(shape) < 0.3
    values[gaps], codes[gaps] = np.nan, -1
    return values, codes, gaps & (chance.random(shape) < 0.5)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(8)))
@settings(max_examples=40)
def test_rows_are_scored_alone_whatever_their_order(seed: int, order: list[int]) -> None:
    values, codes, out = some_rows(8, seed)
    whole = KINDS.apply(values, codes, out)
    moved = KINDS.apply(values[order], codes[order], out[order])
    np.testing.assert_array_equal(moved, whole[order])
    single = KINDS.apply(values[:1], codes[:1], out[:1])
    np.testing.assert_array_equal(single, whole[:1])


def test_blocks_and_workers_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    values, codes, out = some_rows(1000, 1)
    whole = KINDS.apply(values, codes, out)
    for block, workers in ((64, 1), (64, 2), (999, 2)):
        monkeypatch.setattr(plans, "BLOCK", block)
        monkeypatch.setattr(plans, "WORKERS", workers)
        np.testing.assert_array_equal(KINDS.apply(values, codes, out), whole)


def test_a_node_without_answers_has_no_score_whatever_its_rule() -> None:
    nothing = np.full((1, len(KINDS.columns)), np.nan)
    codes = np.full(nothing.shape, -1, dtype=np.int16)
    assert np.isnan(KINDS.apply(nothing, codes)).all()


def test_an_untouched_input() -> None:
    values, codes, out = some_rows(50, 3)
    before = values.copy()
    KINDS.apply(values, codes, out)
    np.testing.assert_array_equal(values, before)


def test_codes_are_asked_for_where_there_are_tables() -> None:
    with pytest.raises(ValueError, match="decision table: codes are needed"):
        KINDS.apply(np.zeros((1, len(KINDS.columns))))


def test_other_weights_for_a_node() -> None:
    columns = {name: index for index, name in enumerate(KINDS.columns)}
    values = np.full((1, len(columns)), np.nan)
    codes = np.zeros(values.shape, dtype=np.int16)
    values[0, columns["choice"]], values[0, columns["other"]] = 100, 0
    weighted = KINDS.nodes.index("weighted")
    assert KINDS.apply(values, codes)[0, weighted] == 75
    assert KINDS.apply(values, codes, weights={"weighted": np.array([1.0, 4.0])})[0, weighted] == 20


def test_whole_numbers_are_rounded_half_up_from_nine_decimals() -> None:
    scores = np.array([0.5, 1.5, 2.4999999999, 2.49999999949, np.nan, 66.5])
    assert [*half_up(scores)[:4], half_up(scores)[5]] == [1, 2, 3, 2, 67]


def test_competition_ranks_within_a_period() -> None:
    tie = 0.1 + 0.2
    scores = comparable(np.array([[tie], [0.3], [0.9], [np.nan], [0.1], [5.0]]))
    ranked = np.ones(scores.shape, dtype=np.bool_)
    assert list(ranks(scores, ["1", "1", "1", "1", "1", "2"], ranked)[:, 0]) == [
        2,
        2,
        1,
        0,
        4,
        0,
    ]  # alone, nobody is first
    ranked[2] = False
    assert list(ranks(scores, ["1", "1", "1", "1", "1", "2"], ranked)[:, 0]) == [1, 1, 0, 0, 3, 0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("min_max", [0.0, 100.0, 50.0, np.nan, 50.0]),
        ("z_score", [-1.224744871391589, 1.224744871391589, 0.0, np.nan, 0.0]),
        ("rank", [1.0, 4.0, 2.5, np.nan, 2.5]),
        ("percentile", [0.0, 100.0, 50.0, np.nan, 50.0]),
    ],
)
def test_steps(name: str, expected: list[float]) -> None:
    column = np.array([10.0, 30.0, 20.0, np.nan, 20.0])
    step = {spec.name: spec for spec in STEPS}[name]
    assert isinstance(step, StepSpec)
    parameters = {key: default for key, default in step.parameters.items() if default is not None}
    np.testing.assert_allclose(step.apply(column, step.fit(column, parameters)), expected)
