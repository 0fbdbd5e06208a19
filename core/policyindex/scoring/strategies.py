"""The built-in strategy ``aggregate``: every node from its children, bottom up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.instruments.models import StepUse
from policyindex.plugins.guarding import guarded, who_of
from policyindex.plugins.readonly import FrozenDict
from policyindex.plugins.specs import PanelStepSpec, Rules, StepSpec
from policyindex.problems.errors import BrokenPluginError
from policyindex.questions.asked import Takes
from policyindex.scoring.plan import Operation, Place, Plan, Prepared
from policyindex.scoring.tables import compiled


def columns_of(instrument: Instrument) -> tuple[str, ...]:
    """Name the answers of a unit in a period: a column per scored indicator and instance."""
    return tuple(
        Column(key, instance).name
        for key, indicator in instrument.indicators.items()
        if indicator.scored
        for instance in instrument.instances(key)
    )


def compile_plan(instrument: Instrument, rules: Rules) -> Plan:
    """Compile an instrument for the aggregators and steps at hand."""
    columns = columns_of(instrument)
    rows = {name: index for index, name in enumerate((*columns, *instrument.nodes))}
    operations = tuple(_operation(instrument, node, rows, rules) for node in instrument.nodes.values())
    return Plan(
        columns,
        tuple(instrument.nodes),
        operations,
        tuple(_step(instrument, columns, use, rules) for use in instrument.file.steps),
    )


def plan_of(instrument: Instrument, rules: Rules) -> Plan:
    """Compile an instrument by the strategy that it names, whoever wrote it."""
    spec = rules.strategies[instrument.file.strategy]
    who = who_of(spec.compile, f"the strategy '{spec.name}'")
    plan = guarded(who, spec.compile, instrument, rules)
    if not isinstance(plan, Plan):
        raise BrokenPluginError(f"{who} gave no plan: {type(plan).__name__}")
    return plan


def _operation(instrument: Instrument, node: ComposedNode, rows: Mapping[str, int], rules: Rules) -> Operation:
    spec = rules.aggregators[node.rule.aggregator]
    given = {name: float(value) for name, value in node.rule.parameters.items()}
    defaults = {name: value for name, value in spec.parameters.items() if value is not None}
    weights = np.array([float(node.rule.weights.get(child, 1)) for child in node.children])
    weights.flags.writeable = False  # every block of rows is scored with them, by rules that anybody may have written
    return Operation(
        node=node.id,
        row=rows[node.id],
        children=_place([rows[child] for child in node.children]),
        leaves=_place([rows[each] for each in instrument.indicators_below(node.id)]),
        rule=node.rule,
        spec=spec,
        weights=weights,
        parameters=FrozenDict({**defaults, **given}),
        lookup=compiled(instrument, node) if node.table else None,
    )


def _place(rows: Sequence[int]) -> Place:
    """Neighbours are read as they lie; others are gathered."""
    if rows and list(rows) == list(range(rows[0], rows[0] + len(rows))):
        return slice(rows[0], rows[0] + len(rows))
    return list(rows)


def _step(instrument: Instrument, columns: tuple[str, ...], use: StepUse, rules: Rules) -> Prepared:
    spec = rules.steps[use.step]
    words = {name: str(value) for name, value in use.parameters.items() if not isinstance(value, Decimal)}
    numbers = {name: float(value) for name, value in use.parameters.items() if isinstance(value, Decimal)}
    questions: dict[str, str] = {}
    if isinstance(spec, PanelStepSpec):
        words = {**{name: word for name, word in spec.words.items() if word is not None}, **words}
        questions = {name: words[name] for name in spec.questions if words[name] not in spec.reserved}
    defaults = {name: value for name, value in spec.parameters.items() if value is not None}
    fit = use.fit if isinstance(use.fit, str) else {key: tuple(map(float, each)) for key, each in use.fit.items()}
    return Prepared(
        spec,
        tuple(at for at, name in enumerate(columns) if _is_for(instrument, use, spec, indicator_of(name))),
        FrozenDict({**defaults, **numbers}),
        FrozenDict(words),
        fit,
        FrozenDict(questions),
    )


def _is_for(instrument: Instrument, use: StepUse, spec: StepSpec | PanelStepSpec, indicator: str) -> bool:
    """Tell whether a step prepares an indicator: where it names none, all, of a step for numbers all that are numbers."""
    if use.indicators:
        return indicator in use.indicators
    return not spec.numbers or instrument.indicators[indicator].takes is Takes.NUMBER
