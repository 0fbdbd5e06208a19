"""Docs cannot rot: commands are run, outputs compared (``...`` stands for anything), the hooks listed are the hooks."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import reference_pages
from terminal import Terminal

import processes
from conftest import ROOT
from installing import install
from policyindex.plugins import hookspecs
from policyindex.plugins.host import PluginHost

FENCE = re.compile(r"^( *)```(\w+)(?: ([^\n]*))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def fences(path: Path) -> list[tuple[str, str, str]]:
    """Give language, the rest of the line, and the content of each fenced block."""
    found = []
    for indent, language, rest, content in FENCE.findall(path.read_text(encoding="utf-8")):
        lines = [line.removeprefix(indent) for line in content.splitlines()]
        found.append((language, rest, "\n".join(lines) + "\n"))
    return found


def steps(content: str) -> list[tuple[str, str]]:
    """Split a console block into commands and what they print."""
    parts = COMMAND.split(content)
    return list(zip(parts[1::2], (part.removeprefix("\n") for part in parts[2::2]), strict=True))


class Console:
    """Runs the commands of a page in a folder; ``pip install`` goes into a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site, self.installed = folder, folder / "site", False
        self.seen: dict[Path, int] = {}

    def run(self, command: str, exit_code: int = 0) -> str:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return ""
        if words[:4] == ["python", "-m", "pip", "install"]:
            self.installed = True
            return ""
        if self.installed and self._changed():
            shutil.rmtree(self.site, ignore_errors=True)
            install(self.folder, self.site)
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.site),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "120",
        }
        if words[0] == "policyindex":
            done = processes.command(*words[1:], cwd=self.folder, env=environment)
        elif words[:2] == ["python", "-m"]:
            done = processes.started(processes.module, *words[2:], cwd=self.folder, env=environment)()
        else:
            words[0] = sys.executable
            done = subprocess.run(
                words, cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
            )
        assert done.returncode == exit_code, f"{command}: {done.stderr or done.stdout}"
        return done.stdout

    def _changed(self) -> bool:
        """Tell whether a file has changed since the last installation."""
        left_out = {self.site, self.folder / ".pytest_cache"}
        found = (each for each in self.folder.rglob("*") if each.is_file() and not left_out & set(each.parents))
        before, self.seen = self.seen, {each: each.stat().st_mtime_ns for each in found}
        return before != self.seen


def check(page: Path, folder: Path) -> int:
    """Write the titled files of a page (``append=``: add to one), run its commands, compare what they print.

    ``console exit=1`` is for commands that find problems.
    """
    console, count = Console(folder), 0
    for language, rest, content in fences(page):
        if rest.startswith(("title=", "append=")):
            what, _, name = rest.partition("=")
            target = console.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_text(encoding="utf-8") if what == "append" else ""
            target.write_text(before + content, encoding="utf-8")
        elif language == "terminal":
            sit(content, console.folder)
            count += 1
        elif language == "console":
            for command, expected in steps(content):
                got = console.run(command, int(rest.removeprefix("exit=") or 0))
                if expected.strip():
                    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
                    assert doctest.OutputChecker().check_output(expected, got, flags), f"$ {command}\n{got}"
                count += 1
    return count


def sit(content: str, folder: Path) -> None:
    """Type what stands behind ``>`` in a real terminal, and wait for everything else to be shown."""
    pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    command, *lines = content.splitlines()
    terminal = Terminal(folder, *shlex.split(command.removeprefix("$ policyindex ")))
    for line in lines:
        shown, prompt, typed = line.partition(" >")
        terminal.read(" ".join((shown + prompt).split()))
        if prompt:
            os.write(terminal.screen, f"{typed.strip()}\r".encode())
    assert terminal.end() == 0
    os.close(terminal.screen)


def test_filling_in(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "filling-in.md", tmp_path) == 16


def test_a_first_index(tmp_path: Path) -> None:
    page = ROOT / "docs" / "tutorial" / "a-first-index.md"
    assert check(page, tmp_path) == 7
    assert len(page.read_text(encoding="utf-8").splitlines()) < 220


def test_the_tutorial(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "tutorial" / "writing-a-plugin.md", tmp_path) == 9


def test_packaging_an_assessment(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "packaging-an-assessment.md"
    assert check(page, tmp_path) == 13
    assert len(page.read_text(encoding="utf-8").splitlines()) < 120


def test_the_page_on_instruments(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "tutorial" / "writing-an-instrument.md", tmp_path) == 13


def test_editions_and_spreadsheets(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "editions-and-spreadsheets.md"
    assert check(page, tmp_path) == 14
    assert len(page.read_text(encoding="utf-8").splitlines()) < 150


def test_rules_of_an_index(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "rules-of-an-index.md", tmp_path) == 4


def test_numeric_pipelines(tmp_path: Path) -> None:
    for name in ("asem.yaml", "asem-answers.csv"):
        shutil.copy(ROOT / "examples" / "indices" / name, tmp_path)
    assert check(ROOT / "docs" / "how-to" / "numeric-pipelines.md", tmp_path) == 1


def test_why_scores_changed(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "change.md", tmp_path) == 4


def test_units_and_groups(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "units-and-groups.md", tmp_path) == 5


def test_targets_and_profiles(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "targets-and-profiles.md", tmp_path) == 5


def test_context(tmp_path: Path) -> None:
    for path in (ROOT / "examples" / "context").iterdir():
        shutil.copy(path, tmp_path)
    assert check(ROOT / "docs" / "how-to" / "context.md", tmp_path) == 5


def test_passing_on(tmp_path: Path) -> None:
    pytest.importorskip("pysdmx", reason="pysdmx is not installed")
    page = ROOT / "docs" / "how-to" / "passing-on.md"
    assert check(page, tmp_path) == 9
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    assert frictionless.validate(str(tmp_path / "mipex.zip")).valid
    sdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    typed = sdmx.get_datasets(tmp_path / "scores-2.csv", tmp_path / "structure.json", validate=False)[0]
    assert 40 < typed.data["OBS_VALUE"].mean() < 60
    assert "unsettled" in typed.attributes["LICENCE"]


def test_figures(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    assert check(ROOT / "docs" / "how-to" / "figures.md", tmp_path) == 5


def test_long_questionnaires(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "long-questionnaires.md", tmp_path) == 2


def test_federal_states(tmp_path: Path) -> None:
    assert check(ROOT / "docs" / "how-to" / "federal-states.md", tmp_path) == 3


def test_the_commands_of_the_readme() -> None:
    assert check(ROOT / "README.md", ROOT) == 4


def test_the_python_of_the_readme() -> None:
    code = next(content for language, _, content in fences(ROOT / "README.md") if language == "python")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    frame = names["frame"]
    assert isinstance(frame, pd.DataFrame)
    top = frame[(frame.node == "overall_with_health") & (frame.period == "2019") & (frame["rank"] <= 3)].sort_values(
        "rank"
    )
    assert list(top.unit) == ["SE", "FI", "PT"]


def test_the_readme_is_short_and_starts_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 150
    commands = [line for line in lines if line.startswith("python -m pip")]
    assert commands == [
        "python -m pip install . && policyindex run mipex-national",
        'python -m pip install -e ".[dev]" && python -m pytest',
    ]
    assert "In a virtual environment" in "\n".join(lines[:12])


def test_the_hooks_in_the_guide_are_the_hooks() -> None:
    listed = next(
        content
        for language, rest, content in fences(ROOT / "docs" / "tutorial" / "writing-a-plugin.md")
        if rest == "hooks"
    )
    found = []
    for name, each in vars(hookspecs).items():
        if hasattr(each, "policyindex_spec"):
            signature = inspect.signature(each)
            parameters = ", ".join(f"{key}: {value.annotation}" for key, value in signature.parameters.items())
            found.append(f"{name}({parameters}) -> {signature.return_annotation}")
    assert listed.splitlines() == found


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    words = re.sub(r"`[^`]*`", "", FENCE.sub("", path.read_text(encoding="utf-8")))
    for target in re.findall(r"\]\(([^)#]+)\)", words):
        assert (path.parent / target).exists(), target


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    found = {(index.parent / target).resolve() for target in re.findall(r"\]\(([^)#]+)\)", index.read_text())}
    assert {page for page in PAGES if page.is_relative_to(ROOT / "docs")} - {index} <= found


def test_the_reference_of_python_is_rendered_from_docstrings() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    assert page == reference_pages.python_page(), "run: python docs/reference_pages.py"


def test_the_reference_of_the_command_line_is_what_help_says(host: PluginHost) -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert page == reference_pages.command_page(host), "run: python docs/reference_pages.py"


def test_the_reference_of_sheets_is_what_their_reader_knows() -> None:
    page = (ROOT / "docs" / "reference" / "sheets.md").read_text(encoding="utf-8")
    assert page == reference_pages.sheets_page(), "run: python docs/reference_pages.py"
