"""At least: enough of several sub-options apply, or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Count, Number
from policyindex.locales import ENGLISH, word
from policyindex.questions.asked import AnswerValue
from policyindex.questions.faults import Fault
from policyindex.questions.parts import PartsQuestion, SubOption
from policyindex.questions.rule import Rule


class AtLeast(PartsQuestion):
    """A tick that counts itself: at least so many sub-options apply."""

    kind: Literal["at_least"]
    """Says that sub-options are ticked and counted against a minimum."""
    at_least: Annotated[Count, Field(ge=1)]
    """How many have to apply."""
    sub_options: Annotated[Mapping[Code, SubOption], Field(min_length=1)]
    """The things to tick, by code."""
    points: Number = Decimal(1)
    """Points where enough apply; otherwise 0."""

    @property
    def needed(self) -> int:
        """How many have to apply."""
        return int(self.at_least)

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of 0, 1, 2, ... sub-options."""
        counts = range(len(self.sub_options) + 1)
        return tuple(float(self.points) if count >= self.at_least else 0.0 for count in counts)

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Say how many apply, how many have to, and which do."""
        shown, texts = super().described(value, language)
        return f"{shown}; {word('at_least_count', language, count=self.at_least)}", texts

    def rule(self) -> Rule:
        """Count from the minimum."""
        return Rule(points=float(self.points), at_least=self.needed)

    def told(self) -> Iterator[str]:
        """Tell the minimum, and list the sub-options."""
        yield f"at least {self.at_least} of {len(self.sub_options)} = {self.points:f}"
        yield from super().told()

    def faults(self) -> Iterator[Fault]:
        """Ask for a minimum that can be reached."""
        yield from super().faults()
        if self.at_least > len(self.sub_options):
            values: dict[str, object] = {"wanted": self.at_least, "count": len(self.sub_options)}
            yield Fault("at-least-too-many", ("at_least",), values)

    def box_note(self, language: str, *, points: bool) -> str:
        """Tell who assess themselves from which number it counts."""
        note = super().box_note(language, points=points)
        return f"{note} {word('counts_from', language, count=self.at_least)}" if points else note
