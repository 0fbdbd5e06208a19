"""Comparing units: group means and what their changes owe to who was there, answers that differ, whom to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conftest import Run
from policyindex import get_instrument, read_answers, score
from policyindex.analysis.learning import histories, rises
from policyindex.plugins.host import PluginHost

EU27 = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
"""The members at the end of 2012; Croatia joined in July 2013."""
SMALL = """\
format: 1
id: parks
edition: e1
title: Parks
indicators:
  open:
    kind: single_choice
    label: Open to all
    question: Is the park open to all?
    options: {none: {points: 0, text: No}, half: {points: 50, text: Partly}, full: {points: 100, text: Yes}}
nodes:
  parks: {label: Parks, of: [open]}
trees:
  parks: {label: Parks, roots: [parks], published: true}
"""
MOVES = """\
unit,period,indicator,answer,cause,references,source
A,2020,open,none,,,final
A,2022,open,none,,,final
B,2020,open,none,,,final
B,2022,open,full,reform,Park Act 2021,final
C,2020,open,none,,,final
C,2021,open,full,reform,,final
C,2022,open,half,reform,,final
D,2020,open,none,,,final
D,2022,open,full,correction,,final
E,2020,open,full,,,final
E,2022,open,full,,,final
F,2020,open,none,,,unreviewed
F,2022,open,full,reform,,unreviewed
G,2020,open,none,,,final
G,2022,open,half,,,final
"""


def told(run: Run, *options: str | Path) -> dict[str, Any]:
    done = run("compare", *options, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_change_of_a_mean_is_told_from_who_joined(run: Run, published: Any) -> None:
    node = "overall_without_health"
    before, after = (published.xs(year, level="period")[node] for year in (2012, 2013))
    crude = after[[*EU27, "HR"]].mean() - before[EU27].mean()
    same = after[EU27].mean() - before[EU27].mean()
    assert (round(crude, 2), round(crude - same, 2)) == (-0.64, -0.39)
    options = ("--group", "EU", "--period", "2012", "--period", "2013", "--node", node)
    found = told(run, "mipex-national", *options)["means"][0]
    parts = [found[each] for each in ("difference", "same_units_same_questions", "other_questions", "other_units")]
    assert parts == pytest.approx([crude, same, 0.0, crude - same])
    assert (found["panel"], found["from_members"], found["to_members"]) == (27, 27, 28)


def test_a_mean_of_too_few_members_is_refused(run: Run) -> None:
    options = ("mipex-national", "--group", "EU", "--period", "2007", "--period", "2010", "--node", "c")
    found = told(run, *options)["means"][0]
    assert (found["from"], found["from_units"], found["difference"], found["panel"]) == (None, 1, None, 1)
    assert "fewer than two thirds of the members" in run("compare", *options).stdout.replace("\n  ", " ")


def test_units_stand_beside_the_mean_of_the_others(run: Run, published: Any) -> None:
    scores = published.xs(2019, level="period")
    found = pd.DataFrame(told(run, "mipex-national", "--unit", "DE", "--unit", "FR")["scores"])
    for node in ("overall_with_health", "a", "h"):
        own = found[found["node"] == node].set_index("unit")
        others = scores[node].drop(["DE", "FR"]).dropna()
        assert own["score"].to_dict() == pytest.approx(scores[node][["DE", "FR"]].to_dict())
        assert own["mean_of_others"].tolist() == pytest.approx([others.mean()] * 2)
    shown = run("compare", "mipex-national", "--unit", "DE", "--unit", "FR").stdout
    assert "Mean of the 54 others assessed" in " ".join(shown.split())
    assert "global" not in shown.casefold()


def test_the_answers_that_differ_are_those_of_the_file(run: Run, golden: Path) -> None:
    answers = pd.read_csv(golden / "mipex" / "answers_core_2007-2019.csv", keep_default_na=False)
    rows = answers[(answers["period"] == 2019) & answers["unit"].isin(["DE", "FR"])].drop(columns=["unit", "period"])
    differing = {str(name) for name in rows if rows[name].nunique() > 1}
    found = told(run, "mipex-national", "--unit", "DE", "--unit", "FR")["answers"]
    assert {each["indicator"] for each in found} == differing
    top = next(each for each in found if (each["indicator"], each["unit"]) == ("fa98", "DE"))
    assert (top["points"], top["to_top"], top["weight"]) == (50, 50, pytest.approx(1 / 32))


def test_rises_that_were_followed_by_a_fall_are_no_example(host: PluginHost) -> None:
    instrument = get_instrument("mipex-national", host)
    result = score(instrument, read_answers(instrument, host=host), host)
    own = histories(result).values()
    found = [each for rows in own for at in range(len(result.plan.columns)) for each in rises(result, rows, at)]
    values = pd.DataFrame(result.panel.values)
    values.insert(0, "unit", result.panel.units)
    rose = 0
    for _, rows in values.groupby("unit", sort=False):
        for column in rows.columns[1:]:
            rose += int((rows[column].dropna().diff() > 0).sum())
    # 323 and 19 in the whole file: one of each lies in health between 2014 and 2019, where it was not collected
    assert (len(found), sum(each.fell for each in found), rose) == (322, 18, 322)


def test_who_moved_up_by_a_reform_that_is_still_in_force_comes_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "parks.yaml").write_text(SMALL)
    (tmp_path / "moves.csv").write_text(MOVES)
    options = (tmp_path / "parks.yaml", "--answers", tmp_path / "moves.csv", "--unit", "A", "--period", "2022")
    found = told(run, *options)["learn"]
    assert [(each["learn_from"], each["way"], each["period"], each["reviewed"]) for each in found] == [
        ("B", "reform", "2022", "yes"),
        ("F", "reform", "2022", "no"),
        ("G", "rose", "2022", "yes"),
        ("D", "higher today", "", "yes"),  # corrected, not reformed
        ("E", "higher today", "", "yes"),
        ("C", "higher today", "", "yes"),  # what it reformed was taken back in part
    ]
    shown = run("compare", *options).stdout
    assert "B moved up from there in 2022 (by a reform), now 100: Park Act 2021" in shown


def test_a_comparison_is_drawn(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "gr.svg"
    done = run("compare", "mipex-national", "--unit", "GR", "--group", "EU27_2020", "--output", picture)
    assert done.exit_code == 0, done.output
    assert "Mean of 26 others of EU27_2020" in picture.read_text(encoding="utf-8")
    group = tmp_path / "eu.svg"
    assert run("compare", "mipex-national", "--group", "EU27_2020", "--output", group).exit_code == 0
    assert "Anti-discrimination" in group.read_text(encoding="utf-8")
    ranked = tmp_path / "b.svg"
    assert run("rank", "mipex-national", "--node", "b", "--output", ranked).exit_code == 0
    assert "Family reunification" in ranked.read_text(encoding="utf-8")


def test_a_group_stands_one_below_the_other(run: Run) -> None:
    found = pd.DataFrame(told(run, "mipex-national", "--group", "EU27_2020")["units"])
    whole = found[found["node"] == "overall_with_health"]
    assert len(whole) == 27
    assert whole["mean"].tolist() == pytest.approx([whole["score"].mean()] * 27)
    assert "Mean of EU27_2020 (27)" in " ".join(run("compare", "mipex-national", "--group", "EU27_2020").stdout.split())


def test_regions_stand_beside_each_other_in_their_country(run: Run) -> None:
    found = pd.DataFrame(told(run, "mipex-regional")["units"])
    assert (found["country"] != "").all()
    shown = run("compare", "mipex-regional").stdout
    assert "Country" in shown


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--unit", "XX"), 2, "there are no answers of 'XX'"),
        (("--unit", "DE", "--period", "1999"), 2, "no unit has answers for 1999"),
        (("--group", "EU27"), 2, "EU27_2007 or EU27_2020"),
        (("--group", "Atlantis"), 2, "Atlantis"),
        (("--unit", "DE", "--node", "zz"), 2, "'zz' is not a node"),
        (("--period", "2014", "--period", "2016", "--period", "2019"), 2, "two periods are compared, not 3"),
        (("--unit", "SA", "--period", "2007"), 2, "there are no answers of SA for 2007"),
    ],
)
def test_what_cannot_be_compared_is_said(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("compare", "mipex-national", *options)
    assert (done.exit_code, said in " ".join(done.output.split())) == (code, True), done.output


def test_means_of_one_unit_are_called_so(run: Run) -> None:
    three = ("--unit", "ZZ1-COAST", "--unit", "ZZ1-HILLS", "--unit", "ZZ2-LAKES")
    shown = json.loads(run("compare", "mipex-regional", *three, "--json").stdout)
    assert shown["compared_with"] == "the 1 other assessed"
    assert "the only one assessed" in " ".join(run("compare", "regin-checklist").stdout.split())
