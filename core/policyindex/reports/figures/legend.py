"""The key of a figure with several series: each with its line, its mark and its name."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.reports.figures.measure import LINE, width, wrapped
from policyindex.reports.figures.palette import Style
from policyindex.reports.figures.svg import Canvas


def legend(canvas: Canvas, names: Sequence[tuple[str, Style]], top: float, *, lines: bool) -> float:
    """Write names beside each other, in as many lines as they need; give where that ends.

    :param lines: each has a line through its mark
    """
    look = canvas.look
    sample = (3.2 if lines else 1.2) * look.size
    left, right, high = look.margin, look.margin + look.inner, LINE * look.size
    place = left
    for name, style in names:
        texts = wrapped(name, look.size, look.inner - sample - look.gap)
        wide = sample + look.gap + max(width(text, look.size) for text in texts)
        if place > left and place + wide > right:
            place, top = left, top + high
        middle = top + high / 2
        if lines:
            canvas.line(place, middle, place + sample, middle, style.colour, 2, style.dash)
        canvas.mark(style.shape, place + sample / 2, middle, look.size / 3, style.colour)
        end = canvas.text_lines(place + sample + look.gap, top, texts, size=look.size)
        place += wide + 2 * look.gap
        if len(texts) > 1:
            place, top = left, end
    return top + (high if place > left else 0)
