"""The order in time of labels that are no dates: declared in an instrument or a study, used wherever periods are sorted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policyindex as pi
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.scoring.score import get_instrument

Run = Callable[..., Any]

HEAD = """\
format: 1
id: parks
edition: '1'
title: Parks
wide_cells: codes
"""
BODY = """\
indicators:
  lanes: {label: Lanes, question: "Are there cycle lanes?", options: {"yes": {text: "Yes", points: 100}, "no": {text: "No", points: 0}}}
nodes:
  all: {label: All, of: [lanes]}
trees:
  main: {label: Main, roots: [all], published: true}
"""
DECLARED = "periods: [baseline, midterm, final]\n"
ROUNDS = "unit,period,lanes\nAA,final,yes\nAA,baseline,no\nAA,midterm,no\nBB,final,no\nBB,midterm,yes\n"


def parks(tmp_path: Path, head: str = "", answers: str = ROUNDS) -> tuple[Path, Path]:
    """Write an instrument with more in its head, and answers."""
    instrument, given = tmp_path / "parks.yaml", tmp_path / "answers.csv"
    instrument.write_text(HEAD + head + BODY, encoding="utf-8")
    given.write_text(answers, encoding="utf-8")
    return instrument, given


def test_run_and_explain_take_the_newest_round_as_it_is_declared(run: Run, tmp_path: Path) -> None:
    instrument, answers = parks(tmp_path, DECLARED)
    shown = run("run", instrument, "--answers", answers)
    assert shown.exit_code == 0, shown.output
    assert "final" in shown.stdout.splitlines()[0]
    assert "answers-period-order" not in shown.stderr
    explained = run("explain", instrument, "--unit", "BB", "--answers", answers)
    assert ", final " in explained.stdout.splitlines()[0]
    table = run("run", instrument, "--answers", answers, "--format", "csv").stdout.splitlines()
    assert [line.count("midterm") for line in table[1:]] == [0, 1, 0, 1, 0]
    labels = [next(each for each in ("baseline", "midterm", "final") if f",{each}," in line) for line in table[1:]]
    assert labels == ["baseline", "midterm", "final", "midterm", "final"]


def test_an_order_that_nobody_declared_is_a_warning_with_the_key(run: Run, tmp_path: Path) -> None:
    instrument, answers = parks(tmp_path)
    shown = run("run", instrument, "--answers", answers)
    assert shown.exit_code == 0
    assert "answers-period-order" in shown.stderr
    assert "the order in time of these periods is not declared: baseline, final, midterm" in shown.stderr
    assert "periods: [baseline, final, midterm]" in shown.stderr
    instrument, answers = parks(tmp_path, DECLARED, ROUNDS + "AA,2025,yes\nAA,followup,yes\n")
    shown = run("run", instrument, "--answers", answers)
    assert "is not declared: followup;" in shown.stderr
    instrument, answers = parks(tmp_path, "", "unit,period,lanes\nAA,example,yes\nBB,example,no\n")
    assert "answers-period-order" not in run("run", instrument, "--answers", answers).stderr


def test_a_declared_bare_number_is_a_period(run: Run, tmp_path: Path, host: PluginHost) -> None:
    given = "unit,period,lanes\nAA,10000,yes\nAA,9,no\nAA,10,no\n"
    instrument, answers = parks(tmp_path, 'periods: ["2", "10", "9", "10000"]\n', given)
    assert ", 10000 " in run("explain", instrument, "--unit", "AA", "--answers", answers).stdout.splitlines()[0]
    answers.write_text(given.replace(",9,", ",9.0,"), encoding="utf-8")
    found = pi.read_answers(get_instrument(instrument, host), answers, host=host)
    assert sorted({each.period for each in found}) == ["10", "10000", "9"]
    assert [each.code for each in found.warnings] == ["answers-period-respelled"]
    asked = run("questionnaire", "export", instrument, "--unit", "AA", "--period", "10000", "--answers", answers,
                "--output", tmp_path / "q.xlsx")  # fmt: skip
    assert asked.exit_code == 0, asked.output
    assert "with the answers of 9" in asked.stdout + asked.stderr


def test_a_study_declares_the_order_first(run: Run, tmp_path: Path) -> None:
    instrument, answers = parks(tmp_path, "periods: [final, midterm, baseline]\n")
    study = tmp_path / "study.yaml"
    text = (
        "format: 1\nstudy: round\ntitle: Round\ninstrument: parks@1\nperiod: final\n"
        "periods: [baseline, midterm, final]\nunits: {AA: {label: Aa}, BB: {label: Bb}}\n"
    )
    study.write_text(text, encoding="utf-8")
    command = ("questionnaire", "export", instrument, "--unit", "BB", "--period", "final", "--answers", answers)
    asked = run(*command, "--study", study, "--output", tmp_path / "a.xlsx")
    assert asked.exit_code == 0, asked.output
    assert "with the answers of midterm" in asked.stdout + asked.stderr
    asked = run(*command, "--output", tmp_path / "b.xlsx")
    assert "with the answers of" not in asked.stdout + asked.stderr
    study.write_text(text.replace("period: final", 'period: "2,015"'), encoding="utf-8")
    refused = run("run", instrument, "--answers", answers, "--study", study)
    assert refused.exit_code == 1
    assert "study.yaml:5" in refused.stderr
    assert "'2,015' is no period" in refused.stderr


def test_the_order_is_in_the_scoring_hash_only_where_it_is_given(tmp_path: Path, host: PluginHost) -> None:
    hashes = [scoring_hash(get_instrument(parks(tmp_path, head)[0], host)) for head in ("", "periods: []\n", DECLARED)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_answers_made_by_hand_refuse_what_is_no_period(tmp_path: Path, host: PluginHost) -> None:
    instrument = get_instrument(parks(tmp_path, 'periods: ["9"]\n')[0], host)
    made = pi.AnswerSet([pi.Answer("AA", "9", "lanes", answer="yes")])
    assert pi.score(instrument, made, host).score("AA", 9, "all") == 100
    for period in ("2,015", "20155"):
        made = pi.AnswerSet([pi.Answer("AA", period, "lanes", answer="yes")])
        with pytest.raises(WrongUseError, match="is no period"):
            pi.score(instrument, made, host)


def test_where_something_is_collected_is_a_period(tmp_path: Path, host: PluginHost) -> None:
    for name in ("collected_in", "not_collected_in"):
        body = BODY.replace("{label: Lanes,", f'{{label: Lanes, {name}: ["2,015"],')
        path = tmp_path / "parks.yaml"
        path.write_text(HEAD + body, encoding="utf-8")
        with pytest.raises(ProblemsFoundError, match="'2,015' is no period"):
            get_instrument(path, host)


def test_workbooks_of_an_instrument_keep_the_order(run: Run, tmp_path: Path, host: PluginHost) -> None:
    instrument, _ = parks(tmp_path, DECLARED)
    for command in (
        ("to-xlsx", instrument, "--output", tmp_path / "parks.xlsx"),
        ("from-xlsx", tmp_path / "parks.xlsx", "--output", tmp_path / "back.yaml"),
    ):
        assert run("instruments", *command).exit_code == 0
    assert get_instrument(tmp_path / "back.yaml", host).periods == ("baseline", "midterm", "final")


def test_files_of_answers_and_questionnaires_are_read_by_the_labels_of_a_study(run: Run, tmp_path: Path) -> None:
    instrument, answers = parks(tmp_path, "", ROUNDS.replace("final", "10000"))
    study = tmp_path / "study.yaml"
    study.write_text(
        "format: 1\nstudy: round\ntitle: Round\ninstrument: parks@1\nperiod: '10000'\n"
        "periods: [baseline, midterm, '10000']\nunits: {BB: {label: Bb}}\n"
    )
    assert "error answers-period-none" in run("validate", "--for", instrument, answers).stdout
    both = run("validate", "--for", instrument, answers, study)
    assert (both.exit_code, "answers-period-order" in both.stdout) == (0, False)
    book, asked = tmp_path / "q.xlsx", ("--study", study, "--answers", answers)
    made = run("questionnaire", "export", instrument, "--unit", "BB", "--period", "10000", *asked, "--output", book)
    assert made.exit_code == 0, made.output
    taken = ("questionnaire", "import", book, "--for", instrument, "--answers", answers, "--dry-run")
    without, found = run(*taken), run(*taken, "--study", study)
    assert (found.exit_code, "answers-period-order" in found.output) == (0, False), found.output
    assert (without.exit_code, "error answers-period-none" in without.output) == (1, True)
