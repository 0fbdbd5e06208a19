"""An index of one's own over another instrument's indicators: its tree and weights, nobody's copied texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import get_instrument, read_answers, score
from policyindex.plugins.host import PluginHost

INDEX = ROOT / "examples" / "own-index" / "index.yaml"
ANSWERS = ROOT / "plugins" / "mipex_national" / "policyindex_mipex_national" / "data" / "answers-2007-2020.csv"


def test_chosen_indicators_and_nodes_are_scored_as_the_base_scores_them(host: PluginHost) -> None:
    national, own = get_instrument("mipex-national", host), get_instrument(INDEX, host)
    assert own.extends == "mipex-national@core-2020"
    assert len(own.indicators) == 19
    assert set(own.nodes) == {"entry", "work", "overall", "d", "bb28", "bb29"}
    theirs = score(national, read_answers(national, host=host), host)
    ours = score(own, read_answers(own, host=host), host)
    assert (ours.panel.units, ours.panel.periods) == (theirs.panel.units, theirs.panel.periods)
    for unit, period in [("SE", "2019"), ("DE", "2014"), ("CZ", "2010"), ("JP", "2019")]:
        parts = {node: theirs.score(unit, period, node) for node in ("bb28", "bb29", "a", "d")}
        assert all(value is not None for value in parts.values())
        assert {node: ours.score(unit, period, node) for node in ("bb28", "bb29", "work", "d")} == {
            **{node: parts[node] for node in ("bb28", "bb29", "d")}, "work": parts["a"],
        }  # fmt: skip
        entry = (parts["bb28"] + parts["bb29"]) / 2  # type: ignore[operator]
        wanted = (2 * entry + parts["a"] + parts["d"]) / 4  # type: ignore[operator]
        assert ours.score(unit, period, "overall") == pytest.approx(wanted, abs=1e-9)


def test_its_scores_are_nobodys_published_ones_and_its_answers_are(host: PluginHost) -> None:
    own = get_instrument(INDEX, host)
    result = score(own, read_answers(own, host=host), host)
    assert {row.verification for row in result.rows()} - {""} == {"as published by MPG and CIDOB"}
    assert not any(row.note for row in result.rows())


def test_the_bases_answer_files_are_read_over_what_is_not_asked(run: Run, tmp_path: Path) -> None:
    own, bundled = run("run", INDEX, "--answers", ANSWERS), run("run", INDEX)
    assert own.exit_code == bundled.exit_code == 0
    lines = [line.split() for line in (own.stdout, bundled.stdout)]
    assert lines[0][:60] == lines[1][:60]
    long = tmp_path / "long.csv"
    long.write_text("unit,period,indicator,points\nSE,2019,aa1,100\nSE,2019,h156a,50\n")
    assert run("validate", "--for", INDEX, long).stdout == "1 file: no problems\n"
    long.write_text("unit,period,indicator,points\nSE,2019,aa1,100\nSE,2019,zz1,50\n")
    assert "'zz1' is not an indicator of family-and-work@2026" in run("validate", "--for", INDEX, long).stdout


def test_it_says_what_it_extends_and_how_far_the_target_is(run: Run) -> None:
    assert "It extends mipex-national@core-2020" in run("instruments", "show", INDEX).stdout
    lines = [" ".join(line.split()) for line in run("run", INDEX).stdout.splitlines()]
    assert "# Country Family and work To target 90 by 2030" in lines


def test_own_indicators_stand_beside_the_bases(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "index.yaml"
    text = INDEX.read_text().replace(
        "nodes:\n", "indicators:\n  mine: {label: Mine, question: Is it?, kind: tick, points: 100}\nnodes:\n", 1
    )
    path.write_text(
        text.replace("of: [entry, work, d]", "of: [entry, work, d, mine]").replace("d: 1}", "d: 1, mine: 4}")
    )
    own = get_instrument(path, host)
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,period,indicator,answer,points\nSE,2019,mine,true,\nSE,2019,aa1,,0\n")
    assert (
        score(own, read_answers(own, answers, host=host), host).score("SE", "2019", "overall") == 80
    )  # (4*100 + 0) / 5


def test_an_index_over_an_instrument_with_scoping_keeps_its_study(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "index.yaml"
    path.write_text(
        "format: 1\nid: ours\nedition: '1'\ntitle: Ours\nextends: {instrument: mipex-regional, editions: [own-2026]}\n"
        "nodes: {overall: {label: Overall, of: [area.education, area.social-security, area.labour-market]}}\n"
        "trees: {main: {label: Main, published: true, roots: [overall]}}\n"
    )
    own = get_instrument(path, host)
    result = score(own, read_answers(own, host=host), host)
    assert result.provenance["study"]["study"] == "invented-regions-2026"
    assert [each.label for each in result.compared.left_out(own, "2026")] == ["Labour market", "Social security"]
