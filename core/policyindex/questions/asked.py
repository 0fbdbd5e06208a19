"""What each kind of question says wherever it is asked, filled in, described or compared."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Self

from policyindex.locales import ENGLISH, word
from policyindex.questions.backing import Backing
from policyindex.questions.faults import Fault
from policyindex.questions.limits import Limits
from policyindex.questions.rule import Rule
from policyindex.questions.written import text_of

AnswerValue = str | float | bool | tuple[str, ...] | None
"""What answers a question: an option code, a number, true or false, codes of sub-options."""


class Takes(StrEnum):
    """What an answer is made of: forms and pages have one way of asking for each."""

    CODE = "code"
    CODES = "codes"
    TRUTH = "truth"
    NUMBER = "number"


class Asked(ABC):
    """The part of a question's interface that words and forms need; languages are codes such as ``de``."""

    takes: ClassVar[Takes]

    @property
    def choices(self) -> Mapping[str, str]:
        """The texts of the options or sub-options by their codes; none for ticks and numbers."""
        return {}

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes of what is answered one by one, each with yes or no; none for most kinds."""
        return tuple(self.choices) if self.takes is Takes.CODES else ()

    @property
    def option_points(self) -> Mapping[str, Decimal]:
        """The points of the options by their codes, as they were written; none without options."""
        return {}

    @property
    def option_statuses(self) -> Mapping[str, str]:
        """The statuses of the options that have one instead of points, by their codes."""
        return {}

    @property
    def measured_in(self) -> str:
        """The unit of a number; empty where there is none."""
        return ""

    @property
    def limits(self) -> Limits:
        """What can be an answer, of numbers; the others have no limits."""
        return Limits()

    @property
    def needed(self) -> int:
        """How many sub-options have to apply; 0 where they are not counted against a minimum."""
        return 0

    @property
    def option_backing(self) -> Mapping[str, Backing]:
        """The standards and sources behind options, by their codes; only of options that name some."""
        return {}

    @abstractmethod
    def rule(self) -> Rule:
        """Give the rule from answer to points; points of options are their own."""

    @abstractmethod
    def told(self) -> Iterator[str]:
        """Give lines that tell what can be answered and what it earns."""

    @abstractmethod
    def example(self, *, first: bool) -> AnswerValue:
        """Give an answer from the one end or the other, to try an instrument with."""

    def faults(self) -> Iterator[Fault]:
        """Give what is stated that cannot be."""
        yield from ()

    def recoded(self, codes: Mapping[str, str]) -> Self:
        """Give the question with its options or sub-options called otherwise: the new code by the old one, all of them."""
        return self

    def is_default(self, value: AnswerValue) -> bool:
        """Tell whether an answer is the one that says that no policy exists."""
        return False

    # In words

    @abstractmethod
    def described(self, value: AnswerValue, language: str = ENGLISH) -> tuple[str, str]:
        """Give an answer as a table shows it, and its meaning."""

    def points_described(self, points: float, language: str = ENGLISH) -> str:
        """Say what points without an answer are."""
        return word("points_alone", language)

    def counted_by(self, value: AnswerValue, language: str) -> Iterator[str]:
        """Tell the steps from an answer to its points, where there is more than one."""
        yield from ()

    @abstractmethod
    def in_words(self, value: AnswerValue, language: str) -> str:
        """Give an answer as an expert reads it, without codes and points."""

    # On the screen, where answers are typed

    def in_short(self, value: AnswerValue, language: str) -> str:
        """Give an answer in one line, as those who fill in know it: with codes."""
        return text_of(value)

    def offered(self, language: str) -> Mapping[str, str]:
        """Give the texts of what can be answered, by the answer as files write it; none where it is a number."""
        return self.choices

    @abstractmethod
    def typed(self, text: str, language: str) -> str | None:
        """Give the answer that is called exactly so, as files write it; None: there is none."""

    def written(self, text: str, language: str) -> str:
        """Give any other text that was typed as files write it; what is no answer stays as it is."""
        return text

    # In a workbook or on paper

    @abstractmethod
    def instruction(self, language: str, *, points: bool) -> str:
        """Say in a workbook what can be answered.

        :param points: show what options earn, as those may see who assess themselves
        """

    @abstractmethod
    def entries(self, language: str) -> tuple[str, ...]:
        """Give what the question's own cell offers to choose from; none where it is a number."""

    @abstractmethod
    def cells(self, value: AnswerValue, language: str) -> Mapping[str, str]:
        """Give the texts of the cells that hold an answer: the question's own under ``""``, others under their parts."""

    @abstractmethod
    def from_cells(self, texts: Mapping[str, str], language: str) -> AnswerValue:
        """Read the same cells as people fill them in; None: they are empty.

        :raises CellFaultError: for a text that is no answer
        """

    def renewed(self, text: str) -> str:
        """Give the text of the question's own cell as it is written now, where earlier questionnaires wrote it otherwise."""
        return text

    def boxes(self, language: str, *, points: bool) -> tuple[str, ...]:
        """Give the texts beside the boxes on paper; none where a number is written."""
        return ()

    def box_note(self, language: str, *, points: bool) -> str:
        """Say how many boxes may be ticked."""
        return word("tick_one", language)
