"""Everything that a contributor and continuous integration run: ``nox -l`` lists it, ``nox -s lint`` runs one."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
OLDEST = "3.11"
LIGHT = "uv|virtualenv"
AXE = "axe-core@4.14.1"

nox.options.default_venv_backend = LIGHT
nox.options.error_on_missing_interpreters = True


def newest() -> str:
    """Give the newest Python at hand: on the path, or one of pyenv's."""
    named = filter(None, (shutil.which(f"python3.{minor}") for minor in range(11, 30)))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = {}
    for path in (sys.executable, *named, *map(str, pyenv.glob("3.*/bin/python"))):
        command = [path, "-c", "import sys; print(*sys.version_info[:3])"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:  # a shim of a version that is not chosen fails
            found[tuple(map(int, done.stdout.split()))] = path
    return found[max(found)]


def readme_commands() -> list[list[str]]:
    """Give the commands by which the README has a contributor install and test."""
    line = next(
        line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "pip install -e" in line
    )
    return [shlex.split(command) for command in line.split("&&")]


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """The layers of the architecture."""
    session.install("-e", ".[dev]")
    session.run("lint-imports")


@nox.session(venv_backend="venv")
def tests(session: nox.Session) -> None:
    """The test command of the README, in a virtual environment of its own."""
    for command in readme_commands():
        session.run(*command)


@nox.session
def slow(session: nox.Session) -> None:
    """The longer checks."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-m", "slow", *session.posargs)


@nox.session
def accessibility(session: nox.Session) -> None:
    """The pages under a newer axe-core than the one that the tests' package carries."""
    if not shutil.which("npm"):
        session.skip("no npm here: the tests use the axe-core of axe-playwright-python alone")
    session.install("-e", ".[dev]")
    work = Path(session.create_tmp()).resolve()
    session.run("npm", "install", "--no-save", "--prefix", str(work), AXE, external=True, silent=True)
    script = work / "node_modules" / "axe-core" / "axe.min.js"
    everything = ("-m", "slow or not slow")
    session.run("pytest", *everything, "tests/browser/test_accessibility.py", env={"POLICYINDEX_AXE": str(script)})


@nox.session
def hostile(session: nox.Session) -> None:
    """Bad inputs of many families, made anew, against every command that reads; prints a table."""
    session.install("-e", ".[dev]")
    session.chdir(ROOT / "tests")
    session.run("python", "-m", "hostile", *session.posargs)


@nox.session(python=OLDEST, venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """The tests on the oldest Python with the lowest versions that pyproject.toml allows."""
    session.install("--resolution", "lowest-direct", "-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session(python=newest())
def newest_python(session: nox.Session) -> None:
    """The tests on the newest Python at hand."""
    session.run("python", "--version")
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session
def uv_run(session: nox.Session) -> None:
    """The tests as uv runs them, in an environment that uv makes and that has no pip."""
    session.install("uv")
    environment = {"UV_PROJECT_ENVIRONMENT": str(Path(session.create_tmp()) / "project"), "VIRTUAL_ENV": ""}
    session.run("uv", "run", "pytest", *session.posargs, env=environment)


INSTALLED = """
run regin-checklist > regin.txt
run mipex-national --unit SE --period 2019 > sweden.txt
questionnaire export regin-checklist --unit ZZ-NORTHMARK --period 2027 --lang de --format self-scoring --output page.html
questionnaire export mipex-local --unit ZZ-LARKFORD --period 2027 --output Q.xlsx
questionnaire import Q.xlsx --dry-run
new instrument parks > instrument.txt
new plugin parks > plugin.txt
run parks.yaml --answers parks-answers.csv > parks.txt
schema > instrument.schema.json
"""
"""What each package that is built has to do in an environment that has nothing else."""

SAME_SCHEMA = """
from importlib.resources import files
from pathlib import Path
inside = files("policyindex") / "json_schemas" / "instrument.schema.json"
assert inside.read_text() == Path("instrument.schema.json").read_text()
"""


@nox.session(venv_backend="venv")
def build(session: nox.Session) -> None:
    """The wheel and the sdist, each in a clean environment, away from the repository."""
    session.install("build")
    work = Path(session.create_tmp()).resolve()
    shutil.rmtree(work)
    session.run("python", "-m", "build", "--outdir", str(work / "dist"), str(ROOT), silent=True)
    for package in sorted((work / "dist").iterdir()):
        session.log(f"{package.name}, away from the repository")
        away = work / package.suffix.lstrip(".")
        session.run("python", "-m", "venv", str(away / "venv"))
        bin = away / "venv" / ("Scripts" if os.name == "nt" else "bin")  # noqa: A001
        session.run(str(bin / "python"), "-m", "pip", "install", "--quiet", str(package), external=True)
        with session.chdir(away):
            for line in INSTALLED.strip().splitlines():
                words, _, target = line.partition(" > ")
                with Path(target or os.devnull).open("w", encoding="utf-8") as stream:
                    session.run(
                        str(bin / "policyindex"), *shlex.split(words), external=True, stdout=stream,
                        env={"POLICYINDEX_STRICT": "1", "PYTHONUTF8": "1"},
                    )  # fmt: skip
            session.run(str(bin / "python"), "-c", SAME_SCHEMA, external=True)
            for name in ("regin.txt", "sweden.txt"):
                print(*Path(name).read_text(encoding="utf-8").splitlines()[:4], sep="\n", flush=True)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Speed and memory, as ratios; no verdict here."""
    session.install("-e", ".[dev]", "scipy")
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        session.run("python", str(path))
