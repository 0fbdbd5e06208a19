"""Series by all that is known now, and differences across vintages of answers and editions of an instrument."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policyindex as pi
from conftest import Run

OPTIONS = "{full: {points: 100, text: All.}, some: {points: 50, text: Some.}, none: {points: 0, text: None.}}"
OLD = f"""\
format: 1
id: demo
edition: "2020"
title: Demo
rank_coverage: 0
wide_cells: codes
indicators:
  vote: {{label: Vote, question: Who may vote?, options: {OPTIONS}}}
  work: {{label: Work, question: Who may work?, options: {OPTIONS}}}
  old: {{label: Old, question: Is it old?, options: {OPTIONS}}}
nodes:
  rights: {{label: Rights, of: [vote, work, old]}}
trees: {{all: {{label: All, published: true, roots: [rights]}}}}
"""
NEW = OLD.replace('"2020"', '"2024"').replace("  old:", "  fresh:").replace("work, old]", "work, fresh]").replace(
    "  vote: {label: Vote, question: Who may vote?, options: {full:",
    "  vote: {label: Vote, question: Who may vote?, options: {all:",
)  # fmt: skip
WALK = """\
format: 1
crosswalk: {from: ./old.yaml, to: ./new.yaml}
indicators:
  vote: {from: vote, options: {full: all}}
  work: {from: work}
  fresh: {from: null}
"""
NUMBERS = """\
format: 1
id: num
edition: "1"
title: Numbers
rank_coverage: 0
indicators:
  gdp: {kind: number, label: Income, question: How much income?, unit: EUR}
  pop: {kind: number, label: People, question: How many people?, scored: false}
  tick: {kind: tick, label: Ticked, question: Is it so?, points: 100}
steps:
  - {step: denominate, parameters: {by: pop}, indicators: [gdp]}
  - {step: distance_to_unit, parameters: {unit: BB}, indicators: [gdp]}
nodes:
  m: {label: Mean, of: [gdp, tick]}
trees: {t: {label: T, published: true, roots: [m]}}
"""
FILES = {
    "old.yaml": OLD,
    "new.yaml": NEW,
    "walk.yaml": WALK,
    "num.yaml": NUMBERS,
    "num.csv": "unit,period,gdp,pop,tick\nAA,2001,10,5,yes\nBB,2001,20,5,yes\nCC,2001,10,10,no\n"
    "AA,2002,10,5,yes\nBB,2002,40,5,yes\nCC,2002,12,8,yes\nDD,2002,5,5,no\n",
    "first.csv": "unit,period,vote,work,old\nAT,2020,full,some,full\nBE,2020,none,some,none\n",
    "second.csv": "unit,period,vote,work,old\nAT,2020,some,some,full\nAT,2021,full,some,full\nBE,2020,none,some,none\nBE,2021,some,full,none\n",
    "new.csv": "unit,period,vote,work,fresh\nAT,2024,all,none,full\nBE,2024,some,some,none\n",
    "gaps.csv": "unit,period,vote,work,old\nAT,2020,full,some,\nAT,2021,full,some,none\n",
    "causes.csv": "unit,period,indicator,answer,cause\n"
    + "".join(
        f"AT,{year},{key},{answer},{cause}\n"
        for key, answers in {
            "vote": ("none", "none", "some correction", "full reform"),
            "work": ("some", "full reform", "some recoding", "some"),
            "old": ("none", "none", "none", "none"),
        }.items()
        for year, (answer, _, cause) in enumerate((each.partition(" ") for each in answers), 2020)
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_corrections_and_recodings_restate_earlier_periods(folder: Path, run: Run) -> None:
    """The vote of 2020 and 2021 was wrong; work as it stood in 2021 is judged otherwise, as it stood in 2020 it is not."""
    frame = pi.change("old.yaml", answers="causes.csv", series=True).to_frame()
    assert frame["period"].tolist() == ["2020", "2021", "2022", "2023"]
    assert frame["score"].tolist() == pytest.approx([50 / 3, 100 / 3, 100 / 3, 150 / 3])
    assert frame["restated"].tolist() == pytest.approx([100 / 3, 100 / 3, 100 / 3, 150 / 3])
    assert frame["restated_fixed"].tolist() == frame["restated"].tolist()
    done = run("change", "old.yaml", "--answers", "causes.csv", "--series")
    assert "33*" in done.stdout
    assert "* restated: later answers corrected or recoded what was answered then." in done.stdout


def test_a_series_is_what_a_change_restates(folder: Path) -> None:
    frame = pi.change("old.yaml", answers="causes.csv", series=True).to_frame()
    found = pi.change("old.yaml", answers="causes.csv", from_=2020, to=2023).data
    assert found.change.restated[0][found.at, 0] == pytest.approx(frame["restated"][0])


def test_what_is_known_later_restates_both_periods(folder: Path) -> None:
    """The vote of 2020 and 2021 was wrong alike, which is no change; work as it stood in 2021 only."""
    found = pi.change("old.yaml", answers="causes.csv", from_=2020, to=2021).data
    causes = {name: float(each[0]) for name, each in found.by_cause().items() if abs(each[0]) > 1e-9}
    assert causes == pytest.approx({"recoding": 50 / 3})
    assert [each[found.at, 0] for each in found.change.restated] == pytest.approx([100 / 3, 100 / 3])
    assert found.change.difference[found.at, 0] == pytest.approx(50 / 3)


def test_a_fixed_basket_of_a_series_is_what_all_periods_answer(folder: Path, run: Run) -> None:
    done = run("change", "old.yaml", "--answers", "gaps.csv", "--series", "--unit", "AT")
    assert [line.split() for line in done.stdout.splitlines() if line[:2] == "20"] == [
        ["2020", "75", "75", "75"], ["2021", "50", "50", "75"],
    ]  # fmt: skip
    assert "Not on the fixed basket, since not all periods answer it (1): Old" in done.stdout


def test_an_older_vintage_is_a_break_of_the_series_and_no_change(folder: Path, run: Run) -> None:
    options = ["--answers", "second.csv", "--earlier-answers", "first.csv", "--from", "2020"]
    data = json.loads(run("change", "old.yaml", *options, "--to", "2021", "--unit", "AT", "--json").stdout)
    (row,) = data["change"]
    assert (row["score_from"], row["score_to"]) == pytest.approx((250 / 3, 250 / 3))
    assert (row["difference"], row["vintage"], row["unknown"]) == pytest.approx((0, -50 / 3, 50 / 3))
    parts = {each["part"]: (each["indicator"], each["answer_from"], each["answer_to"]) for each in data["answers"]}
    assert parts == {"change": ("vote", "some", "full"), "vintage": ("vote", "full", "some")}
    assert sum(each["contribution"] for each in data["answers"]) == pytest.approx(row["difference"], abs=1e-9)
    assert data["provenance"]["earlier"]["answers_hash"] != data["provenance"]["answers_hash"]


def test_one_period_of_two_vintages_is_compared_too(folder: Path, run: Run) -> None:
    options = ["--answers", "second.csv", "--earlier-answers", "first.csv", "--from", "2020", "--to", "2020"]
    data = json.loads(run("change", "old.yaml", *options, "--json").stdout)
    assert {each["unit"]: each["vintage"] for each in data["change"]} == pytest.approx({"AT": -50 / 3, "BE": 0})


def test_units_that_the_older_vintage_lacks_are_named(folder: Path, run: Run) -> None:
    (folder / "less.csv").write_text("unit,period,vote,work,old\nAT,2020,full,some,full\n")
    options = ["--answers", "second.csv", "--earlier-answers", "less.csv", "--from", "2020", "--to", "2021"]
    assert "The earlier answers have none for 2020 of BE" in run("change", "old.yaml", *options).stdout


def test_across_editions_the_older_one_has_its_own_part_and_what_is_lost_is_named(folder: Path, run: Run) -> None:
    options = ["--answers", "new.csv", "--crosswalk", "walk.yaml", "--earlier-answers", "first.csv"]
    done = run("change", "new.yaml", *options, "--from", "2020", "--to", "2024", "--unit", "AT")
    assert done.exit_code == 0, done.stderr
    for text in (
        "Rights: 83 → 67, change -17", "changed, cause not recorded         -25.00",
        "basket: answers of one period only  +16.67", "edition: other questions and rules   -8.33",
        "Rights is restructured in the newer edition", "old: left out (no indicator of the newer edition takes its answers)",
        "2020 missing, 2024 answered (1): Old",
    ):  # fmt: skip
        assert text in done.stdout
    assert "vote:" not in done.stdout  # it is only called otherwise


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["old.yaml", "--answers", "new.csv", "--crosswalk", "walk.yaml", "--earlier-answers", "first.csv"], "leads to demo@2024, not to demo@2020"),
        (["new.yaml", "--answers", "new.csv", "--crosswalk", "walk.yaml"], "those of the earlier period are given with --earlier-answers FILE"),
        (["old.yaml", "--answers", "first.csv", "--series", "--earlier-answers", "first.csv"], "--series follows the answers of one vintage"),
        (["old.yaml", "--answers", "first.csv", "--series", "--unit", "CH"], "there are no answers of the unit 'CH'"),
        (["old.yaml", "--answers", "first.csv", "--from", "2020"], "--to is not given; there are answers of: 2020"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_is_wrong(folder: Path, run: Run, options: list[str], message: str) -> None:
    done = run("change", *options)
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_answer_that_stayed_while_its_measure_moved_is_reference(folder: Path, run: Run) -> None:
    """The income of AA is the same, but half of that of the unit it is measured against, then a quarter."""
    done = run("change", "num.yaml", "--answers", "num.csv", "--from", "2001", "--to", "2002", "--json")
    rows = {each["unit"]: each for each in json.loads(done.stdout)["change"]}
    assert {key: value for key, value in rows["AA"].items() if value and key in ("reference", "unknown", "mixed")} == {
        "reference": -12.5
    }
    assert (rows["CC"]["mixed"], rows["CC"]["unknown"]) == (-3.125, 50)
    told = run("change", "num.yaml", "--answers", "num.csv", "--from", "2001", "--to", "2002", "--unit", "CC").stdout
    assert "what it is measured against changed as well; its part holds both" in told
    assert (
        "No answers of 2001: DD."
        in run("change", "num.yaml", "--answers", "num.csv", "--from", "2001", "--to", "2002").stdout
    )


def test_rises_and_falls_are_told_by_year_and_nothing_is_told_where_nothing_changed(folder: Path, run: Run) -> None:
    done = run("change", "old.yaml", "--answers", "causes.csv", "--from", "2020", "--to", "2023", "--unit", "AT")
    assert [line.split() for line in done.stdout.splitlines() if line[:3] == "202"] == [
        ["2021,", "2022", "0.00", "0.00"], ["2022", "+16.67", "0.00"], ["2023", "+16.67", "0.00"],
    ]  # fmt: skip
    done = run("change", "old.yaml", "--answers", "causes.csv", "--from", "2020", "--to", "2021", "--unit", "AT")
    assert "reform" in done.stdout
    done = run("change", "mipex-national", "--from", "2014", "--to", "2015", "--unit", "GR", "--node", "b")
    assert done.stdout.splitlines()[1:3] == ["Family reunification: 52 → 52, change 0", "  No answer changed."]


def test_a_score_that_rests_on_too_few_answers_is_said_to_be_incomplete(folder: Path, run: Run) -> None:
    text = OLD.replace("rank_coverage: 0\n", "")
    (folder / "thin.yaml").write_text(text)
    (folder / "thin.csv").write_text("unit,period,vote,work,old\nAT,2020,full,,\nAT,2021,some,some,none\n")
    options = ["--answers", "thin.csv", "--from", "2020", "--to", "2021"]
    assert (
        "Incomplete, since too few answers stand behind one of the scores: AT."
        in run("change", "thin.yaml", *options).stdout
    )
    done = run("change", "thin.yaml", *options, "--unit", "AT")
    assert "Incomplete: the score of 2020 rests on too few answers" in done.stdout


def test_a_group_is_its_members_in_both_periods(run: Run) -> None:
    done = run("change", "mipex-national", "--from", "2014", "--to", "2019", "--group", "EU27_2020", "--json")
    assert len(json.loads(done.stdout)["change"]) == 27
    assert run("change", "mipex-national", "--from", "2014", "--to", "2019", "--group", "EU27").exit_code == 2
    outside = run("change", "mipex-national", "--from", "2014", "--to", "2019", "--group", "EU27_2020", "--unit", "TR")
    assert outside.exit_code == 2
