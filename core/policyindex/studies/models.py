"""The study file: which units one round covers, what they answer for, and the country each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Id, InstrumentId, Model, Number, Period, Text, Title


class ContextFigure(Model):
    """A figure that places a country, such as its national index; it is shown beside scores and enters none."""

    label: Title
    """What it is."""
    value: Number
    """The figure."""
    source: Title
    """Who published it, and when."""


class Country(Model):
    """What the units of a study lie in; its scoping answers hold for each of its units that gives no others."""

    label: Title
    """Its name."""
    competences: Text = ""
    """How competences are divided, for the profiles of its units."""
    scoping: Mapping[Code, Mapping[Id, Code]] = {}
    """Answers to the scoping questions: by facet value, such as a policy area, then by question."""
    context: tuple[ContextFigure, ...] = ()
    """Figures that place it, shown in profiles."""


class StatedType(Model):
    """The type that a publisher gives a unit in the study's period."""

    type: Id
    """The id of the type in the typology."""
    source: Title
    """Who states it, and where."""


class StudyUnit(Model):
    """One unit of the study."""

    label: Text = ""
    """Its name in tables; empty: its code."""
    country: Code | None = None
    """The code of its country among ``countries``."""
    competences: Text = ""
    """What this unit decides by itself, for its profile."""
    scoping: Mapping[Code, Mapping[Id, Code]] = {}
    """Scoping answers of its own, where they differ from its country's."""
    types: Mapping[Id, StatedType] = {}
    """By typology the type that somebody has published; it is shown instead of one that is worked out by cut-offs."""


class StudyFile(Model):
    """A study: an edition, a period, units, and the scoping answers that come before any comparison."""

    format: Literal[1]
    """The version of this format."""
    study: InstrumentId
    """Its name: small letters, digits and hyphens."""
    title: Title
    """What is printed with results."""
    instrument: Title
    """The edition, such as ``mipex-regional@own-2026``."""
    period: Period
    """The label that its answers carry as their period."""
    periods: tuple[Period, ...] = ()
    """Labels of periods in their order in time; they go before those that the instrument declares."""
    reference_date: Text = ""
    """The day whose law is described, such as 2026-06-30."""
    short_form: Id | None = None
    """Only the questions of this short form are asked."""
    basket: Literal["common", "own"] = "common"
    """common: units are compared on what all of them are in competence for; own: each on its own competences."""
    groups: Text = ""
    """A table of groups of units beside this file, as the instrument may name one under ``units``."""
    countries: Mapping[Code, Country] = {}
    """What the units lie in, by code."""
    units: Annotated[Mapping[Annotated[str, Field(min_length=1, strict=True)], StudyUnit], Field(min_length=1)]
    """The units that are compared, by the code that their answers carry."""
