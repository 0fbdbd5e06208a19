"""Where things stand on a country's sheet: the block of overall scores and the blocks of the areas.

Rows and columns count from 1. A block is known by its row of ``Indicator`` labels and its row of ``Year`` headers; an
item is what lies between one ``Indicator`` label and the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet, Value
from policyindex_mipex_national.workbook.codes import words
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.labels import year_of

YEAR, SCORE, COMMENTS = "year", "score", "comments"
INDICATOR, SUB_INDICATOR = "indicator", "subindicator"
_ROLES = (YEAR, SCORE, COMMENTS)
_LABELS = {"years": YEAR, "scores": SCORE, "comment": COMMENTS, "comment(s)": COMMENTS, "indicators": INDICATOR}
ODD_HEADER = "a missing or odd column header"
UNLABELLED = "an item without its 'Indicator' label"
_LONGEST = 120
"""Characters of a label; what is longer is somebody's text."""
_HEADER_WITHIN = 15
"""Rows below its labels in which a block's headers are looked for."""


class Item(NamedTuple):
    """The columns of one item (or of an area's own mean)."""

    columns: range
    year: int
    score: int
    comments: int


class Block(NamedTuple):
    """One area: where its codes and headers stand, its items, and the rows below."""

    indicators: int
    sub_indicators: int
    header: int
    rows: range
    items: tuple[Item, ...]


class Overall(NamedTuple):
    """The block of overall scores: the year's column, the columns of the scores by node, and the rows below."""

    year: int
    scores: dict[str, int]
    header: int
    rows: range


def blocks_of(sheet: Sheet, findings: Findings) -> list[Block]:
    """Find the blocks of areas; none: it is no country's sheet."""
    text = [[] if is_row_of_years(row) else [label_of(value) for value in row] for row in sheet.rows]
    starts = [row for row, cells in enumerate(text, 1) if INDICATOR in cells]
    found = []
    for at, start in enumerate(starts):
        next_start = starts[at + 1] if at + 1 < len(starts) else len(text) + 1
        ends = [row for row in range(start + 1, next_start) if _is_other(text[row - 1])]
        end = min([next_start, *ends])
        near = range(start + 1, min(end, start + _HEADER_WITHIN))
        header = next((row for row in near if YEAR in text[row - 1]), 0)
        if not header:
            findings.dropped(
                sheet.name, f"A{start}", "Indicator", "a row of indicators without a row of years below it"
            )
            continue
        sub = next((row for row in near if SUB_INDICATOR in text[row - 1]), 0)
        items = _items(sheet, text[start - 1], text[header - 1], header, findings)
        found.append(Block(start, sub, header, range(header + 1, end), items))
    return found


def is_row_of_years(values: Sequence[Value]) -> bool:
    """Tell whether a row holds a year's data: what its comments say is no label, even if it reads like one."""
    return any(map(year_of, values))


def _is_other(texts: list[str]) -> bool:
    """Tell whether a row below a block's labels starts something else: the next area, or the overall scores."""
    title = next(filter(None, texts), "")
    speaks = any("overall" in each for each in texts)
    return any("policy strand" in each for each in texts) or (speaks and YEAR in texts) or title == "overall scores"


def overall_of(sheet: Sheet, blocks: list[Block], findings: Findings) -> Overall | None:
    """Find the overall scores: a row with ``Year`` and headers that speak of an overall score."""
    starts = [block.indicators for block in blocks]
    inside = {row for block in blocks for row in range(block.indicators, block.rows.stop)}
    for row, values in enumerate(sheet.rows, 1):
        if row in inside or is_row_of_years(values):
            continue
        texts = [label_of(value) for value in values]
        headers = [(_overall_node(each), column) for column, each in enumerate(texts, 1) if "overall" in each]
        scores = dict(reversed(headers))  # of two that say the same, the first
        if scores and (YEAR in texts or len(scores) > 1):
            end = min([start for start in starts if start > row], default=len(sheet.rows) + 1)
            strand = (
                each
                for each in range(row + 1, end)
                if any("policy strand" in label_of(v) for v in sheet.rows[each - 1])
            )
            year = texts.index(YEAR) + 1 if YEAR in texts else max(min(scores.values()) - 1, 1)
            if YEAR not in texts:
                cell = address(row, year)
                findings.repaired(sheet.name, cell, values[year - 1], f"read as '{YEAR}'", ODD_HEADER)
            return Overall(year, scores, row, range(row + 1, next(strand, end)))
    return None


def label_of(value: Value) -> str:
    """Give a label or header for comparing, however it is written: ``Sub-indicator `` is ``subindicator``."""
    return _label(value) if isinstance(value, str) and 0 < len(value) <= _LONGEST else ""


@lru_cache(1000)
def _label(value: str) -> str:
    text = words(value).rstrip(" :.*")
    short = text.replace("-", "").replace(" ", "")
    return SUB_INDICATOR if short.startswith(SUB_INDICATOR) else _LABELS.get(text, text)


def _overall_node(header: str) -> str:
    if not any(each in header for each in ("without", "with/out", "w/o", "excl", "no health")):
        return "overall_with_health"
    return "overall_without_health_and_education" if "edu" in header else "overall_without_health"


def _items(sheet: Sheet, labels: list[str], headers: list[str], header: int, findings: Findings) -> tuple[Item, ...]:
    starts = _starts(sheet, labels, headers, header, findings)
    last = max((column for column, each in enumerate(headers, 1) if each), default=0)
    ends = [*starts[1:], max(last + 1, starts[-1] + len(_ROLES))]
    return tuple(_item(sheet, range(*pair), headers, header, findings) for pair in zip(starts, ends, strict=True))


def _starts(sheet: Sheet, labels: list[str], headers: list[str], header: int, findings: Findings) -> list[int]:
    """Give the first column of each item: its label, or a second ``Year`` behind the same label."""
    labelled = [column for column, each in enumerate(labels, 1) if each == INDICATOR]
    years = [column for column, each in enumerate(headers, 1) if each == YEAR]
    starts, used = list(labelled), 0
    for column in years:
        label = max((each for each in labelled if each <= column), default=0)
        if label and label == used and column < len(headers) and column + 1 not in labelled:
            starts.append(column)
            findings.repaired(sheet.name, address(header, column), "Year", "read as a new item", UNLABELLED)
        used = label
    return sorted(starts)


def _item(sheet: Sheet, columns: range, headers: list[str], header: int, findings: Findings) -> Item:
    """Name an item's columns by their headers; one without a header is what is left, in the usual order."""
    text = {column: headers[column - 1] if column <= len(headers) else "" for column in columns}
    roles: dict[str, int] = {}
    for column, each in text.items():
        if each in _ROLES and each not in roles:
            roles[each] = column
    left = [column for column in columns if column not in roles.values()]
    for role in _ROLES:
        if role not in roles and left:
            roles[role] = left.pop(0)
            cell, found = address(header, roles[role]), sheet.at(header, roles[role])
            findings.repaired(sheet.name, cell, found, f"read as '{role}'", ODD_HEADER)
    return Item(columns, *(roles.get(role, 0) for role in _ROLES))
