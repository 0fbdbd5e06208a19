"""Waterfalls: how one value becomes another, step by step."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from policyindex.reports.figures.axis import Axis, across, scale_of
from policyindex.reports.figures.figure import Figure, value_of
from policyindex.reports.figures.measure import LINE, widest, wrapped
from policyindex.reports.figures.palette import DARK, INK, LIGHT, QUIET
from policyindex.reports.figures.rows import edges_of, label_room, middle_of, signed
from policyindex.reports.figures.svg import Canvas
from policyindex.reports.report import Column, Table

TOTAL = "#6b6b6b"


class Step(NamedTuple):
    """What is added (or taken away, below 0) on the way, or a total; None: nobody knows."""

    label: str
    value: float | None


class _Drawn(NamedTuple):
    """A row: from where to where, and what stands beside it."""

    label: str
    start: float
    end: float
    said: str
    total: bool


@dataclass(frozen=True, kw_only=True)
class Waterfall(Figure):
    """A total, the steps from it, and the total that they lead to."""

    start: Step
    steps: tuple[Step, ...]
    end: Step
    heading: tuple[str, str]

    @property
    def table(self) -> Table:
        """Give a row a step, with the totals."""
        columns = (Column("label", self.heading[0]), self.column("value", self.heading[1]))
        return Table(self.key, columns, (self.start, *self.steps, self.end), title=self.title)

    @property
    def description(self) -> str:
        """Say where it begins and ends, and each step."""
        steps = "; ".join(f"{row.label} {row.said}" for row in self._drawn() if not row.total)
        values = {"start": self.shown(self.start.value), "end": self.shown(self.end.value), "steps": steps}
        return self.word("waterfall", first=self.start.label, last=self.end.label, **values)

    def remarks(self) -> tuple[str, ...]:
        """Say where the axis does not begin at 0."""
        return self.from_where(self._scale()[0])

    def _drawn(self) -> Iterator[_Drawn]:
        at = self.start.value or 0.0
        yield _Drawn(self.start.label, 0.0, at, self.shown(at), total=True)
        for step in self.steps:
            said = self.word("none") if step.value is None else signed(self.shown(abs(step.value)), step.value)
            yield _Drawn(step.label, at, at + (step.value or 0.0), said, total=False)
            at += step.value or 0.0
        end = self.end.value or 0.0
        yield _Drawn(self.end.label, 0.0, end, self.shown(end), total=True)

    def _scale(self) -> tuple[float, float]:
        return scale_of(self.scale, [row.end for row in self._drawn()], zero=False)

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw a row for each total and step, with thin lines from one to the next."""
        look, rows = canvas.look, list(self._drawn())
        labels = label_room([row.label for row in rows], look, 0.42 * look.inner)
        numbers = widest([row.said for row in rows], look.size)
        start, right = look.margin + labels + 2 * look.gap, look.margin + look.inner
        axis = Axis(self._scale(), start, right - numbers - 2 * look.gap)
        texts = [wrapped(row.label, look.size, labels, 3) for row in rows]
        edges = edges_of(texts, look, top)
        end = across(canvas, axis, top, edges[-1])
        middles = [sum(pair) / 2 for pair in pairwise(edges)]
        for row, (middle, after) in zip(rows, pairwise(middles)):  # noqa: B905 - the last row leads nowhere
            canvas.line(axis.at(row.end), middle, axis.at(row.end), after, QUIET)
        for row, lines, middle in zip(rows, texts, middles, strict=True):
            begin = middle - LINE * look.size * len(lines) / 2
            canvas.text_lines(start - look.gap, begin, lines, size=look.size, anchor="end")
            self._bar(canvas, row, axis, middle)
            canvas.text(right, middle_of(middle, look.size), row.said, size=look.size, anchor="end", fill=INK)
        return end

    def _bar(self, canvas: Canvas, row: _Drawn, axis: Axis, middle: float) -> None:
        thick = canvas.look.bar
        if row.total and axis.scale[0] > 0:  # a bar would say that its length counts from 0
            canvas.mark("diamond", axis.at(row.end), middle, thick / 2.4, TOTAL)
            return
        left, right = sorted((axis.at(row.start), axis.at(row.end)))
        colour = TOTAL if row.total else DARK if row.end >= row.start else LIGHT
        canvas.rect(left, middle - thick / 2, max(right - left, 1.0), thick, colour)


def waterfall(
    start: Step | tuple[str, float],
    steps: Iterable[Step | tuple[str, float | None]],
    end: Step | tuple[str, float],
    *,
    title: str,
    heading: tuple[str, str] = ("", ""),
    **common: Any,
) -> Waterfall:
    """Make a waterfall of a change.

    :param start: ``(label, value)`` from which it begins
    :param steps: ``(label, change)``, in the order in which they are shown; they have to add up
    :param end: ``(label, value)`` that it leads to
    :param heading: what labels and values are, for the table
    :param common: what every figure has, see ``Figure``; with ``scale=None`` the axis begins near the values, and says so
    :raises ValueError: where the steps do not lead from the start to the end, or one of these is missing
    """
    first, last = (Step(label, value_of(value)) for label, value in (start, end))
    made = tuple(Step(label, value_of(value)) for label, value in steps)
    if first.value is None or last.value is None:
        raise ValueError("a waterfall needs the value that it begins with and the one that it leads to")
    reached = math.fsum([first.value, *(each.value or 0.0 for each in made)])
    size = max(abs(first.value), *(abs(each.value or 0.0) for each in made), abs(last.value), 1.0)
    if abs(reached - last.value) > 1e-6 * size:
        raise ValueError(f"the steps lead to {reached:g}, not to {last.value:g}: name what is left as a step")
    return Waterfall(title=title, start=first, steps=made, end=last, heading=heading, **common)
