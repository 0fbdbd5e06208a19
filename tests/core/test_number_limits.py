"""Numbers that cannot be answers: refused by every reader, and doubtful far from the goalposts."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from policyindex import Answer, AnswerSet, WrongUseError, get_instrument
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.questions.limits import is_far
from policyindex.scoring.score import score

QUEUES = """format: 1
id: queues
edition: "1"
title: Queues of invented towns
indicators:
  days: {label: Days, question: How many days do people wait?, kind: number, unit: days, goalposts: {worst: 60, best: 0}LIMITS}
nodes:
  all: {label: All, of: [days]}
trees:
  main: {label: Main, published: true, roots: [all]}
"""
LIMITS = ", minimum: 0, maximum: 365"


def queues(folder: Path, limits: str = LIMITS) -> Path:
    path = folder / "queues.yaml"
    path.write_text(QUEUES.replace("LIMITS", limits))
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wide.csv", "unit,period,days\nAA,2026,{}\n"),
        ("long.csv", "unit,period,indicator,answer\nAA,2026,days,{}\n"),
        ("answers.json", '[{{"unit": "AA", "period": "2026", "indicator": "days", "answer": {}}}]'),
    ],
)
@pytest.mark.parametrize("number", [-99, -3, 366])
def test_a_number_outside_its_limits_is_refused(run: Run, tmp_path: Path, name: str, text: str, number: int) -> None:
    path = queues(tmp_path)
    (tmp_path / name).write_text(text.format(number))
    result = run("run", path, "--answers", tmp_path / name)
    assert result.exit_code == 1
    assert f"error answers-number-outside: {number} cannot be an answer to 'days'" in result.stderr
    assert "expected: a number (0 to 365 days)" in result.stderr
    (tmp_path / name).write_text(text.format(0))
    assert run("run", path, "--answers", tmp_path / name).exit_code == 0


def test_without_limits_a_missing_data_code_is_doubted_aloud(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("unit,period,days\nAA,2026,-99\nBB,2026,120\nCC,2026,121\n")
    result = run("run", queues(tmp_path, ""), "--answers", tmp_path / "answers.csv", "--json")
    assert result.exit_code == 0
    assert result.stderr.count("warning answers-number-far") == 2
    assert "-99 lies far outside the goalposts of 'days', 60 and 0; it earns 100 points" in result.stderr


@pytest.mark.parametrize(
    ("number", "worst", "best", "far"),
    [
        (120, 60, 0, False), (120.5, 60, 0, True), (-0.1, 60, 0, True), (-0.1, 0, 60, True), (-10, -5, 5, False),
        (-15, -5, 5, False), (-15.1, -5, 5, True), (0, 60, 10, False),
    ],
)  # fmt: skip
def test_how_far_is_far(number: float, worst: float, best: float, far: bool) -> None:
    assert is_far(number, worst, best) is far


def test_answers_of_programs_have_the_same_limits(host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument(queues(tmp_path), host)
    with pytest.raises(WrongUseError, match=r"-99\.0 cannot be an answer: 0 to 365"):
        score(instrument, AnswerSet([Answer("AA", "2026", "days", answer=-99.0)]), host)


def test_limits_enter_the_scoring_hash_where_there_are_some(host: PluginHost, tmp_path: Path) -> None:
    hashes = {scoring_hash(get_instrument(queues(tmp_path, each), host)) for each in ("", LIMITS, ", minimum: 0")}
    assert len(hashes) == 3
