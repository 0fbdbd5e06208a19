"""Tile maps: a tile of the same size for each unit, about where it lies, the darker the higher, with code and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from policyindex.reports.figures.axis import scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.measure import ASCENT, LINE, wrapped
from policyindex.reports.figures.palette import GRID, PAPER, QUIET, ink_on, shade
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

EDGE = 2
LARGEST = 62
"""Pixels of a tile, at most."""
NONE = "–"


class Tile(NamedTuple):
    """A unit with its value and its place; no place: it has no tile."""

    unit: str
    name: str
    value: float | None
    place: tuple[int, int] | None
    """Row and column, from 1."""


@dataclass(frozen=True, kw_only=True)
class TileMap(Figure):
    """Tiles at the places of a layout."""

    tiles: tuple[Tile, ...]
    heading: tuple[str, str]

    @property
    def table(self) -> Table:
        """Give a row a unit, those without a tile too."""
        columns = (Column("unit", ""), Column("name", self.heading[0]), self.column("value", self.heading[1]))
        return Table(self.key, columns, [(each.unit, each.name, each.value) for each in self.tiles], title=self.title)

    @property
    def description(self) -> str:
        """Name the highest and the lowest."""
        known = [(each.value, each.name) for each in self.tiles if each.value is not None]
        if not known:
            return self.word("empty")
        (most, top), (least, bottom) = max(known), min(known)
        values = {"most": self.shown(most), "top": top, "least": self.shown(least), "bottom": bottom}
        return " ".join([self.word("tilemap", count=len(known), **values), *self._gaps()])

    def _gaps(self) -> tuple[str, ...]:
        return self.none_of(each.name for each in self.tiles if each.value is None and each.place)

    def remarks(self) -> tuple[str, ...]:
        """Say what the colours reach from and to, what is missing, and who has no tile."""
        low, high = self._scale()
        left_out = [f"{each.name} ({self.shown(each.value)})" for each in self.tiles if each.place is None]
        said = [self.word("unplaced", names="; ".join(left_out))] * bool(left_out)
        return (self.word("shades", low=self.shown(low), high=self.shown(high)), *self._gaps(), *said)

    def _scale(self) -> tuple[float, float]:
        return scale_of(self.scale, [each.value for each in self.tiles if each.value is not None], zero=False)

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the tiles that have a place."""
        look = canvas.look
        placed = [(each, each.place) for each in self.tiles if each.place]
        if not placed:
            return top
        rows, columns = ([place[at] for _, place in placed] for at in (0, 1))
        wide = max(columns) - min(columns) + 1
        side = min(look.inner / wide, LARGEST * look.size / 12)
        left = look.margin + (look.inner - side * wide) / 2
        for each, (row, column) in placed:
            self._tile(canvas, each, left + (column - min(columns)) * side, top + (row - min(rows)) * side, side)
        return top + (max(rows) - min(rows) + 1) * side

    def _tile(self, canvas: Canvas, tile: Tile, x: float, y: float, side: float) -> None:
        low, high = self._scale()
        colour = PAPER if tile.value is None else shade((tile.value - low) / (high - low))
        ink = QUIET if tile.value is None else ink_on(colour)
        told = f"{tile.name}: {self.shown(tile.value)}"
        canvas.rect(x + EDGE / 2, y + EDGE / 2, side - EDGE, side - EDGE, GRID if tile.value is None else colour, told)
        if tile.value is None:
            canvas.rect(x + EDGE, y + EDGE, side - 2 * EDGE, side - 2 * EDGE, PAPER)
        size = min(canvas.look.size, (side - EDGE) / (2 * LINE))
        begin = y + side / 2 - LINE * size
        for text in (tile.unit, NONE if tile.value is None else self.shown(tile.value)):
            line = wrapped(text, size, side - EDGE, 1)[0]
            canvas.text(x + side / 2, begin + ASCENT * size, line, size=size, anchor="middle", fill=ink)
            begin += LINE * size


def tilemap(
    values: Mapping[str, float | None],
    *,
    layout: Mapping[str, tuple[int, int]],
    title: str,
    names: Mapping[str, str] | None = None,
    heading: tuple[str, str] = ("", ""),
    **common: Any,
) -> TileMap:
    """Make a tile map.

    :param values: a value or None by the code of a unit
    :param layout: row and column, from 1, by code (``policyindex.units.tiles`` reads files of them); units without one are named below
    :param names: names by code
    :param heading: what names and values are, for the table
    :param common: what every figure has, see ``Figure``
    """
    said = names or {}
    made = (Tile(unit, said.get(unit, unit), value_of(value), layout.get(unit)) for unit, value in values.items())
    return TileMap(title=title, tiles=tuple(made), heading=heading, **common)
