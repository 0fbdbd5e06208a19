"""The questionnaire as a workbook: written, filled in by an expert, and taken back."""

from __future__ import annotations

import json
import random
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filling import Cell, Rows, cell_of, fill, questions, rebuild, rewrite, saved_by_libreoffice, value_at
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from parks import FIRST, PARKS, TOWN

from conftest import Run
from policyindex import Answer, AnswerSet, Cause, Status, get_instrument, read_answers
from policyindex.answers.days import iso
from policyindex.answers.importers.csv_answers import read_csv
from policyindex.answers.joint import Joint
from policyindex.answers.plans import Plan
from policyindex.answers.references import Parts, Reference
from policyindex.answers.rounds import confirmed
from policyindex.answers.writing import csv_of
from policyindex.files.workbooks.values import open_workbook
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, NumberQuestion, SingleChoice
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.cell_reading import CellReader
from policyindex.questionnaires.cells import untouched
from policyindex.questionnaires.form import Item, questionnaire
from policyindex.questionnaires.merge import merge
from policyindex.questionnaires.xlsx_write import write_xlsx
from policyindex.verbs.questionnaires import read_questionnaires


@pytest.fixture
def parks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parks.yaml").write_text(PARKS)
    return tmp_path


@pytest.fixture
def filled(parks: Path, run: Run) -> Path:
    """A questionnaire of the first round, empty."""
    result = run("questionnaire", "export", "./parks.yaml", *TOWN, "2024", "--output", "Q.xlsx")
    assert result.exit_code == 0, result.output
    assert result.stdout == "Q.xlsx: 5 questions for Upper Town, 2024\n"
    return parks / "Q.xlsx"


@pytest.fixture
def update(parks: Path, run: Run) -> Path:
    """A questionnaire of the second round."""
    (parks / "answers.csv").write_bytes(csv_of(FIRST))
    result = run(
        "questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "answers.csv", "--output", "Q.xlsx"
    )
    assert result.stdout == "Q.xlsx: 5 questions for Upper Town, 2026, with the answers of 2024\n"
    return parks / "Q.xlsx"


def answers_in(path: Path, host: PluginHost) -> list[Answer]:
    return list(read_answers(get_instrument("./parks.yaml", host), path, host=host))


def take_back(run: Run, *more: str) -> str:
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", *more)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_an_expert_fills_it_in_and_the_answers_come_back(filled: Path, run: Run, host: PluginHost) -> None:
    fill(filled, {
        ("benches[north]", "answer", ""): "B · In some parks, not in all of them",
        ("benches[north]", "title", ""): "Park Act",
        ("benches[north]", "pinpoint", ""): "art. 5",
        ("benches[north]", "adopted", ""): "2004-05-01",
        ("benches[north]", "url", ""): "www.example.org/a",
        ("benches[north]", "further", ""): "Minutes; annex\nA plan",
        ("benches[south]", "status", ""): "Not within our competence",
        ("water", "answer", ""): "yes",
        ("water", "comment", ""): "=1+1",
        ("trees", "answer", ""): 7.5,
        ("games", "answer", "chess"): "yes",
        ("games", "answer", "boules"): "no",
    })  # fmt: skip
    told = take_back(run, "--output", "answers.csv")
    cells = {name: cell_of(filled, *name) for name in (("benches[north]", "answer"), ("water", "comment"))}
    assert told.startswith("parks@1 · Upper Town, 2024\n")
    assert f"new          {cells['benches[north]', 'answer']:<20}  benches[north]: half\n" in told
    assert f"new          {cells['water', 'comment']:<20}  water comment: =1+1\n" in told
    assert told.endswith(
        "cells: 7 new, 0 changed, 0 conflicting, 0 invalid; questions: 0 unchanged, 0 open\nanswers.csv: 5 answers\n"
    )
    reference = "Park Act | art. 5 | adopted 2004-05-01 | https://www.example.org/a"
    assert answers_in(filled.parent / "answers.csv", host) == [
        Answer("Upper Town", "2024", "benches", "north", "half", references=(reference, "Minutes; annex", "A plan")),
        Answer("Upper Town", "2024", "benches", "south", status=Status.NOT_IN_COMPETENCE),
        Answer("Upper Town", "2024", "games", answer=("chess",)),
        Answer("Upper Town", "2024", "trees", answer=7.5),
        Answer("Upper Town", "2024", "water", answer=True, comment="=1+1"),
    ]


def test_what_was_taken_back_once_is_unchanged_the_second_time(filled: Path, run: Run) -> None:
    fill(filled, {("water", "answer", ""): "yes"})
    take_back(run, "--answers", "answers.csv")
    before = (filled.parent / "answers.csv").read_bytes()
    assert take_back(run, "--answers", "answers.csv").endswith("questions: 1 unchanged, 4 open\nnothing to write\n")
    assert (filled.parent / "answers.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "period", "language"),
    [("mipex-national", "2021", ""), ("mipex-regional", "2026", ""), ("mipex-local", "2027", ""), ("regin-checklist", "2027", "de")],
)  # fmt: skip
def test_an_untouched_questionnaire_changes_nothing(
    name: str, period: str, language: str, host: PluginHost, run: Run, tmp_path: Path
) -> None:
    answers = read_answers(get_instrument(name, host), host=host)
    unit = min(each.unit for each in answers)
    path, known = tmp_path / "Q.xlsx", tmp_path / "answers.csv"
    known.write_bytes(csv_of(answers))
    run("questionnaire", "export", name, "--unit", unit, "--period", period, "--lang", language, "--output", path)
    result = run("questionnaire", "import", path, "--dry-run", "--answers", known)
    assert result.exit_code == 0, result.output
    assert "cells: 0 new, 0 changed, 0 conflicting, 0 invalid" in result.stdout


def some_answer(instrument: Instrument, key: str, instance: str, draw: random.Random) -> Answer:
    indicator = instrument.indicators[key]
    status = draw.choice([Status.ANSWERED] * 6 + [Status.NOT_APPLICABLE, Status.NOT_COLLECTED, Status.MISSING])
    answer: object = None
    if status is Status.ANSWERED:
        if isinstance(indicator, SingleChoice):
            answer = draw.choice(list(indicator.options))
        elif isinstance(indicator, AtLeast | GradedCount):
            answer = tuple(part for part in indicator.sub_options if draw.random() < 0.5)
        else:
            answer = draw.choice([0.25, 3.0, -1e9]) if isinstance(indicator, NumberQuestion) else draw.random() < 0.5
    named = draw.sample(
        ["An act | art. 5 | in force 2004 | language es", "A plan; with an annex", "X"], draw.randint(0, 3)
    )
    comment = draw.choice(
        ["", "", "=HYPERLINK(1)", "two\nlines", "_x0041_ \U0001f600 <&>", "unchanged since 1999", "@me"]
    )
    return Answer("U", "2026", key, instance, answer, None, status, None, comment, tuple(named))  # type: ignore[arg-type]


def some_answers(instrument: Instrument, seed: int) -> AnswerSet:
    draw = random.Random(seed)
    return AnswerSet(
        some_answer(instrument, key, instance, draw)
        for key in instrument.indicators
        for instance in instrument.instances(key)
        if draw.random() < 0.8
    )


def two_rounds(instrument: Instrument, seed: int) -> AnswerSet:
    """The last round, and a second one that is half done, reviewed, and partly confirms the first."""
    draw = random.Random(seed)
    last = [replace(each, period="2024") for each in some_answers(instrument, seed + 1)]
    now = {each.key: each for each in some_answers(instrument, seed) if draw.random() < 0.7}
    for key, each in now.items():
        points = 33.25 if each.answer and each.status is Status.ANSWERED and draw.random() < 0.1 else None
        choice = isinstance(instrument.indicators[each.indicator], SingleChoice)
        cause = draw.choice([None, *Cause]) if each.status is Status.ANSWERED else None
        now[key] = replace(each, source="reviewed", cause=cause, points=points if choice else None)
    for each in last:
        if draw.random() < 0.3 and each.status is not Status.MISSING:
            made = confirmed(each, "2026")
            now[made.key] = replace(made, comment=made.comment + draw.choice(["", "; seen", " and seen"]))
    return AnswerSet([*last, *now.values()])


def cells_for(answer: Answer, instrument: Instrument, yes: str, no: str) -> Iterator[tuple[Cell, str | float]]:
    """What an expert writes to give an answer."""
    column = f"{answer.indicator}[{answer.instance}]" if answer.instance else answer.indicator
    indicator, value = instrument.indicators[answer.indicator], answer.answer
    if isinstance(indicator, AtLeast | GradedCount) and isinstance(value, tuple):
        yield from (((column, "answer", part), yes if part in value else no) for part in indicator.sub_options)
    elif value is not None:
        yield (column, "answer", ""), (yes if value else no) if isinstance(value, bool) else value  # type: ignore[misc]
    if answer.status not in (Status.ANSWERED, Status.MISSING):
        yield (column, "status", ""), str(answer.status)
    yield (column, "comment", ""), answer.comment
    first, *rest = answer.references or ("",)
    yield from (((column, field, ""), text) for field, text in Reference(first).parts._asdict().items())
    yield (column, "further", ""), "\n".join(rest)


def seen(answer: Answer) -> tuple[object, ...]:
    """What of an answer can be seen in its row."""
    return answer.key, answer.answer, answer.status, answer.cause, answer.comment, answer.references


@pytest.mark.parametrize("name", ["regin-checklist", "mipex-regional"])
@settings(max_examples=4, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_answers_go_out_and_come_back(name: str, seed: int, host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument(name, host)
    answers = two_rounds(instrument, seed)
    path = tmp_path / "Q.xlsx"
    with path.open("wb") as stream:
        write_xlsx(questionnaire(instrument, "U", "2026", answers), stream)
    back = read_questionnaires(path, host, standing=lambda _: answers)[0]
    assert not back.problems
    merged = merge(back, answers)
    assert merged.answers == answers
    assert not merged.changes
    alone = merge(read_questionnaires(path, host)[0], None).answers  # what can be seen
    now = [each for each in answers if each.period == "2026"]
    now = [each for each in now if each.status is not Status.MISSING or each.comment or each.references]
    assert {seen(each) for each in alone} == {seen(each) for each in now}
    assert not any(each.source or each.points is not None for each in alone)


ANY = st.one_of(
    st.sampled_from(
        ["", "", "Act", "art. 5", "2004", "31.12.2026", "es", "adopted 2004", "language: x", "link: y", "a|b"]
    ),
    st.sampled_from(
        ["https://example.org/a;b|c", "www.example.org", "example.org", "1.0", "=1+1", "\\|", "a\\", "_x0041_"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=8),
)
CITED = st.fixed_dictionaries(dict.fromkeys((*Parts._fields, "further"), ANY))


def kept_as(typed: dict[str, str]) -> dict[str, str]:
    """Say what stands in the columns in the next questionnaire: what was typed, days and links in one form."""
    plain = {field: " ".join(text.split()) for field, text in typed.items()}
    plain |= {field: iso(plain[field]) or plain[field] for field in ("adopted", "in_force")}
    if plain["url"].lower().startswith("www."):
        plain["url"] = f"https://{plain['url']}"
    return {**plain, "further": "\n".join(filter(None, map(" ".join, map(str.split, typed["further"].split("\n")))))}


@given(CITED)
@example(
    {**dict.fromkeys((*Parts._fields, "further"), ""), "title": "a|b", "url": "https://a|b", "further": "c\nd | e"}
)
def test_references_stay_in_their_columns_from_round_to_round(host: PluginHost, typed: dict[str, str]) -> None:
    instrument = get_instrument("regin-checklist", host)
    item = questionnaire(instrument, "ES51", "2026").items[0]
    told: list[tuple[str, str]] = []

    def read(standing: Item, cells: dict[tuple[str, str], str]) -> tuple[bool, Answer | None]:
        return CellReader(
            standing, "ES51", "2026", "en", lambda part, field, code, **_: told.append((field, code)),
            lambda parts: Joint(parts, None),
        ).answer(cells)  # fmt: skip

    understood, answer = read(item, {("", field): text for field, text in typed.items()})
    codes = dict(told)
    if not understood:
        assert codes.keys() <= typed.keys()
        assert set(codes.values()) & {"questionnaire-link", "questionnaire-date", "questionnaire-reference-untitled"}
        return
    if answer:
        assert [each for each, _ in read_csv(csv_of([answer]), "answers.csv", instrument).answers] == [answer]
    again = replace(item, given=answer)
    cells = {field: text for (_, field), text in untouched(again, "en").items() if field in typed}
    if codes.get("further") == "questionnaire-reference-moves":
        assert not any(text for field, text in kept_as(typed).items() if field != "further")
    else:
        assert cells == kept_as(typed)
    assert read(again, {("", field): text for field, text in cells.items()}) == (True, answer)


def test_references_stay_in_the_columns_of_a_workbook(parks: Path, host: PluginHost) -> None:
    instrument, path = get_instrument("./parks.yaml", host), parks / "Q.xlsx"
    typed = {
        "title": "Act | annex; part 2", "pinpoint": "language policy", "adopted": "31.12.2026", "in_force": "2027",
        "language": "Spanish, Catalan", "url": "https://example.org/a|b;c", "further": "Decree 7 | art. 5\nSurvey; annex",
    }  # fmt: skip
    answers = AnswerSet(())
    for round_ in range(3):
        with path.open("wb") as stream:
            write_xlsx(questionnaire(instrument, "Upper Town", "2024", answers), stream)
        if round_:
            kept = {**typed, "adopted": "2026-12-31"}
            assert {field: str(value_at(path, "water", field)) for field in typed} == kept
        else:
            fill(
                path, {("water", "answer", ""): "yes", **{("water", field, ""): text for field, text in typed.items()}}
            )
        answers = merge(read_questionnaires(path, host, reference="./parks.yaml")[0], answers).answers
        (parks / "kept.csv").write_bytes(csv_of(answers))
        answers = read_answers(instrument, parks / "kept.csv", host=host)


@pytest.mark.parametrize("name", ["regin-checklist", "mipex-regional"])
def test_any_answers_are_filled_in_and_come_back(name: str, host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument(name, host)
    path = tmp_path / "Q.xlsx"
    with path.open("wb") as stream:
        write_xlsx(questionnaire(instrument, "U", "2026"), stream)
    answers = AnswerSet(
        replace(each, source="")
        for each in some_answers(instrument, 5)
        if each.status is not Status.MISSING or each.comment or each.references
    )
    fill(path, dict(cell for each in answers for cell in cells_for(each, instrument, "yes", "no")))
    assert merge(read_questionnaires(path, host)[0], AnswerSet(())).answers == answers


def test_it_survives_libreoffice(host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument("mipex-regional", host)
    answers = some_answers(instrument, 7)
    path = tmp_path / "Q.xlsx"
    with path.open("wb") as stream:
        write_xlsx(questionnaire(instrument, "U", "2026", answers), stream)
    column = first_open(path)
    fill(path, {(column, "answer", ""): "half"})
    saved = saved_by_libreoffice(path, tmp_path)
    back = merge(read_questionnaires(saved, host, standing=lambda _: answers)[0], answers)
    assert [(each.column, each.after) for each in back.changes] == [(column, "half")]
    key, instance = Column.parse(column)
    place = ("U", "2026", key, instance)
    others = [each for each in answers if each.key != place]
    assert [each for each in back.answers if each.key != place] == others
    with zipfile.ZipFile(saved) as archive:
        assert b"<dc:creator></dc:creator>" in archive.read("docProps/core.xml")


def first_open(path: Path) -> str:
    """The first question that is open."""
    sheet = questions(path)
    keys = [str(value) for value in sheet.rows[0]]
    row = next(row for row in sheet.rows[3:] if row[keys.index("done")] == 0 and not row[keys.index("part")])
    return str(row[keys.index("id")])


def shuffled(rows: Rows) -> Rows:
    """Sort the rows and columns otherwise, and delete columns nobody needs."""
    keys = [str(value) for value in rows[0]]
    order = [index for index in range(len(keys)) if keys[index] not in ("help", "section", "pinpoint", "done")]
    random.Random(1).shuffle(order)
    body = rows[3:]
    random.Random(2).shuffle(body)
    return [[row[index] if index < len(row) else "" for index in order] for row in (*rows[:3], *body)]


def test_rows_and_columns_are_found_in_any_order(filled: Path, run: Run, host: PluginHost) -> None:
    fill(filled, {
        ("benches[south]", "answer", ""): "none",
        ("games", "answer", "3"): "yes",
        ("games", "comment", ""): "Other ones",
        ("water", "title", ""): "An act",
    })  # fmt: skip
    rebuild(filled, shuffled)
    assert "pinpoint" not in [str(value) for value in questions(filled).rows[0]]
    take_back(run, "--output", "answers.csv")
    assert answers_in(filled.parent / "answers.csv", host) == [
        Answer("Upper Town", "2024", "benches", "south", "none"),
        Answer("Upper Town", "2024", "games", answer=("3",), comment="Other ones"),
        Answer("Upper Town", "2024", "water", status=Status.MISSING, references=("An act",)),
    ]


@pytest.mark.parametrize(
    ("column", "part", "written", "meant"),
    [
        ("water", "", "Yes", True), ("water", "", "ja", True), ("water", "", "SÌ", True), ("water", "", "x", True),
        ("water", "", 1, True), ("water", "", "nein", False), ("water", "", 0, False), ("water", "", "false", False),
        ("trees", "", "7,5", 7.5), ("trees", "", " 7.5 ", 7.5), ("trees", "", "1e3", 1000.0), ("trees", "", 1.234, 1.234),
        ("benches[north]", "", "HALF", "half"), ("benches[north]", "", "in some parks, not in all of them", "half"),
        ("benches[north]", "", "B · an older text", "half"),
        ("games", "", "nichts davon", ()), ("games", "", "chess; 3", ("chess", "3")), ("games", "", 3, ("3",)),
        ("games", "chess", "no", ()), ("games", "3", "ja", ("3",)),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_write_them(
    column: str, part: str, written: str | float, meant: object, filled: Path, host: PluginHost
) -> None:
    fill(filled, {(column, "answer", part): written})
    back = merge(read_questionnaires(filled, host, "./parks.yaml")[0], AnswerSet(()))
    assert [each.answer for each in back.answers] == [meant]


def test_points_of_no_option_are_kept_and_not_shown(filled: Path, run: Run, host: PluginHost) -> None:
    given = Answer("Upper Town", "2024", "benches", "north", points=75.25)
    Path("answers.csv").write_bytes(csv_of([given]))
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2024", "--answers", "answers.csv", "--output", "Q.xlsx", "--replace")  # fmt: skip
    assert value_at(filled, "benches[north]", "answer") == "none of the options"
    fill(filled, {("benches[north]", "comment", ""): "An average"})
    known = AnswerSet([given])
    back = merge(read_questionnaires(filled, host, "./parks.yaml", standing=lambda _: known)[0], known)
    assert list(back.answers) == [replace(given, comment="An average")]
    found = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--output", "mine.csv")
    assert (found.exit_code, Path("mine.csv").exists()) == (1, False)
    assert (
        "error questionnaire-points-unseen: the answer to benches[north] has points of its own, which nobody can see in the workbook\n"
        "    remedy: give the answers that it was written with: --answers FILE; or choose from the list\n"
    ) in found.stderr


@pytest.mark.parametrize(
    ("name", "form", "start"), [("Q.html", "", b"<!DOCTYPE html>"), ("form.xlsx", "xlsform", b"PK")]
)
def test_other_formats_are_written_by_name_or_suffix(name: str, form: str, start: bytes, run: Run, parks: Path) -> None:
    result = run("questionnaire", "export", "./parks.yaml", *TOWN, "2024", "--format", form, "--output", name)
    assert result.exit_code == 0, result.output
    assert (parks / name).read_bytes().startswith(start)
    assert result.stdout == f"{name}: 5 questions for Upper Town, 2024\n"


def test_the_last_round_is_confirmed_or_changed_with_a_cause(update: Path, run: Run, host: PluginHost) -> None:
    assert value_at(update, "benches[north]", "last") == "In some parks, not in all of them"
    assert value_at(update, "benches[north]", "answer") == "B · In some parks, not in all of them"
    assert value_at(update, "benches[north]", "title") == "Park Act"
    assert value_at(update, "water", "last") == "Yes\n\nA fountain"
    fill(update, {
        ("benches[north]", "change", ""): "unchanged",
        ("benches[north]", "comment", ""): "Checked on site",
        ("benches[south]", "change", ""): "unchanged",
        ("water", "answer", ""): "no",
        ("water", "change", ""): "Law or policy has changed",
        ("games", "answer", "boules"): "yes",
        ("games", "change", ""): "recoding",
        ("trees", "comment", ""): "To be counted",
    })  # fmt: skip
    told = take_back(run, "--answers", "answers.csv")
    assert told.endswith("questions: 0 unchanged, 1 open\nanswers.csv: 10 answers\n")
    after = [each for each in answers_in(update.parent / "answers.csv", host) if each.period == "2026"]
    assert after == [
        Answer("Upper Town", "2026", "benches", "north", "half", comment="unchanged since 2024; Checked on site", confirmed_from="2024", references=FIRST[0].references),
        Answer("Upper Town", "2026", "benches", "south", status=Status.NOT_IN_COMPETENCE, comment="unchanged since 2024", confirmed_from="2024"),
        Answer("Upper Town", "2026", "games", answer=("chess", "boules"), cause=Cause.RECODING),
        Answer("Upper Town", "2026", "trees", status=Status.MISSING, comment="To be counted"),
        Answer("Upper Town", "2026", "water", answer=False, cause=Cause.REFORM),
    ]  # fmt: skip
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "answers.csv", "--output", "again.xlsx")
    again = update.parent / "again.xlsx"
    cells = {
        ("benches[north]", "change"): "unchanged", ("benches[north]", "comment"): "Checked on site",
        ("water", "change"): "Law or policy has changed", ("trees", "answer"): 7.5, ("trees", "change"): "",
        ("trees", "comment"): "To be counted", ("trees", "done"): 0, ("water", "done"): 1, ("games", "done"): 1,
    }  # fmt: skip
    assert {key: value_at(again, *key) for key in cells} == cells
    result = run("questionnaire", "import", "again.xlsx", "--for", "./parks.yaml", "--answers", "answers.csv")
    assert result.stdout.endswith("questions: 4 unchanged, 1 open\nnothing to write\n")


def test_a_status_replaces_the_answer_that_was_filled_in_already(update: Path, host: PluginHost) -> None:
    fill(update, {("water", "status", ""): "Not applicable here", ("water", "change", ""): "correction"})
    back = merge(read_questionnaires(update, host, "./parks.yaml")[0], AnswerSet(()))
    assert list(back.answers) == [
        Answer("Upper Town", "2026", "water", status=Status.NOT_APPLICABLE, cause=Cause.CORRECTION)
    ]


def test_points_are_shown_in_self_assessments_only(filled: Path, run: Run) -> None:
    assert "100" not in json.dumps([[str(value) for value in row] for row in questions(filled).rows])
    (filled.parent / "self.yaml").write_text(PARKS.replace("facets:", "self_assessment: true\nfacets:"))
    run("questionnaire", "export", "./self.yaml", *TOWN, "2024", "--output", "self.xlsx")
    assert "A · In every park (points: 100)" in str(value_at(filled.parent / "self.xlsx", "benches[north]", "options"))


def test_nobody_is_named_and_the_same_questionnaire_is_the_same_file(update: Path, run: Run) -> None:
    (update.parent / "answers.csv").write_bytes(csv_of(Answer(*each.key, each.answer, status=each.status, source="by Canary Name") for each in FIRST))  # fmt: skip
    for name in ("one.xlsx", "two.xlsx"):
        run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "answers.csv", "--output", name)
        time.sleep(0.01)
    one = (update.parent / "one.xlsx").read_bytes()
    assert one == (update.parent / "two.xlsx").read_bytes()
    with zipfile.ZipFile(update.parent / "one.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in parts["docProps/core.xml"]
    assert not [name for name, content in parts.items() if b"Canary" in content or b"comments" in name.encode()]


def test_questions_are_locked_and_answers_are_not(filled: Path) -> None:
    with zipfile.ZipFile(filled) as archive:
        book, sheet, styles = (
            archive.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet2", "styles")
        )
    assert '<workbookProtection lockStructure="1"/>' in book
    assert '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>' in sheet  # fmt: skip
    assert book.count('state="veryHidden"') == 2
    formats = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].split("<xf ")[1:]
    unlocked = {index for index, each in enumerate(formats) if '<protection locked="0"/>' in each}
    keys = [str(value) for value in questions(filled).rows[0]]
    answer = cell_of(filled, "water", "answer").partition("!")[2]
    question = cell_of(filled, "water", "question").partition("!")[2]

    def style(cell: str) -> int:
        return int(re.search(rf'<c r="{cell}" s="(\d+)"', sheet)[1])  # type: ignore[index]

    assert style(answer) in unlocked
    assert style(question) not in unlocked
    assert '<row r="1" spans="1:23" hidden="1">' in sheet
    assert f'<col min="1" max="{keys.index("number")}" ' in sheet
    assert 'hidden="1"' in sheet.partition("</cols>")[0]
    assert "<autoFilter " in sheet


def test_workbooks_with_codes_that_were_sent_out_before_come_back(update: Path, run: Run) -> None:
    with_codes(update)
    assert value_at(update, "benches[north]", "answer") == "half · In some parks, not in all of them"
    told = take_back(run, "--answers", "answers.csv", "--dry-run")  # nobody touched it
    assert "nothing to write" in told
    fill(update, {
        ("benches[north]", "answer", ""): "none · In none",
        ("benches[north]", "change", ""): "recoding",
        ("benches[south]", "answer", ""): "full",
        ("benches[south]", "change", ""): "recoding",
    })  # fmt: skip
    told = take_back(run, "--answers", "answers.csv")
    written = (update.parent / "answers.csv").read_text(encoding="utf-8")
    assert "Upper Town,2026,benches,north,none," in written
    assert "Upper Town,2026,benches,south,full," in written


def with_codes(path: Path) -> None:
    """Put the codes before options, where the letters are, as earlier questionnaires had them."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    texts = parts["xl/sharedStrings.xml"]
    for letter, code in (("A", "full"), ("B", "half"), ("C", "none")):
        texts = texts.replace(f">{letter} · In ".encode(), f">{code} · In ".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in (parts | {"xl/sharedStrings.xml": texts}).items():
            new.writestr(name, part)


def test_what_experts_see_names_no_code(filled: Path) -> None:
    with zipfile.ZipFile(filled) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert not re.search(r">(full|half|none) ·", texts)
    assert [each for each in ("full", "half", "none") if f">{each}<" in texts] == []


def test_drop_downs_follow_their_rows(filled: Path) -> None:
    sheet, lists = questions(filled), open_workbook(filled).sheets["lists"]
    keys = [str(value) for value in sheet.rows[0]]
    texts = [str(row[0]) for row in lists.rows]
    found = {}
    for row in sheet.rows[3:]:
        start, count = row[keys.index("list_first")], row[keys.index("list_count")]
        name = f"{row[keys.index('id')]} {row[keys.index('part')]}".strip()
        found[name] = texts[int(start) - 1 : int(start) - 1 + int(count)] if start else []  # type: ignore[arg-type]
    options = ["A · In every park", "B · In some parks, not in all of them", "C · In none"]
    assert found == {
        "benches[north]": options, "benches[south]": options, "water": ["Yes", "No"], "trees": [],
        "games": ["None of these"], "games chess": ["Yes", "No"], "games boules": ["Yes", "No"], "games 3": ["Yes", "No"],
    }  # fmt: skip


@pytest.mark.slow
def test_progress_counts_answered_questions(update: Path, host: PluginHost, tmp_path: Path) -> None:
    fill(update, {
        ("benches[north]", "change", ""): "unchanged",
        ("games", "change", ""): "unchanged",
        ("water", "answer", ""): "no",
    })  # fmt: skip
    assert open_workbook(update).sheets["Start"].rows[5][2] == "0 of 5 answered"
    for sheet in ("sheet1", "sheet2"):  # without the results that were written, LibreOffice works them out
        rewrite(update, f"xl/worksheets/{sheet}.xml", lambda content: re.sub("</f><v>[^<]*</v>", "</f>", content))
    saved = open_workbook(saved_by_libreoffice(update, tmp_path))
    assert saved.sheets["Start"].rows[5][2] == "2 of 5 answered"


def test_a_form_in_spanish(run: Run, tmp_path: Path, host: PluginHost) -> None:
    path = tmp_path / "Q.xlsx"
    run("questionnaire", "export", "regin-checklist", "--unit", "ZZ-ELSEWHERE", "--period", "2027", "--lang", "es", "--output", path)  # fmt: skip
    assert list(open_workbook(path).sheets)[:2] == ["Inicio", "Cuestionario"]
    fill(path, {("integration-unit", "answer", ""): "sí"})
    back = read_questionnaires(path, host)[0]
    assert back.instrument.language == "es"
    assert [each.answer for each in merge(back, None).answers] == [True]


def test_a_plan_stands_with_the_comment_and_comes_back_a_field(parks: Path, host: PluginHost) -> None:
    planned = replace(FIRST[0], comment="Seen", plan=Plan("Ada [new] | Bo", "2027-03-01"))
    literal = replace(FIRST[1], comment="Words [plan: of | ] somebody [plan: Ada | ]")
    answers, instrument, path = AnswerSet([planned, literal]), get_instrument("./parks.yaml", host), parks / "Q.xlsx"
    with path.open("wb") as stream:
        write_xlsx(questionnaire(instrument, planned.unit, planned.period, answers), stream)
    column = Column(planned.indicator, planned.instance).name
    shown = "Seen [plan: Ada \\[new\\] \\| Bo | 2027-03-01]"
    assert value_at(path, column, "comment") == shown
    assert (
        merge(read_questionnaires(path, host, "./parks.yaml", standing=lambda _: answers)[0], answers).answers
        == answers
    )
    fill(path, {(column, "comment", ""): shown.replace("Seen", "Seen twice").replace("2027-03-01", "2028-03-01")})
    back = merge(read_questionnaires(path, host, "./parks.yaml", standing=lambda _: answers)[0], answers)
    assert [(each.group, each.after) for each in back.changes] == [
        ("comment", shown.replace("Seen", "Seen twice").replace("2027", "2028"))
    ]
    first = next(each for each in back.answers if each.key == planned.key)
    assert (first.comment, first.plan) == ("Seen twice", ("Ada [new] | Bo", "2028-03-01"))
