"""From answers to points: the panel of numbers that scoring works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument, instance_column
from policyindex.instruments.models import Indicator
from policyindex.problems import Problem, listing, problem
from policyindex.problems.errors import WrongUseError
from policyindex.questions.question import is_countable

MISSING = -1
STATUSES = tuple(Status)


@dataclass(frozen=True)
class Panel:
    """Answers as arrays: one row per unit and period, one column per indicator instance."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    """Points, NaN where there are none; shape (rows, columns)."""
    codes: NDArray[np.int16]
    """Number of the chosen option, -1 missing, -2 points that are no option's; same shape."""
    status: NDArray[np.int8]
    """Index into ``Status``; same shape."""
    sources: tuple[str, ...]
    source: NDArray[np.int32]
    """Index into ``sources``, -1 where there is no answer; same shape."""
    given: dict[tuple[int, int], Answer]
    """The answer behind a row and column."""
    warnings: tuple[Problem, ...] = ()

    @property
    def out(self) -> NDArray[np.bool_]:
        """True where a question leaves the denominator."""
        return self.status > STATUSES.index(Status.MISSING)


def points_of(indicator: Indicator, answer: Answer) -> float:
    """Give the points of an answer; explicit points win."""
    return indicator.points_of(answer.answer) if answer.points is None else float(answer.points)


def _check(instrument: Instrument, answer: Answer) -> None:
    """Refuse what no file could have brought: answers made by hand for another instrument, or without content."""
    if answer.indicator not in instrument.indicators:
        raise WrongUseError(f"'{answer.indicator}' is not an indicator of {instrument.reference}")
    indicator = instrument.indicators[answer.indicator]
    complaint = "" if answer.answer is None else indicator.complaint(answer.answer)
    if answer.points is not None and not is_countable(answer.points):
        complaint = f"{answer.points} points cannot be counted with"
    if complaint:
        raise WrongUseError(f"{' '.join(answer.key).strip()}: {complaint}")
    if answer.status is Status.ANSWERED and answer.answer is None and answer.points is None:
        raise WrongUseError(f"{' '.join(answer.key).strip()}: the status is 'answered', but there is no answer")


def panel_of(instrument: Instrument, answers: AnswerSet, columns: tuple[str, ...], default_source: str) -> Panel:
    """Lay answers out as arrays; periods in which something is not collected overrule what was answered."""
    rows = {key: index for index, key in enumerate(sorted({(each.unit, each.period) for each in answers}))}
    places = {name: index for index, name in enumerate(columns)}
    shape = (len(rows), len(columns))
    values = np.full(shape, np.nan)
    codes = np.full(shape, MISSING, dtype=np.int16)
    status = np.full(shape, STATUSES.index(Status.MISSING), dtype=np.int8)
    source = np.full(shape, -1, dtype=np.int32)
    sources: dict[str, int] = {}
    given: dict[tuple[int, int], Answer] = {}
    for answer in answers:
        _check(instrument, answer)
        column = places.get(instance_column(answer.indicator, answer.instance))
        if column is None:
            continue
        at = (rows[answer.unit, answer.period], column)
        given[at] = answer
        status[at] = STATUSES.index(answer.status)
        if answer.status is Status.ANSWERED:
            indicator = instrument.indicators[answer.indicator]
            values[at] = points_of(indicator, answer)
            codes[at] = indicator.chosen(answer.answer, answer.points)
            source[at] = sources.setdefault(answer.source or default_source, len(sources))
    warnings = _not_collected(instrument, list(rows), columns, values, codes, status, source)
    units, periods = zip(*rows, strict=True) if rows else ((), ())
    return Panel(units, periods, columns, values, codes, status, tuple(sources), source, given, tuple(warnings))


def _not_collected(
    instrument: Instrument,
    rows: list[tuple[str, str]],
    columns: tuple[str, ...],
    values: NDArray[np.float64],
    codes: NDArray[np.int16],
    status: NDArray[np.int8],
    source: NDArray[np.int32],
) -> list[Problem]:
    """Mark answers for periods in which their indicators say that they are not collected."""
    found = 0
    where: dict[str, None] = {}
    names: dict[str, None] = {}
    periods = np.array([period for _, period in rows])
    known = sorted(set(periods))
    for index, name in enumerate(columns):
        indicator = instrument.indicators[indicator_of(name)]
        for period in () if indicator.is_always_collected() else known:
            if indicator.is_collected(period):
                continue
            block = np.flatnonzero(periods == period)
            answered = int((~np.isnan(values[block, index])).sum())
            if answered:
                found += answered
                where[period], names[name] = None, None
            values[block, index], codes[block, index], source[block, index] = np.nan, MISSING, -1
            status[block, index] = STATUSES.index(Status.NOT_COLLECTED)
    if not found:
        return []
    texts = {"periods": listing(sorted(where)), "indicators": listing(names)}
    return [problem("answers-outside-collection", count=found, **texts)]


def silent_nodes(instrument: Instrument, periods: tuple[str, ...]) -> dict[str, NDArray[np.bool_]]:
    """Give, for each node that is not collected in some periods, the rows in which it has no score."""
    found = {}
    for key, node in instrument.nodes.items():
        if not node.rule.is_always_collected():
            found[key] = np.array([not node.rule.is_collected(period) for period in periods], dtype=np.bool_)
    return found
