"""Scores at a limit: cut-offs and bands are compared at the decimals that scores have."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyindex import Answer, AnswerSet, get_instrument, score
from policyindex.plugins.host import PluginHost

THIRDS = """format: 1
id: thirds
edition: "1"
title: One, two or three of three
indicators:
  a: {label: A, question: Is it so?, kind: tick, points: 100}
  b: {label: B, question: Is it so?, kind: tick, points: 100}
  c: {label: C, question: Is it so?, kind: tick, points: 100}
nodes:
  all: {label: All, of: [a, b, c]}
trees:
  main: {label: Main, published: true, roots: [all]}
bands:
  thirds:
    label: Thirds
    applies_to: [all]
    bands:
      - {id: low, label: Low, from: 0, to: "33.33333333333333"}
      - {id: high, label: High, from: "33.33333333333333", to: 100}
typologies:
  sides:
    label: Sides
    cutoffs: {all: "CUTOFF"}
    types: [{id: above, label: above, when: {all: at_least}}]
    otherwise: below
"""


@pytest.mark.parametrize(
    ("cutoff", "label"),
    [
        ("33.3333333333333", "above"),
        ("33.333333333333336", "above"),
        ("33.333333334", "below"),
        ("33.333333333", "above"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_a_third_reaches_a_cutoff_with_more_than_nine_decimals(
    cutoff: str, label: str, given: bool, host: PluginHost, tmp_path: Path
) -> None:
    path = tmp_path / "thirds.yaml"
    path.write_text(THIRDS.replace("CUTOFF", "50" if given else cutoff))
    instrument = get_instrument(path, host)
    answers = AnswerSet(Answer("X", "1", key, answer=key == "a") for key in "abc")
    result = score(instrument, answers, host, cutoffs={"all": float(cutoff)} if given else {})
    assert [each.label for each in result.types] == [label]


def test_a_third_is_in_the_band_that_begins_there(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "thirds.yaml"
    path.write_text(THIRDS.replace("CUTOFF", "50"))
    instrument = get_instrument(path, host)
    answers = AnswerSet(Answer("X", "1", key, answer=key == "a") for key in "abc")
    assert [row.band for row in score(instrument, answers, host).rows()] == ["High"]
