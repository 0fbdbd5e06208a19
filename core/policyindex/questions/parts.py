"""What the two kinds share whose answer is a list of sub-options that apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from policyindex.files.fields import Model, Title
from policyindex.problems import Location, hint, listing, problem
from policyindex.questions.question import AnswerValue, Parsed, Question
from policyindex.questions.words import ENGLISH, word

NONE = "none"
"""What files write where none of the sub-options applies."""


class SubOption(Model):
    """One of several things to tick below a question."""

    text: Title
    """What is the case where it is ticked."""


class PartsQuestion(Question):
    """A question whose sub-options are ticked one by one; its points go by how many apply."""

    several: ClassVar[bool] = True

    @property
    def choices(self) -> Mapping[str, str]:
        """The texts of the sub-options by their codes."""
        return {code: part.text for code, part in self.parts.items()}

    @property
    def parts(self) -> Mapping[str, SubOption]:
        """The sub-options by their codes."""
        raise NotImplementedError

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read codes joined by semicolons, or ``none``."""
        chosen = [] if text == NONE else [part.strip() for part in text.split(";") if part.strip()]
        for each in chosen:
            if each not in self.parts:
                known = list(self.parts)
                values = {"value": each, "indicator": key, "known": listing(known), "hint": hint(each, known)}
                return None, None, problem("answers-sub-option-unknown", where, **values)
        return tuple(dict.fromkeys(chosen)), None, None

    def complaint(self, value: object) -> str:
        """Take a tuple of codes; an empty one says that none applies."""
        if not isinstance(value, tuple):
            return f"'{value}' is not a tuple of sub-options"
        unknown = [each for each in value if each not in self.parts]
        return f"'{unknown[0]}' is not a sub-option; there are: {listing(self.parts)}" if unknown else ""

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of as many sub-options."""
        return self.points_by_code()[self.code_of(value)]

    def code_of(self, value: AnswerValue) -> int:
        """Count the sub-options that apply, each once."""
        return len(set(value)) if isinstance(value, tuple) else 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Say how many apply, and which."""
        texts = [part.text for code, part in self.parts.items() if isinstance(value, tuple) and code in value]
        return word("of_apply", language, count=len(texts), total=len(self.parts)), listing(texts)
