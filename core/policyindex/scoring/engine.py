"""Scoring an answer set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from policyindex.answers.points import Panel, panel_of, silent_nodes
from policyindex.answers.record import LEVELS, SELF_ASSESSED, UNREVIEWED
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.arrays import Counts, Flags
from policyindex.scoring.classify import classify
from policyindex.scoring.plan import Plan
from policyindex.scoring.provenance import provenance
from policyindex.scoring.ranking import comparable, ranks
from policyindex.scoring.result import Result
from policyindex.scoring.strategies import plan_of
from policyindex.studies.basket import Basket

PUBLISHED = "as published by "


def score(
    instrument: Instrument,
    compared: Basket,
    rules: Rules,
    *,
    source: str = "",
    cutoffs: Mapping[str, float] | None = None,
    published: Collection[tuple[str, str, str]] = (),
    unit_names: Mapping[str, str] | None = None,
    origins: Mapping[str, Mapping[str, str]] | None = None,
) -> Result:
    """Score answers as they are compared.

    :param source: how far answers are verified that do not say so themselves
    :param cutoffs: cut-offs of typologies by node, instead of the instrument's
    :param published: ``(unit, period, node)`` of the scores that somebody published from these answers
    :raises WrongUseError: for a cut-off on a node that no typology uses
    """
    cutoffs, answers = dict(cutoffs or {}), compared.answers
    known = {node for typology in instrument.file.typologies.values() for node in typology.cutoffs}
    for node in cutoffs:
        if node not in known:
            raise WrongUseError(
                f"no typology has a cut-off on '{node}'; there are: {listing(sorted(known))}.{hint(node, known)}"
            )
    plan = plan_of(instrument, rules)
    panel = panel_of(instrument, answers, plan.columns, source or UNREVIEWED)
    if instrument.file.self_assessment:  # whatever the answers say of themselves
        panel = replace(panel, sources=(SELF_ASSESSED,) * len(panel.sources))
    silent = silent_nodes(instrument, panel.periods)
    fitted = plan.fit(panel.values)
    scores = comparable(plan.apply(panel.values, panel.codes, panel.out, fitted, silent=silent))
    verification = _verification(instrument, panel, plan)
    answered, expected = _coverage(instrument, panel, plan)
    ranked = ranks(scores, panel.periods, ~_self_assessed(instrument, panel, plan))
    for array in (scores, ranked, answered, expected, panel.values, panel.codes, panel.status, panel.source):
        array.flags.writeable = False  # observers look, they change nothing
    return Result(
        instrument=instrument,
        plan=plan,
        panel=panel,
        scores=scores,
        ranks=ranked,
        answered=answered,
        expected=expected,
        verification=verification,
        fitted=fitted,
        types=classify(instrument, plan.nodes, scores, cutoffs),
        made=provenance(instrument, plan, compared, fitted, cutoffs, origins or {}),
        compared=compared,
        published=frozenset(published),
        unit_names=unit_names or {},
    )


def _leaves(instrument: Instrument, plan: Plan) -> list[list[int]]:
    places = {name: index for index, name in enumerate(plan.columns)}
    return [[places[each] for each in instrument.indicators_below(node)] for node in plan.nodes]


def _coverage(instrument: Instrument, panel: Panel, plan: Plan) -> tuple[Counts, Counts]:
    """Count per row and node the indicators below that are answered, and those that are asked at all."""
    present, asked = ~np.isnan(panel.values), ~panel.out
    leaves = _leaves(instrument, plan)
    answered = np.array([present[:, each].sum(axis=1) for each in leaves], dtype=np.int32).T
    expected = np.array([asked[:, each].sum(axis=1) for each in leaves], dtype=np.int32).T
    return answered, expected


def _self_assessed(instrument: Instrument, panel: Panel, plan: Plan) -> Flags:
    """Tell per row and node whether any answer below it is the unit's own: such scores are never ranked."""
    own = [index for index, text in enumerate(panel.sources) if text == SELF_ASSESSED]
    flags = np.isin(panel.source, own)
    return np.array([flags[:, each].any(axis=1) for each in _leaves(instrument, plan)], dtype=np.bool_).T


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
