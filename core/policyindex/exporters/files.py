"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from policyindex.errors import WrongUseError


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write to a temporary file beside ``path``, then rename it; on any failure ``path`` stays as it was.

    :raises WrongUseError: where the file cannot be written
    """
    if path.is_dir():
        raise WrongUseError(f"{path} is a directory: name a file in it")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            with path.open("wb") as stream:
                write(stream)
            return
        _write_beside(path, write)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror or error}") from None


def _write_beside(path: Path, write: Callable[[BinaryIO], None]) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(handle)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
