"""Processes of their own that start in no time: copies of one that has imported the libraries, and nothing of ours.

What a process imports of ``policyindex`` it imports itself; what costs a second is shared. Where the start is the point
(what is imported when, signals, the encoding of a console), tests start an interpreter instead. Where a system cannot
copy processes, each starts from nothing.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT: Any = multiprocessing.get_context(METHOD)
CONTEXT.set_forkserver_preload([
    "click", "importlib.metadata", "jinja2", "jsonschema", "numpy", "pandas", "pluggy", "pyarrow.parquet", "pycountry",
    "pydantic.fields", "pydantic.main", "pytest", "python_calamine", "rfc8785", "rich.console", "rich.table", "xlsxwriter", "yaml",
])  # fmt: skip
NOTHING = Path(os.devnull)
Done = subprocess.CompletedProcess[str]


def command(*arguments: str, cwd: Path, env: Mapping[str, str]) -> Done:
    """Run ``policyindex`` as a user types it: with these arguments, from a folder, in an environment."""
    return started(policyindex, *arguments, cwd=cwd, env=env)()


def policyindex(*arguments: str) -> None:
    """Be the program, as a task of a process."""
    sys.argv = ["policyindex", *arguments]
    from policyindex.cli import main

    main()


def module(name: str, *arguments: str) -> None:
    """Be ``python -m``, as a task of a process."""
    sys.argv = [name, *arguments]
    sys.path.insert(0, str(Path.cwd()))
    runpy.run_module(name, run_name="__main__", alter_sys=True)


def started(
    task: Callable[..., object], *arguments: object, cwd: Path | None = None,
    env: Mapping[str, str] | None = None, stdin: Path = NOTHING,
) -> Callable[[], Done]:  # fmt: skip
    """Start a process that calls a function of a module; what this gives waits for its end, its exit code and its words."""
    folder = tempfile.TemporaryDirectory()
    streams = (stdin, Path(folder.name, "out"), Path(folder.name, "err"))
    place = (cwd or Path.cwd(), dict(os.environ if env is None else env), streams)
    process = CONTEXT.Process(target=_inside, args=(place, task, arguments))
    process.start()

    def end() -> Done:
        process.join()
        with folder:
            out, err = (each.read_text(encoding="utf-8", errors="replace") for each in streams[1:])
        return subprocess.CompletedProcess([str(each) for each in arguments], process.exitcode, out, err)

    return end


def _inside(
    place: tuple[Path, dict[str, str], tuple[Path, ...]], task: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    folder, environment, streams = place
    binary, write = getattr(os, "O_BINARY", 0), os.O_WRONLY | os.O_CREAT
    for number, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, write, write), strict=True)):
        os.dup2(os.open(path, flags | binary), number)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", closefd=False) for number, mode in enumerate("rww")
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    importlib.invalidate_caches()
    task(*arguments)
