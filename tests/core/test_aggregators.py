"""What aggregators are given and may do with it, and the power mean down to the power 0."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyindex.instruments.models import Rule
from policyindex.plugins.specs import AggregatorSpec
from policyindex.problems.errors import BrokenPluginError
from policyindex.scoring.aggregators import NEAR_ZERO
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Operation, Place, Plan
from policyindex.scoring.registered import AGGREGATORS

NEIGHBOURS: list[Place] = [slice(0, 2), [1, 0]]
POWER_MEAN = next(spec.apply for spec in AGGREGATORS if spec.name == "power_mean")


def plan_of(apply: object, missing: str, children: Place) -> Plan:
    rule = Rule.model_validate({"aggregator": "strange", "missing": missing})
    spec = AggregatorSpec("strange", "strange", apply)  # type: ignore[arg-type]
    operation = Operation("total", 2, children, children, rule, spec, np.array([3.0, 1.0]), {"above": 1.0})
    return Plan(("one", "other"), ("total",), (operation,))


def into_values(values: Array, weights: Array, parameters: Mapping[str, float]) -> Array:
    values += 1
    return np.asarray(values.sum(axis=0))


def into_weights(values: Array, weights: Array, parameters: Mapping[str, float]) -> Array:
    weights += 1
    return np.asarray((values * weights[:, None]).sum(axis=0))


def into_parameters(values: Array, weights: Array, parameters: dict[str, float]) -> Array:
    parameters["above"] += 1
    return np.full(values.shape[1], parameters["above"])


@pytest.mark.parametrize("children", NEIGHBOURS)
@pytest.mark.parametrize("missing", ["skip", "zero", "propagate"])
@pytest.mark.parametrize("apply", [into_values, into_weights])
def test_an_aggregator_that_writes_into_its_input_is_named(apply: object, missing: str, children: Place) -> None:
    plan = plan_of(apply, missing, children)
    given = np.array([[1.0, 2.0], [3.0, np.nan]])
    with pytest.raises(BrokenPluginError, match=r"the aggregator 'strange'.*read-only"):
        plan.apply(given)
    assert plan.operations[0].weights.tolist() == [3, 1]
    assert given[0].tolist() == [1, 2]


def test_an_aggregator_that_changes_its_parameters_changes_them_for_itself_alone() -> None:
    plan = plan_of(into_parameters, "skip", [0, 1])
    assert [plan.apply(np.ones((1, 2))).tolist() for _ in range(2)] == [[[2]], [[2]]]


def power_mean(values: list[float], weights: list[float], power: float) -> float:
    return float(POWER_MEAN(np.array(values)[:, None], np.array(weights), {"power": power})[0])


def exactly(values: list[float], weights: list[float], power: float) -> float:
    """The definition, with digits to spare."""
    with localcontext() as context:
        context.prec = 400
        pairs = [(Decimal(value), Decimal(weight)) for value, weight in zip(values, weights, strict=True)]
        total = sum((weight for _, weight in pairs), Decimal(0))
        if power == 0:
            logs = sum((weight * value.ln() for value, weight in pairs), Decimal(0))
            return float((logs / total).exp())
        exact = Decimal(power)
        mean = sum((weight * (exact * value.ln()).exp() for value, weight in pairs), Decimal(0)) / total
        return float((mean.ln() / exact).exp())


SMALL = st.one_of(st.floats(-20, -0.5), st.just(0.0)).map(lambda size: 10.0**size if size else 0.0)
PAIRS = st.lists(st.tuples(st.floats(0.01, 1000), st.floats(0.1, 5)), min_size=1, max_size=3)


@given(pairs=PAIRS, size=SMALL, sign=st.sampled_from((1, -1)))
@example(pairs=[(1.0, 1.0), (100.0, 1.0)], size=1e-17, sign=1)
@example(pairs=[(1.0, 1.0), (100.0, 1.0)], size=5e-324, sign=-1)
@example(pairs=[(1.0, 1.0), (100.0, 3.0)], size=1.1e-8, sign=-1)
@example(pairs=[(1.0, 1.0), (100.0, 3.0)], size=1.1e-5, sign=1)
@example(pairs=[(1.0, 1.0), (100.0, 3.0)], size=NEAR_ZERO, sign=1)
@example(pairs=[(1.0, 1.0), (100.0, 3.0)], size=np.nextafter(NEAR_ZERO, 0), sign=-1)
def test_a_power_mean_is_its_definition_however_near_the_power_is_to_0(
    pairs: list[tuple[float, float]], size: float, sign: int
) -> None:
    values, weights = map(list, zip(*pairs, strict=True))
    got = power_mean(values, weights, sign * size)
    assert got == pytest.approx(exactly(values, weights, sign * size), rel=2e-12)


@given(pairs=PAIRS, powers=st.lists(st.floats(-3, 3), min_size=2, max_size=2).map(sorted))
def test_a_power_mean_grows_with_its_power_and_stays_between_its_parts(
    pairs: list[tuple[float, float]], powers: list[float]
) -> None:
    values, weights = map(list, zip(*pairs, strict=True))
    low, high = (power_mean(values, weights, power) for power in powers)
    assert low <= high * (1 + 1e-11)
    assert min(values) * (1 - 1e-11) <= low <= max(values) * (1 + 1e-11)


@pytest.mark.parametrize("power", [1e-17, 1e-4, 0.0, -1e-17])
def test_a_zero_makes_a_power_mean_zero_where_the_power_is_next_to_0(power: float) -> None:
    assert power_mean([0, 100], [1, 1], power) == 0
    assert power_mean([0, 0], [1, 1], power) == 0
