"""What ``policyindex new`` writes works at once: it validates, installs, runs, and its own tests pass."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run, Shell
from installing import build, install, own_tests
from policyindex import WrongUseError, get_instrument, read_answers, score, validate, validate_answers
from policyindex.authoring.copying import copy_of
from policyindex.authoring.names import title_of
from policyindex.authoring.scaffold import answers_text, instrument_text, plugin_files
from policyindex.files.folders import write_folder
from policyindex.files.writing import write_file
from policyindex.plugins.host import PluginHost
from policyindex.testing import check_cases
from policyindex.verbs.outcome import made_text

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True)
PART = """indicators:
  roof: {label: Roof, question: Is there a roof?, kind: tick, points: 100}
  size: {label: Size, question: How many square metres?, kind: number, thresholds: [{from: 0, points: 0}, {from: 9, points: 100}]}
"""
OWN = """# yaml-language-server: $schema=elsewhere.json
# our own notes stay
format: 1
id: shelters
edition: draft-2
title: "Shelters: \\"dry\\" & warm"
include: [parts/roof.yaml]
facets: {group: {label: Group, values: {a: Adults, c: Children}}}
indicators:
  beds:
    label: Beds
    question: Are there beds?
    ask_per: [group]
    options:
      "yes": {points: 100, text: Enough.}
      "no": {points: 0, text: None.}
  ways: {label: Ways, question: Which ways?, kind: at_least, at_least: 2, sub_options: {x: {text: X}, y: {text: Y}}, points: 100}
nodes:
  comfort: {label: Comfort, of: [beds, ways, roof, size]}
trees: {main: {label: Main, published: true, roots: [comfort]}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    write_folder(folder, {name: made_text(name, text).write for name, text in texts.items()})


def own_instrument(folder: Path) -> Path:
    (folder / "parts").mkdir()
    (folder / "parts" / "roof.yaml").write_text(PART)
    (folder / "shelters.yaml").write_text(OWN)
    return folder / "shelters.yaml"


def test_a_new_instrument_runs_at_once(run: Run, here: Path) -> None:
    result = run("new", "instrument", "housing-access")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Wrote housing-access.yaml and housing-access-answers.csv. Next:\n"
        "  policyindex validate housing-access.yaml\n"
        "  policyindex run housing-access.yaml --answers housing-access-answers.csv\n"
        "  policyindex instruments show housing-access.yaml\n"
    )
    for command in [line.split()[1:] for line in result.stdout.splitlines()[1:]]:
        done = run(*command)
        assert done.exit_code == 0, done.output
        assert done.stderr == ""
    assert run("validate", "housing-access.yaml").stdout == "1 file: no problems\n"
    answers = run("validate", "housing-access-answers.csv", "--for", "./housing-access.yaml")
    assert answers.stdout == "1 file: no problems\n"
    shown = run("run", "housing-access.yaml", "--answers", "housing-access-answers.csv").stdout
    assert shown.splitlines()[0] == "Housing access · 2026"
    # by hand: (100 + (50 + 75) / 2) / 2 = 81.25 and (50 + (0 + 25) / 2) / 2 = 31.25
    upper, lower = (line.split() for line in shown.splitlines()[2:4])
    assert upper[upper.index("open") - 1] == "81"
    assert lower[lower.index("closed") - 1] == "31"
    assert lower[-1] == "43.8"  # to the target of 75
    described = run("instruments", "show", "housing-access.yaml").stdout
    for step in ("Planning", "Mapping", "Analysis", "Implementation", "From impediments to indicators"):
        assert f"\n{step}\n" in described
    assert sorted(path.name for path in here.iterdir()) == ["housing-access-answers.csv", "housing-access.yaml"]


@pytest.mark.parametrize(
    ("shape", "scores"),
    [  # by hand, such as 66.7 and 50 of 100 for the yes/no of 2026, and (30 + 40) / 4 with the document that is none left out
        ("yes-no", {"Upper Invented": 75, "Lower Invented": (100 / 3 + 50) / 2}),
        ("options", {"Upper Invented": (3 * 250 / 3 + 40) / 4, "Lower Invented": 3 * 25 / 4}),
        ("numbers", {"Upper Invented": ((6250 / 65 + 90) / 2 * 90) ** 0.5, "Lower Invented": (65 * 50) ** 0.5}),
        ("checklist", {"Upper Invented": 3, "Lower Invented": 1}),
    ],
)
def test_a_new_instrument_of_a_shape(run: Run, here: Path, shape: str, scores: Mapping[str, float]) -> None:
    done = run("new", "instrument", "x", "--like", shape)
    assert "policyindex run x.yaml --answers x-answers.csv" in done.stdout
    assert run("validate", "x.yaml").stdout == "1 file: no problems\n"
    rows = json.loads(run("run", "x.yaml", "--answers", "x-answers.csv", "--json").stdout)["scores"]
    found = {each["unit"]: each["score"] for each in rows if each["node"] == "overall" and each["period"] == "2026"}
    assert found == pytest.approx(scores)


def test_an_instrument_elsewhere(run: Run, here: Path) -> None:
    title = 'Wohnen: "alle" \\ 100 % $id {x} # ő'
    assert run("new", "instrument", "wohnen", "--output", "a b/mine.yml", "--title", f" {title}\n").exit_code == 0
    assert get_title(run, "a b/mine.yml") == title
    result = run("new", "instrument", "wohnen", "--output", "a b")
    assert "policyindex run 'a b/wohnen.yaml' --answers 'a b/wohnen-answers.csv'" in result.stdout
    assert len(list((here / "a b").iterdir())) == 4


def get_title(run: Run, path: str) -> str:
    return run("instruments", "show", path).stdout.splitlines()[0].rpartition(" (")[0]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("Wohnen für Alle", " Such as: wohnen-fur-alle"), ("2030-goals", " Such as: goals"), ("a_b", " Such as: a-b"), ("../x", " Such as: x"), ("", ""), ("国", ""), ("x\n", " Such as: x"), ("Straße-", " Such as: strasse")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["instrument", "plugin"])
def test_bad_names(run: Run, here: Path, kind: str, name: str, suggestion: str) -> None:
    result = run("new", kind, "--", name)
    assert result.exit_code == 2
    rule = "cannot be a name: write small letters from a to z, digits and hyphens, a letter first."
    assert result.stderr.endswith(f"' {rule}{suggestion}\n")
    assert list(here.iterdir()) == []


def test_names_that_are_taken(run: Run, here: Path) -> None:
    instrument = run("new", "instrument", "regin-checklist")
    assert instrument.exit_code == 2
    assert instrument.stderr.startswith(
        "error: 'regin-checklist' is registered already, by regin_checklist (policyindex "
    )
    plugin = run("new", "plugin", "mipex-local")
    assert plugin.exit_code == 2
    assert plugin.stderr.startswith("error: there is a plugin mipex_local (policyindex ")
    copy = here / "mine.yaml"
    copy.write_text((ROOT / "tests" / "cases" / "method.yaml").read_text().replace("method-example", "mipex-local"))
    assert run("new", "plugin", "other", "--instrument", copy).exit_code == 0  # another edition of it is free
    assert sorted(path.name for path in here.iterdir()) == ["mine.yaml", "other"]


def test_nothing_is_overwritten(run: Run, here: Path) -> None:
    for name in ("x.yaml", "y-answers.csv", "z"):
        (here / name).write_text("mine")
    (here / "link").symlink_to(here / "nowhere")
    for command in (("instrument", "x"), ("instrument", "y"), ("plugin", "z"), ("plugin", "q", "--output", "link"), ("plugin", "q", "--output", ".")):  # fmt: skip
        result = run("new", *command)
        assert result.exit_code == 2
        assert "exists already and stays as it is: name another place with --output\n" in result.stderr
    assert sorted(path.name for path in here.iterdir()) == ["link", "x.yaml", "y-answers.csv", "z"]
    assert {(here / name).read_text() for name in ("x.yaml", "y-answers.csv", "z")} == {"mine"}


def test_what_cannot_be_written_leaves_nothing(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "file").write_text("")
    for command in (
        ("instrument", "x", "--output", "file/deep"),
        ("plugin", "x", "--output", "file/deep"),
        ("instrument", "x" * 300),
        ("plugin", "x" * 300),
        ("plugin", "x", "--output", "a\0b"),
    ):
        result = run("new", *command)
        assert result.exit_code == 2, command
        assert result.stderr.startswith("error: ")
    assert [path.name for path in here.iterdir()] == ["file"]

    def full(path: Path, write: Callable[[BinaryIO], None], **how: bool) -> None:
        if path.suffix == ".csv":
            raise WrongUseError("no space left")
        write_file(path, write, **how)

    monkeypatch.setattr("policyindex.files.folders.write_file", full)
    assert run("new", "instrument", "x").exit_code == 2
    assert [path.name for path in here.iterdir()] == ["file"]


@pytest.mark.parametrize("title", ["", " \n ", "a\x1b[2J", "\u202eevil", "half \ud800"])
def test_titles_that_are_none(title: str) -> None:
    with pytest.raises(WrongUseError, match="--title takes a line of text"):
        title_of("x", title)


def test_a_title_is_not_for_a_copy(run: Run, here: Path) -> None:
    result = run("new", "plugin", "x", "--title", "X", "--instrument", own_instrument(here))
    assert result.exit_code == 2
    assert "has its own title" in result.stderr


def test_a_new_plugin_named_as_a_keyword_installs_runs_and_passes_its_tests(
    run: Run, here: Path, shell: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    result = run("new", "plugin", "class", "--title", "Access to 'schools', \"all\" of them")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Wrote the package class. Next, in a virtual environment:\n"
        "  cd class\n"
        '  python -m pip install -e ".[dev]"\n'
        "  python -m pytest\n"
        "  policyindex run class\n"
    )
    assert [path.name for path in here.iterdir()] == ["class"]
    package, site = here / "class", tmp_path_factory.mktemp("site")
    install(package, site)
    assert "3 passed" in own_tests(package, site)
    path = str(site)
    ran = shell("run", "class", PYTHONPATH=path, POLICYINDEX_STRICT="1")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[0] == "Access to 'schools', \"all\" of them · 2026"
    assert ran.stderr == "All answers are invented.\n"
    assert "\nFrom impediments to indicators\n" in shell("instruments", "show", "class", PYTHONPATH=path).stdout
    target = package / "policyindex_class" / "i18n" / "1" / "fr.yaml"
    made = shell("instruments", "translation", "class", "--lang", "fr", "--output", str(target), PYTHONPATH=path)
    assert made.returncode == 0, made.stderr
    target.write_text(target.read_text().replace('text: ""', 'text: "Accès à l\'école"', 1))
    shutil.rmtree(site)
    install(package, site)
    assert "3 passed" in own_tests(package, site)
    french = shell("instruments", "show", "class", "--lang", "fr", PYTHONPATH=path)
    assert french.stdout.splitlines()[0] == "Accès à l'école (class@1)"
    again = shell("new", "plugin", "class", "--output", "again", PYTHONPATH=path)
    assert again.returncode == 2
    assert "there is a plugin class (policyindex-class 0.1.0) already" in again.stderr


def test_somebodys_instrument_is_packaged_with_its_parts(
    run: Run, here: Path, shell: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    result = run("new", "plugin", "json", "--instrument", own_instrument(here), "--output", "packages/json")
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("  policyindex run shelters\n")
    package, site = here / "packages" / "json", tmp_path_factory.mktemp("site")
    home = package / "policyindex_json" / "instruments" / "draft-2"
    first, rest = (home / "instrument.yaml").read_text().split("\n", 1)
    assert rest == OWN.split("\n", 1)[1]
    assert first == "# yaml-language-server: $schema=../../../schemas/instrument.schema.json"
    assert (home / "parts" / "roof.yaml").read_text() == (
        "# yaml-language-server: $schema=../../../../schemas/fragment.schema.json\n" + PART
    )
    install(package, site)
    assert "3 passed" in own_tests(package, site)
    shown = shell("run", "shelters", PYTHONPATH=str(site)).stdout
    assert [line.split()[-1] for line in shown.splitlines()[2:4]] == ["100", "0"]
    cases = package / "policyindex_json" / "cases" / "json.cases.yaml"
    cases.write_text(cases.read_text().replace('"comfort": 100.0', '"comfort": 99'))
    install(package, tmp_path_factory.mktemp("broken"))
    with pytest.raises(AssertionError, match=r"comfort is 100\.0, expected 99"):
        check_cases(rebased(cases, home / "instrument.yaml"))


def rebased(cases: Path, instrument: Path) -> Path:
    """Let cases name the file instead of what would be installed."""
    lines = cases.read_text().splitlines()
    found = [f"instrument: {instrument}" if line.startswith("instrument: ") else line for line in lines]
    path = cases.with_name("rebased.yaml")
    path.write_text("\n".join(found) + "\n")
    return path


def test_an_instrument_with_problems_is_not_packaged(run: Run, here: Path) -> None:
    bad = ROOT / "tests" / "bad_instruments" / "cycle.yaml"
    result = run("new", "plugin", "x", "--instrument", bad)
    assert result.exit_code == 1
    assert "error cycle: " in result.stderr
    assert run("new", "plugin", "x", "--instrument", "none.yaml").exit_code == 1
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "tests" / "cases" / "kinds.yaml",
        ROOT / "tests" / "cases" / "third-edition.yaml",
        ROOT / "tests" / "cases" / "method.yaml",
        ROOT / "examples" / "libraries" / "instrument.yaml",
        ROOT / "examples" / "own-index" / "index.yaml",
        *sorted((ROOT / "plugins").glob("*/*/instruments/*/instrument.yaml")),
    ],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_any_instrument_can_be_packaged(path: Path, host: PluginHost, tmp_path: Path) -> None:
    copy = copy_of(path, host)
    write_texts(tmp_path / "made", plugin_files("some-name", "", copy))
    package = tmp_path / "made" / "policyindex_some_name"
    main = package / "instruments" / copy.edition / "instrument.yaml"
    assert [each.code for each in validate(main, host)] == [each.code for each in validate(path, host)]
    instrument, original = get_instrument(main, host), get_instrument(path, host)
    assert instrument.file == original.file
    assert instrument.indicators == original.indicators
    answers = read_answers(instrument, package / "data" / "example-answers.csv", host=host)
    assert {each.unit for each in answers} == {"Upper Invented", "Lower Invented"}
    assert len(score(instrument, answers, host).panel.units) == 2
    assert check_cases(rebased(package / "cases" / "some-name.cases.yaml", main), host) == 2


def test_an_include_may_have_the_name_of_the_main_file(host: PluginHost, tmp_path: Path) -> None:
    path = own_instrument(tmp_path)
    (tmp_path / "parts" / "roof.yaml").rename(tmp_path / "instrument.yaml")
    path.write_text(OWN.replace("parts/roof.yaml", "./instrument.yaml"))
    copy = copy_of(path, host)
    assert set(copy.texts) == {"instrument.yaml", "shelters.yaml"}
    assert copy.main == "shelters.yaml"
    assert "'shelters.yaml'" in repr(copy)
    write_texts(tmp_path / "made", plugin_files("x", "", copy))
    plugin = (tmp_path / "made" / "policyindex_x" / "plugin.py").read_text()
    assert '/ "draft-2" / "shelters.yaml"' in plugin
    assert validate(tmp_path / "made" / "policyindex_x" / "instruments" / "draft-2" / "shelters.yaml", host) == []


@pytest.mark.parametrize("include", ["{folder}/parts/roof.yaml", "parts/../parts/roof.yaml"])
def test_an_include_that_leads_out_of_the_package(run: Run, here: Path, include: str) -> None:
    path = own_instrument(here)
    path.write_text(OWN.replace("parts/roof.yaml", include.format(folder=here)))
    result = run("new", "plugin", "x", "--instrument", path)
    assert result.exit_code == 2
    assert "write a path below its folder, without '..', to package it\n" in result.stderr
    assert (here / "parts" / "roof.yaml").read_text() == PART
    assert sorted(each.name for each in here.iterdir()) == ["parts", "shelters.yaml"]


@settings(max_examples=40)
@given(name=NAMES, title=st.one_of(st.none(), st.text(min_size=1, max_size=30)))
def test_any_allowed_name_and_title_give_a_package_that_validates(
    name: str, title: str | None, host: PluginHost, tmp_path_factory: pytest.TempPathFactory
) -> None:
    try:
        line = title_of(name, title)
    except WrongUseError:
        assert title is not None
        return
    made = tmp_path_factory.mktemp("made") / name
    files = plugin_files(name, line)
    write_texts(made, files)
    package = next(made.glob("policyindex_*"))
    assert package.name.isidentifier()
    path = package / "instruments" / "1" / "instrument.yaml"
    assert validate(path, host) == []
    assert validate_answers(path, [package / "data" / "example-answers.csv"], host) == []
    assert get_instrument(path, host).file.title == line
    assert check_cases(rebased(package / "cases" / f"{name}.cases.yaml", path), host) == 5
    project = tomllib.loads(files["pyproject.toml"])["project"]
    assert project["description"] == line
    assert project["entry-points"]["policyindex"] == {name.replace("-", "_"): f"{package.name}.plugin"}
    for module in made.rglob("*.py"):
        compile(module.read_text(encoding="utf-8"), str(module), "exec")
    alone = instrument_text(name, line).splitlines()[2:]
    assert alone == files[f"{package.name}/instruments/1/instrument.yaml"].splitlines()[2:]
    assert answers_text() == files[f"{package.name}/data/example-answers.csv"]


@pytest.mark.slow
def test_templates_and_words_are_in_the_wheel(tmp_path: Path) -> None:
    wheel = build(ROOT, tmp_path)
    names = zipfile.ZipFile(io.BytesIO(wheel.read_bytes())).namelist()
    inside = {name.partition("authoring/templates/")[2] for name in names if "authoring/templates/" in name}
    folder = ROOT / "core" / "policyindex" / "authoring" / "templates"
    assert inside == {path.relative_to(folder).as_posix() for path in folder.rglob("*.template")}
    assert len(inside) == 20
    package = ROOT / "core" / "policyindex"
    read = [
        path for pattern in ("locales/*.json", "**/*.jinja", "**/*.css", "**/*.js") for path in package.glob(pattern)
    ]
    assert len(read) >= 9
    assert {f"policyindex/{path.relative_to(package).as_posix()}" for path in read} <= set(names)


def test_the_official_questionnaire_of_somebody_elses_instrument_is_packaged_as_an_edition(
    run: Run, tmp_path: Path
) -> None:
    source = ROOT / "plugins" / "mipex_regional" / "policyindex_mipex_regional" / "instruments" / "own-2026"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("edition: own-2026", "edition: official-2022"))
    file, folder = tmp_path / "instrument.yaml", tmp_path / "packaged"
    result = run("new", "plugin", "regional-official", "--instrument", file, "--output", folder)
    assert result.exit_code == 0
    assert "policyindex run mipex-regional@official-2022" in result.stdout
    assert "mipex-regional@official-2022" in (folder / "README.md").read_text()
    same = run("new", "plugin", "regional-own", "--instrument", source / "instrument.yaml", "--output", tmp_path / "x")
    assert same.exit_code == 2
    assert "'mipex-regional@own-2026' is registered already, by mipex_regional" in same.stderr
    assert "give the file another 'edition'" in same.stderr
