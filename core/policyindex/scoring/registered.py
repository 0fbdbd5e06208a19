"""What scoring registers, like a plugin: the built-in aggregators, steps and the strategy."""

from __future__ import annotations

from policyindex.plugins.later import Later
from policyindex.plugins.specs import AggregatorSpec, StepSpec, StrategySpec


def _rule(name: str) -> Later:
    return Later(f"policyindex.scoring.aggregators:{name}")


def _step(name: str) -> Later:
    return Later(f"policyindex.scoring.steps:{name}")


AGGREGATORS = [
    AggregatorSpec("mean", "average of what is present", _rule("mean"), _rule("even_shares"), blanks=True),
    AggregatorSpec("weighted_mean", "average by weights", _rule("weighted_mean"), _rule("weighted_shares"), "required"),
    AggregatorSpec("weighted_sum", "sum of weight times value", _rule("weighted_sum"), _rule("weights_of"), "required"),
    AggregatorSpec("sum", "sum of what is present", _rule("total"), _rule("ones")),
    AggregatorSpec("count", "number of values above a limit", _rule("count"), parameters={"above": 0.0}),
    AggregatorSpec("min", "smallest value", _rule("smallest")),
    AggregatorSpec("max", "largest value", _rule("largest")),
    AggregatorSpec("median", "middle value", _rule("median")),
    AggregatorSpec("geometric_mean", "geometric mean, weights optional", _rule("geometric_mean"), weights="optional"),
    AggregatorSpec("harmonic_mean", "harmonic mean, weights optional", _rule("harmonic_mean"), weights="optional"),
    AggregatorSpec(
        "power_mean",
        "power mean, weights optional",
        _rule("power_mean"),
        weights="optional",
        parameters={"power": None},
    ),
    AggregatorSpec("decision_table", "a row per combination of answers, first match wins", _rule("of_table")),
]
STEPS = [
    StepSpec(
        "min_max",
        "between the smallest and the largest value seen",
        _step("fit_min_max"),
        _step("apply_min_max"),
        {"low": 0.0, "high": 100.0},
    ),
    StepSpec(
        "z_score", "distance from the mean in standard deviations (n-1)", _step("fit_z_score"), _step("apply_z_score")
    ),
    StepSpec("rank", "place from the smallest value, ties averaged", _step("fit_sorted"), _step("apply_rank")),
    StepSpec("percentile", "place from the smallest value, 0..100", _step("fit_sorted"), _step("apply_percentile")),
]
STRATEGIES = [
    StrategySpec(
        "aggregate", "every node from its children, bottom up", Later("policyindex.scoring.strategies:compile_plan")
    )
]
