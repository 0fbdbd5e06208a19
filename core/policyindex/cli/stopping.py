"""How the command line ends when it is stopped from outside: what is half written is taken away, as at any error."""

from __future__ import annotations

import io
import os
import signal
import stat
import sys
from typing import Any, NoReturn

INTERRUPTED = 128 + signal.SIGINT
"""What a command ends with after Ctrl-C, as shells have it."""
SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT")


class Stopped(BaseException):
    """A signal that ends the process; no error, so that nothing on the way takes it for one."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def stop_cleanly() -> None:
    """Let signals that end a process unwind it first; one that whoever started it ignores (nohup) stays ignored."""
    for number in (getattr(signal, name, None) for name in SIGNALS):
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, frame: object) -> NoReturn:
    raise Stopped(number)


class _Pipe(io.FileIO):
    """A pipe whose reader may go away: what is said after that is said to nobody, and the work goes on."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return memoryview(data).nbytes


def bear_closed_pipes() -> None:
    """Go on where the reader of standard output or error goes away: how a command ends says what became of its work."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        try:
            if not stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
                continue
        except (OSError, ValueError):
            continue
        stream.flush()
        raw = _Pipe(stream.fileno(), "w", closefd=False)
        made = io.TextIOWrapper(
            io.BufferedWriter(raw), stream.encoding, "backslashreplace", line_buffering=name == "stderr"
        )
        setattr(sys, name, made)
