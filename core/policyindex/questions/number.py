"""Number: turned into points by goalposts or thresholds, or counted as it is."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from policyindex.files.fields import Model, Number, Text
from policyindex.locales import ENGLISH, word
from policyindex.problems import Location, Problem, problem
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.faults import CellFaultError, Fault
from policyindex.questions.limits import Limits, is_far
from policyindex.questions.question import Parsed, Question, is_countable
from policyindex.questions.rule import Rule
from policyindex.questions.written import text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WRITTEN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
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
    minimum: Number | None = None
    """The least number that can be an answer; a lower one, such as -99 for "unknown", is refused."""
    maximum: Number | None = None
    """The greatest number that can be an answer; a higher one is refused."""
    takes: ClassVar[Takes] = Takes.NUMBER

    @property
    def measured_in(self) -> str:
        """The unit."""
        return self.unit

    @cached_property
    def limits(self) -> Limits:
        """What can be an answer at all."""
        return Limits(self.minimum, self.maximum)

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read a number with a decimal point, within the limits; one far outside the goalposts is doubtful."""
        number, fault = self.parse_number(key, text, where)
        if number is None:
            return None, None, fault
        if not self.limits.hold(number):
            values = {"value": text, "indicator": key, "expected": self.expected_points()}
            return None, None, problem("answers-number-outside", where, **values)
        return number, None, self._doubt(key, text, number, where)

    def _doubt(self, key: str, text: str, number: float, where: Location) -> Problem | None:
        posts = self.goalposts
        if posts is None or not is_far(number, float(posts.worst), float(posts.best)):
            return None
        ends = {"worst": f"{posts.worst:f}", "best": f"{posts.best:f}", "points": f"{self.points_of(number):g}"}
        return problem("answers-number-far", where, value=text, indicator=key, **ends)

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Read points; without goalposts and thresholds they are the number itself."""
        if not self.goalposts and not self.thresholds:
            number, _, fault = self.parse(key, text, where)
            return None, number if isinstance(number, float) else None, fault
        return super().parse_points(key, text, where)

    def expected_points(self) -> str:
        """Name the limits and the unit."""
        limits = self.limits.told()
        about = " ".join(filter(None, (limits, self.unit)))
        return f"a number ({about})" if about else "a number"

    def complaint(self, value: object) -> str:
        """Take a finite number, and no text or truth value that could be turned into one."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"'{value}' is not a number"
        if not is_countable(value):
            return f"{value} is not a number that can be counted with"
        return "" if self.limits.hold(value) else f"{value} cannot be an answer: {self.limits.told()}"

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
        return (FULL if self.goalposts else _or_nan(self.maximum)), 0

    def worst(self) -> tuple[float, int]:
        """Give the lowest end of the scale; without one there is no limit."""
        if self.thresholds:
            return min(0.0, *(float(each.points) for each in self.thresholds)), 0
        return (0.0 if self.goalposts else _or_nan(self.minimum)), 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give the number with its unit."""
        return f"{value} {self.unit}".strip(), ""

    def rule(self) -> Rule:
        """Count by goalposts or thresholds."""
        posts = self.goalposts
        return Rule(
            unit=self.unit,
            goalposts=(float(posts.worst), float(posts.best)) if posts else None,
            grades=tuple((float(step.from_), float(step.points)) for step in self.thresholds),
            least=None if self.minimum is None else float(self.minimum),
            most=None if self.maximum is None else float(self.maximum),
        )

    def told(self) -> Iterator[str]:
        """Tell the thresholds or the goalposts."""
        posts = self.goalposts
        if self.thresholds:
            yield ", ".join(f"from {each.from_:f} = {each.points:f}" for each in self.thresholds)
        ends = f", {posts.worst:f} = 0 and {posts.best:f} = 100" if posts else ""
        limits = self.limits.told()
        yield f"a number{f' in {self.unit}' if self.unit else ''}{f', {limits}' if limits else ''}{ends}"

    def example(self, *, first: bool) -> AnswerValue:
        """Take the best end of the scale first; without one, 0 and 1."""
        posts = self.goalposts
        scale = [posts.best, posts.worst] if posts else [each.from_ for each in self.thresholds[::-1]]
        wished = float(scale[0 if first else -1]) if scale else float(not first)
        low, high = self.limits
        wished = wished if high is None else min(wished, float(high))
        return wished if low is None else max(wished, float(low))

    def faults(self) -> Iterator[Fault]:
        """Ask for one scale, with two ends or rising."""
        posts = self.goalposts
        if posts and posts.worst == posts.best:
            yield Fault("goalposts-equal", ("goalposts",), {"value": posts.worst}, at_key=True)
        elif posts and float(posts.worst) == float(posts.best):
            yield Fault("goalposts-too-close", ("goalposts",), posts.model_dump(), at_key=True)
        if posts and self.thresholds:
            yield Fault("number-two-scales", ("thresholds",), {}, at_key=True)
        faulty = self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum
        if faulty:
            values: dict[str, object] = {"least": self.minimum, "most": self.maximum}
            yield Fault("number-limits-reversed", ("maximum",), values, at_key=True)
        for value, path in () if faulty else self._on_the_scale():
            if not self.limits.hold(float(value)):
                yield Fault("number-scale-outside", path, {"value": f"{value:f}", "limits": self.limits.told()})
        if any(b.from_ <= a.from_ for a, b in itertools.pairwise(self.thresholds)):
            yield Fault("thresholds-unordered", ("thresholds",), {}, at_key=True)

    def _on_the_scale(self) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
        """Give the goalposts, each with its place."""
        if self.goalposts:
            yield self.goalposts.worst, ("goalposts", "worst")
            yield self.goalposts.best, ("goalposts", "best")

    def in_words(self, value: AnswerValue, language: str) -> str:
        """Give the number with its unit."""
        return f"{text_of(value)} {self.unit}".strip()

    def typed(self, text: str, language: str) -> str | None:
        """Know no number by name."""
        return None

    def written(self, text: str, language: str) -> str:
        """Take a decimal comma where a language has it."""
        return text.replace(",", ".") if language != ENGLISH and _DECIMAL_COMMA.fullmatch(text) else text

    def instruction(self, language: str, *, points: bool) -> str:
        """Ask for a number, and name the unit."""
        about = ", ".join(filter(None, (self.unit, self.limits.told(language))))
        return word("a_number", language) + (f" ({about})" if about else "")

    def entries(self, language: str) -> tuple[str, ...]:
        """Offer nothing to choose from."""
        return ()

    def cells(self, value: AnswerValue, language: str) -> Mapping[str, str]:
        """Write the number."""
        return {"": text_of(value)}

    def from_cells(self, texts: Mapping[str, str], language: str) -> AnswerValue:
        """Read a number, with a decimal comma too."""
        text = texts[""]
        if not text:
            return None
        number = float(text.replace(",", ".")) if _WRITTEN.fullmatch(text) else math.inf
        if not is_countable(number):
            raise CellFaultError("questionnaire-number", value=text)
        if not self.limits.hold(number):
            raise CellFaultError("questionnaire-number-outside", value=text, expected=self.expected_points())
        return number


def _or_nan(limit: Decimal | None) -> float:
    return math.nan if limit is None else float(limit)
