"""Formulas of scores read into terms: AVERAGE, SUM, + - * / %, brackets, ranges, cells and numbers; nothing else."""

from __future__ import annotations

import re

from policyindex.files.workbooks.addresses import address, position
from policyindex_mipex_national.workbook.terms import AVERAGE, PLUS, SUM, Bag, Cell, Ratio, Term

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)(?![\w.])
    |(?P<sheet>(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9]\d{0,6})(?![\w.(!])
    |(?P<name>AVERAGE|SUM)\s*\(
    |(?P<sign>[-+*/%(),:]))""",
    re.VERBOSE,
)
_DEPTH, _CELLS = 30, 100
"""Brackets within brackets, and cells, of a formula that is looked at."""


def parsed(formula: str) -> Term | None:
    """Read a formula in capitals, without its ``=``; None: it has something else in it."""
    try:
        return _Parser(formula).whole()
    except ValueError:
        return None


class _Parser:
    """Reads one formula from left to right; raises ValueError where it is none of ours."""

    def __init__(self, formula: str) -> None:
        self.text, self.at, self.depth, self.cells = formula.rstrip(), 0, 0, 0

    def whole(self) -> Term:
        term = self._sum()
        if self.at < len(self.text):
            raise ValueError
        return term

    def _next(self) -> re.Match[str]:
        if not (found := _TOKEN.match(self.text, self.at)):
            raise ValueError
        self.at = found.end()
        return found

    def _sign(self, wanted: str) -> str:
        """Take the next sign if it is one of these."""
        found = _TOKEN.match(self.text, self.at)
        if not found or not found["sign"] or found["sign"] not in wanted:
            return ""
        self.at = found.end()
        return found["sign"]

    def _sum(self) -> Term:
        parts = [self._product()]
        while sign := self._sign("+-"):
            part = self._product()
            parts.append(part if sign == "+" else Ratio((-1.0, part)))
        return parts[0] if len(parts) == 1 else Bag(PLUS, tuple(parts))

    def _product(self) -> Term:
        above, below = [self._signed()], list[Term]()
        while sign := self._sign("*/"):
            (above if sign == "*" else below).append(self._signed())
        return above[0] if len(above) == 1 and not below else Ratio(tuple(above), tuple(below))

    def _signed(self) -> Term:
        minus = False
        while sign := self._sign("+-"):
            minus ^= sign == "-"
        found = self._next()
        term = self._bracket(found) if found["name"] or found["sign"] else self._plain(found)
        while self._sign("%"):
            term = Ratio((term,), (100.0,))
        return Ratio((-1.0, term)) if minus else term

    def _bracket(self, found: re.Match[str]) -> Term:
        self.depth += 1
        if self.depth > _DEPTH or (found["sign"] or "(") != "(":
            raise ValueError
        parts = self._arguments() if found["name"] else [self._sum()]
        if not self._sign(")"):
            raise ValueError
        self.depth -= 1
        return parts[0] if len(parts) == 1 and not isinstance(parts[0], Cell) else _taken(found["name"], parts)

    def _arguments(self) -> list[Term]:
        parts: list[Term] = []
        while not parts or self._sign(","):
            start = self.at
            found = _TOKEN.match(self.text, start)
            if found and found["row"]:
                self.at = found.end()
                if self._sign(":"):
                    parts += self._range(found, self._next())
                    continue
            self.at = start
            parts.append(self._sum())
        return parts

    def _plain(self, found: re.Match[str]) -> Term:
        if found["number"]:
            return float(found["number"])
        return self._counted(found["column"] + found["row"], found)

    def _range(self, first: re.Match[str], last: re.Match[str]) -> list[Term]:
        if not last["row"] or last["sheet"]:
            raise ValueError
        corners = (position(each["column"] + each["row"]) for each in (first, last))
        (top, bottom), (left, right) = (sorted(each) for each in zip(*corners, strict=True))
        if (bottom - top + 1) * (right - left + 1) > _CELLS:
            raise ValueError
        places = [address(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return [self._counted(each, first) for each in places]

    def _counted(self, cell: str, found: re.Match[str]) -> Cell:
        self.cells += 1
        if self.cells > _CELLS:
            raise ValueError
        sheet = (found["sheet"] or "")[:-1]
        return Cell(cell, sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet)


def _taken(name: str | None, parts: list[Term]) -> Term:
    return Bag(AVERAGE if name == AVERAGE else SUM, tuple(parts)) if name else parts[0]
