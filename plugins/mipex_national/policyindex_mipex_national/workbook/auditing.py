"""Every published score of a workbook, recomputed from its answers with the instrument's own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from policyindex.files.workbooks.addresses import position
from policyindex.files.workbooks.formulas import error_cells, formulas, uncomputed_cells
from policyindex.problems import listing
from policyindex.problems.grouping import PLACES
from policyindex_mipex_national.workbook.blaming import Blaming
from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.findings import DISAGREES, Finding, Findings
from policyindex_mipex_national.workbook.reading import Extract
from policyindex_mipex_national.workbook.recomputing import Recomputed, agree
from policyindex_mipex_national.workbook.scores import score_of
from policyindex_mipex_national.workbook.slips import Formulas, parts_of

UNCOMPUTED = "a formula without its value: open the workbook in a spreadsheet program and save it, which computes them"


class Disagreement(NamedTuple):
    """A published score that the answers do not give."""

    sheet: str
    cell: str
    unit: str
    period: str
    node: str
    published: float
    recomputed: float | None
    formula: str
    reason: str

    @property
    def values(self) -> str:
        """Say which score it is, and both values."""
        recomputed = "no score" if self.recomputed is None else repr(self.recomputed)
        return f"{self.node} of {self.unit} {self.period}: published {self.published!r}, recomputed {recomputed}"

    @property
    def finding(self) -> Finding:
        """Give it as a row of the report."""
        return Finding(self.sheet, self.cell, DISAGREES, self.formula or repr(self.published), self.values, self.reason)


class Audit(NamedTuple):
    """How many published scores there are, which disagree, and how many could be computed that are not published."""

    published: int
    disagreements: list[Disagreement]
    unpublished: int


def formulas_of(extract: Extract) -> dict[str, Formulas]:
    """Read the formulas of all countries' sheets, by sheet."""
    parts = parts_of(extract.instrument)
    return {
        country.sheet: Formulas(parts, country, formulas(extract.book, country.sheet)) for country in extract.countries
    }


def check_formulas(extract: Extract, by_sheet: Mapping[str, Formulas], findings: Findings) -> None:
    """Note constants where others have formulas, formulas in answers, references that slipped, and errors."""
    computed = {country.sheet: _computed(extract, country) for country in extract.countries}
    usual = Counter(
        (node, cell in by_sheet[sheet].by_cell) for sheet, cells in computed.items() for cell, node in cells.items()
    )
    for country in extract.countries:
        sheet, known = country.sheet, by_sheet[country.sheet]
        for cell, node in computed[sheet].items():
            if cell not in known.by_cell and usual[node, True] > usual[node, False]:
                value = _value(extract, country, cell)
                findings.doubtful(sheet, cell, value, f"a constant where others have a formula for {node}")
            for phrase in known.slips(cell):
                findings.doubtful(sheet, cell, f"={known.by_cell[cell]}", phrase, "recomputed from the answers")
        for cell, error in error_cells(extract.book, sheet).items():
            if cell not in known.by_cell:
                findings.dropped(sheet, cell, error, "an error of the spreadsheet")
        _check_values(extract, country, known, findings)


def _check_values(extract: Extract, country: Country, known: Formulas, findings: Findings) -> None:
    """Note formulas in answers, and those without a value: an error is the workbook's, one never computed a problem."""
    uncomputed = uncomputed_cells(extract.book, country.sheet)
    without: list[str] = []
    for cell, (identifier, period) in country.places.items():
        if cell not in known.by_cell:
            continue
        formula = f"={known.by_cell[cell]}"
        if (period, identifier) in country.answers:
            findings.doubtful(country.sheet, cell, formula, f"a formula in an answer to {identifier}")
        elif _value(extract, country, cell) is None and _is_due(extract, country, identifier, period):
            if cell in uncomputed:
                without.append(cell)
            else:
                findings.dropped(country.sheet, cell, formula, "a formula without a value: an error or a text")
    without.sort(key=position)
    if without:  # a program that does not compute leaves out all values of a sheet
        places = f"not taken: {listing(without, PLACES)}" if len(without) > 1 else "not taken"
        findings.problem(
            country.sheet, without[0], f"={known.by_cell[without[0]]}", UNCOMPUTED, places, times=len(without)
        )


def audit(extract: Extract, recomputed: Recomputed, by_sheet: Mapping[str, Formulas]) -> Audit:
    """Compare all published scores with recomputed ones, to 1e-6."""
    wrong: list[Disagreement] = []
    published = {(country.unit, *key) for country in extract.countries for key in country.published}
    for country in extract.countries:
        known = by_sheet[country.sheet]
        blaming = Blaming(extract, country, known, recomputed)
        for (period, node), (cell, value) in country.published.items():
            found = recomputed[country.unit, period, node]
            if not agree(found, value):
                formula = f"={known.by_cell[cell]}" if cell in known.by_cell else ""
                row = (country.sheet, cell, country.unit, period, node, value, found)
                wrong.append(Disagreement(*row, formula, blaming.reason(cell)))
    more = sum(
        key not in published and value is not None and key[2] not in extract.codes.composites
        for key, value in recomputed.items()
    )
    return Audit(len(published), wrong, more)


def _is_due(extract: Extract, country: Country, identifier: str, period: str) -> bool:
    """Tell whether a formula has something to compute a value from."""
    if identifier not in extract.instrument.nodes:
        return True
    return any((period, each) in country.answers for each in extract.instrument.indicators_below(identifier))


def _computed(extract: Extract, country: Country) -> dict[str, str]:
    """Give the cells of composites, areas and overalls that hold a value, with their nodes."""
    places = ((cell, node) for cell, (node, _) in country.places.items() if node in extract.instrument.nodes)
    return {cell: node for cell, node in places if _value(extract, country, cell) is not None}


def _value(extract: Extract, country: Country, cell: str) -> float | None:
    return score_of(extract.book.sheets[country.sheet].cell(cell)).value
