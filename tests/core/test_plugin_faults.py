"""Every way in which what a plugin brings can be wrong: it is named, with its file and line, and harms nobody."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple, cast

import click
import numpy as np
import pytest
from plugin_folders import install

from conftest import ROOT, Shell
from policyindex import get_instrument, read_answers, score
from policyindex.builtin import load_host
from policyindex.plugins import specs
from policyindex.plugins.contract import FIELDS
from policyindex.plugins.discovery import entry_points
from policyindex.plugins.hookspecs import hookimpl
from policyindex.plugins.host import PluginHost, PluginInfo
from policyindex.plugins.loading import Fault
from policyindex.plugins.registry import REGISTRIES
from policyindex.plugins.specs import (
    AggregatorSpec,
    AnswersSpec,
    CommandSpec,
    ExporterSpec,
    ImporterSpec,
    InstrumentSpec,
    Membership,
    StrandSpec,
    TranslationSpec,
    UnitGroupSpec,
    UnitSchemeSpec,
)
from policyindex.problems.errors import BrokenPluginError, WrongUseError
from policyindex.scoring.view import View

FILE = Path("x.yaml")
SPECS: Any = specs
"""The specs, for arguments of wrong types."""
ANSWERS: Any = AnswersSpec(Path("x.csv"), "invented example")
nothing: Any = id


def host_with(registry: str, *given: object, **methods: Callable[..., Any]) -> PluginHost:
    """A host with one plugin beside the built-in ones, which registers what is given."""

    @hookimpl
    def register(self: object) -> list[object]:
        return list(given)

    plugin = type("Plugin", (), {f"register_{registry}": register} if registry else {} | methods)()
    host = load_host()
    host.add(plugin, PluginInfo("strange", "strange-things", "1"))
    return host


def reasons(host: PluginHost) -> list[str]:
    host.fill()
    return [fault.reason for fault in host.faults]


WRONG_FIELDS = {
    "instruments": (
        (SPECS.InstrumentSpec(1, "1", "x", FILE), "InstrumentSpec.id must be text, not 1"),
        (SPECS.InstrumentSpec("x", " ", "x", FILE), "InstrumentSpec.edition must be text, not ' '"),
        (SPECS.InstrumentSpec("x", "1", None, FILE), "InstrumentSpec.title must be text, not None"),
        (SPECS.InstrumentSpec("x", "1", "x", "x.yaml"), "InstrumentSpec.path must be a pathlib.Path, not 'x.yaml'"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, FILE), "InstrumentSpec.answers must be an AnswersSpec or None, not "),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, SPECS.AnswersSpec("x", "y")), "AnswersSpec.path must be a pathlib.Path, not 'x'"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(verification=None)), "AnswersSpec.verification must be text"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(note=1)), "AnswersSpec.note must be text, not 1"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(published="p.csv")), "AnswersSpec.published must be a pathlib.Path or None"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(study="s.yaml")), "AnswersSpec.study must be a pathlib.Path or None"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(unit_names=["SE"])), "AnswersSpec.unit_names must be a mapping of codes to names"),
        (SPECS.InstrumentSpec("x", "1", "x", FILE, ANSWERS._replace(unit_names={"SE": 1})), "AnswersSpec.unit_names must be a mapping of codes to names"),
    ),
    "strands": (
        (SPECS.StrandSpec("x", "1", "x", "", FILE), "StrandSpec.base must be text, not ''"),
        (SPECS.StrandSpec("x", "1", "x", "y", FILE, (FILE, "y")), "StrandSpec.answers must be an AnswersSpec or None"),
    ),
    "translations": ((SPECS.TranslationSpec("x@1", FILE, FILE), "TranslationSpec.language must be text"),),
    "unit_schemes": (
        (SPECS.UnitSchemeSpec("x", "x", {"SE": "Sweden"}), "UnitSchemeSpec.names must be callable"),
        (SPECS.UnitSchemeSpec("x", "x", nothing, 2021), "UnitSchemeSpec.vintage must be text, not 2021"),
        (SPECS.UnitSchemeSpec("x", "x", nothing, parents={}), "UnitSchemeSpec.parents must be callable or None, not {}"),
    ),
    "unit_groups": (
        (SPECS.UnitGroupSpec("x", "x", ["SE"]), "UnitGroupSpec.memberships must be callable, not ['SE']"),
        (SPECS.UnitGroupSpec("x", "x", nothing, None), "UnitGroupSpec.scheme must be text, not None"),
    ),
    "aggregators": (
        (SPECS.AggregatorSpec("x", "x", None), "AggregatorSpec.apply must be callable, not None"),
        (SPECS.AggregatorSpec("x", "x", nothing, 1), "AggregatorSpec.shares must be callable or None, not 1"),
        (SPECS.AggregatorSpec("x", "x", nothing, None, "always"), "AggregatorSpec.weights must be one of none, optional, required, not 'always'"),
        (SPECS.AggregatorSpec("x", "x", nothing, None, ["none"]), "AggregatorSpec.weights must be one of none, optional, required"),
        (SPECS.AggregatorSpec("x", "x", nothing, parameters=["a"]), "AggregatorSpec.parameters must be a mapping of names to numbers"),
        (SPECS.AggregatorSpec("x", "x", nothing, parameters={"a": "1"}), "AggregatorSpec.parameters must be a mapping of names to numbers"),
        (SPECS.AggregatorSpec("x", "x", nothing, blanks="no"), "AggregatorSpec.blanks must be true or false, not 'no'"),
    ),
    "steps": ((SPECS.StepSpec("x", "x", nothing, 3), "StepSpec.apply must be callable, not 3"),),
    "strategies": ((SPECS.StrategySpec("x", "x", "compile"), "StrategySpec.compile must be callable, not 'compile'"),),
    "importers": (
        (SPECS.ImporterSpec("x", "x", ".csv", nothing), "ImporterSpec.suffixes must be a tuple of texts such as ('.csv',), not '.csv'"),
        (SPECS.ImporterSpec("x", "x", (1,), nothing), "ImporterSpec.suffixes must be a tuple of texts"),
    ),
    "exporters": (
        (SPECS.ExporterSpec("x", "x", nothing, "yes"), "ExporterSpec.binary must be true or false, not 'yes'"),
        (SPECS.ExporterSpec("x", "x", nothing, False, None), "ExporterSpec.suffix must be text, not None"),
    ),
    "commands": ((SPECS.CommandSpec("x", "x", nothing, 1), "CommandSpec.group must be text, not 1"),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("registry", "spec", "reason"), [(name, *case) for name, cases in WRONG_FIELDS.items() for case in cases]
)
def test_a_spec_with_a_field_of_the_wrong_type_is_named(registry: str, spec: object, reason: str) -> None:
    host = host_with(registry, spec)
    found = reasons(host)
    assert len(found) == 1
    assert found[0].startswith(f"register_{registry}: {reason}")
    assert host.instruments["mipex-national", "core-2020"]
    assert spec not in [entry.spec for entry in host.entries(registry)]


def test_every_field_of_every_spec_has_its_type() -> None:
    every = [spec for each in REGISTRIES.values() for spec in (each.spec, *each.also)] + [AnswersSpec]
    assert {field for each in every for field in each._fields} == set(FIELDS)


def test_a_class_of_the_same_name_is_no_spec() -> None:
    class InstrumentSpec(NamedTuple):
        id: str
        edition: str
        title: str

    assert reasons(host_with("instruments", InstrumentSpec("x", "1", "x"))) == [
        "register_instruments must return a list of InstrumentSpec"
    ]


def test_what_cannot_even_be_shown_is_reported() -> None:
    class Odd:
        def __repr__(self) -> str:
            raise RuntimeError("no")

    found = reasons(host_with("instruments", InstrumentSpec("x", "1", "x", Odd())))  # type: ignore[arg-type]
    assert found[0].startswith(f"register_instruments: RuntimeError: no ({__file__}, line ")


def test_an_error_that_cannot_be_said_is_reported() -> None:
    class OddError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no")

    @hookimpl
    def check_instrument(self: object, instrument: object) -> None:
        raise OddError

    host = host_with("", check_instrument=check_instrument)
    get_instrument("regin-checklist", host)
    assert reasons(host)[0].startswith("check_instrument: OddError (")


def test_a_plugin_is_interrupted_from_the_keyboard_but_does_not_leave() -> None:
    @hookimpl
    def register_instruments(self: object) -> list[InstrumentSpec]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        host_with("", register_instruments=register_instruments).fill()
    leaving = host_with("unit_schemes", UnitSchemeSpec("x", "x", lambda: sys.exit(0)))
    with pytest.raises(BrokenPluginError, match=r"unit scheme 'x' of plugin strange .* failed: SystemExit: 0"):
        leaving.unit_schemes["x"].names()


@pytest.mark.parametrize(
    "names",
    [lambda: ["SE"], lambda: {"SE": 1}, lambda: None, lambda: 1 / 0, lambda: Path("/no/such/file").read_text()],
)
def test_a_unit_scheme_that_gives_no_names_is_named(names: Any) -> None:
    host = host_with("unit_schemes", UnitSchemeSpec("x", "x", names))
    with pytest.raises(BrokenPluginError, match=r"the unit scheme 'x' of plugin strange \(strange-things 1\) "):
        host.unit_schemes["x"].names()


@pytest.mark.parametrize("given", [lambda: ["SE"], lambda: [("SE", "", "")], lambda: 1 / 0, lambda: [Membership("")]])
def test_a_unit_group_that_gives_no_memberships_is_named(given: Any) -> None:
    host = host_with("unit_groups", UnitGroupSpec("x", "x", given))
    with pytest.raises(BrokenPluginError, match=r"the unit group 'x' of plugin strange \(strange-things 1\) "):
        host.unit_groups["x"].memberships()


READINGS: dict[str, Any] = {
    "fails": lambda data, name, instrument: json.loads("{"),
    "leaves": lambda data, name, instrument: sys.exit(0),
    "opens no file": lambda data, name, instrument: Path("/no/such/file").read_text(),
    "nothing": lambda data, name, instrument: None,
    "answers alone": lambda data, name, instrument: [],
}


@pytest.mark.parametrize("kind", READINGS)
def test_a_reader_that_fails_is_named(kind: str, tmp_path: Path) -> None:
    host = host_with("importers", ImporterSpec("strange", "x", (".strange",), READINGS[kind]))
    (tmp_path / "x.strange").write_text("x")
    checklist = get_instrument("regin-checklist", host)
    with pytest.raises(
        BrokenPluginError, match=r"the (importer|reader) 'strange' of plugin strange \(strange-things 1\) "
    ) as found:
        read_answers(checklist, tmp_path / "x.strange", host=host)
    if kind in ("fails", "leaves", "opens no file"):
        assert re.search(rf"{re.escape(__file__)}, line \d+", str(found.value))


def test_answers_that_are_none_are_no_reading(tmp_path: Path) -> None:
    from policyindex import Reading

    def read(data: bytes, name: str, instrument: object) -> Reading:
        return Reading(["SE"], [])  # type: ignore[list-item]

    host = host_with("importers", ImporterSpec("strange", "x", (".strange",), read))
    (tmp_path / "x.strange").write_text("x")
    with pytest.raises(BrokenPluginError, match="gave no Reading"):
        read_answers(get_instrument("regin-checklist", host), tmp_path / "x.strange", host=host)


def test_a_writer_that_fails_is_named_and_a_full_disk_is_not_its_fault() -> None:
    def write(view: View, stream: Any) -> None:
        stream.write(b"x")

    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    host = host_with("exporters", ExporterSpec("strange", "x", write))
    checklist = get_instrument("regin-checklist", host)
    view = View(score(checklist, read_answers(checklist, host=host), host))
    with pytest.raises(OSError, match="No space left"):
        host.exporters["strange"].write(view, Full())
    with pytest.raises(
        BrokenPluginError, match=rf"exporter 'strange' of plugin .* \({re.escape(__file__)}, line \d+\)"
    ):
        host.exporters["strange"].write(view, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("load", [lambda: None, lambda: 1 / 0, lambda: sys.exit(0)])
def test_a_command_that_cannot_be_loaded_is_named(load: Any) -> None:
    host = host_with("commands", CommandSpec("strange", "x", load))
    with pytest.raises(BrokenPluginError, match="the command 'strange' of plugin strange"):
        host.commands["strange"].load()


def test_a_command_that_fails_is_named_and_may_end_as_it_likes() -> None:
    @click.command()
    @click.argument("how")
    def strange(how: str) -> None:
        if how == "exit":
            sys.exit(3)
        if how == "usage":
            raise click.UsageError("no")
        raise RuntimeError(how)

    command = host_with("commands", CommandSpec("strange", "x", lambda: strange)).commands["strange"].load()
    with pytest.raises(BrokenPluginError, match=r"the command 'strange' of plugin strange .* failed: RuntimeError: x"):
        command.main(["x"], standalone_mode=False)
    with pytest.raises(SystemExit, match="3"):
        command.main(["exit"], standalone_mode=False)
    with pytest.raises(click.UsageError):
        command.main(["usage"], standalone_mode=False)


def test_eight_threads_see_one_registry() -> None:
    host, ready = load_host(), Barrier(8)

    def look(_: int) -> tuple[Any, ...]:
        ready.wait()
        rules = host.rules
        owners = [host.owner("aggregators", spec).name for spec in rules.aggregators.values()]
        return id(rules.aggregators), id(host.instruments), tuple(owners), len(host.importers)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(look, range(8)))) == 1


def test_a_registry_is_frozen_once_it_is_filled() -> None:
    host = load_host()
    with pytest.raises(TypeError):
        host.aggregators["mean"] = host.aggregators["sum"]  # type: ignore[index]
    assert host.aggregators is host.aggregators
    late = host_with("aggregators", AggregatorSpec("late", "x", nothing))
    late.fill()

    class Late:
        @hookimpl
        def register_aggregators(self) -> list[AggregatorSpec]:
            return [AggregatorSpec("later", "x", nothing)]

    late.add(Late(), PluginInfo("late", "", ""))
    assert late.faults == (Fault("late", "added too late: nobody asks it for its aggregators any more"),)
    with pytest.raises(WrongUseError, match="no plugin registered this among its aggregators"):
        late.owner("aggregators", AggregatorSpec("other", "x", nothing))


def test_a_name_that_is_taken_leaves_the_plugin_that_has_it() -> None:
    host = host_with("aggregators", AggregatorSpec("own", "x", nothing))
    host.add(object(), PluginInfo("strange", "", ""))
    assert "own" in host.aggregators
    assert reasons(host) == ["the plugin name 'strange' is taken already"]


DAMAGED: dict[str, dict[str, bytes | None]] = {
    "metadata that is no UTF-8": {"METADATA": b"Name: zz\xff\nVersion: 1\n"},
    "no metadata": {"METADATA": None},
    "metadata without a name": {"METADATA": b"Version: 1\n"},
    "entry points that are no UTF-8": {"entry_points.txt": b"[policyindex]\nzz = zz_\xff\n"},
    "a line without =": {"entry_points.txt": b"[policyindex]\nzz_module\n"},
    "a line without a name": {"entry_points.txt": b"[policyindex]\n= zz_module\n"},
    "another group that is damaged": {"entry_points.txt": b"[console_scripts]\nzz\xff\n"},
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_distribution_stops_nothing(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "zz", "")
    for name, content in DAMAGED[kind].items():
        file = tmp_path / "zz-1.0.dist-info" / name
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    host = load_host()
    assert host.instruments["mipex-national", "core-2020"]
    faults = {fault.plugin: fault.reason for fault in host.faults}
    if "line" in kind or kind.startswith("entry points"):
        assert faults["zz"].startswith("entry_points.txt, line 2: not 'name = module': ")
    else:
        assert not faults
    listed = [each.name for each, _, _ in entry_points() if each.name.startswith("zz")]
    assert listed == ([] if kind.startswith("another") else ["zz"])


def test_a_plugin_in_a_zip_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz").mkdir()
    install(tmp_path / "zz", "zz", "")
    with zipfile.ZipFile(tmp_path / "zz.zip", "w") as archive:
        for file in (tmp_path / "zz").rglob("*"):
            archive.write(file, file.relative_to(tmp_path / "zz"))
    monkeypatch.syspath_prepend(tmp_path / "zz.zip")
    host = load_host()
    assert host.plugins["zz"] == PluginInfo("zz", "zz", "1.0")
    assert not host.faults


def test_a_damaged_distribution_is_listed(tmp_path: Path, shell: Shell) -> None:
    install(tmp_path, "zz", "")
    (tmp_path / "zz-1.0.dist-info" / "entry_points.txt").write_bytes(b"[policyindex]\nzz_module\n")
    listed = shell("plugins", "list", PYTHONPATH=str(tmp_path))
    assert listed.returncode == 0
    assert "zz - zz 1.0\n    error: entry_points.txt, line 2: not 'name = module': zz_module\n" in listed.stdout


@pytest.mark.parametrize("gone", ["instrument", "answers", "study", "translation", "strand"])
@pytest.mark.parametrize("how", ["missing", "a folder"])
def test_a_file_that_a_plugin_names_and_that_is_not_there_is_its_fault(gone: str, how: str, tmp_path: Path) -> None:
    files = {
        "instrument": (ROOT / "tests" / "cases" / "kinds.yaml").read_text(),
        "answers": "unit,period,choice\nX,2026,mid\n",
        "study": 'format: 1\nstudy: s\ntitle: S\ninstrument: kinds-example@1\nperiod: "2026"\nunits: {X: {label: X}}\n',
    }
    paths = {
        name: tmp_path / f"{name}.{'csv' if name == 'answers' else 'yaml'}"
        for name in (*files, "translation", "strand")
    }
    for name, text in files.items():
        paths[name].write_text(text)
    paths[gone].unlink(missing_ok=True)
    if how == "a folder":
        paths[gone].mkdir()

    class Plugin:
        @hookimpl
        def register_instruments(self) -> list[InstrumentSpec]:
            answers = AnswersSpec(paths["answers"], "invented example", study=paths["study"])
            return [InstrumentSpec("kinds-example", "1", "Kinds", paths["instrument"], answers)]

        @hookimpl
        def register_translations(self) -> list[TranslationSpec]:
            return [TranslationSpec("kinds-example@1", "fr", paths["translation"])]

        @hookimpl
        def register_strands(self) -> list[StrandSpec]:
            return [StrandSpec("more", "1", "More", "kinds-example", paths["strand"])]

    host = load_host()
    host.add(Plugin(), PluginInfo("strange", "strange-things", "1"))
    reference = "kinds-example+more" if gone == "strand" else "kinds-example"
    whose = "travels with the answers" if gone == "study" else r"of plugin strange \(strange-things 1\)"
    language = "fr" if gone == "translation" else ""

    def run() -> None:
        kinds = get_instrument(reference, host, language)
        score(kinds, read_answers(kinds, host=host), host)

    with pytest.raises(BrokenPluginError, match=rf"{whose} cannot be read: {paths[gone]}: error file-"):
        run()


def test_what_a_plugin_registered_is_called_as_before_and_named_where_the_call_does_not_fit() -> None:
    def double(values: float, weights: float, parameters: float) -> float:
        return 2 * values

    rule: Any = host_with("aggregators", AggregatorSpec("double", "x", cast(Any, double))).aggregators["double"].apply
    assert rule(1, weights=2, parameters=3) == 2
    assert rule == double
    assert rule.__wrapped__ is double
    line = double.__code__.co_firstlineno
    for wrong in ((), (1, 2)):
        with pytest.raises(BrokenPluginError, match=rf"TypeError: .*missing.*\({re.escape(__file__)}, line {line}\)"):
            rule(*wrong)
    mean: Any = load_host().aggregators["mean"].apply
    assert mean(np.array([[1.0], [3.0]]), weights=np.ones(2), parameters={})[0] == 2


def test_every_spec_has_its_registry() -> None:
    assert {name for name in vars(specs) if name.endswith("Spec")} == {
        spec.__name__ for each in REGISTRIES.values() for spec in (each.spec, *each.also)
    } | {"AnswersSpec"}


@pytest.mark.parametrize(("arguments", "environment"), [(("-v",), {}), ((), {"POLICYINDEX_TRACE": "1"})])
def test_the_log_is_silent_until_somebody_listens(
    arguments: tuple[str, ...], environment: dict[str, str], shell: Shell
) -> None:
    assert shell("instruments", "list").stderr == ""
    traced = shell(*arguments, "instruments", "list", **environment)
    assert traced.stdout == shell("instruments", "list").stdout
    assert re.search(r"^policyindex: load mipex_local \(policyindex \S+\): \d+\.\d ms$", traced.stderr, re.MULTILINE)
    assert re.search(r"^policyindex: register_instruments of mipex_local: \d+\.\d ms$", traced.stderr, re.MULTILINE)


def test_an_application_listens_with_logging(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "policyindex"):
        host_with("instruments", 1).fill()
    assert "fault of strange: register_instruments must return a list of InstrumentSpec" in caplog.messages
