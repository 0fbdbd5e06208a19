"""What a stranger can do: the example plugin, installed, known to nobody in core or plugins."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import ROOT, Shell
from installing import own_tests

PLUGIN = ROOT / "tests" / "example_plugin"


def test_the_base_stays_and_the_extended_total_stands_beside_it(example_plugin: Path, shell: Shell) -> None:
    alone = shell("run", "mipex-national", "--tree", "areas", "--json", PYTHONPATH=str(example_plugin))
    both = shell("run", "mipex-national+housing", "--json", PYTHONPATH=str(example_plugin))
    assert both.returncode == 0, both.stderr
    base, extended = json.loads(alone.stdout)["scores"], json.loads(both.stdout)["scores"]

    def plain(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
        return [
            (row["node"], row["unit"], row["period"], row["score"], row["rank"])
            for row in rows
            if row["tree"] == "areas"
        ]

    assert plain(base) == plain(extended)
    assert {row["strands"] for row in extended} == {"housing@2026"}
    scores = {(row["node"], row["unit"]): row["score"] for row in extended if row["period"] == "2019"}
    assert scores["housing.housing", "PT"] == 62.5  # the mean of 75 and the weakest part, 50
    health = [scores[area, "PT"] for area in "abcdefgh"]
    assert abs(scores["housing.overall", "PT"] - (sum(health) + 62.5) / 9) < 1e-6
    assert scores["housing.overall", "FI"] is None
    weakest = {
        row["verification"]
        for row in extended
        if row["node"] == "housing.overall" and row["unit"] == "PT" and row["period"] == "2019"
    }
    assert weakest == {"invented example"}
    table = shell("run", "mipex-national+housing", PYTHONPATH=str(example_plugin), COLUMNS="200").stdout
    assert "with the strand Housing" in table
    assert "health and" in table
    assert "housing" in table


def test_its_instrument_aggregator_and_exporter_work(example_plugin: Path, shell: Shell) -> None:
    result = shell("run", "market-stalls", "--format", "markdown", PYTHONPATH=str(example_plugin))
    assert result.stdout.splitlines()[2:] == ["| 2026 | 1 | ZZ-1 | 85.0 |", "| 2026 | 2 | ZZ-2 | 12.5 |"]
    listed = json.loads(shell("plugins", "list", "--json", PYTHONPATH=str(example_plugin)).stdout)
    plugin = next(each for each in listed["plugins"] if each["name"] == "example_housing")
    assert plugin["contributes"] == {
        "instruments": ["market-stalls@2026"],
        "strands": ["mipex-national+housing@2026"],
        "aggregators": ["penalised_mean"],
        "steps": ["share_of_total"],
        "exporters": ["markdown"],
    }
    assert plugin["errors"] == []
    provenance = json.loads(shell("run", "market-stalls", "--json", PYTHONPATH=str(example_plugin)).stdout)[
        "provenance"
    ]
    assert provenance["aggregators"] == {"penalised_mean": "policyindex-example-housing"}
    assert provenance["distributions"]["policyindex-example-housing"] == "0.1.0"


def test_its_own_tests_pass(example_plugin: Path) -> None:
    assert "1 passed" in own_tests(PLUGIN / "tests", example_plugin)


def test_it_is_small_and_unknown_to_the_core(example_plugin: Path) -> None:
    module = PLUGIN / "policyindex_example_housing" / "plugin.py"
    assert len(module.read_text().splitlines()) < 100
    sources = [path for folder in ("core", "plugins") for path in (ROOT / folder).rglob("*.py")]
    assert not [path for path in sources if "housing" in path.read_text()]


def test_the_shipped_plugins_conform() -> None:
    from policyindex.testing import check_plugin

    for name in ("mipex_national", "mipex_regional", "mipex_local", "regin_checklist", "built-in"):
        check_plugin(name)


def test_its_step_looks_at_all_units_of_a_period(example_plugin: Path, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "trips.yaml").write_text(
        "format: 1\nid: trips\nedition: '1'\ntitle: Trips\nsteps: [{step: share_of_total}]\n"
        "indicators: {n: {label: N, question: How many?, kind: number}}\nnodes: {all: {label: All, of: [n]}}\n"
        "trees: {main: {label: Main, published: true, roots: [all]}}\n"
    )
    (tmp_path / "a.csv").write_text("unit,period,n\nA,2019,1\nB,2019,3\nA,2020,5\n")
    given = "run", tmp_path / "trips.yaml", "--answers", tmp_path / "a.csv", "--json"
    scores = json.loads(shell(*map(str, given), PYTHONPATH=str(example_plugin)).stdout)["scores"]
    assert {(row["unit"], row["period"]): row["score"] for row in scores} == {
        ("A", "2019"): 0.25, ("B", "2019"): 0.75, ("A", "2020"): 1.0,
    }  # fmt: skip
