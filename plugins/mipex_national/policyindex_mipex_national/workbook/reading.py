"""A whole workbook: its countries and what was irregular."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from policyindex import Answer, AnswerSet, Instrument, Problem, ProblemsFoundError
from policyindex.files.workbooks.merged import merged_ranges
from policyindex.files.workbooks.values import Book
from policyindex_mipex_national.workbook.choosing import Read, chosen
from policyindex_mipex_national.workbook.codes import Codes, options_of
from policyindex_mipex_national.workbook.country import Comment, Country, Reader
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.layout import blocks_of
from policyindex_mipex_national.workbook.spanning import Spanning
from policyindex_mipex_national.workbook.units import unit_of


@dataclass(frozen=True)
class Extract:
    """What a workbook gave."""

    book: Book
    instrument: Instrument
    codes: Codes
    countries: tuple[Country, ...]
    findings: Findings

    @cached_property
    def points(self) -> dict[tuple[str, str], dict[str, float]]:
        """The points by unit and period, then by indicator; country-years with an answer, in the order of the sheets."""
        found: dict[tuple[str, str], dict[str, float]] = {}
        for country in self.countries:
            for (period, indicator), value in sorted(country.answers.items()):
                found.setdefault((country.unit, period), {})[indicator] = value
        return found

    @cached_property
    def answers(self) -> AnswerSet:
        """The answers as scoring takes them: option codes, or points where no option has them."""
        return AnswerSet(self._answers())

    def _answers(self) -> Iterator[Answer]:
        options = {key: options_of(self.instrument, key) for key in self.codes.answers}
        for (unit, period), row in self.points.items():
            for indicator, value in row.items():
                code = options[indicator].get(value)
                yield Answer(unit, period, indicator, answer=code, points=value if code is None else None)

    @property
    def comments(self) -> list[Comment]:
        """All comments, in the order of the sheets and their blocks."""
        return [each for country in self.countries for each in country.comments]


def read_workbook(book: Book, instrument: Instrument, names: Mapping[str, str]) -> Extract:
    """Read every country's sheet of a workbook.

    :param names: names of countries by code
    :raises ProblemsFoundError: where no sheet looks like a country's
    """
    codes, findings = Codes(instrument), Findings()
    options = {key: options_of(instrument, key).keys() for key in codes.answers}
    reads: list[Read] = []
    for sheet in book.sheets.values():
        found = Findings()
        blocks = blocks_of(sheet, found)
        if not blocks:
            found.dropped(sheet.name, "", sheet.name, "no country's sheet: it has no block of indicators with years")
            reads.append(Read(None, found))
            continue
        unit = unit_of(sheet.name, names)
        if not unit.known:
            found.doubtful(sheet.name, "", sheet.name, unit.reason)
        elif unit.reason:
            found.repaired(sheet.name, "", sheet.name, f"read as {unit.code}", unit.reason)
        if not sheet.visible:
            found.doubtful(sheet.name, "", sheet.name, "the sheet is hidden")
        spanning = Spanning(merged_ranges(book, sheet.name))
        country = Reader(sheet, unit.code, codes, options, spanning, found).read(blocks)
        if not country.answers and not country.published:
            found.doubtful(sheet.name, "", sheet.name, "a country's sheet without any score", "not counted")
        reads.append(Read(country if country.answers or country.published else None, found))
    countries = chosen(reads, findings)
    if not countries:
        raise ProblemsFoundError([_no_country(book)])
    return Extract(book, instrument, codes, countries, findings)


def _no_country(book: Book) -> Problem:
    return Problem(
        "mipex-workbook-no-country",
        "error",
        book.where(),
        "no sheet of this workbook looks like a country's",
        "sheets with a row of 'Indicator' labels and codes, and a row of 'Year', 'Score', 'Comments' below it",
        "check that it is a workbook of policy indicator scores of MPG, one sheet a country",
    )
