"""Where something stands in a result: the row of a unit in a period, the column of a node, the roots of a tree."""

from __future__ import annotations

from policyindex.answers.panel import Panel
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.plan import Plan
from policyindex.units.codes import composed
from policyindex.units.periods import label_of, period_text


def column_of(instrument: Instrument, plan: Plan, node: str) -> int:
    """Give the column of a node, or raise WrongUseError."""
    if node in instrument.nodes:
        return plan.nodes.index(node)
    known = list(instrument.nodes)
    if indicator_of(node) in instrument.indicators:
        above = [key for key, each in instrument.nodes.items() if node in each.children]
        raise WrongUseError(f"'{node}' is a question, not a node; it counts in {listing(above)}")
    raise WrongUseError(
        f"'{node}' is not a node of {instrument.reference}; there are: {listing(known, 60)}.{hint(node, known)}"
    )


def roots_of(instrument: Instrument, tree: str) -> tuple[str, ...]:
    """Give the roots of a tree, or raise WrongUseError."""
    trees = instrument.trees
    if tree not in trees:
        raise WrongUseError(
            f"'{tree}' is not a tree of {instrument.reference}; there are: {listing(trees)}.{hint(tree, trees)}"
        )
    return trees[tree].roots


def row_of(instrument: Instrument, panel: Panel, unit: str, period: str | float) -> int:
    """Give the row of a unit in a period, or raise WrongUseError."""
    unit, period = composed(unit), composed(period_text(period))
    period = label_of(period, instrument.periods) or period
    if (unit, period) in panel.places:
        return panel.places[unit, period]
    found = [each for name, each in panel.places if name == unit]
    if found:
        raise WrongUseError(
            f"there are no answers of {unit} for {period}; there are some for: "
            f"{listing(sorted(found, key=instrument.in_time), 40)}"
        )
    known = sorted(set(panel.units))
    raise WrongUseError(
        f"there are no answers of '{unit}'; there are some of: {listing(known, 80)}.{hint(unit, known)}"
    )
