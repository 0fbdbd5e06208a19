"""Another point scheme of one question: a node whose ``points`` are written out as the rows of a decision table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from policyindex.instruments.draft import Draft
from policyindex.instruments.models import DecisionRow, Node
from policyindex.instruments.models.nodes import DECISION_TABLE
from policyindex.problems import hint, listing
from policyindex.questions.asked import Takes

NOT_APPLICABLE = "not_applicable"


class Scheme(NamedTuple):
    """A node with its scheme written out."""

    rule: Node
    table: tuple[DecisionRow, ...]
    left_out: tuple[int, ...]
    """The rows, from 0, in which the node leaves the denominator."""


def scheme_of(draft: Draft, key: str, node: Node) -> Scheme:
    """Write out the point scheme of a node, if it has one; what is wrong with it is reported in the draft."""
    if not node.points:
        return Scheme(node, node.table, ())
    path, child = ("nodes", key), node.of[0] if isinstance(node.of, tuple) and len(node.of) == 1 else ""
    asked = draft.indicators.get(child)
    ruled = bool(node.table) or node.aggregator not in ("mean", DECISION_TABLE)
    if asked is None or asked.takes is not Takes.CODE or asked.ask_per or ruled:
        draft.report("scheme-input", *path, "points", key=True, node=key)
        return Scheme(node.model_copy(update={"points": {}}), node.table, ())
    codes, named = list(asked.choices), key in draft.named
    for code in codes:
        if code not in node.points:
            draft.report("scheme-code-missing", *path, "points", key=True, node=key, option=code, indicator=child)
    for code in node.points if not named else ():
        if code not in codes:
            values: dict[str, Any] = {
                "indicator": child,
                "value": code,
                "known": listing(codes),
                "hint": hint(code, codes),
            }
            draft.report("unknown-option", *path, "points", code, key=True, **values)
    worth = {code: node.points[code] for code in codes if code in node.points}
    rows = [
        DecisionRow(when={child: code}, score=each if isinstance(each, Decimal) else None)
        for code, each in worth.items()
    ]
    left_out = tuple(place for place, each in enumerate(worth.values()) if each == NOT_APPLICABLE)
    rule = node.model_copy(update={"aggregator": DECISION_TABLE, "points": {}})
    return Scheme(rule, (*rows, DecisionRow(score=None)), left_out)
