"""A numeric index reproduced: ASEM sustainable connectivity, 51 countries, 49 indicators, four levels.

Reference results: COINr 1.1.14 (R, MIT licence, Joint Research Centre). The numeric steps before normalisation
(denominating, imputing, treating) are taken from the reference; normalisation, aggregation and ranks are ours.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from policyindex import get_instrument
from policyindex.plugins.host import PluginHost
from policyindex.scoring.ranking import comparable, ranks
from policyindex.scoring.strategies import compile_plan

Rows = list[dict[str, str]]


def table(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def instrument_text(meta: Rows) -> str:
    """Write the metadata as an instrument: min-max per indicator by its direction, weighted means per level."""
    indicators = [row for row in meta if row["Type"] == "Indicator"]
    groups = [row for row in meta if row["Type"] == "Aggregate"]
    lines = ["format: 1", "id: asem", "edition: '2018'", "title: ASEM", "indicators:"]
    lines += [f"  {row['iCode'].lower()}: {{label: x, question: x?, kind: number}}" for row in indicators]
    for direction, (low, high) in {"1": (0, 100), "-1": (100, 0)}.items():
        chosen = ", ".join(row["iCode"].lower() for row in indicators if row["Direction"] == direction)
        lines += ["steps:"] * (direction == "1")
        lines += [f"  - {{step: min_max, parameters: {{low: {low}, high: {high}}}, indicators: [{chosen}]}}"]
    lines += ["nodes:"]
    for group in groups:
        children = {row["iCode"].lower(): row["Weight"] for row in meta if row["Parent"] == group["iCode"]}
        weights = ", ".join(f"{key}: {weight}" for key, weight in children.items())
        lines += [
            f"  {node(group['iCode'])}: {{label: x, aggregator: weighted_mean, of: [{', '.join(children)}], weights: {{{weights}}}}}"
        ]
    lines += [f"trees: {{main: {{label: x, published: true, roots: [{node(groups[-1]['iCode'])}]}}}}"]
    return "\n".join(lines)


def node(code: str) -> str:
    return code.lower()


@pytest.fixture(scope="module")
def asem(golden: Path) -> Path:
    return golden / "asem"


def test_asem_is_reproduced_to_1e_10(asem: Path, tmp_path: Path, host: PluginHost) -> None:
    meta = table(asem / "01_iMeta.csv")
    (tmp_path / "asem.yaml").write_text(instrument_text(meta))
    plan = compile_plan(get_instrument(tmp_path / "asem.yaml", host), host.rules)
    treated = table(asem / "03_dset_Treated.csv")
    names = {name.lower(): name for name in treated[0]}
    values = np.array([[float(row[names[column]]) for column in plan.columns] for row in treated])
    scores = plan.apply(values, fitted=plan.fit(values))
    expected = {row["uCode"]: row for row in table(asem / "03_dset_Aggregated.csv")}
    codes = {row["iCode"].lower(): row["iCode"] for row in meta if row["Type"] == "Aggregate"}
    assert len(codes) == 11
    for row, country in enumerate(treated):
        for column, name in enumerate(plan.nodes):
            assert scores[row, column] == pytest.approx(float(expected[country["uCode"]][codes[name]]), abs=1e-10)
    index = plan.nodes.index("index")
    ours = ranks(comparable(scores), ["2018"] * len(treated), np.ones(scores.shape, dtype=np.bool_))[:, index]
    theirs = {row["uCode"]: int(row["Rank"]) for row in table(asem / "04_results_full.csv")}
    assert dict(zip((row["uCode"] for row in treated), ours.tolist(), strict=True)) == theirs
