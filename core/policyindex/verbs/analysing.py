"""What verbs of analysis ask for alike: a node, and the rows of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyindex.scoring.result import Result


def chosen_node(node: str, result: Result) -> str:
    """Give the node that was asked for; none named: the first root of the published tree.

    :raises WrongUseError: for one that the instrument does not have
    """
    head = result.instrument
    found = node or head.trees[head.published_tree].roots[0]
    result.column(found)
    return found


def rows_in(period: str, result: Result, node: str) -> tuple[str, list[int]]:
    """Give a period and the rows of its units; none named: the newest in which most units have a score of a node.

    :raises WrongUseError: for a period that nobody has answers for
    """
    from policyindex.problems import listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import period_label

    periods = result.panel.periods
    chosen = period_label(period, result.instrument.periods) or result.newest_period(node) or ""
    rows = [row for row, each in enumerate(periods) if each == chosen]
    if not rows:
        known = sorted(set(periods), key=result.instrument.in_time)
        who = f"no unit of {result.group.group.id}" if result.group else "no unit"
        raise WrongUseError(f"{who} has answers for {chosen or 'any period'}; there are some for: {listing(known, 40)}")
    return chosen, rows
