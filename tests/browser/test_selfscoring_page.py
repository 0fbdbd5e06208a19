"""The self-scoring page in a browser, opened from disk: the same numbers as the engine, by mouse, keyboard and print."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect
from selfscoring_states import HOSTILE, asked, engine, every_rule, random_answers

from conftest import Run
from policyindex import get_instrument, read_answers, score
from policyindex.answers.record import Answer, Cause
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.selfscoring.page import write_page

Opened = Callable[[Questionnaire], Page]
COUNT = """() => Object.fromEntries(instrument.nodes.map((node) => {
  const band = bandOf(node, results[node.id]), {score, answered, expected, incomplete, least, most} = results[node.id];
  const learn = band ? band.learn_from.map((each) => each.label) : [];
  return [node.id, [score, answered, expected, band ? band.label : "", learn, incomplete ? [least, most] : null]];
}))"""
LISTS = """() => {
  const below = new Set(instrument.nodes.flatMap((node) => node.leaves));
  const shown = instrument.questions.filter((each) => below.has(each.id));
  return {
    todo: shown.filter((each) => !document.getElementById(`plan-${each.id}`).hidden).map((each) => each.indicator + (each.instance ? `[${each.instance}]` : "")),
    unread: shown.filter((each) => document.getElementById(`item-${each.id}`).dataset.state === "unread" && !isLeftOut(session.states[each.id])).map((each) => each.id),
  };
}"""


@pytest.fixture
def checklist(host: PluginHost) -> Instrument:
    return get_instrument("regin-checklist", host)


@pytest.fixture
def opened(tab: Page, host: PluginHost, tmp_path: Path) -> Opened:
    def go(form: Questionnaire) -> Page:
        path = tmp_path / f"page-{len(list(tmp_path.iterdir()))}.html"
        with path.open("wb") as stream:
            write_page(form, host.rules, stream)
        tab.goto(path.as_uri())
        return tab

    return go


def fill(page: Page, instrument: Instrument, answers: AnswerSet) -> None:
    """Set states as a person's changes would."""
    states = {
        f"{each.indicator}[{each.instance}]" if each.instance else each.indicator: [each.answer, each.status]
        for each in answers
    }
    page.evaluate(
        """(states) => {
      for (const question of instrument.questions) {
        const [answer, status] = states[question.id] ?? [null, "answered"];
        session.states[question.id] = stateFrom(question, { answer, status });
      }
      refresh();
    }""",
        states,
    )


def compare(page: Page, instrument: Instrument, answers: AnswerSet, host: PluginHost) -> None:
    expected = engine(instrument, answers, host)
    found = page.evaluate(COUNT)
    nodes = expected["nodes"]
    assert isinstance(nodes, dict)
    for node, (value, *rest, ends) in nodes.items():
        assert found[node][1:-1] == rest, node
        assert found[node][-1] == (ends and pytest.approx(ends, abs=1e-9)), node
        assert found[node][0] == (value if value is None else pytest.approx(value, abs=1e-9)), node
    lists = page.evaluate(LISTS)
    assert lists["todo"] == expected["todo"]
    assert lists["unread"] == expected["unread"]


def test_random_states_of_the_checklist(opened: Opened, checklist: Instrument, host: PluginHost) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    for seed in range(30):
        answers = random_answers(checklist, seed)
        fill(page, checklist, answers)
        compare(page, checklist, answers, host)


def test_random_states_of_every_rule(opened: Opened, host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    page = opened(asked(gardens, AnswerSet([])))
    for seed in range(60):
        answers = random_answers(gardens, seed)
        fill(page, gardens, answers)
        compare(page, gardens, answers, host)


BANDS = {
    "overall": ((14, "Bavaria, Skåne, Catalonia, Västra Götaland"), (28, "Emilia-Romagna, Berlin, Veneto, Vorarlberg"), (42, "Tyrol, Lisbon, Basque Country, Vienna")),
    "stage.formulation": ((2, "Navarre, Apulia, Skåne"), (5, "Basque Country, Tyrol, Emilia-Romagna"), (8, "Lisbon, Veneto, Vorarlberg")),
    "stage.output": ((6, "Bavaria, South Tyrol, Västra Götaland"), (13, "Veneto, Berlin, Catalonia"), (20, "Lisbon, Basque Country, Vienna")),
    "stage.implementation": ((2, "Catalonia, Bavaria, Apulia"), (5, "Vorarlberg, Navarre, Berlin"), (7, "Vienna, Lisbon, Basque Country")),
    "stage.evaluation": ((2, "Bavaria, Basque Country, Apulia"), (5, "Vienna, Lisbon, Veneto"), (7, "Flanders, Emilia-Romagna, Tyrol")),
}  # fmt: skip
NAMES = ("poorly developed", "partially developed", "well developed")


def test_every_band_at_every_score(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    for node, rows in BANDS.items():
        leaves = checklist.indicators_below(node)
        for points in range(len(leaves) + 1):
            ticked = set(leaves[:points])
            answers = AnswerSet(
                Answer(
                    "T1",
                    "2027",
                    key,
                    answer=tuple(each.sub_options) * (key in ticked) if isinstance(each, AtLeast) else key in ticked,
                )
                for key, each in ((key, checklist.indicators[key]) for key in leaves)
            )
            fill(page, checklist, answers)
            found = page.evaluate(COUNT)[node]
            place = next(at for at, (top, _) in enumerate(rows) if points <= top)
            assert (found[0], found[3], ", ".join(found[4])) == (points, NAMES[place], rows[place][1])


def test_by_clicking(opened: Opened, checklist: Instrument, host: PluginHost) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    overall = page.locator(".card").first
    expect(overall).to_contain_text("no score yet")
    expect(overall).to_contain_text("No level until everything is read: 42 not yet read")
    item = page.locator("#item-integration-unit")
    item.get_by_label("Yes", exact=True).check()
    expect(overall.locator(".number")).to_have_text("1 of 42")
    expect(overall.locator(".band")).to_have_text("incomplete, 1 to 42 · 1 of 42 read")
    services = page.locator("#item-adapted-services")
    boxes = services.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(services).to_contain_text("counts from 3 of 5; 2 ticked")
    expect(page.locator("#plan-adapted-services")).to_be_visible()
    boxes.nth(2).check()
    expect(services).to_contain_text("counts from 3 of 5; 3 ticked")
    expect(overall.locator(".number")).to_have_text("2 of 42")
    expect(page.locator("#plan-adapted-services")).to_be_hidden()
    services.get_by_label("None of these").check()
    expect(boxes.nth(0)).not_to_be_checked()
    expect(overall.locator(".number")).to_have_text("1 of 42")
    services.get_by_label("None of these").uncheck()
    assert services.get_attribute("data-state") == "unread"
    item.get_by_label("Not yet read").check()
    expect(overall).to_contain_text("42 not yet read")


def test_one_stage_alone(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    page.get_by_label("Work on").select_option(label="Evaluation")
    assert page.locator(".item:visible").count() == 7
    for item in page.locator(".item:visible").all()[:3]:
        item.get_by_label("Yes", exact=True).check()
    for item in page.locator(".item:visible").all()[3:]:
        item.get_by_label("No", exact=True).check()
    assert page.locator(".card:visible").count() == 1
    expect(page.locator(".card:visible")).to_contain_text("partially developed")
    expect(page.locator(".card:visible")).to_contain_text("Vienna (r.mipex.eu)")
    expect(page.get_by_role("heading", name="To do and action plan (4)")).to_be_visible()
    expect(page.get_by_role("heading", name="Not yet read (0)")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Evaluation: 3 of 7 · partially developed · 7 of 7 read")


def test_by_keyboard_alone(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = 0
    for _ in range(12):  # about, work on, the first items
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none"
        if page.evaluate("document.activeElement.type") == "radio":
            page.keyboard.press("ArrowDown")
            reached += 1
            if reached == 2:
                break
    assert reached == 2
    expect(page.locator(".card").first.locator(".number")).to_have_text("2 of 42")
    page.locator("#item-integration-unit").get_by_role("radio").nth(1).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#plan-integration-unit")).to_be_visible()
    page.locator("#plan-integration-unit input").first.focus()
    page.keyboard.type("Office of Invention")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("session.states['integration-unit'].owner") == "Office of Invention"


def test_labels_and_roles(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    assert (
        page.evaluate(
            "[...document.querySelectorAll('input, select, textarea')].filter((each) => !each.labels.length).length"
        )
        == 0
    )
    assert (
        page.evaluate(
            "[...document.querySelectorAll('fieldset')].filter((each) => !each.querySelector('legend')).length"
        )
        == 0
    )
    assert (
        page.evaluate("new Set([...document.querySelectorAll('[id]')].map((each) => each.id)).size")
        == page.locator("[id]").count()
    )
    assert page.locator("h1").count() == 1
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("#said", "aria-live") == "polite"
    assert page.locator("main").count() == 1
    expect(page.get_by_text("Self-assessment", exact=True)).to_be_visible()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    root = "getComputedStyle(document.documentElement).getPropertyValue"
    grounds = [page.evaluate(f"{root}('--{each}')").strip() for each in ("sheet", "ground", "tint")]
    for name in ("ink", "quiet", "accent", "low", "middle", "high"):
        colour = page.evaluate(f"{root}('--{name}')").strip()
        for ground in grounds:
            assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5, (name, ground)


def test_phone_and_print(opened: Opened, checklist: Instrument, host: PluginHost) -> None:
    page = opened(questionnaire(checklist, "ZZ-NORTHMARK", "2027", read_answers(checklist, host=host)))
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    owner = page.locator(".plan:visible").first.get_by_label("Owner")
    owner.fill("Office of Invention")
    page.emulate_media(media="print")
    for hidden in (".top", ".checklist", ".saving"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".card").first).to_contain_text("partially developed")
    expect(page.locator(".plan:visible").first.locator(".printed").first).to_have_text("Office of Invention")
    assert page.locator(".plan:visible").count() == 18
    assert page.pdf().startswith(b"%PDF")


def test_the_answers_go_back_to_the_engine(
    opened: Opened, checklist: Instrument, host: PluginHost, tmp_path: Path
) -> None:
    page = opened(questionnaire(checklist, "ZZ-NORTHMARK", "2027", read_answers(checklist, host=host)))
    page.locator("#item-integration-unit").get_by_label("No", exact=True).check()
    plan = page.locator("#plan-integration-unit")
    plan.get_by_label("Owner").fill("Office | of ] Invention")
    plan.get_by_label("Date").fill("2028-03-01")
    plan.get_by_label("Evidence").fill('Decree 5, "new"; https://example.org/a')
    page.locator("#item-decision-data").get_by_label("Not yet read").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the answers (CSV)").click()
    assert download.value.suggested_filename == "regin-checklist-handbook-2022-ZZ-NORTHMARK-2027.csv"
    path = tmp_path / "answers.csv"
    download.value.save_as(path)
    answers = read_answers(checklist, path, host=host)
    given = {each.indicator: each for each in answers}
    assert given["integration-unit"].answer is False
    assert given["integration-unit"].comment == "Invented example: Northmark Office for Newcomers with four staff"
    assert given["integration-unit"].plan == ("Office | of ] Invention", "2028-03-01")
    assert given["integration-unit"].references == ('Decree 5, "new"', "https://example.org/a")
    result = score(checklist, answers, host)
    assert (result.score("ZZ-NORTHMARK", "2027", "overall"), len(engine(checklist, answers, host)["unread"])) == (22, 1)  # type: ignore[arg-type]
    again = opened(questionnaire(checklist, "ZZ-NORTHMARK", "2028", answers))  # the next round opens with it
    plan = again.locator("#plan-integration-unit")
    expect(plan.get_by_label("Owner")).to_have_value("Office | of ] Invention")
    expect(plan.get_by_label("Date")).to_have_value("2028-03-01")
    expect(plan).to_contain_text("Last round (2027): No · Office | of ] Invention · 2028-03-01")
    expect(again.get_by_role("heading", name="Changed since 2027 (0)")).to_be_visible()
    again.locator("#item-integration-unit").get_by_label("Yes", exact=True).check()
    expect(again.get_by_role("heading", name="Changed since 2027 (1)")).to_be_visible()
    expect(again.locator("#item-integration-unit")).to_contain_text("Last round (2027): No changed")
    expect(again.locator(".card").first).to_contain_text("Last round (2027): 22")


def test_every_kind_of_answer_goes_back(opened: Opened, host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    for seed in range(8):
        answers = random_answers(gardens, seed)
        page = opened(asked(gardens, answers))
        text = page.evaluate("csvOf(instrument, session)")
        path = tmp_path / f"answers-{seed}.csv"
        path.write_text(text, encoding="utf-8")
        if len(answers):
            assert read_answers(gardens, path, host=host) == answers


def test_what_nobody_can_answer_here_is_kept(opened: Opened, host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    given = Answer("T1", "2027", "open", points=1.5, comment="An average", source="final")
    page = opened(asked(gardens, AnswerSet([given])))
    expect(page.locator("#item-open")).to_contain_text("Points given instead: 1.5")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("csvOf(instrument, session)"))))
    assert [(row["indicator"], row["answer"], row["points"], row["comment"], row["source"]) for row in rows] == [
        ("open", "", "1.5", "An average", "final")
    ]
    page.locator("#item-open").get_by_label("Yes", exact=True).check()
    rows = list(csv.DictReader(io.StringIO(page.evaluate("csvOf(instrument, session)"))))
    assert [(row["answer"], row["points"], row["source"]) for row in rows] == [("true", "", "")]


def test_numbers(opened: Opened, host: PluginHost, tmp_path: Path) -> None:
    page = opened(asked(every_rule(host, tmp_path), AnswerSet([])))
    size = page.locator("#item-size").get_by_role("textbox", name="Size")
    size.fill("12,5")
    assert page.evaluate("session.states.size.answer") == 12.5
    size.fill("twelve")
    expect(page.locator("#item-size")).to_contain_text("This is not a number.")
    assert size.get_attribute("aria-invalid") == "true"
    assert page.evaluate("session.states.size.answer") is None


def test_work_is_saved_and_opened(opened: Opened, checklist: Instrument, tmp_path: Path) -> None:
    form = asked(checklist, AnswerSet([]))
    page = opened(form)
    page.locator("#item-integration-unit").get_by_label("Yes", exact=True).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my work as a file").click()
    path = tmp_path / "work.json"
    download.value.save_as(path)
    asked_: list[str] = []
    agreed = [False, True]

    def answer(dialog: Dialog) -> None:
        asked_.append(dialog.message)
        if agreed.pop(0):
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    back = page.get_by_role("button", name="Back to how this file came")
    back.click()
    expect(page.locator(".card").first.locator(".number")).to_have_text("1 of 42")
    back.click()
    expect(page.locator(".card").first.locator(".number")).to_have_text("no score yet")
    assert (
        asked_
        == [
            "This replaces all work on this page. It cannot be taken back: save it as a file first if you may need it. Go on?"
        ]
        * 2
    )
    back.click()  # nothing is lost: nothing is asked
    load = page.get_by_label("Open saved work")
    load.set_input_files(path)
    expect(page.locator("#message")).to_have_text("The saved work is open.")
    expect(page.locator(".card").first.locator(".number")).to_have_text("1 of 42")
    page.locator("#item-decision-data").get_by_label("Yes", exact=True).check()
    agreed.append(False)
    load.set_input_files(path)
    expect(page.locator("#message")).to_have_text("Nothing was changed.")
    expect(page.locator(".card").first.locator(".number")).to_have_text("2 of 42")
    agreed.append(True)
    work = json.loads(path.read_text())
    for name, text, said in (
        ("none.json", "no JSON", "none.json is no saved work of this page: nothing was changed."),
        ("null.json", "null", "null.json is no saved work of this page: nothing was changed."),
        (
            "other.json",
            json.dumps({**work, "unit": "T9"}),
            "other.json belongs to regin-checklist@handbook-2022, T9: nothing was changed.",
        ),
    ):
        (tmp_path / name).write_text(text)
        load.set_input_files(tmp_path / name)
        expect(page.locator("#message")).to_have_text(said)
    strange = {
        **work,
        "states": {
            "integration-unit": {"answer": "<b>", "owner": 7},
            "adapted-services": {"answer": ["nonsense"]},
            "nobody": 1,
        },
    }
    (tmp_path / "strange.json").write_text(json.dumps(strange))
    load.set_input_files(tmp_path / "strange.json")
    expect(page.locator("#message")).to_have_text("The saved work is open.")
    assert page.evaluate("session.states['integration-unit'].answer") is None


def test_work_is_found_again(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    at_once = page.evaluate(
        "give('integration-unit', true), store.get().includes('\"integration-unit\":{\"answer\":true')"
    )
    assert at_once  # whatever comes next, and however soon
    page.reload()
    expect(page.locator("#message")).to_have_text("Your work in this browser was found again.")
    expect(page.locator(".card").first.locator(".number")).to_have_text("1 of 42")


def test_a_browser_that_keeps_nothing(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })"
    )
    page.reload()
    page.locator("#item-integration-unit").get_by_label("Yes", exact=True).check()
    expect(page.locator("#kept")).to_have_text(
        "This browser keeps nothing here: save a file before you close the page."
    )
    expect(page.locator(".card").first.locator(".number")).to_have_text("1 of 42")
    page.evaluate("dirty = false")


def test_the_next_round_without_python(opened: Opened, checklist: Instrument) -> None:
    page = opened(asked(checklist, AnswerSet([])))
    page.locator("#item-integration-unit").get_by_label("No", exact=True).check()
    page.locator("#plan-integration-unit").get_by_label("Owner").fill("Office of Invention")
    page.get_by_role("button", name="Start the next round").click()
    expect(page.locator("#message")).to_have_text("Give a name that comes after 2027.")
    page.get_by_label("Name of the next round").fill("2028")
    page.get_by_role("button", name="Start the next round").click()
    expect(page.locator(".who")).to_contain_text("Round 2028")
    expect(page.locator("#item-integration-unit")).to_contain_text("Last round (2027): No")
    expect(page.locator("#plan-integration-unit").get_by_label("Owner")).to_have_value("Office of Invention")
    assert page.evaluate("csvOf(instrument, session)").splitlines()[1].startswith("T1,2028,integration-unit,,false")


def test_hostile_texts_stay_texts(opened: Opened, checklist: Instrument) -> None:
    key = "integration-unit"
    named = {
        **checklist.indicators,
        key: checklist.indicators[key].model_copy(update={"label": HOSTILE, "help": HOSTILE, "todo": HOSTILE}),
    }
    instrument = replace(checklist, indicators=named)
    given = Answer(HOSTILE, "2026", key, answer=False, comment=HOSTILE, references=(HOSTILE,))
    form = questionnaire(instrument, HOSTILE, "2027", AnswerSet([given]), unit_names={HOSTILE: HOSTILE})
    page = opened(form)
    assert page.locator("img").count() == 0
    assert HOSTILE in page.title()
    expect(page.locator(f"#item-{key} legend")).to_have_text(f"1. {HOSTILE}")
    assert page.evaluate(f"session.states['{key}'].comment") == HOSTILE
    assert page.evaluate(f"document.querySelector('#plan-{key} textarea').value") == HOSTILE


def test_two_tabs_never_overwrite_each_other(opened: Opened, checklist: Instrument) -> None:
    one = opened(asked(checklist, AnswerSet([])))
    two = one.context.new_page()
    two.goto(one.url)
    stored = "JSON.parse(localStorage.getItem(store.key)).states"
    one.locator("#item-integration-unit").get_by_label("Yes", exact=True).check()
    expect(one.locator("#said")).to_contain_text("1 of 42")
    expect(two.locator("#other-tab")).to_contain_text(
        "This page is open in another tab or window, and was changed there."
    )
    two.locator("#item-decision-data").get_by_label("No", exact=True).check()
    expect(two.locator("#said")).to_contain_text("0 of 42")
    assert one.evaluate(f"{stored}['integration-unit'].answer") is True
    assert one.evaluate(f"{stored}['decision-data'].answer") is None
    expect(two.locator("#kept")).to_have_text("This browser keeps nothing here: save a file before you close the page.")
    two.get_by_role("button", name="Go on with the work of the other tab").click()
    expect(two.locator("#other-tab")).to_be_hidden()
    expect(two.locator("#said")).to_contain_text("1 of 42")
    two.locator("#item-decision-data").get_by_label("No", exact=True).check()
    expect(one.locator("#other-tab")).to_be_visible()
    one.get_by_role("button", name="Go on with the work of this tab").click()
    expect(one.locator("#other-tab")).to_be_hidden()
    expect(two.locator("#other-tab")).to_be_visible()
    assert two.evaluate(f"{stored}['decision-data'].answer") is None
    two.evaluate("dirty = false")
    two.close()


def test_all_answers_are_printed_with_notes_and_evidence(opened: Opened, checklist: Instrument) -> None:
    given = [
        Answer("T1", "2027", "integration-unit", answer=True, comment="Since May", references=("Decree 5",)),
        Answer("T1", "2027", "decision-data", answer=False),
    ]
    page = opened(asked(checklist, AnswerSet(given)))
    expect(page.locator(".record")).to_be_hidden()
    page.emulate_media(media="print")
    rows = page.locator(".record tbody tr:visible")
    labels = [f"{number}. {checklist.label(key)}" for number, key in ((1, "integration-unit"), (2, "decision-data"))]
    assert [row.locator("th, td").all_text_contents() for row in rows.all()] == [
        [labels[0], "Yes", "Since May", "Decree 5"],
        [labels[1], "No", "", ""],
    ]


def test_the_csv_opens_in_excel_and_comes_back_equal(
    opened: Opened, checklist: Instrument, host: PluginHost, tmp_path: Path
) -> None:
    answers = AnswerSet(
        Answer("T1", "2027", key, answer=True, comment=comment, references=("Città; 5",))
        for key, comment in zip(checklist.indicators, ("=1+1", "+2", "-3", "@x", "'quoted", 'a "b", c'), strict=False)
        if checklist.indicators[key].kind == "tick"
    )
    page = opened(asked(checklist, answers))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the answers (CSV)").click()
    path = tmp_path / "answers.csv"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfunit,period,")
    assert read_answers(checklist, path, host=host) == answers


def test_last_rounds_answers_are_confirmed_or_changed_with_a_cause(
    opened: Opened, checklist: Instrument, host: PluginHost, tmp_path: Path
) -> None:
    keys = ("integration-unit", "decision-data", "adapted-services")
    old = [Answer("T1", "2026", key, answer=True) for key in keys[:2]]
    page = opened(asked(checklist, AnswerSet([*old, Answer("T1", "2026", keys[2], answer=())])))
    told = page.locator(".carried")
    expect(told).to_have_text("Answers of 2026 that have not been confirmed in this round: 3. They count as they are.")
    first, second = (page.locator(f"#item-{key}") for key in keys[:2])
    expect(first).to_contain_text("Answer of 2026, not confirmed in this round")
    first.get_by_role("button", name="Confirm").click()
    expect(first.get_by_role("button", name="Confirm")).to_be_hidden()
    expect(told).to_contain_text("round: 2.")
    why = second.get_by_label("Why does the answer differ from the last one?")
    expect(why).to_be_hidden()
    second.get_by_label("No", exact=True).check()
    expect(told).to_contain_text("round: 1.")
    why.select_option(label="Law or policy has changed")
    path = tmp_path / "answers.csv"
    path.write_text(page.evaluate("csvOf(instrument, session)"), encoding="utf-8")
    given = {each.indicator: (each.answer, each.cause) for each in read_answers(checklist, path, host=host)}
    assert given == {keys[0]: (True, None), keys[1]: (False, Cause.REFORM), keys[2]: ((), None)}
    second.get_by_label("Yes", exact=True).check()
    expect(why).to_be_hidden()
    assert page.evaluate("session.states['decision-data'].cause") == ""
    page.reload()
    expect(told).to_contain_text("round: 1.")


def test_a_page_for_anybody_asks_who_it_is(
    opened: Opened, checklist: Instrument, host: PluginHost, tmp_path: Path, run: Run
) -> None:
    form = questionnaire(checklist, "", "", anybody=True)
    page = opened(form)
    page.locator("#item-integration-unit").get_by_label("Yes", exact=True).check()
    page.locator("#item-decision-data").get_by_label("Left out (Not applicable here)").check()
    page.get_by_role("button", name="Download the answers (CSV)").click()
    expect(page.locator("#message")).to_have_text("Give the name and the year at the top of the page first.")
    page.get_by_label("Name of your region or municipality").fill("Upper <i>Lakes</i>")
    page.get_by_label("Year", exact=True).fill("2027")
    assert page.locator("i").count() == 0
    expect(page.get_by_text("Files name it UPPER-I-LAKES-I.")).to_be_visible()
    page.get_by_label("Its code, if it has one").fill("ZZ-LAKES")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the answers (CSV)").click()
    download.value.save_as(tmp_path / "answers.csv")
    given = read_answers(checklist, tmp_path / "answers.csv", host=host)
    assert [(each.unit, each.period, each.indicator, each.answer, each.status) for each in given] == [
        ("ZZ-LAKES", "2027", "decision-data", None, "not_applicable"),
        ("ZZ-LAKES", "2027", "integration-unit", True, "answered"),
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my work as a file").click()
    work = tmp_path / "work.json"
    download.value.save_as(work)
    both = ("questionnaire", "import", work, tmp_path / "answers.csv", "--for", "regin-checklist")
    taken = run(*both, "--output", tmp_path / "all.csv", "--unit", "zz-lakes=ES51")
    assert taken.exit_code == 0, taken.output
    assert [(each.unit, each.answer) for each in read_answers(checklist, tmp_path / "all.csv", host=host)] == [
        ("ES51", None),
        ("ES51", True),
    ]
    other = opened(form)
    other.evaluate("localStorage.clear()")
    other.reload()
    expect(other.get_by_label("Year", exact=True)).to_have_value("")
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_label("Open saved work").set_input_files(work)
    expect(other.get_by_label("Name of your region or municipality")).to_have_value("Upper <i>Lakes</i>")
    expect(other.get_by_label("Its code, if it has one")).to_have_value("ZZ-LAKES")
    expect(other.locator("#item-decision-data").get_by_label("Left out (Not applicable here)")).to_be_checked()
    known = json.loads(work.read_text(encoding="utf-8"))
    for foreign in ({"reference": "parks@1"}, {"scoring_hash": "0"}, {"format": "<img src=x>"}, {"states": None}):
        work.write_text(json.dumps(known | {"reference": "<img src=x>"} | foreign), encoding="utf-8")
        other.get_by_label("Open saved work").set_input_files(work)
        expect(other.locator("#message")).to_contain_text("nothing was changed")
        assert other.locator("img").count() == 0
    expect(other.get_by_label("Its code, if it has one")).to_have_value("ZZ-LAKES")
