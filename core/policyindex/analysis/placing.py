"""Placing a unit: its scores beside those of its country and of all units of the round, on the same basket."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from policyindex.scoring.result import Result
from policyindex.studies.scope import Scope


class Placed(NamedTuple):
    """A node's score of one unit, with the means of the units of its country and of all units that have a complete one."""

    node: str
    score: float | None
    country: float | None
    of_country: int
    """How many units of the country have a complete score."""
    everyone: float | None
    of_all: int
    left_out: int = 0
    """How many units have an incomplete score, which no mean counts."""


def placed(result: Result, row: int) -> list[Placed]:
    """Place a unit on the published roots and the nodes right below them."""
    head = result.instrument
    roots = head.trees[head.published_tree].roots
    nodes = dict.fromkeys([*roots, *(child for root in roots for child in head.nodes[root].children)])
    period = result.panel.periods[row]
    everyone = [at for at, each in enumerate(result.panel.periods) if each == period]
    own = [at for at in everyone if _country(result, at) == _country(result, row)]
    found = []
    for node in nodes:
        if node in head.nodes:
            column = result.column(node)
            scores, thin = result.scores[:, column], result.incomplete[:, column]
            whole = np.where(thin, np.nan, scores)
            left_out = int(np.count_nonzero(thin[everyone]))
            found.append(Placed(node, _mean(scores[[row]])[0], *_mean(whole[own]), *_mean(whole[everyone]), left_out))
    return found


def scopes_of(result: Result, row: int) -> dict[str, Scope]:
    """Give the scope of each value of the scoped facet, by its label, for one unit; empty without a study."""
    study, scoping = result.compared.study, result.instrument.file.scoping
    if study is None or scoping is None:
        return {}
    facet = result.instrument.file.facets[scoping.facet]
    return {facet.label_of(value): scope for value, scope in study.scopes[result.panel.units[row]].items()}


def _country(result: Result, row: int) -> str | None:
    study = result.compared.study
    return study.file.units[result.panel.units[row]].country if study else None


def _mean(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float | None, int]:
    present = scores[~np.isnan(scores)]
    return (float(present.mean()), len(present)) if len(present) else (None, 0)
