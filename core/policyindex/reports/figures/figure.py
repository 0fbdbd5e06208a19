"""A figure: what is drawn, as plain frozen data, with the numbers as a table and a description in words.

Each kind has a module and a function that makes it (``bars``, ``lines``, ``dumbbell``, ``radar``, ``heatmap``,
``scatter``, ``waterfall``, ``tilemap``), and all take what ``Figure`` has: a title, a scale, decimals, notes. A value
that is missing is None (or not a number) and shown as a gap that is named, never as 0.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass

from policyindex.locales import ENGLISH, word
from policyindex.locales.listing import listed
from policyindex.reports.figures.axis import Range, shown
from policyindex.reports.figures.looks import MIDDLE, look_at
from policyindex.reports.figures.measure import wrapped
from policyindex.reports.figures.palette import QUIET
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

SCORES: Range = (0.0, 100.0)
NOTHING = 1e-100
"""Nearer to 0 than this is 0: no scale has steps that small."""


@dataclass(frozen=True, kw_only=True)
class Figure(ABC):
    """What all kinds of figures have."""

    title: str
    key: str = "figure"
    """Its name among the figures of a report: small letters, digits and hyphens; ids of the drawing begin with it."""
    subtitle: str = ""
    scale: Range | None = SCORES
    """The least and the greatest value that an axis shows, wider where a value lies outside; None: by the values."""
    unit: str = ""
    """Stands behind each number, such as %."""
    decimals: int | None = 0
    """Decimals that are shown, rounded half up; None: as many as there are."""
    notes: tuple[str, ...] = ()
    """Lines below it, such as the source."""
    language: str = ENGLISH

    @property
    @abstractmethod
    def table(self) -> Table:
        """Give all its numbers."""

    @property
    @abstractmethod
    def description(self) -> str:
        """Say in a sentence or two what it shows, for somebody who does not see it."""

    @abstractmethod
    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw it from a height downwards; give where it ends."""

    def remarks(self) -> tuple[str, ...]:
        """Give what the reader has to know of this drawing, before its notes."""
        return ()

    def shown(self, value: float | None) -> str:
        """Write a value with its unit."""
        return self.word("none") if value is None else shown(value, self.decimals) + self.unit

    def column(self, key: str, title: str) -> Column:
        """Make a column of its values for the table."""
        return Column(key, title, "number", unit=self.unit, decimals=self.decimals)

    def word(self, key: str, **values: object) -> str:
        """Give a word of figures in its language."""
        return word(f"figure.{key}", self.language, **values)

    def drawn(self, width: int = MIDDLE) -> tuple[Canvas, float]:
        """Draw it on a canvas of some width; give that and its height."""
        look = look_at(width)
        canvas = Canvas(look)
        left, room = look.margin, look.inner
        end = canvas.text_lines(left, look.margin, wrapped(self.title, look.title, room), size=look.title)
        if self.subtitle:
            end = canvas.text_lines(left, end, wrapped(self.subtitle, look.size, room), size=look.size, fill=QUIET)
        end = self.draw(canvas, end + 2 * look.gap)
        for note in (*self.remarks(), *self.notes):
            texts = wrapped(note, look.small, room)
            end = canvas.text_lines(left, end + look.gap, texts, size=look.small, fill=QUIET)
        return canvas, end + look.margin

    def svg(self, width: int = MIDDLE) -> str:
        """Give it as SVG of some width, 320 to 2400 pixels; the layout fits the width, and equal figures equal bytes."""
        canvas, height = self.drawn(width)
        return canvas.svg(self.key, self.title, self.description, self.language, height)

    def _repr_svg_(self) -> str:
        return self.svg()

    def from_where(self, low: float) -> tuple[str, ...]:
        """Say in a line where an axis begins, where that is above 0."""
        return (self.word("axis_from", value=shown(low, None) + self.unit),) if low > 0 else ()

    def none_of(self, missing: Iterable[str]) -> tuple[str, ...]:
        """Name what has no value, in a line; nothing where all have one."""
        names = list(missing)
        return (self.word("without", count=len(names), names=listed(names, self.language)),) if names else ()


def value_of(value: float | None) -> float | None:
    """Give a value as a number of Python; None where there is none.

    :raises ValueError: for a value without end
    """
    if value is None or value != value:
        return None
    found = float(value)
    if found in (float("inf"), float("-inf")):
        raise ValueError("a figure shows finite numbers")
    return found if abs(found) > NOTHING else 0.0
