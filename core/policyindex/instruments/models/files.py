"""The four kinds of files: instrument, a part of one, strand, translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from policyindex.files.fields import (
    Decimals,
    Edition,
    Flag,
    Id,
    InstrumentId,
    Language,
    Model,
    Number,
    Period,
    Reference,
    Share,
    Text,
    Title,
)
from policyindex.instruments.models.classification import BandScale, Typology
from policyindex.instruments.models.lists import SharedLists
from policyindex.instruments.models.method import Analysis, DataMapping, Implementation, Planning, Standard
from policyindex.instruments.models.nodes import Base, Derived, Node, Target, Tree
from policyindex.instruments.models.studies import Block, Facet, Scoping, ShortForm, Units
from policyindex.questions.indicator import Indicator
from policyindex.questions.question import Authorities

StatusWord = Annotated[str, StringConstraints(strict=True, pattern=r"^\S+( \S+)*$")]
UnansweredStatus = Literal["missing", "not_applicable", "not_in_competence", "not_collected"]


StepParameter = Annotated[Number | Title, Field(union_mode="left_to_right")]


class StepUse(Model):
    """A preparation of the numbers of some indicators before aggregation; see ``policyindex plugins list``."""

    step: Id
    """Its name, such as ``min_max``."""
    indicators: tuple[Reference, ...] = ()
    """Empty: all scored indicators."""
    parameters: Mapping[Id, StepParameter] = {}
    """What the step takes, by name: numbers, or words such as the id of a question."""
    fit: Literal["all", "each"] | Mapping[Reference, tuple[Number, ...]] = "all"
    """What it learns from: the answers of ``all`` periods; of ``each`` period alone, whose scores are then not comparable
    over time; or what it learnt once, by indicator, as the provenance of a result states it under ``fitted``."""


class FragmentFile(SharedLists):
    """A part of an instrument, named in its ``include``."""

    indicators: Mapping[Id, Indicator] = {}
    """The questions, by id."""
    nodes: Mapping[Id, Node] = {}
    """What has a score, by id; indicators and nodes share one set of ids."""
    standards: Mapping[Id, Standard] = {}
    """The conventions, directives, recommendations and laws that top options meet, by id."""


class InstrumentFile(FragmentFile):
    """An instrument: questions, options, and how answers become scores."""

    format: Literal[1]
    """The version of this format."""
    id: InstrumentId
    """Its name in references: small letters, digits and hyphens."""
    edition: Edition
    """The version of questions and rules, such as a year; ``id@edition`` names both."""
    title: Title
    """What is printed above results."""
    description: Text = ""
    """What it measures, of whom, and what its scores may not be used for."""
    citation: Text = ""
    """How to cite it."""
    licence: Text = ""
    """Under which terms texts and data may be used."""
    source_language: Language = "en"
    """The language that its texts are written in, such as ``en``."""
    published: Flag = False
    """true: this edition never changes again."""
    self_assessment: Flag = False
    """true: answers come from the assessed unit itself; always labelled so, never ranked."""
    extends: Base | None = None
    """The instrument, in one edition, whose indicators and nodes are used here beside one's own."""
    include: tuple[Title, ...] = ()
    """Files beside this one that hold more indicators and nodes."""
    units: Units | None = None
    """What the units are: countries, regions, towns."""
    periods: tuple[Period, ...] = ()
    """Labels of periods in their order in time, such as ``[baseline, midterm, final]``; all are later than dates."""
    wide_cells: Literal["points", "codes"] = "codes"
    """What the cells of a wide answer file hold for single-choice indicators."""
    status_words: Mapping[StatusWord, UnansweredStatus] = {}
    """What cells of answer files hold in place of an answer, such as ``{n/a: not_applicable, "..": not_collected}``."""
    authorities: Authorities | None = None
    """How the parts of an answer of several authorities make its points, such as those of a federal state: their ``mean``,
    weighted by ``share``, the ``lowest`` or the ``highest``. Without it answers have no parts; a question may say it alone."""
    strategy: Id = "aggregate"
    """How the instrument as a whole is scored; see ``policyindex plugins list``."""
    steps: tuple[StepUse, ...] = ()
    """Preparations of the numbers before aggregation, in this order; most instruments need none."""
    decimals: Decimals | None = None
    """With how many decimals scores are shown, half up; a node may say otherwise. Without it whole numbers."""
    by_shown: tuple[Literal["ranks", "bands", "types"], ...] = ()
    """What goes by scores as they are shown instead of the exact ones: units that show the same share a rank."""
    rank_coverage: Share | None = None
    """The share of the answers asked for, by nominal weight, that a score needs for a rank, a band or a type: itself and,
    for a root, each of its parts. Below it a score is marked incomplete. Without it two thirds; of a self-assessment all;
    0: any answer is enough."""
    facets: Mapping[Id, Facet] = {}
    """Classifications of the indicators, such as area or stage, by id."""
    blocks: Mapping[Id, Block] = {}
    """The parts that different experts fill in; empty: one part. Otherwise each indicator is in one block."""
    derived: tuple[Derived, ...] = ()
    """Nodes made from facets instead of written out."""
    trees: Annotated[Mapping[Id, Tree], Field(min_length=1)]
    """What is reported, by id; exactly one tree is published."""
    bands: Mapping[Id, BandScale] = {}
    """Names for ranges of scores, by id."""
    typologies: Mapping[Id, Typology] = {}
    """Names for combinations of scores, by id."""
    targets: tuple[Target, ...] = ()
    """Scores that somebody wants to see reached."""
    scoping: Scoping | None = None
    """Questions on what a unit has the competence for, asked before comparing."""
    short_forms: Mapping[Id, ShortForm] = {}
    """Choices of questions for a quick round, by id."""
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
    """The version of this format."""
    strand: InstrumentId
    """Its name in references (``BASE+STRAND``) and before its ids."""
    edition: Edition
    """The version of its questions and rules."""
    title: Title
    """The label of its tree, and what results name it by."""
    description: Text = ""
    """What it adds, and why."""
    extends: Base
    """The instrument that it adds to, and the editions that it fits."""
    block: Title
    """Label of the strand's block of the questionnaire."""
    facets: Mapping[Id, Facet] = {}
    """Classifications of the strand's own indicators, which they may also be asked per; the base's are there as well."""
    roots: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """The strand's nodes to report beside the base's roots."""
    include: tuple[Title, ...] = ()
    """Files beside this one that hold more indicators and nodes."""


class TranslatedText(Model):
    """One text, with the hash of the source text it was made from."""

    source: Text
    """12 digits of the hash of the source text; ``policyindex instruments translation`` writes them."""
    text: Text
    """Empty: not translated yet."""


class TranslationFile(Model):
    """The texts of an instrument in another language."""

    format: Literal[1]
    """The version of this format."""
    language: Language
    """The language of these texts, such as ``fr``."""
    instrument: Title
    """Its reference, such as ``regin-checklist@handbook-2022``."""
    reviewed_by: Text = ""
    """Who has checked the whole translation; empty: unreviewed, and shown as such."""
    texts: Mapping[Text, TranslatedText]
    """The texts by key, such as ``indicators/price/question``."""
