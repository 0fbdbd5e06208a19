"""Figures as plain data that draw themselves as SVG: the same bytes everywhere, readable at 320 to 2400 pixels."""

from policyindex.reports.figures.bars import Bar, Cut, bars
from policyindex.reports.figures.dumbbell import Pair, dumbbell
from policyindex.reports.figures.figure import Figure
from policyindex.reports.figures.heatmap import heatmap
from policyindex.reports.figures.lines import Series, lines
from policyindex.reports.figures.radar import radar
from policyindex.reports.figures.scatter import Point, scatter
from policyindex.reports.figures.tilemap import tilemap
from policyindex.reports.figures.waterfall import Step, waterfall

__all__ = [
    "Bar",
    "Cut",
    "Figure",
    "Pair",
    "Point",
    "Series",
    "Step",
    "bars",
    "dumbbell",
    "heatmap",
    "lines",
    "radar",
    "scatter",
    "tilemap",
    "waterfall",
]
