"""How far scores can reach: what bars are drawn against."""

from __future__ import annotations

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.ends import ends
from policyindex.scoring.plan import Plan
from policyindex.scoring.tables import OPEN


def highest(instrument: Instrument, plan: Plan) -> Array:
    """Give the highest score of each node; NaN where that cannot be said."""
    return reach_of(instrument, plan)[1]


def reach_of(instrument: Instrument, plan: Plan) -> tuple[Array, Array]:
    """Give the lowest and the highest score of each node; NaN where that cannot be said."""
    asked = [instrument.indicators[indicator_of(name)] for name in plan.columns]
    low, high = (
        np.array([[end[0] for end in found]])
        for found in ([each.worst() for each in asked], [each.best() for each in asked])
    )
    least, most = ends(plan, low, high, np.full(low.shape, OPEN, dtype=np.int16))
    return least[0], most[0]
