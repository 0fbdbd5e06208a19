"""Tick: yes or no, true or false."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from policyindex.files.fields import Number
from policyindex.problems import Location, problem
from policyindex.questions.question import AnswerValue, Parsed, Question
from policyindex.questions.words import ENGLISH, word

_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")


class Tick(Question):
    """Yes or no."""

    kind: Literal["tick"]
    """Says that this is a tick."""
    points: Number = Decimal(1)
    """Points of a tick; without it 0."""

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read true or false."""
        if text.lower() in (*_TRUE, *_FALSE):
            return text.lower() in _TRUE, None, None
        return None, None, problem("answers-not-true-or-false", where, value=text, indicator=key)

    def complaint(self, value: object) -> str:
        """Take true and false, and nothing that only looks like one of them."""
        return "" if isinstance(value, bool) else f"'{value}' is neither True nor False"

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of a tick, or 0."""
        return self.points_by_code()[self.code_of(value)]

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points without a tick and with it."""
        return 0.0, float(self.points)

    def code_of(self, value: AnswerValue) -> int:
        """Give 1 for a tick."""
        return int(bool(value))

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Say whether it applies."""
        keys = ("ticked", "applies") if value else ("not_ticked", "does_not_apply")
        return word(keys[0], language), word(keys[1], language)
