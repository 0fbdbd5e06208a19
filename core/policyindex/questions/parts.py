"""What the two kinds share whose answer is a list of sub-options that apply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Self

from policyindex.files.fields import Code, Model, Title
from policyindex.locales import ENGLISH, meanings, word
from policyindex.locales.listing import listed
from policyindex.problems import Location, hint, listing, problem
from policyindex.questions import truth
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.choosing import code_of
from policyindex.questions.faults import CellFaultError, Fault
from policyindex.questions.question import Parsed, Question
from policyindex.questions.slips import advice, code_meant, date_fault, is_date, respelled
from policyindex.questions.written import NONE


class SubOption(Model):
    """One of several things to tick below a question."""

    text: Title
    """What is the case where it is ticked."""


class PartsQuestion(Question):
    """A question whose sub-options are ticked one by one; its points go by how many apply."""

    takes: ClassVar[Takes] = Takes.CODES
    if TYPE_CHECKING:
        sub_options: Mapping[Code, SubOption]

    @property
    def choices(self) -> Mapping[str, str]:
        """The texts of the sub-options by their codes."""
        return {code: part.text for code, part in self.sub_options.items()}

    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read codes joined by semicolons, or ``none``."""
        if is_date(text):
            return None, None, date_fault(key, text, listing(self.sub_options), self.sub_options, where)
        given = [] if text == NONE else [part.strip() for part in text.split(";") if part.strip()]
        chosen = []
        for each in given or ([] if text == NONE else [text]):  # a lone semicolon says nothing
            meant = each if each in self.sub_options else code_meant(each, self.sub_options)
            if meant is None:
                values = {"value": each, "indicator": key, "known": listing(self.sub_options)}
                advised = advice(each, self.sub_options) if len(given) == 1 else hint(each, self.sub_options)
                return None, None, problem("answers-sub-option-unknown", where, **values, hint=advised)
            chosen.append(meant)
        fault = None if given == chosen else respelled(key, text, "; ".join(chosen), where)
        return tuple(dict.fromkeys(chosen)), None, fault

    def complaint(self, value: object) -> str:
        """Take a tuple of codes; an empty one says that none applies."""
        if not isinstance(value, tuple):
            return f"'{value}' is not a tuple of sub-options"
        unknown = [each for each in value if each not in self.sub_options]
        return f"'{unknown[0]}' is not a sub-option; there are: {listing(self.sub_options)}" if unknown else ""

    def points_of(self, value: AnswerValue) -> float:
        """Give the points of as many sub-options."""
        return self.points_by_code()[self.code_of(value)]

    def code_of(self, value: AnswerValue) -> int:
        """Count the sub-options that apply, each once."""
        return len(set(value)) if isinstance(value, tuple) else 0

    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Say how many apply, and which."""
        texts = [part.text for code, part in self.sub_options.items() if isinstance(value, tuple) and code in value]
        return word("of_apply", language, count=len(texts), total=len(self.sub_options)), listed(texts, language)

    def told(self) -> Iterator[str]:
        """List the sub-options."""
        yield from (f"- {code}: {part.text}" for code, part in self.sub_options.items())

    def trials(self, beside: Iterable[float] = ()) -> tuple[AnswerValue, ...]:
        """Give none, the first, the first two, ...: what counts is how many apply."""
        return tuple(tuple(self.sub_options)[:count] for count in range(len(self.sub_options) + 1))

    def example(self, *, first: bool) -> AnswerValue:
        """Tick all first."""
        return tuple(self.sub_options) if first else ()

    def faults(self) -> Iterator[Fault]:
        """Keep the word for none of them."""
        if NONE in self.sub_options:
            yield Fault("sub-option-reserved", ("sub_options", NONE), {}, at_key=True)

    def recoded(self, codes: Mapping[str, str]) -> Self:
        """Call the sub-options otherwise."""
        return self.model_copy(update={"sub_options": {codes[code]: part for code, part in self.sub_options.items()}})

    def in_words(self, value: AnswerValue, language: str) -> str:
        """Give the texts of those that apply."""
        texts = [text for code, text in self.choices.items() if isinstance(value, tuple) and code in value]
        return "; ".join(texts) or word("none_of_these", language)

    def in_short(self, value: AnswerValue, language: str) -> str:
        """Give the codes of those that apply."""
        return "; ".join(value) if isinstance(value, tuple) and value else word("none", language)

    def typed(self, text: str, language: str) -> str | None:
        """Find one sub-option by its number or code, or the word for none of them."""
        found = code_of(self.choices, text)
        return NONE if found is None and text.lower() in (NONE, "0", word("none", language)) else found

    def written(self, text: str, language: str) -> str:
        """Join several, however they are separated."""
        codes = filter(None, re.split(r"[;,\s]+", text))
        return "; ".join(code_of(self.choices, code) or code for code in codes)

    def instruction(self, language: str, *, points: bool) -> str:
        """Point to the cells of the sub-options."""
        return word("tick_below", language)

    def entries(self, language: str) -> tuple[str, ...]:
        """Offer to say that none applies."""
        return (word("none_of_these", language),)

    def cells(self, value: AnswerValue, language: str) -> Mapping[str, str]:
        """Write yes or no for each, or that none applies."""
        chosen = value if isinstance(value, tuple) else ()
        if not chosen:
            return {"": word("none_of_these", language)}
        return {part: word("yes" if part in chosen else "no", language) for part in self.sub_options}

    def from_cells(self, texts: Mapping[str, str], language: str) -> AnswerValue:
        """Give those that apply; once one is answered, those left empty do not apply."""
        text = texts[""]
        parts = {part: truth.from_cell(texts[part], language, part) for part in self.sub_options if texts[part]}
        ticked = tuple(part for part, applies in parts.items() if applies)
        if not text:
            return ticked if parts else None
        if text.casefold() in {NONE, *meanings("none_of_these")}:
            if ticked:
                raise CellFaultError("questionnaire-none-and-some", value=text, parts=listing(ticked))
            return ()
        codes = [code.strip() for code in text.split(";") if code.strip()]
        if parts or not codes or not set(codes) <= set(self.sub_options):
            expected = f"{word('none_of_these', language)}, or nothing here and answers below"
            raise CellFaultError("questionnaire-answer-unknown", value=text, expected=expected)
        return tuple(dict.fromkeys(codes))

    def boxes(self, language: str, *, points: bool) -> tuple[str, ...]:
        """Give a box a sub-option, and one for none of them."""
        return *self.choices.values(), word("none_of_these", language)

    def box_note(self, language: str, *, points: bool) -> str:
        """Ask for all that apply."""
        return word("tick_all", language)
