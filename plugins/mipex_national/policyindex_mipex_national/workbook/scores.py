"""What a score cell holds: a number from 0 to 100, or something else with a reason."""

from __future__ import annotations

import re
from typing import NamedTuple

from policyindex.files.workbooks.values import Value

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


class Score(NamedTuple):
    """A score or None, and why the cell is irregular; a number with a reason was repaired."""

    value: float | None
    reason: str = ""


def score_of(value: Value) -> Score:
    """Read a score cell."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Score(None, "no number where a score belongs")
    if isinstance(value, str):
        return _from_text(" ".join(value.split()))
    return _in_range(float(value), "")


def _from_text(text: str) -> Score:
    if not text:
        return Score(None)
    if _NUMBER.fullmatch(text):
        return _in_range(float(text.replace(",", ".")), "a number written as text")
    if text.startswith("#"):
        return Score(None, "an error of the spreadsheet as text")
    if re.match(r"\d+\s*[-–—:=]", text):
        return Score(None, "the text of answer options in a score cell")
    return Score(None, "a note in a score cell")


def _in_range(value: float, reason: str) -> Score:
    if 0 <= value <= 100:
        return Score(value, reason)
    return Score(None, "a number outside 0 to 100 in a score cell")
