"""Merged ranges over scores: a spreadsheet keeps the value of the first cell, and the others are blank."""

from __future__ import annotations

from policyindex.files.workbooks.addresses import position
from policyindex.files.workbooks.merged import Merged, merged_ranges
from policyindex.problems import listing
from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.findings import Findings, shown
from policyindex_mipex_national.workbook.reading import Extract
from policyindex_mipex_national.workbook.scores import score_of

REASON = "a merged range over scores holds the first one only: unmerge it and write each score into its own cell"


def check_merged(extract: Extract, findings: Findings) -> set[tuple[str, str]]:
    """Name merged ranges that cover scores; give the cells they cover, each with its sheet."""
    covered: set[tuple[str, str]] = set()
    for country in extract.countries:
        rows: dict[int, dict[int, str]] = {}
        for cell in country.places:
            row, column = position(cell)
            rows.setdefault(row, {})[column] = cell
        for merged in merged_ranges(extract.book, country.sheet):
            cells = _covered(merged, rows)
            if cells and _holds_number(extract, country, merged):
                found = f"{merged.text}: {shown(extract.book.sheets[country.sheet].cell(merged.first))}"
                lost = listing((f"{node} of {period}" for node, period in map(country.places.__getitem__, cells)), 20)
                findings.dropped(country.sheet, merged.first, found, REASON, f"no score for {lost}")
                covered |= {(country.sheet, cell) for cell in cells}
    return covered


def _covered(merged: Merged, rows: dict[int, dict[int, str]]) -> list[str]:
    """Give the score cells of a range but for the one with the value."""
    if merged.bottom - merged.top < len(rows):
        within = [row for row in range(merged.top, merged.bottom + 1) if row in rows]
    else:
        within = [row for row in rows if merged.top <= row <= merged.bottom]
    return [cell for row in within for column, cell in rows[row].items() if merged.covers(row, column)]


def _holds_number(extract: Extract, country: Country, merged: Merged) -> bool:
    """Tell whether a score or a year stands in the first cell; a note over blank scores is named as a note."""
    value = extract.book.sheets[country.sheet].cell(merged.first)
    return isinstance(value, float) or score_of(value).value is not None
