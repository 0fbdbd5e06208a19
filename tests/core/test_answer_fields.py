"""The fields of an answer that files hold in texts: read once, kept as fields, written as before."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest

from policyindex.answers.files import read_answers
from policyindex.answers.plans import Plan
from policyindex.answers.record import Answer, Verification
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import confirmed, note_of
from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questionnaires.cells import untouched
from policyindex.questionnaires.filled import Filled, Head, Returned
from policyindex.questionnaires.form import questionnaire
from policyindex.questionnaires.merge import merge
from policyindex.questionnaires.session import start
from policyindex.scoring.coverage import strength
from policyindex.scoring.score import get_instrument, score

ANSWER = Answer("SE", "2019", "aa1", answer="half")
HEAD = "unit,period,indicator,answer"


def read(tmp_path: Path, host: PluginHost, text: str) -> AnswerSet:
    path = tmp_path / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return read_answers(get_instrument("mipex-national", host), path, host=host)


@pytest.mark.parametrize(
    ("source", "review", "publisher"),
    [
        ("final", "final", ""),
        ("invented example", "invented example", ""),
        ("as published by MPG", "", "MPG"),
        ("as published by ", "as published by ", ""),
        ("", "", ""),
    ],
)
def test_a_source_is_a_review_or_a_publisher(source: str, review: str, publisher: str) -> None:
    for made in (
        replace(ANSWER, source=source),
        Answer("SE", "2019", "aa1", "", "half", None, ANSWER.status, None, "", (), source),
        replace(ANSWER, review=review, publisher=publisher),
    ):
        assert (made.review, made.publisher, made.source) == (review, publisher, source)
    assert replace(replace(ANSWER, review="final", publisher="MPG"), source="").verification == Verification()


def test_a_review_and_a_publisher_take_columns_of_their_own(tmp_path: Path, host: PluginHost) -> None:
    both, plain = replace(ANSWER, review="final", publisher="MPG"), replace(ANSWER, indicator="aa3", source="final")
    assert csv_of([plain]).splitlines()[0].endswith(b"references,source")
    written = csv_of([both, plain]).decode()
    assert written.splitlines()[0].endswith("references,source,review,publisher")
    assert read(tmp_path, host, written) == AnswerSet([both, plain]) != AnswerSet([replace(both, publisher=""), plain])
    assert AnswerSet.from_frame(AnswerSet([both, plain]).to_frame()) == AnswerSet([both, plain])
    wide = read(tmp_path, host, "unit,period,aa1,publisher,review\nSE,2019,50,MPG,final\nSE,2014,50,MPG,\n")
    assert [each.verification for each in wide] == [("", "MPG"), ("final", "MPG")]


@pytest.mark.parametrize("row", ["final,reviewed,", "as published by MPG,,CIDOB"])
def test_columns_that_contradict_each_other_are_a_problem(tmp_path: Path, host: PluginHost, row: str) -> None:
    for text in (
        f"{HEAD},source,review,publisher\nSE,2019,aa1,half,{row}\n",
        f"unit,period,aa1,source,review,publisher\nSE,2019,50,{row}\n",
    ):
        with pytest.raises(ProblemsFoundError) as caught:
            read(tmp_path, host, text)
        assert [each.code for each in caught.value.problems] == ["answers-source-contradiction"]


def test_how_far_an_answer_is_verified_is_ordered_by_its_fields() -> None:
    weakest = ["so to say", "self-assessed", "unreviewed", "reviewed", "final", "as published by MPG"]
    assert [strength(Verification.parse(each)) for each in weakest] == [-1, 0, 1, 2, 3, 4]
    assert strength(Verification("self-assessed", "MPG")) == strength(Verification("self-assessed"))


def test_who_assesses_itself_does_so_whoever_published_it(host: PluginHost) -> None:
    national = get_instrument("mipex-national", host)
    reviews = {"A": "self-assessed", "B": "", "C": ""}  # who is alone has no rank
    answers = [replace(ANSWER, unit=unit, review=word, publisher="MPG") for unit, word in reviews.items()]
    result = score(national, AnswerSet(answers), host)
    shown = {(row.unit, row.rank is None, row.verification) for row in result.rows() if row.score is not None}
    published = "as published by MPG"
    assert shown == {("A", True, "self-assessed"), ("B", False, published), ("C", False, published)}


def test_two_spellings_of_an_accented_name_are_one_unit(tmp_path: Path, host: PluginHost) -> None:
    name = "Málaga é"
    apart = normalize("NFD", name)
    for text in (
        f"{HEAD}\n{name},2019,aa1,half\n{apart},2019,aa3,half\n",
        f"unit,period,aa1\n{name},2019,50\n{apart},2014,50\n",
    ):
        found = read(tmp_path, host, text)
        assert {each.unit for each in found} == {name}
        assert [each.render() for each in found.warnings if each.code == "answers-composed"] == [
            f"{tmp_path}/answers.csv:3:1: warning answers-composed: the unit '{name}' is written with separate accents "
            f"(1 such in the file); they are read as one character each\n    expected: the Unicode form NFC\n"
            "    remedy: nothing to do: both spellings are one unit"
        ]
    with pytest.raises(ProblemsFoundError, match="answers-repeat"):
        read(tmp_path, host, f"{HEAD}\n{name},2019,aa1,half\n{apart},2019,aa1,half\n")
    records = [f'{{"unit": "{unit}", "period": "2019", "indicator": "{key}", "answer": "half"}}' for unit in (apart, apart + "n") for key in ("aa1", "aa3")]  # fmt: skip
    path = tmp_path / "answers.json"
    path.write_text(f"[{', '.join(records)}]", encoding="utf-8")
    found = read_answers(get_instrument("mipex-national", host), path, host=host)
    said = [str(each) for each in found.warnings if each.code == "answers-composed"]
    assert len(said) == 1
    assert "4 such in the file" in said[0]


def test_a_unit_made_by_hand_or_asked_for_is_found_however_it_is_spelled(host: PluginHost) -> None:
    name = "Málaga"
    apart = normalize("NFD", name)
    answers = AnswerSet([replace(ANSWER, unit=apart), replace(ANSWER, unit=name, indicator="aa3")])
    assert [each.unit for each in answers] == [name, name]
    with pytest.raises(ValueError, match="answered twice"):
        AnswerSet([replace(ANSWER, unit=apart), replace(ANSWER, unit=name)])
    result = score(get_instrument("mipex-national", host), answers, host)
    assert result.row(apart, 2019) == result.row(name, 2019)


def test_equal_answers_have_equal_hashes() -> None:
    for one, other in ((0.0, -0.0), (True, 1), (False, 0.0), (1, 1.0)):
        a, b = replace(ANSWER, answer=one), replace(ANSWER, answer=other)
        assert a == b
        assert AnswerSet([a]).hash == AnswerSet([b]).hash
    a, b = replace(ANSWER, points=0.0), replace(ANSWER, points=-0.0)
    assert a == b
    assert AnswerSet([a]).hash == AnswerSet([b]).hash
    a, b = replace(ANSWER, answer=("a", "b")), replace(ANSWER, answer=("b", "a"))
    assert a != b
    assert AnswerSet([a]).hash != AnswerSet([b]).hash


@pytest.mark.parametrize(
    ("comment", "label"),
    [
        ("unchanged since 2024", "2024"),
        ("unchanged since 2024-H1; Seen; twice", "2024-H1"),
        ("unchanged since Q4-2025", "Q4-2025"),
        ("unchanged since independence", ""),
        ("unchanged since independence; in 1991", ""),
        ("unchanged since spring 2024", ""),
        ("unchanged since 2024 and seen", ""),
        ("Unchanged since 2024", ""),
    ],
)
def test_a_mark_is_read_from_the_comment_where_a_file_has_no_column_for_it(
    tmp_path: Path, host: PluginHost, comment: str, label: str
) -> None:
    (found,) = read(tmp_path, host, f"{HEAD},comment\nSE,2019,aa1,half,{comment}\n")
    assert (found.comment, found.confirmed_from) == (comment, label)
    assert b"confirmed_from" not in csv_of([found])


def test_what_the_comment_does_not_say_of_a_confirmed_answer_takes_a_column(tmp_path: Path, host: PluginHost) -> None:
    marked = replace(ANSWER, comment="unchanged since 1945")  # words of somebody, of no round
    confirmed_ = confirmed(replace(ANSWER, indicator="aa3", period="spring 2018"), "2019")
    answers = AnswerSet([marked, confirmed_])
    written = csv_of(answers).decode()
    assert written.splitlines()[0].endswith("source,confirmed_from")
    found = read(tmp_path, host, written)
    assert [each.confirmed_from for each in found] == ["", "spring 2018"]
    assert found == answers == AnswerSet.from_frame(answers.to_frame())
    assert AnswerSet([replace(marked, confirmed_from="1945")]) != AnswerSet([marked])


def test_a_comment_that_begins_like_a_mark_is_a_comment(host: PluginHost) -> None:
    comment = "unchanged since independence"
    last, now = replace(ANSWER, period="2018"), replace(ANSWER, comment=comment)
    assert note_of(now, last) is None
    assert confirmed(now, "2020").comment == "unchanged since 2019"
    form = questionnaire(get_instrument("mipex-national", host), "SE", "2019", AnswerSet([last, now]))
    item = next(each for each in form.items if each.key == "aa1")
    cells = untouched(item, "en")
    assert (cells["", "comment"], cells["", "change"]) == (comment, "")
    session = start(form).jump("aa1").take("half").take("Another").given["aa1"]
    assert (session.comment, session.confirmed_from) == ("Another", "")
    head = Head("", "", "", "en", "SE", "2019", "2018")
    bare = Filled(head, form.instrument, (Returned(replace(item, given=None), now, {"answer": Location()}),), bare=True)
    assert list(merge(bare, AnswerSet([last])).answers) == [last, confirmed(last, "2019", comment)]


@pytest.mark.parametrize(
    ("comment", "kept", "plan", "since"),
    [
        ("Minutes are public. [plan: Office | 2027-03-01]", "Minutes are public.", ("Office", "2027-03-01"), ""),
        ("[plan:  | 2027-03-01]", "", ("", "2027-03-01"), ""),
        ("Soon [plan: A \\| B \\[c\\] | ]", "Soon", ("A | B [c]", ""), ""),
        ("unchanged since 2024; [plan: Ada | ]", "unchanged since 2024", ("Ada", ""), "2024"),
        ("unchanged since 2024; Seen [plan: Ada | ]", "unchanged since 2024; Seen", ("Ada", ""), "2024"),
        ("unchanged since 2024 [plan: Ada | ]", "unchanged since 2024", ("Ada", ""), "2024"),
        ("A [plan: Ada | ] in words", "A [plan: Ada | ] in words", None, ""),
        ("A [plan: Ada | spring]", "A [plan: Ada | spring]", None, ""),
    ],
)
def test_a_plan_at_the_end_of_a_comment_is_read_where_a_file_has_no_column_for_it(
    tmp_path: Path, host: PluginHost, comment: str, kept: str, plan: Plan | None, since: str
) -> None:
    (found,) = read(tmp_path, host, f"{HEAD},comment\nSE,2019,aa1,half,{comment}\n")
    assert (found.comment, found.plan, found.confirmed_from) == (kept, plan, since)
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps([{"unit": "SE", "period": 2019, "indicator": "aa1", "answer": "half", "comment": comment}])
    )
    assert list(read_answers(get_instrument("mipex-national", host), path, host=host)) == [found]


def test_a_plan_takes_a_column_where_there_is_one(tmp_path: Path, host: PluginHost) -> None:
    planned = replace(ANSWER, comment="Soon", plan=Plan("Ann [new] | Bo", "2027-03-01"))
    literal = replace(ANSWER, indicator="aa3", comment="Soon [plan: Ada | ]")  # words, no plan
    for answers in (AnswerSet([planned, literal]), AnswerSet([planned]), AnswerSet([literal])):
        written = csv_of(answers).decode()
        assert written.splitlines()[0].endswith("references,source,plan")
        assert read(tmp_path, host, written) == answers == AnswerSet.from_frame(answers.to_frame())
        assert AnswerSet.from_frame(answers.to_frame()).hash == answers.hash
    assert "Ann \\[new\\] \\| Bo | 2027-03-01" in csv_of([planned]).decode()
    assert b"plan" not in csv_of([ANSWER])
    assert AnswerSet([replace(ANSWER, plan=Plan())]) == AnswerSet([ANSWER])
    hashes = {
        AnswerSet([each]).hash
        for each in (planned, replace(planned, plan=None), replace(planned, plan=Plan("Ann", "")))
    }
    assert len(hashes) == 3
    assert AnswerSet([ANSWER]).hash == "7dfd5efc496e34fe956e3e07b7e29b129b272318f454f423b730264fd19dfb1d"


def test_a_reference_is_a_text_with_parts(tmp_path: Path, host: PluginHost) -> None:
    text = "Law 4/2000 | art. 5 | adopted 2004-05-01 | in force 2005 | language es | https://example.org/a"
    cited = replace(ANSWER, references=[text])  # type: ignore[arg-type]
    (reference,) = cited.references
    assert cited.references == (text,)
    assert (reference.title, reference.pinpoint, reference.adopted) == ("Law 4/2000", "art. 5", "2004-05-01")
    assert (reference.in_force, reference.language, reference.url) == ("2005", "es", "https://example.org/a")
    assert json.dumps(cited.references) == json.dumps([text])
    copy = pickle.loads(pickle.dumps(cited))
    assert (copy, copy.references[0].pinpoint) == (cited, "art. 5")
    assert AnswerSet([cited]).hash == AnswerSet([replace(cited, references=(Reference(text),))]).hash
    made = Reference.made(Parts("Law | annex", "adopted 2004", url="https://example.org/a|b"))
    assert made == r"Law \| annex | \adopted 2004 | https://example.org/a\|b"
    assert made.parts == ("Law | annex", "adopted 2004", "", "", "", "https://example.org/a|b")
    answers = AnswerSet([replace(ANSWER, references=(made, Reference("Survey; annex")))])
    assert read(tmp_path, host, csv_of(answers).decode()) == answers
