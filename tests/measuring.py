"""What a command costs, in a process of its own: CPU seconds, and its peak of memory above one that has only imported."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from peak import STATUS, peak
from processes import NOTHING, policyindex, started

measurable = pytest.mark.skipif(not STATUS.exists(), reason="peaks of memory are read from /proc")


class Cost(NamedTuple):
    """What a task said and what it took."""

    code: int
    output: str
    """All that it wrote, standard error last."""
    seconds: float
    """CPU time, that of importing libraries left out."""
    megabytes: float
    """The peak of memory above that of a process that has imported the libraries."""


def cost(*arguments: object, cwd: Path | None = None, stdin: Path = NOTHING) -> Cost:
    """Run a command as a user types it and measure it."""
    return cost_of(policyindex, *map(str, arguments), cwd=cwd, stdin=stdin)


def cost_of(task: Callable[..., object], *arguments: str, cwd: Path | None = None, stdin: Path = NOTHING) -> Cost:
    """Call a function of a module in a process of its own and measure it."""
    done = started(_measured, task, *arguments, cwd=cwd, stdin=stdin)()
    said, _, figures = done.stderr.rstrip("\n").rpartition("\n")
    try:
        seconds, room = json.loads(figures)
    except ValueError:  # it was aborted
        raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr[-2000:]}") from None
    return Cost(done.returncode, done.stdout + said, seconds, room / 1e6)


def _measured(task: Callable[..., object], *arguments: str) -> None:
    before, room = time.process_time(), peak()
    try:
        task(*arguments)
    finally:
        print(json.dumps([time.process_time() - before, peak() - room]), file=sys.stderr)
