"""The built-in strategy ``aggregate``: every node from its children, bottom up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import ComposedNode, Instrument
from policyindex.plugins.guarding import guarded, who_of
from policyindex.plugins.readonly import FrozenDict
from policyindex.plugins.specs import Rules
from policyindex.problems.errors import BrokenPluginError
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
    return Plan(columns, tuple(instrument.nodes), operations, tuple(_steps(instrument, columns, rules)))


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


def _steps(instrument: Instrument, columns: tuple[str, ...], rules: Rules) -> list[Prepared]:
    steps = []
    for use in instrument.file.steps:
        spec = rules.steps[use.step]
        wanted = use.indicators or tuple(instrument.indicators)
        chosen = tuple(index for index, name in enumerate(columns) if indicator_of(name) in wanted)
        defaults = {name: value for name, value in spec.parameters.items() if value is not None}
        given = {name: float(value) for name, value in use.parameters.items()}
        steps.append(Prepared(spec, chosen, FrozenDict({**defaults, **given})))
    return steps
