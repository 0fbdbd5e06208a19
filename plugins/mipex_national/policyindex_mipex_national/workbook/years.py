"""Which year each row of a block belongs to, whatever single labels say.

Every item repeats the years. A column of labels is trusted if it rises (or falls) without a repeat; among those that
do, the one that keeps to the years of the overall scores, has no gap and is the most frequent wins. If none does, a
label whose change makes the sequence complete again is changed.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet, Value
from policyindex_mipex_national.workbook.findings import Findings

if TYPE_CHECKING:
    from policyindex_mipex_national.workbook.layout import Block

_SERIAL_ZERO = datetime.date(1899, 12, 30).toordinal()
"""The day from which spreadsheets count: 2014 with the format of a date is shown as a day of 1905."""
_WRITTEN = re.compile(r"\s*((?:19|20)\d\d)(?:\.0+)?\s*[*†.:]*\s*")

Labels = tuple[int | None, ...]


def year_of(value: Value) -> int | None:
    """Read a label as a year, None if it is none."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 1900 <= value < 2100 else None
    if isinstance(value, datetime.date):
        serial = value.toordinal() - _SERIAL_ZERO
        return serial if 1900 <= serial < 2100 else value.year
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def years_of(sheet: Sheet, block: Block, main: int, listed: Collection[int], findings: Findings) -> dict[int, int]:
    """Give the year of each row; every label that differs from its row's year becomes a finding.

    :param main: the column of the area's own years
    :param listed: the years of the overall scores, empty where there are none
    """
    columns = [item.year for item in block.items if item.year]
    rows = [row for row in block.rows if any(year_of(sheet.at(row, column)) for column in columns)]
    labels: dict[int, Labels] = {column: tuple(year_of(sheet.at(row, column)) for row in rows) for column in columns}
    chosen = _sequence(labels, main, listed)
    years = {row: year for row, year in zip(rows, chosen, strict=True) if year}
    for row in rows:
        for column in columns:
            _check(sheet, row, column, years.get(row), findings)
    return years


def _check(sheet: Sheet, row: int, column: int, year: int | None, findings: Findings) -> None:
    label, cell = sheet.at(row, column), address(row, column)
    if isinstance(label, str) and not label.strip():
        return
    if year and year_of(label) == year:
        if not isinstance(label, float):
            findings.repaired(sheet.name, cell, label, f"read as {year}", "a year written as text or as a date")
        return
    if year is None:
        findings.doubtful(sheet.name, cell, label, "a year label in a row whose year cannot be told", "row not taken")
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


def is_blank(value: Value) -> bool:
    """Tell whether a cell holds nothing, or spaces only."""
    return isinstance(value, str) and (not value or value.isspace())
