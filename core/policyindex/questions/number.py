"""Number: transformed, then turned into points by a scale, or counted as it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from policyindex.files.fields import Number, Text
from policyindex.locales import ENGLISH, word
from policyindex.problems import Location, Problem, problem
from policyindex.questions import transforms
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.counting import Counting, counting, through
from policyindex.questions.faults import CellFaultError, Fault
from policyindex.questions.limits import Limits, is_far
from policyindex.questions.number_faults import number_faults
from policyindex.questions.question import Parsed, Question, is_countable
from policyindex.questions.rule import Rule
from policyindex.questions.scales import Goalposts, Point, Threshold
from policyindex.questions.transforms import Transform
from policyindex.questions.written import text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WRITTEN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


class NumberQuestion(Question):
    """A number: turned into points by one scale (goalposts, thresholds or piecewise), or taken as it is."""

    kind: Literal["number"]
    """Says that the answer is a number."""
    unit: Text = ""
    """What is counted, such as weeks."""
    transform: tuple[Transform, ...] = ()
    """What becomes of the number before it is counted, in this order; the values of its scale stand in the unit of the
    answer and are transformed likewise."""
    goalposts: Goalposts | None = None
    """The ends of a linear scale from 0 to 100."""
    thresholds: tuple[Threshold, ...] = ()
    """Points by value, rising."""
    piecewise: tuple[Point, ...] = ()
    """Points at values, rising, with straight lines between them; outside, those of the nearer end."""
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
        if self.transform and (undefined := self.counting.undefined(number)):
            values = {"value": text, "indicator": key, "transform": undefined}
            return None, None, problem("answers-number-transform", where, **values)
        return number, None, self._doubt(key, text, number, where)

    def _doubt(self, key: str, text: str, number: float, where: Location) -> Problem | None:
        posts = self.goalposts
        if posts is None or not is_far(number, float(posts.worst), float(posts.best)):
            return None
        ends = {"worst": f"{posts.worst:f}", "best": f"{posts.best:f}", "points": f"{self.points_of(number):g}"}
        return problem("answers-number-far", where, value=text, indicator=key, **ends)

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Read points; of a number that counts as it is they are the number itself."""
        if not (self.goalposts or self.thresholds or self.piecewise or self.transform):
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
        if not self.limits.hold(value):
            return f"{value} cannot be an answer: {self.limits.told()}"
        undefined = self.counting.undefined(value)
        return f"{value} has no {undefined} that can be counted with" if undefined else ""

    @cached_property
    def counting(self) -> Counting:
        """How numbers become points."""
        steps = tuple(map(transforms.step_of, self.transform))
        return counting(steps, self.goalposts, self.thresholds, self.piecewise)

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of a number."""
        import numpy as np

        return float(self.points_of_numbers(np.array([float(str(value))]))[0])

    def code_of(self, value: AnswerValue) -> int:
        """Numbers are not counted out."""
        return 0

    def points_of_numbers(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of many numbers at once; NaN stays NaN."""
        return self.counting.points(values)

    @cached_property
    def _extent(self) -> tuple[float, float]:
        """The fewest and the most points; NaN without a limit."""
        return self.counting.extent(self.limits)

    def best(self) -> tuple[float, int]:
        """Give the highest end of the scale; without one there is no limit."""
        return self._extent[1], 0

    def worst(self) -> tuple[float, int]:
        """Give the lowest end of the scale; without one there is no limit."""
        return self._extent[0], 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give the number with its unit."""
        return f"{value} {self.unit}".strip(), ""

    def rule(self) -> Rule:
        """Count by transforms and a scale; what the scale holds is transformed already."""
        counting = self.counting
        low, high = counting.cut
        return Rule(
            unit=self.unit,
            transform=counting.steps,
            goalposts=counting.ends,
            lowest=low if math.isfinite(low) else None,
            highest=high if math.isfinite(high) else None,
            grades=counting.grades,
            lines=counting.lines,
            least=None if self.minimum is None else float(self.minimum),
            most=None if self.maximum is None else float(self.maximum),
        )

    def told(self) -> Iterator[str]:
        """Tell the transforms, and the thresholds, the goalposts or the piecewise scale."""
        posts = self.goalposts
        if self.transform:
            yield f"transformed: {', then '.join(transforms.told(self.counting.steps))}"
        if self.thresholds:
            yield ", ".join(f"from {each.from_:f} = {each.points:f}" for each in self.thresholds)
        if self.piecewise:
            yield f"{', '.join(f'{each.at:f} = {each.points:f}' for each in self.piecewise)}, on lines between"
        ends = f", {posts.worst:f} = 0 and {posts.best:f} = 100" if posts else ""
        cut = {"both": "", "worst": ", cut at 0 only", "best": ", cut at 100 only", "none": ", not cut"}
        ends += cut[posts.clip] if posts else ""
        limits = self.limits.told()
        yield f"a number{f' in {self.unit}' if self.unit else ''}{f', {limits}' if limits else ''}{ends}"

    def counted_by(self, value: AnswerValue, language: str) -> Iterator[str]:
        """Tell what each transform makes of a number, and the scale that counts the last."""
        number = float(str(value))
        steps = self.counting.steps
        for count, name in enumerate(transforms.told(steps), 1):
            yield word("rule.step", language, step=name, value=f"{through(steps[:count], [number])[0]:g}")
        posts, points = self.goalposts, f"{self.points_of(value):g}"
        if posts and (self.transform or posts.clip != "both"):
            ends = {"worst": f"{posts.worst:f}", "best": f"{posts.best:f}"}
            yield word("rule.goalposts", language, points=points, **ends)
        if self.piecewise:
            yield word("rule.piecewise", language, points=points)

    def example(self, *, first: bool) -> AnswerValue:
        """Take the best end of the scale first; without one, 0 and 1."""
        posts = self.goalposts
        values = [each.from_ for each in self.thresholds] or [each.at for each in self.piecewise]
        scale = [posts.best, posts.worst] if posts else values[::-1]
        wished = float(scale[0 if first else -1]) if scale else float(not first)
        low, high = self.limits
        wished = wished if high is None else min(wished, float(high))
        return wished if low is None else max(wished, float(low))

    def faults(self) -> Iterator[Fault]:
        """Ask for one scale, with two ends or rising, and for transforms that tell its values apart."""
        return number_faults(self)

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
        if self.transform and (undefined := self.counting.undefined(number)):
            raise CellFaultError("questionnaire-number-transform", value=text, transform=undefined)
        return number
