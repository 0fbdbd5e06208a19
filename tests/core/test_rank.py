"""Ranking by any node: competition ranks as pandas has them, small differences, intervals from a source."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from conftest import Run


def ranking(run: Run, *options: str | Path) -> pd.DataFrame:
    """Give the table that programs get."""
    done = run("rank", "mipex-national", *options, "--json")
    assert done.exit_code == 0, done.output
    return pd.DataFrame(json.loads(done.stdout)["rank"])


def test_ranks_are_those_of_the_published_scores(run: Run, golden: Path) -> None:
    published = pd.read_csv(golden / "mipex" / "published_core_2007-2019.csv", keep_default_na=False)
    for node, period in (("overall_with_health", 2019), ("b", 2014), ("f", 2010)):
        wanted = published[(published["node"] == node) & (published["period"] == period)].set_index("unit")["score"]
        found = ranking(run, "--node", node, "--period", str(period)).set_index("unit")
        ranks = wanted.round(9).rank(method="min", ascending=False).astype(int)
        assert found["rank"].reindex(wanted.index).astype(int).to_dict() == ranks.to_dict()


def test_less_than_one_step_of_the_heaviest_indicator_is_not_distinguishable(run: Run) -> None:
    found = ranking(run)
    step = 50 / 4 / 8  # one of four parts of one of eight areas, from one option to the next of three
    scores, ranks = found["score"].to_numpy(), found["rank"].to_numpy()
    near = [ranks[abs(scores - each) < step] for each in scores]
    wanted = [(min(each), max(each)) if len(set(each)) > 1 else (0, 0) for each in near]
    columns = found[["not_distinguishable_from", "not_distinguishable_to"]].fillna(0).astype(int)
    assert list(columns.itertuples(index=False, name=None)) == wanted
    assert found["unit"].tolist()[:3] == ["SE", "FI", "PT"]
    assert "less than 1.56 apart" in run("rank", "mipex-national").stdout.replace("\n  ", " ")


def test_scores_shown_alike_with_other_ranks_are_marked(run: Run) -> None:
    found = ranking(run)
    places = found.groupby("shown")["rank"].nunique()
    assert (found["same_shown"] == "yes").tolist() == [bool(places[each] > 1) for each in found["shown"]]


def test_members_of_a_group_are_ranked_among_each_other(run: Run) -> None:
    every, few = ranking(run), ranking(run, "--group", "EU27_2020")
    kept = every[every["unit"].isin(few["unit"])]["score"]
    assert len(few) == 27
    assert few["rank"].tolist() == kept.rank(method="min", ascending=False).astype(int).tolist()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("mipex-national", "--node", "bb"), 2, "'bb' is not a node of mipex-national"),
        (("mipex-national", "--period", "1999"), 2, "no unit has answers for 1999; there are some for: 2007"),
        (("mipex-national", "--group", "EU27"), 2, "EU27_2007 or EU27_2020"),
        (
            ("mipex-national", "--group", "EU27_2007", "--period", "2020"),
            2,
            "no unit of EU27_2007 has answers for 2020",
        ),
        (("regin-checklist",), 2, "is a self-assessment, and nobody is ranked by their own answers"),
    ],
)
def test_what_cannot_be_ranked_is_said(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("rank", *options)
    assert (done.exit_code, said in " ".join(done.output.split())) == (code, True), done.output


def test_intervals_come_from_a_source(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "intervals.csv"
    table.write_text("unit,low,high,source\nSE,84,88.4,Study of 2031\nFI,83,84,Study of 2031\n")
    done = run("rank", "mipex-national", "--intervals", table)
    assert done.exit_code == 0
    assert "84 to 88" in done.stdout
    assert "Intervals: Study of 2031" in done.stdout
    assert "does not hold the score of FI" in done.stderr


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("unit,low,high\nSE,1,2\n", ["table-column-missing"]),
        ("unit,low,high,source\nSE,1,2,\nFI,1,x,S\nPT,9,2,S\n", ["table-cell-empty", "table-not-a-number", "interval-turned"]),
        ("unit,node,low,high,source\nSE,bb,1,2,S\n", ["table-node-unknown"]),
    ],
)  # fmt: skip
def test_faults_of_intervals_are_named_together(run: Run, tmp_path: Path, text: str, codes: list[str]) -> None:
    table = tmp_path / "intervals.csv"
    table.write_text(text)
    done = run("rank", "mipex-national", "--intervals", table)
    assert done.exit_code == 1
    assert all(each in done.output for each in codes), done.output
    assert str(table) in done.output


def test_a_unit_that_is_not_there_is_left_out_with_a_warning(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "intervals.csv"
    table.write_text("unit,low,high,source\nXX,1,2,S\n")
    done = run("rank", "mipex-national", "--intervals", table)
    assert done.exit_code == 0
    assert "table-unit-absent" in done.stderr
