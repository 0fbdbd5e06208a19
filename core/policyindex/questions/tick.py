"""Tick: yes or no, true or false."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from policyindex.files.fields import Number
from policyindex.locales import ENGLISH, word
from policyindex.problems import Location, problem
from policyindex.questions import truth
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.choosing import earned
from policyindex.questions.question import Parsed, Question
from policyindex.questions.rule import Rule
from policyindex.questions.slips import advice
from policyindex.questions.written import text_of


class Tick(Question):
    """Yes or no."""

    kind: Literal["tick"]
    """Says that this is a tick."""
    points: Number = Decimal(1)
    """Points of a tick; without it 0."""
    takes: ClassVar[Takes] = Takes.TRUTH

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read true or false."""
        applies = truth.in_file(text)
        if applies is not None:
            return applies, None, None
        values = {"value": text, "indicator": key, "hint": advice(text)}
        return None, None, problem("answers-not-true-or-false", where, **values)

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

    def rule(self) -> Rule:
        """Count the tick's points."""
        return Rule(points=float(self.points))

    def told(self) -> Iterator[str]:
        """Tell what a tick earns."""
        yield f"tick = {self.points:f}"

    def trials(self, beside: Iterable[float] = ()) -> tuple[AnswerValue, ...]:
        """Give no and yes."""
        return False, True

    def example(self, *, first: bool) -> AnswerValue:
        """Tick it first."""
        return first

    def in_words(self, value: AnswerValue, language: str) -> str:
        """Say yes or no."""
        return word("yes" if value else "no", language)

    def in_short(self, value: AnswerValue, language: str) -> str:
        """Say yes or no."""
        return self.in_words(value, language)

    def offered(self, language: str) -> Mapping[str, str]:
        """Offer yes and no."""
        return {text_of(each): self.in_words(each, language) for each in (True, False)}

    def typed(self, text: str, language: str) -> str | None:
        """Take yes and no, and their numbers."""
        applies = truth.typed(text, language)
        return None if applies is None else text_of(applies)

    def instruction(self, language: str, *, points: bool) -> str:
        """Name yes and no."""
        return " / ".join(self.entries(language))

    def entries(self, language: str) -> tuple[str, ...]:
        """Offer yes and no."""
        return tuple(self.offered(language).values())

    def cells(self, value: AnswerValue, language: str) -> Mapping[str, str]:
        """Write yes or no."""
        return {"": self.in_words(value, language)}

    def from_cells(self, texts: Mapping[str, str], language: str) -> AnswerValue:
        """Read yes or no, in any language."""
        return truth.from_cell(texts[""], language) if texts[""] else None

    def boxes(self, language: str, *, points: bool) -> tuple[str, ...]:
        """Give a box for yes and one for no."""
        yes, no = self.entries(language)
        return yes + (earned(self.points, language) if points else ""), no
