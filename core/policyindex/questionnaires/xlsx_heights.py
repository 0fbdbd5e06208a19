"""How high a row must be for its wrapped texts: spreadsheet programs do not all find out by themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable

_HIGHEST = 409
_PER_WIDTH, _LINE = {9: 1.4, 11: 1.05, 18: 0.55}, {9: 12.5, 11: 15.0, 18: 24.0}


def height(texts: Iterable[tuple[str, int, int]]) -> float:
    """Give the height in points for texts with the width of their column and their font size."""
    needed = [_lines(text, width * _PER_WIDTH[size]) * _LINE[size] for text, width, size in texts if text]
    return min(_HIGHEST, max([*needed, _LINE[11]]) + 3)


def _lines(text: str, characters: float) -> int:
    return sum(max(1, math.ceil(len(line) / characters)) for line in text.split("\n"))
