"""Answers of several authorities: parts and what a rule makes of them, in every file and in what is said of them."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from conftest import ROOT, Run
from policyindex import explain, get_instrument, read_answers, score
from policyindex.answers.authorities import Part, parse, part_of, written
from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError, WrongUseError

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
