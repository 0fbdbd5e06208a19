"""What a study needs from an instrument: units, blocks, scoping, short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.instruments.models.fields import Code, Count, Id, Model, Reference, Text, Title
from policyindex.instruments.models.nodes import Where


class Units(Model):
    """What the units are and which codes they carry."""

    scheme: Title
    """ISO 3166-1, NUTS, LAU, or one that a plugin registers, such as ``iso-3166-1``."""
    vintage: Text = ""
    label: Title
    """What one unit is called, such as country or region."""


class FacetValue(Model):
    """One value of a facet."""

    label: Title
    description: Text = ""


class Facet(Model):
    """A classification of indicators."""

    label: Title
    values: Annotated[Mapping[Code, FacetValue | Title], Field(min_length=1)]

    def label_of(self, value: str) -> str:
        """Give the label of one value."""
        found = self.values[value]
        return found if isinstance(found, str) else found.label


class Block(Model):
    """The part of the questionnaire that one pair of experts works on."""

    label: Title
    of: tuple[Reference, ...] | Where


class ScopingAnswer(Model):
    """One answer to a scoping question."""

    text: Title


class ScopingQuestion(Model):
    """Asked once per study and facet value, before any score is compared."""

    question: Title
    help: Text = ""
    answers: Annotated[Mapping[Code, ScopingAnswer], Field(min_length=2)]


class ScopingRule(Model):
    """The first rule whose ``when`` fits decides whether a facet value is in, out or partly in scope."""

    when: Mapping[Id, Code | tuple[Code, ...]] = {}
    scope: Literal["in", "out", "partly"]
    only: Mapping[Id, Code | tuple[Code, ...]] = {}
    """For ``partly``: the facet values, such as ``stage: implementation``, that stay in scope."""


class Scoping(Model):
    """Which values of one facet a unit has the competence for."""

    facet: Id
    questions: Annotated[Mapping[Id, ScopingQuestion], Field(min_length=1)]
    rules: Annotated[tuple[ScopingRule, ...], Field(min_length=1)]


class Coverage(Model):
    """Every combination of values of these facets keeps at least so many questions."""

    facets: Annotated[tuple[Id, ...], Field(min_length=1)]
    minimum: Annotated[Count, Field(ge=1)] = 1


class ShortForm(Model):
    """A subset of the indicators that stands for the whole."""

    label: Title
    indicators: Annotated[tuple[Reference, ...], Field(min_length=1)]
    covers: Coverage | None = None
