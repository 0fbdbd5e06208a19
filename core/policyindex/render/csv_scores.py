"""Scores as CSV: long, tidy, raw."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from policyindex.scoring.view import View


def write_csv(view: View, stream: BinaryIO) -> None:
    """Write a row per tree, node, unit and period (or per type); scores with up to 9 decimals, empty for none."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(view.fields)
    for row in view.records():
        rows.writerow([number(cell) if isinstance(cell, float) else cell for cell in row])
    text.detach()


def number(score: float) -> str:
    """Write a score with at most 9 decimals and no trailing zeros."""
    return f"{score:.9f}".rstrip("0").rstrip(".")
