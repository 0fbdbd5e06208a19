"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from policyindex.problems.errors import WrongUseError


def check_outputs(outputs: Iterable[Path | None], inputs: Iterable[str | Path] = (), *, free: bool = False) -> None:
    """Raise WrongUseError where an output is an input or another output, before anything is read or written.

    :param free: also where an output is there already
    """
    read = {Path(each).expanduser().resolve() for each in inputs if str(each) not in ("", "-")}
    written: set[Path] = set()
    for path in filter(None, outputs):
        target = path.expanduser().resolve()
        if target in read:
            raise WrongUseError(f"{path} is read by this command, and would be written over: name another output")
        if target in written:
            raise WrongUseError(f"{path} is named for two outputs: name another one")
        if free and target.is_file():
            raise WrongUseError(f"{path} is there already: give another name, or --replace")
        written.add(target)


def write_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write to a temporary file beside ``path``, then rename it; on any failure ``path`` stays as it was.

    :raises WrongUseError: where the file cannot be written
    """
    if path.is_dir():
        raise WrongUseError(f"{path} is a directory: name a file in it")
    path = path.resolve() if path.is_symlink() else path
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            with path.open("wb") as stream:
                write(stream)
            return
        _write_beside(path, write)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror or error}") from None


def _write_beside(path: Path, write: Callable[[BinaryIO], object]) -> None:
    import secrets

    name = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}")
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(handle)
        if path.exists():
            name.chmod(path.stat().st_mode & 0o777)
        name.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            name.unlink()
        raise
