"""Real indices of other shapes, as their makers published them: all scores where the shared data are, otherwise an extract.

Facts: the published item scores, ratings and statuses; see the file of each index for its source.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

import policyindex as pi
from policyindex.plugins.host import PluginHost
from policyindex.scoring.result import Result

ROOT = Path(__file__).parents[2]
GOLDEN = Path(os.environ.get("POLICYINDEX_GOLDEN", "") or ROOT.parent / "shared" / "data") / "indices"
EXTRACTS = Path(__file__).parent / "indices"


def folder_of(index: str) -> Path:
    """The published data of an index: whole, or the extract in the repository."""
    return GOLDEN / index if (GOLDEN / index).is_dir() else EXTRACTS / index


def published(index: str, folder: Path | None = None) -> pd.DataFrame:
    kinds = {"unit": str, "period": str}
    return pd.read_csv(
        (folder or folder_of(index)) / "published.csv", dtype=kinds, keep_default_na=False, na_values=[""]
    )


def scored(index: str, host: PluginHost, folder: Path | None = None) -> Result:
    instrument = pi.get_instrument(ROOT / "examples" / "indices" / f"{index}.yaml", host)
    answers = pi.read_answers(instrument, (folder or folder_of(index)) / "answers.csv", host=host)
    return pi.score(instrument, answers, host)


def shown(result: Result, node: str) -> pd.DataFrame:
    """The scores of a node as they are shown, with their ranks."""
    at = result.column(node)
    found = {"unit": result.panel.units, "period": result.panel.periods, "score": result.shown[:, at]}
    return pd.DataFrame({**found, "rank": result.ranks[:, at]})


def typed(result: Result) -> pd.DataFrame:
    rows = [(result.panel.units[each.row], result.panel.periods[each.row], each.label) for each in result.types]
    return pd.DataFrame(rows, columns=["unit", "period", "label"])


@pytest.mark.parametrize("folder", [None, EXTRACTS / "fiw"], ids=["whole", "extract"])
def test_freedom_in_the_world(host: PluginHost, folder: Path | None) -> None:
    result, wanted = scored("fiw", host, folder), published("fiw", folder)
    assert len(wanted) in (2515, 24)
    for node in ("pr", "cl", "total", *"abcdefg", "pr_rating", "cl_rating"):
        both = wanted.merge(shown(result, node), on=["unit", "period"], how="left")
        assert (both[node] == both.score).all(), node
    both = wanted.merge(typed(result), on=["unit", "period"], how="left")
    assert (both.label.map({"Free": "F", "Partly free": "PF", "Not free": "NF"}) == both.status).all()


@pytest.mark.parametrize("folder", [None, EXTRACTS / "hdi"], ids=["whole", "extract"])
def test_human_development(host: PluginHost, folder: Path | None) -> None:
    result, wanted = scored("hdi", host, folder), published("hdi", folder)
    assert len(wanted) in (5808, 18)
    both = wanted.merge(shown(result, "hdi"), on=["unit", "period"], how="left")
    assert (both.hdi == both.score).all()
    tiers = wanted.dropna(subset="tier").merge(typed(result), on=["unit", "period"], how="left")
    assert len(tiers) in (192, 10)
    assert (tiers.label.str.lower() == tiers.tier).all()
