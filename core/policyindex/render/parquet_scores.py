"""Scores as Parquet, column by column: texts as dictionaries, never a row in between."""

from __future__ import annotations

import io
import json
from typing import Any, BinaryIO

import numpy as np

from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.reports.dataset import dataset_of
from policyindex.reports.scores import chosen_columns, chosen_table
from policyindex.scoring.long import ByNode, ByRow, Long, Numbers, Texts, Values
from policyindex.scoring.view import View

_RANK = {"name": "rank", "field_name": "rank", "pandas_type": "int64", "numpy_type": "Int64", "metadata": None}
_FOR_PANDAS = json.dumps({"index_columns": [], "column_indexes": [], "columns": [_RANK], "pandas_version": "2.2.0"})
"""Lets pandas keep ranks whole numbers where one is missing."""


def write_parquet(view: View, stream: BinaryIO) -> None:
    """Write the tidy table that was asked for; needs the extra ``parquet``."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ProblemsFoundError([problem("extra-missing", format="Parquet", extra="parquet")]) from None
    names = [column.key for column in chosen_columns(view)]
    if view.table == "scores":
        long = Long(view.result, view.trees, view.keep)
        arrays = [_array(pa, long.column(name), len(long.nodes), len(long.kept)) for name in names]
    else:
        cells = list(zip(*chosen_table(view), strict=True)) or [()] * len(names)
        arrays = [pa.array(each, pa.string()) for each in cells]
    table = pa.table(dict(zip(names, arrays, strict=True)))
    numbers = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    repeated = [name for name in names if name not in numbers]
    whole = io.BytesIO()
    # without arrow's own schema a reader gets texts, not categories; the least and greatest text helps nobody
    with parquet.ParquetWriter(
        whole, table.schema, use_dictionary=repeated, write_statistics=numbers, store_schema=False
    ) as writer:
        writer.write_table(table)
        dataset = dataset_of(view)
        made = json.dumps(dataset.belongings | dict(dataset.provenance), sort_keys=True)
        writer.add_key_value_metadata({"pandas": _FOR_PANDAS, "policyindex": made})
    stream.write(whole.getbuffer())


def _array(pa: Any, column: Values, nodes: int, rows: int) -> Any:
    if isinstance(column, ByNode):
        found = pa.array(column.values, pa.string()).dictionary_encode()
        return _dictionary(pa, np.repeat(_places(found), rows), found.dictionary)
    if isinstance(column, ByRow):
        found = pa.array(column.values, pa.string()).dictionary_encode()
        return _dictionary(pa, np.tile(_places(found), nodes), found.dictionary)
    if isinstance(column, Texts):
        return _joined(pa, column, nodes)
    assert isinstance(column, Numbers)
    parts = [column.of(at) for at in range(nodes)]
    numbers = np.concatenate(parts) if parts else np.array([])
    if numbers.dtype.kind == "f":
        return pa.array(numbers, from_pandas=True)
    mask = None if column.none is None else numbers == column.none
    return pa.array(numbers.astype(np.int64), mask=mask)


def _joined(pa: Any, column: Texts, nodes: int) -> Any:
    """Give the texts of all nodes one dictionary."""
    known: dict[str, int] = {}
    parts = []
    for at in range(nodes):
        places, texts = column.of(at)
        parts.append(np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int32)[places])
    return _dictionary(
        pa, np.concatenate(parts) if parts else np.array([], np.int32), pa.array(list(known), pa.string())
    )


def _places(found: Any) -> Any:
    return found.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)


def _dictionary(pa: Any, places: Any, texts: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), texts)
