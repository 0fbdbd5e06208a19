"""Figures as plain data that draw themselves as SVG: the same bytes everywhere, readable at 320 to 2400 pixels."""

from policyindex.reports.figures.bars import Bar, Cut, bars
from policyindex.reports.figures.dumbbell import Pair, dumbbell
from policyindex.reports.figures.figure import Figure
from policyindex.reports.figures.lines import Series, lines

__all__ = ["Bar", "Cut", "Figure", "Pair", "Series", "bars", "dumbbell", "lines"]
