"""How far scores can reach: what bars are drawn against."""

from __future__ import annotations

import numpy as np

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import GradedCount, Indicator, NumberQuestion, SingleChoice
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Plan


def best_points(indicator: Indicator) -> tuple[float, int]:
    """Give the most points an indicator can earn (NaN: no limit) and the number of the option that earns them."""
    if isinstance(indicator, SingleChoice):
        points = [float(option.points) for option in indicator.options.values()]
        return max(points), points.index(max(points))
    if isinstance(indicator, GradedCount):
        return max(float(grade.points) for grade in indicator.grades), 0
    if isinstance(indicator, NumberQuestion):
        if indicator.thresholds:
            return max(float(each.points) for each in indicator.thresholds), 0
        return (100.0 if indicator.goalposts else np.nan), 0
    return max(float(indicator.points), 0.0), 0


def highest(instrument: Instrument, plan: Plan) -> Array:
    """Give the score of each node with the best answer everywhere; NaN where that cannot be said."""
    if plan.steps:
        return np.full(len(plan.nodes), np.nan)
    best = [best_points(instrument.indicators[name.partition("[")[0]]) for name in plan.columns]
    values = np.array([[points for points, _ in best]])
    codes = np.array([[code for _, code in best]], dtype=np.int16)
    top: Array = plan.apply(values, codes)[0]
    limitless = {name for name, (points, _) in zip(plan.columns, best, strict=True) if np.isnan(points)}
    for index, node in enumerate(plan.nodes):
        if limitless & set(instrument.indicators_below(node)):
            top[index] = np.nan
    return top
