"""Answers of one edition carried to another: what stays, what is recoded, and what is named as lost."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from base_index import ANSWERS, BASE, HEADER, NEWER

from conftest import ROOT, Run
from policyindex import get_instrument, read_answers
from policyindex.answers.writing import csv_of
from policyindex.editions.carry import Note, carry
from policyindex.editions.comparability import Comparability
from policyindex.editions.crosswalk import read_crosswalk
from policyindex.editions.diff import compare_editions
from policyindex.editions.renames import with_codes
from policyindex.files.strict_yaml import parse_yaml
from policyindex.files.yaml_text import yaml_of
from policyindex.plugins.host import PluginHost


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two editions and answers to the older one."""
    (tmp_path / "one.yaml").write_text(BASE)
    (tmp_path / "two.yaml").write_text(NEWER)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    return tmp_path


def test_a_drafted_crosswalk_and_answers_carried_by_it(run: Run, folder: Path) -> None:
    walk, output, report = folder / "walk.yaml", folder / "new.csv", folder / "report.csv"
    assert run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", walk).exit_code == 0
    assert parse_yaml(walk.read_text(), "walk").data == {
        "format": 1,
        "crosswalk": {"from": "./one.yaml", "to": "./two.yaml"},
        "indicators": {
            "a": {"from": "a", "options": {"full": "full", "half": "partly", "none": "none"}, "carry": "review", "note": "other options"},
            "days": {"from": "c", "carry": "review", "note": "probably renamed: the same question"},
            "d": {"from": "d", "options": {"x": "x", "y": "y", "z": None}, "carry": "review", "note": "other options"},
        },
    }  # fmt: skip
    assert run("validate", walk).stdout == "1 file: no problems\n"
    walk.write_text(walk.read_text().replace("review", "yes").replace("note: other options", 'note: ""'))
    result = run(
        "instruments", "carry", "--crosswalk", walk, folder / "answers.csv", "--output", output, "--report", report
    )
    assert (
        result.stdout
        == """\
AA 2026 a: recoded (half): now partly
AA 2026 b: left out (true): no indicator of the newer edition takes its answers
AA 2026 d: missing (x; z): 'z' has no counterpart in the newer edition
BB 2026 b: left out (not_applicable): no indicator of the newer edition takes its answers
7 answers given, 5 rows written; 1 recoded; 2 left out; 1 missing
"""
    )
    assert (
        output.read_text()
        == f"""{HEADER}\
AA,2026,a,,partly,,,recoding,as last year,Act | art. 5,reviewed
AA,2026,d,,,,missing,,,,
AA,2026,days,,12,,,,,,
BB,2026,a,,full,75,,reform,two laws,,
BB,2026,d,,none,,,,,,
"""
    )
    with report.open() as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == list(Note._fields)
    assert rows[3] == ["missing", "AA", "2026", "d", "d", "x; z", "'z' has no counterpart in the newer edition"]
    assert run("validate", "--for", folder / "two.yaml", output).stdout.endswith("1 file: 0 errors, 1 warning\n")


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("points: 50", "points: 60", "BB 2026 a: missing (full with 75 points): its own 75 points fit the older edition's options only"),
        ("points: 100, facets: {area: parks}", "points: 100, ask_per: [area]", "AA 2026 b: left out (true): the newer edition does not ask it for ''"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried(run: Run, folder: Path, old: str, new: str, note: str) -> None:
    assert old in BASE
    (folder / "two.yaml").write_text(BASE.replace(old, new))
    entries = "".join(f"  {key}: {{from: {key}}}\n" for key in "abcd")
    (folder / "walk.yaml").write_text(
        f"format: 1\ncrosswalk: {{from: ./one.yaml, to: ./two.yaml}}\nindicators:\n{entries}"
    )
    result = run("instruments", "carry", "--crosswalk", folder / "walk.yaml", folder / "answers.csv")
    assert note in result.stderr.splitlines()


def test_what_the_crosswalk_forbids_keeps_its_row_and_comment(run: Run, folder: Path) -> None:
    (folder / "walk.yaml").write_text(
        "format: 1\ncrosswalk: {from: ./one.yaml, to: ./two.yaml}\n"
        "indicators:\n  a: {from: a, carry: no, note: asked of towns now}\n"
    )
    result = run("instruments", "carry", "--crosswalk", folder / "walk.yaml", folder / "answers.csv")
    assert "AA,2026,a,,,,missing,,as last year,Act | art. 5,\n" in result.stdout
    assert "AA 2026 a: missing (half): the crosswalk says carry: no; asked of towns now" in result.stderr
    assert "warning crosswalk-silent: indicators of base@2 stand nowhere in this crosswalk: days, d" in result.stderr


@pytest.mark.parametrize("reference", ["mipex-national", "regin-checklist", "mipex-regional", "mipex-local"])
def test_to_the_same_edition_every_answer_is_carried_as_it_is(
    run: Run, host: PluginHost, tmp_path: Path, reference: str
) -> None:
    walk = tmp_path / "walk.yaml"
    run("instruments", "diff", reference, reference, "--crosswalk", walk)
    crosswalk = read_crosswalk(walk, lambda each: get_instrument(each, host))
    instrument = get_instrument(reference, host)
    answers = read_answers(instrument, host=host)
    found = carry(crosswalk, answers)
    assert csv_of(found.answers) == csv_of(answers)
    assert not found.notes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('none: {points: 0, text: "No."}', 'none: {points: 0, text: "No."}, begun: {points: 20, text: It is begun.}'),
        ("z: {text: People}", "z: {text: People}, w: {text: Others}"),
    ],
)
def test_more_to_choose_from_is_to_review(run: Run, folder: Path, old: str, new: str) -> None:
    assert old in BASE
    (folder / "two.yaml").write_text(BASE.replace(old, new))
    run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", folder / "walk.yaml")
    entries = parse_yaml((folder / "walk.yaml").read_text(), "walk").data["indicators"]
    key = "a" if "begun" in new else "d"
    assert entries.pop(key) == {"from": key, "carry": "review", "note": "more to choose from"}
    assert {each["carry"] for each in entries.values()} == {"yes"}


def test_stated_codes_count_as_stated(run: Run, folder: Path) -> None:
    text = BASE.replace("{parks: Parks, roads: Roads}}}", "{parks: Parks, roads: Roads}}}\nsource_language: en").replace(
        "half: {points: 50", "partly: {points: 50"
    ).replace("sub_options: {x:", "sub_options: {v:")  # fmt: skip
    (folder / "two.yaml").write_text(text.replace('edition: "1"', 'edition: "2"'))
    (folder / "walk.yaml").write_text(
        "format: 1\ncrosswalk: {from: ./one.yaml, to: ./two.yaml}\nindicators:\n"
        "  a: {from: a, options: {half: partly}}\n  d: {from: d, options: {x: v}}\n  b: {from: b}\n  c: {from: c}\n"
    )
    pair = folder / "one.yaml", folder / "two.yaml"
    assert "indicators: 2 identical, 2 rescored\n" in run("instruments", "diff", *pair).stdout
    stated = run("instruments", "diff", *pair, "--using", folder / "walk.yaml").stdout
    assert "indicators: 4 identical\nnodes: 4 identical\n" in stated
    assert "  renamed a option: half → partly\n  renamed d option: x → v\n" in stated
    two_in_one = (folder / "walk.yaml").read_text().replace("{half: partly}", "{half: partly, none: partly}")
    (folder / "walk.yaml").write_text(two_in_one)
    assert "3 identical, 1 rescored\n" in run("instruments", "diff", *pair, "--using", folder / "walk.yaml").stdout


def test_stated_codes_hold_in_decision_tables(host: PluginHost) -> None:
    before = get_instrument(ROOT / "tests" / "cases" / "kinds.yaml", host)
    stated = {"choice": {"mid": "middle"}}
    after = with_codes(before, stated)
    assert compare_editions(before, after).nodes["table"] is Comparability.RESCORED
    found = compare_editions(before, after, {"choice": "choice"}, stated)
    assert set(found.nodes.values()) == set(found.indicators.values()) == {Comparability.IDENTICAL}
    assert [each.kind for each in found.changes] == ["renamed"]


def test_a_name_with_a_blank_is_quoted_in_advice(run: Run, folder: Path) -> None:
    walk = folder / "my walk.yaml"
    walk.write_text("")
    refused = run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", walk)
    assert refused.stderr == f"error: {walk} is there already: give it with --using '{walk}', or choose another name\n"


def test_edits_of_a_crosswalk_are_kept(run: Run, folder: Path) -> None:
    first, second = folder / "walk.yaml", folder / "second.yaml"
    first.write_text(
        "format: 1\ncrosswalk: {from: ./one.yaml, to: ./two.yaml}\n"
        "indicators:\n  days: {from: c, carry: no, note: counted otherwise}\n"
    )
    refused = run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", first)
    assert refused.exit_code == 2
    assert refused.stderr == f"error: {first} is there already: give it with --using {first}, or choose another name\n"
    result = run(
        "instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--using", first, "--crosswalk", second
    )
    assert "  renamed days: c → days\n" in result.stdout
    assert parse_yaml(second.read_text(), "second").data["indicators"]["days"] == {
        "from": "c", "carry": "no", "note": "counted otherwise",
    }  # fmt: skip


def test_a_crosswalk_between_other_editions_is_refused(run: Run, folder: Path) -> None:
    walk = folder / "walk.yaml"
    run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", walk)
    result = run("instruments", "diff", folder / "two.yaml", folder / "one.yaml", "--using", walk)
    assert (result.exit_code, result.stderr) == (
        2, f"error: the crosswalk {walk} is between base@1 and base@2, not between these two editions\n",
    )  # fmt: skip


def test_yaml_for_people_reads_back_as_the_same_data() -> None:
    data = {
        "texts": [
            "NO",
            "yes",
            "1e3",
            "0o17",
            "~",
            "",
            "null",
            "12:30",
            "2020-01-01",
            "a: b",
            "# no",
            " x",
            "é\nline",
            "1_000",
            "-",
        ],
        "numbers": [1, 0, -5],
        "long": {"a": "word " * 40, "b": {"c": []}},
        "1": {"true": True, "nothing": None},
    }
    assert parse_yaml(yaml_of(data), "x").data == data


def test_a_lone_carriage_return_stays_inside_its_cell(folder: Path, host: PluginHost) -> None:
    answer = next(iter(read_answers(get_instrument(folder / "one.yaml", host), folder / "answers.csv", host=host)))
    written = csv_of([replace(answer, comment="one\rtwo")])
    rows = list(csv.DictReader(io.StringIO(written.decode(), newline="")))
    assert [row["comment"] for row in rows] == ["one\rtwo"]


def test_an_answer_for_a_period_that_is_not_collected_any_more(run: Run, folder: Path, host: PluginHost) -> None:
    newer = BASE.replace('edition: "1"', 'edition: "2"').replace(
        "label: B, question", 'label: B, not_collected_in: ["2026"], question'
    )
    (folder / "two.yaml").write_text(newer)
    run("instruments", "diff", folder / "one.yaml", folder / "two.yaml", "--crosswalk", folder / "walk.yaml")
    walk = read_crosswalk(folder / "walk.yaml", lambda each: get_instrument(each, host))
    found = carry(walk, read_answers(walk.before, folder / "answers.csv", host=host))
    reason = "the newer edition does not collect it in 2026"
    assert found.notes == (Note("left out", "AA", "2026", "b", "b", "true", reason),)
    assert [(each.unit, each.status) for each in found.answers if each.indicator == "b"] == [("BB", "not_applicable")]
