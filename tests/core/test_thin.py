"""Thin answers: incomplete scores have no rank, band or type, and say what they could still become."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from conftest import Run
from policyindex import Answer, AnswerSet, get_instrument
from policyindex.instruments.hashing import scoring_hash
from policyindex.plugins.host import PluginHost
from policyindex.scoring.result import Result
from policyindex.scoring.score import score

KEYS = "abcdef"
OPTIONS = "options: {no: {points: 0, text: No}, half: {points: 50, text: Half}, yes: {points: 100, text: 'Yes'}}"
TOWNS = (
    'format: 1\nid: towns\nedition: "1"\ntitle: Invented towns\nindicators:\n'
    + "".join(f"  {key}: {{label: {key}, question: Is it so?, {OPTIONS}}}\n" for key in KEYS)
    + """nodes:
  one: {label: One, of: [a, b, c]}
  two: {label: Two, of: [d, e, f], aggregator: weighted_mean, weights: {d: 4, e: 1, f: 1}}
  table:
    label: Table
    of: [a, d]
    aggregator: decision_table
    table: [{when: {a: yes, d: no}, score: 30}, {when: {a: missing}, score: 10}, {when: {}, score: 80}]
  all: {label: All, of: [one, two, table]}
trees:
  main: {label: Main, published: true, roots: [all]}
bands:
  levels: {label: Levels, bands: [{id: low, label: low, from: 0, to: 50}, {id: high, label: high, from: 50, to: 100}]}
"""
)
WEIGHTS = {
    "one": dict.fromkeys("abc", 1 / 3), "two": {"d": 4 / 6, "e": 1 / 6, "f": 1 / 6}, "table": dict.fromkeys("ad", 1 / 2),
}  # fmt: skip
ANSWERS = """unit,period,a,b,c,d,e,f
AA,2026,yes,,,yes,,
BB,2026,yes,yes,no,yes,yes,no
CC,2026,yes,half,,yes,,
DD,2026,,no,no,yes,yes,yes
"""


def towns(folder: Path, also: str = "") -> Path:
    path = folder / "towns.yaml"
    path.write_text(TOWNS.replace("indicators:\n", f"{also}indicators:\n", 1))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "answers.csv").write_text(ANSWERS)
    return towns(tmp_path), tmp_path / "answers.csv"


def test_an_incomplete_score_stands_behind_the_ranked_ones(run: Run, files: tuple[Path, Path]) -> None:
    shown = run("run", files[0], "--answers", files[1]).stdout
    lines = [line for line in shown.splitlines() if line[3:9].strip() in ("AA", "BB", "CC", "DD")]
    assert [line.split()[:2] for line in lines] == [["1", "CC"], ["2", "BB"], ["-", "AA"], ["-", "DD"]]
    assert "2 of 6  incomplete, " in lines[2]
    assert "high" not in lines[2]
    assert "Ranks, bands and types need 67% of the answers asked for, by weight" in shown


def test_programs_get_new_keys_beside_the_present_ones(run: Run, files: tuple[Path, Path]) -> None:
    document = json.loads(run("run", files[0], "--answers", files[1], "--json").stdout)
    found = {(each["unit"], each["node"]): each for each in document["scores"]}
    assert document["rank_coverage"] == pytest.approx(2 / 3)
    thin = found["AA", "one"]
    assert (thin["state"], thin["rank"], thin["band"], thin["answered"], thin["expected"]) == (
        "incomplete",
        None,
        "",
        1,
        3,
    )
    assert (thin["score"], thin["least"], thin["most"]) == (100, pytest.approx(100 / 3), 100)
    full = found["CC", "two"]  # four sixths of its weight are answered
    assert (full["state"], full["band"], full["least"], full["most"]) == ("", "high", None, None)
    assert full["coverage"] == pytest.approx(4 / 6)


def test_explain_and_the_profile_say_it(run: Run, files: tuple[Path, Path]) -> None:
    why = run("explain", files[0], "--answers", files[1], "--unit", "AA").stdout
    assert "One [one]: 100 · weight 33.33% · incomplete, 33 to 100" in why
    profile = run("run", files[0], "--answers", files[1], "--unit", "AA").stdout
    assert "1 of 3  incomplete, 33 to 100" in profile


@pytest.mark.parametrize("form", ["csv", "md", "html"])
def test_every_format_says_it(run: Run, files: tuple[Path, Path], form: str) -> None:
    assert "incomplete" in run("run", files[0], "--answers", files[1], "--format", form).stdout


def test_parquet_has_the_ranks_of_the_run(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    run("run", files[0], "--answers", files[1], "--output", tmp_path / "scores.parquet")
    frame = pd.read_parquet(tmp_path / "scores.parquet")
    document = json.loads(run("run", files[0], "--answers", files[1], "--json").stdout)
    wanted = {(each["unit"], each["node"]): each["rank"] for each in document["scores"]}
    rows = frame[["unit", "node", "rank"]].astype({"rank": object}).values.tolist()
    found = {(unit, node): None if pd.isna(rank) else rank for unit, node, rank in rows}
    assert found == wanted


def test_an_edition_may_ask_for_less_or_for_all(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    shown = run("run", towns(tmp_path, "rank_coverage: 0\n"), "--answers", files[1]).stdout
    assert "incomplete" not in shown
    assert "by weight" not in shown
    shown = run("run", towns(tmp_path, "rank_coverage: 1\n"), "--answers", files[1]).stdout
    assert shown.count("incomplete") == 3


def test_a_lone_unit_has_no_rank(host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument(towns(tmp_path), host)
    answers = [
        Answer(unit, period, key, answer="yes")
        for unit, period in (("AA", "1"), ("AA", "2"), ("BB", "2"))
        for key in KEYS
    ]
    result = score(instrument, AnswerSet(answers), host)
    assert [int(result.ranks[result.row(*row), result.column("all")]) for row in (("AA", "1"), ("AA", "2"))] == [0, 1]


def test_coverage_enters_the_hash_where_it_differs_from_before(host: PluginHost, tmp_path: Path) -> None:
    lines = ("", "rank_coverage: 0\n", "rank_coverage: 0.5\n")
    assert len({scoring_hash(get_instrument(towns(tmp_path, each), host)) for each in lines}) == 3


def scored(host: PluginHost, folder: Path, frame: pd.DataFrame) -> Result:
    instrument = get_instrument(towns(folder), host)
    answers = [
        Answer(unit, "2026", key, answer=str(frame.at[unit, key]))
        for unit in frame.index for key in KEYS if isinstance(frame.at[unit, key], str)
    ]  # fmt: skip
    return score(instrument, AnswerSet(answers), host)


def test_coverage_ranges_and_ranks_agree_with_plain_pandas(host: PluginHost, tmp_path: Path) -> None:
    chance = np.random.default_rng(8)
    units = [f"U{number:02}" for number in range(40)]
    cells = chance.choice(np.array(["no", "half", "yes", None], dtype=object), (len(units), len(KEYS)))
    frame = pd.DataFrame(cells, index=units, columns=list(KEYS))
    frame = frame[frame.notna().any(axis=1)]
    result = scored(host, tmp_path, frame)
    share = pd.DataFrame({node: frame[list(some)].notna() @ pd.Series(some) for node, some in WEIGHTS.items()})
    thin = share < 2 / 3 - 1e-9
    thin["all"] = thin.any(axis=1) | (share.mean(axis=1) < 2 / 3 - 1e-9)
    nodes = ("one", "two", "table", "all")
    for node in nodes:
        column = result.column(node)
        scores = pd.Series({unit: result.score(unit, "2026", node) for unit in frame.index}, dtype=float)
        ranks = scores[~thin[node]].rank(method="min", ascending=False)
        for unit in frame.index:
            row = result.row(unit, "2026")
            assert bool(result.incomplete[row, column]) is bool(thin.at[unit, node] and pd.notna(scores[unit]))
            rank = ranks.get(unit)
            assert result.ranks[row, column] == (0 if rank is None or pd.isna(rank) else rank)
    for unit in frame.index[:8]:
        row, given = result.row(unit, "2026"), frame.loc[unit]
        missing = [key for key in KEYS if not isinstance(given[key], str)]
        filled = pd.DataFrame(
            [
                {**given, **dict(zip(missing, each, strict=True))}
                for each in itertools.product(("no", "yes"), repeat=len(missing))
            ]
        )
        filled.index = pd.Index([f"F{number:03}" for number in range(len(filled))])
        whole = scored(host, tmp_path, filled).scores
        for node in nodes:
            at = result.column(node)
            if (
                result.incomplete[row, at] and node != "all"
            ):  # whose parts share answers: there the range is an outer one
                ends = result.allowed[0][row, at], result.allowed[1][row, at]
                assert ends == pytest.approx((np.nanmin(whole[:, at]), np.nanmax(whole[:, at])))
            elif result.incomplete[row, at]:
                assert result.allowed[0][row, at] <= np.nanmin(whole[:, at]) + 1e-9
                assert result.allowed[1][row, at] >= np.nanmax(whole[:, at]) - 1e-9


def test_shares_of_not_applicable_stand_beside(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    lines = ["unit,period,indicator,answer,status"]
    lines += [f"{unit},2026,{key},yes," for unit in ("AA", "BB") for key in KEYS[:5]]
    (tmp_path / "long.csv").write_text("\n".join([*lines, "AA,2026,f,,not_applicable", "BB,2026,f,no,"]) + "\n")
    shown = run("run", files[0], "--answers", tmp_path / "long.csv").stdout
    assert "17%" in shown
    rows = json.loads(run("run", files[0], "--answers", tmp_path / "long.csv", "--json").stdout)["scores"]
    found = {(each["unit"], each["node"]): (each["not_applicable"], each["state"]) for each in rows}
    assert found["AA", "two"] == (pytest.approx(1 / 3), "")
    assert found["BB", "two"] == (0, "")


def test_means_of_a_country_leave_incomplete_scores_out(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    units = ", ".join(f"{unit}: {{country: XX}}" for unit in ("AA", "BB", "CC", "DD"))
    (tmp_path / "study.yaml").write_text(
        "format: 1\nstudy: round\ntitle: Round\ninstrument: towns@1\nperiod: '2026'\n"
        f"countries: {{XX: {{label: Xland}}}}\nunits: {{{units}}}\n"
    )
    command = ("run", files[0], "--answers", files[1], "--study", tmp_path / "study.yaml", "--unit", "AA")
    lines = [" ".join(line.split()) for line in run(*command).stdout.splitlines()]
    assert "Score of AA Mean of 2 there Mean of all 2" in lines
    assert "Incomplete scores are left out of the means: All 2, One 1, Table 1." in lines
    scores = json.loads(run(*command[:-2], "--json").stdout)["scores"]
    whole = [each["score"] for each in scores if each["node"] == "all" and each["unit"] in ("BB", "CC")]
    placed = json.loads(run(*command, "--json").stdout)["profiles"][0]["placed"][0]
    assert placed["country"] == placed["everyone"] == pytest.approx(sum(whole) / 2)
