"""Why a published score is not what the answers give: a cell is named only where mending it makes the number agree."""

from __future__ import annotations

from policyindex.files.workbooks.formulas import error_cells
from policyindex.files.workbooks.values import Value
from policyindex_mipex_national.workbook.country import Country
from policyindex_mipex_national.workbook.evaluating import value_of
from policyindex_mipex_national.workbook.findings import shown
from policyindex_mipex_national.workbook.mending import Mending
from policyindex_mipex_national.workbook.parsing import parsed
from policyindex_mipex_national.workbook.reading import Extract
from policyindex_mipex_national.workbook.recomputing import Recomputed, agree
from policyindex_mipex_national.workbook.scores import score_of
from policyindex_mipex_national.workbook.slips import Formulas
from policyindex_mipex_national.workbook.terms import Cell, Term, cells_of

CONSTANT = "a constant: there is no formula to look at"
OUT_OF_DATE = "its formula gives the recomputed score: the stored value is out of date"
NO_SLIP = "no single slip explains it"
NOT_READ = f"{NO_SLIP}: its formula has more in it than this computes"


class Blaming:
    """Looks for the one slip behind a score of one sheet."""

    def __init__(self, extract: Extract, country: Country, known: Formulas, recomputed: Recomputed) -> None:
        self.extract, self.country, self.known, self.recomputed = extract, country, known, recomputed
        self._sheets = {name.upper(): sheet for name, sheet in extract.book.sheets.items()}

    def reason(self, cell: str) -> str:
        """Say what one correction makes a cell's number agree, or that none does."""
        if cell not in self.known.by_cell:
            return CONSTANT
        term, right = parsed(self.known.text(cell)), self._right(cell)
        if term is None:
            return NOT_READ
        if agree(value_of(term, self._look), right):
            return OUT_OF_DATE
        if right is not None:
            for mend in Mending(self.known, self.country, self._look, cell, term).mends():
                if agree(value_of(mend.term, self._look), right):
                    return mend.slip
        return self._below(cell, term) or NO_SLIP

    def _below(self, cell: str, term: Term) -> str:
        """Find the composite or area that the score rests on, and that alone makes it disagree."""
        for name in dict.fromkeys(each.name for each in cells_of(term) if not each.sheet):
            node = self.known.places.get(name, ("", ""))[0]
            if node not in self.known.parts or self.known.is_wrong(cell, name):
                continue
            right, held = self._right(name), score_of(self.extract.book.sheets[self.country.sheet].cell(name)).value
            if not agree(held, right) and agree(self._with(term, name, right), self._right(cell)):
                says = f"it rests on {name} ({node}), which holds {_shown(held)}, recomputed {_shown(right)}"
                return f"{says} ({self.reason(name)})"
        return ""

    def _with(self, term: Term, name: str, value: float | None) -> float | None:
        """Compute a formula as if a cell held something else."""
        return value_of(term, lambda each: ("" if value is None else value) if each.name == name else self._look(each))

    def _right(self, cell: str) -> float | None:
        node, period = self.known.places[cell]
        return self.recomputed[self.country.unit, period, node]

    def _look(self, each: Cell) -> Value | None:
        sheet = self._sheets.get(each.sheet or self.country.sheet.upper())
        if sheet is None or each.name in error_cells(self.extract.book, sheet.name):
            return None
        return sheet.cell(each.name)


def _shown(value: float | None) -> str:
    return "nothing" if value is None else shown(value)
