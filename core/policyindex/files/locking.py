"""One writer at a time: who reads a file, changes it and writes it, holds its lock meanwhile."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policyindex.files.opened import real
from policyindex.problems import plain
from policyindex.problems.errors import WrongUseError

WAIT = 60.0
"""Seconds that a writer waits for another one; POLICYINDEX_LOCK_WAIT says otherwise."""
_ABSENT = "absent"
_HELD = threading.local()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is a hidden file beside it that says who holds it; nothing is left behind.

    The system frees the lock of a process that died, whatever it left. Whoever holds it already goes on.

    :raises WrongUseError: where somebody else holds it for longer than anybody waits
    """
    where = real(path)
    held: set[Path] = vars(_HELD).setdefault("paths", set())
    if where in held or not where.parent.is_dir() or (where.exists() and not where.is_file()):
        yield
        return
    from filelock import FileLock, Timeout

    name = where.with_name(f".{where.name[:40]}.lock")
    lock = FileLock(name)
    try:
        lock.acquire(timeout=_patience(), poll_interval=0.02)
    except Timeout:
        raise WrongUseError(
            f"{path} is being written by {_owner(name)}: wait until that has ended and try again; nothing was written"
        ) from None
    except OSError as error:
        raise WrongUseError(f"{path} cannot be locked: {error.strerror or error}") from None
    held.add(where)
    try:
        with contextlib.suppress(OSError):  # where a locked file cannot be written, nobody is named
            name.write_text(_signature(), encoding="utf-8")
        yield
    finally:
        held.discard(where)
        with contextlib.suppress(OSError):  # while it is held: who waits for it sees that it is gone, and makes another
            name.unlink()
        lock.release()


def state_of(path: Path) -> str:
    """Give what tells whether a file has changed: a digest of its content, or that there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return _ABSENT
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror or error}") from None


def _patience() -> float:
    with contextlib.suppress(ValueError):
        return max(float(os.environ.get("POLICYINDEX_LOCK_WAIT", WAIT)), 0.0)
    return WAIT


def _signature() -> str:
    import platform
    from datetime import UTC, datetime

    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return json.dumps({"pid": os.getpid(), "host": platform.node(), "since": since})


def _owner(name: Path) -> str:
    """Say who holds a lock, as far as its file tells."""
    try:
        said = json.loads(name.read_text(encoding="utf-8")[:1000])
        pid, host, since = int(said["pid"]), str(said["host"]), str(said["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
    return plain(f"process {pid} on {host[:100]} (since {since[:30]})")
