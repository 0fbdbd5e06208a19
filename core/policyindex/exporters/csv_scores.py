"""Scores as CSV: long, tidy, raw."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from policyindex.exporters.view import View
from policyindex.scoring.result import ScoreRow


def write_csv(view: View, stream: BinaryIO) -> None:
    """Write a row per tree, node, unit and period; scores with up to 9 decimals, empty where there is none."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(ScoreRow._fields)
    for row in view.rows():
        rows.writerow(row._replace(score=None if row.score is None else number(row.score)))  # type: ignore[arg-type]
    text.detach()


def number(score: float) -> str:
    """Write a score with at most 9 decimals and no trailing zeros."""
    return f"{score:.9f}".rstrip("0").rstrip(".")
