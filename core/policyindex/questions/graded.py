"""Graded count: the more sub-options apply, the more points."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Count, Model, Number
from policyindex.questions.faults import Fault
from policyindex.questions.parts import PartsQuestion, SubOption
from policyindex.questions.rule import Rule


class Grade(Model):
    """Points from this number of ticked sub-options upwards."""

    count: Count
    """Number of ticks from which this grade holds; the first grade starts at 0."""
    points: Number
    """What it earns."""


class GradedCount(PartsQuestion):
    """Points by the number of sub-options that apply."""

    kind: Literal["graded_count"]
    """Says that points rise with the number of ticks."""
    sub_options: Annotated[Mapping[Code, SubOption], Field(min_length=1)]
    """The things to tick, by code."""
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    """Points by number of ticks, rising from 0."""

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of 0, 1, 2, ... sub-options."""
        return tuple(
            float(next(grade.points for grade in reversed(self.grades) if grade.count <= count))
            for count in range(len(self.sub_options) + 1)
        )

    def rule(self) -> Rule:
        """Count by grades."""
        return Rule(grades=tuple((float(grade.count), float(grade.points)) for grade in self.grades))

    def told(self) -> Iterator[str]:
        """Tell the grades, and list the sub-options."""
        yield ", ".join(f"from {grade.count} = {grade.points:f}" for grade in self.grades)
        yield from super().told()

    def faults(self) -> Iterator[Fault]:
        """Ask for grades that rise from 0 and can be reached."""
        yield from super().faults()
        counts, most = [grade.count for grade in self.grades], len(self.sub_options)
        if counts[0] != 0 or counts[-1] > most or any(b <= a for a, b in itertools.pairwise(counts)):
            values: dict[str, object] = {"counts": ", ".join(map(str, counts)), "count": most}
            yield Fault("grades-unordered", ("grades",), values, at_key=True)
