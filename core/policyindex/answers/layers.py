"""Layers of answers: of several readings a later one may replace single answers of those before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.records import Records
from policyindex.answers.tablereading import TableReading
from policyindex.instruments.columns import Column
from policyindex.problems import Problem, problem


def keys_of(records: Records) -> NDArray[np.int64]:
    """Number the unit, period and column of each record."""
    width = len(records.periods) * len(records.columns)
    found: NDArray[np.int64] = (
        records.unit.astype(np.int64) * width + records.period.astype(np.int64) * len(records.columns) + records.column
    )
    return found


def upper(
    records: Records, tables: Sequence[TableReading], lengths: Sequence[int], kept: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[Problem]]:
    """Give the numbers of the records that no later table replaces, and say for each table how many it replaces.

    What stands twice in one table stays twice: that is no layer.

    :param kept: the numbers of the records that say something
    """
    layer, keys = np.repeat(np.arange(len(tables)), lengths)[kept], keys_of(records)[kept]
    _, place = np.unique(keys, return_inverse=True)
    place = place.reshape(-1)
    top = np.zeros(int(place.max()) + 1 if len(place) else 0, dtype=np.int64)
    np.maximum.at(top, place, layer)
    starts = np.cumsum([0, *lengths])
    problems = []
    for number, table in enumerate(tables):
        own = np.flatnonzero(layer == number)
        replacing = own[np.isin(keys[own], keys[layer < number])]
        if len(replacing):
            first = int(kept[replacing[0]])
            values = {
                "unit": records.units[records.unit[first]], "period": records.periods[records.period[first]],
                "indicator": Column(*records.columns[records.column[first]]).name,
                "count": len(np.unique(keys[replacing])),
            }  # fmt: skip
            problems.append(problem("answers-replaced", table.where(first - int(starts[number])), **values))
    return kept[layer == top[place]], problems
