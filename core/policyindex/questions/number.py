"""Number: transformed, then turned into points by a scale, or counted as it is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from policyindex.files.fields import Number, Reference, Text, Title
from policyindex.locales import ENGLISH, word
from policyindex.problems import Location, Problem, problem
from policyindex.questions import transforms
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.counting import Counting, counting, extent_of
from policyindex.questions.faults import CellFaultError, Fault
from policyindex.questions.limits import Limits, is_far
from policyindex.questions.number_faults import number_faults
from policyindex.questions.number_words import number_told, scale_told
from policyindex.questions.question import Parsed, Question, is_countable
from policyindex.questions.rule import Rule
from policyindex.questions.scales import Goalposts, Point, Threshold
from policyindex.questions.spread import spread
from policyindex.questions.transforms import Transform
from policyindex.questions.written import text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WRITTEN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


class NumberQuestion(Question):
    """A number: turned into points by one scale (goalposts, for all or by group of units, thresholds or piecewise), or taken as it is."""

    kind: Literal["number"]
    """Says that the answer is a number."""
    unit: Text = ""
    """What is counted, such as weeks."""
    per: Reference = ""
    """The id of another question with a number: this one is divided by the answer of the same unit and period before
    anything else, so that transforms and scales are about the quotient. Without an answer above 0 it has no points."""
    transform: tuple[Transform, ...] = ()
    """What becomes of the number before it is counted, in this order; the values of its scale stand in the unit of the
    answer and are transformed likewise."""
    goalposts: Goalposts | None = None
    """The ends of a linear scale from 0 to 100."""
    goalposts_by_group: Mapping[Title, Goalposts] = {}
    """In place of ``goalposts``: others for the units of each group, such as ``EU27_2020``, by its id. A unit is looked
    for in this order, by who is a member in the period; ``other`` is for those in none of them."""
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

    @property
    def divided_by(self) -> str:
        """The denominator."""
        return self.per

    @property
    def groups(self) -> tuple[str, ...]:
        """Those with goalposts of their own."""
        return tuple(self.goalposts_by_group)

    @cached_property
    def _by_group(self) -> Mapping[str, NumberQuestion]:
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            group: self.model_construct(**{**fields, "goalposts": posts})  # a copy would keep what is worked out
            for group, posts in self.goalposts_by_group.items()
        }

    def in_group(self, group: str) -> NumberQuestion:
        """Give the question with the goalposts of a group."""
        return self._by_group[group]

    @property
    def is_scaled(self) -> bool:
        """A transform or a scale."""
        return bool(self.goalposts or self.goalposts_by_group or self.thresholds or self.piecewise or self.transform)

    def with_ids(self, called: Callable[[str], str]) -> Self:
        """Give the question with its denominator called otherwise."""
        return self.model_copy(update={"per": called(self.per)}) if self.per else self

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
        if self.transform and (undefined := self._undefined(number)):
            values = {"value": text, "indicator": key, "transform": undefined}
            return None, None, problem("answers-number-transform", where, **values)
        return number, None, self._doubt(key, text, number, where)

    def _doubt(self, key: str, text: str, number: float, where: Location) -> Problem | None:
        posts = self.goalposts
        if posts is None or self.per or not is_far(number, float(posts.worst), float(posts.best)):
            return None
        ends = {"worst": f"{posts.worst:f}", "best": f"{posts.best:f}", "points": f"{self.points_of(number):g}"}
        return problem("answers-number-far", where, value=text, indicator=key, **ends)

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Read points; of a number that counts as it is they are the number itself."""
        if not (self.is_scaled or self.per):
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
        undefined = self._undefined(value)
        return f"{value} has no {undefined} that can be counted with" if undefined else ""

    def _undefined(self, number: float) -> str:
        """Name the transform that an answer cannot go through; of a quotient the answer alone says nothing."""
        return "" if self.per else self.counting.undefined(number)

    @cached_property
    def counting(self) -> Counting:
        """How numbers become points."""
        steps = tuple(map(transforms.step_of, self.transform))
        return counting(steps, self.goalposts, self.thresholds, self.piecewise)

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of a number; of one that is divided first, those of the quotient."""
        import numpy as np

        return float(self.points_of_numbers(np.array([float(str(value))]))[0])

    def code_of(self, value: AnswerValue) -> int:
        """Numbers are not counted out."""
        return 0

    def points_of_numbers(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of many numbers (or quotients) at once; NaN stays NaN."""
        return self.counting.points(values)

    @cached_property
    def _extent(self) -> tuple[float, float]:
        """The fewest and the most points; NaN without a limit."""
        if self.goalposts_by_group and not self.goalposts:
            ends = [each._extent for each in self._by_group.values()]
            return extent_of(ends)
        return self.counting.extent(self.limits.of_quotient if self.per else self.limits)

    def best(self) -> tuple[float, int]:
        """Give the highest end of the scale; without one there is no limit."""
        return self._extent[1], 0

    def worst(self) -> tuple[float, int]:
        """Give the lowest end of the scale; without one there is no limit."""
        return self._extent[0], 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give the number with its unit."""
        return f"{text_of(value)} {self.unit}".strip(), ""

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
        """Tell what it is divided by, the transforms and the scale."""
        return scale_told(self)

    def counted_by(self, value: AnswerValue, language: str) -> Iterator[str]:
        """Tell what each transform makes of a number (or quotient), and the scale that counts the last."""
        return number_told(self, float(str(value)), language)

    def trials(self, beside: Iterable[float] = ()) -> tuple[AnswerValue, ...]:
        """Give numbers (quotients, where it is divided) from the one end to the other: of the scale, or of what can be given."""
        posts = self.goalposts or next(iter(self.goalposts_by_group.values()), None)
        knots = [each.from_ for each in self.thresholds] + [each.at for each in self.piecewise]
        knots += [posts.worst, posts.best] if posts else []
        limits = self.limits.of_quotient if self.per else self.limits
        tried = spread(map(float, knots), limits, beside)
        return tuple(each for each in tried if limits.hold(each) and not self.counting.undefined(each))

    def example(self, *, first: bool) -> AnswerValue:
        """Take the best end of the scale first; without one, 0 and 1."""
        posts = self.goalposts or next(iter(self.goalposts_by_group.values()), None)
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
        if undefined := self._undefined(number):
            raise CellFaultError("questionnaire-number-transform", value=text, transform=undefined)
        return number
