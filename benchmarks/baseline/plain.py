"""The job of ``benchmarks/pipeline.py`` as a good plain script does it: pyarrow reads, numpy scores, pyarrow writes.

Run ``python benchmarks/baseline/plain.py wide|long FILE.csv OUT.parquet``. A wide file has a column a question, a long one a row
an answer; options are full, half and none.
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

POINTS = {"full": 100.0, "half": 50.0, "none": 0.0}
INDICATORS, DIMENSIONS, AREAS = 58, 16, 8
TEXTS = pa.dictionary(pa.int32(), pa.string())


def codes(column: Any) -> tuple[list[str], Any]:
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return whole.dictionary.to_pylist(), whole.indices.to_numpy(zero_copy_only=False)


def points(column: Any) -> Any:
    texts, numbers = codes(column)
    return np.array([POINTS.get(text, np.nan) for text in texts])[numbers]


def wide(name: str) -> tuple[Any, Any]:
    questions = [f"q{number}" for number in range(INDICATORS)]
    options = pc.ConvertOptions(column_types=dict.fromkeys(["unit", *questions], TEXTS))
    table = pc.read_csv(name, convert_options=options)
    values = np.empty((table.num_rows, INDICATORS))
    for number, question in enumerate(questions):
        values[:, number] = points(table[question])
    return codes(table["unit"])[0], values


def long(name: str) -> tuple[Any, Any]:
    kinds = dict.fromkeys(["unit", "indicator", "answer"], TEXTS)
    table = pc.read_csv(name, convert_options=pc.ConvertOptions(column_types=kinds))
    units, unit = codes(table["unit"])
    names, question = codes(table["indicator"])
    values = np.full((len(units), INDICATORS), np.nan)
    values[unit, np.array([int(each[1:]) for each in names])[question]] = points(table["answer"])
    return units, values


def main() -> None:
    warnings.simplefilter("ignore")
    shape, source, target = sys.argv[1:]
    units, values = (wide if shape == "wide" else long)(source)
    below = [[q for q in range(INDICATORS) if q % DIMENSIONS == each] for each in range(DIMENSIONS)]
    dimensions = np.stack([np.nanmean(values[:, each], axis=1) for each in below], axis=1)
    areas = np.stack([np.nanmean(dimensions[:, [2 * each, 2 * each + 1]], axis=1) for each in range(AREAS)], axis=1)
    scores = np.concatenate([dimensions, areas, np.nanmean(areas, axis=1)[:, None]], axis=1)
    nodes = [*(f"d{each}" for each in range(DIMENSIONS)), *(f"a{each}" for each in range(AREAS)), "overall"]
    rows, columns = scores.shape
    unit = pa.DictionaryArray.from_arrays(pa.array(np.tile(np.arange(rows, dtype=np.int32), columns)), pa.array(units))
    node = pa.DictionaryArray.from_arrays(
        pa.array(np.repeat(np.arange(columns, dtype=np.int32), rows)), pa.array(nodes)
    )
    period = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows * columns, dtype=np.int32)), pa.array(["2020"]))
    table = pa.table({"unit": unit, "period": period, "node": node, "score": pa.array(scores.T.ravel())})
    pq.write_table(table, target)


if __name__ == "__main__":
    main()
