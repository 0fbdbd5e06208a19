"""The ranking of many units, one line each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.text import Text

from policyindex.cli.bars import shown
from policyindex.cli.page import COLUMN, NARROW, OVERHEAD, WIDE, Page, new_table
from policyindex.problems import plain
from policyindex.scoring.classify import scale_of
from policyindex.scoring.targets import distance, target_of


def draw_ranking(page: Page, rows: Sequence[int]) -> None:
    """One line a unit, best first by the first root."""
    result, first = page.result, page.roots[0]
    head, column = result.instrument, result.column(first)
    scores = result.scores[:, column]
    ranked = not head.file.self_assessment
    rows = sorted(
        rows, key=lambda row: (np.isnan(scores[row]), -np.nan_to_num(scores[row]) if ranked else 0, page.name(row))
    )
    gaps = any(result.answered[row, column] < result.expected[row, column] for row in rows)
    fits = max(page.height - OVERHEAD, 5) if page.terminal else len(rows)
    fit = (page.width - NARROW) // COLUMN
    others = page.roots[1:][: max(fit, 0)]
    types = {each.row: each.label for each in result.types} if page.width >= WIDE and not page.view.trees else {}
    banded = scale_of(head, first) is not None
    table = new_table(
        *[("#", "right")] * ranked, (head.file.units.label.capitalize() if head.file.units else "Unit", "left")
    )
    table.add_column(Text(plain(head.nodes[first].label)))
    table.add_column("", justify="right")
    if banded:
        table.add_column("Band")
    target = target_of(head, first, result.panel.periods[rows[0]])
    if target:
        by = f" by {target.by}" if target.by else ""
        table.add_column(f"To target {target.score:f}{by}", justify="right")
    if gaps:
        table.add_column("Answered", justify="right")
    for root in others:
        table.add_column(Text(plain(head.nodes[root].label)), justify="right", max_width=16)
    if types:
        table.add_column(Text(plain(next(iter(head.file.typologies.values())).label)), max_width=32)
    for row in rows[:fits]:
        rank = int(result.ranks[row, column])
        cells = [str(rank or "-")] * ranked + [page.name(row), page.bar(row, first), shown(page.score(row, first))]
        cells += [result.band(row, column)] * banded
        if target:
            left = distance(target, page.score(row, first))
            cells.append("-" if left is None else "reached" if left <= 0 else f"{left:.1f}")
        cells += [f"{result.answered[row, column]} of {result.expected[row, column]}"] * gaps
        cells += [shown(page.score(row, root)) for root in others]
        table.add_row(*(Text(plain(cell)) for cell in cells + ([types.get(row, "-")] if types else [])))
    page.console.print(table)
    hidden = len(page.roots) - 1 - len(others)
    if hidden:
        page.say(f"… {hidden} more column{'s' * (hidden > 1)} on a wider terminal, or with --format csv", "dim")
    if len(rows) > fits:
        page.say(f"… {len(rows) - fits} more: pipe this through a pager, or name some with --unit", "dim")
