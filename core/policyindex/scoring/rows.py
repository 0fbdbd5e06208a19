"""The tidy rows of a result: a row per tree, node, unit and period, and a row per type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policyindex.scoring.long import Long

if TYPE_CHECKING:
    from policyindex.scoring.result import Result


class ScoreRow(NamedTuple):
    """One score: the columns of the tidy output, in their order."""

    instrument: str
    edition: str
    strands: str
    tree: str
    node: str
    parent: str
    label: str
    unit: str
    period: str
    score: float | None
    rank: int | None
    band: str
    answered: int
    expected: int
    verification: str
    note: str
    target: float | None = None
    distance: float | None = None
    """What is missing to the target; 0 or less: reached."""
    state: str = ""
    """``incomplete``: too few answers for a rank, a band or a type."""
    coverage: float | None = None
    """The share of the weight that is answered, of what is asked."""
    least: float | None = None
    """The lowest score that the missing answers allow, where it is incomplete."""
    most: float | None = None
    """The highest one."""
    not_applicable: float | None = None
    """The share of the questions below that were answered with "not applicable"."""
    imputed: int = 0
    """How many of the numbers below a step filled in."""


TYPED = {"rank": "Int64"} | dict.fromkeys(
    ("score", "target", "distance", "coverage", "least", "most", "not_applicable"), "float64"
)
"""The types of the columns that hold numbers, in a pandas frame: a missing rank is no reason for decimals."""


class TypeRow(NamedTuple):
    """One type of a typology."""

    instrument: str
    edition: str
    typology: str
    unit: str
    period: str
    type: str
    label: str
    source: str = ""
    """Who states the type; empty: worked out by the typology."""


def score_rows(result: Result, trees: Iterable[str] = (), keep: Sequence[int] | None = None) -> Iterator[ScoreRow]:
    """Give a row per tree, node, unit and period; no trees: all of them; ``keep``: only these rows."""
    return map(ScoreRow._make, Long(result, trees, keep).rows(ScoreRow._fields))


def type_rows(result: Result, keep: Sequence[int] | None = None) -> Iterator[TypeRow]:
    """Give a row per typology, unit and period in which all scores it needs exist."""
    kept = None if keep is None else set(keep)
    for each in result.types:
        if kept is not None and each.row not in kept:
            continue
        unit, period = result.panel.units[each.row], result.panel.periods[each.row]
        yield TypeRow(
            result.instrument.id,
            result.instrument.edition,
            each.typology,
            unit,
            period,
            each.type,
            each.label,
            each.source,
        )
