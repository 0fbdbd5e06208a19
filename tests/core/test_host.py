"""The plugin host: one broken plugin is reported and skipped, and everything else works."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest
from plugin_folders import install

from conftest import Shell
from policyindex import Result
from policyindex.builtin import load_host
from policyindex.plugins import hookspecs
from policyindex.plugins.host import PluginHost, PluginInfo
from policyindex.problems.errors import BrokenPluginError

BROKEN = {
    "import error": ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    "syntax error": ("def broken(:", "SyntaxError: "),
    "exit": ("raise SystemExit(3)", "SystemExit: 3"),
    "wrong signature": ("@hookimpl\ndef register_instruments(extra): return []", "PluginValidationError: "),
    "unknown hook": ("@hookimpl\ndef register_instrument(): return []", "PluginValidationError: unknown hook 'register_instrument'"),
    "forgotten marker": ("def register_instruments(): return []", "'register_instruments' lacks its marker: write @hookimpl above it"),
    "raising hook": ("@hookimpl\ndef register_instruments(): return 1 / 0", "register_instruments: ZeroDivisionError: division by zero"),
    "exiting hook": ("@hookimpl\ndef register_aggregators(): raise SystemExit", "register_aggregators: SystemExit"),
    "no list": ("@hookimpl\ndef register_instruments(): return None", "register_instruments must return a list of InstrumentSpec"),
    "wrong items": ("@hookimpl\ndef register_steps(): return [1]", "register_steps must return a list of StepSpec"),
    "wrapper": ("@hookimpl(wrapper=True)\ndef register_steps(): return (yield)", "'register_steps' is a wrapper; wrappers are not allowed"),
    "newer contract": ("POLICYINDEX_API = 99", "made for plugin API 99; this is 1: update policyindex"),
    "name taken": (
        "@hookimpl\ndef register_instruments(): return [InstrumentSpec('mipex-national', 'core-2020', 'x', Path('x'))]",
        "instruments: 'mipex-national@core-2020' is registered twice, by mipex_national (policyindex ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_plugin_is_named_and_harms_nobody(kind: str, tmp_path: Path, shell: Shell) -> None:
    code, reason = BROKEN[kind]
    install(tmp_path, "zz_broken", code)
    listed = shell("plugins", "list", "--json", PYTHONPATH=str(tmp_path))
    assert listed.returncode == 0, listed.stderr
    plugins = {each["name"]: each for each in json.loads(listed.stdout)["plugins"]}
    assert plugins["zz_broken"]["errors"][0].startswith(reason)
    assert (plugins["zz_broken"]["distribution"], plugins["zz_broken"]["version"]) == ("zz_broken", "1.0")
    assert plugins["regin_checklist"]["errors"] == []
    scored = shell("run", "regin-checklist", PYTHONPATH=str(tmp_path))
    assert scored.returncode == 0
    assert "Traceback" not in scored.stderr
    strict = shell("plugins", "list", PYTHONPATH=str(tmp_path), POLICYINDEX_STRICT="1")
    assert strict.returncode == 2
    assert "Traceback" not in strict.stderr


def test_what_a_broken_plugin_owned_is_an_error_that_names_it(tmp_path: Path, shell: Shell) -> None:
    install(tmp_path, "zz_broken", "import no_such_module")
    result = shell("run", "cycling", PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert result.stderr.startswith("error: there is no instrument 'cycling'; known: ")
    assert result.stderr.endswith("Broken plugins that may have had it: zz_broken (see 'policyindex plugins list').\n")


def test_a_name_claimed_twice_belongs_to_nobody(tmp_path: Path, shell: Shell) -> None:
    install(tmp_path, "zz_broken", BROKEN["name taken"][0])
    result = shell("run", "mipex-national@core-2020", PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert "mipex_national (policyindex " in result.stderr
    assert "zz_broken (zz_broken 1.0)" in result.stderr
    newest = shell("run", "mipex-national", PYTHONPATH=str(tmp_path))
    assert newest.returncode == 2
    assert "is registered twice" in newest.stderr


def test_disabled_plugins_are_skipped_and_named(shell: Shell) -> None:
    result = shell("run", "regin-checklist", POLICYINDEX_DISABLE="regin_checklist")
    assert result.returncode == 2
    assert "Disabled plugins: regin_checklist." in result.stderr
    assert (
        "regin_checklist - disabled by POLICYINDEX_DISABLE"
        in shell("plugins", "list", POLICYINDEX_DISABLE="regin_checklist").stdout
    )


def test_a_plugins_command_is_found_and_root_help_asks_nobody(tmp_path: Path, shell: Shell) -> None:
    code = """
    import click
    @click.command()
    def greet():
        click.echo("hello")
    @hookimpl
    def register_commands(): return [CommandSpec("greet", "Say hello", lambda: greet)]
    """
    install(tmp_path, "greeter", code)
    assert shell("greet", PYTHONPATH=str(tmp_path)).stdout == "hello\n"
    assert "greet" not in shell("--help", PYTHONPATH=str(tmp_path)).stdout


def test_checks_and_observers(host: PluginHost, tmp_path: Path) -> None:
    from policyindex import ProblemsFoundError, get_instrument, hookimpl, read_answers, score
    from policyindex.instruments.instrument import Instrument
    from policyindex.problems import Location, Problem

    class Watcher:
        seen: list[Result] = []  # noqa: RUF012

        @hookimpl
        def check_instrument(self, instrument: Instrument) -> list[Problem]:
            few = len(instrument.indicators) == 42
            return [Problem("house-rule", "error", Location("x"), "too few questions")] if few else []

        @hookimpl
        def after_scoring(self, result: Result) -> None:
            self.seen.append(result)
            raise RuntimeError("an observer changes nothing")

    mine = load_host()
    mine.add(Watcher(), PluginInfo("watcher", "watching", "1"))
    national = get_instrument("mipex-national", mine)
    result = score(national, read_answers(national, host=mine), mine)
    assert [each.provenance for each in Watcher.seen] == [result.provenance]
    assert list(Watcher.seen[0].rows()) == list(result.rows())
    line = Watcher.after_scoring.__code__.co_firstlineno + 3
    where = f"({__file__}, line {line})"
    assert mine.faults[-1].reason == f"after_scoring: RuntimeError: an observer changes nothing {where}"
    with pytest.raises(ProblemsFoundError, match="house-rule: too few questions"):
        get_instrument("regin-checklist", mine)


def test_strict_hosts_raise(tmp_path: Path) -> None:
    class Unmarked:
        def register_steps(self) -> list[object]:
            return []

    with pytest.raises(BrokenPluginError, match="lacks its marker"):
        PluginHost(strict=True).add(Unmarked(), PluginInfo("unmarked", "", ""))


SIGNATURES = """\
after_scoring(result)
check_answers(instrument, answers)
check_instrument(instrument)
register_aggregators()
register_commands()
register_exporters()
register_importers()
register_instruments()
register_steps()
register_strands()
register_strategies()
register_translations()
register_unit_groups()
register_unit_schemes()"""


def test_the_contract_stays_as_it_is() -> None:
    """A change here breaks plugins: raise ``hookspecs.API`` and say so in the changelog."""
    found = []
    for name, each in vars(hookspecs).items():
        if hasattr(each, "policyindex_spec"):
            found.append(f"{name}({', '.join(inspect.signature(each).parameters)})")
            marks = each.policyindex_spec
            assert not marks["firstresult"]
            assert not marks["historic"]
    assert "\n".join(sorted(found)) == SIGNATURES
    assert hookspecs.API == 1


def test_the_frozen_first_plugin_still_loads(shell: Shell) -> None:
    """``tests/frozen_plugin_v1`` never changes; it must keep loading as long as API 1 is kept."""
    frozen = Path(__file__).parent.parent / "frozen_plugin_v1"
    result = shell("run", "frozen-v1", "--json", PYTHONPATH=str(frozen))
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert [(row["unit"], row["score"]) for row in document["scores"]] == [("ZZ-1", 60.0)]
    assert document["provenance"]["aggregators"] == {"frozen_capped_sum": "frozen-plugin"}


HEAVY = ("pydantic", "numpy", "pandas", "yaml", "rich", "jsonschema", "pycountry", "importlib.metadata")


@pytest.mark.parametrize("command", [("instruments", "list"), ("plugins", "list")])
def test_listing_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    code = (
        f"import sys; from policyindex.cli import cli; cli({list(command)}, standalone_mode=False); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
