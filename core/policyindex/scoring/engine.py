"""Scoring an answer set."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from policyindex.answers.panel import panel_of, silent_nodes
from policyindex.answers.record import UNREVIEWED
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.readonly import FrozenDict
from policyindex.plugins.specs import Rules
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.pipeline import imputes, ready
from policyindex.scoring.ranking import comparable
from policyindex.scoring.result import Result
from policyindex.scoring.strategies import plan_of
from policyindex.studies.basket import Basket
from policyindex.units.scheme import Scheme


def score(
    instrument: Instrument,
    compared: Basket,
    rules: Rules,
    *,
    source: str = "",
    cutoffs: Mapping[str, float] | None = None,
    published: Collection[tuple[str, str, str]] = (),
    unit_names: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
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
    panel = panel_of(instrument, answers, plan.columns, source or UNREVIEWED, compared.countries)
    silent = silent_nodes(instrument, panel.periods)
    made = ready(instrument, plan, panel, answers)
    observed = made.observed if imputes(plan) else None
    scores = comparable(plan.apply(made.values, panel.codes, panel.out, observed, silent=silent))
    for array in (scores, panel.values, panel.codes, panel.status):
        array.flags.writeable = False  # observers look, they change nothing
    return Result(
        instrument=instrument,
        plan=plan,
        panel=panel,
        scores=scores,
        ready=made,
        compared=compared,
        cutoffs=FrozenDict(cutoffs),
        published=frozenset(published),
        unit_names=unit_names or {},
        scheme=scheme or Scheme(),
        origins=origins or {},
    )
