"""One country's sheet: answers, comments and published scores, each with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet
from policyindex_mipex_national.workbook.codes import Codes
from policyindex_mipex_national.workbook.columns import columns_of
from policyindex_mipex_national.workbook.findings import Findings, shown
from policyindex_mipex_national.workbook.labels import is_blank
from policyindex_mipex_national.workbook.layout import Block, Item, Overall, is_row_of_years, overall_of
from policyindex_mipex_national.workbook.scores import score_of
from policyindex_mipex_national.workbook.spanning import Spanning
from policyindex_mipex_national.workbook.years import Years, years_of


class Comment(NamedTuple):
    """What an expert wrote beside a score; ``indicator`` may be a composite or an area too."""

    unit: str
    period: str
    indicator: str
    comment: str


class Published(NamedTuple):
    """A score as the workbook states it, and its cell."""

    cell: str
    value: float


class Placed(NamedTuple):
    """Where one item stands: its id, its columns, and the period of each row that counts; ``told``: of all its rows."""

    id: str
    item: Item
    periods: dict[int, str]
    told: bool


@dataclass
class Country:
    """What one sheet gave."""

    sheet: str
    unit: str
    answers: dict[tuple[str, str], float] = field(default_factory=dict)
    """Points by period and indicator."""
    comments: list[Comment] = field(default_factory=list)
    published: dict[tuple[str, str], Published] = field(default_factory=dict)
    """By period and node."""
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What each score cell is for: id (answer, composite, area or overall) and period."""
    items: list[Placed] = field(default_factory=list)


class _Opened(NamedTuple):
    """A block whose columns and years are known."""

    block: Block
    items: dict[str, Item]
    years: Years


class Reader:
    """Reads one sheet into a country."""

    def __init__(
        self,
        sheet: Sheet,
        unit: str,
        codes: Codes,
        options: Mapping[str, Collection[float]],
        spanning: Spanning,
        findings: Findings,
    ) -> None:
        self.sheet, self.codes, self.options, self.findings = sheet, codes, options, findings
        self.spanning, self.country = spanning, Country(sheet.name, unit)
        self.listed: set[int] = set()
        self.counted: set[int] = set()

    def read(self, blocks: list[Block]) -> Country:
        """Read the overall scores, then each block."""
        overall = overall_of(self.sheet, blocks, self.findings)
        self._rows_outside([*([overall.rows] if overall else []), *(block.rows for block in blocks)])
        if overall:
            self._overall(overall)
        else:
            self.findings.doubtful(
                self.sheet.name, "", "", "no block of overall scores", "the years of all blocks taken"
            )
        opened = [self._opened(block) for block in blocks]
        counts = Counter(year for each in opened for year in set(each.years.block.values()))
        self.counted = self.listed | {year for year, count in counts.items() if 2 * count >= len(blocks)}
        for period in sorted({period for period, _ in self.country.published} - set(map(str, counts))):
            self.findings.doubtful(self.sheet.name, "", period, "overall scores of a year that no area has")
        seen: set[str] = set()
        for each in opened:
            self._block(each, seen)
        self.spanning.name(self.sheet, self.findings)
        for key in self.codes.answers:
            if key not in seen:
                self.findings.dropped(self.sheet.name, "", key, "an indicator without a column", "no answers")
        return self.country

    def _overall(self, overall: Overall) -> None:
        item = Item(range(overall.year, overall.year + 1), overall.year, 0, 0)
        block = Block(overall.header, 0, overall.header, overall.rows, (item,))
        years = years_of(self.sheet, block, overall.year, (), self.findings).block
        self.listed = set(years.values())
        for row, year in years.items():
            for node, column in overall.scores.items():
                self._score(row, column, node, str(year))
        self._strays(block, set(years), {overall.year, *overall.scores.values()})

    def _opened(self, block: Block) -> _Opened:
        area, items = columns_of(self.sheet, block, self.codes, self.findings)
        main = items[area] if area in items else block.items[0]
        return _Opened(block, items, years_of(self.sheet, block, main.year, self.listed, self.findings))

    def _block(self, opened: _Opened, seen: set[str]) -> None:
        block, items, years = opened
        for identifier, item in items.items():
            if identifier in seen:
                cell = address(block.indicators, item.columns.start)
                reason = "a second block has this code: the first is taken"
                self.findings.dropped(self.sheet.name, cell, identifier, reason)
                continue
            seen.add(identifier)
            own = years.of(item.year)
            for row, year in own.items():
                self._row(row, year, identifier, item, own)
            counted = {row: str(year) for row, year in own.items() if year in self.counted}
            self.country.items.append(Placed(identifier, item, counted, years.is_told(item.year)))
        used = {column for item in block.items for column in (item.year, item.score, item.comments)}
        self._strays(block, years.rows, used)

    def _row(self, row: int, year: int, identifier: str, item: Item, rows: Collection[int]) -> None:
        if year not in self.counted:
            reason = f"{year} has no row among the overall scores and stands in few areas only"
            for column in (item.score, item.comments):
                if column and not is_blank(value := self.sheet.at(row, column)):
                    self.findings.dropped(self.sheet.name, address(row, column), value, reason)
            return
        if item.score:
            self._score(row, item.score, identifier, str(year))
        text = self.sheet.at(row, item.comments)
        if item.comments and is_blank(text) and (cell := self.spanning.first_of(row, item.comments, str(year), rows)):
            text = self.sheet.cell(cell)
        if item.comments and not is_blank(text):
            self.country.comments.append(Comment(self.country.unit, str(year), identifier, shown_whole(text)))

    def _score(self, row: int, column: int, identifier: str, period: str) -> None:
        cell, found = address(row, column), self.sheet.at(row, column)
        self.country.places[cell] = (identifier, period)
        value, reason = score_of(found)
        if value is None:
            if reason:
                self.findings.dropped(self.sheet.name, cell, found, reason)
            return
        if reason:
            self.findings.repaired(self.sheet.name, cell, found, f"read as {shown(value)}", reason)
        if identifier in self.options:
            self.country.answers[period, identifier] = value
            if value not in self.options[identifier]:
                listed = ", ".join(map(shown, sorted(self.options[identifier])))
                self.findings.doubtful(self.sheet.name, cell, value, f"not among the points of {identifier} ({listed})")
        elif identifier not in self.codes.composites:
            self.country.published[period, identifier] = Published(cell, value)

    def _rows_outside(self, taken: list[range]) -> None:
        """Name rows of years that stand in no block, such as those of an area whose labels nobody recognises."""
        for row, values in enumerate(self.sheet.rows, 1):
            if is_row_of_years(values) and not any(row in rows for rows in taken):
                column = next(at for at, value in enumerate(values, 1) if not is_blank(value))
                count = sum(not is_blank(value) for value in values)
                reason = "a row of years outside all blocks"
                cell, done = address(row, column), f"{count} cells not taken"
                self.findings.dropped(self.sheet.name, cell, values[column - 1], reason, done)

    def _strays(self, block: Block, rows: set[int], used: set[int]) -> None:
        """Name what stands in a block where nothing belongs."""
        for row in block.rows:
            for column, value in enumerate(self.sheet.rows[row - 1] if row <= len(self.sheet.rows) else (), 1):
                if (row not in rows or column not in used) and not is_blank(value):
                    where = "the rows of years" if row not in rows else "the columns of the items"
                    self.findings.dropped(self.sheet.name, address(row, column), value, f"outside {where}")


def shown_whole(value: object) -> str:
    """Give a comment as text, uncut."""
    return shown(value) if isinstance(value, float) else str(value).strip()
