"""Writing several files whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from policyindex.files.writing import write_file
from policyindex.problems.errors import WrongUseError

Write = Callable[[BinaryIO], object]


def write_folder(folder: Path, files: Mapping[str, Write]) -> None:
    """Write a new folder: all files into a temporary one beside it, which is then renamed.

    :param files: what writes each, by their paths inside the folder
    :raises WrongUseError: where something of that name exists, or nothing can be written
    """
    _refuse(folder)
    temporary = folder.with_name(f".{folder.name[:40]}.{secrets.token_hex(8)}")
    try:
        for name, write in files.items():
            target = temporary / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                write(stream)
        temporary.rename(folder)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _not_made(folder, error) from None
    finally:
        if temporary.exists():  # a name that no file can have is not even looked for
            shutil.rmtree(temporary, ignore_errors=True)


def write_together(files: Mapping[Path, Write]) -> None:
    """Write new files; where one cannot be written, none of them stays.

    :raises WrongUseError: where something of one of the names exists, or nothing can be written
    """
    for path in files:
        _refuse(path)
    written: list[Path] = []
    try:
        for path, write in files.items():
            make_folder(path.parent)
            write_file(path, write, replace=False)
            written.append(path)
    except (OSError, ValueError) as error:
        raise _not_made(path, error) from None
    finally:
        if len(written) < len(files):
            for path in written:
                path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those around it, where they are not there.

    :raises WrongUseError: where it cannot be made
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _not_made(folder, error) from None


def _refuse(path: Path) -> None:
    if os.path.lexists(path):
        raise WrongUseError(f"{path} exists already and stays as it is: name another place with --output")


def _not_made(path: Path, error: OSError | ValueError) -> WrongUseError:
    return WrongUseError(f"{path} cannot be made: {getattr(error, 'strerror', None) or error}")
