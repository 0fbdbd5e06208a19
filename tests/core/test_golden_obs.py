"""The Open Budget Index of 2015: shared options, one of which leaves the denominator, gives what was published."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import get_instrument, read_answers, score
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost

OBS = ROOT / "examples" / "indices" / "obs.yaml"
SOME = {"BA": 43, "MX": 66, "NZ": 88, "PE": 75, "QA": 0, "SE": 87}
"""What was published for the countries whose answers are beside the instrument."""
RANKS_OF_SOME = {"BA": 5, "MX": 4, "NZ": 1, "PE": 3, "QA": 6, "SE": 2}
"""Their ranks among themselves."""


@pytest.fixture(scope="session")
def published() -> tuple[Path, dict[str, int], dict[str, int]]:
    """All the answers and what was published from them; where they are not, the extract."""
    folder = Path(os.environ.get("POLICYINDEX_GOLDEN", "")) / "indices" / "obs"
    if not (folder / "answers.csv").is_file():
        return OBS.with_name("obs-answers.csv"), SOME, RANKS_OF_SOME
    with (folder / "published.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    index, rank = ({row["unit"]: int(row[name]) for row in rows} for name in ("index", "rank"))
    return folder / "answers.csv", index, rank


def test_the_published_index_is_reproduced(
    published: tuple[Path, dict[str, int], dict[str, int]], host: PluginHost
) -> None:
    instrument, (path, index, ranks) = get_instrument(OBS, host), published
    result = score(instrument, read_answers(instrument, path, host=host), host)
    found = {row.unit: row for row in result.rows()}
    assert {unit: int((row.score or 0) + 0.5) for unit, row in found.items()} == index
    assert {unit: row.rank for unit, row in found.items()} == ranks  # by the shown whole number
    assert found["BA"].expected == 104  # five of 109 do not apply
    assert SOME.items() <= index.items()


def test_the_spreadsheet_form_has_the_options_once(tmp_path: Path, run: Run, host: PluginHost) -> None:
    book, back = tmp_path / "obs.xlsx", tmp_path / "obs.yaml"
    assert run("instruments", "to-xlsx", OBS, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", back).exit_code == 0
    assert back.read_text().count("The question does not apply.") == 1
    assert scoring_hash(get_instrument(back, host)) == scoring_hash(get_instrument(OBS, host))
