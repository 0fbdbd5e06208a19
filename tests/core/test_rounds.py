"""References, update rounds and written answers: what goes out comes back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policyindex import Answer, AnswerSet, Cause, Status, get_instrument, read_answers
from policyindex.answers import references
from policyindex.answers.days import iso
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import confirmed, last_round, needs_cause, note_of, same_answer
from policyindex.answers.writing import csv_of
from policyindex.plugins.host import PluginHost

WORDS = st.text(st.characters(categories=("L", "N"), include_characters=" ;.,-\\"), min_size=1).map(
    lambda text: " ".join(text.split())
)
DATES = st.sampled_from(["", "2004", "2004-05", "2004-05-01"])


LIKE_PARTS = st.sampled_from(
    ["adopted 2004", "language es", "language: x", "link: x", "https://a", "in force: x", "\\|", "|"]
)
ANY = st.tuples(st.just("") | LIKE_PARTS | st.text("\\|", max_size=3), WORDS).map("".join)
REFERENCES = st.builds(
    Parts, ANY, ANY, DATES | ANY, DATES | ANY, st.sampled_from(["", "es", "de-AT"]) | ANY,
    st.sampled_from(["", "https://example.org/a;b?c=1|d"]) | ANY,
)  # fmt: skip


@given(REFERENCES)
def test_a_reference_is_written_and_read(parts: Parts) -> None:
    assert Reference.made(parts).parts == parts


@given(st.lists(WORDS.filter(bool)))
def test_references_share_a_cell(texts: list[str]) -> None:
    assert references.split(references.join(texts)) == tuple(texts)


def test_a_pinpoint_may_begin_like_a_keyword() -> None:
    for pinpoint in ("language policy, ch. 3", "adopted text p. 4", "in force clauses 3 and 4"):
        assert Reference.made(Parts("Act", pinpoint)) == f"Act | {pinpoint}"
        assert Reference(f"Act | {pinpoint}").parts == ("Act", pinpoint, "", "", "", "")


def test_dates_are_days_that_there_are() -> None:
    for text in ("2019", "2019-05", "2020-02-29"):
        assert iso(text) == text
    for text in ("2019-13", "2019-02-30", "2019-13-45", "19", "2019-5", "31.2.2026", "1.13.2026", "1/3/2027", "3.2027"):
        assert iso(text) is None


def test_a_german_date_is_a_day() -> None:
    assert [iso(text) for text in ("31.12.2026", "1.3.2027", "01.03.2027", "1. 3. 2027")] == [
        "2026-12-31", "2027-03-01", "2027-03-01", "2027-03-01",
    ]  # fmt: skip


def test_a_free_text_is_a_reference() -> None:
    reference = Reference("Law 4/2000, article 36")
    assert reference.parts == Parts("Law 4/2000, article 36")
    assert (reference.title, reference.pinpoint) == (reference, "")


def test_the_last_round_is_the_newest_one_before() -> None:
    answers = [Answer("AA", period, "q", answer="yes") for period in ("2017", "2019", "2021")]
    period, last = last_round(answers, "AA", "2021")
    assert (period, last["q"].period) == ("2019", "2019")
    assert last_round(answers, "BB", "2021") == ("", {})


def test_an_answer_confirmed_keeps_its_references_and_says_since_when() -> None:
    old = Answer(
        "AA", "2019", "q", answer="yes", cause=Cause.REFORM, comment="Since the reform", references=("Act | art. 5",)
    )
    new = confirmed(old, "2021")
    assert (new.comment, new.references, new.cause) == ("unchanged since 2019", ("Act | art. 5",), None)
    assert confirmed(new, "2023").comment == "unchanged since 2019"
    assert new.confirmed_from == confirmed(new, "2023").confirmed_from == "2019"
    noted = confirmed(old, "2021", "Checked; on site")
    assert noted.comment == "unchanged since 2019; Checked; on site"
    assert confirmed(noted, "2023", "Again").comment == "unchanged since 2019; Again"  # a note is its round's own
    assert [note_of(each, old) for each in (new, noted, old, replace(old, comment="unchanged since 2019"))] == [
        "", "Checked; on site", None, None,
    ]  # fmt: skip
    assert same_answer(old, new)
    assert not needs_cause(old, new)
    assert needs_cause(old, replace(new, answer="no"))
    assert not needs_cause(old, replace(new, answer="no", cause=Cause.REFORM))
    assert not needs_cause(None, new)


def test_written_answers_read_back_equal(host: PluginHost) -> None:
    for name in ("mipex-national", "mipex-regional", "mipex-local", "regin-checklist"):
        instrument = get_instrument(name, host)
        answers = AnswerSet(read_answers(instrument, host=host))
        again = AnswerSet(each for each, _ in read_csv(csv_of(answers), "answers.csv", instrument).answers)
        assert again == answers
        assert again.hash == answers.hash


def test_a_written_answer_keeps_every_field(host: PluginHost) -> None:
    instrument = get_instrument("regin-checklist", host)
    key = next(key for key, each in instrument.indicators.items() if each.kind == "at_least")
    answers = AnswerSet([
        Answer("AA", "2021", key, answer=(), comment='"quoted",\nand a second line', references=("Act; annex | p. 3", "Other")),
        Answer("AA", "2022", key, status=Status.NOT_APPLICABLE, cause=Cause.RECODING, source="reviewed"),
    ])  # fmt: skip
    assert AnswerSet(each for each, _ in read_csv(csv_of(answers), "answers.csv", instrument).answers) == answers
