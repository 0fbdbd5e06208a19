"""Standards: said once, named by questions and options, shown wherever somebody reads, and without a say in scores."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from conftest import ROOT, Run
from policyindex import get_instrument
from policyindex.editions.diff import compare_editions
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.standards import behind, cited, unsourced
from policyindex.instruments.texts import texts_of
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import questionnaire
from policyindex.selfscoring.reduction import self_scoring

FILE = ROOT / "tests" / "cases" / "standards.yaml"
STRAND = """
format: 1
strand: doors
edition: "1"
title: Doors
extends: {instrument: standards-example, editions: ["1"]}
block: Doors
standards: {doors: {title: Invented Law on Doors, kind: law}}
indicators:
  open:
    label: Open
    question: Are doors open?
    standards: [doors, charter]
    options: {yes: {points: 100, text: "Yes."}, no: {points: 0, text: "No.", standards: [doors]}}
nodes: {doors: {label: Doors, of: [open]}}
roots: [doors]
"""


def test_validate_counts_the_top_options_without_a_standard(run: Run) -> None:
    """A standard of the lowest option is none of the top one; a number has no top option."""
    found = run("validate", FILE)
    assert found.exit_code == 0
    assert found.stdout == "1 file: no problems\n"
    assert found.stderr == f"note: {FILE}: 1 of 3 questions name no standard or source for their top option\n"
    assert run("validate", ROOT / "tests" / "cases" / "kinds.yaml").stderr.startswith("note: ")


def test_self_assessments_are_not_counted(host: PluginHost) -> None:
    assert unsourced(get_instrument("regin-checklist", host)) == ()
    assert len(unsourced(get_instrument("mipex-national", host))) == 71


def test_known_words_of_a_status_are_said_in_the_language_of_the_reader(host: PluginHost) -> None:
    charter = get_instrument(FILE, host).file.standards["charter"]
    assert cited(charter, "de") == "Invented Charter of Newcomers, in Kraft, https://charter.example"
    assert "under way" in cited(charter.model_copy(update={"status": "under way"}), "de")


def test_a_use_has_its_own_pinpoint(host: PluginHost) -> None:
    instrument = get_instrument(FILE, host)
    top = behind(instrument, instrument.indicators["vote"].top_backing)
    assert [cited(each) for each in top] == [
        "Invented Charter of Newcomers, Article 6, in force, https://charter.example"
    ]
    every = behind(instrument, instrument.indicators["wait"].backing)
    assert [each.title for each in every] == [
        "Invented Charter of Newcomers",
        "Invented Directive on Waiting",
        "Report on queues",
    ]


def test_they_are_shown(run: Run, tmp_path: Path) -> None:
    shown = run("instruments", "show", FILE).stdout
    assert "2 of 3 questions name a standard or source for their top option." in shown
    assert "standard minimum: Invented Directive on Waiting (directive), minimum standard" in shown
    assert "standard: Invented Charter of Newcomers, Article 6, in force, https://charter.example" in shown
    assert "Standard: Invented Charter" in run("instruments", "show", FILE, "--format", "markdown").stdout
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,period,vote,wait,appeal,days\nAA,2026,some,long,never,3\n")
    asked = ("explain", FILE, "--answers", answers, "--unit", "AA")
    assert "behind the top option: Invented Charter of Newcomers, Article 6, in force" in run(*asked).stdout
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout))}
    assert rows["appeal"]["standards"] == ""
    assert rows["wait"]["standards"].endswith("; Report on queues")


def test_those_who_fill_in_read_them(run: Run, host: PluginHost, tmp_path: Path) -> None:
    """Experts read what any option names, lest a standard tell which is the top one; who counts for oneself, of that."""
    asked = ("questionnaire", "export", FILE, "--unit", "AA", "--period", "2026", "--output")
    vote = "Standards and sources: Invented Charter of Newcomers, Article 6, in force, https://charter.example"
    every = f"{vote}; Invented Directive on Waiting, minimum standard"
    assert run(*asked, tmp_path / "print.html").exit_code == 0
    page = (tmp_path / "print.html").read_text(encoding="utf-8")
    assert f'<p class="small">{every}</p>' in page
    assert page.count("Standards and sources: ") == 3
    assert run(*asked, tmp_path / "form.xlsx", "--format", "xlsform").exit_code == 0
    hints = {row.get("hint::English (en)") or row.get("hint") for row in _survey(tmp_path / "form.xlsx")}
    assert every in hints
    path = tmp_path / "own.yaml"
    path.write_text(FILE.read_text(encoding="utf-8").replace("title: Rights", "self_assessment: true\ntitle: Rights"))
    form = questionnaire(get_instrument(path, host), "AA", "2026")
    helps = {each.id: each.help for each in self_scoring(form, host.rules).questions}
    assert helps["vote"] == vote
    assert (helps["appeal"], helps["days"]) == ("", "")


def _survey(path: Path) -> list[dict[str, str]]:
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("survey").to_python()
    return [dict(zip(map(str, heads), map(str, row), strict=True)) for row in rows]


def test_they_decide_no_score_and_are_texts(host: PluginHost, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    text = FILE.read_text(encoding="utf-8")
    other.write_text(text.replace("Article 6", "Article 7").replace("Directive on", "Rule on"), encoding="utf-8")
    before, after = get_instrument(FILE, host), get_instrument(other, host)
    assert scoring_hash(after) == scoring_hash(before)
    assert text_hash(after) != text_hash(before)
    assert texts_of(before)["standards/minimum/title"] == "Invented Directive on Waiting"
    found = compare_editions(before, after).changes
    assert [(each.kind, each.part, each.id, each.what) for each in found] == [
        ("reworded", "standards", "minimum", "title"),
        ("reworded", "indicators", "vote", "standards/1/pinpoint"),
    ]


def test_a_strand_has_its_own(host: PluginHost, tmp_path: Path) -> None:
    """Its ids are prefixed as those of its questions are; it may name the base's."""
    path = tmp_path / "doors.yaml"
    path.write_text(STRAND)
    both = load_instrument(FILE, host.rules, [path])
    asked = both.indicators["doors.open"]
    assert [each.standard for each in asked.backing.standards] == ["doors.doors", "charter"]
    assert next(each.title for each in behind(both, asked.top_backing)) == "Invented Law on Doors"
    assert not both.warnings
    path.write_text(STRAND.replace("{doors: {title", "{minimum: {title").replace("[doors, charter]", "[minimum]"))
    shadowing = _codes(path, host)
    assert shadowing == ["strand-shadows", "standard-unknown"]


def _codes(path: Path, host: PluginHost) -> list[str]:
    from policyindex import ProblemsFoundError

    try:
        load_instrument(FILE, host.rules, [path])
    except ProblemsFoundError as error:
        return [each.code for each in error.problems]
    return []


def test_an_index_of_ones_own_keeps_those_that_it_uses(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "format: 1\nid: mine\nedition: '1'\ntitle: Mine\n"
        "extends: {instrument: mipex-national, editions: [core-2020]}\n"
        "nodes: {mine: {label: Mine, of: [db65db67db68]}}\n"
        "trees: {mine: {label: Mine, published: true, roots: [mine]}}\n"
    )
    assert list(get_instrument(path, host).file.standards) == ["foreigners-public-life"]
    path.write_text(path.read_text().replace("db65db67db68", "db70"))
    assert not get_instrument(path, host).file.standards
