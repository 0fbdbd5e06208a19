"""Which item of a block stands for which id of the instrument."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet, Value
from policyindex_mipex_national.workbook.codes import Code, Codes, as_text
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.labels import is_blank
from policyindex_mipex_national.workbook.layout import INDICATOR, SUB_INDICATOR, Block, Item, label_of
from policyindex_mipex_national.workbook.scores import score_of


class _Printed(NamedTuple):
    """A cell that may hold a code."""

    cell: str
    value: Value


def columns_of(sheet: Sheet, block: Block, codes: Codes, findings: Findings) -> tuple[str, dict[str, Item]]:
    """Give the area of a block and its items by id; what cannot be told becomes a finding."""
    printed = [_printed(sheet, block, item) for item in block.items]
    area = _area(sheet, block, printed, codes, findings)
    found: dict[str, Item] = {}
    for at, (item, cells) in enumerate(zip(block.items, printed, strict=True)):
        identifier = _chosen(sheet, cells, area, codes, findings)
        if not identifier and at == 0 and area and not any(_has_digit(each.value) for each in cells):
            identifier = area  # the first columns are the area's own, whatever they are called
            for each in cells[:1]:
                findings.repaired(
                    sheet.name, each.cell, each.value, f"read as {area}", "a text in place of an area's code"
                )
        if identifier in found:
            reason = f"{identifier} stands twice in this block: the first is taken"
            _drop(sheet, block, item, cells, reason, findings)
        elif identifier:
            found[identifier] = item
        else:
            _drop(sheet, block, item, cells, "a column whose code nobody knows", findings)
    return area, found


def _printed(sheet: Sheet, block: Block, item: Item) -> list[_Printed]:
    """Give the cells that may hold an item's code, the more special first."""
    rows = [row for row in (block.sub_indicators, block.indicators) if row]
    cells = [(row, column) for row in rows for column in item.columns]
    return [
        _Printed(address(*cell), sheet.at(*cell))
        for cell in cells
        if not is_blank(sheet.at(*cell)) and label_of(sheet.at(*cell)) not in (INDICATOR, SUB_INDICATOR)
    ]


def _area(sheet: Sheet, block: Block, printed: list[list[_Printed]], codes: Codes, findings: Findings) -> str:
    found = [codes.find(each.value).id for cells in printed for each in cells]
    if own := [code for each in printed[0] if (code := codes.find(each.value).id) in codes.areas]:
        return own[0]
    counts = Counter(codes.area_of(each) for each in found if each and each not in codes.areas)
    if not counts:
        return next(filter(None, found), "")
    area = counts.most_common(1)[0][0]
    cell = address(block.indicators, block.items[0].columns.start)
    findings.repaired(sheet.name, cell, "", f"read as area {area}", "the area's letter is missing: told by its items")
    return area


def _chosen(sheet: Sheet, cells: list[_Printed], area: str, codes: Codes, findings: Findings) -> str:
    known: list[tuple[_Printed, Code]] = []
    for each in cells:
        code = codes.find(each.value, area)
        if code.id and not known:
            known.append((each, code))
            if code.reason:
                findings.repaired(sheet.name, each.cell, each.value, f"read as {code.id}", code.reason)
            if area and codes.area_of(code.id) != area:
                reason = f"an item of area {codes.area_of(code.id)} in the block of area {area}"
                findings.doubtful(sheet.name, each.cell, each.value, reason)
        elif known and code.id != known[0][1].id:
            reason = f"a second code or a stray text beside {known[0][1].id}"
            findings.doubtful(sheet.name, each.cell, each.value, reason, "not used")
        elif not code.id and len(cells) > 1:
            findings.doubtful(sheet.name, each.cell, each.value, "a text that is no code beside a code", "not used")
    return known[0][1].id if known else ""


def _has_digit(value: Value) -> bool:
    return any(sign.isdigit() for sign in as_text(value))


def _drop(sheet: Sheet, block: Block, item: Item, cells: list[_Printed], reason: str, findings: Findings) -> None:
    count = sum(score_of(sheet.at(row, item.score)).value is not None for row in block.rows) if item.score else 0
    texts = sum(not is_blank(sheet.at(row, item.comments)) for row in block.rows) if item.comments else 0
    if cells or count or texts:
        cell = cells[0] if cells else _Printed(address(block.indicators, item.columns.start), "")
        findings.dropped(sheet.name, cell.cell, cell.value, reason, f"{count} scores and {texts} comments not taken")
