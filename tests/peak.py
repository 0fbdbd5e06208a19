"""The peak of memory of this process; it imports nothing heavy, as processes that are measured import it."""

from __future__ import annotations

from pathlib import Path

STATUS = Path("/proc/self/status")


def peak() -> int:
    """Give the most memory that this process ever took, in bytes; 0 where the system does not tell.

    Not ``ru_maxrss``, which a process inherits from the one that started it.
    """
    if not STATUS.exists():
        return 0
    return int(STATUS.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) * 1024
