"""What a study needs from an instrument: units, blocks, scoping, short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.files.fields import Code, Count, Id, Model, Reference, Text, Title
from policyindex.instruments.models.nodes import Where


class Units(Model):
    """What the units are and which codes they carry."""

    scheme: Title
    """Countries: ``iso-3166-1`` (SE), ``iso-3166-1-alpha-3`` (SWE) or ``iso-3166-1-numeric`` (752); one that a plugin
    registers, or that ``file`` brings, such as ``nuts``. Codes of a scheme that nobody brings are taken as they are."""
    vintage: Text = ""
    """The version of the scheme, such as 2023."""
    label: Title
    """What one unit is called, such as country or region."""
    file: Text = ""
    """A table of units beside this file: CSV with the columns code and name, and if wanted parent, alias (several with
    semicolons), country (the ISO 3166-1 alpha-2 code of what it lies in) and note (said once where a report names the
    unit). It is the scheme, or adds to one that is registered."""
    parents: Literal["listed", "prefix"] = "listed"
    """prefix: a unit of the table lies in the one whose code is the beginning of its own, as ES51 lies in ES5; listed:
    only where its column ``parent`` says so."""
    groups: Text = ""
    """A table of groups beside this file: CSV with the columns group and unit, and if wanted from (a member from its
    first day), until (none any more from its first day), label, source and scheme."""


class FacetValue(Model):
    """One value of a facet."""

    label: Title
    """Its name in tables."""
    description: Text = ""
    """What falls under it, and what does not."""


class Facet(Model):
    """A classification of indicators."""

    label: Title
    """What the indicators are classified by."""
    values: Annotated[Mapping[Code, FacetValue | Title], Field(min_length=1)]
    """Its values, by code: a label, or a label with a description."""

    def label_of(self, value: str) -> str:
        """Give the label of one value."""
        found = self.values[value]
        return found if isinstance(found, str) else found.label


class Block(Model):
    """The part of the questionnaire that one pair of experts works on."""

    label: Title
    """Its name."""
    of: tuple[Reference, ...] | Where
    """Ids of its indicators, or a selection of them by facets."""


class ScopingAnswer(Model):
    """One answer to a scoping question."""

    text: Title
    """What is the case where this answer fits."""


class ScopingQuestion(Model):
    """Asked once per study and facet value, before any score is compared."""

    question: Title
    """What is asked, as a whole sentence."""
    help: Text = ""
    """What counts, where to look."""
    answers: Annotated[Mapping[Code, ScopingAnswer], Field(min_length=2)]
    """The answers to choose from, by code."""


class ScopingRule(Model):
    """The first rule whose ``when`` fits decides whether a facet value is in, out or partly in scope."""

    when: Mapping[Id, Code | tuple[Code, ...]] = {}
    """Question and answer, or several answers of which one is enough; empty: whatever is left."""
    scope: Literal["in", "out", "partly"]
    """What the facet value then is: asked whole, not at all, or in part."""
    only: Mapping[Id, Code | tuple[Code, ...]] = {}
    """For ``partly``: the facet values, such as ``stage: implementation``, that stay in scope."""


class Scoping(Model):
    """Which values of one facet a unit has the competence for."""

    facet: Id
    """The facet whose values are asked about one by one, such as area."""
    questions: Annotated[Mapping[Id, ScopingQuestion], Field(min_length=1)]
    """The questions, by id."""
    rules: Annotated[tuple[ScopingRule, ...], Field(min_length=1)]
    """Tried in this order; every combination of answers needs one."""


class Coverage(Model):
    """Every combination of values of these facets keeps at least so many questions."""

    facets: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facets that are combined."""
    minimum: Annotated[Count, Field(ge=1)] = 1
    """How many questions every combination keeps."""


class ShortForm(Model):
    """A subset of the indicators that stands for the whole."""

    label: Title
    """Its name."""
    indicators: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """Ids of its indicators."""
    covers: Coverage | None = None
    """What it must not leave out; checked."""
