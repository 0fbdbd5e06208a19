"""How an answer became points, in words: divided by another one, by whose goalposts, by which transforms and scale."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from policyindex.answers.basis import NONE, quotient
from policyindex.instruments.columns import indicator_of
from policyindex.locales import word
from policyindex.questions.asked import AnswerValue
from policyindex.questions.written import text_of
from policyindex.scoring.result import Result


def counted_told(result: Result, row: int, column: str, value: AnswerValue) -> Iterator[str]:
    """Say how an answer of a row became points; of a quotient with both numbers."""
    instrument, basis = result.instrument, result.panel.bases.get(column)
    indicator, language = instrument.indicators[indicator_of(column)], instrument.language
    if basis is not None and basis.divisor is not None:
        divisor = basis.divisor[[row]]
        found = float(quotient(np.array([float(str(value))]), divisor)[0])
        absent = word("rule.no_answer", language)
        names = {"per": instrument.label(indicator.divided_by), "value": text_of(value)}
        names["divisor"] = absent if np.isnan(divisor[0]) else text_of(float(divisor[0]))
        if np.isnan(found):
            yield word("rule.not_divided", language, **names)
            return
        yield word("rule.divided", language, **names, quotient=f"{found:g}")
        value = found
    if basis is None or basis.group is None:
        yield from indicator.counted_by(value, language)
        return
    at = int(basis.group[row])
    if at == NONE:
        yield word("rule.no_group", language)
        return
    yield word("rule.group", language, group=indicator.groups[at])
    yield from indicator.in_group(indicator.groups[at]).counted_by(value, language)
