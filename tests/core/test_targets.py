"""Targets: how they stand by hand, over the periods of real answers, and what is wrong with a table of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from conftest import ROOT, Run
from policyindex.analysis.targets.aim_table import COLUMNS

HERE = ROOT / "tests" / "targets"
CASES = yaml.load((HERE / "cases.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
INDEX = (HERE / "index.yaml", "--answers", HERE / "answers.csv")


def table(path: Path, *rows: dict[str, Any]) -> Path:
    """Write a table of targets."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        written = csv.DictWriter(stream, COLUMNS, extrasaction="ignore")
        written.writeheader()
        written.writerows(rows)
    return path


def last_of(run: Run, path: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Follow targets that stand to one day, in one table: give how each stands at the end."""
    options = [f"--{name.replace('_', '-')}={cases[0][name]}" for name in ("as_of", "period") if name in cases[0]]
    done = run("targets", *INDEX, "--targets", table(path, *cases), *options, "--json")
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)["targets"]
    ends = [at for at, row in enumerate(rows) if at + 1 == len(rows) or rows[at + 1]["period"] <= row["period"]]
    return [rows[at] for at in ends]


def test_how_targets_stand(run: Run, tmp_path: Path) -> None:
    tables: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for case in CASES:  # each table has a target once, and is asked about one day
        day = case.get("as_of", ""), case.get("period", "")
        same = sum((each["unit"], each["on"], each["by"]) == (case["unit"], case["on"], case["by"]) for each in CASES[: CASES.index(case)])  # fmt: skip
        tables.setdefault((*day, str(same)), []).append(case)
    for cases in tables.values():
        for case, last in zip(cases, last_of(run, tmp_path / "plan.csv", cases), strict=True):
            told = case["state"], case.get("reached_in", ""), case.get("milestone", last["milestone"])
            assert (last["state"], last["reached_in"], last["milestone"]) == told, case["what"]
            if "so_far" in case:
                wanted = float(case["so_far"]), float(case["needed"])
                assert (last["pace_so_far"], last["pace_needed"]) == pytest.approx(wanted, rel=1e-3), case["what"]


def test_each_period_tells_how_it_stood_then(run: Run, tmp_path: Path, golden: Path) -> None:
    published = pd.read_csv(golden / "mipex" / "published_core_2007-2019.csv", keep_default_na=False)
    own = published[(published["node"] == "f") & (published["unit"] == "GR")].sort_values("period")
    years, scores = own["period"].tolist(), own["score"].tolist()
    plan = table(tmp_path / "plan.csv", {"unit": "Greece", "on": "f", "kind": "policy", "reach": "60", "by": "2013"})
    done = run("targets", "mipex-national", "--targets", plan, "--json")
    found = pd.DataFrame(json.loads(done.stdout)["targets"]).set_index("period")
    assert found["value"].tolist() == pytest.approx(scores)
    assert found["to_go"].tolist() == pytest.approx([max(60 - score, 0) for score in scores])
    wanted = [
        "reached" if score >= 60 else "open" if year < 2013 else "missed"
        for year, score in zip(years, scores, strict=True)
    ]
    assert found["state"].tolist() == wanted
    assert {"reached", "open", "missed"} <= set(wanted)


GOOD = {"unit": "aa", "on": "law", "kind": "policy", "reach": "all", "by": "2026"}


WRONG = [
    ({"by": "2019"}, "target-past: the target is due in the past: 2019"),
    ({"by": "2022", "since": "2023"}, "the target is due in the past: 2022, where it counts from 2023"),
    ({"by": "soon"}, "target-date-none: 'soon' in the column 'by'"),
    ({"tabled": "2023-13"}, "target-date-none: '2023-13' in the column 'tabled'"),
    ({"kind": "polcy"}, "Did you mean 'policy'"),
    ({"on": "lwa"}, "target-on-unknown: 'lwa'"),
    ({"on": "overall", "reach": "hihg"}, "a score from 0 to 100, or a band: low, high"),
    ({"on": "overall", "reach": "120"}, "target-out-of-reach: no answers give 'overall' a score of 120"),
    ({"reach": "alll"}, "answers-option-unknown"),
    ({"on": "weeks", "reach": "-3", "kind": "practice"}, "answers-number-outside"),
    ({"on": "weeks", "reach": "three", "kind": "practice"}, "answers-not-a-number"),
    ({"kind": "practice", "tabled": "2023"}, "target-milestone-practice: milestones stand beside a target in practice"),
    ({"tabled": "2024", "adopted": "2023"}, "target-milestones-turned: 'adopted' (2023) comes before 'tabled' (2024)"),
    ({"adopted_reference": "Law 3"}, "target-reference-alone: there is a text under 'adopted_reference'"),
    ({"reach": ""}, "table-cell-empty: the row has no reach"),
]


def test_all_that_is_wrong_is_said_at_once_with_its_place(run: Run, tmp_path: Path) -> None:
    plan = table(tmp_path / "plan.csv", GOOD | {"on": "rules", "reach": "100"}, *(GOOD | wrong for wrong, _ in WRONG))
    done = run("targets", *INDEX, "--targets", plan)
    assert done.exit_code == 1
    found = done.output.split(f"{plan}:")
    for line, (_, said) in enumerate(WRONG, start=3):
        own = [each for each in found if each.startswith((f"{line}:", f"{line} "))]
        assert any(said in each and "remedy: " in each for each in own), (said, done.output)


def test_a_target_stands_once_and_doubts_stop_nothing(run: Run, tmp_path: Path) -> None:
    plan = table(tmp_path / "plan.csv", GOOD, GOOD)
    done = run("targets", *INDEX, "--targets", plan)
    assert (done.exit_code, f"target-twice: aa has this target already, see {plan}:2" in done.output) == (1, True)
    met = GOOD | {"reach": "part", "since": "2023"}
    done = run("targets", *INDEX, "--targets", table(tmp_path / "plan.csv", met, GOOD | {"unit": "zz"}))
    assert done.exit_code == 0
    assert "target-met-before" in done.output
    assert "there are no answers of 'zz'" in done.output


def test_targets_of_an_instrument_and_plans_beside_answers_are_followed_too(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "unit,period,indicator,answer,plan\n"
        "aa,2023,law,part,Integration office | 2024-06-30\naa,2024,law,part,\n"
        "bb,2023,law,part,Integration office | 2024-06-30\nbb,2024,law,all,\n"
    )
    index = tmp_path / "index.yaml"
    text = (HERE / "index.yaml").read_text() + 'targets:\n  - {node: overall, score: 90, by: "2030"}\n'
    index.write_text(text)
    done = run("targets", index, "--answers", answers, "--json")
    found = {(row["unit"], row["on"]): row for row in json.loads(done.stdout)["targets"]}  # the newest period last
    assert set(found) == {(unit, on) for unit in ("aa", "bb") for on in ("law", "overall")}
    assert (found["aa", "law"]["state"], found["aa", "law"]["set_by"]) == ("missed", "Integration office")
    assert (found["bb", "law"]["state"], found["bb", "law"]["reached_in"]) == ("reached", "2024")


def test_many_units_stand_in_one_table_the_nearest_first(run: Run) -> None:
    told = run("targets", ROOT / "examples" / "own-index" / "index.yaml").stdout
    assert "56 targets" in told
    assert told.count("Why") == 1
    rows = [line.split() for line in told.splitlines() if "Family and work: 90" in line]
    scores = [int(row[row.index("2030") + 1]) for row in rows]
    assert (len(scores), scores) == (56, sorted(scores, reverse=True))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "sets no targets, and no answers have a plan: give a table of targets with --targets"),
        (("--as-of", "tomorrow"), "cannot be placed in time"),
        (("--as-of", "2026/13/1"), "is no period"),
        (("--unit", "qq"), "there are no answers of the unit 'qq'"),
        (("--period", "1999"), "there are no answers of the period '1999'"),
        (("--node", "law"), "'law' is a question, not a node"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: tuple[str, ...], said: str, run: Run, tmp_path: Path) -> None:
    plan = ("--targets", table(tmp_path / "plan.csv", GOOD)) if options else ()
    done = run("targets", *INDEX, *plan, *options)
    assert (done.exit_code, said in done.output) == (2, True), done.output
