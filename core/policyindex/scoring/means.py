"""Means that a zero or a negative part decides alone: geometric and harmonic ones, said in every run that meets one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.panel import Panel
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.problems import Problem, listing, problem
from policyindex.scoring.arrays import Array
from policyindex.scoring.pipeline import Ready
from policyindex.scoring.plan import Operation, Plan

POSITIVE = ("geometric_mean", "harmonic_mean", "power_mean")
"""Rules that have no score for a part below 0."""
BELOW_ZERO = ("z_score",)
"""Steps whose numbers lie on both sides of 0, whatever they are given."""


def _divides_by_zero(parts: Array, operation: Operation) -> NDArray[np.bool_]:
    return np.asarray((parts[1] == 0) & ~np.isnan(parts[0]))


def _has_no_power(parts: Array, operation: Operation) -> NDArray[np.bool_]:
    exponent = operation.parameters["exponent"]
    return np.asarray(((parts[0] == 0) & (exponent < 0)) | ((parts[0] < 0) & (not exponent.is_integer())))


UNDEFINED = {"ratio": _divides_by_zero, "power": _has_no_power}
"""Rules that give no number for some parts, and for which."""


def met(instrument: Instrument, plan: Plan, panel: Panel, made: Ready, scores: Array) -> list[Problem]:
    """Say which means came out as 0 because of one part, and which have no score because of a part below 0."""
    wanted = [operation for operation in plan.operations if operation.rule.aggregator in (*POSITIVE, *UNDEFINED)]
    if not wanted:
        return []
    area = np.concatenate([made.values.T, scores.T])
    found = []
    for operation in wanted:
        parts, label = area[operation.children], instrument.nodes[operation.node].label
        if operation.rule.aggregator in UNDEFINED:
            if (rows := UNDEFINED[operation.rule.aggregator](parts, operation)).any():
                values = {"aggregator": operation.rule.aggregator, "label": label, "units": _named(panel, rows)}
                found.append(problem("rule-undefined", node=operation.node, count=int(rows.sum()), **values))
            continue
        below = np.logical_or.reduce(parts < 0, axis=0)
        zero = np.logical_or.reduce(parts == 0, axis=0) & ~below & _is_zero(operation)
        for code, rows in (("mean-met-zero", zero), ("mean-met-negative", below)):
            if rows.any():
                values = {"aggregator": operation.rule.aggregator.replace("_", " "), "label": label}
                found.append(
                    problem(code, node=operation.node, count=int(rows.sum()), units=_named(panel, rows), **values)
                )
    return found


def _is_zero(operation: Operation) -> bool:
    return operation.parameters.get("power", 0.0) <= 0


def _named(panel: Panel, rows: NDArray[np.bool_]) -> str:
    return listing(f"{panel.units[row]} {panel.periods[row]}" for row in np.flatnonzero(rows)[:8].tolist())


def check_means(instrument: Instrument, rules: Rules) -> Iterator[Problem]:
    """Warn of steps that take numbers below 0 under a mean that has no score for them."""
    for index, use in enumerate(instrument.file.steps):
        chosen = set(use.indicators or instrument.indicators)
        for key, node in instrument.nodes.items() if use.step in BELOW_ZERO else ():
            below = sorted(chosen & set(instrument.indicators_below(key)))
            if node.rule.aggregator in POSITIVE and below:
                values = {"step": use.step, "node": key, "aggregator": node.rule.aggregator, "below": listing(below)}
                yield problem("step-below-zero", instrument.places.at("steps", index), **values)
