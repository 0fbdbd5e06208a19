"""Colours, dashes, marks and hatches of figures: what a colour says is also said in another way.

On white each colour has a contrast of 3 to 1 at least. Three such colours that also differ so from each other do not
exist, so dark and light ones take turns: two neighbours differ by 3 to 1, and the next but one by its mark and dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

INK, QUIET, GRID, PAPER = "#1a1a1a", "#595959", "#d4d4d4", "#ffffff"
DARK, LIGHT = "#12305e", "#e0701a"
SHAPES = ("disc", "square", "triangle", "diamond", "cross", "ring")
"""The shapes of points, in the order of series."""


class Style(NamedTuple):
    """How a series is drawn."""

    colour: str
    shape: str
    dash: str
    """Lengths of dashes and gaps, in widths of the line; empty: a line without gaps."""


_COLOURS = (DARK, LIGHT, "#0d4034", "#1f9d84", "#5b1647", "#d8639f")
_DASHES = ("", "6 3", "2 2", "8 2 2 2", "4 4", "1 2")
SERIES = tuple(map(Style, _COLOURS, SHAPES, _DASHES))


def style_of(at: int) -> Style:
    """Give the style of a series; from the seventh on colours come again, with other marks and dashes."""
    around, place = divmod(at, len(SERIES))
    colour = SERIES[place].colour
    turned = SERIES[(place + around) % len(SERIES)]
    return Style(colour, turned.shape, turned.dash)


RAMP = ("#e9f0f8", "#d0deee", "#b3c9e3", "#93b3d7", "#729bca", "#31639e", "#174580", "#0b2a57")
"""From low to high; each cell also shows its number."""


def shade(share: float) -> str:
    """Give the colour of a share, 0 to 1, of a ramp."""
    return RAMP[min(max(int(share * len(RAMP)), 0), len(RAMP) - 1)]


def ink_on(colour: str) -> str:
    """Give the colour of a text on a colour: the one with more contrast."""
    return max((INK, PAPER), key=lambda each: contrast(each, colour))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return _weighted(linear)


def _weighted(parts: Sequence[float]) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
