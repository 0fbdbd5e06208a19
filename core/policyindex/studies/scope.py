"""Scope: what the scoping answers decide, and which questions stay with a unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Scoping

UNDECIDED: Final = "undecided"
Kind = Literal["in", "partly", "out", "undecided"]


class Scope(NamedTuple):
    """What became of one facet value, with the scoping answers that decided it."""

    kind: Kind
    only: Mapping[str, tuple[str, ...]]
    """For ``partly``: the facet values that stay."""
    answers: Mapping[str, str]
    open_question: str = ""
    """For ``undecided``: the scoping question that has to be answered."""


def decide(scoping: Scoping, answers: Mapping[str, str]) -> Scope:
    """Apply the first rule that fits; a rule that hangs on an unanswered question leaves the value undecided."""
    for rule in scoping.rules:
        open_question = next((each for each in rule.when if each not in answers), "")
        known = {each: wanted for each, wanted in rule.when.items() if each in answers}
        if not all(answers[question] in _several(wanted) for question, wanted in known.items()):
            continue
        if open_question:
            return Scope(UNDECIDED, {}, answers, open_question)
        return Scope(rule.scope, {facet: _several(values) for facet, values in rule.only.items()}, answers)
    return Scope(UNDECIDED, {}, answers, next(iter(scoping.questions)))


def columns_out(instrument: Instrument, scopes: Mapping[str, Scope]) -> dict[str, str]:
    """Give the columns that scopes take out of a unit's questionnaire, each with the facet value it is about.

    A question that is about several values is out where all of them are.
    """
    scoping = instrument.file.scoping
    if scoping is None:
        return {}
    found = {}
    for key, indicator in instrument.indicators.items():
        for instance in instrument.instances(key):
            values = indicator.facet_values(scoping.facet)
            if scoping.facet in indicator.ask_per:
                values = (instance.split("/")[indicator.ask_per.index(scoping.facet)],)
            if values and all(_is_out(instrument, key, instance, scopes.get(value)) for value in values):
                found[Column(key, instance).name] = values[0]
    return found


def _is_out(instrument: Instrument, key: str, instance: str, scope: Scope | None) -> bool:
    if scope is None or scope.kind == "in":
        return False
    if scope.kind == "out":
        return True
    indicator = instrument.indicators[key]
    asked = dict(zip(indicator.ask_per, instance.split("/"), strict=False))
    return not all(
        set(stays) & ({asked[facet]} if facet in asked else set(indicator.facet_values(facet)))
        for facet, stays in scope.only.items()
    )


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def value_of(instrument: Instrument, column: str) -> str:
    """Give the label of what a column is about in the facet that is scoped; its own label if it is about none."""
    key, instance = Column.parse(column)
    indicator, scoping = instrument.indicators[key], instrument.file.scoping
    if scoping is None:
        return instrument.label(column)
    values = indicator.facet_values(scoping.facet)
    if scoping.facet in indicator.ask_per:
        values = (instance.split("/")[indicator.ask_per.index(scoping.facet)],)
    facet = instrument.file.facets[scoping.facet]
    return ", ".join(map(facet.label_of, values)) or instrument.label(column)
