"""A real terminal for tests: a command in it, lines typed, texts waited for."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")
CHILD = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a script ignores it otherwise
from policyindex.cli import main
main()
"""
PRESSES = 20


class Terminal:
    """A real terminal of 80 x 24 with ``policyindex`` in it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.screen, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "NO_COLOR": ""}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, *arguments],
            stdin=inner, stdout=inner, stderr=inner, cwd=folder, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(inner)
        self.data, self.place = b"", 0

    def read(self, wanted: str, seconds: float = 300) -> str:
        """Wait for a text; give all that came since the last one, without colours, line ends as spaces."""
        end = time.monotonic() + seconds
        while True:
            text = " ".join(ANSI.sub("", self.raw).split())
            place = text.find(wanted, self.place)
            if place >= 0:
                before, self.place = self.place, place + len(wanted)
                return text[before : self.place]
            ready, _, _ = select.select([self.screen], [], [], max(end - time.monotonic(), 0))
            try:
                data = os.read(self.screen, 65536) if ready else b""
            except OSError:  # how a terminal ends on Linux
                data = b""
            if not data:
                pytest.fail(f"'{wanted}' did not come; there is: {text[self.place :]}")
            self.data += data

    @property
    def raw(self) -> str:
        return self.data.decode(errors="ignore")

    def type(self, line: str, wanted: str) -> str:
        """Type a line and wait for a text."""
        os.write(self.screen, f"{line}\r".encode())
        return self.read(wanted)

    def key(self, key: bytes) -> None:
        """Press a key; again where nothing comes of it: readline misses an interrupt between its prompt and its wait."""
        self._settled()
        for _ in range(PRESSES):
            os.write(self.screen, key)
            if self._settled():
                return
        pytest.fail(f"nothing came of {key!r}, pressed {PRESSES} times")

    def _settled(self) -> bool:
        """Wait until the program sleeps or has ended; tell whether anything came meanwhile."""
        state, came, quiet = Path(f"/proc/{self.process.pid}/stat"), False, 0
        while quiet < 5:
            if select.select([self.screen], [], [], 0.1)[0]:
                try:
                    data = os.read(self.screen, 65536)
                except OSError:  # how a terminal ends on Linux
                    data = b""
                if not data:
                    return True
                self.data += data
                came, quiet = True, 0
            else:  # asleep, not merely waiting for its turn on a busy machine
                asleep = not state.exists() or state.read_text().rpartition(") ")[2].startswith(("S", "Z"))
                quiet = quiet + 1 if asleep else 0
        return came

    def end(self) -> int:
        return self.process.wait(timeout=300)
