"""Which files a piece of work has read: what it writes goes over none of them, whatever they are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from policyindex.problems.errors import WrongUseError


class Opened:
    """Files by what they are (two names may be one file) and by where they stood (a file may be replaced meanwhile)."""

    def __init__(self, paths: Iterable[str | Path] = ()) -> None:
        self._identities: set[tuple[int, int]] = set()
        self._places: set[Path] = set()
        for path in paths:
            self.add(path)

    def add(self, path: str | Path, about: os.stat_result | None = None) -> None:
        """Note a file; ``about`` is what is known of it where it is open."""
        try:
            found = about or Path(path).expanduser().stat()
            self._identities.add((found.st_dev, found.st_ino))
        except (OSError, ValueError):
            pass
        with suppress(WrongUseError):
            self._places.add(real(path))

    def update(self, other: Opened) -> None:
        """Note the files that another piece of work has read."""
        self._identities |= other._identities
        self._places |= other._places

    def has(self, path: Path) -> bool:
        """Tell whether writing to a path would go over one of the files."""
        if real(path) in self._places:
            return True
        try:
            return self.is_one(path.expanduser().stat())
        except OSError:
            return False

    def is_one(self, about: os.stat_result) -> bool:
        """Tell whether an open file is one of them."""
        return (about.st_dev, about.st_ino) in self._identities


_NOW: ContextVar[Opened | None] = ContextVar("opened", default=None)


@contextmanager
def remembering(known: Opened | None = None) -> Iterator[Opened]:
    """Note every file that is read inside; ``known`` have been read before. What is around this notes them as well."""
    around, inside = _NOW.get(), Opened()
    for each in (around, known):
        if each:
            inside.update(each)
    token = _NOW.set(inside)
    try:
        yield inside
    finally:
        _NOW.reset(token)
        if around:
            around.update(inside)


def note_read(path: str | Path, about: os.stat_result | None = None) -> None:
    """Note that a file is read."""
    if now := _NOW.get():
        now.add(path, about)


def refuse_read(path: Path) -> None:
    """Raise WrongUseError where a path is a file that was read."""
    if (now := _NOW.get()) and now.has(path):
        raise over(path)


def refuse_stream(about: os.stat_result) -> None:
    """Raise WrongUseError where an open file, such as what standard output goes into, is one that was read."""
    if (now := _NOW.get()) and now.is_one(about):
        raise over("standard output goes into a file that")


def over(path: Path | str) -> WrongUseError:
    """Say that a file is read and would be written over."""
    return WrongUseError(f"{path} is read by this command, and would be written over: name another output")


def real(path: str | Path) -> Path:
    """Give where a path leads.

    :raises WrongUseError: where it leads nowhere, as links that lead to each other do
    """
    try:
        found = Path(path).expanduser().resolve()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            found.stat()  # since Python 3.13, resolving a loop of links raises nothing
        return found
    except (OSError, RuntimeError, ValueError) as error:
        raise WrongUseError(f"{path} leads nowhere: {getattr(error, 'strerror', None) or error}") from None
