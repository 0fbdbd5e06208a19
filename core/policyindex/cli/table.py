"""The table of ``run``: a ranking of many units, or the profile of one."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from policyindex.cli.bars import bar, shown
from policyindex.exporters.view import View
from policyindex.problems import listing, plain
from policyindex.scoring.checklist import learn_from, todo, unread
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import highest
from policyindex.scoring.result import Result

PIPE_WIDTH = 1000  # nothing is wrapped in a pipe
WIDE = 110
NARROW, COLUMN = 80, 18  # what the first columns take, and what each further one takes
OVERHEAD = 12


class _Page:
    """What is being drawn, for whom."""

    def __init__(self, view: View, *, terminal: bool, asked: bool) -> None:
        self.view, self.result, self.terminal, self.asked = view, view.result, terminal, asked
        self.trees = view.trees or tuple(
            name
            for name in view.result.instrument.trees
            if name == view.result.instrument.published_tree or _of_strand(view.result, name)
        )
        self.roots = [root for tree in self.trees for root in self.result.instrument.trees[tree].roots]
        self.top = highest(self.result.instrument, self.result.plan)
        self.ascii_only = not _can_draw()
        self.buffer = io.StringIO()
        size = Console().size if terminal else None
        self.width, self.height = (size.width, size.height) if size else (PIPE_WIDTH, 0)
        self.console = Console(
            file=self.buffer,
            width=self.width,
            force_terminal=terminal,
            highlight=False,
            no_color=not terminal,
        )

    def say(self, text: str, style: str = "") -> None:
        """Print one paragraph, wrapped."""
        self.console.print(Text(plain(text), style=style), soft_wrap=not self.terminal)

    def score(self, row: int, node: str) -> float | None:
        value = float(self.result.scores[row, self.result.column(node)])
        return None if np.isnan(value) else value

    def bar(self, row: int, node: str) -> str:
        return bar(self.score(row, node), float(self.top[self.result.column(node)]), ascii_only=self.ascii_only)

    def name(self, row: int) -> str:
        code = self.result.panel.units[row]
        return plain(self.result.unit_names.get(code, code))


def write_table(view: View, stream: BinaryIO, *, terminal: bool, asked: bool, encoding: str = "") -> None:
    """Draw a result; ``terminal``: with styles and at most a screenful; ``asked``: periods were named."""
    page = _Page(view, terminal=terminal, asked=asked)
    keep = list(view.keep if view.keep is not None else range(len(view.result.panel.units)))
    if not keep:
        page.say("No unit has answers for that period.")
    elif asked:
        _periods(page, keep)
    else:
        newest = _newest(page, keep)
        _periods(page, [row for row in keep if view.result.panel.periods[row] == newest])
        units, periods = view.result.panel.units, view.result.panel.periods
        shown_units = {units[row] for row in keep if periods[row] == newest}
        absent = sorted({units[row] for row in keep} - shown_units)
        if absent:
            page.say(f"Not in {newest}, see --period: {listing(absent)}")
    stream.write(page.buffer.getvalue().encode(encoding or _encoding(), "replace"))


def _newest(page: _Page, keep: Sequence[int]) -> str:
    """The newest period that nearly all units have; for some units, the newest in which one of them is scored."""
    result, periods = page.result, page.result.panel.periods
    chosen = result.newest_period(page.roots[0])
    if chosen is not None and any(periods[row] == chosen for row in keep):
        return chosen
    return max(periods[row] for row in keep)


def _periods(page: _Page, rows: Sequence[int]) -> None:
    for index, period in enumerate(sorted({page.result.panel.periods[row] for row in rows}, reverse=True)):
        some = [row for row in rows if page.result.panel.periods[row] == period]
        if index:
            page.say("")
        _heading(page, period)
        if len(some) == 1:
            _profile(page, some[0])
        else:
            _ranking(page, some)
    _footing(page)


def _heading(page: _Page, period: str) -> None:
    head = page.result.instrument
    mark = " · self-assessed" if head.file.self_assessment else ""
    page.say(f"{head.file.title} · {period}{mark}", "bold")
    for strand in head.strands:
        page.say(f"with the strand {strand.title}")


def _ranking(page: _Page, rows: Sequence[int]) -> None:
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
    table = _table(
        *[("#", "right")] * ranked, (head.file.units.label.capitalize() if head.file.units else "Unit", "left")
    )
    table.add_column(Text(plain(head.nodes[first].label)))
    table.add_column("", justify="right")
    if banded:
        table.add_column("Band")
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
        cells += [f"{result.answered[row, column]} of {result.expected[row, column]}"] * gaps
        cells += [shown(page.score(row, root)) for root in others]
        table.add_row(*(Text(plain(cell)) for cell in cells + ([types.get(row, "-")] if types else [])))
    page.console.print(table)
    hidden = len(page.roots) - 1 - len(others)
    if hidden:
        page.say(f"… {hidden} more column{'s' * (hidden > 1)} on a wider terminal, or with --format csv", "dim")
    if len(rows) > fits:
        page.say(f"… {len(rows) - fits} more: pipe this through a pager, or name some with --unit", "dim")


def _profile(page: _Page, row: int) -> None:
    """One unit: every node, indented below its parent."""
    result, head = page.result, page.result.instrument
    code = result.panel.units[row]
    page.say(page.name(row) if page.name(row) == plain(code) else f"{page.name(row)} ({code})", "bold")
    nodes = [(node, depth, result.column(node)) for node, depth in head.below(tuple(page.roots))]
    ranked = not head.file.self_assessment
    banded = any(scale_of(head, node) for node, _, _ in nodes)
    columns = [
        ("Score of", "left"),
        ("", "left"),
        ("", "right"),
        *[("#", "right")] * ranked,
        *[("Band", "left")] * banded,
    ]
    table = _table(*columns, ("Answered", "right"))
    for node, depth, column in nodes:
        rank = int(result.ranks[row, column])
        cells = ["  " * depth + head.nodes[node].label, page.bar(row, node), shown(page.score(row, node))]
        cells += [str(rank or "-")] * ranked + [result.band(row, column)] * banded
        done = f"{result.answered[row, column]} of {result.expected[row, column]}"
        table.add_row(*(Text(plain(cell)) for cell in (*cells, done)))
    page.console.print(table)
    for each in result.types:
        if each.row == row and not page.view.trees:
            page.say(f"{head.file.typologies[each.typology].label}: {each.label}")
    if head.file.self_assessment:
        _self_assessment(page, row)


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title, side in columns:
        table.add_column(Text(plain(title)), justify="right" if side == "right" else "left")
    return table


def _self_assessment(page: _Page, row: int) -> None:
    """Whom to learn from, what is unread, what is left to do."""
    result, head = page.result, page.result.instrument
    lines = []
    for node, _ in head.below(tuple(page.roots)):
        regions = learn_from(result, row, node)
        if regions:
            see = (
                f" (see {', '.join(dict.fromkeys(each.see for each in regions if each.see))})"
                if any(each.see for each in regions)
                else ""
            )
            lines.append(f"  {head.nodes[node].label}: {', '.join(each.label for each in regions)}{see}")
    for title, found in (
        ("Learn from", lines),
        ("Not yet read", [f"  {each.label} ({each.indicator})" for each in unread(result, row, page.roots)]),
        ("To do", [f"  {each.text} ({each.indicator})" for each in todo(result, row, page.roots)]),
    ):
        if found:
            page.say("")
            page.say(title, "bold")
            for line in found:
                page.say(line)


def _footing(page: _Page) -> None:
    """Notes and provenance in a few lines."""
    result, head = page.result, page.result.instrument
    page.say("")
    scales = {id(scale): scale for root in page.roots if (scale := scale_of(head, root))}
    if any(not band.documented for scale in scales.values() for band in scale.bands):
        page.say("Bands: " + "; ".join(scale.note for scale in scales.values() if scale.note), "dim")
    if result.provenance["cutoffs"]:
        page.say(
            "Cut-offs: " + ", ".join(f"{node} {value:g}" for node, value in result.provenance["cutoffs"].items()), "dim"
        )
    sources = sorted({text for row in result.verification for text in row if text})
    page.say(
        f"{head.reference} · scoring {result.provenance['scoring_hash'][:12]} · answers {result.provenance['answers_hash'][:12]} · {', '.join(sources)}",
        "dim",
    )


def _of_strand(result: Result, tree: str) -> bool:
    return any(strand.id == tree for strand in result.instrument.strands)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _can_draw() -> bool:
    try:
        "█▏".encode(_encoding())
    except (UnicodeEncodeError, LookupError):
        return False
    return True
