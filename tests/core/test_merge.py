"""Taking a questionnaire into the answers: three versions of each cell, and whose holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parks import PARKS

from policyindex import Answer, AnswerSet, Cause, Instrument, Location, Status, get_instrument
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.filled import GROUPS, Filled, Head, Returned
from policyindex.questionnaires.form import questionnaire
from policyindex.questionnaires.merge import Kind, Merged, Side, merge, merge_all

OPEN = Answer("AA", "2026", "water", status=Status.MISSING)
SOME = st.builds(
    lambda value, comment, named, source, cause: replace(
        OPEN, answer=value, status=Status.MISSING if value is None else Status.ANSWERED, comment=comment, references=named,
        source=source, cause=None if value is None else cause,
    ),
    st.sampled_from([None, True, False]), st.sampled_from(["", "one", "two"]),
    st.sampled_from([(), ("An act",), ("A plan",)]), st.sampled_from(["", "reviewed"]),
    st.sampled_from([None, Cause.CORRECTION, Cause.REFORM]),
)  # fmt: skip


@pytest.fixture(scope="module")
def parks(host: PluginHost, tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    path: Path = tmp_path_factory.mktemp("parks") / "parks.yaml"
    path.write_text(PARKS)
    return get_instrument(path, host)


def merged(
    parks: Instrument, base: Answer | None, mine: Answer | None, now: Answer | None, side: Side = Side.STOP
) -> Merged:
    asked = questionnaire(parks, "AA", "2026", AnswerSet([base] if base else []))
    item = asked.item("water")
    assert item is not None
    head = Head("parks@1", asked.scoring_hash, asked.text_hash, "en", "AA", "2026")
    places = {group: Location(f"Q.xlsx [Q!{group}]") for group in GROUPS}
    filled = Filled(head, parks, (Returned(item, mine, places),))
    return merge(filled, AnswerSet([now] if now else []), side)


def content(answer: Answer | None, group: str) -> object:
    answer = answer or OPEN
    return (answer.answer, answer.status, answer.cause) if group == "answer" else getattr(answer, group)


@given(base=SOME, mine=SOME, now=SOME, side=st.sampled_from(Side))
def test_each_cell_is_taken_where_only_one_side_changed_it(
    base: Answer, mine: Answer, now: Answer, side: Side, parks: Instrument
) -> None:
    after = merged(parks, base, mine, now, side)
    result = next(iter(after.answers), None)
    kinds = {each.group: each.kind for each in after.changes}
    for group in GROUPS:
        before, here, there = (content(each, group) for each in (base, mine, now))
        if here in (before, there):
            assert group not in kinds
            assert content(result, group) == there
        elif there == before:
            assert kinds[group] in (Kind.NEW, Kind.CHANGED, Kind.CLEARED)
            assert content(result, group) == here
        else:
            assert kinds[group] is Kind.CONFLICTING
            assert content(result, group) == (here if side is Side.QUESTIONNAIRE else there)
    conflicts = [group for group, kind in kinds.items() if kind is Kind.CONFLICTING]
    assert len(after.problems) == (len(conflicts) if side is Side.STOP else 0)
    if not kinds:
        assert list(after.answers) == [now]


def test_an_untouched_cell_never_overwrites_a_newer_answer(parks: Instrument) -> None:
    base = replace(OPEN, answer=True, status=Status.ANSWERED)
    newer = replace(base, answer=False, source="reviewed", cause=Cause.CORRECTION)
    after = merged(parks, base, base, newer)
    assert list(after.answers) == [newer]
    assert (after.changes, after.unchanged, after.open) == ((), 1, 0)
    after = merged(parks, base, replace(base, comment="Seen"), newer)
    assert list(after.answers) == [replace(newer, comment="Seen", source="")]


def test_an_answer_that_was_taken_out_stays_out(parks: Instrument) -> None:
    base = replace(OPEN, answer=True, status=Status.ANSWERED)
    assert list(merged(parks, base, base, None).answers) == []
    after = merged(parks, base, None, base)
    assert list(after.answers) == []
    assert [(each.kind, each.before, each.after) for each in after.changes] == [(Kind.CLEARED, "true", "")]


def test_answers_of_other_units_and_periods_are_kept(parks: Instrument) -> None:
    others = [replace(OPEN, period="2024", answer=True, status=Status.ANSWERED), replace(OPEN, unit="BB", comment="x")]
    asked = questionnaire(parks, "AA", "2026")
    head = Head("parks@1", asked.scoring_hash, asked.text_hash, "en", "AA", "2026")
    mine = replace(OPEN, answer=False, status=Status.ANSWERED)
    item = asked.items[2]
    filled = Filled(head, parks, (Returned(item, mine, {group: Location() for group in GROUPS}),))
    assert merge(filled, AnswerSet(others)).answers == AnswerSet([*others, mine])


def test_a_changed_cause_alone_is_a_change(parks: Instrument) -> None:
    base = replace(OPEN, answer=True, status=Status.ANSWERED, cause=Cause.REFORM, source="reviewed")
    after = merged(parks, base, replace(base, cause=Cause.CORRECTION), base)
    assert list(after.answers) == [replace(base, cause=Cause.CORRECTION, source="")]
    assert [(each.kind, each.group, each.after) for each in after.changes] == [
        (Kind.CHANGED, "answer", "true (correction)")
    ]
    assert after.unchanged == 0


def returned_of(parks: Instrument, unit: str, given: Answer, mine: Answer) -> Filled:
    """A questionnaire written with one answer, which came back with another."""
    asked = questionnaire(parks, unit, "2026", AnswerSet([given]))
    head = Head("parks@1", asked.scoring_hash, asked.text_hash, "en", unit, "2026")
    item = asked.item("water")
    assert item is not None
    return Filled(head, parks, (Returned(item, mine, {group: Location() for group in GROUPS}),))


@pytest.mark.parametrize("order", [1, -1])
def test_several_questionnaires_at_once_keep_what_each_was_written_with(order: int, parks: Instrument) -> None:
    first, second = (replace(OPEN, unit=unit, answer=True, status=Status.ANSWERED) for unit in ("AA", "BB"))
    changed = replace(second, answer=False)
    both = [returned_of(parks, "AA", first, first), returned_of(parks, "BB", second, changed)][::order]
    after = merge_all(both, AnswerSet([first, second]))
    assert after[-1].answers == AnswerSet([first, changed])
    assert sum(len(each.changes) for each in after) == 1
    assert [each.unchanged for each in after] == [1, 0][::order]


def test_two_copies_of_a_questionnaire_are_merged_with_each_other(parks: Instrument) -> None:
    given = replace(OPEN, answer=True, status=Status.ANSWERED)
    changed, noted = replace(given, answer=False), replace(given, comment="Seen")
    after = merge_all([returned_of(parks, "AA", given, each) for each in (changed, noted)], AnswerSet([given]))
    assert after[-1].answers == AnswerSet([replace(changed, comment="Seen")])
    other = replace(given, answer=None, status=Status.NOT_APPLICABLE)
    after = merge_all([returned_of(parks, "AA", given, each) for each in (changed, other)], AnswerSet([given]))
    assert after[-1].changes[0].kind is Kind.CONFLICTING
