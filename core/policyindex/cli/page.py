"""What a table is drawn on: a terminal or a pipe, its width, its characters."""

from __future__ import annotations

import io

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from policyindex.cli.bars import bar
from policyindex.cli.output import can_draw
from policyindex.problems import plain
from policyindex.scoring.extent import highest
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

PIPE_WIDTH = 1000  # nothing is wrapped in a pipe
WIDE = 110
NARROW, COLUMN = 80, 18  # what the first columns take, and what each further one takes
OVERHEAD = 12


class Page:
    """What is being drawn, and on what."""

    def __init__(self, view: View, *, terminal: bool, asked: bool) -> None:
        self.view, self.result, self.terminal, self.asked = view, view.result, terminal, asked
        self.trees = view.trees or tuple(
            name
            for name in view.result.instrument.trees
            if name == view.result.instrument.published_tree or _of_strand(view.result, name)
        )
        self.roots = [root for tree in self.trees for root in self.result.instrument.trees[tree].roots]
        self.top = highest(self.result.instrument, self.result.plan)
        self.ascii_only = not can_draw()
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
        """Give a score, None if there is none."""
        value = float(self.result.scores[row, self.result.column(node)])
        return None if np.isnan(value) else value

    def bar(self, row: int, node: str) -> str:
        """Draw a score against the highest one possible."""
        return bar(self.score(row, node), float(self.top[self.result.column(node)]), ascii_only=self.ascii_only)

    def name(self, row: int) -> str:
        """Give the name of a row's unit, or its code."""
        code = self.result.panel.units[row]
        return plain(self.result.unit_names.get(code, code))


def new_table(*columns: tuple[str, str]) -> Table:
    """Start a table with columns of a title and a side (left or right)."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title, side in columns:
        table.add_column(Text(plain(title)), justify="right" if side == "right" else "left")
    return table


def _of_strand(result: Result, tree: str) -> bool:
    return any(strand.id == tree for strand in result.instrument.strands)
