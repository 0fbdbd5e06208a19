"""What a command costs, in a process of its own: CPU seconds, and its peak of memory above a process that only imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from peak import STATUS

_PROGRAM = """
import importlib.util, json, sys, time
import numpy, pandas, pydantic, python_calamine
if importlib.util.find_spec("pyarrow"):
    import pyarrow.parquet
from peak import peak
from policyindex.cli import main
code = 0
if sys.argv[1:]:
    try:
        main()
    except SystemExit as end:
        code = end.code
print(json.dumps([time.process_time(), peak()]), file=sys.stderr)
sys.exit(code)
"""
measurable = pytest.mark.skipif(not STATUS.exists(), reason="peaks of memory are read from /proc")


class Cost(NamedTuple):
    """What a command said and what it took."""

    code: int
    output: str
    """All that it wrote, standard error last."""
    seconds: float
    """CPU time above that of a process that only imports."""
    megabytes: float
    """The peak of memory above that of a process that only imports."""


def cost(*arguments: object, cwd: Path | None = None, stdin: int | IO[bytes] = subprocess.DEVNULL) -> Cost:
    """Run a command as a user types it and measure it."""
    seconds, peak = _imports()
    code, output, used, most = _measured([str(each) for each in arguments], cwd, stdin)
    return Cost(code, output, used - seconds, (most - peak) / 1e6)


def beside_tests() -> dict[str, str]:
    """Give an environment in which a program can import what stands here."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")])),
    }


@cache
def _imports() -> tuple[float, float]:
    return _measured([], None, subprocess.DEVNULL)[2:]


def _measured(arguments: list[str], cwd: Path | None, stdin: int | IO[bytes]) -> tuple[int, str, float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=cwd, stdin=stdin, env=beside_tests(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, _, figures = done.stderr.rstrip("\n").rpartition("\n")
    try:
        seconds, peak = json.loads(figures)
    except ValueError:  # it was aborted
        raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr[-2000:]}") from None
    return done.returncode, done.stdout + said, seconds, peak
