"""A check that needs a plan: the parts of a mean should reach the same highest score."""

from __future__ import annotations

import math

from policyindex.instruments.instrument import Instrument
from policyindex.problems import Problem, listing, problem
from policyindex.scoring.extent import best_points, highest
from policyindex.scoring.strategies import compile_plan
from policyindex.specs import Rules

MEANS = ("mean", "weighted_mean", "median", "geometric_mean", "harmonic_mean", "power_mean")


def check_ranges(instrument: Instrument, rules: Rules) -> list[Problem]:
    """Warn of means over parts of different reach, such as a tick worth 1 beside options worth 100."""
    if instrument.file.steps:
        return []
    plan = compile_plan(instrument, rules)
    top = dict(zip(plan.nodes, highest(instrument, plan).tolist(), strict=True))
    found = []
    for key, node in instrument.nodes.items():
        if node.rule.aggregator not in MEANS:
            continue
        reach = {
            child: top[child] if child in top else best_points(instrument.indicators[child.partition("[")[0]])[0]
            for child in node.children
        }
        known = {child: most for child, most in reach.items() if not math.isnan(most)}
        if len(set(known.values())) > 1:
            parts = listing(f"{child} {most:g}" for child, most in known.items())
            where = instrument.places.of_key("nodes", key)
            found.append(problem("ranges-differ", where, node=key, parts=parts))
    return found
