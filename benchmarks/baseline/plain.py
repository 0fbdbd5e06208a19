"""The job of ``benchmarks/pipeline.py`` as a good plain script does it: pyarrow reads, numpy scores, pyarrow writes.

Run ``python benchmarks/baseline/plain.py wide|long FILE.csv OUT.parquet [QUESTIONS DIMENSIONS AREAS]``. A wide file has a
column a question, a long one a row an answer; question q is in dimension q modulo their number, each area has two
dimensions, the overall score is the mean of the areas (without areas of the dimensions, without those of all).
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

POINTS = {"full": 100.0, "half": 50.0, "none": 0.0, "yes": 100.0, "no": 0.0, "a": 100.0, "b": 67.0, "c": 33.0, "d": 0.0}
INDICATORS, DIMENSIONS, AREAS = 58, 16, 8
TEXTS = pa.dictionary(pa.int32(), pa.string())


def codes(column: Any) -> tuple[list[str], Any]:
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return whole.dictionary.to_pylist(), whole.indices.to_numpy(zero_copy_only=False)


def points(column: Any) -> Any:
    texts, numbers = codes(column)
    return np.array([POINTS.get(text, np.nan) for text in texts])[numbers]


def wide(name: str, questions: int) -> tuple[Any, Any, Any]:
    names = [f"q{number}" for number in range(questions)]
    options = pc.ConvertOptions(column_types=dict.fromkeys(["unit", "period", *names], TEXTS))
    table = pc.read_csv(name, convert_options=options)
    values = np.empty((table.num_rows, questions))
    for number, question in enumerate(names):
        values[:, number] = points(table[question])
    return codes(table["unit"]), codes(table["period"]), values


def long(name: str, questions: int) -> tuple[Any, Any, Any]:
    kinds = dict.fromkeys(["unit", "period", "indicator", "answer"], TEXTS)
    table = pc.read_csv(name, convert_options=pc.ConvertOptions(column_types=kinds))
    (units, unit), (periods, period) = codes(table["unit"]), codes(table["period"])
    names, question = codes(table["indicator"])
    kept, row = np.unique(unit.astype(np.int64) * len(periods) + period, return_inverse=True)
    values = np.full((len(kept), questions), np.nan)
    values[row, np.array([int(each[1:]) for each in names])[question]] = points(table["answer"])
    return (units, kept // len(periods)), (periods, kept % len(periods)), values


def column(texts: list[str], places: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(texts))


def main() -> None:
    warnings.simplefilter("ignore")
    shape, source, target, *sizes = sys.argv[1:]
    questions, dimensions, areas = map(int, sizes or (INDICATORS, DIMENSIONS, AREAS))
    (units, unit), (periods, period), values = (wide if shape == "wide" else long)(source, questions)
    levels = []
    if dimensions:
        below = [[q for q in range(questions) if q % dimensions == each] for each in range(dimensions)]
        levels.append(np.stack([np.nanmean(values[:, each], axis=1) for each in below], axis=1))
    if areas:
        pairs = levels[-1]
        levels.append(
            np.stack([np.nanmean(pairs[:, [2 * each, 2 * each + 1]], axis=1) for each in range(areas)], axis=1)
        )
    top = np.nanmean(levels[-1] if levels else values, axis=1)[:, None]
    scores = np.concatenate([*levels, top], axis=1)
    nodes = [*(f"d{each}" for each in range(dimensions)), *(f"a{each}" for each in range(areas)), "overall"]
    rows, columns = scores.shape
    table = pa.table(
        {
            "unit": column(units, np.tile(unit, columns)),
            "period": column(periods, np.tile(period, columns)),
            "node": column(nodes, np.repeat(np.arange(columns), rows)),
            "score": pa.array(scores.T.ravel()),
        }
    )
    pq.write_table(table, target)


if __name__ == "__main__":
    main()
