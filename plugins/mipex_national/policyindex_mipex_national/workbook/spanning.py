"""Comments in merged ranges: a spreadsheet keeps them in the first cell, and they stand for every year of the range."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable

from policyindex.files.workbooks.merged import Merged
from policyindex.files.workbooks.values import Sheet
from policyindex.problems import listing
from policyindex_mipex_national.workbook.findings import Findings

SPANS = "a merged comment stands for every year that it spans"


class Spanning:
    """The merged ranges of a sheet by the column that they begin in, and the years for which one gave a comment."""

    def __init__(self, ranges: Iterable[Merged]) -> None:
        self._ranges: dict[int, list[Merged]] = defaultdict(list)
        for each in sorted(ranges):
            self._ranges[each.left].append(each)
        self._years: dict[Merged, list[str]] = {}

    def first_of(self, row: int, column: int, period: str, rows: Collection[int]) -> str:
        """Give the cell that holds the comment of another one; empty: this one is in no range that begins in ``rows``."""
        ranges = self._ranges.get(column, [])
        at = bisect_right(ranges, row, key=lambda each: each.top) - 1
        if at < 0 or not ranges[at].covers(row, column) or ranges[at].top not in rows:
            return ""
        self._years.setdefault(ranges[at], []).append(period)
        return ranges[at].first

    def name(self, sheet: Sheet, findings: Findings) -> None:
        """Note each comment that more than one year has got."""
        for merged, years in self._years.items():
            if text := str(sheet.cell(merged.first)).strip():
                done = f"also taken for {listing(years, 20)}"
                findings.repaired(sheet.name, merged.first, f"{merged.text}: {text}", done, SPANS)
