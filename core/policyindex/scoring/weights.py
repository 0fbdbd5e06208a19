"""Nominal weights: by how much a score rises with each indicator, by the formula, all answers given."""

from __future__ import annotations

from collections.abc import Callable

from policyindex.instruments.instrument import Instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Operation, Plan
from policyindex.scoring.rules import shares_by

DIVIDED = 1e-9
"""How far the shares of a node may be from 1 in all, for rounding."""


def nominal_weights(instrument: Instrument, plan: Plan, node: str) -> dict[str, float | None]:
    """Give the nominal weight of every indicator and node below a node on its score.

    None where no weight can be stated, because a rule on the way down is not linear (a decision table, a median).
    """
    found = _down(instrument, plan, node, _rises)
    for index in {index for step in plan.steps for index in step.columns}:
        if plan.columns[index] in found:  # what a step does to a number depends on the other units
            found[plan.columns[index]] = None
    return found


def weight_shares(instrument: Instrument, plan: Plan, node: str) -> dict[str, float | None]:
    """Give which share of a node's score every indicator and node below it decides, whatever scale it stands on.

    A change of scale on the way down multiplies and weighs nothing: the nominal weight is the share times that factor.
    None where a rule on the way does not divide its score among its children (a sum, a factor, a median).
    """
    return _down(instrument, plan, node, _divided)


def _down(
    instrument: Instrument, plan: Plan, node: str, shares_of: Callable[[Operation], Array | None]
) -> dict[str, float | None]:
    """Multiply shares along every way down from a node, and add the ways up."""
    operations = {operation.node: operation for operation in plan.operations}
    found: dict[str, float | None] = {node: 1.0}
    for each in reversed(list(instrument.nodes)):
        if each not in found:
            continue
        above = found[each]
        shares = shares_of(operations[each]) if each in operations else None
        for index, child in enumerate(instrument.nodes[each].children):
            before = found.get(child, 0.0)
            if above is None or shares is None or before is None:
                found[child] = None
            else:
                found[child] = before + above * float(shares[index])
    del found[node]
    return found


def _rises(operation: Operation) -> Array | None:
    shares = shares_by(operation.spec, operation.weights, operation.parameters)
    rescale = operation.rule.rescale
    if shares is not None and rescale is not None:
        shares = shares * float((rescale.to.high - rescale.to.low) / (rescale.from_.high - rescale.from_.low))
    return shares


def _divided(operation: Operation) -> Array | None:
    shares = shares_by(operation.spec, operation.weights, operation.parameters)
    if shares is None or (shares < 0).any() or abs(float(shares.sum()) - 1) > DIVIDED:
        return None
    return shares
