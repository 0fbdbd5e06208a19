"""Single choice: one of several options, each with its points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from policyindex.files.fields import Code, Model, Number, Source, Title
from policyindex.problems import Location, hint, listing, problem
from policyindex.questions.question import OFF_LIST, AnswerValue, Parsed, Question
from policyindex.questions.words import ENGLISH, word


class Option(Model):
    """One answer to choose, with its points; the order of printing says nothing about the points."""

    points: Number
    """What choosing it earns."""
    text: Title
    """What is the case where this option fits, in words an expert can check."""
    sources: tuple[Source, ...] = ()
    """The standards behind this option."""


class SingleChoice(Question):
    """One option is ticked."""

    kind: Literal["single_choice"] = "single_choice"
    """The kind that is meant where none is given."""
    options: Mapping[Code, Option]
    """The answers to choose from, by code; at least two."""
    default: Code | None = None
    """The option that "no policy exists" means."""

    @property
    def choices(self) -> Mapping[str, str]:
        """The texts of the options by their codes."""
        return {code: option.text for code, option in self.options.items()}

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read an option's code, or its points."""
        if in_points:
            return self.parse_points(key, text, where)
        if text in self.options:
            return text, None, None
        known = list(self.options)
        values = {"value": text, "indicator": key, "known": listing(known), "hint": hint(text, known)}
        return None, None, problem("answers-option-unknown", where, **values)

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Find the option that has these points; points of no option, or of several, are kept with a warning."""
        number, fault = self.parse_number(key, text, where)
        if number is None:
            return None, None, fault
        same = self._with_points(number)
        if len(same) == 1:
            return same[0], None, None
        code = "answers-code-needed" if same else "answers-off-list"
        return None, number, problem(code, where, value=text, indicator=key, expected=self.expected_points())

    def hint_for(self, text: str) -> str:
        """Tell those who write codes where points belong."""
        return " Option codes belong into a long file; here the cells hold points." if text in self.options else ""

    def expected_points(self) -> str:
        """List the points of the options."""
        return "one of " + listing(dict.fromkeys(f"{option.points:f}" for option in self.options.values()))

    def complaint(self, value: object) -> str:
        """Take the code of an option."""
        if isinstance(value, str) and value in self.options:
            return ""
        return f"'{value}' is not an option; there are: {listing(self.options)}"

    def points_of(self, value: AnswerValue) -> float:
        """Give the option's points."""
        return float(self.options[str(value)].points)

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of the options in their order."""
        return tuple(float(option.points) for option in self.options.values())

    def code_of(self, value: AnswerValue) -> int:
        """Count options from 0."""
        return list(self.options).index(str(value))

    def chosen(self, value: AnswerValue, points: float | None) -> int:
        """Find the option: the one answered unless other points were given, or the only one with the points."""
        if points is None or (value is not None and self.points_of(value) == points):
            return self.code_of(value)
        same = self._with_points(points)
        return self.code_of(same[0]) if len(same) == 1 and value is None else OFF_LIST

    def is_default(self, value: AnswerValue) -> bool:
        """Compare with the option that the indicator names as its default."""
        return self.default is not None and value == self.default

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give the code and its text."""
        return str(value), self.options[str(value)].text

    def points_described(self, points: float, language: str = ENGLISH) -> str:
        """Say how many options the points belong to."""
        same = self._with_points(points)
        return word(("points_off_list", "points_alone", "points_of_several")[min(len(same), 2)], language)

    def _with_points(self, points: float) -> list[str]:
        return [code for code, option in self.options.items() if float(option.points) == points]
