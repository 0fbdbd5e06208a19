"""Which year each row of a block belongs to, whatever single labels say.

Every item repeats the years. A column of labels is trusted if it rises (or falls) without a repeat; among those that
do, the one that keeps to the years of the overall scores, has no gap and is the most frequent wins. If none does, a
label whose change makes the sequence complete again is changed. An item whose own years stand in other rows is another
matter: see ``owned``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.labels import year_of
from policyindex_mipex_national.workbook.owned import Owned, filled_rows, owned

if TYPE_CHECKING:
    from policyindex_mipex_national.workbook.layout import Block

Labels = tuple[int | None, ...]


class Years(NamedTuple):
    """The year of each row: of the block, and of items whose own years stand in other rows, by the column of these."""

    block: dict[int, int]
    owned: dict[int, Owned]

    def of(self, column: int) -> dict[int, int]:
        """Give the years of the item whose years stand in a column, by row."""
        return self.owned[column].years if column in self.owned else self.block

    def is_told(self, column: int) -> bool:
        """Tell whether no row of an item was left out because its year cannot be told."""
        return column not in self.owned or self.owned[column].told

    @property
    def rows(self) -> set[int]:
        """All rows that belong to a year of some item."""
        return {row for years in (self.block, *(each.years for each in self.owned.values())) for row in years}


def years_of(sheet: Sheet, block: Block, main: int, listed: Collection[int], findings: Findings) -> Years:
    """Give the year of each row; every label that differs from its row's year becomes a finding.

    :param main: the column of the area's own years
    :param listed: the years of the overall scores, empty where there are none
    """
    items = [item for item in block.items if item.year]
    rows = [row for row in block.rows if any(year_of(sheet.at(row, item.year)) for item in items)]
    labels: dict[int, Labels] = {item.year: tuple(year_of(sheet.at(row, item.year)) for row in rows) for item in items}
    chosen = _sequence(labels, main, listed)
    years = {row: year for row, year in zip(rows, chosen, strict=True) if year}
    others: dict[int, Owned] = {}
    irregular: list[tuple[int, int]] = []
    filled = filled_rows(sheet, items, rows)
    for item in items:
        own = owned(sheet, item, rows, years, filled, findings)
        if own is not None:
            others[item.year] = own
        else:
            irregular += [(row, item.year) for row in rows]
    for row, column in sorted(irregular):
        _check(sheet, row, column, years.get(row), findings)
    return Years(years, others)


def _check(sheet: Sheet, row: int, column: int, year: int | None, findings: Findings) -> None:
    label, cell = sheet.at(row, column), address(row, column)
    if isinstance(label, str) and not label.strip():
        return
    if year and year_of(label) == year:
        if not isinstance(label, float):
            findings.repaired(sheet.name, cell, label, f"read as {year}", "a year written as text or as a date")
        return
    if year is None:
        findings.problem(sheet.name, cell, label, "a year label in a row whose year cannot be told", "row not taken")
    elif year_of(label):
        reason = "a wrong year label: the years of this block are complete only with another one"
        findings.repaired(sheet.name, cell, label, f"read as {year}", reason)
    else:
        findings.repaired(sheet.name, cell, label, f"read as {year}", "no year where a year label belongs")


def _sequence(labels: dict[int, Labels], main: int, listed: Collection[int]) -> Labels:
    counts = Counter(each for each in labels.values() if _is_monotone(each))
    if counts:
        order = sorted(
            counts,
            key=lambda each: (
                not listed or set(_known(each)) <= set(listed),
                _is_complete(each),
                counts[each],
                each == labels.get(main),
            ),
            reverse=True,
        )
        best = list(order[0])
        for other in order[1:]:  # what the best leaves blank, another may know
            for at, year in enumerate(other):
                if best[at] is None and _is_monotone(filled := [*best[:at], year, *best[at + 1 :]]):
                    best = filled
        return tuple(best)
    doubtful = labels.get(main) or next(iter(labels.values()), ())
    mended = _mended(doubtful, listed)
    if mended:
        return mended
    repeated = {year for year, count in Counter(_known(doubtful)).items() if count > 1}
    return tuple(None if year in repeated else year for year in doubtful)


def _mended(labels: Labels, listed: Collection[int]) -> Labels | None:
    """Change one label so that the years are complete, or among those listed, if there is exactly one way."""
    ways = set()
    for at in range(len(labels)):
        near = [year for year in (*labels[max(at - 1, 0) : at], *labels[at + 1 : at + 2]) if year]
        for year in {*listed, *(each + step for each in near for step in (1, -1))}:
            changed = (*labels[:at], year, *labels[at + 1 :])
            fits = set(changed) <= set(listed) if listed else None not in changed and _is_complete(changed)
            if fits and _is_monotone(changed):
                ways.add(changed)
    return ways.pop() if len(ways) == 1 else None


def _known(labels: Sequence[int | None]) -> list[int]:
    return [year for year in labels if year is not None]


def _is_monotone(labels: Sequence[int | None]) -> bool:
    steps = [after - before for before, after in zip(_known(labels), _known(labels)[1:], strict=False)]
    return bool(_known(labels)) and (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _is_complete(labels: Sequence[int | None]) -> bool:
    years = _known(labels)
    return max(years) - min(years) == len(years) - 1
