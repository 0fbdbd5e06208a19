"""How far scores can reach: what bars are drawn against."""

from __future__ import annotations

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Plan


def highest(instrument: Instrument, plan: Plan) -> Array:
    """Give the score of each node with the best answer everywhere; NaN where that cannot be said."""
    return _with(instrument, plan, [instrument.indicators[indicator_of(name)].best() for name in plan.columns])


def lowest(instrument: Instrument, plan: Plan) -> Array:
    """Give the score of each node with the worst answer everywhere; NaN where that cannot be said."""
    return _with(instrument, plan, [instrument.indicators[indicator_of(name)].worst() for name in plan.columns])


def _with(instrument: Instrument, plan: Plan, answers: list[tuple[float, int]]) -> Array:
    if plan.steps:
        return np.full(len(plan.nodes), np.nan)
    values = np.array([[points for points, _ in answers]])
    codes = np.array([[code for _, code in answers]], dtype=np.int16)
    end: Array = plan.apply(values, codes)[0]
    limitless = {name for name, (points, _) in zip(plan.columns, answers, strict=True) if np.isnan(points)}
    for key, node in instrument.nodes.items():  # children come first
        if not limitless.isdisjoint(node.children):
            limitless.add(key)
    end[[index for index, node in enumerate(plan.nodes) if node in limitless]] = np.nan
    return end
