"""Which of several sheets of one country is taken: the one with the most answers."""

from __future__ import annotations

from typing import NamedTuple

from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.findings import Findings


class Read(NamedTuple):
    """What one sheet gave, and what was irregular in it; no country where it is none, or has no score."""

    country: Country | None
    findings: Findings


def chosen(reads: list[Read], findings: Findings) -> tuple[Country, ...]:
    """Give one sheet a country, in their order; of several the fullest, of equals the first.

    :param findings: gets those of the sheets that are taken, and one for each that is not: a problem where it has
        answers that the taken one has otherwise or lacks
    """
    fullest: dict[str, Country] = {}
    for country, _ in reads:
        if country and (country.unit not in fullest or _size(country) > _size(fullest[country.unit])):
            fullest[country.unit] = country
    for country, found in reads:
        if country is None or fullest[country.unit] is country:
            findings.extend(found)
        else:
            _name(country, fullest[country.unit], findings)
    return tuple(country for country, _ in reads if country and fullest[country.unit] is country)


def _size(country: Country) -> tuple[int, int]:
    return len(country.answers), len(country.published)


def _name(left: Country, taken: Country, findings: Findings) -> None:
    other = sum(taken.answers.get(key) != value for key, value in left.answers.items())
    reason = f"a second sheet of {left.unit}: '{taken.sheet}' is taken, which has "
    reason += "more answers" if _size(taken) > _size(left) else "as many answers and comes first"
    done = f"{len(left.answers)} answers and {len(left.comments)} comments not taken"
    if other:
        done += f"; {other} of the answers stand otherwise or not at all in '{taken.sheet}': delete one of the sheets"
        findings.problem(left.sheet, "", left.sheet, reason, done)
    else:
        findings.dropped(left.sheet, "", left.sheet, reason, done)
