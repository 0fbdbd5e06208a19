"""All scores of a workbook's countries, computed from their answers with the instrument's own rules."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from policyindex import Instrument, Result
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.reading import Extract

Recomputed = dict[tuple[str, str, str], float | None]
"""Scores by unit, period and node; None where there is none."""
TOLERANCE = 1e-6


def agree(one: float | None, other: float | None) -> bool:
    """Tell whether two scores are the same, or both are none."""
    return one is other if one is None or other is None else abs(one - other) <= TOLERANCE


def recompute(extract: Extract, scored: Callable[[Instrument], Result], findings: Findings) -> Recomputed:
    """Give the score of every cell that can hold one.

    A score that the workbook publishes for a period in which the edition does not collect it is computed all the same,
    and noted.

    :param scored: scores the answers of the workbook with an edition
    """
    found = _scores(extract, scored(extract.instrument))
    gaps = [
        (country, period, node)
        for country in extract.countries
        for period, node in country.published
        if found[country.unit, period, node] is None
    ]
    everything = _scores(extract, scored(_always_collected(extract.instrument))) if gaps else {}
    for country, period, node in gaps:
        key = (country.unit, period, node)
        if everything[key] is not None:
            found[key] = everything[key]
            cell, value = country.published[period, node]
            reason = f"{extract.instrument.reference} does not collect {node} in {period}"
            findings.doubtful(country.sheet, cell, value, reason, "compared with the answers all the same")
    return found


def _always_collected(instrument: Instrument) -> Instrument:
    always: dict[str, tuple[str, ...]] = {"collected_in": (), "not_collected_in": ()}
    indicators = {key: each.model_copy(update=always) for key, each in instrument.indicators.items()}
    return replace(instrument, indicators=indicators)


def _scores(extract: Extract, result: Result) -> Recomputed:
    rows = {key: row for row, key in enumerate(zip(result.panel.units, result.panel.periods, strict=True))}
    return {
        (country.unit, period, node): _score(result, rows.get((country.unit, period)), node)
        for country in extract.countries
        for node, period in country.places.values()
        if node in extract.instrument.nodes
    }


def _score(result: Result, row: int | None, node: str) -> float | None:
    value = math.nan if row is None else float(result.scores[row, result.column(node)])
    return None if math.isnan(value) else value
