"""Writing files whole or not at all, over nothing that was read, and over what is there only where that was asked for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from policyindex.files.opened import Opened, over, real, refuse_read
from policyindex.problems.errors import WrongUseError


def file_named(text: str | Path) -> Path:
    """Give the path of a file to write.

    :raises WrongUseError: for one that ends as a folder does
    """
    if str(text).endswith(("/", os.sep)):
        raise WrongUseError(f"{text} names a folder: name a file in it")
    return Path(text).expanduser()


def csv_named(text: str | Path) -> Path:
    """Give the path of a CSV file to write; a device or a pipe has any name.

    :raises WrongUseError: for another suffix than .csv, which would say that it holds something else
    """
    path = file_named(text)
    if path.suffix.lower() != ".csv" and not _is_device(path):
        raise WrongUseError(f"answers are written as CSV, not to {path}: give a name that ends in .csv")
    return path


def check_outputs(outputs: Iterable[Path | None], inputs: Iterable[str | Path] = (), *, free: bool = False) -> None:
    """Raise WrongUseError where an output is an input or another output, before anything is read or written.

    What is read on the way, such as parts of an instrument, is refused when the file is written.

    :param free: also where an output is there already
    """
    read = Opened(each for each in inputs if str(each) not in ("", "-"))
    written = Opened()
    for path in filter(None, outputs):
        if read.has(path):
            raise over(path)
        if written.has(path):
            raise WrongUseError(f"{path} is named for two outputs: name another one")
        if free:
            refuse_there(path)
        if not _is_device(path):
            written.add(path)


def refuse_there(path: Path) -> None:
    """Raise WrongUseError where a file is there already."""
    if real(path).is_file():
        raise there(path)


def there(path: Path) -> WrongUseError:
    """Say that a file is there already."""
    return WrongUseError(f"{path} is there already: give another name, or --replace")


def write_file(path: Path, write: Callable[[BinaryIO], object], *, updates: bool = False, replace: bool = True) -> None:
    """Write to a temporary file beside ``path``, then rename it; on any failure ``path`` stays as it was.

    :param updates: it may be a file that was read: what is written has all that it had
    :param replace: false: a file that is there stays as it is, also one that somebody made in the meantime
    :raises WrongUseError: where the file cannot be written, or was read
    """
    if path.is_dir():
        raise WrongUseError(f"{path} is a directory: name a file in it")
    try:
        if _is_device(path):
            with path.open("wb") as stream:
                write(stream)
            return
        if not updates:
            refuse_read(path)
        _write_beside(real(path) if path.is_symlink() else path, write, replace=replace)
    except FileExistsError:
        raise there(path) from None
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror or error}") from None


def _is_device(path: Path) -> bool:
    """Tell whether a path is there and no file: a device or a pipe."""
    return path.exists() and not path.is_file()


def _write_beside(path: Path, write: Callable[[BinaryIO], object], *, replace: bool) -> None:
    import secrets

    name = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}")
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(handle)
        if replace:
            if path.exists():
                name.chmod(path.stat().st_mode & 0o777)
            name.replace(path)
        else:
            _rename_to_new(name, path)
    except BaseException:  # a signal is one too
        with contextlib.suppress(OSError):
            name.unlink()
        raise


def _rename_to_new(name: Path, path: Path) -> None:
    """Rename where nothing is there; a link is made by one process only, and where there are none a look has to do."""
    try:
        path.hardlink_to(name)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(path):
            raise FileExistsError from None
        name.replace(path)
    else:
        name.unlink()
