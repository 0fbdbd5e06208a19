"""Bars and numbers for tables."""

from __future__ import annotations

import math

import numpy as np

from policyindex.scoring.ranking import half_up

WIDTH = 20
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(score: float | None, highest: float, *, width: int = WIDTH, ascii_only: bool = False) -> str:
    """Draw a score against the highest one possible; empty where either is unknown."""
    if score is None or math.isnan(highest) or highest <= 0:
        return ""
    share = min(max(score / highest, 0.0), 1.0) * width
    if ascii_only:
        return "#" * round(share)
    whole = int(share)
    part = _EIGHTHS[int((share - whole) * 8)] if whole < width else ""
    return "█" * whole + part.strip()


def shown(score: float | None) -> str:
    """Write a score as a whole number, rounded half up; a dash where there is none."""
    return "-" if score is None else f"{float(half_up(np.array(score))):.0f}"
