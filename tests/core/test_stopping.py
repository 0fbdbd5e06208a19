"""Stopped from outside, a command leaves nothing half written and ends as shells expect; a reader that goes away is no failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from plugin_folders import install

from conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes of POSIX")
INDEX = str(ROOT / "examples" / "libraries" / "instrument.yaml")
ANSWERS = str(ROOT / "examples" / "libraries" / "answers.csv")
SLOW = """
    import os
    from policyindex import ExporterSpec

    def write(view, stream):
        ready, never = map(int, os.environ["PIPES"].split())
        stream.write(b"half")
        stream.flush()
        os.write(ready, b"now")
        os.read(never, 1)

    @hookimpl
    def register_exporters():
        return [ExporterSpec("slow", "Half a file, then waiting", write, suffix=".slow")]
"""
MAIN = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "[signal.signal(each, signal.SIG_DFL) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)]; "  # as in a shell
    "from policyindex.cli import main; main()"
)
IGNORING = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); from policyindex.cli import main; main()"


class Slow:
    """A command that has written half of a file and waits until it is told to go on."""

    def __init__(self, folder: Path, code: str) -> None:
        site, self.folder = folder / "site", folder / "here"
        site.mkdir()
        self.folder.mkdir()
        install(site, "slow", SLOW)
        (self.ready, ready), (never, self.go_on) = os.pipe(), os.pipe()
        environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1", "PIPES": f"{ready} {never}"}
        arguments = ["run", INDEX, "--answers", ANSWERS, "--output", "scores.slow", "--format", "slow"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=(ready, never),
        )  # fmt: skip
        os.close(ready)
        os.close(never)
        assert os.read(self.ready, 3) == b"now", self.process.communicate()

    def end(self) -> tuple[int, str]:
        said = self.process.communicate(timeout=300)[1]
        os.close(self.ready)
        os.close(self.go_on)
        return self.process.returncode, said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_takes_away_what_is_half_written(name: str, tmp_path: Path) -> None:
    slow, number = Slow(tmp_path, MAIN), getattr(signal, name)
    assert len(list(slow.folder.glob(".scores*"))) == 1
    slow.process.send_signal(number)
    code, said = slow.end()
    assert (code, "Traceback" in said) == (128 + number, False), said
    assert list(slow.folder.iterdir()) == []


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    slow = Slow(tmp_path, IGNORING)
    slow.process.send_signal(signal.SIGHUP)
    os.write(slow.go_on, b".")
    assert slow.end()[0] == 0
    assert (slow.folder / "scores.slow").read_text() == "half"


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["run", INDEX, "--answers", ANSWERS, "--json"], 0),
        (["instruments", "show", "mipex-national"], 0),
        (["run", INDEX, "--answers", ANSWERS, "--output", "scores.csv"], 0),
        (["questionnaire", "export", INDEX, "--unit", "ZZ9", "--period", "2026", "--output", "q.xlsx"], 0),
        (["validate", "none.yaml"], 1),
        (["run", INDEX, "--answers", "none.csv"], 1),
        (["run", "no-such-index"], 2),
    ],
)
def test_a_reader_that_goes_away_is_no_failure(arguments: list[str], exit_code: int, tmp_path: Path) -> None:
    """The exit code is that of the work, with nobody left to read what is said: neither pipe has a reader."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments], cwd=tmp_path, stdout=writer, stderr=writer, timeout=300, check=False
    )
    os.close(writer)
    assert done.returncode == exit_code
    if "--output" in arguments:
        assert (tmp_path / arguments[-1]).stat().st_size > 100
