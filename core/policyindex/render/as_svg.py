"""A figure of a report as SVG."""

from __future__ import annotations

from typing import BinaryIO

from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.render.formats import Drawing
from policyindex.reports.figures.figure import Figure
from policyindex.reports.report import Report


def write_svg(report: Report, stream: BinaryIO, drawing: Drawing) -> None:
    """Write a figure that stands alone."""
    stream.write(drawn(figure_of(report, drawing), drawing).encode())


def drawn(figure: Figure, drawing: Drawing) -> str:
    """Draw a figure.

    :raises WrongUseError: for a width that no figure can be read at
    """
    try:
        return figure.svg(drawing.width)
    except ValueError as error:
        raise WrongUseError(str(error)) from None


def figure_of(report: Report, drawing: Drawing) -> Figure:
    """Give the figure that a report is drawn as.

    :raises WrongUseError: where it has none, or none of that name
    """
    figures = {figure.key: figure for figure in report.drawings()}
    if not figures:
        raise WrongUseError(
            f"there is nothing to draw in this report ({report.title}), or too much to be read: "
            "ask for another format, or for some units only"
        )
    name = drawing.figure or next(iter(figures))
    if name not in figures:
        raise WrongUseError(f"this report has no figure '{name}'; it has: {listing(figures)}.{hint(name, figures)}")
    return figures[name]
