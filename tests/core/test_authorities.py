"""Answers of several authorities: parts and what a rule makes of them, in every file and in what is said of them."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from filling import fill, value_at

from conftest import ROOT, Run
from policyindex import explain, get_instrument, read_answers, score
from policyindex.answers.authorities import Part, parse, part_of, written
from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.files.workbooks.values import open_workbook
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.questionnaires.commands import read_line
from policyindex.questionnaires.form import questionnaire
from policyindex.questionnaires.session import RefusedError, start

FILE = ROOT / "tests" / "cases" / "authorities.yaml"
PARTS = (part_of("BE-VLG", "all", reference="Decree; art. 5 | annex (2)"), part_of("BE-WAL", "some", "40%"))
BELGIUM = Answer("BE", "2026", "access", points=75.0, parts=PARTS)
HEAD = "unit,period,indicator,answer,points,parts\n"


def read(tmp_path: Path, host: PluginHost, text: str, name: str = "answers.csv") -> AnswerSet:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_answers(get_instrument(FILE, host), path, host=host)


def test_parts_are_read_back_as_they_were_written() -> None:
    assert written(PARTS) == r"BE-VLG: all (Decree\; art. 5 | annex (2)); BE-WAL: some [0.4]"
    assert parse(written(PARTS)) == PARTS
    assert parse(" A : gym, lab[33.3%](Law)\nB:none ") == (
        Part("A", "gym, lab", 0.333, PARTS[0].reference.of("Law")),
        Part("B", "none"),
    )
    assert parse("BE-VLG: all (Decree; art. 5 | annex (2)); BE-WAL: some [40%]") == PARTS
    assert part_of("A", ["x", "y"]).option == "x, y"
    assert part_of("A", option=True).option == "true"
    for text in ("A", "A: ", ": all", "A: all [", "A: all [x]", "A: all; ; B", "A: all (x) [1]"):
        with pytest.raises(ValueError, match=r".*"):
            parse(text)


def test_every_file_and_every_program_gives_the_same_answer(tmp_path: Path, host: PluginHost) -> None:
    instrument, answers = get_instrument(FILE, host), AnswerSet([BELGIUM])
    text = csv_of(answers).decode()
    assert text.splitlines()[0].endswith(",source,parts")
    assert b"parts" not in csv_of([replace(BELGIUM, parts=())])
    records = [{"unit": "BE", "period": 2026, "indicator": "access", "parts": written(PARTS)}]
    listed = [{**records[0], "parts": [{**each._asdict(), "share": each.share} for each in PARTS]}]
    frame = answers.to_frame()
    for found in (
        read(tmp_path, host, text),
        read(tmp_path, host, f'{HEAD}BE,2026,access,,,"{written(PARTS)}"\n'),
        read(tmp_path, host, json.dumps(records), "answers.json"),
        read(tmp_path, host, json.dumps(listed), "answers.json"),
        read_answers(instrument, frame, host=host),
        read_answers(instrument, frame.assign(parts=pd.Series([PARTS])), host=host),
        read_answers(instrument, AnswerSet([replace(BELGIUM, points=None)]), host=host),
        AnswerSet.from_frame(frame),
        pickle.loads(pickle.dumps(answers)),
    ):
        assert (list(found), found.hash) == ([BELGIUM], answers.hash)
    others = (
        replace(BELGIUM, parts=()), replace(BELGIUM, parts=(PARTS[0], PARTS[1]._replace(share=None))),
        replace(BELGIUM, parts=PARTS[::-1]), replace(BELGIUM, parts=(PARTS[0]._replace(territory="BRU"), PARTS[1])),
    )  # fmt: skip
    assert len({answers.hash, *(AnswerSet([each]).hash for each in others)}) == 5


def test_what_a_program_made_is_checked_as_files_are(host: PluginHost) -> None:
    instrument = get_instrument(FILE, host)
    bare = replace(BELGIUM, points=None)
    assert score(instrument, AnswerSet([bare]), host).score("BE", "2026", "access_only") == 75
    left_out = replace(BELGIUM, points=None, parts=(), status=Status.NOT_APPLICABLE)
    mixed = AnswerSet([bare, replace(left_out, unit="AT")])
    assert score(instrument, mixed, host).score("BE", "2026", "access_only") == 75
    for answer, why in (
        (replace(bare, parts=PARTS[:1]), "'BE-VLG' alone answers 'access'"),
        (replace(bare, parts=(PARTS[0], Part("BE-WAL", "half"))), "'half' is not an option of 'access'"),
        (replace(bare, parts=(PARTS[0], Part("BE-WAL", "elsewhere"))), "'elsewhere' earns no points"),
        (replace(BELGIUM, points=80.0), "its parts make 75 points, which it does not have"),
        (replace(bare, answer="all"), "its parts make 75 points, which it does not have"),
        (replace(bare, indicator="support"), "no share is given for BE-VLG"),
    ):
        with pytest.raises(WrongUseError, match=f"BE 2026 [a-z]+: {why}"):
            score(instrument, AnswerSet([answer]), host)


def test_an_option_that_earns_nothing_has_no_part(tmp_path: Path, host: PluginHost) -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read(tmp_path, host, f"{HEAD}BE,2026,access,,,BE-VLG: all; BE-WAL: elsewhere\n")
    (fault,) = caught.value.problems
    assert (fault.code, fault.location.line, fault.location.column) == ("answers-parts-status", 2, 6)
    assert "'elsewhere' earns no points, so 'BE-WAL' can have no part in those of 'access'" in fault.message


def test_explain_shows_each_part_and_the_rule(tmp_path: Path, host: PluginHost, run: Run) -> None:
    path = tmp_path / "answers.csv"
    rows = [
        r'BE,2026,access,,,"BE-VLG: all (Decree\; art. 5); BE-WAL: some"',
        'BE,2026,support,,,"BE-VLG: right [60%]; BE-WAL: offer [0,4]"',
        "BE,2026,council,,,BE-VLG: true; BE-WAL: false",
        "BE,2026,guidance,person,,",
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n")
    asked = ("explain", FILE, "--unit", "BE", "--period", "2026", "--answers", path)
    said = run(*asked)
    assert said.exit_code == 0
    assert "answer: 75 points - the answer of 2 authorities\n" in said.stdout
    assert "part: BE-VLG: all - All · 100 points · Decree; art. 5\n" in said.stdout
    assert "part: BE-WAL: some - Those with a permit · 50 points\n" in said.stdout
    assert "rule: mean of 2 authorities: (100 + 50) / 2 = 75\n" in said.stdout
    assert "part: BE-VLG: right - It is a right · 100 points · share 60%\n" in said.stdout
    assert "rule: mean of 2 authorities by their shares: 0.6 × 100 + 0.4 × 50 = 80\n" in said.stdout
    assert "rule: lowest of 2 authorities: min(100, 0) = 0\n" in said.stdout
    assert r"BE-VLG: all (Decree\; art. 5); BE-WAL: some" in run(*asked, "--format", "csv").stdout
    (root,) = explain(
        score(get_instrument(FILE, host), read_answers(get_instrument(FILE, host), path, host=host), host), "BE", 2026
    )
    assert root.children[0].parts[0] == ("BE-VLG", "all", "All", 100.0, None, "Decree; art. 5")
    ran = run("run", FILE, "--answers", path)
    assert "3 answers of several authorities: their points are made of their parts, which explain shows" in ran.stdout


def test_a_rule_enters_the_hash_only_where_it_is_stated(tmp_path: Path, host: PluginHost, run: Run) -> None:
    text = FILE.read_text()
    without = "\n".join(line for line in text.splitlines() if not line.strip().startswith("authorities:"))
    hashes = set()
    for number, content in enumerate((without, text, text.replace("authorities: mean", "authorities: highest"))):
        (tmp_path / f"{number}.yaml").write_text(content)
        hashes.add(scoring_hash(get_instrument(tmp_path / f"{number}.yaml", host)))
    assert len(hashes) == 3
    compared = [
        json.loads(run("instruments", "diff", *(tmp_path / each for each in pair), "--format", "json").stdout)
        for pair in (("0.yaml", "1.yaml"), ("1.yaml", "2.yaml"))
    ]
    assert set(compared[0]["indicators"].values()) == {"identical"}  # there were no answers that it counts otherwise
    assert {each["id"] for each in compared[0]["changes"]} == {"", "support", "council", "guidance"}
    classes = compared[1]["indicators"]
    assert classes == {"access": "rescored", "support": "identical", "council": "identical", "guidance": "identical"}


def test_a_workbook_shows_parts_and_takes_them_by_letters(tmp_path: Path, host: PluginHost, run: Run) -> None:
    path, answers = tmp_path / "q.xlsx", tmp_path / "answers.csv"
    answers.write_bytes(csv_of([BELGIUM]))
    asked = ("questionnaire", "export", FILE, "--unit", "BE", "--period")
    assert run(*asked, "2026", "--answers", answers, "--output", path).exit_code == 0
    assert value_at(path, "access", "parts") == r"BE-VLG: A (Decree\; art. 5 | annex (2)); BE-WAL: B [0.4]"
    assert value_at(path, "access", "answer") == ""
    again = run("questionnaire", "import", path, "--for", FILE, "--answers", answers, "--dry-run")
    assert "0 new, 0 changed, 0 conflicting, 0 invalid; questions: 1 unchanged, 3 open" in again.stdout
    fill(path, {
        ("access", "parts", ""): "BE-VLG: a; BE-WAL: C",
        ("support", "parts", ""): "BE-VLG: A [60%] (Decree); BE-WAL: offer [40%]",
        ("council", "parts", ""): "BE-VLG: yes; BE-WAL: nein",
        ("guidance", "parts", ""): "BE-VLG: 1, 2; BE-WAL: none",
    })  # fmt: skip
    taken = run("questionnaire", "import", path, "--for", FILE, "--answers", answers)
    assert "3 new, 1 changed, 0 conflicting, 0 invalid" in taken.stdout
    given = {each.indicator: each for each in read_answers(get_instrument(FILE, host), answers, host=host)}
    assert {key: (written(each.parts), each.points) for key, each in given.items()} == {
        "access": ("BE-VLG: all; BE-WAL: none", 50), "support": ("BE-VLG: right [0.6] (Decree); BE-WAL: offer [0.4]", 80),
        "council": ("BE-VLG: true; BE-WAL: false", 0), "guidance": ("BE-VLG: leaflet, person; BE-WAL: none", 100),
    }  # fmt: skip
    following = tmp_path / "next.xlsx"
    assert run(*asked, "2027", "--answers", answers, "--output", following).exit_code == 0
    assert value_at(following, "access", "last") == "BE-VLG: All; BE-WAL: None by right"
    fill(following, {
        ("access", "parts", ""): "BE-VLG: A; BE-WAL: C (Decree of 2027)", ("access", "change", ""): "unchanged",
        ("support", "parts", ""): "BE-VLG: A [60%]; BE-WAL: A [40%]",
        ("council", "answer", ""): "Yes", ("council", "change", ""): "reform",
        ("guidance", "parts", ""): "BE-VLG is 1",
    })  # fmt: skip
    refused = run("questionnaire", "import", following, "--for", FILE, "--answers", answers)
    assert refused.exit_code == 1
    for code in (
        "questionnaire-cause-missing",
        "questionnaire-answer-and-parts",
        "answers-parts: 'BE-VLG is 1' is no part",
    ):
        assert code in refused.stderr
    fill(following, {
        ("support", "change", ""): "reform", ("council", "parts", ""): "",
        ("guidance", "parts", ""): "", ("guidance", "answer", ""): "",
    })  # fmt: skip
    assert run("questionnaire", "import", following, "--for", FILE, "--answers", answers).exit_code == 0
    later = {
        each.indicator: each
        for each in read_answers(get_instrument(FILE, host), answers, host=host)
        if each.period == "2027"
    }
    assert (later["access"].parts[1].reference, later["access"].confirmed_from) == ("Decree of 2027", "2026")
    assert (later["support"].points, later["council"].answer, later["council"].parts) == (100, True, ())
    assert "guidance" not in later


def test_parts_are_typed_on_the_terminal(host: PluginHost) -> None:
    instrument = get_instrument(FILE, host)
    session = start(questionnaire(instrument, "BE", "2026", AnswerSet([])))
    for typed, why in (
        ("BE-VLG: 1", "'BE-VLG' alone answers 'access'"),
        ("BE-VLG: 1; BE-WAL", "'BE-WAL' is no part of an answer of several authorities"),
        ("BE-VLG: 1; BE-WAL: 9", "'9' is not an option of 'access'"),
    ):
        with pytest.raises(RefusedError) as refused:
            session.take(str(read_line(session, typed, "en")))
        assert refused.value.values["why"] == why
    taken = session.take(str(read_line(session, "BE-VLG: 1 (Decree); BE-WAL: b", "en"))).current
    assert taken is not None
    assert (taken.points, written(taken.parts)) == (75, "BE-VLG: all (Decree); BE-WAL: some")
    last = questionnaire(instrument, "BE", "2027", AnswerSet([taken]))
    confirmed = start(last).take(str(read_line(start(last), "BE-VLG: A (Decree); BE-WAL: 2 (New)", "en"))).current
    assert confirmed is not None
    assert (confirmed.confirmed_from, confirmed.parts[1].reference) == ("2026", "New")


def test_where_parts_have_no_place_it_is_said(tmp_path: Path, run: Run) -> None:
    answers, own = tmp_path / "answers.csv", tmp_path / "own.yaml"
    answers.write_bytes(csv_of([BELGIUM]))
    own.write_text(
        FILE.read_text().replace(
            "authorities: mean\nindicators", "self_assessment: true\nauthorities: mean\nindicators"
        )
    )
    asked = ("questionnaire", "export", own, "--unit", "BE", "--period", "2026", "--answers", answers, "--output")
    for name in ("page.html", "book.xlsx"):
        refused = run(*asked, tmp_path / name, "--format", "self-scoring")
        assert refused.exit_code == 2
        assert (
            "a self-scoring file cannot hold an answer of several authorities, such as that to 'access'"
            in refused.stderr
        )
    assert run(*asked, tmp_path / "print.html").exit_code == 0
    page = (tmp_path / "print.html").read_text()
    assert page.count("If several authorities decide, for each: territory, answer, share of the whole, source") == 4
    assert "BE-VLG: All; BE-WAL: Those with a permit" in page
    assert run(*asked, tmp_path / "form.xlsx", "--format", "xlsform").exit_code == 0
    (survey, *_) = open_workbook(tmp_path / "form.xlsx").sheets.values()
    assert (
        sum("If several authorities decide, leave this empty" in str(value) for row in survey.rows for value in row)
        == 4
    )


def test_a_spreadsheet_states_the_rule(tmp_path: Path, host: PluginHost, run: Run) -> None:
    book, back = tmp_path / "book.xlsx", tmp_path / "back.yaml"
    assert run("instruments", "to-xlsx", FILE, "--output", book).exit_code == 0
    made = run("instruments", "from-xlsx", book, "--output", back)
    assert made.exit_code == 0, made.output
    assert scoring_hash(get_instrument(back, host)) == scoring_hash(get_instrument(FILE, host))


def test_parts_are_carried_to_the_next_edition(tmp_path: Path, run: Run) -> None:
    (tmp_path / "next.yaml").write_text(
        FILE.read_text().replace('edition: "1"', 'edition: "2"').replace("authorities: mean", "authorities: highest")
        .replace("some:", "partly:").replace("access: some", "access: partly")
    )  # fmt: skip
    answers, crosswalk, out = (tmp_path / each for each in ("answers.csv", "crosswalk.yaml", "out.csv"))
    answers.write_bytes(csv_of([BELGIUM]))
    compared = ("instruments", "diff", FILE, tmp_path / "next.yaml", "--crosswalk", crosswalk)
    assert run(*compared).exit_code == 0
    carried = run("instruments", "carry", "--crosswalk", crosswalk, answers, "--output", out)
    assert carried.exit_code == 0, carried.output
    assert "now BE-VLG: all" in carried.stdout
    assert "100,,recoding" in out.read_text()
    assert "BE-WAL: partly [0.4]" in out.read_text()
