"""Scatter plots: two values a point; as many points are named as have room, all of them in the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policyindex.reports.figures.axis import Axis, Range, across, room_upwards, scale_of, upwards
from policyindex.reports.figures.figure import SCORES, Figure, value_of
from policyindex.reports.figures.legend import legend
from policyindex.reports.figures.measure import ASCENT, DESCENT, width, wrapped
from policyindex.reports.figures.palette import INK, QUIET, Style, style_of
from policyindex.reports.figures.svg import Box, Canvas, meet
from policyindex.reports.report import Column, Table


class Point(NamedTuple):
    """A label and two values; points of one group look alike."""

    label: str
    x: float | None
    y: float | None
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Scatter(Figure):
    """Points in a plane; ``scale`` is the one upwards."""

    points: tuple[Point, ...]
    names: tuple[str, str]
    scale_across: Range | None
    heading: str

    @property
    def table(self) -> Table:
        """Give a row a point."""
        groups = [Column("group")] * bool(self._groups())
        columns = (
            Column("label", self.heading),
            self.column("x", self.names[0]),
            self.column("y", self.names[1]),
            *groups,
        )
        rows = [(each.label, each.x, each.y, *([each.group] if groups else [])) for each in self.points]
        return Table(self.key, columns, rows, title=self.title)

    @property
    def description(self) -> str:
        """Say from where to where the points go."""
        known = self._known()
        if not known:
            return self.word("empty")
        xs, ys = [x for _, x, _ in known], [y for _, _, y in known]
        ends = {"left": min(xs), "right": max(xs), "low": min(ys), "up": max(ys)}
        values = {key: self.shown(value) for key, value in ends.items()}
        said = self.word("scatter", count=len(known), x=self.names[0], y=self.names[1], **values)
        return " ".join([said, *self.none_of(self._missing())])

    def _known(self) -> list[tuple[Point, float, float]]:
        return [(each, each.x, each.y) for each in self.points if each.x is not None and each.y is not None]

    def _missing(self) -> list[str]:
        return [each.label for each in self.points if each.x is None or each.y is None]

    def _groups(self) -> list[str]:
        return [group for group in dict.fromkeys(each.group for each in self.points) if group]

    def _scales(self) -> tuple[Range, Range]:
        known = self._known()
        return (
            scale_of(self.scale_across, [x for _, x, _ in known], zero=False),
            scale_of(self.scale, [y for _, _, y in known], zero=False),
        )

    def remarks(self) -> tuple[str, ...]:
        """Name what is missing, and the axes that do not begin at 0."""
        named = zip(self.names, self._scales(), strict=True)
        said = [f"{name}: {text}" for name, scale in named for text in self.from_where(scale[0])]
        return (*said, *self.none_of(self._missing()))

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the key, the axes, the points, then the names that have room."""
        look, groups = canvas.look, self._groups()
        if groups:
            key: list[tuple[str, Style]] = [(group, style_of(at)) for at, group in enumerate(groups)]
            top = legend(canvas, key, top, lines=False) + look.gap
        name = wrapped(f"↑ {self.names[1]}", look.small, look.inner)
        top = canvas.text_lines(look.margin, top, name, size=look.small, fill=QUIET) + look.gap + look.small / 2
        bottom = top + min(max(0.62 * look.width, 200), 620)
        scales = self._scales()
        up = Axis(scales[1], bottom, top)
        left = look.margin + room_upwards(up, look.small) + look.gap
        along = Axis(scales[0], left, look.margin + look.inner - 2 * look.gap)
        upwards(canvas, up, left, along.end)
        end = across(canvas, along, top, bottom, apart=0.7 * look.small)
        name = wrapped(f"{self.names[0]} →", look.small, look.inner)
        end = canvas.text_lines(look.margin + look.inner, end, name, size=look.small, anchor="end", fill=QUIET)
        radius = look.size / 3
        marks = [(each, along.at(x), up.at(y)) for each, x, y in self._known()]
        for each, x, y in marks:
            style = style_of(groups.index(each.group) if each.group else 0)
            said = f"{each.label}: {self.shown(each.x)}, {self.shown(each.y)}"
            canvas.mark(style.shape, x, y, radius, style.colour, said)
        frame = Box(left, top - look.small / 2, look.margin + look.inner, bottom, "")
        without = _name(canvas, [(each.label, x, y) for each, x, y in marks], radius, frame)
        if without:
            lines = wrapped(self.word("unnamed", count=without), look.small, look.inner)
            end = canvas.text_lines(look.margin, end + look.gap, lines, size=look.small, fill=QUIET)
        return end


def _name(canvas: Canvas, marks: Sequence[tuple[str, float, float]], radius: float, frame: Box) -> int:
    """Write names at a free side of their points; give how many have none."""
    without = 0
    size = canvas.look.small
    taken = [Box(x - radius, y - radius, x + radius, y + radius, "") for _, x, y in marks]
    for label, x, y in marks:
        text = wrapped(label, size, 12 * size, 1)[0]
        long, apart = width(text, size), radius + 2
        for dx, dy, anchor in (
            (apart, 0.36 * size, "start"), (-apart, 0.36 * size, "end"),
            (0.0, -apart - DESCENT * size, "middle"), (0.0, apart + ASCENT * size, "middle"),
        ):  # fmt: skip
            begin = x + dx - {"start": 0.0, "end": long, "middle": long / 2}[anchor]
            box = Box(begin, y + dy - ASCENT * size, begin + long, y + dy + DESCENT * size, text)
            inside = (
                frame.left <= box.left
                and box.right <= frame.right
                and frame.top <= box.top
                and box.bottom <= frame.bottom
            )
            if inside and not any(meet(box, other) for other in taken):
                canvas.text(x + dx, y + dy, text, size=size, anchor=anchor, fill=INK)
                taken.append(box)
                break
        else:
            without += 1
    return without


def scatter(
    points: Iterable[Point | tuple[Any, ...]],
    *,
    names: tuple[str, str],
    title: str,
    scale_across: Range | None = SCORES,
    heading: str = "",
    **common: Any,
) -> Scatter:
    """Make a scatter plot.

    :param points: ``(label, x, y)``, ``(label, x, y, group)`` or ``Point(...)``; the first ones are named first
    :param names: what x (across) and y (upwards) are
    :param scale_across: the scale of x; None: by the values. ``scale`` is the one of y
    :param heading: what labels are, for the table
    :param common: what every figure has, see ``Figure``
    """
    made = tuple(each._replace(x=value_of(each.x), y=value_of(each.y)) for each in (Point(*point) for point in points))
    return Scatter(title=title, points=made, names=names, scale_across=scale_across, heading=heading, **common)
