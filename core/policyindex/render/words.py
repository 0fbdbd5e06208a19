"""Cells as people read them: numbers rounded half up, a dash where there is none, shares as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.report import Cell, Column, Report, Text

BAR = 20
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def said_once(report: Report) -> Report:
    """Give a report for a page, which shows its title: what it begins with does not say the title again."""
    if not report.sections:
        return report
    first, *others = report.sections
    title = report.title
    if first.title == title or first.title.startswith(f"{title} "):
        title, first = first.title, replace(first, title="")
    elif first.blocks[:1] == (Text(title),):
        first = replace(first, blocks=first.blocks[1:])
    return replace(report, title=title, sections=(first, *others))


def title_of(columns: Sequence[Column], at: int) -> str:
    """Give the title of a column where bars have none: a number without one is what the bar before it draws."""
    column = columns[at]
    if column.type == "share":
        return ""
    before = columns[at - 1] if at else column
    return (
        column.title
        or column.alone
        or (before.title if before.type == "share" else "")
        or column.key.replace("_", " ").capitalize()
    )


def shown(value: Cell, column: Column, *, ascii_only: bool = False, full: int = BAR) -> str:
    """Write a cell for people; ``full`` is the length of a whole bar."""
    if value is None:
        return "" if column.type in ("share", "text") else NONE
    if isinstance(value, str):
        return value
    if column.type == "share":
        return bar(float(value), ascii_only=ascii_only, full=full)
    text = f"{value}" if column.type == "whole" else shown_number(float(value), column.decimals)
    return text + column.unit


def bar(share: float, *, ascii_only: bool = False, full: int = BAR) -> str:
    """Draw a share of the highest possible."""
    places = min(max(share, 0.0), 1.0) * full
    if ascii_only:
        return "#" * round(places)
    whole = int(places)
    return "█" * whole + (_EIGHTHS[int((places - whole) * 8)] if whole < full else "").strip()


def drawable(encoding: str) -> bool:
    """Tell whether an encoding can show bars and lines."""
    try:
        "█▏".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
