"""The numbers of the tutorial of ten questions, computed once more without the product: pandas and published scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "tutorial" / "ten-questions.md").read_text(encoding="utf-8")
EU = [
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


@pytest.fixture(scope="module")
def answers(golden: Path) -> Any:
    path = golden / "mipex" / "answers_core_2007-2019.csv"
    return pd.read_csv(path, keep_default_na=False, na_values=[""]).set_index(["unit", "period"])


def test_scores_and_ranks(published: Any) -> None:
    overall = published.xs(2019, level="period")["overall_with_health"]
    assert (overall[["SE", "FI", "PT"]] + 0.5).astype(int).tolist() == [86, 85, 81]
    participation = published.xs(2019, level="period")["d"].reindex([*EU, "HR"])
    ranks = participation.rank(method="min", ascending=False).astype(int)
    assert ranks[["IE", "LU", "PT"]].tolist() == [2, 2, 4]
    near = ranks[(participation - participation["IE"]).abs() < 50 / 5]
    assert (near.min(), near.max()) == (2, 4)
    assert (published.loc["DE", 2019]["d"], published.loc["FR", 2019]["d"]) == (60, 45)


def test_the_change_of_greece_is_weight_times_change(published: Any, answers: Any) -> None:
    before, after = answers.loc["GR", 2014], answers.loc["GR", 2019]
    assert (after["fa98"] - before["fa98"]) / 4 / 8 == pytest.approx(-1.5625)
    moved = published.loc["GR", 2019] - published.loc["GR", 2014]
    assert moved["overall_with_health"] == pytest.approx(2.7725694)
    assert (moved["h"] / 8, moved["f"] / 8, moved["a"] / 8) == pytest.approx((2.609375, -0.53125, 0.6944444))
    assert sum(moved[list("abcdefgh")]) / 8 == pytest.approx(moved["overall_with_health"])
    for number in ("+2.77 · 43.30 → 46.08", "-0.53 · 43.75 → 39.50", "-1.56 · 50 → 0", "+2.61 · 27.13 → 48.00"):
        assert number in PAGE


def test_the_change_of_luxembourg_is_not_the_difference_of_what_is_shown(published: Any) -> None:
    first, last = (published.loc["LU", year]["overall_with_health"] for year in (2014, 2019))
    assert (round(first, 2), round(last, 2), round(last - first, 2)) == (54.32, 63.60, 9.28)
    assert "54.32 and 63.60, which is 9.28 apart" in PAGE
    changes = published.xs(2019, level="period") - published.xs(2014, level="period")
    assert changes["overall_with_health"].reindex([*EU, "HR"]).idxmax() == "LU"


def test_answers_that_differ(answers: Any) -> None:
    rows = answers.loc[[("DE", 2019), ("FR", 2019)]].filter(regex="^d")
    assert int((rows.nunique() > 1).sum()) == 2
    assert "Answers that differ: 2 of 5" in PAGE


def test_poland_moved_up_from_where_greece_stands(answers: Any) -> None:
    poland, greece = answers.loc["PL"]["fa98"], answers.loc["GR", 2019]["fa98"]
    assert (poland[2011], poland[2012], poland[2019], greece) == (0, 50, 50, 0)


def test_germany_with_votes_in_its_towns(published: Any, answers: Any) -> None:
    assert answers.loc["DE", 2019]["db65db67db68"] == 0
    overall = published.xs(2019, level="period")["overall_with_health"]
    then = overall["DE"] + 75 / 5 / 8
    assert (round(overall["DE"], 2), round(then, 2), f"{75 / 5 / 8:+.3f}") == (58.33, 60.20, "+1.875")
    others = overall.drop("DE")
    assert (int((others > overall["DE"]).sum()) + 1, int((others > then).sum()) + 1) == (14, 13)
    assert others[(others > overall["DE"]) & (others <= then)].index.tolist() == ["ES"]


def test_six_reforms_bring_greece_to_sixty_and_five_do_not(published: Any, answers: Any) -> None:
    """In the areas whose items weigh most; no item elsewhere can gain as much as the sixth of these."""
    greece, score = answers.loc["GR", 2019], published.loc["GR", 2019]["overall_with_health"]
    weights = {"fa98": 4, "fa102_new": 4, "fd115ab": 4, "ea80": 4, "ed96": 4, "ga117": 4, "gc_new": 4}
    weights |= dict.fromkeys(["db65db67db68", "db70", "dc71abd", "dd75", "dd76"], 5)
    gains = sorted(((100 - greece[item]) / part / 8 for item, part in weights.items()), reverse=True)
    assert score + sum(gains[:5]) < 60 <= score + sum(gains[:6])
    assert gains[5] >= 100 / 7 / 8  # more than any item of the other areas, which are means of seven parts or more
    assert round(score + sum(gains[:6]), 2) == 61.30
