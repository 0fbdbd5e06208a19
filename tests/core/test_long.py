"""Longer checks, run by continuous integration: ``pytest -m slow``."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from policyindex import get_instrument, read_answers, score
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.importers.json_answers import read_json
from policyindex.files.strict_yaml import parse_yaml
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError

pytestmark = pytest.mark.slow


def test_a_large_answer_file(tmp_path: Path, host: PluginHost) -> None:
    """50,000 units by 72 answers are read and scored like the first of them alone."""
    national = get_instrument("mipex-national", host)
    source = host.instruments["mipex-national", "core-2020"].answers
    assert source
    with source.path.open(newline="") as stream:
        header, *rows = list(csv.reader(stream))
    with (tmp_path / "large.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows([f"U{n}", *rows[n % len(rows)][1:]] for n in range(50_000))
    result = score(national, read_answers(national, tmp_path / "large.csv", host=host), host)
    small = score(national, read_answers(national, host=host), host)
    rows_of = {
        (unit, period): row
        for row, (unit, period) in enumerate(zip(small.panel.units, small.panel.periods, strict=True))
    }
    for row, unit in list(enumerate(result.panel.units))[::997]:
        original = rows[int(unit[1:]) % len(rows)]
        np.testing.assert_array_equal(result.scores[row], small.scores[rows_of[original[0], original[1]]])


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_give_problems_and_nothing_else(seed: int, host: PluginHost) -> None:
    """Bytes of good files are changed at random; whatever comes of it is a result or a problem."""
    chance = np.random.default_rng(seed)
    national = get_instrument("mipex-national", host)
    spec = host.instruments["mipex-national", "core-2020"]
    assert spec.answers
    texts = {
        "yaml": spec.path.read_bytes()[:6000],
        "csv": spec.answers.path.read_bytes()[:6000],
        "json": b'[{"unit": "SE", "period": "2019", "indicator": "aa1", "answer": "full", "references": ["a"]}]' * 3,
    }
    for kind, good in texts.items():
        for _ in range(25):
            data = bytearray(good)
            for _ in range(int(chance.integers(1, 6))):
                at = int(chance.integers(len(data)))
                data[at : at + int(chance.integers(0, 3))] = bytes(
                    chance.integers(0, 256, int(chance.integers(0, 3)), dtype=np.uint8)
                )
            try:
                if kind == "yaml":
                    parse_yaml(data.decode("utf-8", "replace"), "x")
                elif kind == "csv":
                    read_csv(bytes(data), "x.csv", national)
                else:
                    read_json(bytes(data), "x.json", national)
            except ProblemsFoundError:
                continue
