"""How large things are at a width: a column of a phone, of a page, of a slide."""

from __future__ import annotations

from typing import NamedTuple

NARROW, MIDDLE, WIDE = 320, 640, 1200
WIDTHS = (NARROW, MIDDLE, WIDE)
"""The widths that figures are made for, in pixels; any from the least to twice the greatest will do."""
FONT = "DejaVu Sans"
FONTS = f"{FONT}, Verdana, Arial, sans-serif"
"""The font that is measured first; then one as wide, then what there is."""


class Look(NamedTuple):
    """Sizes in pixels."""

    width: int
    size: float
    """Of labels and values."""
    small: float
    """Of axes and notes."""
    title: float
    margin: float
    gap: float
    """Between things that belong together."""
    bar: float
    """The thickness of a bar."""

    @property
    def inner(self) -> float:
        """Give the width between the margins."""
        return self.width - 2 * self.margin


def look_at(width: int) -> Look:
    """Give the sizes at a width.

    :raises ValueError: for a width that no figure can be read at
    """
    if not NARROW <= width <= 2 * WIDE:
        raise ValueError(f"a figure is {NARROW} to {2 * WIDE} pixels wide, not {width}")
    if width < 480:
        return Look(width, 11, 10, 14, 10, 5, 11)
    if width < 900:
        return Look(width, 12, 11, 17, 14, 7, 13)
    return Look(width, 15, 13, 24, 24, 9, 17)
