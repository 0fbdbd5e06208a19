"""Graded count: the more sub-options apply, the more points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Count, Model, Number
from policyindex.questions.parts import PartsQuestion, SubOption


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

    @property
    def parts(self) -> Mapping[str, SubOption]:
        """The sub-options by their codes."""
        return self.sub_options

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of 0, 1, 2, ... sub-options."""
        return tuple(
            float(next(grade.points for grade in reversed(self.grades) if grade.count <= count))
            for count in range(len(self.sub_options) + 1)
        )
