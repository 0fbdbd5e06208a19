"""Options with a status instead of points: the answer keeps its code, and counts as its status says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import Answer, AnswerSet, explain, get_instrument, read_answers, score
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.importers.plain_csv import read_plain
from policyindex.answers.writing import csv_of
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError

OPTIONS = ROOT / "tests" / "cases" / "options.yaml"


def test_the_answer_keeps_its_code_and_is_explained_as_not_applicable(host: PluginHost) -> None:
    instrument = get_instrument(OPTIONS, host)
    answers = AnswerSet([Answer("AA", "2024", "published", answer="e"), Answer("AA", "2024", "audited", answer="b")])
    result = score(instrument, answers, host)
    (skip,) = explain(result, "AA", 2024, "skip")
    published = skip.children[0]
    assert (published.answer, published.text, published.status) == (
        "e", "There is no budget of its own.", "not_applicable",
    )  # fmt: skip
    assert published.rule == "chosen as an option that leaves the denominator"
    assert (skip.score, skip.not_applicable, skip.coverage) == (0, 0.5, 1)
    (table,) = explain(result, "AA", 2024, "table")
    assert {each.option: each.node_score for each in table.children[1].alternatives} == {"a": 90, "e": None}


def test_a_file_may_give_the_code_the_status_or_both(tmp_path: Path, host: PluginHost) -> None:
    instrument, path = get_instrument(OPTIONS, host), tmp_path / "answers.csv"
    path.write_text(
        "unit,period,indicator,answer,status\n"
        "AA,2024,published,e,\nAA,2024,audited,a,\nBB,2024,published,e,not_applicable\nBB,2024,audited,a,answered\n"
    )
    answers = read_answers(instrument, path, host=host)
    assert {(each.answer, str(each.status)) for each in answers} == {("e", "answered"), ("a", "answered")}
    path.write_bytes(csv_of(answers))
    assert read_answers(instrument, path, host=host) == answers
    wide = tmp_path / "wide.csv"
    wide.write_text("unit,period,published,audited\nAA,2024,e,a\nBB,2024,e,a\n")
    assert read_answers(instrument, wide, host=host) == answers
    for row, place in (("AA,2024,published,e,,missing", ":2:6"), ("AA,2024,published,e,100,", ":2:5")):
        path.write_text(f"unit,period,indicator,answer,points,status\n{row}\n")
        with pytest.raises(ProblemsFoundError) as caught:
            read_answers(instrument, path, host=host)
        assert [each.code for each in caught.value.problems] == ["answers-status-contradiction"]
        assert caught.value.problems[0].location.render().endswith(place)


def test_what_is_missing_may_still_become_anything(host: PluginHost) -> None:
    instrument = get_instrument(OPTIONS, host)
    strict = replace(instrument, file=instrument.file.model_copy(update={"rank_coverage": None}))
    answers = [Answer("AA", "2024", "published", answer="f"), Answer("AA", "2024", "audited", answer="b")]
    (skip,) = explain(score(strict, AnswerSet(answers), host), "AA", 2024, "skip")
    assert (skip.incomplete, skip.least, skip.most) == (True, 0, 50)


def test_words_that_the_edition_names_stand_for_a_status_in_every_kind_of_file(
    tmp_path: Path, host: PluginHost, run: Run
) -> None:
    path = tmp_path / "own.yaml"
    words = '{n/a: not_applicable, "-": missing, "-99": not_collected}'
    path.write_text(OPTIONS.read_text().replace("format: 1\n", f"format: 1\nstatus_words: {words}\n"))
    instrument = get_instrument(path, host)
    wide = b"unit,period,published,audited\nAA,2024,n/a,a\nBB,2024,-,-99\nCC,2024,e,\n"
    quick, strict = read_plain(wide, "wide.csv", instrument, 0), read_csv(wide, "wide.csv", instrument)
    assert quick
    assert quick.answers == strict.answers
    (tmp_path / "wide.csv").write_bytes(wide)
    found = read_answers(instrument, tmp_path / "wide.csv", host=host)
    assert [(each.answer, str(each.status)) for each in found] == [
        ("a", "answered"), (None, "not_applicable"), (None, "not_collected"), (None, "missing"), (None, "missing"), ("e", "answered"),
    ]  # fmt: skip
    for name, text in {
        "long.csv": "unit,period,indicator,answer\nAA,2024,published,n/a\nAA,2024,audited,-99\n",
        "long.json": '[{"unit": "AA", "period": 2024, "indicator": "published", "answer": "n/a"},'
        ' {"unit": "AA", "period": 2024, "indicator": "audited", "answer": -99}]',
    }.items():
        (tmp_path / name).write_text(text)
        found = read_answers(instrument, tmp_path / name, host=host)
        assert [str(each.status) for each in found] == ["not_collected", "not_applicable"]
    assert scoring_hash(instrument) != scoring_hash(get_instrument(OPTIONS, host))
    assert "'n/a' not applicable, '-' missing" in run("instruments", "show", path).stdout


def test_a_scheme_is_the_decision_table_written_out(tmp_path: Path, host: PluginHost, run: Run) -> None:
    path, text = tmp_path / "own.yaml", OPTIONS.read_text()
    line = "  strict: {label: Another scheme, of: [published], points: strict}\n"
    path.write_text(
        text.replace(line, line.replace("points: strict", "points: {a: 100, b: 0, c: 0, e: 0, f: not_applicable}"))
    )
    named = get_instrument(OPTIONS, host)
    assert scoring_hash(get_instrument(path, host)) == scoring_hash(named)
    path.write_text(text.replace("f: not_applicable}\nindicators", "f: missing}\nindicators"))
    assert scoring_hash(get_instrument(path, host)) != scoring_hash(named)
    assert "strict" in run("instruments", "diff", OPTIONS, path).stdout
    shown = run("instruments", "show", OPTIONS).stdout
    assert "  published e: 0\n  published f: leaves the denominator\n" in shown
    book, back = tmp_path / "own.xlsx", tmp_path / "back.yaml"
    assert run("instruments", "to-xlsx", OPTIONS, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", back).exit_code == 0
    assert "    points: strict\n" in back.read_text()
    assert scoring_hash(get_instrument(back, host)) == scoring_hash(named)
