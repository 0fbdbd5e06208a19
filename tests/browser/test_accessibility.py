"""What axe-core finds on the pages that people fill in, on the screen and as they are printed: nothing."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from all_figures import page_of_all_kinds
from playwright.sync_api import Page
from selfscoring_states import asked, every_rule, random_answers

from conftest import Run
from policyindex import get_instrument, read_answers
from policyindex.answers.table import AnswerSet
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.printable import write_printable
from policyindex.selfscoring.page import write_page

FOUND = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map((each) => [each.id, each.impact, ...each.nodes.map((node) => node.html.slice(0, 200))])"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core: the file that POLICYINDEX_AXE names, or the one in a package of the developers."""
    if path := os.environ.get("POLICYINDEX_AXE"):
        return Path(path).read_text(encoding="utf-8")
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("no axe-core here: install axe-playwright-python, or name axe.min.js in POLICYINDEX_AXE")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(tab: Page, axe: str) -> list[list[str]]:
    found: list[list[str]] = []
    tab.evaluate(axe)
    for media in ("screen", "print"):
        tab.emulate_media(media=media)
        found += tab.evaluate(FOUND)
    return found


def page_of(tab: Page, form: Questionnaire, host: PluginHost, path: Path) -> Page:
    with path.open("wb") as stream:
        write_page(form, host.rules, stream)
    tab.goto(path.as_uri())
    return tab


@pytest.mark.parametrize(
    "language", ["de", *(pytest.param(each, marks=pytest.mark.slow) for each in ("en", "es", "it"))]
)
def test_the_page_of_an_empty_checklist(tab: Page, axe: str, host: PluginHost, tmp_path: Path, language: str) -> None:
    checklist = get_instrument("regin-checklist", host, language)
    assert findings(page_of(tab, asked(checklist, AnswerSet([])), host, tmp_path / "page.html"), axe) == []


def test_the_page_of_a_second_round(tab: Page, axe: str, host: PluginHost, tmp_path: Path) -> None:
    checklist = get_instrument("regin-checklist", host)
    form = questionnaire(checklist, "ZZ-NORTHMARK", "2027", read_answers(checklist, host=host))
    page = page_of(tab, form, host, tmp_path / "page.html")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.evaluate("document.getElementById('other-tab').hidden = false")
    assert findings(page, axe) == []


def test_the_page_of_every_kind_of_question(tab: Page, axe: str, host: PluginHost, tmp_path: Path) -> None:
    gardens = every_rule(host, tmp_path)
    assert findings(page_of(tab, asked(gardens, random_answers(gardens, 1)), host, tmp_path / "page.html"), axe) == []


@pytest.mark.parametrize("name", ["regin-checklist", pytest.param("mipex-local", marks=pytest.mark.slow)])
def test_a_questionnaire_to_print(tab: Page, axe: str, host: PluginHost, tmp_path: Path, name: str) -> None:
    path = tmp_path / "print.html"
    with path.open("wb") as stream:
        write_printable(questionnaire(get_instrument(name, host), "T1", "2027"), stream)
    tab.goto(path.as_uri())
    assert findings(tab, axe) == []


@pytest.mark.parametrize(
    "words",
    [
        ("instruments", "show", "regin-checklist"),
        pytest.param(("run", "mipex-national", "--period", "2019"), marks=pytest.mark.slow),
    ],
)
def test_a_report_as_a_page(tab: Page, axe: str, run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "page.html"
    assert run(*words, "--format", "html", "--output", path).exit_code == 0
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    assert findings(tab, axe) == []


@pytest.mark.parametrize("wide", [360, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_report_with_figures(tab: Page, axe: str, tmp_path: Path, wide: int) -> None:
    tab.set_viewport_size({"width": wide, "height": 800})
    tab.goto(page_of_all_kinds(tmp_path / "report.html").as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert findings(tab, axe) == []
