"""Several writers of one file: nobody's answers are lost, and who waits in vain is told for whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import writing
from filling import fill
from parks import PARKS

import policyindex as pi
import processes
from conftest import Run
from policyindex.files.locking import locked
from policyindex.plugins.host import PluginHost
from policyindex.verbs.fill import FillRequest
from policyindex.verbs.fill import fill as sit_down
from policyindex.verbs.workspace import Workspace

HOLDING = """
import sys
from pathlib import Path
from policyindex.files.locking import locked
with locked(Path("a.csv")):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYINDEX_LOCK_WAIT", "1000")
    (tmp_path / "parks.yaml").write_text(PARKS)
    return tmp_path


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _line(process: subprocess.Popen[str], expected: str) -> None:
    assert process.stdout
    assert process.stdout.readline() == f"{expected}\n", process.communicate()


@pytest.mark.parametrize("count", [3, pytest.param(10, marks=pytest.mark.slow)])
def test_many_writers_at_once_lose_no_answer(count: int, here: Path, run: Run, host: PluginHost) -> None:
    (here / "a.csv").write_text("unit,period,indicator,instance,answer\nAA,2025,trees,,3\n")
    imports, sittings = ([f"{kind}{number}" for number in range(count)] for kind in "IS")
    for unit in imports:
        name = f"{unit}.xlsx"
        asked = ("--unit", unit, "--period", "2026", "--output", name)
        assert run("questionnaire", "export", "parks.yaml", *asked).exit_code == 0
        fill(here / name, {("benches[north]", "answer", ""): "full", ("benches[south]", "answer", ""): "half"})
    together = processes.CONTEXT.Barrier(len(imports + sittings))
    writers = [processes.started(writing.importing, together, f"{unit}.xlsx") for unit in imports]
    writers += [processes.started(writing.sitting, together, unit) for unit in sittings]
    for said in [end() for end in writers]:
        assert said.returncode == 0, said
    answers = pi.read_answers(pi.get_instrument("parks.yaml", host), "a.csv", host=host)
    found = sorted((each.unit, each.instance, each.answer) for each in answers)
    wanted = [
        (unit, place, code) for unit in (*imports, *sittings) for place, code in (("north", "full"), ("south", "half"))
    ]
    assert found == sorted([("AA", "", 3.0), *wanted])
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []


def test_who_holds_a_lock_is_named_and_nothing_is_written(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        run("questionnaire", "export", "parks.yaml", "--unit", "BB", "--period", "2026", "--output", "q.xlsx").exit_code
        == 0
    )
    fill(here / "q.xlsx", {("benches[north]", "answer", ""): "full"})
    monkeypatch.setenv("POLICYINDEX_LOCK_WAIT", "0")
    holder = _python(HOLDING)
    _line(holder, "held")
    command = ("questionnaire", "import", "q.xlsx", "--for", "parks.yaml", "--answers", "a.csv")
    result = run(*command)
    assert (result.exit_code, (here / "a.csv").exists()) == (2, False)
    assert f"a.csv is being written by process {holder.pid} on " in result.stderr
    assert "wait until that has ended and try again; nothing was written" in result.stderr
    holder.communicate("")
    assert not list(here.glob(".*.lock"))
    assert run(*command).exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_lock_of_a_dead_process_does_not_block(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYINDEX_LOCK_WAIT", "0")
    holder = _python(HOLDING)
    _line(holder, "held")
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert (here / ".a.csv.lock").exists()
    with locked(here / "a.csv"), locked(here / "a.csv"):  # who holds it already goes on
        assert str(os.getpid()) in (here / ".a.csv.lock").read_text()
    assert not list(here.glob(".*"))


def test_two_sittings_about_one_question_do_not_replace_what_nobody_saw(host: PluginHost) -> None:
    asked, place = FillRequest("parks.yaml", unit="BB", period="2026", answers="a.csv"), Workspace(host)
    first, second = sit_down(asked, place).data, sit_down(asked, place).data
    first.take("full")
    with pytest.raises(pi.WrongUseError, match=r"somebody else has answered benches\[north\] meanwhile"):
        second.take("half")
    assert second.session.given["benches[north]"].answer == "full"
    second.take("half")
    first.refresh()
    assert first.session.given["benches[north]"].answer == "half"


def test_python_does_not_write_over_what_changed_since(here: Path, run: Run) -> None:
    assert (
        run("questionnaire", "export", "parks.yaml", "--unit", "BB", "--period", "2026", "--output", "q.xlsx").exit_code
        == 0
    )
    fill(here / "q.xlsx", {("benches[north]", "answer", ""): "full"})
    (here / "a.csv").write_text("unit,period,indicator,answer\nAA,2025,trees,3\n")
    outcome = pi.import_questionnaires("q.xlsx", for_="parks.yaml", answers="a.csv")
    (here / "a.csv").write_text("unit,period,indicator,answer\nAA,2025,trees,4\n")
    with pytest.raises(pi.WrongUseError, match="was changed by somebody else since it was read: do it again"):
        outcome.save_files(replace=True)
    assert "AA,2025,trees,4" in (here / "a.csv").read_text()
