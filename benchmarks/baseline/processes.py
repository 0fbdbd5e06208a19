"""Whole processes, timed in turn: how often one takes as long, and as much memory, as another in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {
    key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
}  # modules compiled, as users have them

_MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
with open(os.devnull, "w") as nowhere:
    child = subprocess.Popen(sys.argv[1:], stdout=nowhere, stderr=nowhere)
    _, status, usage = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - start, usage.ru_maxrss / 1024)
sys.exit(child.returncode)
"""
"""A small process between, since a child counts as its own peak what its parent held when it started."""


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float


def cost(command: Sequence[str], folder: Path | None = None) -> Cost:
    """Run a command to its end; raise CalledProcessError where it fails."""
    measured = [sys.executable, "-I", "-S", "-c", _MEASURE, *command]
    done = subprocess.run(measured, check=True, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=folder)
    return Cost(*map(float, done.stdout.split()))


def ratios(ours: Sequence[str], baseline: Sequence[str], runs: int, folder: Path | None = None) -> Cost:
    """Give the median ratios of time and of memory, run against run."""
    cost(ours, folder), cost(baseline, folder)  # what is read and compiled once
    pairs = [(cost(ours, folder), cost(baseline, folder)) for _ in range(runs)]
    return Cost(
        statistics.median(one.seconds / other.seconds for one, other in pairs),
        statistics.median(one.megabytes / other.megabytes for one, other in pairs),
    )
