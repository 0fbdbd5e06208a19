"""Self-scoring files: what they refuse, what they open with, and the workbook's numbers beside the engine's."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selfscoring_books import Cells, book_of, cells_of, recalculated
from selfscoring_states import EVERY_RULE, HOSTILE, asked, engine, every_rule, random_answers

from policyindex import ProblemsFoundError, WrongUseError, get_instrument, read_answers
from policyindex.answers import plans
from policyindex.answers.plans import Plan, plan_of
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, SingleChoice
from policyindex.locales import LANGUAGES
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.formats import chosen_format
from policyindex.questionnaires.rows import rows_of as questionnaire_rows
from policyindex.scoring.ranking import half_up
from policyindex.selfscoring.page import write_page
from policyindex.selfscoring.reading import read_self_scoring
from policyindex.selfscoring.reduction import self_scoring
from policyindex.selfscoring.texts import texts_in


@pytest.fixture
def checklist(host: PluginHost) -> Instrument:
    return get_instrument("regin-checklist", host)


def page_of(form: Questionnaire, host: PluginHost) -> str:
    stream = io.BytesIO()
    write_page(form, host.rules, stream)
    return stream.getvalue().decode()


# -- the model --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("self_assessment: true", "self_assessment: false", "gardens@1 is no self-assessment (self_assessment: true): no score is shown while it is filled in"),
        ("added: {label: Added, aggregator: sum", "added: {label: Added, aggregator: median", "a self-scoring file cannot hold node 'added' of gardens@1: its rule is 'median'; it can count: sum, count, mean, weighted_mean, weighted_sum, min, max, product, ratio, difference, power, affine, decision_table"),
        ("added: {label: Added,", "added: {label: Added, collected_in: ['2027'],", "a self-scoring file cannot hold node 'added' of gardens@1: it is not collected in every period"),
        ("name: {label: Name,", "name: {label: Name, collected_in: ['2027'],", ""),
        ("paths: {label: Paths,", "paths: {label: Paths, not_collected_in: ['2026'],", "a self-scoring file cannot hold node 'together' of gardens@1: 'paths' is not collected in every period"),
        ("of: [size, added]", "of: [size, added, water, seats, fence, trees]", "a self-scoring file cannot hold node 'large' of gardens@1: its rule table has 25,920 combinations of what its inputs can be; it can hold 5,000"),
        ("trees: {main", "steps: [{step: min_max, indicators: [size]}]\ntrees: {main", "a self-scoring file cannot hold the step 'min_max' of gardens@1: it needs other units' answers"),
    ],
)  # fmt: skip
def test_what_it_cannot_hold_is_named(host: PluginHost, tmp_path: Path, old: str, new: str, said: str) -> None:
    assert EVERY_RULE.count(old) == 1
    path = tmp_path / "gardens.yaml"
    path.write_text(EVERY_RULE.replace(old, new), encoding="utf-8")
    form = asked(get_instrument(path, host), AnswerSet([]))
    if not said:
        self_scoring(form, host.rules)
        return
    with pytest.raises(WrongUseError) as error:
        self_scoring(form, host.rules)
    assert str(error.value) == said


def test_a_short_form_is_no_whole_score(host: PluginHost, checklist: Instrument) -> None:
    form = asked(checklist, AnswerSet([]))
    with pytest.raises(WrongUseError, match="'integration-unit' is not asked; leave the short form out"):
        self_scoring(replace(form, items=form.items[1:]), host.rules)


def test_parts_and_headlines_of_the_checklist(host: PluginHost, checklist: Instrument) -> None:
    model = self_scoring(asked(checklist, AnswerSet([])), host.rules)
    assert model.headlines == (
        "overall",
        "stage.formulation",
        "stage.output",
        "stage.implementation",
        "stage.evaluation",
    )
    assert [(each.label, sum(len(group.questions) for group in each.groups)) for each in model.sections] == [
        ("Formulation", 8),
        ("Output", 20),
        ("Implementation", 7),
        ("Evaluation", 7),
    ]
    assert [group.label for group in model.sections[0].groups] == ["Actions", "Actors and relations", "Resources"]
    assert {node.id: node.top for node in model.nodes if node.headline} == {
        "overall": 42,
        "stage.formulation": 8,
        "stage.output": 20,
        "stage.implementation": 7,
        "stage.evaluation": 7,
    }


def test_nobody_learns_from_oneself(host: PluginHost, checklist: Instrument) -> None:
    vienna = self_scoring(questionnaire(checklist, "AT13", "2027"), host.rules)
    named = [
        region.label for node in vienna.nodes if node.scale for band in node.scale.bands for region in band.learn_from
    ]
    assert "Vienna" not in named
    assert "Tyrol" in named
    assert "Vienna" not in page_of(questionnaire(checklist, "AT13", "2027"), host)


def test_a_round_opens_with_the_last_one(host: PluginHost, checklist: Instrument) -> None:
    old = Answer(
        "T1",
        "2026",
        "integration-unit",
        answer=True,
        comment="Since May",
        plan=Plan("Ada", "2027-05-01"),
        references=("a; b", "c"),
        source="final",
    )
    new = replace(old, period="2027", indicator="decision-data", comment="", plan=None)
    opened = {each.id: each for each in self_scoring(asked(checklist, AnswerSet([old])), host.rules).questions}[
        "integration-unit"
    ]
    assert (opened.start.answer, opened.start.comment, opened.start.owner, opened.start.due) == (
        True,
        "Since May",
        "Ada",
        "2027-05-01",
    )
    assert (opened.start.references, opened.start.source) == ("a\\; b; c", "")
    begun = {each.id: each for each in self_scoring(asked(checklist, AnswerSet([old, new])), host.rules).questions}
    assert (
        begun["integration-unit"].start.answer,
        begun["integration-unit"].previous and begun["integration-unit"].previous.answer,
    ) == (None, True)
    assert (begun["decision-data"].start.answer, begun["decision-data"].start.source) == (True, "final")


@given(
    st.text(),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
    st.sampled_from(["", "2027-03-01"]),
)
def test_a_plan_travels_in_the_comment(comment: str, owner: str, due: str) -> None:
    comment, plan = plans.parted(comment.strip()).comment, plan_of(owner, due)
    assert plan is None or plan == (" ".join(owner.split()), due)
    assert plans.parted(plans.written(comment, plan)) == (comment, plan)
    assert plans.parse(plan.text if plan else "") == plan


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_name_sheets_fit(language: str) -> None:
    for key in ("result", "checklist", "todo", "plan_sheet", "calculation"):
        assert len(texts_in(language)[key]) <= 31
        assert not set(texts_in(language)[key]) & set("[]:*?/\\")


# -- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_needs_nothing_from_elsewhere(host: PluginHost, checklist: Instrument) -> None:
    page = page_of(questionnaire(checklist, "ZZ-NORTHMARK", "2027", read_answers(checklist, host=host)), host)
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", page) == ["data:,"]
    assert "default-src 'none'" in page
    assert "unsafe" not in page
    assert "innerHTML =" not in page
    assert len(page.encode()) < 200_000


@pytest.mark.parametrize("language", ["es", "it", "de"])
def test_in_every_language(host: PluginHost, language: str) -> None:
    instrument = get_instrument("regin-checklist", host, language)
    form = questionnaire(instrument, "AT33", "2027", None)
    page = page_of(form, host)
    assert f'<html lang="{language}">' in page
    assert texts_in(language)["unreviewed_translation"] in page
    sheets = cells_of(book_of(form, host))
    assert list(sheets) == [
        texts_in(language)[key] for key in ("result", "checklist", "todo", "plan_sheet", "calculation")
    ]
    assert sheets[texts_in(language)["result"]][0][0] == instrument.file.title
    last = Answer("AT33", "2026", "integration-unit", status=Status.NOT_IN_COMPETENCE)
    form = questionnaire(instrument, "AT33", "2027", AnswerSet([last]))
    said = texts_in(language)["left_out_not_in_competence"]
    assert said in page_of(form, host)
    book = book_of(form, host)
    assert any(said in row for row in cells_of(book)[texts_in(language)["checklist"]])
    assert read_self_scoring(book, "b.xlsx", instrument).answers[0][0].status is Status.NOT_IN_COMPETENCE


# -- the workbook -----------------------------------------------------------------------------------------------------


def test_no_author_and_locked_but_for_the_answers(host: PluginHost, checklist: Instrument) -> None:
    data = book_of(questionnaire(checklist, "ZZ-NORTHMARK", "2027", read_answers(checklist, host=host)), host)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        styles = parts.read("xl/styles.xml").decode()
        assert not [name for name in parts.namelist() if "comment" in name or "vba" in name or "external" in name]
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert all("<sheetProtection " in sheet for sheet in sheets)
    open_styles = {
        str(at)
        for at, style in enumerate(re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2]))
        if 'locked="0"' in style
    }
    unlocked = [
        sum(style in open_styles for style in re.findall(r'<c r="[A-Z]+[0-9]+" s="([0-9]+)"', sheet))
        for sheet in sheets
    ]
    assert unlocked == [0, 42 + 25 + 42 + 42, 0, 3 * 42, 0]  # answers, sub-options, notes, since; owner, date, evidence
    assert not re.search(r"_xlfn|FILTER\(|XLOOKUP|LET\(", "".join(sheets))


def test_the_workbook_opens_with_the_engines_numbers(host: PluginHost, checklist: Instrument) -> None:
    answers = read_answers(checklist, host=host)
    sheets = cells_of(
        book_of(
            questionnaire(
                checklist, "ZZ-NORTHMARK", "2027", answers, unit_names={"ZZ-NORTHMARK": "Northmark (invented)"}
            ),
            host,
        )
    )
    rows = {str(row[0]): row for row in sheets["Result"]}
    assert rows["Overall"] == [
        "Overall",
        24,
        42,
        "partially developed",
        0,
        "Emilia-Romagna (r.mipex.eu), Berlin (r.mipex.eu), Veneto (r.mipex.eu), Vorarlberg (r.mipex.eu)",
        24,
    ]
    assert rows["Formulation"][1:4] == [6, 8, "well developed"]
    assert rows["To do"][1] == 18
    assert "Self-assessment" in rows
    assert [row[1] for row in sheets["To do"][3:] if row[0]] == [
        each.todo for each in checklist.indicators.values() if each.todo in {row[1] for row in sheets["To do"]}
    ]
    assert sum(bool(row[0]) for row in sheets["To do"][3:]) == 18


def test_hostile_texts_stay_texts(host: PluginHost, checklist: Instrument) -> None:
    answer = Answer(HOSTILE, "2026", "integration-unit", answer=False, comment=f"={HOSTILE}", references=(HOSTILE,))
    form = questionnaire(checklist, HOSTILE, "2027", AnswerSet([answer]), unit_names={HOSTILE: f"=1+1 {HOSTILE}"})
    assert "<img" not in page_of(form, host)
    sheets = cells_of(book_of(form, host))
    assert f"={HOSTILE}" in [cell for row in sheets["Checklist"] for cell in row]
    assert HOSTILE in [cell for row in sheets["Action plan"] for cell in row]
    long = replace(answer, comment="x" * 40_000)
    with pytest.raises(WrongUseError, match="a cell of a workbook holds 32,767 characters, this text has 40,000: xxx"):
        book_of(questionnaire(checklist, HOSTILE, "2027", AnswerSet([long])), host)


def test_a_rule_that_is_too_long_for_a_workbook_is_one_for_a_page(host: PluginHost, tmp_path: Path) -> None:
    path, old = tmp_path / "gardens.yaml", "thresholds: [{from: 5, points: 1}, {from: 20.5, points: 3}]"
    assert EVERY_RULE.count(old) == 1
    many = ", ".join(f"{{from: {each}, points: {each}}}" for each in range(5, 305))
    path.write_text(EVERY_RULE.replace(old, f"thresholds: [{many}]"), encoding="utf-8")
    form = asked(get_instrument(path, host), AnswerSet([]))
    assert page_of(form, host)
    with pytest.raises(
        WrongUseError, match=r"a formula of a workbook holds 8,192 characters, one of gardens@1 would have"
    ):
        book_of(form, host)


def same_cell(one: object, other: object) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-7
    return str(one) == str(other)


def compare_cells(stored: Cells, found: Cells, name: str) -> None:
    """Every cell says the same before and after."""
    for sheet, rows in stored.items():
        none: list[object] = []
        for number, (mine, theirs) in enumerate(zip_longest(rows, found[sheet], fillvalue=none), 1):
            for at, (one, other) in enumerate(zip_longest(mine, theirs, fillvalue=""), 1):
                assert same_cell(one, other), f"{name} {sheet} row {number} column {at}: {one!r} {other!r}"


def compare_engine(sheets: Cells, instrument: Instrument, answers: AnswerSet, host: PluginHost, name: str) -> None:
    """The result sheet and the to-do list say what the engine says."""
    expected = engine(instrument, answers, host)
    nodes, rows = expected["nodes"], sheets["Result"]
    assert isinstance(nodes, dict)
    for node, (score, answered, asked_, band, learn, ends) in nodes.items():
        row = next(row for row in rows if row[0] == instrument.label(node))
        decimals = instrument.decimals(node)
        assert row[1] == ("" if score is None else half_up(score, decimals)), (name, node)
        assert row[4] == asked_ - answered, (name, node)
        if ends:
            least, most = (f"{half_up(end, decimals):.{decimals}f}" if end is not None else "" for end in ends)
            between = f", {least} to {most}" if least and most else ""
            assert row[3] == f"incomplete{between} · {answered} of {asked_} read", (name, node)
        elif band or not str(row[3]).startswith("No level until"):
            assert row[3] == band, (name, node)
        assert [each.partition(" (")[0] for each in str(row[5]).split(", ") if each] == learn, (name, node)
    calculation = {
        str(row[1]): row[2]
        for row in sheets["Calculation"]
        if row[1] in nodes and isinstance(row[4], float | int) and row[0]
    }
    for node, (score, *_) in nodes.items():
        assert calculation[node] == ("" if score is None else pytest.approx(score, abs=1e-9)), (name, node)
    wanted = [instrument.label(key) for key in expected["todo"]]  # type: ignore[attr-defined]
    below = {column for node in instrument.nodes for column in instrument.indicators_below(node)}
    listed = [str(row[2]).partition(". ")[2] for row in sheets["To do"][3:] if row[0] != ""]
    assert [each for each in listed if each in {instrument.label(column) for column in below}] == wanted, name


@pytest.mark.parametrize("count", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_libreoffice_calculates_what_the_engine_does(
    host: PluginHost, checklist: Instrument, tmp_path: Path, count: int
) -> None:
    gardens = every_rule(host, tmp_path)
    books, given = {}, {}
    for name, instrument in (("checklist", checklist), ("gardens", gardens)):
        for seed in range(count):
            answers = random_answers(instrument, seed)
            before = random_answers(instrument, seed + 500, period="2026")
            books[f"{name}-{seed}"] = book_of(
                questionnaire(instrument, "T1", "2027", AnswerSet([*answers, *before])), host
            )
            given[f"{name}-{seed}"] = (
                instrument,
                answers if len(answers) else AnswerSet(replace(each, period="2027") for each in before),
            )
    for name, found in recalculated(books, tmp_path).items():
        instrument, answers = given[name]
        saved = tmp_path / "out" / f"{name}.xlsx"
        if len(answers):
            assert read_answers(instrument, saved, host=host) == answers, f"{name}, as LibreOffice saves it"
        compare_engine(found, *given[name], host, name)
        compare_cells(cells_of(books[name]), found, name)


def test_points_given_instead(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    answers = AnswerSet(
        [
            Answer("T1", "2027", "open", points=1.5),
            Answer("T1", "2027", "trees", status=Status.NOT_IN_COMPETENCE),
            Answer("T1", "2027", "seats", answer=("bench",)),
        ]
    )
    sheets = cells_of(book_of(asked(gardens, answers), host))
    row = next(row for row in sheets["Checklist"] if row[0] == "open")
    assert (row[3], row[4], row[10]) == ("", 1.5, 1.5)
    assert next(row for row in sheets["Checklist"] if row[0] == "trees")[3] == "Left out (Not within our competence)"
    compare_engine(sheets, gardens, answers, host, "instead")


def test_page_or_workbook_by_suffix(host: PluginHost, checklist: Instrument) -> None:
    form = asked(checklist, AnswerSet([]))
    for suffix, start in ((".html", b"<!DOCTYPE html>"), (".XLSX", b"PK")):
        stream = io.BytesIO()
        chosen_format("self-scoring", Path(f"file{suffix}")).write(form, host.rules, stream)
        assert stream.getvalue().startswith(start)
    with pytest.raises(WrongUseError) as error:
        chosen_format("self-scoring", Path("file.pdf"))
    assert str(error.value) == "'self-scoring' is written as .html or .xlsx: give such an --output"


# -- the workbook comes back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [4, pytest.param(12, marks=pytest.mark.slow)])
def test_a_filled_workbook_is_an_answer_file(
    host: PluginHost, checklist: Instrument, tmp_path: Path, count: int
) -> None:
    gardens = every_rule(host, tmp_path)
    for name, instrument in (("checklist", checklist), ("gardens", gardens)):
        for seed in range(count):
            answers = random_answers(instrument, seed)
            if not len(answers):
                continue
            path = tmp_path / f"{name}-{seed}.xlsx"
            path.write_bytes(book_of(asked(instrument, answers), host))
            assert read_answers(instrument, path, host=host) == answers, path.name


def test_the_plan_in_a_workbook_opens_the_next_round(host: PluginHost, checklist: Instrument, tmp_path: Path) -> None:
    given = Answer(
        "T1",
        "2027",
        "integration-unit",
        answer=False,
        comment="Soon",
        plan=Plan("Ada", "2028-05-01"),
        references=("Decree 5; new", "b"),
    )
    unread = Answer("T1", "2027", "decision-data", status=Status.MISSING, comment="Ask the statisticians")
    path = tmp_path / "book.xlsx"
    path.write_bytes(book_of(asked(checklist, AnswerSet([given, unread])), host))
    answers = read_answers(checklist, path, host=host)
    assert answers == AnswerSet([given, unread])
    following = self_scoring(questionnaire(checklist, "T1", "2028", answers), host.rules)
    first = next(each for each in following.questions if each.id == "integration-unit")
    assert (following.last_period, first.start.owner, first.start.due, first.start.references) == (
        "2027",
        "Ada",
        "2028-05-01",
        "Decree 5\\; new; b",
    )


def test_workbooks_that_are_not_taken(host: PluginHost, checklist: Instrument, tmp_path: Path) -> None:
    import xlsxwriter

    gardens = every_rule(host, tmp_path)
    path = tmp_path / "book.xlsx"
    path.write_bytes(book_of(asked(gardens, AnswerSet([Answer("T1", "2027", "open", answer=True)])), host))
    with pytest.raises(ProblemsFoundError) as other:
        read_answers(checklist, path, host=host)
    assert str(other.value) == (
        f"{path}: error selfscoring-other-instrument: this workbook belongs to gardens@1\n"
        "    expected: one of regin-checklist@handbook-2022, with the same points and rules\n"
        "    remedy: name the instrument that it was written for, in the same edition"
    )
    with xlsxwriter.Workbook(path) as empty:
        empty.add_worksheet().write_string(0, 0, "nothing")
    with pytest.raises(ProblemsFoundError) as none:
        read_answers(checklist, path, host=host)
    assert str(none.value) == (
        f"{path}: error selfscoring-not-here: this workbook is no self-scoring file\n"
        "    expected: one written by 'policyindex questionnaire export REF --format self-scoring --output FILE.xlsx'\n"
        "    remedy: give that file, or answers as CSV; other filled-in workbooks are read by 'policyindex questionnaire import'"
    )


def test_cells_that_say_nothing_known(host: PluginHost, checklist: Instrument, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    answers = AnswerSet([Answer("T1", "2027", "water", answer="tap")])
    path = tmp_path / "book.xlsx"
    book = book_of(asked(gardens, answers), host)
    row = rows_of(book)["water"]
    for typed in ("a tap", "2", "2. A pond", "tap"):  # the sheet counts none of them
        path.write_bytes(with_cells(book, 2, {f"D{row}": typed}))
        with pytest.raises(ProblemsFoundError) as found:
            read_answers(gardens, path, host=host)
        assert str(found.value) == (
            f"{path} [Checklist!D{row}]: error selfscoring-word-unknown: '{typed}' is no answer of 'water': the sheet does not count it\n"
            '    expected: 1. No water, 2. A tap, "cold", 3. A pond\n'
            "    remedy: choose from the list of the cell, or leave it empty"
        )
    path.write_bytes(with_cells(book, 2, {f"D{row}": "3. A POND"}))
    assert [each.answer for each in read_answers(gardens, path, host=host)] == ["pond"]


def test_an_option_is_known_by_its_words_where_the_order_has_changed(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    book = book_of(asked(gardens, AnswerSet([Answer("T1", "2027", "water", answer="tap")])), host)
    water = gardens.indicators["water"]
    assert isinstance(water, SingleChoice)
    other = water.model_copy(update={"options": dict(list(water.options.items())[::-1])})
    turned = replace(gardens, indicators={**gardens.indicators, "water": other})
    answers = [each for each, _ in read_self_scoring(book, "b.xlsx", turned).answers if each.indicator == "water"]
    assert [each.answer for each in answers] == ["tap"]


def test_any_question_can_be_left_out_as_not_applicable(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    empty = book_of(asked(gardens, AnswerSet([])), host)
    rows, word = rows_of(empty), texts_in("en")["left_out_not_applicable"].upper()
    keys = list(gardens.indicators)
    columns = [each.id for each in asked(gardens, AnswerSet([])).items]
    data = with_cells(empty, 2, {f"D{rows[each]}": word for each in columns})
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    answers = read_answers(gardens, path, host=host)
    assert {each.status for each in answers} == {Status.NOT_APPLICABLE}
    assert {each.indicator for each in answers} == set(keys)
    compare_engine(recalculated({"out": data}, tmp_path)["out"], gardens, answers, host, "out")


def test_questions_have_the_numbers_of_the_questionnaire(host: PluginHost, checklist: Instrument) -> None:
    form = asked(checklist, AnswerSet([]))
    numbered = [f"{row.number}. {row.item.label}" for row in questionnaire_rows(form) if not row.part]
    book = cells_of(book_of(form, host))
    assert [row[1] for row in book["Checklist"] if row[0] in checklist.indicators] == numbered
    assert [row[2] for row in book["Action plan"] if row[0] in checklist.indicators] == numbered


def test_half_read_sub_options_are_told(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    data = book_of(
        asked(
            gardens, AnswerSet([Answer("T1", "2027", "open", answer=True), Answer("T1", "2027", "trees", answer=())])
        ),
        host,
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "xl/worksheets/sheet2.xml":
                text = re.sub(rb'(<c r="D7" s="[0-9]+") t="s"><v>[0-9]+</v></c>', rb"\1/>", text)
            after.writestr(name, text)
    path = tmp_path / "book.xlsx"
    path.write_bytes(made.getvalue())
    answers = read_answers(gardens, path, host=host)
    assert [each.indicator for each in answers] == ["open"]
    assert [each.render() for each in answers.warnings] == [
        f"{path} [Checklist!D6]: warning selfscoring-half-read: some sub-options of 'trees' do not apply, the others are empty: it counts as not yet read\n"
        "    remedy: answer every sub-option"
    ]


def test_an_error_in_a_cell_is_no_empty_answer(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    data = with_cells(book_of(asked(gardens, AnswerSet(())), host), 2, {"D6": 't="e"><v>#DIV/0!</v>'})
    found = read_self_scoring(data, "b.xlsx", gardens).problems
    assert [each.render() for each in found if each.code == "selfscoring-cell-error"] == [
        "b.xlsx [Checklist!D6]: error selfscoring-cell-error: the cell holds the error #DIV/0!, which is no answer\n"
        "    remedy: write the answer itself, or empty the cell"
    ]


def with_cells(data: bytes, sheet: int, cells: dict[str, str]) -> bytes:
    """Type into cells of a sheet: ``inline`` text, or the XML of a value such as ``t="b"><v>1</v>``."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode() if name == f"xl/worksheets/sheet{sheet}.xml" else None
            for cell, typed in cells.items() if text is not None else ():
                value = (
                    typed if typed.startswith("t=") else f't="inlineStr"><is><t xml:space="preserve">{typed}</t></is>'
                )
                assert text is not None
                text, found = re.subn(
                    rf'<c r="{cell}"( s="[0-9]+")?[^>]*?(/>|>.*?</c>)', rf'<c r="{cell}"\1 {value}</c>', text
                )
                assert found == 1, cell
            after.writestr(name, before.read(name) if text is None else text)
    return made.getvalue()


def rows_of(data: bytes, sheet: str = "Checklist") -> dict[str, int]:
    return {str(row[0]): number for number, row in enumerate(cells_of(data)[sheet], 1)}


TYPED = {
    "Yes": True, "No": False, "JA": True, " nein ": False, "sì": True, "Sí": True, "si": True, "Applies": True,
    "trifft nicht zu": False, "Does not apply": False, "true": True, "FALSE": False,
    't="b"><v>1</v>': True, 't="b"><v>0</v>': False,
    "n/a": None, "*": None, "Y?s": None, "not applicable": None, "x": None, 't="n"><v>1</v>': None,
}  # fmt: skip


def test_the_sheet_counts_the_words_that_the_reader_takes(
    host: PluginHost, checklist: Instrument, tmp_path: Path
) -> None:
    book = book_of(asked(checklist, AnswerSet([])), host)
    rows, ticks = rows_of(book), [key for key, each in checklist.indicators.items() if each.kind == "tick"]
    typed = dict(zip(ticks, TYPED, strict=False))
    assert len(typed) == len(TYPED)
    book = with_cells(book, 2, {f"D{rows[key]}": text for key, text in typed.items()})
    several = next(key for key, each in checklist.indicators.items() if isinstance(each, AtLeast))
    first = rows[several] + 1
    book = with_cells(book, 2, {f"D{first}": "ja", f"D{first + 1}": "SÍ", f"D{first + 2}": 't="b"><v>1</v>'})
    path = tmp_path / "typed.xlsx"
    path.write_bytes(book)
    with pytest.raises(ProblemsFoundError) as found:
        read_answers(checklist, path, host=host)
    unknown = [key for key, text in typed.items() if TYPED[text] is None]
    said = [line.partition(": error ")[::2] for line in str(found.value).splitlines() if ": error " in line]
    assert [where for where, _ in said] == [f"{path} [Checklist!D{rows[key]}]" for key in unknown]
    assert said[0][1] == f"selfscoring-word-unknown: 'n/a' is no answer of '{unknown[0]}': the sheet does not count it"
    assert "    expected: Yes, No\n    remedy: choose from the list of the cell, or leave it empty" in str(found.value)
    counted = recalculated({"typed": book}, tmp_path)["typed"]["Checklist"]
    for key, text in typed.items():
        points = {True: 1, False: 0, None: ""}[TYPED[text]]
        assert counted[rows[key] - 1][4] == points, (key, text)
    assert counted[rows[several] - 1][4] == 1
    known = with_cells(book, 2, {f"D{rows[key]}": "" for key in unknown})
    path.write_bytes(known)
    answers = {each.indicator: each.answer for each in read_answers(checklist, path, host=host)}
    wanted = {key: TYPED[text] for key, text in typed.items() if TYPED[text] is not None}
    chosen = list(checklist.indicators[several].sub_options)[:3]  # type: ignore[union-attr]
    assert answers == {**wanted, several: tuple(chosen)}


def test_days_of_plans(host: PluginHost, checklist: Instrument, tmp_path: Path) -> None:
    book = book_of(asked(checklist, AnswerSet([Answer("T1", "2027", "integration-unit", answer=False)])), host)
    row = rows_of(book, "Action plan")["integration-unit"]
    path = tmp_path / "book.xlsx"
    for typed, day in (
        ("2028-03-01", "2028-03-01"),
        ('t="n"><v>46813</v>', "2028-03-01"),
        (" 20280301", "2028-03-01"),
        ("1.3.2028", "2028-03-01"),
    ):
        path.write_bytes(with_cells(book, 4, {f"G{row}": "Ann [new] | Bo", f"H{row}": typed}))
        (answer,) = read_answers(checklist, path, host=host)
        assert (answer.comment, answer.plan) == ("", ("Ann [new] | Bo", day))
    for typed in ("spring 2028", "30.2.2028", "2028-02-30"):
        path.write_bytes(with_cells(book, 4, {f"H{row}": typed}))
        with pytest.raises(ProblemsFoundError) as found:
            read_answers(checklist, path, host=host)
        assert str(found.value) == (
            f"{path} [Action plan!H{row}]: error selfscoring-no-date: '{typed}' is no day: the plan of 'integration-unit' is to be done by one\n"
            "    expected: a date, such as 2027-03-01\n"
            "    remedy: write the date, or move the text to the notes"
        )


def test_what_stands_beside_the_cells_is_told(host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    book = book_of(asked(gardens, AnswerSet([Answer("T1", "2027", "trees", answer=("oak", "elm"))])), host)
    row = rows_of(book)["trees#oak"]
    path = tmp_path / "book.xlsx"
    text = book
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(text)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode() if name == "xl/worksheets/sheet2.xml" else None
            if part is not None:
                note = f'<c r="I{row}" t="inlineStr"><is><t>two oaks</t></is></c>'
                part, found = re.subn(rf'(<c r="D{row}".*?(?:/>|</c>))', rf"\1{note}", part)
                assert found == 1
            after.writestr(name, before.read(name) if part is None else part)
    path.write_bytes(made.getvalue())
    answers = read_answers(gardens, path, host=host)
    assert [each.answer for each in answers] == [("oak", "elm")]
    assert [each.render() for each in answers.warnings] == [
        f"{path} [Checklist!I{row}]: warning selfscoring-not-read: 'two oaks' stands outside the cells that are filled in: it is not read\n"
        "    remedy: move it to the notes of a question"
    ]


@pytest.mark.parametrize("language", ["en", "es", "it", "de"])
def test_an_unreviewed_translation_says_so_wherever_it_is_received(host: PluginHost, language: str) -> None:
    form = asked(get_instrument("regin-checklist", host, language), AnswerSet([]))
    said = texts_in(language)["unreviewed_translation"]
    for name, suffix in (
        ("self-scoring", ".html"),
        ("self-scoring", ".xlsx"),
        ("html", ".html"),
        ("xlsx", ".xlsx"),
        ("xlsform", ".xlsx"),
    ):
        stream = io.BytesIO()
        chosen_format(name, Path(f"file{suffix}")).write(form, host.rules, stream)
        if suffix == ".html":
            shown = stream.getvalue().decode().replace('"unreviewed":false', "").partition('"words":')[0]
            assert (said in shown or '"unreviewed":true' in shown) == (language != "en"), name
        else:
            texts = {str(cell) for rows in cells_of(stream.getvalue()).values() for row in rows for cell in row}
            assert (said in texts) == (language != "en"), name


@pytest.mark.parametrize("language", ["es", "it", "de"])
def test_no_english_in_a_translated_file(host: PluginHost, language: str) -> None:
    given = Answer("T1", "2027", "integration-unit", status=Status.NOT_APPLICABLE)
    form = asked(get_instrument("regin-checklist", host, language), AnswerSet([given]))
    data = book_of(form, host)
    texts = {str(cell) for rows in cells_of(data).values() for row in rows for cell in row}
    english = {text for key, text in texts_in("en").items() if text != texts_in(language)[key]}
    taken = {"yes", "no", "si"}
    assert not {text for text in texts & english if text.casefold() not in taken}
    assert not texts & {"answered", "left out", "to do", "place", "weight", "asked", "shown", "from", "to"}
    assert not [text for text in texts if "not applicable" in text]
    assert len([text for text in texts if texts_in(language)["not_applicable"] in text]) == 1
    read = read_answers_of(form, data, host)
    assert read == AnswerSet([given])


def read_answers_of(form: Questionnaire, data: bytes, host: PluginHost) -> AnswerSet:
    from policyindex.answers.joining import answer_set
    from policyindex.selfscoring.reading import read_self_scoring

    return answer_set([read_self_scoring(data, "book.xlsx", form.instrument)])[0]


def test_a_new_round_says_what_nobody_has_confirmed(host: PluginHost, checklist: Instrument, tmp_path: Path) -> None:
    keys = ("decision-data", "integration-unit")
    old = AnswerSet(Answer("T1", "2026", key, answer=True) for key in keys)
    said = "Answers of 2026 that have not been confirmed in this round: {}. They count as they are."
    book = book_of(asked(checklist, old), host)
    rows = rows_of(book)
    assert said.format(2) in {row[0] for row in cells_of(book)["Result"]}
    one, other = (rows[key] for key in keys)
    confirmed = with_cells(book, 2, {f"L{one}": "Sin cambios"})
    changed = with_cells(confirmed, 2, {f"D{other}": "no", f"L{other}": "Law or policy has changed"})
    found = recalculated({"confirmed": confirmed, "changed": changed}, tmp_path)
    assert said.format(1) in {row[0] for row in found["confirmed"]["Result"]}
    assert not any("not been confirmed" in str(row[0]) for row in found["changed"]["Result"])
    path = tmp_path / "book.xlsx"
    path.write_bytes(changed)
    answers = read_answers(checklist, path, host=host)
    assert [(each.indicator, each.answer, each.cause) for each in answers] == [
        (keys[0], True, None),
        (keys[1], False, Cause.REFORM),
    ]
    again = book_of(asked(checklist, AnswerSet([*old, *answers])), host)
    assert [cells_of(again)["Checklist"][row - 1][11] for row in (one, other)] == [
        "unchanged",
        "Law or policy has changed",
    ]
    path.write_bytes(with_cells(changed, 2, {f"L{other}": "why not"}))
    with pytest.raises(ProblemsFoundError, match=rf"Checklist!L{other}\]: error answers-cause-unknown: "):
        read_answers(checklist, path, host=host)
