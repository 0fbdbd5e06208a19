"""The pipeline: an instrument's steps taken one after the other over the whole panel, before anything is aggregated.

What was answered stays beside what is made of it: imputation fills gaps only, and what it filled is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.panel import Panel, panel_of
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import PanelStepSpec, StepPanel
from policyindex.problems import Problem, listing, problem
from policyindex.problems.errors import BrokenPluginError, ProblemsFoundError
from policyindex.scoring.arrays import Array, Flags
from policyindex.scoring.plan import Plan, Prepared
from policyindex.scoring.rules import fitted_by, panel_learnt_by, panel_prepared_by, prepared_by
from policyindex.units.periods import period_of

ALL = ""
"""In place of a period: learnt from all of them."""
Learnt = Mapping[str, Mapping[int, Array]]
"""What a step learnt, by period and column."""


@dataclass(frozen=True, eq=False)
class Ready:
    """The numbers that are aggregated, and how they came about; arrays of shape (rows, columns)."""

    values: Array
    observed: Flags
    """true: the number goes back to an answer."""
    imputed: Flags
    """true: a step filled the gap."""
    learnt: tuple[Learnt, ...] = ()
    """What each step learnt."""
    after: tuple[Array, ...] = ()
    """The numbers of its columns after each step."""
    warnings: tuple[Problem, ...] = ()

    def only(self, rows: NDArray[np.intp]) -> Ready:
        """Give some of its rows."""
        arrays = {name: getattr(self, name)[rows] for name in ("values", "observed", "imputed")}
        return replace(self, after=tuple(each[rows] for each in self.after), **arrays)


def ready(instrument: Instrument, plan: Plan, panel: Panel, answers: AnswerSet) -> Ready:
    """Take the steps of a plan over a panel."""
    if not plan.steps:
        return Ready(panel.values, ~np.isnan(panel.values), np.zeros(panel.values.shape, dtype=np.bool_))
    names = tuple(dict.fromkeys(name for step in plan.steps for name in step.beside.values()))
    return _Pipeline(instrument, plan, panel, panel_of(instrument, answers, names, "")).taken()


class _Pipeline:
    def __init__(self, instrument: Instrument, plan: Plan, panel: Panel, beside: Panel) -> None:
        self.instrument, self.plan, self.panel, self.beside = instrument, plan, panel, beside
        self.values = panel.values.copy()
        self.observed = ~np.isnan(self.values)
        self.imputed = np.zeros(self.values.shape, dtype=np.bool_)
        self.gaps = ~panel.out  # what may be imputed; not what a step took out
        self.time = times(instrument, panel.periods)
        self.found: list[Problem] = []

    def taken(self) -> Ready:
        learnt, after = [], []
        for at, step in enumerate(self.plan.steps):
            before = self.values[:, step.columns].copy()
            with np.errstate(all="ignore"):
                learnt.append(self._guarded(at, step))
            now = self.values[:, step.columns].copy()
            self._say(at, step, before, now)
            after.append(now)
        for array in (self.values, self.observed, self.imputed):
            array.flags.writeable = False
        several = len(set(self.panel.periods)) > 1
        for at, step in enumerate(self.plan.steps):
            if several and step.fit == "each":
                self.found.append(problem("step-fit-each", self.instrument.places.at("steps", at), step=step.spec.name))
        return Ready(self.values, self.observed, self.imputed, tuple(learnt), tuple(after), tuple(self.found))

    def _guarded(self, at: int, step: Prepared) -> Learnt:
        """Take a step; what it cannot do with numbers that an edition states is the edition's fault."""
        try:
            return self._each(step)
        except BrokenPluginError as error:
            if not isinstance(step.fit, Mapping):
                raise
            where = self.instrument.places.at("steps", at, "fit")
            raise ProblemsFoundError([problem("step-fit-unusable", where, step=step.spec.name, reason=error)]) from None

    def _each(self, step: Prepared) -> Learnt:
        """Take a step over what it learns from together, and give what it learnt."""
        learnt: dict[str, dict[int, Array]] = {}
        for period, rows in self._parts(step):
            if isinstance(step.spec, PanelStepSpec):
                kept = self._along(step.spec, step, rows)
                if kept is not None:
                    learnt[period] = dict(zip(step.columns, kept, strict=True))
                continue
            learnt[period] = {}
            for at in step.columns:
                column, frozen = self.values[rows, at], self._frozen(step, at)
                own = fitted_by(step.spec, column, step.parameters) if frozen is None else frozen
                learnt[period][at] = own
                self.values[rows, at] = prepared_by(step.spec, column, own)
        return learnt

    def _frozen(self, step: Prepared, at: int) -> Array | None:
        """Give what an edition states that a step learnt of a column once; None: nothing."""
        name = self.plan.columns[at]
        if not isinstance(step.fit, Mapping):
            return None
        return np.array(step.fit.get(name, step.fit.get(indicator_of(name), ())))

    def _kept(self, step: Prepared) -> Array:
        """Give what an edition states that a panel step learnt once, a row for each column."""
        rows = [self._frozen(step, at) for at in step.columns]
        longest = max((len(each) for each in rows if each is not None), default=0)
        found = np.full((len(rows), longest), np.nan)
        for own, each in zip(found, rows, strict=True):
            if each is not None:
                own[: len(each)] = each
        return found

    def _along(self, spec: PanelStepSpec, step: Prepared, rows: NDArray[np.intp]) -> Array | None:
        """Take a step that looks at the panel, and give what it learnt; an imputation reaches nothing but gaps."""
        cells = np.ix_(rows, np.array(step.columns, dtype=np.intp))
        before, gaps = self.values[cells], self.gaps[cells]
        panel = StepPanel(
            before,
            self.observed[cells],
            ~self.panel.out[cells],
            tuple(self.plan.columns[at] for at in step.columns),
            [self.panel.units[row] for row in rows.tolist()],
            [self.panel.periods[row] for row in rows.tolist()],
            self.time[rows],
            step.words,
            {name: self._beside(spec, name, question)[rows] for name, question in step.beside.items()},
        )
        frozen = isinstance(step.fit, Mapping)
        learnt = self._kept(step) if frozen else panel_learnt_by(spec, panel, step.parameters)
        after = panel_prepared_by(spec, panel._replace(learnt=learnt), step.parameters)
        if spec.fills == "nothing":
            self.values[cells] = after
            self.observed[cells] &= ~np.isnan(after)
            self.imputed[cells] &= ~np.isnan(after)
            if spec.takes_out:
                self.gaps[cells] &= ~np.isnan(after)
        else:
            filled = np.isnan(before) & gaps & ~np.isnan(after)
            self.values[cells] = np.where(filled, after, before)
            self.imputed[cells] |= filled
        return learnt

    def _beside(self, spec: PanelStepSpec, name: str, question: str) -> Array:
        at = self.beside.columns.index(question)
        if spec.questions[name] == "number":
            return self.beside.values[:, at]
        codes = self.beside.codes[:, at].astype(np.float64)
        return np.where(codes < 0, np.nan, codes)

    def _parts(self, step: Prepared) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """Give the rows that a step learns from together."""
        if step.fit != "each":
            yield ALL, np.arange(len(self.values))
            return
        periods = np.array(self.panel.periods)
        for period in sorted(set(self.panel.periods), key=self.instrument.in_time):
            yield period, np.flatnonzero(periods == period)

    def _say(self, at: int, step: Prepared, before: Array, after: Array) -> None:
        """Say what a step did that nobody sees in its numbers: nothing, gaps filled and left, numbers taken away."""
        name, where = step.spec.name, self.instrument.places.at("steps", at)
        lost, filled = ~np.isnan(before) & np.isnan(after), np.isnan(before) & ~np.isnan(after)
        if ((before == after) | (np.isnan(before) & np.isnan(after))).all():
            self.found.append(problem("step-does-nothing", where, step=name))
        if lost.any():
            self.found.append(problem("step-lost-numbers", where, step=name, **self._cells(step, lost)))
        if not isinstance(step.spec, PanelStepSpec) or step.spec.fills == "nothing":
            return
        if filled.any():
            later = " (from later answers too, with which they change)" * (step.spec.fills == "gaps_later")
            self.found.append(problem("step-imputed", where, step=name, later=later, **self._cells(step, filled)))
        left = np.isnan(after) & self.gaps[:, step.columns]
        if left.any():
            self.found.append(problem("step-left-gaps", where, step=name, **self._cells(step, left)))

    def _cells(self, step: Prepared, flags: Flags) -> dict[str, Any]:
        places = np.argwhere(flags)
        named = [
            f"{self.panel.units[row]} {self.panel.periods[row]} {self.plan.columns[step.columns[column]]}"
            for row, column in places[:6].tolist()
        ]
        return {"count": len(places), "cells": listing(named) + ", ..." * (len(places) > len(named))}


def times(instrument: Instrument, periods: tuple[str, ...]) -> Array:
    """Give the year in which each period ends, or where one of them has no date, its place among them."""
    labels = sorted(set(periods), key=instrument.in_time)
    ends = [found.last if (found := period_of(each)) else None for each in labels]
    dated = {each: end.year + end.month / 12 for each, end in zip(labels, ends, strict=True) if end is not None}
    known = dated if len(dated) == len(labels) else {each: float(place) for place, each in enumerate(labels)}
    return np.array([known[each] for each in periods])


def through(plan: Plan, made: Ready, column: str, period: str, value: float) -> float:
    """Give what the steps that work cell by cell make of another answer to a question."""
    at, found = plan.columns.index(column), np.array([value])
    for step, learnt in zip(plan.steps, made.learnt, strict=True):
        if not isinstance(step.spec, PanelStepSpec) and at in step.columns:
            found = prepared_by(step.spec, found, learnt[ALL if ALL in learnt else period][at])
    return float(found[0])


def fitted_of(plan: Plan, step: Prepared, learnt: Learnt) -> dict[str, Any]:
    """Give what a step learnt, by indicator, and by period where it learnt of each alone; JSON-ready."""
    found = {
        period: {plan.columns[at]: each.tolist() for at, each in own.items() if each.size <= 4}
        for period, own in learnt.items()
    }
    return found if step.fit == "each" else found.get(ALL, {})


def learns(step: Prepared) -> bool:
    """Tell whether what a step does depends on the answers at hand, unless an edition states what it goes by."""
    return not isinstance(step.spec, PanelStepSpec) or step.spec.learn is not None


def imputes(plan: Plan) -> bool:
    """Tell whether a plan has a step that fills gaps."""
    return any(isinstance(step.spec, PanelStepSpec) and step.spec.fills != "nothing" for step in plan.steps)
