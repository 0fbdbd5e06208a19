"""A figure of a report as a picture of points, in a font that comes with the package."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.render.as_svg import drawn, figure_of
from policyindex.render.formats import Drawing
from policyindex.reports.figures.looks import FONT
from policyindex.reports.figures.measure import in_font
from policyindex.reports.report import Report

SHARPNESS = 3
"""Points a pixel of the figure: 640 pixels give 1,920 points, the width of a slide."""
_FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"


def write_png(report: Report, stream: BinaryIO, drawing: Drawing) -> None:
    """Write a picture; needs the extra ``publish``.

    It is the same on every machine, but for characters that the font lacks: these are drawn in a font of the machine,
    where it has one that knows them.

    :raises WrongUseError: where the report has no such figure
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ProblemsFoundError([problem("extra-missing", format="PNG", extra="publish")]) from None
    figure = figure_of(report, drawing)
    text = drawn(figure, drawing)
    canvas, _ = figure.drawn(drawing.width)
    own = all(in_font(box.text) for box in canvas.texts)
    made = svg_to_bytes(
        svg_string=text, zoom=SHARPNESS, font_files=[str(_FONT_FILE)], font_family=FONT, sans_serif_family=FONT,
        skip_system_fonts=own,
    )  # fmt: skip
    stream.write(bytes(made))
