"""The context file: series of other publishers, and records about units, each linked to what is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from policyindex.files.fields import Id, InstrumentId, Model, Reference, Text, Title
from policyindex.units.groups import first_day

_DAY, _DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def _day(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(_DAY, value) or first_day(value) is None:
        raise ValueError("a day such as 2026-03-31")
    return value


def _date(value: str) -> str:
    if not re.fullmatch(_DATE, value) or first_day(value) is None:
        raise ValueError("a day such as 2026-03-31, a month such as 2026-03, or a year in quotes such as '2026'")
    return value


Day = Annotated[Title, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": f"^{_DAY}$"})]
Date = Annotated[Title, AfterValidator(_date), WithJsonSchema({"type": "string", "pattern": f"^{_DATE}$"})]


class Licence(Model):
    """What may be done with somebody's data."""

    name: Title
    """Its name, such as CC BY 4.0."""
    redistribution: Literal["allowed", "forbidden", "unknown"]
    """Whether values may be passed on. Only where it is allowed any report shows them; correlations are always shown."""
    url: Text = ""
    """Where to read it."""


class Series(Model):
    """Numbers of another publisher, a value a unit and period, such as another index or a statistic."""

    title: Title
    """What it is, as its publisher calls it."""
    source: Title
    """Who publishes it."""
    edition: Title
    """Which edition or release it was taken from."""
    retrieved: Day
    """The day on which it was taken, such as 2026-03-31."""
    unit: Title
    """What a value is measured in, such as points from 0 to 1, or persons."""
    licence: Licence
    """What may be done with it."""
    basis: Literal["analysis", "perception", "statistics"]
    """analysis: of laws and facts by experts; perception: what people or experts think; statistics: what was counted."""
    best: Literal["highest", "lowest", "neither"] = "neither"
    """Which end of it is the good one; it is said beside correlations, whose sign stays as it is."""
    url: Text = ""
    """Where to find it."""
    overlaps: Mapping[Reference, Title] = {}
    """Nodes or indicators of the instrument that measure some of the same, by id, and what that is; a correlation with
    them is flagged."""
    draws_on: Mapping[Id, Title] = {}
    """Other series of this file that this one is made of or shares contents with, by id, and how; they are no second
    witness."""
    data: Title
    """A table beside this file: CSV with the columns unit, period and value, and low and high where an interval is
    published."""


class Record(Model):
    """What every record has."""

    unit: Title
    """The code of the unit that it is about."""
    indicators: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """Ids of the indicators that it tells about; a node stands for all below it."""
    source: Title
    """Where it is published."""
    url: Text = ""
    """Where to read it."""


class Ratification(Record):
    """Where a unit stands with a treaty; a date that is left out has not come."""

    treaty: Title
    """The treaty's name."""
    signed: Date | None = None
    """When it was signed."""
    ratified: Date | None = None
    """When it was ratified or acceded to."""
    in_force: Date | None = None
    """Since when it is in force for the unit."""
    reservations: tuple[Title, ...] = ()
    """Reservations and declarations, one by one."""


class _Finding(Record):
    title: Title
    """Its title."""
    date: Date
    """When it was published or decided: a day, a month, or a year in quotes."""
    finding: Title
    """What it says about these indicators, in a sentence or two."""
    result: Literal["supports", "contradicts", "neither"] = "neither"
    """Whether it supports or contradicts what the unit's answers say."""


class TreatyReport(_Finding):
    """A report to a treaty body, by it, or beside the official one."""

    treaty: Title
    """The treaty that it reports on."""
    body: Title
    """The body that watches over the treaty."""
    by: Literal["state", "treaty_body", "others"]
    """state: the official report to the body; treaty_body: the body's own; others: a shadow report of organisations or
    academics."""


class Decision(_Finding):
    """A complaint, an opinion or a ruling."""

    kind: Literal["complaint", "opinion", "ruling"]
    """complaint: lodged, not decided; opinion: of a body that does not bind; ruling: of a court."""
    body: Title
    """The body or court."""


class Research(_Finding):
    """Research that tells about the same."""

    authors: Title
    """Who did it."""


class Criteria(Model):
    """The five criteria of the evaluation grid of the SPRING project, each judged in words."""

    inclusivity_and_participation: Title
    """Whom it reaches, and who has a say in it."""
    relevance_and_complementarity: Title
    """Which need it meets, and what it adds to other measures."""
    effectiveness: Title
    """What it has reached."""
    sustainability: Title
    """What keeps it going."""
    partnership_and_coordination: Title
    """Who works together, and how."""


class DocumentedPractice(_Finding):
    """A practice in the one agreed format, so that practices can be compared and taken over."""

    result: Literal["supports", "contradicts", "neither"]
    """Whether it supports or contradicts what the unit's answers say."""
    circumstances: Title
    """What it depended on there and then."""
    structure: Title
    """How it is organised."""
    budget: Title
    """What it costs, and who pays."""
    success_factors: Annotated[tuple[Title, ...], Field(min_length=1)]
    """What made it work, or would have, one by one."""
    criteria: Criteria
    """How it stands on the five criteria."""


class ContextFile(Model):
    """What places an index among others: series, and records linked to what is asked. Nothing of it enters a score."""

    format: Literal[1]
    """The version of this format."""
    context: InstrumentId
    """Its name: small letters, digits and hyphens."""
    title: Title
    """What it brings together."""
    instrument: Text = ""
    """The instrument whose nodes and indicators it names, such as ``mipex-national``, or one edition of it; needed where
    it names some."""
    series: Mapping[Id, Series] = {}
    """Series of other publishers, by id."""
    ratifications: tuple[Ratification, ...] = ()
    """Treaties: signed, ratified, in force, with which reservations."""
    reports: tuple[TreatyReport, ...] = ()
    """Reports to and by treaty bodies, and shadow reports."""
    decisions: tuple[Decision, ...] = ()
    """Complaints, opinions and rulings."""
    research: tuple[Research, ...] = ()
    """Research."""
    practices: tuple[DocumentedPractice, ...] = ()
    """Practices, in the one format."""

    @property
    def records(self) -> Mapping[str, tuple[Record, ...]]:
        """Give the records by the list that they stand in."""
        names = ("ratifications", "reports", "decisions", "research", "practices")
        return {name: getattr(self, name) for name in names}
