"""At least: enough of several sub-options apply, or not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Count, Number
from policyindex.questions.parts import PartsQuestion, SubOption
from policyindex.questions.question import AnswerValue
from policyindex.questions.words import ENGLISH, word


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
    def parts(self) -> Mapping[str, SubOption]:
        """The sub-options by their codes."""
        return self.sub_options

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of 0, 1, 2, ... sub-options."""
        counts = range(len(self.sub_options) + 1)
        return tuple(float(self.points) if count >= self.at_least else 0.0 for count in counts)

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Say how many apply, how many have to, and which do."""
        shown, texts = super().described(value, language)
        return f"{shown}; {word('at_least_count', language, count=self.at_least)}", texts
