"""Single choice: one of several options, each with its points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict

from policyindex.files.fields import Code, Model, Number, Source, Title
from policyindex.locales import ENGLISH, word
from policyindex.problems import Location, hint, listing, problem, shorten
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.backing import Backing, StandardUses, renamed
from policyindex.questions.choosing import BETWEEN, ENTRY, code_of, earned, entry, lettered
from policyindex.questions.faults import CellFaultError, Fault
from policyindex.questions.question import Parsed, Question
from policyindex.questions.rule import Rule
from policyindex.questions.slips import advice, code_meant, date_fault, is_date, respelled


class Option(Model):
    """One answer to choose, with its points; the order of printing says nothing about the points."""

    points: Number | None = None
    """What choosing it earns; each option has points or a status."""
    status: Literal["not_applicable", "missing"] | None = None
    """What choosing it means instead of earning points: not_applicable leaves the denominator, missing is no answer."""
    text: Title
    """What is the case where this option fits, in words an expert can check."""
    sources: tuple[Source, ...] = ()
    """What stands behind this option and is said only here."""
    standards: StandardUses = ()
    """The standards of the instrument's list behind this option, by their ids."""

    @property
    def backing(self) -> Backing:
        """What stands behind it."""
        return Backing(self.sources, self.standards)


def _by_name(schema: dict[str, Any]) -> None:
    """Allow the names of shared lists, which are put in place before anything is read, in the schema of files."""
    name = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
    options = schema["properties"]["options"]
    (codes, option), *_ = options["patternProperties"].items()
    whole = {"type": "object", "oneOf": [{"required": ["points"]}, {"required": ["status"]}]}
    schema["properties"]["options"] = {
        "anyOf": [
            {**options, "patternProperties": {codes: {"anyOf": [option, {"type": "string", "minLength": 1}]}}},
            name,
        ],
        "title": options["title"],
    }
    schema["properties"]["points"] = {
        **name, "title": "Points", "description": "The name of a list in ``point_lists``; options are texts alone then.",
    }  # fmt: skip
    schema["if"] = {"not": {"required": ["points"]}}
    schema["then"] = {"properties": {"options": {"patternProperties": {codes: whole}}}}


class SingleChoice(Question):
    """One option is ticked."""

    model_config = ConfigDict(json_schema_extra=_by_name)

    kind: Literal["single_choice"] = "single_choice"
    """The kind that is meant where none is given."""
    options: Mapping[Code, Option]
    """The answers to choose from, by code, at least two; or the name of a list in ``option_lists``."""
    default: Code | None = None
    """The option that "no policy exists" means."""
    takes: ClassVar[Takes] = Takes.CODE

    @property
    def choices(self) -> Mapping[str, str]:
        """The texts of the options by their codes."""
        return {code: option.text for code, option in self.options.items()}

    @property
    def option_points(self) -> Mapping[str, Decimal]:
        """The points of the options by their codes."""
        return {code: option.points for code, option in self.options.items() if option.points is not None}

    @property
    def option_statuses(self) -> Mapping[str, str]:
        """The statuses of the options that have one, by their codes."""
        return {code: option.status for code, option in self.options.items() if option.status is not None}

    @property
    def option_backing(self) -> Mapping[str, Backing]:
        """The standards and sources behind options, by their codes."""
        return {code: option.backing for code, option in self.options.items() if option.backing}

    def rule(self) -> Rule:
        """Count by the options alone."""
        return Rule()

    def told(self) -> Iterator[str]:
        """List the options."""
        for code, option in self.options.items():
            default = " (this is 'no policy')" if code == self.default else ""
            earns = str(option.status).replace("_", " ") if option.points is None else f"{option.points:f}"
            yield f"{code} = {earns}: {option.text}{default}"

    def trials(self, beside: Iterable[float] = ()) -> tuple[AnswerValue, ...]:
        """Give every option."""
        return tuple(self.options)

    def example(self, *, first: bool) -> AnswerValue:
        """Choose the first option or the last."""
        return list(self.options)[0 if first else -1]

    def faults(self) -> Iterator[Fault]:
        """Ask for two options, each with points or a status, one of them with points, and for a default that is one."""
        if len(self.options) < 2:
            yield Fault("too-few-options", ("options",), {"count": len(self.options)}, at_key=True)
        for code, option in self.options.items():
            if (option.points is None) == (option.status is None):
                yield Fault("option-worth", ("options", code), {"option": code, "given": _worth(option)})
        if self.options and len(self.option_statuses) == len(self.options):
            yield Fault("options-without-points", ("options",), {}, at_key=True)
        if self.default is not None and self.default not in self.options:
            known = list(self.options)
            values: dict[str, object] = {
                "value": self.default,
                "known": listing(known),
                "hint": hint(self.default, known),
            }
            yield Fault("unknown-option", ("default",), values)

    def with_standards(self, called: Callable[[str], str]) -> Self:
        """Call the standards of the question and of its options otherwise."""
        options = {
            code: option.model_copy(update={"standards": renamed(option.standards, called)})
            for code, option in self.options.items()
        }
        return super().with_standards(called).model_copy(update={"options": options})

    def recoded(self, codes: Mapping[str, str]) -> Self:
        """Call the options otherwise, the default too."""
        options = {codes[code]: option for code, option in self.options.items()}
        default = None if self.default is None else codes[self.default]
        return self.model_copy(update={"options": options, "default": default})

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read an option's code, or its points."""
        if in_points:
            return self.parse_points(key, text, where)
        if text in self.options:
            return text, None, None
        if (meant := code_meant(text, self.options)) is not None:
            return meant, None, respelled(key, text, meant, where)
        known = listing(self.options)
        if is_date(text):
            return None, None, date_fault(key, text, known, self.options, where)
        values = {"value": text, "indicator": key, "known": known, "hint": advice(text, self.options)}
        return None, None, problem("answers-option-unknown", where, **values)

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Find the option that has these points; points of no option, or of several, are kept with a warning."""
        number, fault = self.parse_number(key, text, where)
        if number is None:
            return None, None, fault
        same = self._with_points(number)
        if len(same) == 1:
            return same[0], None, None
        if outside := self.outside(key, text, number, where):
            return None, None, outside
        code = "answers-code-needed" if same else "answers-off-list"
        return None, number, problem(code, where, value=text, indicator=key, expected=self.expected_points())

    def hint_for(self, text: str) -> str:
        """Tell those who write codes where points belong."""
        return " Option codes belong into a long file; here the cells hold points." if text in self.options else ""

    def expected_points(self) -> str:
        """List the points of the options."""
        return "one of " + listing(dict.fromkeys(f"{points:f}" for points in self.option_points.values()))

    def complaint(self, value: object) -> str:
        """Take the code of an option."""
        if isinstance(value, str) and value in self.options:
            return ""
        return f"'{value}' is not an option; there are: {listing(self.options)}"

    def points_of(self, value: AnswerValue) -> float:
        """Give the option's points; NaN where it has a status."""
        return _points(self.options[str(value)])

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of the options in their order; NaN for one with a status."""
        return tuple(map(_points, self.options.values()))

    def code_of(self, value: AnswerValue) -> int:
        """Count options from 0."""
        return list(self.options).index(str(value))

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

    def in_words(self, value: AnswerValue, language: str) -> str:
        """Give the option's text; an option that is gone is its code."""
        return self.choices.get(str(value), str(value))

    def in_short(self, value: AnswerValue, language: str) -> str:
        """Give the code and its text; an option that is gone is its code."""
        code = str(value)
        return f"{code}{BETWEEN}{self.options[code].text}" if code in self.options else code

    def typed(self, text: str, language: str) -> str | None:
        """Find the option by its number or code."""
        return code_of(self.choices, text)

    def instruction(self, language: str, *, points: bool) -> str:
        """List the options behind their letters."""
        return "\n".join(
            f"{letter}{BETWEEN}{option.text}{earned(option.points, language) if points else ''}"
            for letter, option in zip(self._letters.values(), self.options.values(), strict=True)
        )

    def entries(self, language: str) -> tuple[str, ...]:
        """Offer the options."""
        return tuple(self._entries().values())

    def cells(self, value: AnswerValue, language: str) -> Mapping[str, str]:
        """Show the option as the list does; one that is gone is its code."""
        return {"": self._entries().get(str(value), str(value))}

    def from_cells(self, texts: Mapping[str, str], language: str) -> AnswerValue:
        """Find the option by its letter, its code, its text, or its entry, even if its text has changed since."""
        text = texts[""]
        if not text or text in self.options:
            return text or None
        begun, _, said = text.partition(BETWEEN)
        for names in (text, said, begun):  # the words first: options may stand in another order by now
            for code, letter in self._letters.items():
                whole = self.options[code].text
                known = (letter, code) if names != said else ()
                if names and names.casefold() in map(str.casefold, (*known, whole, shorten(whole, ENTRY))):
                    return code
        raise CellFaultError("questionnaire-answer-unknown", value=text, expected=listing(self._entries().values()))

    def renewed(self, text: str) -> str:
        """Put an option's letter in place of its code, which entries began with in earlier questionnaires."""
        code, between, said = text.partition(BETWEEN)
        return f"{self._letters[code]}{between}{said}" if between and code in self.options else text

    @property
    def _letters(self) -> dict[str, str]:
        return lettered(self.options)

    def _entries(self) -> dict[str, str]:
        return {code: entry(letter, self.options[code].text) for code, letter in self._letters.items()}

    def boxes(self, language: str, *, points: bool) -> tuple[str, ...]:
        """Give a box an option."""
        return tuple(each.text + (earned(each.points, language) if points else "") for each in self.options.values())

    def _with_points(self, points: float) -> list[str]:
        return [code for code, option in self.options.items() if _points(option) == points]


def _points(option: Option) -> float:
    return math.nan if option.points is None else float(option.points)


def _worth(option: Option) -> str:
    return "neither points nor a status" if option.points is None else "both points and a status"
