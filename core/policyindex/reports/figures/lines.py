"""Lines over time: a value a period for each of some series; where a value is missing the line breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from policyindex.locales.listing import listed
from policyindex.reports.figures.axis import Axis, room_upwards, scale_of, upwards
from policyindex.reports.figures.ends import End, Names
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.legend import legend
from policyindex.reports.figures.measure import ASCENT, LINE, width, wrapped
from policyindex.reports.figures.palette import GRID, QUIET, style_of
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table


class Series(NamedTuple):
    """A name with a value a period."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Lines(Figure):
    """Series over periods, each period at its place in time."""

    periods: tuple[str, ...]
    places: tuple[float, ...]
    series: tuple[Series, ...]
    heading: str

    @property
    def table(self) -> Table:
        """Give a row a period and a column a series."""
        columns = [Column("period", self.heading or self.word("period"))]
        columns += [self.column(f"series_{at}", each.label) for at, each in enumerate(self.series, 1)]
        rows = [(period, *(each.values[at] for each in self.series)) for at, period in enumerate(self.periods)]
        return Table(self.key, tuple(columns), rows, title=self.title)

    @property
    def description(self) -> str:
        """Say for each series from where to where it goes."""
        said = []
        for each in self.series:
            known = [
                (period, value) for period, value in zip(self.periods, each.values, strict=True) if value is not None
            ]
            if known:
                (first, before), (last, after) = known[0], known[-1]
                values = {
                    "label": each.label,
                    "first": first,
                    "before": self.shown(before),
                    "last": last,
                    "after": self.shown(after),
                }
                said.append(self.word("line", **values))
        return " ".join([*(said or [self.word("empty")]), *self._gaps()])

    def _gaps(self) -> tuple[str, ...]:
        found = [
            f"{each.label} {self.periods[gap[0]]}" + (f"–{self.periods[gap[-1]]}" if len(gap) > 1 else "")
            for each in self.series
            for missing, gap in _runs([value is None for value in each.values])
            if missing
        ]
        return (self.word("gaps", names=listed(found, self.language)),) if found else ()

    def remarks(self) -> tuple[str, ...]:
        """Say where an axis does not begin at 0, and name the gaps."""
        return (*self.from_where(self._scale()[0]), *self._gaps())

    def _scale(self) -> tuple[float, float]:
        return scale_of(
            self.scale, [value for each in self.series for value in each.values if value is not None], zero=False
        )

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the axes and the lines, with their names at the ends, or in a key above where these have no room."""
        look = canvas.look
        styles = [style_of(at) for at in range(len(self.series))]
        high = min(max(0.45 * look.width, 170), 460)
        known = [
            (each.label, style, [value for value in each.values if value is not None])
            for each, style in zip(self.series, styles, strict=True)
        ]
        names = Names([End(label, style, values[-1]) for label, style, values in known if values], look, high)
        named = names.fit and len(names.ends) == len(known)
        if not named:
            top = legend(canvas, [(label, style) for label, style, _ in known], top, lines=True)
        top += look.gap + look.small / 2
        bottom = top + high
        axis = Axis(self._scale(), bottom, top)
        periods = [wrapped(period, look.small, look.inner / 4, 1)[0] for period in self.periods]
        left = look.margin + max(room_upwards(axis, look.small) + look.gap, width(periods[0], look.small) / 2)
        beyond = max(width(periods[-1], look.small) / 2, look.gap)
        right = look.margin + look.inner - max(beyond, names.room * named)
        upwards(canvas, axis, left, right)
        across_ = Axis((self.places[0], self.places[-1]), left, right)
        places = [across_.at(place) if len(self.places) > 1 else (left + right) / 2 for place in self.places]
        self._periods(canvas, periods, places, bottom)
        if named:
            names.write(canvas, [axis.at(end.value) for end in names.ends], right, top)
        for each, style in reversed(list(zip(self.series, styles, strict=True))):  # the first one lies above the others
            for gap, run in _runs([value is None for value in each.values]):
                if gap:
                    continue
                points = [(places[at], axis.at(each.values[at] or 0.0)) for at in run]
                if len(points) > 1:
                    canvas.lines(points, style.colour, look.size / 6, style.dash)
                for x, y in points:
                    canvas.mark(style.shape, x, y, look.size / 3, style.colour)
        return bottom + (0.7 + LINE) * look.small

    def _periods(self, canvas: Canvas, periods: Sequence[str], places: Sequence[float], bottom: float) -> None:
        """Write the periods that have room: the last one, then those before it."""
        look = canvas.look
        free = float("inf")
        for period, place in reversed(list(zip(periods, places, strict=True))):
            half = width(period, look.small) / 2
            canvas.line(place, bottom, place, bottom + look.gap / 2, GRID)
            if place + half + look.gap > free or place - half < 0:
                continue
            free = place - half
            base = bottom + (0.7 + ASCENT) * look.small
            canvas.text(place, base, period, size=look.small, anchor="middle", fill=QUIET)


def _runs(gaps: Sequence[bool]) -> Iterator[tuple[bool, list[int]]]:
    """Give the places of what is missing, and of what is there, run by run."""
    for gap, run in groupby(range(len(gaps)), key=lambda at: gaps[at]):
        yield gap, list(run)


def lines(
    series: Iterable[Series | tuple[str, Sequence[float | None]]],
    *,
    periods: Sequence[str],
    title: str,
    places: Sequence[float] = (),
    heading: str = "",
    **common: Any,
) -> Lines:
    """Make lines over time.

    :param series: ``(label, values)``, a value or None a period; more than six are hard to tell apart
    :param periods: labels in their order
    :param places: where each lies in time, such as 2019.0, ascending; without them all are equally far from each other
    :param heading: what periods are, for the table
    :param common: what every figure has, see ``Figure``
    :raises ValueError: where a series has not a value or None for each period, or there is no period
    """
    made = tuple(Series(label, tuple(map(value_of, values))) for label, values in series)
    at = tuple(float(each) for each in places) or tuple(map(float, range(len(periods))))
    if not periods or any(len(each.values) != len(periods) for each in made) or len(at) != len(periods):
        raise ValueError("lines need periods, and each series, and places, as many values as there are periods")
    return Lines(title=title, series=made, periods=tuple(periods), places=at, heading=heading, **common)
