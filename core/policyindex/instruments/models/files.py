"""The four kinds of files: instrument, a part of one, strand, translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from policyindex.instruments.models.classification import BandScale, Typology
from policyindex.instruments.models.fields import (
    Edition,
    Flag,
    Id,
    InstrumentId,
    Language,
    Model,
    Number,
    Reference,
    Text,
    Title,
)
from policyindex.instruments.models.indicators import Indicator
from policyindex.instruments.models.method import Analysis, DataMapping, Implementation, Planning
from policyindex.instruments.models.nodes import Base, Derived, Node, Target, Tree
from policyindex.instruments.models.studies import Block, Facet, Scoping, ShortForm, Units


class StepUse(Model):
    """A preparation of the numbers of some indicators before aggregation; see ``policyindex plugins list``."""

    step: Id
    indicators: tuple[Reference, ...] = ()
    """Empty: all scored indicators."""
    parameters: Mapping[Id, Number] = {}


class FragmentFile(Model):
    """A part of an instrument, named in its ``include``."""

    indicators: Mapping[Id, Indicator] = {}
    nodes: Mapping[Id, Node] = {}


class InstrumentFile(FragmentFile):
    """An instrument: questions, options, and how answers become scores."""

    format: Literal[1]
    id: InstrumentId
    edition: Edition
    title: Title
    description: Text = ""
    citation: Text = ""
    licence: Text = ""
    source_language: Language = "en"
    published: Flag = False
    """true: this edition never changes again."""
    self_assessment: Flag = False
    """true: answers come from the assessed unit itself; always labelled so, never ranked."""
    extends: Base | None = None
    """The instrument, in one edition, whose indicators and nodes are used here beside one's own."""
    include: tuple[Title, ...] = ()
    """Files beside this one that hold more indicators and nodes."""
    units: Units | None = None
    wide_cells: Literal["points", "codes"] = "codes"
    """What the cells of a wide answer file hold for single-choice indicators."""
    strategy: Id = "aggregate"
    steps: tuple[StepUse, ...] = ()
    facets: Mapping[Id, Facet] = {}
    blocks: Mapping[Id, Block] = {}
    derived: tuple[Derived, ...] = ()
    trees: Annotated[Mapping[Id, Tree], Field(min_length=1)]
    bands: Mapping[Id, BandScale] = {}
    typologies: Mapping[Id, Typology] = {}
    targets: tuple[Target, ...] = ()
    scoping: Scoping | None = None
    short_forms: Mapping[Id, ShortForm] = {}
    planning: Planning | None = None
    """Step 1 behind the instrument: purpose, definition, beneficiaries, partners."""
    mapping: DataMapping | None = None
    """Step 2: data sources and impediments."""
    analysis: Analysis | None = None
    """Step 3: areas for improvement and standards."""
    implementation: Implementation | None = None
    """Step 4: what each indicator is for; benchmarks, best practice. None of the steps decides a score."""


class StrandFile(FragmentFile):
    """Indicators and nodes that somebody adds to an instrument, composed only on request."""

    format: Literal[1]
    strand: InstrumentId
    edition: Edition
    title: Title
    description: Text = ""
    extends: Base
    block: Title
    """Label of the strand's block of the questionnaire."""
    roots: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """The strand's nodes to report beside the base's roots."""
    include: tuple[Title, ...] = ()


class TranslatedText(Model):
    """One text, with the hash of the source text it was made from."""

    source: Text
    text: Text
    """Empty: not translated yet."""


class TranslationFile(Model):
    """The texts of an instrument in another language."""

    format: Literal[1]
    language: Language
    instrument: Title
    """Its reference, such as ``regin-checklist@handbook-2022``."""
    reviewed_by: Text = ""
    """Who has checked the whole translation; empty: unreviewed, and shown as such."""
    texts: Mapping[Text, TranslatedText]
