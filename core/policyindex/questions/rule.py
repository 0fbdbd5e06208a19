"""How answers become points, as plain numbers for files that count by themselves."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """Which of these a question has depends on its kind."""

    points: float = 0.0
    """Of a tick, or of enough sub-options."""
    at_least: int = 0
    """Sub-options that have to apply; 0: no number of them."""
    grades: tuple[tuple[float, float], ...] = ()
    """From this count or value upwards, these points."""
    goalposts: tuple[float, float] | None = None
    """The values that earn 0 and 100."""
    transform: tuple[tuple[str, float], ...] = ()
    """What becomes of a number first: names and numbers."""
    lowest: float | None = None
    """Where goalposts cut points from below; None: nowhere."""
    highest: float | None = None
    """Where they cut from above."""
    lines: tuple[tuple[float, float], ...] = ()
    """Values with points, and straight lines between them."""
    unit: str = ""
    least: float | None = None
    """The least number that can be an answer."""
    most: float | None = None
    """The greatest one."""
