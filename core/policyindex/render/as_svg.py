"""The first figure of a report as SVG."""

from __future__ import annotations

from typing import BinaryIO

from policyindex.problems.errors import WrongUseError
from policyindex.reports.figures.figure import Figure
from policyindex.reports.report import Report


def write_svg(report: Report, stream: BinaryIO) -> None:
    """Write a figure that stands alone."""
    stream.write(figure_of(report).svg().encode())


def figure_of(report: Report) -> Figure:
    """Give the figure that a report is drawn as.

    :raises WrongUseError: where it has none
    """
    found = next(iter(report.drawings()), None)
    if found is None:
        raise WrongUseError(f"there is nothing to draw in this report ({report.title}): ask for another format")
    return found
