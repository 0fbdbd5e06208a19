"""What scoring registers, like a plugin: the built-in aggregators, steps and the strategy."""

from __future__ import annotations

from policyindex.plugins.later import Later
from policyindex.plugins.specs import AggregatorSpec, PanelStepSpec, StepSpec, StrategySpec


def _rule(name: str) -> Later:
    return Later(f"policyindex.scoring.aggregators:{name}")


def _step(name: str) -> Later:
    return Later(f"policyindex.scoring.steps:{name}")


def _panel_step(name: str) -> Later:
    return Later(f"policyindex.scoring.panel_steps:{name}")


AGGREGATORS = [
    AggregatorSpec("mean", "average of what is present", _rule("mean"), _rule("even_shares"), blanks=True),
    AggregatorSpec("weighted_mean", "average by weights", _rule("weighted_mean"), _rule("weighted_shares"), "required"),
    AggregatorSpec(
        "weighted_sum",
        "sum of weight times value",
        _rule("weighted_sum"),
        _rule("weights_of"),
        "required",
        falling=_rule("below_zero"),
    ),
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
    AggregatorSpec("product", "product of what is present", _rule("product")),
    AggregatorSpec("ratio", "first child divided by the second", _rule("ratio"), children=2, falling=_rule("second")),
    AggregatorSpec(
        "difference",
        "first child less the second",
        _rule("difference"),
        _rule("minuend"),
        children=2,
        falling=_rule("second"),
    ),
    AggregatorSpec(
        "power",
        "child raised to an exponent; -1: the reciprocal",
        _rule("power"),
        parameters={"exponent": None},
        children=1,
        falling=_rule("by_exponent"),
    ),
    AggregatorSpec(
        "affine",
        "child times a factor, plus a constant",
        _rule("affine"),
        _rule("factor"),
        parameters={"factor": 1.0, "constant": 0.0},
        children=1,
        falling=_rule("by_factor"),
    ),
    AggregatorSpec("decision_table", "a row per combination of answers, first match wins", _rule("of_table")),
]
STEPS: list[StepSpec | PanelStepSpec] = [
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
    StepSpec(
        "distance_to_target",
        "between the worst value seen and a target",
        _step("fit_distance_to_target"),
        _step("apply_distance_to_target"),
        {"target": None, "falling": 0.0, "low": 0.0, "high": 100.0},
        numbers=True,
    ),
    StepSpec(
        "treat",
        "outliers of a skewed indicator: at most so many points drawn in, else its logarithm",
        Later("policyindex.scoring.treating:fit_treat"),
        Later("policyindex.scoring.treating:apply_treat"),
        {"points": 5.0, "skewness": 2.0, "kurtosis": 3.5},
        numbers=True,
    ),
    PanelStepSpec(
        "denominate",
        "divided by the answers to another question",
        _panel_step("denominate"),
        {"times": 1.0},
        {"by": None},
        {"by": "number"},
    ),
    PanelStepSpec(
        "impute_mean",
        "gaps filled with the mean of all, of a group or of the unit's own periods",
        _panel_step("impute_mean"),
        words={"by": "all"},
        questions={"by": "choice"},
        reserved=("all", "unit"),
        fills="gaps",
        learn=_panel_step("learn_mean"),
    ),
    PanelStepSpec(
        "impute_median",
        "gaps filled with the median of all, of a group or of the unit's own periods",
        _panel_step("impute_median"),
        words={"by": "all"},
        questions={"by": "choice"},
        reserved=("all", "unit"),
        fills="gaps",
        learn=_panel_step("learn_median"),
    ),
    PanelStepSpec(
        "carry_forward",
        "gaps filled with the unit's last answer, up to some years old",
        _panel_step("carry_forward"),
        {"limit": None},
        fills="gaps",
        across=True,
    ),
    PanelStepSpec(
        "interpolate",
        "gaps between two answers of a unit filled in a straight line",
        _panel_step("interpolate"),
        fills="gaps_later",
        across=True,
    ),
    PanelStepSpec(
        "screen",
        "units or indicators taken out of which too few answers were observed",
        _panel_step("screen"),
        {"share": None},
        {"of": "units"},
        takes_out=True,
        numbers=False,
    ),
    PanelStepSpec(
        "distance_to_unit",
        "as a share of a reference unit's number in the same period",
        _panel_step("distance_to_unit"),
        {"falling": 0.0, "high": 100.0},
        {"unit": None},
    ),
    StepSpec("rank", "place from the smallest value, ties averaged", _step("fit_sorted"), _step("apply_rank")),
    StepSpec("percentile", "place from the smallest value, 0..100", _step("fit_sorted"), _step("apply_percentile")),
]
STRATEGIES = [
    StrategySpec(
        "aggregate", "every node from its children, bottom up", Later("policyindex.scoring.strategies:compile_plan")
    )
]
