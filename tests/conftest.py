"""Fixtures for all tests: hosts, the command line, golden data where it is at hand."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from installing import install
from policyindex import builtin
from policyindex.cli import cli
from policyindex.plugins.discovery import entry_points
from policyindex.plugins.host import BUILT_IN, PluginHost, PluginInfo
from processes import Done, command

ROOT = Path(__file__).parent.parent
# no test depends on how busy the machine is; our fixtures of a function's scope are safe to use again
settings.register_profile(
    "policyindex", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("policyindex")

Run = Callable[..., Result]
Shell = Callable[..., Done]


def pytest_configure(config: pytest.Config) -> None:
    """Compile each module once for all processes of a run, also where the environment has nothing written beside it.

    Workers and the programs that tests start inherit it; without it, each start compiles all that it imports.
    """
    if sys.dont_write_bytecode and "PYTEST_XDIST_WORKER" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="policyindex-bytecode-")
        config.add_cleanup(folder.cleanup)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="write what the bad files print now; then read the difference"
    )


@pytest.fixture(scope="session")
def host() -> PluginHost:
    """The shipped plugins and no other, whatever else is installed."""
    found = PluginHost(strict=True)
    found.add(builtin, PluginInfo(BUILT_IN, "", ""))
    found.discover([entry.name for entry, distribution, _ in entry_points() if distribution != "policyindex"])
    return found


@pytest.fixture
def run(host: PluginHost) -> Run:
    """Run a command in this process, as its arguments; exceptions that are no exit are errors of the test."""

    def call(*arguments: str | Path, input: str | bytes | None = None) -> Result:  # noqa: A002
        result = CliRunner(env={"COLUMNS": "160"}).invoke(
            cli, [str(each) for each in arguments], input=input, prog_name="policyindex", obj=host
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command in a process of its own, as a user types it, from an empty folder; see ``processes``."""

    def call(*arguments: str, **extra: str) -> Done:
        return command(*arguments, cwd=tmp_path, env={**os.environ, "COLUMNS": "100", **extra})

    return call


@pytest.fixture(scope="session")
def published(golden: Path) -> Any:
    """The national scores as published, as a frame of pandas: a row per unit and period, a column per node."""
    import pandas as pd

    frame = pd.read_csv(golden / "mipex" / "published_core_2007-2019.csv", keep_default_na=False)
    return frame.pivot_table(index=["unit", "period"], columns="node", values="score")


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of golden data, or a skip that says why."""
    for folder in (os.environ.get("POLICYINDEX_GOLDEN", ""), str(ROOT.parent / "shared" / "data")):
        if folder and Path(folder).is_dir():
            return Path(folder)
    pytest.skip("golden data are not here: set POLICYINDEX_GOLDEN to their folder")


@pytest.fixture(scope="session")
def example_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plugin, installed into a folder that a test puts on a process's path."""
    target = tmp_path_factory.mktemp("site")
    install(ROOT / "tests" / "example_plugin", target)
    return target
