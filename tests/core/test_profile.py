"""The profile of one unit: numbers as pandas has them from published scores, and what there is before an assessment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conftest import ROOT, Run

MEMBERS = 27


def profile(run: Run, *options: str | Path) -> dict[str, Any]:
    """Give what programs get."""
    done = run("profile", *options, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_scores_changes_means_and_places_are_those_of_the_published_scores(run: Run, golden: Path) -> None:
    published = pd.read_csv(golden / "mipex" / "published_core_2007-2019.csv", keep_default_na=False)
    found = profile(run, "mipex-national", "Germany", "--period", "2019", "--node", "f")
    scores = {row["node"]: row for row in found["profile"]}
    of_node = published[published["node"] == "f"].pivot_table(index="unit", columns="period", values="score")
    now, own = of_node[2019].dropna(), of_node.loc["DE"].dropna()
    row = scores["f"]
    assert row["score"] == pytest.approx(own[2019])
    assert row["mean_of_others"] == pytest.approx(now.drop("DE").mean())
    assert row["gap"] == pytest.approx(own[2019] - now.drop("DE").mean())
    assert (row["previous_period"], row["first_period"]) == ("2018", str(own.index.min()))
    assert row["since_previous"] == pytest.approx(own[2019] - own[2018])
    assert row["since_first"] == pytest.approx(own[2019] - own.iloc[0])
    ranks = now.round(9).rank(method="min", ascending=False)
    place = found["places"][0]
    assert (place["rank"], place["of"], place["others"]) == (ranks["DE"], len(now), len(now) - 1)


def test_places_among_groups_are_among_their_members(run: Run) -> None:
    found = profile(run, "mipex-national", "DE", "--group", "EU27_2020", "--group", "EFTA", "--node", "b")
    ranking = pd.DataFrame(json.loads(run("rank", "mipex-national", "--node", "b", "--group", "EU27_2020", "--json").stdout)["rank"])  # fmt: skip
    places = {place["among"]: place for place in found["places"]}
    assert list(places) == ["all", "EU27_2020", "EFTA"]
    assert places["EU27_2020"]["rank"] == ranking.set_index("unit").loc["DE", "rank"]
    assert (places["EU27_2020"]["of"], places["EU27_2020"]["others"]) == (MEMBERS, MEMBERS - 1)
    assert places["EFTA"]["rank"] is None
    others = ranking[ranking["unit"] != "DE"]["score"]
    assert places["EU27_2020"]["mean_of_others"] == pytest.approx(others.mean())
    assert found["profile"][0]["mean_of_others"] == pytest.approx(others.mean())  # those of the first group


def test_an_authors_text_and_uses_stand_on_the_page_as_text(run: Run, tmp_path: Path) -> None:
    text, uses, page = tmp_path / "text.md", tmp_path / "uses.csv", tmp_path / "page.html"
    text.write_text(
        "# In brief\n\nOne *line*\nand <script>alert(1)</script> [here](javascript:alert(1)).\n\n- a point\n"
    )
    uses.write_text("date,kind,what,by,unit\n2031,media,A leader,The Example Times,DE\n2031,media,Another,Nobody,FR\n")
    done = run("profile", "mipex-national", "DE", "--text", text, "--uses", uses, "--output", page)
    assert done.exit_code == 0, done.output
    shown = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown
    assert ("The Example Times" in shown, "Nobody" in shown) == (True, False)
    told = run("profile", "mipex-national", "DE", "--text", text).stdout
    assert "In brief\nOne *line* and <script>" in told
    assert "- a point" in told
    assert "72 as published by MPG and CIDOB" in told


def test_context_stands_beside_scores_before_and_after_an_assessment(run: Run, tmp_path: Path) -> None:
    context = ROOT / "examples" / "context"
    files = ("--context", context / "indices.yaml", "--context", context / "records.yaml")
    told = run("profile", "mipex-national", "PT", *files).stdout
    assert "signed 1998-04-02; ratified 2001-09-14; in force 2002-01-01" in told
    assert "Practice, supports the result: Mobile offices for family reunion" in told
    found = profile(run, "mipex-national", "PT", *files)
    values = {row["series"]: row["value"] for row in found["context"]}
    assert values["lawfulness"] == pytest.approx(0.82)
    assert values["trust"] is None  # its licence
    assert len(found["records"]) == len({row["title"] for row in found["records"]})
    about_nobody = tmp_path / "kenya.yaml"
    about_nobody.write_text((context / "records.yaml").read_text(encoding="utf-8").replace("unit: PT", "unit: KE"))
    before = run("profile", "mipex-national", "KE", "--context", about_nobody).stdout
    assert "is not assessed yet" in before
    assert "Convention of Examples on Equal Treatment (invented)" in before


def test_before_an_assessment_there_is_what_is_known_and_what_will_be_asked(run: Run) -> None:
    done = run("profile", "mipex-national", "Kenya", "--group", "EU27_2020")
    assert done.exit_code == 0
    assert "Kenya (KE) is not assessed yet: there are no answers" in done.stdout
    ranking = json.loads(run("rank", "mipex-national", "--node", "f", "--group", "EU27_2020", "--json").stdout)["rank"]
    found = {row["label"].strip(): row for row in profile(run, "mipex-national", "KE", "--group", "EU27_2020")["asked"]}
    mean = f"{sum(row['score'] for row in ranking) / MEMBERS:.1f}"
    assert found["Access to nationality"] == {"label": "  Access to nationality", "questions": 7, "EU27_2020": mean}


def test_a_region_has_its_competences_before_and_after(run: Run, tmp_path: Path) -> None:
    data = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional" / "data"
    lines = (data / "example-regions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    answers = tmp_path / "answers.csv"
    answers.write_text("".join(line for line in lines if "ZZ1-COAST" not in line), encoding="utf-8")
    study = ("--study", data / "example-study.yaml")
    after = run("profile", "mipex-regional", "ZZ1-COAST", *study).stdout
    before = run("profile", "mipex-regional", "ZZ1-COAST", *study, "--answers", answers)
    assert before.exit_code == 0, before.output
    assert "(ZZ1-COAST) is not assessed yet" in before.stdout
    assert "Left out for all:" in after
    assert "nobody has published bands for regional scores" in after
    for told in (before.stdout, after):
        assert "A federation, as invented: schools, housing and culture belong to the regions" in told


def test_nobody_is_ranked_by_their_own_answers(run: Run) -> None:
    done = run("profile", "regin-checklist", "ZZ-NORTHMARK")
    assert "Highest, of what is possible: Formulation (75%)" in done.stdout
    assert "Place by" not in done.stdout
    assert "places" not in profile(run, "regin-checklist", "ZZ-NORTHMARK")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("DEE",), 2, "there are no answers of the unit 'DEE', and no unit of iso-3166-1"),
        (("Germny",), 2, "Did you mean 'Germany'?"),
        (("DE", "--group", "EU26"), 2, "EU26"),
        (("DE", "--period", "1999"), 2, "there are no answers of the period '1999'"),
        (("DE", "--node", "ff"), 2, "'ff' is not a node"),
        (("DE", "--text", "nowhere.md"), 1, "nowhere.md: error file-not-found"),
    ],
)
def test_what_is_not_there_is_said(options: tuple[str, ...], code: int, said: str, run: Run) -> None:
    done = run("profile", "mipex-national", *options)
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_a_text_that_is_longer_than_a_profile_is_refused(run: Run, tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("word " * 5_000)
    done = run("profile", "mipex-national", "DE", "--text", long)
    assert (done.exit_code, "file-too-large" in done.output) == (1, True)
