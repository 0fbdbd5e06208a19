"""What changes the scoring hash: whatever decides scores, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyindex import get_instrument
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost

TOWNS = """format: 1
id: towns
edition: "1"
title: Towns
indicators:
  a: {label: A, question: Is it so?, kind: tick, points: 100}
  b: {label: B, question: Is it so?, kind: tick, points: 100}
nodes:
  all: {label: All, of: [a, b]}
trees:
  main: {label: Main, published: true, roots: [all]}
"""
SHORT = "short_forms:\n  short: {label: Short, indicators: [a]}\n"


def hash_of(text: str, host: PluginHost, tmp_path: Path) -> str:
    path = tmp_path / "towns.yaml"
    path.write_text(text)
    return scoring_hash(get_instrument(path, host))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("indicators: [a]}", "indicators: [a, b]}"),
        ("indicators: [a]}", "indicators: [b]}"),
        ("  short:", "  brief:"),
        (SHORT, ""),
        ("points: 100", "points: 50"),
        ("of: [a, b]", "of: [a, b], missing: zero"),
    ],
)
def test_what_decides_scores_changes_the_hash(old: str, new: str, host: PluginHost, tmp_path: Path) -> None:
    text = TOWNS + SHORT
    assert old in text
    assert hash_of(text.replace(old, new, 1), host, tmp_path) != hash_of(text, host, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"), [("label: Short", "label: Brief"), ("label: A,", "label: Z,"), ("title: T", "title: U")]
)
def test_labels_do_not_change_the_hash(old: str, new: str, host: PluginHost, tmp_path: Path) -> None:
    text = TOWNS + SHORT
    assert old in text
    assert hash_of(text.replace(old, new, 1), host, tmp_path) == hash_of(text, host, tmp_path)
