"""Items whose own years stand in other rows than those of their block: turned round, or a row lower or higher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policyindex.files.workbooks.addresses import address
from policyindex.files.workbooks.values import Sheet
from policyindex.problems import listing
from policyindex_mipex_national.workbook.findings import Findings
from policyindex_mipex_national.workbook.labels import is_blank, year_of
from policyindex_mipex_national.workbook.scores import score_of

if TYPE_CHECKING:
    from policyindex_mipex_national.workbook.layout import Item

OTHER_ROWS = "the item's years stand in other rows than those of its block: read by its own Year column"
CONTRADICT = "the item's Year column and that of its block contradict each other: correct the years, row by row"
LOWER = "the scores stand one row lower than their years: move them up"
HIGHER = "the scores stand one row higher than their years: move them down"


class Owned(NamedTuple):
    """The years of an item by row, and whether all of its rows could be told."""

    years: dict[int, int]
    told: bool


def owned(
    sheet: Sheet, item: Item, rows: Sequence[int], years: Mapping[int, int], filled: Sequence[int], findings: Findings
) -> Owned | None:
    """Give the years of an item's rows where they are not those of its block; None: they are, but for single labels.

    Its own years are taken where they can be right: each of the block's years at most once, and one in every row with a
    score. Where most of them cannot, the rows that contradict the block are not taken.

    :param years: the year of each row of the block
    :param filled: the rows in which most items of the block have a score
    """
    labels = {row: year for row in rows if (year := year_of(sheet.at(row, item.year)))}
    scored = {row for row in rows if item.score and not is_blank(sheet.at(row, item.score))}
    if shifted := _shifted(sheet, item, filled):
        _not_taken(sheet, item, sorted(labels), shifted, findings)
        return Owned({}, told=False)
    differ = [row for row, year in labels.items() if years.get(row) != year]
    if not differ:
        return None
    known = list(labels.values())
    shown = listing([str(year) for year in known], limit=20)
    cell = address(differ[0], item.year)
    if len(set(known)) == len(known) > 1 and set(known) <= set(years.values()) and scored <= labels.keys():
        findings.doubtful(sheet.name, cell, shown, OTHER_ROWS, "taken for these years")
        return Owned(labels, told=True)
    if 2 * len(differ) <= len(labels) or not any(years.get(row) for row in differ):
        return None  # single labels are mended, and those of a block without years are named, one by one
    _not_taken(sheet, item, differ, CONTRADICT, findings)
    return Owned({row: year for row, year in years.items() if row not in differ}, told=False)


def filled_rows(sheet: Sheet, items: Sequence[Item], rows: Sequence[int]) -> list[int]:
    """Give the rows in which at least half of the items have a score."""
    return [row for row in rows if 2 * sum(_has_score(sheet, item, row) for item in items) >= len(items)]


def _has_score(sheet: Sheet, item: Item, row: int) -> bool:
    return bool(item.score) and score_of(sheet.at(row, item.score)).value is not None


def _shifted(sheet: Sheet, item: Item, rows: Sequence[int]) -> str:
    """Tell that the scores of an item stand one row beside its years: one too many at one end, none at the other."""
    if not item.score or len(rows) < 2:
        return ""

    first, last = rows[0], rows[-1]
    begins, ends = _has_score(sheet, item, first), _has_score(sheet, item, last)
    if not begins and ends and _has_score(sheet, item, last + 1) and is_blank(sheet.at(last + 1, item.year)):
        return LOWER
    return HIGHER if begins and not ends and _has_score(sheet, item, first - 1) else ""


def _not_taken(sheet: Sheet, item: Item, rows: Sequence[int], reason: str, findings: Findings) -> None:
    scores = sum(bool(item.score) and not is_blank(sheet.at(row, item.score)) for row in rows)
    comments = sum(bool(item.comments) and not is_blank(sheet.at(row, item.comments)) for row in rows)
    shown = listing([str(year_of(sheet.at(row, item.year))) for row in rows], limit=20)
    done = f"{scores} scores and {comments} comments not taken"
    findings.problem(sheet.name, address(rows[0], item.year), shown, reason, done)
