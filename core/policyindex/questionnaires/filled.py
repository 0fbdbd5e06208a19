"""What came back of a questionnaire, whatever format it was written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from policyindex.answers.record import Answer
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, Problem
from policyindex.questionnaires.form import Item

GROUPS = ("answer", "comment", "references")
"""What is compared one by one: the answer with its status and cause, the comment, the references."""


class Head(NamedTuple):
    """What a questionnaire says of itself."""

    instrument: str
    """The full reference, such as ``mipex-regional@own-2026``."""
    scoring_hash: str
    text_hash: str
    language: str
    unit: str
    period: str
    last_period: str = ""
    questions: str = ""
    """How many questions it was written with; empty: it does not say."""


class Opened(NamedTuple):
    """The instrument that a questionnaire belongs to, and what to know of it."""

    instrument: Instrument
    warnings: tuple[Problem, ...] = ()
    answers: AnswerSet | None = None
    """What stands now; None: nobody knows, and only what can be seen counts."""


class Returned(NamedTuple):
    """One question that came back: the item as it went out, and what was made of it."""

    item: Item
    """With what stood in the form, as far as that is known or claimed: it is compared with, and no answer is taken from it."""
    answer: Answer | None
    """None: nothing is said."""
    places: Mapping[str, Location]
    """Where each group stands; one that is not among them is not in the file, and stays as it is."""
    confirms: bool = True
    """false: an answer that repeats the last round's does not confirm it."""


@dataclass(frozen=True)
class Filled:
    """A questionnaire that came back."""

    head: Head
    instrument: Instrument
    returned: tuple[Returned, ...]
    """Only questions without errors."""
    problems: tuple[Problem, ...] = ()
    bare: bool = False
    """It does not say what it was written with: it is compared with what stands now."""
    typed: bool = False
    """Whoever filled it in said which unit it is: perhaps by its name."""
