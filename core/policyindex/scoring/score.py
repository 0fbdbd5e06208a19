"""Scoring an answer set."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from policyindex.answers.points import Panel, panel_of
from policyindex.answers.record import LEVELS, SELF_ASSESSED, UNREVIEWED, AnswerSet
from policyindex.errors import WrongUseError
from policyindex.instruments.instrument import Instrument
from policyindex.problems import hint, listing
from policyindex.scoring.classify import classify
from policyindex.scoring.plan import Plan
from policyindex.scoring.provenance import provenance
from policyindex.scoring.ranking import comparable, ranks
from policyindex.scoring.result import Result
from policyindex.specs import Rules

PUBLISHED = "as published by "


def score(
    instrument: Instrument,
    answers: AnswerSet,
    rules: Rules,
    *,
    source: str = "",
    cutoffs: Mapping[str, float] | None = None,
    published: Collection[tuple[str, str, str]] = (),
    unit_names: Mapping[str, str] | None = None,
    distributions: Mapping[str, str] | None = None,
) -> Result:
    """Score answers.

    :param source: how far answers are verified that do not say so themselves
    :param cutoffs: cut-offs of typologies by node, instead of the instrument's
    :param published: ``(unit, period, node)`` of the scores that somebody published from these answers
    :raises WrongUseError: for a cut-off on a node that no typology uses
    """
    cutoffs = dict(cutoffs or {})
    known = {node for typology in instrument.file.typologies.values() for node in typology.cutoffs}
    for node in cutoffs:
        if node not in known:
            raise WrongUseError(
                f"no typology has a cut-off on '{node}'; there are: {listing(sorted(known))}.{hint(node, known)}"
            )
    plan: Plan = rules.strategies[instrument.file.strategy].compile(instrument, rules)
    default = SELF_ASSESSED if instrument.file.self_assessment else source or UNREVIEWED
    panel = panel_of(instrument, answers, plan.columns, default)
    fitted = plan.fit(panel.values)
    scores = comparable(plan.apply(panel.values, panel.codes, panel.out, fitted))
    verification = _verification(instrument, panel, plan)
    ranked = np.array([SELF_ASSESSED not in texts for texts in verification], dtype=np.bool_)
    answered, expected = _coverage(instrument, panel, plan)
    return Result(
        instrument=instrument,
        plan=plan,
        panel=panel,
        scores=scores,
        ranks=ranks(scores, panel.periods, ranked),
        answered=answered,
        expected=expected,
        verification=verification,
        fitted=fitted,
        types=classify(instrument, plan.nodes, scores, cutoffs),
        provenance=provenance(instrument, plan, answers.hash, fitted, cutoffs, distributions or {}),
        published=frozenset(published),
        unit_names=unit_names or {},
    )


def _leaves(instrument: Instrument, plan: Plan) -> list[list[int]]:
    places = {name: index for index, name in enumerate(plan.columns)}
    return [[places[each] for each in instrument.indicators_below(node)] for node in plan.nodes]


def _coverage(
    instrument: Instrument, panel: Panel, plan: Plan
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int32]], np.ndarray[tuple[int, ...], np.dtype[np.int32]]]:
    """Count per row and node the indicators below that are answered, and those that are asked at all."""
    present, asked = ~np.isnan(panel.values), ~panel.out
    leaves = _leaves(instrument, plan)
    answered = np.array([present[:, each].sum(axis=1) for each in leaves], dtype=np.int32).T
    expected = np.array([asked[:, each].sum(axis=1) for each in leaves], dtype=np.int32).T
    return answered, expected


def strength(source: str) -> int:
    """Order sources, weakest first: unknown words, the review levels, what a publisher vouches for."""
    if source in LEVELS:
        return LEVELS.index(source)
    return len(LEVELS) if source.startswith(PUBLISHED) else -1


def _verification(instrument: Instrument, panel: Panel, plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Give per row and node the weakest source of the answers below it."""
    order = sorted(range(len(panel.sources)), key=lambda index: strength(panel.sources[index]))
    place = np.full(len(panel.sources) + 1, len(panel.sources))
    place[order] = np.arange(len(order))
    places = place[panel.source]
    texts = [*(panel.sources[index] for index in order), ""]
    weakest = np.array([places[:, each].min(axis=1) for each in _leaves(instrument, plan)]).T
    return tuple(tuple(texts[index] for index in row) for row in weakest)
