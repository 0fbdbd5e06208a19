"""Indicators: questions, the five kinds of answers they take, and the points of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from policyindex.instruments.models.fields import (
    Code,
    Count,
    Flag,
    Id,
    Model,
    Number,
    Period,
    Source,
    Text,
    Title,
)

SINGLE_CHOICE = "single_choice"


class Collected(Model):
    """In which periods something is collected; at most one of the two lists is given."""

    collected_in: tuple[Period, ...] = ()
    """The only periods in which this is collected; empty: all."""
    not_collected_in: tuple[Period, ...] = ()
    """Periods in which this is not collected: nothing is missing there, and it has no score."""

    def is_always_collected(self) -> bool:
        """Tell whether no period is excepted."""
        return not (self.collected_in or self.not_collected_in)

    def is_collected(self, period: str) -> bool:
        """Tell whether this is collected in a period (its label)."""
        if self.collected_in:
            return period in self.collected_in
        return period not in self.not_collected_in


class Option(Model):
    """One answer to choose, with its points; the order of printing says nothing about the points."""

    points: Number
    """What choosing it earns."""
    text: Title
    """What is the case where this option fits, in words an expert can check."""
    sources: tuple[Source, ...] = ()
    """The standards behind this option."""


class SubOption(Model):
    """One of several things to tick below a question."""

    text: Title
    """What is the case where it is ticked."""


class Grade(Model):
    """Points from this number of ticked sub-options upwards."""

    count: Count
    """Number of ticks from which this grade holds; the first grade starts at 0."""
    points: Number
    """What it earns."""


class Goalposts(Model):
    """Fixed ends of a numeric indicator: ``worst`` earns 0, ``best`` 100, linear between, cut outside."""

    worst: Number
    """The value that earns 0; it may be the higher number."""
    best: Number
    """The value that earns 100."""


class Threshold(Model):
    """Points from this value upwards."""

    from_: Annotated[Number, Field(alias="from")]
    """The lowest value that earns these points; below the first threshold it is 0."""
    points: Number
    """What it earns."""


class Question(Collected):
    """What every indicator has."""

    label: Title
    """Its short name in tables."""
    question: Title
    """What is asked, as a whole sentence."""
    help: Text = ""
    """What counts, what does not, where to look."""
    facets: Mapping[Id, Code | tuple[Code, ...]] = {}
    """Facet values, such as ``area: a``; a facet may have several."""
    ask_per: tuple[Id, ...] = ()
    """Facets whose every value (or combination) gets an answer of its own."""
    scored: Flag = True
    """false: asked for context, counts nowhere."""
    sources: tuple[Source, ...] = ()
    """The standards that the best option meets."""
    todo: Text = ""
    """What to do where the answer is not the best one."""

    def facet_values(self, facet: str) -> tuple[str, ...]:
        """Give the values of one facet, none if the indicator has none."""
        values = self.facets.get(facet, ())
        return (values,) if isinstance(values, str) else tuple(values)


class SingleChoice(Question):
    """One option is ticked."""

    kind: Literal["single_choice"] = "single_choice"
    """The kind that is meant where none is given."""
    options: Mapping[Code, Option]
    """The answers to choose from, by code; at least two."""
    default: Code | None = None
    """The option that "no policy exists" means."""


class Tick(Question):
    """Yes or no."""

    kind: Literal["tick"]
    """Says that this is a tick."""
    points: Number = Decimal(1)
    """Points of a tick; without it 0."""


class AtLeast(Question):
    """A tick that counts itself: at least so many sub-options apply."""

    kind: Literal["at_least"]
    """Says that sub-options are ticked and counted against a minimum."""
    at_least: Annotated[Count, Field(ge=1)]
    """How many have to apply."""
    sub_options: Annotated[Mapping[Code, SubOption], Field(min_length=1)]
    """The things to tick, by code."""
    points: Number = Decimal(1)
    """Points where enough apply; otherwise 0."""


class GradedCount(Question):
    """Points by the number of sub-options that apply."""

    kind: Literal["graded_count"]
    """Says that points rise with the number of ticks."""
    sub_options: Annotated[Mapping[Code, SubOption], Field(min_length=1)]
    """The things to tick, by code."""
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    """Points by number of ticks, rising from 0."""


class NumberQuestion(Question):
    """A number: turned into points by goalposts or thresholds, or taken as it is."""

    kind: Literal["number"]
    """Says that the answer is a number."""
    unit: Text = ""
    """What is counted, such as weeks."""
    goalposts: Goalposts | None = None
    """The ends of a linear scale from 0 to 100; not together with thresholds."""
    thresholds: tuple[Threshold, ...] = ()
    """Points by value, rising; not together with goalposts."""


def _kind(value: Any) -> str:
    kind = value.get("kind", SINGLE_CHOICE) if isinstance(value, Mapping) else getattr(value, "kind", "")
    return kind if isinstance(kind, str) else ""


Indicator = Annotated[
    Annotated[SingleChoice, Tag("single_choice")]
    | Annotated[Tick, Tag("tick")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[GradedCount, Tag("graded_count")]
    | Annotated[NumberQuestion, Tag("number")],
    Discriminator(_kind),
]
