"""Calling the rules that anybody may have written: what they give is doubles of the right shape, and theirs alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from policyindex.plugins.guarding import guarded, who_of
from policyindex.plugins.specs import AggregatorSpec, PanelStepSpec, StepPanel, StepSpec
from policyindex.problems.errors import BrokenPluginError
from policyindex.scoring.arrays import Array, Flags


def aggregated_by(spec: AggregatorSpec, values: Array, weights: Array, parameters: Mapping[str, float]) -> Array:
    """Call an aggregator, which can write into nothing that it is given: a fresh array of one double a row."""
    who = who_of(spec.apply, f"the aggregator '{spec.name}'")
    given = _read_only(values), _read_only(weights), dict(parameters)
    score = _numbers(who, spec.apply, *given, shape=values.shape[1:])
    return score.copy() if np.may_share_memory(score, values) or not score.flags.writeable else score


def fitted_by(spec: StepSpec, column: Array, parameters: Mapping[str, float]) -> Array:
    """Let a step learn from a column; what it learnt is read-only, as every block of rows is prepared by it."""
    learnt = _numbers(who_of(spec.fit, f"the step '{spec.name}'"), spec.fit, column.copy(), dict(parameters)).copy()
    learnt.flags.writeable = False
    return learnt


def prepared_by(spec: StepSpec, column: Array, fitted: Array) -> Array:
    """Let a step prepare a column: one double a row."""
    return _numbers(
        who_of(spec.apply, f"the step '{spec.name}'"), spec.apply, column.copy(), fitted, shape=column.shape
    )


def panel_learnt_by(spec: PanelStepSpec, panel: StepPanel, parameters: Mapping[str, float]) -> Array | None:
    """Let a panel step learn: a row of numbers for each column; None: it learns nothing."""
    if spec.learn is None:
        return None
    _sealed(panel)
    who = who_of(spec.learn, f"what the step '{spec.name}' learns")
    learnt = _numbers(who, spec.learn, panel, dict(parameters)).copy()
    if learnt.ndim != 2 or len(learnt) != len(panel.columns):
        raise BrokenPluginError(
            f"{who} has the shape {learnt.shape}: a row for each of {len(panel.columns)} columns is wanted"
        )
    learnt.flags.writeable = False
    return learnt


def panel_prepared_by(spec: PanelStepSpec, panel: StepPanel, parameters: Mapping[str, float]) -> Array:
    """Let a panel step prepare its columns: one double a cell."""
    _sealed(panel)
    who = who_of(spec.apply, f"the step '{spec.name}'")
    return _numbers(who, spec.apply, panel, dict(parameters), shape=panel.values.shape).copy()


def shares_by(
    spec: AggregatorSpec, weights: Array, parameters: Mapping[str, float], there: Flags | None = None
) -> Array | None:
    """Give by how much a score rises with each child; None: the rule is not linear.

    :param there: which children are present; None: all of them
    """
    if spec.shares is None:
        return None
    who = who_of(spec.shares, f"the shares of the aggregator '{spec.name}'")
    present = np.ones_like(weights) if there is None else there.astype(np.float64)
    return _numbers(who, spec.shares, present, _read_only(weights), dict(parameters), shape=weights.shape)


def falling_by(spec: AggregatorSpec, weights: Array, parameters: Mapping[str, float]) -> Flags:
    """Tell which children lower the score where they rise."""
    if spec.falling is None:
        return np.zeros(len(weights), dtype=np.bool_)
    who = who_of(spec.falling, f"the falling children of the aggregator '{spec.name}'")
    falling: Flags = _numbers(who, spec.falling, _read_only(weights), dict(parameters), shape=weights.shape) != 0
    return falling


def _read_only(array: Array) -> Array:
    """Give a view of an array that nobody can write through."""
    view = array.view()
    view.flags.writeable = False
    return view


def _sealed(panel: StepPanel) -> None:
    """Let nobody write into a panel."""
    for each in (panel.values, panel.observed, panel.asked, panel.time, *panel.beside.values()):
        each.flags.writeable = False


def _numbers(who: str, call: Callable[..., Any], *arguments: Any, shape: tuple[int, ...] | None = None) -> Array:
    given = guarded(who, call, *arguments)
    try:
        numbers = np.asarray("nothing" if given is None else given, dtype=np.float64)
    except (TypeError, ValueError):
        raise BrokenPluginError(f"{who} gave no numbers: {type(given).__name__}") from None
    if shape is not None and numbers.shape != shape:
        raise BrokenPluginError(f"{who} gave numbers of shape {numbers.shape}, not {shape}: one for each is wanted")
    return numbers
