"""Layers of answers: those that travel with an instrument, corrected by a file of one's own, in every verb."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import policyindex as pi
from conftest import ROOT, Run
from policyindex.answers.writing import csv_of
from policyindex.plugins.host import PluginHost


@pytest.fixture
def corrections(tmp_path: Path) -> Path:
    return tmp_path / "mine.csv"


def test_bundled_answers_with_corrections_of_ones_own(corrections: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument("mipex-national", host)
    bundled = pi.read_answers(instrument, host=host)
    key = next(each for each in bundled if each.unit == "SE" and each.period == "2019")
    own = replace(key, points=None, answer=None, status=pi.Status.NOT_APPLICABLE)
    corrections.write_bytes(csv_of([own, replace(key, unit="ZZ9")]))
    with pytest.raises(pi.ProblemsFoundError, match="answers-repeat") as without:
        pi.read_answers(instrument, "bundled", corrections, host=host)
    assert [each.code for each in without.value.problems if each.severity == "error"] == ["answers-repeat"]
    layered = pi.read_answers(instrument, "bundled", corrections, host=host, override=True)
    assert len(layered) == len(bundled) + 1
    standing = {each.key: each for each in layered}
    assert standing[key.key].status is pi.Status.NOT_APPLICABLE
    before = {each.key: each for each in bundled}
    assert {name for name, each in standing.items() if before.get(name) != each} == {key.key, ("ZZ9", *key.key[1:])}
    (said,) = [each for each in layered.warnings if each.code == "answers-replaced"]
    assert said.message.startswith("1 answer(s) replace what earlier files say, the first of them SE 2019 ")
    gone = bundled.origin.published - layered.origin.published
    assert {name[:2] for name in gone} == {("SE", "2019")}
    assert layered.origin.note == bundled.origin.note
    assert pi.read_answers(instrument, "bundled", host=host) == bundled


def test_every_verb_takes_layers(corrections: Path, run: Run, host: PluginHost) -> None:
    instrument = pi.get_instrument("mipex-national", host)
    key = next(each for each in pi.read_answers(instrument, host=host) if each.unit == "SE" and each.period == "2019")
    corrections.write_bytes(csv_of([replace(key, points=0.0 if key.points else 100.0)]))
    layers = ("--answers", "bundled", "--answers", corrections)
    asked = ("--unit", "SE", "--period", "2019")
    for command in (
        ("run", "mipex-national", *asked, *layers),
        ("explain", "mipex-national", *asked, *layers),
        ("validate", "--for", "mipex-national", "bundled", corrections),
        (
            "questionnaire",
            "export",
            "mipex-national",
            "--unit",
            "SE",
            "--period",
            "2026",
            "--output",
            corrections.with_name("q.xlsx"),
            *layers,
        ),
    ):
        refused = run(*command)
        assert (refused.exit_code, "answers-repeat" in refused.output) == (1, True), command
        taken = run(*command, "--override")
        assert taken.exit_code == 0, taken.output
        if command[0] != "explain":
            assert "1 answer(s) replace what earlier files say" in taken.output, taken.output
    outcome = pi.run("mipex-national", answers=["bundled", corrections], override=True, unit="SE", period=2019)
    assert [each.code for each in outcome.warnings].count("answers-replaced") == 1


def test_a_repeat_in_one_file_is_no_layer(tmp_path: Path, host: PluginHost) -> None:
    instrument = pi.get_instrument(ROOT / "examples" / "libraries" / "instrument.yaml", host)
    answers = (ROOT / "examples" / "libraries" / "answers.csv").read_text()
    twice = tmp_path / "twice.csv"
    lines = answers.splitlines()
    twice.write_text("\n".join([*lines, lines[1]]) + "\n")
    with pytest.raises(pi.ProblemsFoundError, match="answers-repeat"):
        pi.read_answers(instrument, ROOT / "examples" / "libraries" / "answers.csv", twice, host=host, override=True)
