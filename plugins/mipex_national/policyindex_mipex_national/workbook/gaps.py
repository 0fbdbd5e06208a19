"""Answers that are missing where others stand: beside them, in other years, or in other countries.

A spreadsheet's average skips a blank cell as the index does, so no published score tells of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from typing import NamedTuple

from policyindex.problems import listing
from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.reading import Extract

FEWER = "fewer answers than the neighbouring years: none here, though its area has others in this year"
NO_AREA = "fewer answers than the neighbours: none in a whole area that other years or countries have"
DONE = "no answers; fill them in, or say that they were not collected"


class _Gap(NamedTuple):
    """An answer that is missing; its cell is empty where the year has no row."""

    period: str
    id: str
    cell: str


def check_gaps(extract: Extract, named: Set[tuple[str, str]], findings: Findings) -> int:
    """Name missing answers: single ones by item, whole areas by year. Give the number of all, named before or not.

    :param named: score cells that were named, each with its sheet; those of ``findings`` are too
    """
    named = named | {(each.sheet, each.cell) for each in findings}
    indicators = extract.instrument.indicators
    held = {country.unit: _held(extract, country) for country in extract.countries}
    count = 0
    for country in extract.countries:
        cells = {place: cell for cell, place in country.places.items()}
        items: dict[str, list[_Gap]] = defaultdict(list)
        areas: dict[str, list[_Gap]] = defaultdict(list)
        untold = {each.id for each in country.items if not each.told}
        placed = [each.id for each in country.items if each.id in indicators]
        for period in sorted({period for each in country.items for period in each.periods.values()}):
            missing = [
                _Gap(period, each, cells.get((each, period), ""))
                for each in placed
                if (period, each) not in country.answers and indicators[each].is_collected(period)
            ]
            for area in dict.fromkeys(extract.codes.area_of(gap.id) for gap in missing):
                gaps = [gap for gap in missing if extract.codes.area_of(gap.id) == area]
                if area in held[country.unit].get(period, ()):
                    for gap in gaps:
                        items[gap.id].append(gap)
                elif _is_due(extract, country, period, area, held):
                    areas[period] += gaps
        for kind, groups in ((FEWER, items), (NO_AREA, areas)):
            for gaps in groups.values():
                count += len(gaps)
                if new := [
                    gap for gap in gaps if (country.sheet, gap.cell) not in named and (gap.cell or gap.id not in untold)
                ]:
                    findings.doubtful(country.sheet, new[0].cell, _shown(extract, kind, new), kind, DONE)
    return count


def _shown(extract: Extract, kind: str, gaps: list[_Gap]) -> str:
    if kind == FEWER:
        return f"{gaps[0].id} of {listing((gap.period for gap in gaps), 20)}"
    areas = dict.fromkeys(extract.codes.area_of(gap.id) for gap in gaps)
    return f"{'area' if len(areas) == 1 else 'areas'} {listing(areas)} of {gaps[0].period}"


def _held(extract: Extract, country: Country) -> dict[str, set[str]]:
    """Give the areas with an answer by period."""
    found: dict[str, set[str]] = defaultdict(set)
    for period, identifier in country.answers:
        found[period].add(extract.codes.area_of(identifier))
    return found


def _is_due(extract: Extract, country: Country, period: str, area: str, held: dict[str, dict[str, set[str]]]) -> bool:
    """Tell whether an area without answers was collected: it has a score, or most other countries have it.

    Without another country of this year, it was where an earlier year has it: areas were added, none was dropped.
    """
    if (period, area) in country.published:
        return True
    if period < min(held[country.unit], default=period):
        return False  # the country joined later
    others = [areas[period] for unit, areas in held.items() if unit != country.unit and areas.get(period)]
    if others:
        return 2 * sum(area in each for each in others) >= len(others)
    return any(area in areas for each, areas in held[country.unit].items() if each < period)
