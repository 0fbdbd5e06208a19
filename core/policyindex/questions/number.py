"""Number: turned into points by goalposts or thresholds, or counted as it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Model, Number, Text
from policyindex.problems import Location
from policyindex.questions.question import AnswerValue, Parsed, Question, is_countable
from policyindex.questions.words import ENGLISH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FULL = 100.0
"""What the better goalpost earns."""


class Goalposts(Model):
    """Fixed ends of a numeric indicator: ``worst`` earns 0, ``best`` 100, linear between, cut outside."""

    worst: Number
    """The value that earns 0; it may be the higher number."""
    best: Number
    """The value that earns 100."""


class Threshold(Model):
    """Points from this value upwards."""

    from_: Annotated[Number, Field(alias="from")]
    """The lowest value that earns these points; below the first threshold it is 0."""
    points: Number
    """What it earns."""


class NumberQuestion(Question):
    """A number: turned into points by goalposts or thresholds, or taken as it is."""

    kind: Literal["number"]
    """Says that the answer is a number."""
    unit: Text = ""
    """What is counted, such as weeks."""
    goalposts: Goalposts | None = None
    """The ends of a linear scale from 0 to 100; not together with thresholds."""
    thresholds: tuple[Threshold, ...] = ()
    """Points by value, rising; not together with goalposts."""

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read a number with a decimal point."""
        number, fault = self.parse_number(key, text, where)
        return number, None, fault

    def expected_points(self) -> str:
        """Name the unit."""
        return f"a number ({self.unit})" if self.unit else "a number"

    def complaint(self, value: object) -> str:
        """Take a finite number, and no text or truth value that could be turned into one."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"'{value}' is not a number"
        return "" if is_countable(value) else f"{value} is not a number that can be counted with"

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of a number."""
        number = float(str(value))
        if self.goalposts is not None:
            worst, best = float(self.goalposts.worst), float(self.goalposts.best)
            return min(FULL, max(0.0, (number - worst) / (best - worst) * FULL))
        if self.thresholds:
            reached = [each.points for each in self.thresholds if float(each.from_) <= number]
            return float(reached[-1]) if reached else 0.0
        return number

    def code_of(self, value: AnswerValue) -> int:
        """Numbers are not counted out."""
        return 0

    def points_of_numbers(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of many numbers at once; NaN stays NaN."""
        import numpy as np

        found: NDArray[np.float64] = values
        if self.goalposts is not None:
            worst, best = float(self.goalposts.worst), float(self.goalposts.best)
            found = np.clip((values - worst) / (best - worst) * FULL, 0.0, FULL) + 0.0
        elif self.thresholds:
            starts = [float(each.from_) for each in self.thresholds]
            points = np.array([0.0, *(float(each.points) for each in self.thresholds)])
            found = points[np.searchsorted(starts, values, side="right")]
            found[np.isnan(values)] = np.nan
        return found

    def best(self) -> tuple[float, int]:
        """Give the highest end of the scale; without one there is no limit."""
        if self.thresholds:
            return max(float(each.points) for each in self.thresholds), 0
        return (FULL if self.goalposts else math.nan), 0

    def worst(self) -> tuple[float, int]:
        """Give the lowest end of the scale; without one there is no limit."""
        if self.thresholds:
            return min(0.0, *(float(each.points) for each in self.thresholds)), 0
        return (0.0 if self.goalposts else math.nan), 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give the number with its unit."""
        return f"{value} {self.unit}".strip(), ""
