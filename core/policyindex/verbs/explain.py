"""Explaining a score, down to the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.scoring.explain import Explained, Explanation
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ExplainRequest(ScoringRequest):
    """Show why a score is what it is, from the score down to each answer.

    Weights are nominal: by how many points the score asked about rises when a part rises by one point, all
    answers given. Inputs of decision tables have none; what each other option would change is shown instead.

    \b
    policyindex explain mipex-national --unit DE --period 2019 --node b
    policyindex explain mipex-national --unit DE --unit SE --output why.html
    """

    unit: tuple[str, ...] = option(
        "The unit to explain. May be repeated: a section a unit.", default=(), metavar="CODE", required=True
    )
    period: str = option(
        "The period; default: the one that run shows of each unit, the newest that most units have.", metavar="PERIOD"
    )
    tree: str = option("Explain the roots of this tree.", metavar="TREE")
    node: str = option("Explain this node; default: the first root of the published tree.", metavar="NODE")


def explain(request: ExplainRequest, workspace: Workspace) -> Outcome[tuple[Explained, ...] | tuple[Explanation, ...]]:
    """Explain scores of units in a period; what is to be said of answers that travel with them, ``run`` says.

    Of one unit the data is what explains each score; where several were named, that of each unit with its period.
    """
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.explanation import explanation_report, explanations_report
    from policyindex.scoring.explain import Explanation
    from policyindex.scoring.explain import explain as explain_scores
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import meant_once

    if request.tree and request.node:
        raise WrongUseError("--tree and --node exclude each other: --node names what to explain, --tree its roots")
    given = scored(request, workspace)
    result = given.result
    units, notes = meant_once(request.unit, result)
    found = []
    for unit in units:
        period, newer = (request.period, ()) if request.period else _newest(result, unit)
        notes += newer
        found.append(Explanation(unit, period, explain_scores(result, unit, period, request.node, request.tree)))
    several = len(request.unit) > 1
    return Outcome(
        tuple(found) if several else found[0].explained,
        lambda: explanations_report(result, found) if several else explanation_report(result, found[0]),
        warnings=given.warnings if request.answers else (),
        notes=notes,
    )


def _newest(result: Result, unit: str) -> tuple[str, tuple[str, ...]]:
    """Give the period that ``run`` shows of a unit, and say which newer ones it has."""
    from policyindex.problems import hint, listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.scoring import coded

    rows = [row for row, name in enumerate(result.panel.units) if name == unit]
    if not rows:
        known = sorted(set(result.panel.units))
        raise WrongUseError(
            f"there are no answers of '{unit}'; there are some of: {listing(known, 80)}.{hint(coded(unit, result), known)}"
        )
    instrument = result.instrument
    period = result.shown_period(rows, instrument.trees[instrument.published_tree].roots[0])
    newer = result.newer(rows, period)
    note = f"note: {unit} has newer answers than {period}, see --period: {listing(newer)}"
    return period, (note,) if newer else ()
