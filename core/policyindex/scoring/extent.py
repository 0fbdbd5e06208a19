"""How far scores can reach: what bars are drawn against."""

from __future__ import annotations

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Plan


def highest(instrument: Instrument, plan: Plan) -> Array:
    """Give the score of each node with the best answer everywhere; NaN where that cannot be said."""
    if plan.steps:
        return np.full(len(plan.nodes), np.nan)
    best = [instrument.indicators[indicator_of(name)].best() for name in plan.columns]
    values = np.array([[points for points, _ in best]])
    codes = np.array([[code for _, code in best]], dtype=np.int16)
    top: Array = plan.apply(values, codes)[0]
    limitless = {name for name, (points, _) in zip(plan.columns, best, strict=True) if np.isnan(points)}
    for key, node in instrument.nodes.items():  # children come first
        if not limitless.isdisjoint(node.children):
            limitless.add(key)
    top[[index for index, node in enumerate(plan.nodes) if node in limitless]] = np.nan
    return top
