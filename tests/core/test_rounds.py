"""References, update rounds and written answers: what goes out comes back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policyindex import Answer, AnswerSet, Cause, Status, get_instrument, read_answers
from policyindex.answers import references
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.references import Reference, is_date
from policyindex.answers.rounds import confirmed, last_round, needs_cause, note_of, same_answer
from policyindex.answers.writing import csv_of
from policyindex.plugins.host import PluginHost

WORDS = st.text(st.characters(categories=("L", "N"), include_characters=" ;.,-\\"), min_size=1).map(
    lambda text: " ".join(text.split())
)
DATES = st.sampled_from(["", "2004", "2004-05", "2004-05-01"])


PINPOINTS = WORDS.filter(lambda text: not text.startswith(("adopted ", "in force ", "language ")))
REFERENCES = st.builds(
    Reference, WORDS.filter(bool), PINPOINTS, DATES, DATES,
    st.sampled_from(["", "es", "de-AT"]), st.sampled_from(["", "https://example.org/a;b?c=1"]),
)  # fmt: skip


@given(REFERENCES)
def test_a_reference_is_written_and_read(reference: Reference) -> None:
    assert Reference.parse(reference.written()) == reference


@given(st.lists(WORDS.filter(bool)))
def test_references_share_a_cell(texts: list[str]) -> None:
    assert references.split(references.join(texts)) == tuple(texts)


def test_a_pinpoint_may_begin_like_a_keyword() -> None:
    for pinpoint in ("language policy, ch. 3", "adopted text p. 4", "in force clauses 3 and 4"):
        assert Reference.parse(Reference("Act", pinpoint).written()) == Reference("Act", pinpoint)


def test_dates_are_days_that_there_are() -> None:
    assert all(map(is_date, ("2019", "2019-05", "2020-02-29")))
    assert not any(map(is_date, ("2019-13", "2019-02-30", "2019-13-45", "19", "2019-5")))


def test_a_free_text_is_a_reference() -> None:
    assert Reference.parse("Law 4/2000, article 36") == Reference("Law 4/2000, article 36")


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
