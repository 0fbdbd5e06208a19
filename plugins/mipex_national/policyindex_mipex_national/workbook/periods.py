"""Years that lie far from all others, or that one sheet alone has: most likely another year was meant."""

from __future__ import annotations

from collections import Counter

from policyindex.problems import listing
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.reading import Extract

FAR = 5
"""Years between two editions at most."""


def check_periods(extract: Extract, findings: Findings) -> None:
    """Name the years of a sheet that are far from its others, or that no other sheet has while this lacks a common one."""
    by_sheet = {
        country.sheet: {int(period) for period, _ in (*country.answers, *country.published)}
        for country in extract.countries
    }
    counts = Counter(year for years in by_sheet.values() for year in years)
    for country in extract.countries:
        years = by_sheet[country.sheet]
        others = len(by_sheet) - 1
        lacking = [year for year in sorted(counts) if year not in years and 2 * counts[year] >= others > 0]
        for year in sorted(years):
            steps = [abs(year - each) for each in years if each != year]
            common = others > 0 and 2 * (counts[year] - 1) >= others
            if steps and min(steps) > FAR and not common:
                _name(extract, country.sheet, year, "a year far from all others of the sheet", lacking, findings)
            elif counts[year] == 1 and others > 1 and lacking:
                _name(extract, country.sheet, year, "a year that no other sheet has", lacking, findings)


def _name(extract: Extract, sheet: str, year: int, reason: str, lacking: list[int], findings: Findings) -> None:
    country = next(each for each in extract.countries if each.sheet == sheet)
    cell = next(cell for cell, (_, period) in country.places.items() if period == str(year))
    count = sum(period == str(year) for period, _ in country.answers)
    also = f", while {listing(map(str, lacking))} is missing" if lacking else ""
    findings.doubtful(sheet, cell, year, f"{reason}{also}", f"{count} answers taken as they stand")
