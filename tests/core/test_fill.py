"""Filling in on the terminal: the engine by properties, the command as a person at a keyboard uses it."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal

from conftest import ROOT, Run, Shell
from policyindex import Answer, AnswerSet, Cause, Instrument, Status, get_instrument, read_answers
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.plans import Plan
from policyindex.answers.writing import csv_of
from policyindex.builtin import load_host
from policyindex.locales import in_all
from policyindex.locales import word as said
from policyindex.plugins.host import PluginHost
from policyindex.problems import plain
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.questionnaires.answer_file import AnswerFile, default_name
from policyindex.questionnaires.commands import COMMANDS, Command, read_line
from policyindex.questionnaires.form import questionnaire
from policyindex.questionnaires.session import RefusedError, Session, Step, start

PARKS = """format: 1
id: parks
edition: "1"
title: Parks in invented towns
source_language: LANGUAGE
facets:
  group: {label: Group, values: {young: The young, old: The old}}
indicators:
  benches:
    label: Benches
    question: Are there benches?
    help: Count wooden ones only.
    sources: [{title: Bench Convention, pinpoint: art. 2}]
    options:
      q: {points: 100, text: Enough of them}
      half: {points: 50, text: Some}
      none: {points: 0, text: None at all}
  levels:
    label: Levels
    question: Which level?
    options: {"2": {points: 2, text: Second}, "1": {points: 1, text: First}}
  games: {label: Games, question: Are there games?, kind: tick, points: 100, ask_per: [group]}
  plants:
    label: Plants
    question: Which plants grow there?
    kind: graded_count
    sub_options: {trees: {text: Trees}, grass: {text: Grass}, none-such: {text: Ferns}}
    grades: [{count: 0, points: 0}, {count: 2, points: 100}]
  size: {label: Size, question: How large is it?, kind: number, unit: ha, goalposts: {worst: 0, best: 10}}
  old: {label: Old, question: Was there a fountain?, kind: tick, not_collected_in: ["2026"]}
nodes:
  seats: {label: Seats, of: [benches, levels]}
  rest: {label: Everything else, of: ["games[young]", "games[old]", plants, size, old]}
  overall: {label: Overall, of: [seats, rest]}
trees: {main: {label: Main, published: true, roots: [overall]}}
"""
COLUMNS = ["benches", "levels", "games[young]", "games[old]", "plants", "size"]
HEADER = "unit,period,indicator,instance,answer,points,status,cause,comment,references,source"
LAST = [
    Answer("AA", "2024", "benches", answer="half", comment="Two", references=("Park Act | art. 1", "Survey")),
    Answer("AA", "2024", "games", "young", answer=True, references=("Games Act",)),
    Answer("AA", "2024", "plants", answer=("grass", "trees")),
    Answer("AA", "2024", "size", points=75.0),
    Answer("AA", "2024", "levels", status=Status.MISSING, comment="asked the town"),
]


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    return _parks(tmp_path_factory.mktemp("parks"), "en")


def _parks(folder: Path, language: str) -> Instrument:
    path = folder / "parks.yaml"
    path.write_text(PARKS.replace("LANGUAGE", language))
    return get_instrument(path, load_host())


def _start(instrument: Instrument, *answers: Answer) -> Session:
    return start(questionnaire(instrument, "AA", "2026", AnswerSet(answers)))


def _type(session: Session, *lines: str, language: str = "en") -> Session:
    """Type lines as on the screen; what is refused changes nothing."""
    for line in lines:
        session = _typed(session, line, language)
    return session


def _typed(session: Session, line: str, language: str) -> Session:
    typed = read_line(session, line, language)
    if not isinstance(typed, Command):
        return session.take(typed)
    if typed.name in ("help", "open", "quit"):
        return session
    if typed.name == "go":
        return session.jump(typed.told)
    if typed.name in (Status.NOT_APPLICABLE, Status.NOT_IN_COMPETENCE):
        return session.set_aside(Status(typed.name))
    if typed.name == "unchanged":
        return session.take_over() if session.step is Step.TITLE else session.confirm()
    moves = {"back": session.back, "skip": session.skip, "clear": session.clear}
    return moves[typed.name]()


# The engine -----------------------------------------------------------------------------------------------------------


def test_every_question_that_is_collected_is_asked_once(parks: Instrument) -> None:
    session = _start(parks)
    assert [item.id for item in session.form.items] == COLUMNS
    assert [item.section for item in session.form.items] == ["Seats"] * 2 + ["Everything else"] * 4


@pytest.mark.parametrize(
    ("column", "line", "answer"),
    [
        ("benches", "1", "q"),
        ("benches", "HALF", "half"),
        ("benches", "q", "q"),  # an option wins over a command; ':q' is the command
        ("levels", "1", "1"),  # where codes are numbers, they are meant
        ("games[old]", "1", True),
        ("games[old]", "Yes", True),
        ("games[old]", "2", False),
        ("games[old]", "n", False),
        ("plants", "1 3", ("trees", "none-such")),
        ("plants", "grass, 1", ("grass", "trees")),
        ("plants", "none", ()),
        ("plants", "0", ()),
        ("size", "3.5", 3.5),
        ("size", "-2", -2.0),
    ],
)
def test_answers_are_typed_by_number_code_or_word(parks: Instrument, column: str, line: str, answer: object) -> None:
    session = _type(_start(parks), f":g {column}", line)
    assert session.given[column].answer == answer
    assert session.given[column].status is Status.ANSWERED
    assert session.step is Step.COMMENT


@pytest.mark.parametrize(
    ("column", "line", "word"),
    [
        ("benches", "4", "expects_single_choice"),
        ("benches", "benches", "expects_single_choice"),
        ("games[old]", "perhaps", "expects_tick"),
        ("plants", "1 4", "expects_graded_count"),
        ("size", "3,5", "expects_number"),
        ("size", "nan", "expects_number"),
        ("size", "1e99", "expects_number"),
        ("benches", "", "nothing_typed"),
        ("benches", ":u", "nothing_to_confirm"),
        ("benches", ":b", "at_the_start"),
        ("benches", ":what", "no_such_command"),
        ("benches", ":g 7", "no_such_question"),
        ("benches", ":g", "no_such_question"),
    ],
)
def test_what_does_not_fit_is_refused_in_every_language(parks: Instrument, column: str, line: str, word: str) -> None:
    session = _type(_start(parks), f":g {column}")
    with pytest.raises(RefusedError) as caught:
        _type(session, line)
    assert caught.value.word == word
    for text in in_all(word):
        text.format_map(caught.value.values)


def test_yes_no_none_and_decimals_in_other_languages(tmp_path: Path) -> None:
    for language, yes, no, none in (
        ("es", "s", "no", "ninguna"),
        ("it", "sì", "n", "nessuna"),
        ("de", "ja", "nein", "keine"),
    ):
        session = _start(_parks(tmp_path, language))
        assert _type(session, ":g 3", yes, language=language).given["games[young]"].answer is True
        assert _type(session, ":g 3", no, language=language).given["games[young]"].answer is False
        assert _type(session, ":g 5", none, language=language).given["plants"].answer == ()
        assert _type(session, ":g 6", "3,5", language=language).given["size"].answer == 3.5


def test_a_comment_and_structured_references_follow_an_answer(parks: Instrument) -> None:
    session = _type(_start(parks), "half", "u", "Park Act", "art. 1; 2", "2004-05", "", "pt", "https://example.org/a;b")
    assert session.step is Step.TITLE
    assert session.given["benches"].comment == "u"  # in free text only ':' starts a command
    written = "Park Act | art. 1; 2 | adopted 2004-05 | language pt | https://example.org/a;b"
    assert session.given["benches"].references == (written,)
    session = _type(session, "Survey | page 3 | in force 2020")
    assert session.given["benches"].references == (written, "Survey | page 3 | in force 2020")
    assert (session.step, _type(session, "").item.id) == (Step.TITLE, "levels")


@pytest.mark.parametrize("word", ["yes", "No", "y", "n", "ja", "NEIN", "sí", "s", "q", "half", "2", "yes."])
def test_an_answer_where_a_comment_or_a_reference_is_asked_is_asked_again(parks: Instrument, word: str) -> None:
    session = _type(_start(parks), "half", word)
    assert (session.step, session.doubted, session.given["benches"].comment) == (Step.COMMENT, word, "")
    assert _type(session, "Seen on site").given["benches"].comment == "Seen on site"
    assert _type(session, "").given["benches"].comment == ""
    session = _type(session, word)  # the same once more is meant
    assert (session.step, session.doubted, session.given["benches"].comment) == (Step.TITLE, "", word)
    session = _type(session, word)
    assert (session.step, session.doubted, session.given["benches"].references) == (Step.TITLE, word, ())
    assert _type(session, "Park Act").given["benches"].references == ("Park Act",)
    assert _type(session, "").item.id == "levels"
    assert _type(session, word).given["benches"].references == (word,)
    assert _type(session, ":g 2").doubted == ""


def test_a_day_is_taken_as_german_has_it_and_a_link_without_its_scheme(parks: Instrument) -> None:
    session = _type(_start(parks), "half", "u", "Park Act", "", "31.12.2026", "1.3.2027", "de", "www.example.org/a")
    written = "Park Act | adopted 2026-12-31 | in force 2027-03-01 | language de | https://www.example.org/a"
    assert session.given["benches"].references == (written,)
    session = _type(session, "Survey | adopted 31.12.2026 | language: Spanish, Catalan")
    assert session.given["benches"].references[1].parts == ("Survey", "", "2026-12-31", "", "Spanish, Catalan", "")


def test_a_language_in_words_and_bars_stay_where_they_were_typed(parks: Instrument) -> None:
    typed = ("language policy|b", "2004", "", "Spanish and Catalan", "https://example.org/a|b")
    session = _type(_start(parks), "half", "u", "Park Act", *typed)
    assert session.given["benches"].references[0].parts == ("Park Act", "language policy|b", "2004", "", *typed[3:])


def test_a_plan_stays_whatever_is_typed_beside_it(parks: Instrument) -> None:
    planned = Answer("AA", "2026", "benches", answer="half", comment="Old", plan=Plan("Ada", "2027-03-01"))
    session = _type(_start(parks, planned), ":g 1", "q", "New")
    assert (session.given["benches"].comment, session.given["benches"].plan) == ("New", planned.plan)
    last = replace(planned, period="2024")
    confirmed = _type(_start(parks, last), ":u").given["benches"]
    assert (confirmed.comment, confirmed.plan) == ("unchanged since 2024; Old", planned.plan)


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (["Act", "", "31.2.2026"], "expects_date"),
        (["Act", "", "1/3/2027"], "expects_date"),
        (["Act", "", "May"], "expects_date"),
        (["Act", "", "", "2004-5"], "expects_date"),
        (["Act", "", "", "", "", "example.org"], "expects_link"),
        (["Act | adopted yesterday"], "expects_date"),
        (["| art. 5"], "expects_title"),
    ],
)
def test_a_part_of_a_reference_that_cannot_be_one_is_refused(parks: Instrument, lines: list[str], word: str) -> None:
    session = _type(_start(parks), "half", "", *lines[:-1])
    with pytest.raises(RefusedError) as caught:
        _type(session, lines[-1])
    assert caught.value.word == word


def test_a_reference_is_saved_while_it_is_typed_and_can_be_mended(parks: Instrument) -> None:
    session = _type(_start(parks), "half", "", "Park Act")
    assert session.given["benches"].references == ("Park Act",)
    session = _type(session, "art. 1", "2004", ":b", ":b", "art. 2", ":c", "2005")
    assert session.given["benches"].references == ("Park Act | art. 2 | adopted 2005",)
    assert _type(session, ":b", ":b", ":b", "Park Act of 2005").given["benches"].references == (
        "Park Act of 2005 | art. 2 | adopted 2005",
    )
    session = _type(session, ":s", ":b", "", ":b", "half", "", ":c")
    assert session.given["benches"].references == ()


def test_enter_confirms_the_last_round_with_its_references(parks: Instrument) -> None:
    session = _type(_start(parks, *LAST), "")
    assert session.given["benches"] == Answer(
        "AA",
        "2026",
        "benches",
        answer="half",
        comment="unchanged since 2024; Two",  # what was said of it still holds
        confirmed_from="2024",
        references=("Park Act | art. 1", "Survey"),
    )
    assert session.item.id == "levels"
    assert not session.confirmable  # it was not answered last time
    assert _type(session, ":g 6", "u").given["size"].points == 75


def test_the_same_answer_typed_is_a_confirmation_to_add_to(parks: Instrument) -> None:
    session = _type(_start(parks, *LAST), ":g plants", "1 2", "Still so", "New Act", "", "", "", "", "", "")
    assert session.given["plants"].cause is None
    assert session.given["plants"].comment == "unchanged since 2024; Still so"
    assert session.given["plants"].references == ("New Act",)


def test_another_answer_asks_its_cause_and_is_open_without(parks: Instrument) -> None:
    session = _type(_start(parks, *LAST), "none")
    assert session.step is Step.CAUSE
    assert session.given["benches"].answer == "none"  # saved all the same
    assert session.is_open(session.item)
    with pytest.raises(RefusedError):
        _type(session, "because")
    again = start(replace(session.form, items=(replace(session.item, given=session.given["benches"]),)))
    assert (again.position, again.step) == (0, Step.ANSWER)
    session = _type(again, "", "2")
    assert session.given["benches"].cause is Cause.CORRECTION
    assert session.given["benches"].references == ()  # an old reference does not prove a new answer
    assert _type(session, "", ":u").given["benches"].references == ("Park Act | art. 1", "Survey")


def test_a_change_of_mind_keeps_what_was_written_in_this_round(parks: Instrument) -> None:
    session = _type(_start(parks, *LAST), "half", "Mine", "My Act |", "", ":g 1", "q", "1")
    assert session.given["benches"].comment == "Mine"
    assert session.given["benches"].references == ("My Act",)
    session = _type(session, ":g 1", ":u")
    assert session.given["benches"].comment == "unchanged since 2024; Mine"
    assert session.given["benches"].references == ("Park Act | art. 1", "Survey", "My Act")


def test_the_way_through_and_the_review_at_the_end(parks: Instrument) -> None:
    session = _type(_start(parks), ":s", "2", ":s", "yes", ":s", "na", ":s", ":nc", "", "", "7", "")
    assert session.step is Step.TITLE
    session = _type(session, "")
    assert session.step is Step.END
    assert [(place, item.id) for place, item in session.open_items] == [(0, "benches")]
    with pytest.raises(RefusedError):
        _type(session, ":c")
    session = _type(session, "1", "half", ":s")
    assert session.step is Step.END
    assert session.open_items == ()
    assert session.back().item.id == "size"
    statuses = [session.given[column].status for column in ("games[old]", "plants")]
    assert statuses == [Status.NOT_APPLICABLE, Status.NOT_IN_COMPETENCE]


LINES = st.one_of(
    st.sampled_from([
        "1", "2", "3", "none", "half", "yes", "no", "1 2", "3.5", "", "", "", "Act | art. 3", "2004-05", "https://example.org",
        ":b", ":s", ":u", ":na", ":nc", ":c", ":g 1", ":g 4", ":g plants", "?", ":o", ":-)", " :-)", "back\\", "a;b\\;c|d",
    ]),
    st.text(max_size=12).map(lambda text: plain(re.sub(r"\s", " ", text))),
    st.text(string.ascii_letters + ' ;|\\,"=', max_size=12),
)  # fmt: skip


@given(st.lists(LINES, max_size=40), st.booleans())
def test_no_sequence_of_lines_loses_what_was_saved(parks_once: Instrument, lines: list[str], update: bool) -> None:
    session = _start(parks_once, *(LAST if update else ()))
    for line in lines:
        before = session
        try:
            session = _typed(session, line, "en")
        except RefusedError as error:
            said(error.word, "en", **error.values)
            continue
        assert 0 <= session.position < len(session.form.items)
        assert set(before.given) <= set(session.given)
        changed = {column for column in session.given if session.given[column] != before.given.get(column)}
        assert changed <= ({before.item.id} if before.step is not Step.END else set())
        for column in changed & set(before.given):
            old, new = before.given[column], session.given[column]
            assert new.key == old.key
            if read_line(before, line, "en") != Command("clear"):
                assert new.status is not Status.MISSING
                own = {each for each in old.references if each not in _last_references(before)}
                assert own <= set(new.references) or before.draft
                assert (
                    old.comment in ("", new.comment)
                    or before.step is Step.COMMENT
                    or "unchanged" in old.comment + new.comment
                )
    if session.given:
        answers = AnswerSet(session.given.values())
        again = AnswerSet(each for each, _ in read_csv(csv_of(answers), "a.csv", parks_once).answers)
        assert again == answers
        resumed = _start(parks_once, *answers, *(LAST if update else ()))
        assert resumed.given == session.given
        first = session.open_items[0][0] if session.open_items else None
        assert resumed.step is (Step.END if first is None else Step.ANSWER)
        assert resumed.position == (first or 0)


def _last_references(session: Session) -> tuple[str, ...]:
    return session.item.previous.references if session.item.previous else ()


@pytest.fixture(scope="session")
def parks_once(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    return _parks(tmp_path_factory.mktemp("parks"), "en")


def test_commands_have_words_and_no_two_share_a_name() -> None:
    for language in ("en", "es", "it", "de"):
        names = [name for command, own in COMMANDS.items() for name in {*own, said(f"command_{command}", language)}]
        assert len(names) == len(set(names))


# The file -------------------------------------------------------------------------------------------------------------


def test_saving_replaces_only_what_changed_and_keeps_what_others_wrote(
    tmp_path: Path, parks: Instrument, host: PluginHost
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,benches,size\nBB,2024,half,3\n")
    file = AnswerFile(path, parks, host)
    file.read()
    assert file.is_other_layout
    mine = Answer("AA", "2026", "benches", answer="q")
    file.save({}, {"benches": mine})
    other = Answer("CC", "2026", "size", answer=2.0)
    path.write_bytes(csv_of([*file.answers, other]))  # somebody else, in the meantime
    file.save({"benches": mine}, {"benches": mine, "size": Answer("AA", "2026", "size", answer=1.0)})
    found = read_answers(parks, path, host=host)
    assert [(each.unit, each.indicator, each.answer) for each in found] == [
        ("AA", "benches", "q"), ("AA", "size", 1.0), ("BB", "benches", "half"), ("BB", "size", 3.0), ("CC", "size", 2.0),
    ]  # fmt: skip
    path.write_text("spoilt")
    with pytest.raises(ProblemsFoundError):
        file.save({}, {"benches": replace(mine, answer="half")})
    assert path.read_text() == "spoilt"


def test_a_file_with_answers_that_the_index_does_not_use_is_not_cut_down(tmp_path: Path, host: PluginHost) -> None:
    own = get_instrument(ROOT / "examples" / "own-index" / "index.yaml", host)
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(Answer("PT", "2024", key, answer="full") for key in ("aa1", "h146a")))
    with pytest.raises(
        WrongUseError, match="also has answers of mipex-national@core-2020 that family-and-work@2026 does not use"
    ):
        AnswerFile(path, own, host).read()
    path.write_bytes(csv_of([Answer("PT", "2024", "aa1", answer="full")]))
    assert len(AnswerFile(path, own, host).read()) == 1


def test_places_that_cannot_be_saved_to_are_refused_before_the_first_question(
    tmp_path: Path, parks: Instrument, host: PluginHost
) -> None:
    for path, text in (
        (tmp_path / "a.json", "give a file that ends in .csv"),
        (tmp_path / "none" / "a.csv", "make it first"),
    ):
        with pytest.raises(WrongUseError, match=text):
            AnswerFile(path, parks, host)


def test_the_default_name_says_what_is_in_it(parks: Instrument) -> None:
    assert default_name(parks, "ES51", "2026") == "parks-ES51-2026.csv"
    assert default_name(parks, "../../Upper Town", "2026/27") == "parks-Upper-Town-2026-27.csv"


# The command ----------------------------------------------------------------------------------------------------------

Open = Callable[..., Terminal]


@pytest.fixture
def terminals(tmp_path: Path) -> Iterator[Open]:
    pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    opened: list[Terminal] = []

    def opening(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield opening
    for each in opened:
        each.process.kill()
        each.process.wait()
        os.close(each.screen)


def test_a_self_assessment_from_the_first_question_to_quit_and_on(terminals: Open, tmp_path: Path) -> None:
    command = ("fill", "regin-checklist", "--unit", "ES51", "--period", "2026")
    saved = tmp_path / "regin-checklist-ES51-2026.csv"
    shell = terminals(*command)
    seen = shell.read("Yes or no (:? help) >")
    assert (
        "REGIN self-assessment checklist for regions · ES51 · 2026 Each answer is saved in regin-checklist-ES51-2026.csv at once."
        in seen
    )
    assert "Formulation · 1 of 42, 0 answered" in seen
    assert not saved.exists()
    seen = shell.type("yes", "Comment (Enter: none) >")
    assert "Saved: Yes Score so far: Formulation 1/8 · Overall 1/42 · bands follow once all is answered" in seen
    assert saved.read_text() == f"{HEADER}\nES51,2026,integration-unit,,true,,,,,,\n"
    shell.type("Founded in 2021", "Reference: title (Enter: go on) >")
    assert saved.read_text().endswith("true,,,,Founded in 2021,,\n")
    shell.type("Decree 12/2021", "Article or page")
    shell.type("art. 3", "Adopted on (such as 2019 or 2019-05-31; Enter: none) >")
    assert "'soon' is not a date: type a year, 2019-05, 2019-05-31 or 31.5.2019" in shell.type("soon", "Enter: none) >")
    shell.type(":s", "Formulation · 2 of 42, 1 answered")
    shell.read(">")
    assert saved.read_text().endswith("Founded in 2021,Decree 12/2021 | art. 3,\n")
    seen = shell.type("?", "Where an answer is asked, the ':' may be left out.")
    assert "Help Tick if both statistics and qualitative findings" in seen
    assert ":na the question does not apply" in seen
    seen = shell.type("back", "Yes or no (Enter: keep) >")
    assert "Answer so far: Yes Founded in 2021 · Decree 12/2021 | art. 3" in seen
    shell.type("", "2 of 42")
    shell.type("s", "3 of 42")
    assert "1 of 42 answered, saved in regin-checklist-ES51-2026.csv To go on:" in shell.type(
        ":q", "To see the result:"
    )
    shell.read("policyindex run regin-checklist --answers regin-checklist-ES51-2026.csv --unit ES51 --period 2026")
    assert shell.end() == 0

    again = terminals(*command)
    assert "1 of 42 are answered; going on at the first open question." in again.read("2 of 42")
    again.read(">")
    again.type("na", "Saved: Not applicable here")
    again.read("Comment (Enter: none) >")
    again.key(b"\x03")
    again.read("2 of 42 answered, saved in")
    assert again.end() == 130
    assert saved.read_text().count("\n") == 3
    assert "decision-data,,,,not_applicable" in saved.read_text()


def test_the_last_answer_of_a_self_assessment_shows_its_band(
    terminals: Open, tmp_path: Path, host: PluginHost, run: Run
) -> None:
    form = questionnaire(get_instrument("regin-checklist", host), "ES51", "2026")
    answers = [
        Answer(
            "ES51", "2026", each.key, answer=True if each.indicator.kind == "tick" else tuple(each.indicator.choices)
        )
        for each in form.items[:-1]
    ]
    (tmp_path / "a.csv").write_bytes(csv_of(answers))
    shell = terminals(
        "fill", "regin-checklist", "--unit", "ES51", "--period", "2026", "--answers", "a.csv", "--lang", "de"
    )
    shell.read("42 von 42, 41 beantwortet")
    seen = shell.type("ja", "Kommentar")
    assert "Gespeichert: Ja Bisheriger Wert: Evaluation 7/7 (gut entwickelt)" in seen
    assert "Insgesamt 42/42 (gut entwickelt)" in seen
    shell.type(":s", "Alle 42 Fragen sind beantwortet.")
    shell.read("(Enter: beenden) >")
    shell.type("", "Zum Ergebnis:")
    hint = "policyindex run regin-checklist --answers a.csv --unit ES51 --period 2026 --lang de"
    shell.read(hint)
    assert shell.end() == 0
    command = hint.replace("a.csv", str(tmp_path / "a.csv")).split()[1:]
    assert "gut entwickelt" in run(*command).stdout


def test_an_update_round_to_the_end(terminals: Open, tmp_path: Path, parks: Instrument, host: PluginHost) -> None:
    _parks(tmp_path, "en")
    other = Answer("BB", "2026", "size", answer=4.0, comment="not \x1b[2Jmine")
    mine = [replace(each, comment="\x1b[2J\x07gone") if each.indicator == "benches" else each for each in LAST]
    (tmp_path / "a.csv").write_bytes(csv_of([*mine, other]))
    command = ("fill", "./parks.yaml", "--unit", "AA", "--period", "2026", "--answers", "a.csv")
    shell = terminals(*command)
    seen = shell.read("Number or code (Enter: unchanged) >")
    assert "The answers of 2024 are shown; Enter confirms one as unchanged." in seen
    assert "Seats · 1 of 6, 0 answered" in seen
    assert "1 Enough of them" in seen
    assert "[q]" not in seen
    assert "Last answer (2024): Some \N{REPLACEMENT CHARACTER}[2J" in seen
    assert "\x1b[2J" not in shell.raw
    assert "points" not in seen
    shell.type("", "Saved: Some")
    shell.read("Number or code (:? help) >")
    assert "'7' is none of the options" in shell.type("7", "one Number or code")
    shell.type("1", "Comment")
    shell.type(":s", "games[young]")
    seen = shell.type("no", "Cause (:? help) >")
    assert "Saved: No Why is the answer another one than in 2024? 1 reform: Law or policy has changed" in seen
    shell.key(b"\x04")
    shell.read("2 of 6 answered, saved in a.csv To go on: policyindex fill ./parks.yaml")
    assert shell.end() == 0

    again = terminals(*command)
    assert "Answer so far: No" in again.read("Yes or no (Enter: keep) >")
    again.type("", "Cause")
    again.type("reform", "Comment")
    again.type(":s", "games[old]")
    again.read(">")
    again.type(":s", "plants")
    again.read(">")
    again.type("1 2 3", "Cause")
    again.type("3", "Comment")
    again.type("Ferns count now", "Reference")
    again.type("", "size")
    seen = again.type("u", "Number of a question (Enter: finish) >")
    assert "5 of 6 questions are answered. Open: 4 Games (The old)" in seen
    again.type("4", "games[old]")
    again.read(">")
    again.type(":nc", "Comment")
    again.type("The county decides", "Reference")
    assert "All 6 questions are answered." in again.type(":s", "(Enter: finish) >")
    again.type("", "6 of 6 answered, saved in a.csv To check the file: policyindex validate a.csv --for ./parks.yaml")
    assert again.end() == 0
    found = {each.key: each for each in read_answers(parks, tmp_path / "a.csv", host=host)}
    assert {each.key: each for each in [*mine, other]}.items() <= found.items()
    expected = [
        Answer(
            "AA",
            "2026",
            "benches",
            answer="half",
            comment="unchanged since 2024; \x1b[2J\x07gone",
            confirmed_from="2024",
            references=LAST[0].references,
        ),
        Answer("AA", "2026", "levels", answer="1"),
        Answer("AA", "2026", "games", "young", answer=False, cause=Cause.REFORM),
        Answer("AA", "2026", "games", "old", status=Status.NOT_IN_COMPETENCE, comment="The county decides"),
        Answer(
            "AA",
            "2026",
            "plants",
            answer=("trees", "grass", "none-such"),
            cause=Cause.RECODING,
            comment="Ferns count now",
        ),
        Answer("AA", "2026", "size", points=75.0, comment="unchanged since 2024", confirmed_from="2024"),
    ]
    assert [found[each.key] for each in expected] == expected


def test_the_last_round_of_a_published_index_and_an_unknown_unit(terminals: Open, tmp_path: Path) -> None:
    first = terminals("fill", "mipex-national", "--unit", "PT", "--period", "2026", "--last-round", "bundled")
    seen = first.read("Number or code (Enter: unchanged) >")
    assert "Portugal (PT) · 2026" in seen
    assert "Labour market mobility · 1 of 72, 0 answered" in seen
    assert "Last answer (2019): All three groups" in seen
    first.type("u", "2 of 72")
    first.read("Number or code (Enter: unchanged) >")
    first.key(b"\x04")
    first.read("policyindex fill mipex-national --unit PT --period 2026 --last-round bundled")
    assert first.end() == 0
    text = (tmp_path / "mipex-national-PT-2026.csv").read_text()
    assert text == f"{HEADER}\nPT,2026,aa1,,full,,,,unchanged since 2019,,\n"
    second = terminals("fill", "mipex-national", "--unit", "XX", "--period", "2026", "--answers", "b.csv")
    assert "warning answers-unit-unknown: 'XX' is not a unit of iso-3166-1; it is kept" in second.read(
        "Number or code (:? help)"
    )
    second.type("quit", "Nothing was answered; no file was written.")
    assert second.end() == 0
    assert not (tmp_path / "b.csv").exists()


def test_an_answer_that_cannot_be_saved_can_be_tried_again(terminals: Open, tmp_path: Path) -> None:
    _parks(tmp_path, "de")
    saved = tmp_path / "parks-AA-2026.csv"
    shell = terminals("fill", "./parks.yaml", "--unit", "AA", "--period", "2026")
    shell.read("Nummer oder Kürzel (:? Hilfe) >")
    saved.mkdir()
    assert "parks-AA-2026.csv cannot be read: Is a directory" in shell.type("half", "(:? Hilfe) >")
    saved.rmdir()
    shell.type("half", "Gespeichert: Some")
    assert "AA,2026,benches,,half" in saved.read_text()
    shell.type(":ende", "1 von 6 beantwortet, gespeichert in parks-AA-2026.csv")
    assert shell.end() == 0


def test_several_lines_pasted_are_one_comment(terminals: Open, tmp_path: Path) -> None:
    readline = pytest.importorskip("readline")
    if "libedit" in (readline.__doc__ or "") or readline._READLINE_VERSION < 0x0800:
        pytest.skip("this line editor cannot tell pasted lines from typed ones")
    _parks(tmp_path, "en")
    shell = terminals("fill", "./parks.yaml", "--unit", "AA", "--period", "2026")
    shell.read("Number or code (:? help) >")
    shell.type("half", "Comment (Enter: none) >")
    shell.type("\x1b[200~First line\n:q\x1b[201~", "Reference: title (Enter: go on) >")
    assert "First line :q" in (tmp_path / "parks-AA-2026.csv").read_text()


def test_over_a_pipe_it_points_to_files(run: Run, shell: Shell) -> None:
    message = (
        "error: fill asks and answers on a terminal, and this is a pipe or a file: fill in a file instead, an answer CSV "
        "(unit,period,indicator,answer; see README) or the spreadsheet of 'policyindex questionnaire export', and check it "
        "with 'policyindex validate FILE --for REF'\n"
    )
    command = ("fill", "regin-checklist", "--unit", "ES51", "--period", "2026")
    inside, outside = run(*command, input="yes\n"), shell(*command)
    assert (inside.exit_code, inside.stdout, inside.stderr) == (2, "", message)
    assert (outside.returncode, outside.stdout, outside.stderr) == (2, "", message)


def test_help_says_how_it_ends(run: Run) -> None:
    text = run("fill", "--help").stdout
    assert "Ends with 0, after Ctrl-C with 130" in text
    assert "policyindex fill regin-checklist --unit ES51 --period 2026" in text
