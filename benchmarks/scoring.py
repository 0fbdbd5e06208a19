"""Scoring a million rows, as a ratio to copying the matrix, beside the same job in plain pandas.

Run ``python benchmarks/scoring.py [ROWS]``. Limits of the project: at most 8 copies of time, and at most the size of
the matrix in extra memory beside the result.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from policyindex import load_host
from policyindex.instruments.loader import load_instrument
from policyindex.scoring.arrays import Array
from policyindex.scoring.plan import Plan
from policyindex.scoring.strategies import compile_plan

INDICATORS, DIMENSIONS, AREAS = 58, 24, 8
GROUPS = [list(each) for each in np.array_split(np.arange(INDICATORS), DIMENSIONS)]
HIGHER = [list(each) for each in np.array_split(np.arange(DIMENSIONS), AREAS)]


def instrument_text() -> str:
    """Three levels and 33 nodes over 58 three-option questions."""
    lines = ["format: 1", "id: bench", "edition: '1'", "title: Benchmark", "indicators:"]
    option = "{no: {points: 0, text: no}, half: {points: 50, text: half}, yes: {points: 100, text: yes}}"
    lines += [f"  q{each}: {{label: q, question: q?, options: {option}}}" for each in range(INDICATORS)]
    lines += ["nodes:"]
    lines += [f"  d{n}: {{label: d, of: [{', '.join(f'q{q}' for q in group)}]}}" for n, group in enumerate(GROUPS)]
    lines += [f"  a{n}: {{label: a, of: [{', '.join(f'd{d}' for d in group)}]}}" for n, group in enumerate(HIGHER)]
    lines += [f"  overall: {{label: overall, of: [{', '.join(f'a{n}' for n in range(AREAS))}]}}"]
    lines += ["trees: {all: {label: all, published: true, roots: [overall]}}"]
    return "\n".join(lines)


def compiled() -> Plan:
    rules = load_host().rules
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.yaml"
        path.write_text(instrument_text(), encoding="utf-8")
        return compile_plan(load_instrument(path, rules), rules)


def with_pandas(values: Array) -> Array:
    """The same job as a researcher would write it: group the columns and average, level by level."""
    frame = pd.DataFrame(values)
    dimension = np.repeat(np.arange(DIMENSIONS), [len(each) for each in GROUPS])
    area = np.repeat(np.arange(AREAS), [len(each) for each in HIGHER])
    dimensions = frame.T.groupby(dimension).mean().T
    areas = dimensions.T.groupby(area).mean().T
    return np.column_stack([dimensions, areas, areas.mean(axis=1)])


def median_time(job: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    chance = np.random.default_rng(1)
    values = chance.choice([0.0, 50.0, 100.0], size=(rows, INDICATORS))
    values[chance.random(values.shape) < 0.05] = np.nan
    plan = compiled()
    order = [*(f"d{n}" for n in range(DIMENSIONS)), *(f"a{n}" for n in range(AREAS)), "overall"]
    columns = [plan.nodes.index(node) for node in order]
    some = values[:10_000]
    np.testing.assert_allclose(plan.apply(some)[:, columns], with_pandas(some), rtol=1e-12)
    copy = median_time(values.copy)
    ours = median_time(lambda: plan.apply(values))
    pandas = median_time(lambda: with_pandas(values), 1)
    tracemalloc.start()
    result = plan.apply(values)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    extra = (peak - result.nbytes) / values.nbytes
    print(f"{rows} rows x {INDICATORS} indicators, {len(plan.nodes)} nodes, {os.cpu_count()} cores")
    print(f"copy of the matrix  {copy:8.3f} s    1.0")
    print(f"policyindex         {ours:8.3f} s  {ours / copy:5.1f}  (limit 8)")
    print(f"pandas groupby      {pandas:8.3f} s  {pandas / copy:5.1f}")
    print(f"extra memory beside the result: {extra:.2f} of the matrix  (limit 1)")


if __name__ == "__main__":
    main()
