"""A numeric index reproduced from raw numbers to ranks: ASEM sustainable connectivity, 51 countries, 49 indicators.

Reference results, after every step: COINr 1.1.14 (R, MIT licence, Joint Research Centre).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import policyindex as pi
from policyindex.plugins.host import PluginHost
from policyindex.scoring.arrays import Array
from policyindex.scoring.result import Result

EXAMPLE = Path(__file__).parents[2] / "examples" / "indices"
LAST_STEP = {"Denominated": 4, "Imputed": 5, "Treated": 6, "Normalised": 8}
"""After how many steps of the example each reference table stands."""


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["uCode"]: {key.lower(): cell for key, cell in row.items()} for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def asem(golden: Path) -> Path:
    return golden / "asem"


@pytest.fixture(scope="module")
def result(host: PluginHost) -> Result:
    instrument = pi.get_instrument(EXAMPLE / "asem.yaml", host)
    return pi.score(instrument, pi.read_answers(instrument, EXAMPLE / "asem-answers.csv", host=host), host)


def after(result: Result, steps: int) -> Array:
    """The numbers after some of the steps."""
    values = result.panel.values.copy()
    for step, found in list(zip(result.plan.steps, result.ready.after, strict=True))[:steps]:
        values[:, step.columns] = found
    return values


@pytest.mark.parametrize("name", ["Raw", *LAST_STEP])
def test_every_step_is_reproduced(asem: Path, result: Result, name: str) -> None:
    wanted = table(asem / f"03_dset_{name}.csv")
    expected = [[float(wanted[unit][at] or "nan") for at in result.plan.columns] for unit in result.panel.units]
    assert len(wanted) == len(result.panel.units) == 51
    found = after(result, LAST_STEP.get(name, 0))
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-10)


def test_scores_and_ranks_are_reproduced(asem: Path, result: Result) -> None:
    for name in ("03_dset_Aggregated", "04_results_full"):
        wanted = table(asem / f"{name}.csv")
        expected = [[float(wanted[unit][at]) for at in result.plan.nodes] for unit in result.panel.units]
        exact = result.plan.apply(result.ready.values)
        np.testing.assert_allclose(exact, expected, rtol=0, atol=1e-10)
    ranks = dict(zip(result.panel.units, result.ranks[:, result.column("index")].tolist(), strict=True))
    assert ranks == {unit: int(row["rank"]) for unit, row in wanted.items()}


def test_what_was_imputed_is_marked_and_what_was_answered_is_kept(result: Result) -> None:
    assert result.imputed[:, result.column("index")].sum() == result.ready.imputed.sum() == 65
    assert not (result.ready.imputed & result.ready.observed).any()
    assert {each.code for each in result.warnings} == {"step-imputed", "step-lost-numbers"}
    rows = [row for row in result.rows() if row.node == "physical" and row.imputed]
    assert [(row.unit, row.answered, row.imputed) for row in rows if row.unit == "LAO"] == [("LAO", 5, 3)]
