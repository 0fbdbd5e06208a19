"""Units: schemes of countries and others, tables of them, groups with dated membership, and runs within a group."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from test_plugin_faults import host_with

import policyindex as pi
from conftest import ROOT, Run
from policyindex import Membership, UnitGroupSpec, UnitSchemeSpec
from policyindex.instruments.groups import find_group, registered_scheme, scheme_of
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import BrokenPluginError, WrongUseError
from policyindex.units.countries import ISO, countries
from policyindex.units.tables import read_groups
from policyindex.verbs.workspace import Workspace

REGIONS = """code,name,parent,alias,country,note
GR,Greece,,EL,GR,
GR3,Attica,,,,
GR30,Attica (region),,R30,,
ES,Spain,,,ES,
ES51,Catalonia,,,,Invented note.
XK,Kosovo,,,XK,
"""
GROUPS = """group,unit,from,until,label,source,scheme
COAST,GR3,2010,2020-07-01,Coast,Invented,
COAST,GR3,2025,,,,
COAST,ES51,,,,,
PAIR,EL,,,Pair,,iso-3166-1
PAIR,XKX,,,,,iso-3166-1
"""


def written(folder: Path, units: str, answers: str, **files: str) -> Path:
    """Write an instrument of one question with tables beside it, and answers."""
    path = folder / "towns.yaml"
    path.write_text(
        f"format: 1\nid: towns\nedition: '1'\ntitle: Towns\nunits: {units}\nindicators:\n"
        "  plan: {label: Plan, question: Is there a plan?, kind: number, goalposts: {worst: 0, best: 100}}\n"
        "nodes:\n  all: {label: All, of: [plan]}\ntrees:\n  main: {label: Main, published: true, roots: [all]}\n"
    )
    for name, text in {**files, "answers": answers}.items():
        (folder / f"{name}.csv").write_text(text)
    return path


@pytest.mark.parametrize(
    ("group", "period", "count"),
    [
        ("EU15", "", 15), ("EU25", "", 25), ("EU27_2007", "", 27), ("EU28", "", 28), ("EU27_2020", "", 27),
        ("EU", "1960", 6), ("EU", "1973", 9), ("EU", "1981", 10), ("EU", "1990", 12), ("EU", "2003", 15),
        ("EU", "2004-04", 15), ("EU", "2004-05", 25), ("EU", "2007", 27), ("EU", "2013-06-30", 27),
        ("EU", "2013-07-01", 28), ("EU", "2019", 28), ("EU", "2020-01-31", 28), ("EU", "2020-02-01", 27), ("EU", "", 27),
        ("EFTA", "1960", 7), ("EFTA", "1972", 8), ("EFTA", "1990", 6), ("EFTA", "", 4),
        ("OECD", "1961", 19), ("OECD", "2009", 30), ("OECD", "2010", 34), ("OECD", "", 38),
        ("M49_001", "", 248), ("M49_002", "", 60), ("M49_419", "", 52), ("M49_150", "", 51), ("M49_142", "", 50),
        ("M49_009", "", 29), ("M49_021", "", 5),
    ],
)  # fmt: skip
def test_groups_have_their_members(host: PluginHost, group: str, period: str, count: int) -> None:
    found = pi.members(group, host, period=period)
    assert len(found) == count
    for scheme in ("iso-3166-1-alpha-3", "iso-3166-1-numeric"):
        assert len(pi.members(group, host, period=period, scheme=scheme)) == count


@pytest.mark.parametrize(
    ("group", "before", "after", "joined", "left"),
    [
        ("EU", "1957", "1958", "BE DE FR IT LU NL", ""), ("EU", "1972", "1973", "DK GB IE", ""),
        ("EU", "1980", "1981", "GR", ""), ("EU", "1985", "1986", "ES PT", ""), ("EU", "1994", "1995", "AT FI SE", ""),
        ("EU", "2004-04-30", "2004-05-01", "CY CZ EE HU LT LV MT PL SI SK", ""), ("EU", "2006", "2007", "BG RO", ""),
        ("EU", "2013-06-30", "2013-07-01", "HR", ""), ("EU", "2020-01-31", "2020-02-01", "", "GB"),
        ("EFTA", "1972", "1973", "", "DK GB"), ("EFTA", "1985", "1986", "FI", "PT"), ("EFTA", "1994", "1995", "", "AT FI SE"),
        ("OECD", "1993", "1996", "CZ HU KR MX PL", ""), ("OECD", "2009", "2010", "CL EE IL SI", ""),
        ("OECD", "2015", "2021", "CO CR LT LV", ""),
    ],
)  # fmt: skip
def test_who_joined_and_left_when(
    host: PluginHost, group: str, before: str, after: str, joined: str, left: str
) -> None:
    first, then = (set(pi.members(group, host, period=each)) for each in (before, after))
    assert (then - first, first - then) == (set(joined.split()), set(left.split()))


def test_the_unions_of_one_size_differ_by_one_country(host: PluginHost) -> None:
    before, after = (set(pi.members(name, host)) for name in ("EU27_2007", "EU27_2020"))
    assert (before - after, after - before) == ({"GB"}, {"HR"})
    assert set(pi.members("EU", host, period=2007)) == before
    assert set(pi.members("EU", host, period="2020-02-01")) == after == set(pi.members("EU", host))
    assert pi.members("efta", host, scheme="iso-3166-1-alpha-3") == ("CHE", "ISL", "LIE", "NOR")
    assert pi.members("EFTA", host, scheme="iso-3166-1-numeric") == ("352", "438", "578", "756")


@pytest.mark.parametrize(
    ("group", "options", "said"),
    [
        ("EU27", {}, "'EU27' has meant different units: write EU27_2007 or EU27_2020"),
        ("eu27", {}, "'eu27' has meant different units: write EU27_2007 or EU27_2020"),
        ("OEDC", {}, "there is no group 'OEDC'; there are: EU, EU15, EU25, "),
        ("EU28", {"scheme": "iso"}, "there is no unit scheme 'iso'; there are: iso-3166-1, "),
        ("EU28", {"period": "20199"}, "'20199' is no period: it is a year such as 2026"),
    ],
)
def test_what_is_no_group_is_refused(host: PluginHost, group: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        pi.members(group, host, **options)
    assert str(caught.value).startswith(said)


def test_countries_have_three_codes_and_kosovo_two() -> None:
    found = countries()
    assert len(found) == 250
    for kind in ("alpha_2", "alpha_3"):
        assert len({getattr(each, kind) for each in found}) == len(found)
    assert [each for each in found if not each.numeric] == [("XK", "XKX", "", "Kosovo")]


def test_every_country_is_in_one_subregion_of_m49_but_three(host: PluginHost) -> None:
    leaves = [
        each for each in host.unit_groups
        if each.startswith("M49_") and each not in ("M49_001", "M49_002", "M49_202", "M49_019", "M49_419", "M49_142", "M49_150", "M49_009")
    ]  # fmt: skip
    placed = [unit for each in leaves for unit in pi.members(each, host)]
    assert len(placed) == len(set(placed))
    assert {each.alpha_2 for each in countries()} - set(placed) == {"AQ", "TW", "XK"}
    assert set(pi.members("M49_001", host)) == {*placed, "AQ"}


def test_the_groups_of_the_core_are_a_table_without_a_fault(host: PluginHost) -> None:
    found, problems = read_groups(ROOT / "core" / "policyindex" / "units" / "data" / "groups.csv", ISO)
    assert problems == []
    specs = [each for each in host.unit_groups.values() if not each.id.startswith("M49")]
    assert [(each.id, each.title, each.source, tuple(each.memberships()), each.scheme) for each in specs] == [
        (each.id, each.title, each.source, each.memberships, each.scheme) for each in found
    ]


@pytest.mark.parametrize(
    ("scheme", "written", "code"),
    [
        ("iso-3166-1", "EL", "GR"), ("iso-3166-1", "SWE", "SE"), ("iso-3166-1", "kosovo", "XK"), ("iso-3166-1", "4", None),
        ("iso-3166-1-alpha-3", "SE", "SWE"), ("iso-3166-1-alpha-3", "uk", "GBR"), ("iso-3166-1-alpha-3", "XK", "XKX"),
        ("iso-3166-1-numeric", "4", "004"), ("iso-3166-1-numeric", "04", "004"), ("iso-3166-1-numeric", "40", "040"),
        ("iso-3166-1-numeric", "AFG", "004"), ("iso-3166-1-numeric", "Sweden", "752"),
        ("iso-3166-1-numeric", "XK", None),
    ],
)  # fmt: skip
def test_other_codes_are_found(host: PluginHost, scheme: str, written: str, code: str | None) -> None:
    assert registered_scheme(scheme, host).code(written) == code


def test_numbers_find_their_zeros_with_a_note(tmp_path: Path, run: Run) -> None:
    answers = "unit,period,plan\n4,2020,10\n40,2020,20\n752,2020,30\n"
    path = written(tmp_path, "{scheme: iso-3166-1-numeric, label: country}", answers)
    result = run(
        "run", path, "--answers", tmp_path / "answers.csv", "--format", "csv", "--columns", "unit,unit_name,score"
    )
    assert result.stdout.splitlines()[1:] == ["004,Afghanistan,10", "040,Austria,20", "752,Sweden,30"]
    assert "the unit '4' is read as '004' of iso-3166-1-numeric" in result.stderr


def test_the_note_on_kosovo_comes_once_wherever_it_is_named(tmp_path: Path, run: Run) -> None:
    answers = "unit,period,plan\nXK,2019,10\nXK,2020,20\nAL,2020,30\n"
    path = written(tmp_path, "{scheme: iso-3166-1, label: country}", answers)
    given = (path, "--answers", tmp_path / "answers.csv")
    note = "Kosovo: the name is used without prejudice to positions on status"
    for form in ("table", "md", "html"):
        shown = re.sub("<script.*?</script>", "", run("run", *given, "--format", form).stdout, flags=re.DOTALL)
        assert " ".join(shown.split()).count(note) == 1
    assert json.loads(run("run", *given, "--json").stdout)["unit_notes"]["XK"].startswith(note)
    tidy = run("run", *given, "--format", "csv")
    assert note not in tidy.stdout
    assert f"to be printed with this table: {note}" in tidy.stderr
    assert note not in " ".join(run("run", *given, "--unit", "AL").stdout.split())
    assert note in " ".join(run("explain", *given, "--unit", "XK").stdout.split())
    assert note in " ".join(run("units", "show", "iso-3166-1-alpha-3").stdout.split())


def test_a_table_brings_a_scheme(tmp_path: Path, run: Run, host: PluginHost) -> None:
    units = "{scheme: regions, vintage: '2021', label: region, file: regions.csv, parents: prefix, groups: groups.csv}"
    answers = "unit,period,plan\nR30,2019,10\nes51,2019,20\nGR30,2021,30\nES51,2021,40\nXK,2021,50\nXX9,2021,60\n"
    path = written(tmp_path, units, answers, regions=REGIONS, groups=GROUPS)
    instrument = pi.get_instrument(path, host)
    scheme = scheme_of(instrument, host)
    assert [list(scheme.chain(each)) for each in ("GR30", "ES51")] == [["GR30", "GR3", "GR"], ["ES51", "ES"]]
    assert pi.members("EU", host, period=2019, instrument=instrument) == ("ES", "ES51", "GR", "GR3", "GR30")
    assert pi.members("COAST", host, period=2019, instrument=instrument) == ("ES51", "GR3", "GR30")
    assert pi.members("COAST", host, period=2020, instrument=instrument) == ("ES51",)
    assert pi.members("COAST", host, period=2025, instrument=instrument) == ("ES51", "GR3", "GR30")
    assert pi.members("pair", host, scheme="iso-3166-1-alpha-3", instrument=instrument) == ("GRC", "XKX")

    given = (path, "--answers", tmp_path / "answers.csv", "--format", "csv", "--columns", "unit,period,score,rank")
    result = run("run", *given, "--group", "COAST")
    assert result.stdout.splitlines()[1:] == ["ES51,2019,20,1", "ES51,2021,40,", "GR30,2019,10,2"]
    assert "answers-unit-unknown: 'XX9' is not a unit of regions; it is kept" in result.stderr
    assert run("run", *given, "--group", "EU28").stdout.splitlines()[1:] == [
        "ES51,2019,20,1", "ES51,2021,40,1", "GR30,2019,10,2", "GR30,2021,30,2",
    ]  # fmt: skip
    shown = run("run", *given[:3], "--group", "COAST")
    assert "Towns · 2019 · COAST" in shown.stdout
    assert "Catalonia: Invented note." in shown.stdout
    assert "Group COAST: Coast (2 units)" in run("instruments", "show", path).stdout
    listed = run("units", "list", "--for", path, "--format", "csv").stdout.splitlines()
    assert listed[1:4] == [
        "scheme,regions,region,regions,2021,regions.csv", "group,COAST,Coast,regions,,groups.csv",
        "group,PAIR,Pair,iso-3166-1,,groups.csv",
    ]  # fmt: skip


def test_a_table_adds_to_a_registered_scheme(tmp_path: Path, host: PluginHost) -> None:
    units = "{scheme: iso-3166-1, label: country, file: more.csv}"
    path = written(tmp_path, units, "", more="code,name\nXA,Atlantis\nTR,Turkey\n")
    scheme = scheme_of(pi.get_instrument(path, host), host)
    assert (len(scheme.names), scheme.code("atlantis"), scheme.names["TR"]) == (251, "XA", "Turkey")


def test_a_run_within_a_group(run: Run) -> None:
    result = run("run", "mipex-national", "--group", "EFTA", "--period", "2019")
    assert result.stdout.startswith("Migrant Integration Policy Index, core set · 2019 · EFTA\n")
    text = " ".join(result.stdout.split())
    assert [text.find(each) > 0 for each in (" 1 Norway ", " 2 Iceland ", " 3 Switzerland ")] == [True] * 3
    assert (
        "Within EFTA, 2019: ranks are among its 3 units here. 1 of its members have no answers: Liechtenstein" in text
    )
    whole = run("run", "mipex-national", "--period", "2019", "--json", "--unit", "NO")
    part = run("run", "mipex-national", "--period", "2019", "--json", "--unit", "NO", "--group", "EFTA")
    before, after = (json.loads(each.stdout) for each in (whole, part))
    assert [each["score"] for each in before["scores"]] == [each["score"] for each in after["scores"]]
    assert before["scores"][0]["rank"] > after["scores"][0]["rank"] == 1
    assert after["provenance"]["group"]["members"]["2019"] == ["CH", "IS", "LI", "NO"]
    assert before["provenance"]["answers_hash"] == after["provenance"]["answers_hash"]


def test_a_group_of_nobody_and_a_unit_outside(run: Run) -> None:
    nobody = run("run", "mipex-national", "--group", "M49_061")
    assert nobody.exit_code == 1
    assert "--group: error group-empty: no unit here is in M49_061 in 2007" in nobody.stderr
    outside = run("run", "mipex-national", "--group", "EFTA", "--unit", "SE")
    assert (outside.exit_code, "there are no answers of the unit 'SE'" in outside.stderr) == (2, True)
    bare = run("run", "mipex-national", "--group", "EU27")
    assert (bare.exit_code, bare.stderr.splitlines()[-1]) == (
        2, "error: 'EU27' has meant different units: write EU27_2007 or EU27_2020",
    )  # fmt: skip


def test_a_study_brings_groups_and_the_countries_of_its_units(tmp_path: Path, run: Run) -> None:
    plugin = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional"
    study = (plugin / "data" / "example-study.yaml").read_text(encoding="utf-8")
    path = tmp_path / "study.yaml"
    path.write_text(study.replace("countries:", "groups: groups.csv\ncountries:", 1))
    (tmp_path / "groups.csv").write_text("group,unit,scheme\nFIRST,ZZ1,iso-3166-1\nLAKES,ZZ2-LAKES,\n")
    given = ("run", "mipex-regional", "--study", path, "--format", "csv", "--columns", "unit,rank", "--tree", "stages")
    found = run(*given, "--group", "FIRST").stdout.splitlines()
    assert {line.split(",")[0] for line in found[1:]} == {"ZZ1-HILLS", "ZZ1-COAST"}
    assert {line.split(",")[0] for line in run(*given, "--group", "LAKES").stdout.splitlines()[1:]} == {"ZZ2-LAKES"}
    (tmp_path / "groups.csv").write_text("group,unit,scheme\nOECD,ZZ1,iso-3166-1\nFIRST,ZZ1,iso-3166-1\n")
    beside = run(*given, "--group", "FIRST").stderr
    assert "group-taken: there is a group 'OECD' already" in beside
    assert "group-unit-unknown: 'ZZ1' in the group 'OECD' is not a unit of iso-3166-1, and 1 more like it" in beside
    assert "groups.csv:2: warning group-taken" in run("validate", path).stdout
    taken = run(*given, "--group", "OECD")
    assert (taken.exit_code, "groups.csv:2: there is a group 'OECD' already, of built-in" in taken.stderr) == (2, True)


def test_units_are_shown(run: Run) -> None:
    assert "there is no scheme and no group 'nuts'" in run("units", "show", "nuts").stderr
    shown = run("units", "show", "EU", "--period", "1960", "--format", "csv")
    assert shown.stdout.splitlines()[:2] == ["unit,unit_name,from,until", "BE,Belgium,1958-01-01,"]
    assert len(json.loads(run("units", "show", "EU", "--json").stdout)["members"]) == 28
    assert run("units", "show", "iso-3166-1", "--period", "2019").exit_code == 2
    listed = run("units", "list").stdout
    assert all(each in listed for each in ("iso-3166-1-numeric", "EU27_2020", "M49_155"))


def test_a_plugin_brings_vintages_and_groups(tmp_path: Path, run: Run) -> None:
    old = UnitSchemeSpec("stars", "Stars", lambda: {"A1": "Vega"}, "2016")
    new = UnitSchemeSpec(
        "stars", "Stars", lambda: {"A": "Lyra", "A1": "Wega"}, "2021", lambda: {"A1": "A"}, lambda: {"vega": "A1"}
    )
    host = host_with("unit_schemes", old, new)
    assert registered_scheme("stars@2016", host).names == {"A1": "Vega"}
    assert registered_scheme("stars@2021", host).code("VEGA") == "A1"
    path = written(tmp_path, "{scheme: stars, vintage: '2021', label: star}", "")
    assert list(scheme_of(pi.get_instrument(path, host), host).chain("A1")) == ["A1", "A"]
    for vintage in ("", ", vintage: '2019'"):
        path = written(tmp_path, f"{{scheme: stars{vintage}, label: star}}", "")
        assert [each.code for each in pi.get_instrument(path, host).warnings] == ["units-vintage-unknown"]

    groups = host_with(
        "unit_groups", UnitGroupSpec("N", "Nordic", lambda: [Membership("SWE"), Membership("NO", "soon")])
    )
    with pytest.raises(BrokenPluginError, match=r"the unit group 'N' of plugin strange .* is dated by 'soon'"):
        find_group("N", groups)
    spec = UnitGroupSpec("N", "Nordic", lambda: [Membership("SWE", "1900")], "iso-3166-1-alpha-3", "Somebody")
    outcome = pi.run("mipex-national", group="Nordic", workspace=Workspace(host_with("unit_groups", spec)))
    assert set(outcome.data.panel.units) == {"SE"}
    assert "N: Nordic (Somebody)" in outcome.report().notes
