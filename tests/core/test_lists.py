"""Shared lists of options and of points: an instrument with lists is the instrument that is written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from policyindex import get_instrument
from policyindex.files.strict_yaml import parse_yaml
from policyindex.instruments import lists
from policyindex.instruments.draft import draft_of
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.loader import composed
from policyindex.instruments.texts import texts_of
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError

HEAD = 'format: 1\nid: shared\nedition: "1"\ntitle: Shared lists (invented)\n'
LISTS = """
option_lists:
  four:
    a: {points: 100, text: In full.}
    b: {points: 67, text: Mostly.}
    d: {points: 0, text: Not at all., sources: [{title: An act, kind: law}]}
    e: {status: not_applicable, text: Does not apply.}
  words: {y: So it is., n: It is not.}
point_lists:
  scheme: {a: 100, b: 67, c: 33, d: 0, e: not_applicable}
  all: {y: 100, n: 0}
"""
QUESTIONS = """
indicators:
  q1: {label: One, question: Is it so?, options: four}
  q2: {label: Two, question: Is it here?, options: four, default: d}
  q3:
    label: Three
    question: What of it?
    points: scheme
    options: {a: All., d: Nothing., e: {text: There is none., sources: [{title: A report}]}}
  q4: {label: Four, question: Is it?, options: words, points: all}
"""
END = """
nodes:
  index: {label: Index, of: [q1, q2, q3, q4]}
trees:
  main: {label: Main, roots: [index], published: true}
"""
FOUR = """
      a: {points: 100, text: In full.}
      b: {points: 67, text: Mostly.}
      d: {points: 0, text: Not at all., sources: [{title: An act, kind: law}]}
      e: {status: not_applicable, text: Does not apply.}
"""
WRITTEN_OUT = f"""
indicators:
  q1:
    label: One
    question: Is it so?
    options: {FOUR}
  q2:
    label: Two
    question: Is it here?
    default: d
    options: {FOUR}
  q3:
    label: Three
    question: What of it?
    options:
      a: {{points: 100, text: All.}}
      d: {{points: 0, text: Nothing.}}
      e: {{status: not_applicable, text: There is none., sources: [{{title: A report}}]}}
  q4:
    label: Four
    question: Is it?
    options: {{y: {{points: 100, text: So it is.}}, n: {{points: 0, text: It is not.}}}}
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared.yaml"
    path.write_text(HEAD + LISTS + QUESTIONS + END)
    return path


def test_an_instrument_with_lists_is_the_one_written_out(shared: Path, host: PluginHost, run: Run) -> None:
    other = shared.with_name("out.yaml")
    other.write_text(HEAD + WRITTEN_OUT + END)
    one, two = get_instrument(shared, host), get_instrument(other, host)
    assert dict(one.indicators) == dict(two.indicators)
    assert (scoring_hash(one), text_hash(one)) == (scoring_hash(two), text_hash(two))
    assert "No difference." in run("instruments", "diff", shared, other).stdout
    shown = run("instruments", "show", shared, "--format", "json").stdout
    assert shown == run("instruments", "show", other, "--format", "json").stdout


def test_a_shared_text_is_translated_once(shared: Path, tmp_path: Path, host: PluginHost, run: Run) -> None:
    texts = texts_of(get_instrument(shared, host))
    assert [key for key, text in texts.items() if text == "In full."] == ["option_lists/four/a/text"]
    assert "indicators/q3/options/a/text" in texts
    path = tmp_path / "fr.yaml"
    assert run("instruments", "translation", shared, "--lang", "fr", "--output", path).exit_code == 0
    lines = path.read_text().splitlines()
    at = lines.index("  option_lists/four/a/text:")
    lines[at + 2] = '    text: "Entièrement."'
    path.write_text("\n".join(lines) + "\n")
    assert "error" not in run("validate", "--for", shared, path).stdout.splitlines()[0]
    shown = run("instruments", "show", shared, "--lang", path).stdout
    assert shown.count("a = 100: Entièrement.") == 2
    assert "a = 100: All." in shown


def test_lists_may_stand_in_another_file_of_the_instrument(tmp_path: Path, host: PluginHost, run: Run) -> None:
    main, part = tmp_path / "main.yaml", tmp_path / "part.yaml"
    main.write_text(HEAD + "include: [part.yaml]\n" + LISTS + END)
    part.write_text(QUESTIONS)
    assert get_instrument(main, host).indicators["q2"].option_points["b"] == 67
    assert run("validate", part).exit_code == 0  # its lists may stand elsewhere
    part.write_text(QUESTIONS + LISTS)
    assert "part.yaml:13:3: error id-taken: the id 'four' is used already" in run("validate", main).stdout


def test_a_workbook_has_them_once(shared: Path, tmp_path: Path, host: PluginHost, run: Run) -> None:
    book, back = tmp_path / "shared.xlsx", tmp_path / "back.yaml"
    assert run("instruments", "to-xlsx", shared, "--output", book).exit_code == 0
    assert run("instruments", "from-xlsx", book, "--output", back).exit_code == 0
    text = back.read_text()
    assert text.count("In full.") == 1
    assert "      a: All.\n" in text
    assert scoring_hash(get_instrument(back, host)) == scoring_hash(get_instrument(shared, host))
    assert texts_of(get_instrument(back, host)) == texts_of(get_instrument(shared, host))


def test_an_index_over_another_one_keeps_its_lists_apart(shared: Path, host: PluginHost) -> None:
    base = get_instrument(shared, host)
    mine = HEAD.replace("id: shared", "id: mine") + "extends: {instrument: shared, editions: ['1']}\n" + (
        "option_lists: {four: {a: {points: 1, text: Mine.}, b: {points: 0, text: Not mine.}}}\n"
        "indicators:\n  own: {label: Own, question: Is it mine?, options: four}\n"
        "nodes:\n  mean: {label: Mean, aggregator: sum, of: [q1, own]}\n"
        "trees:\n  main: {label: Main, roots: [mean], published: true}\n"
    )  # fmt: skip
    path = shared.with_name("mine.yaml")
    path.write_text(mine)
    draft = draft_of(parse_yaml(mine, str(path)), path)
    found = composed(draft, host.rules, bases={("shared", "1"): shared})
    texts = texts_of(found)
    assert (texts["option_lists/four/a/text"], texts["option_lists/shared.four/a/text"]) == ("Mine.", "In full.")
    assert found.indicators["q1"] == base.indicators["q1"]


def test_lists_cannot_fill_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LIMIT", 9)
    with pytest.raises(ProblemsFoundError, match="lists are written out to more than 9 options"):
        draft_of(parse_yaml(HEAD + LISTS + QUESTIONS + END, "shared.yaml"), Path("shared.yaml"))
