"""Running one command against one input, in a process of its own, and judging what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from hostile.trials import ANYTHING, REFUSED, Trial
from peak import peak

UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no output may have: they would rewrite a terminal's screen."""
MOST = 200
"""Problems that anybody would read: a fault that fills a column is one."""
SECONDS = 2.0
MEGABYTES = 300.0
_CEILING = 4_000_000_000
"""Bytes that a command may ever take: what lies between is a finding, more would harm the machine."""
_LONGEST = 10
"""Seconds of CPU after which a command is ended: that too is a finding."""


class Done(NamedTuple):
    """What a command did."""

    command: tuple[str, ...]
    code: int
    """Its exit code; negative: the signal that ended it."""
    output: str
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one command against one input."""

    trial: Trial
    done: Done
    faults: tuple[str, ...]
    """Empty: all is well."""


FAULTS = ("traceback", "abort", "slow", "large", "silent", "unclear", "alarm")
"""Kinds of faults: a traceback, an end by a signal, over the seconds, over the megabytes, a changed number without a word,
another message than the one that fits, a word about a clean file."""


def run(arguments: tuple[str, ...], folder: Path) -> Done:
    """Run a command in a copy of this process, which has imported what commands need already."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as figures:
        child = os.fork()
        if child == 0:
            _inside(arguments, folder, output.fileno(), figures.fileno())
        _, status, _ = os.wait4(child, 0)
        output.seek(0)
        figures.seek(0)
        text = output.read().decode("utf-8", "replace")
        said = figures.read()
        seconds, megabytes = json.loads(said) if said else (0.0, 0.0)
        code = os.waitstatus_to_exitcode(status)
        return Done(arguments, code, text, float(seconds), float(megabytes))


def _inside(arguments: tuple[str, ...], folder: Path, output: int, figures: int) -> None:
    """Be the process that runs the command, and never return."""
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))
        spent = resource.getrusage(resource.RUSAGE_SELF)
        most = int(spent.ru_utime + spent.ru_stime) + _LONGEST
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        sys.stdout, sys.stderr = (os.fdopen(os.dup(each), "w", encoding="utf-8") for each in (1, 2))
        before, start = peak(), spent.ru_utime + spent.ru_stime
        from policyindex.cli import main

        sys.argv = ["policyindex", *arguments]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            traceback.print_exc()
        with contextlib.suppress(ValueError, OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        after = resource.getrusage(resource.RUSAGE_SELF)
        spent_here = after.ru_utime + after.ru_stime - start
        os.write(figures, json.dumps([spent_here, (peak() - before) / 1e6]).encode())
    finally:
        os._exit(code)


def judged(trial: Trial, done: Done) -> Verdict:
    """Say what is wrong with what a command did."""
    faults = []
    if "Traceback (most recent call last)" in done.output or done.code == 70:
        faults.append("traceback")
    if done.code < 0 or "MemoryError" in done.output:
        faults.append("abort")
    if done.seconds > SECONDS:
        faults.append("slow")
    if done.megabytes > MEGABYTES:
        faults.append("large")
    if not faults:
        faults += _said(trial, done)
    return Verdict(trial, done, tuple(faults))


def _said(trial: Trial, done: Done) -> list[str]:
    """Compare what was said, and the scores, with what must come of the file."""
    if UNWANTED.search(done.output) or done.code not in (0, 1, 2) or done.output.count(": error ") > MOST:
        return ["unclear"]
    named = [code for code in (*trial.codes, *trial.noted) if code == REFUSED or _names(code, done.output)]
    if trial.codes == (ANYTHING,):
        return []
    if trial.codes:
        if done.code == 0:
            return ["silent"]
        return [] if named else ["unclear"]
    if done.code != 0:
        return ["alarm" if trial.clean else "unclear"]
    told = trial.kind != "instrument" or done.command[0] in ("validate", "run")  # others show it, and compute nothing
    if trial.noted and told and not named and "--format" not in done.command:
        return ["silent"]
    if trial.clean and (": warning " in done.output or ": error " in done.output):
        return ["alarm"]
    if trial.scores and "json" in done.command:
        return [] if _scores(done.output) == _rounded(trial.scores) else ["silent"]
    return []


def _names(code: str, output: str) -> bool:
    """Tell whether a problem is named whose code begins so."""
    return re.search(rf": (error|warning) {re.escape(code)}[a-z-]*: ", output) is not None


def _rounded(scores: object) -> dict[tuple[str, str], float]:
    return {key: round(value, 6) for key, value in dict(scores).items() if value is not None}  # type: ignore[call-overload]


def _scores(output: str) -> dict[tuple[str, str], float] | str:
    start = output.find("{\n")
    try:
        document, _ = json.JSONDecoder().raw_decode(output[start:])
        rows = document["scores"]
        return {
            (row["unit"], row["period"]): round(row["score"], 6)
            for row in rows
            if row["score"] is not None and row["node"] == "overall"
        }
    except (ValueError, KeyError, TypeError):
        return output
