"""What plugins hand over: plain named tuples, so that listing them imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

if TYPE_CHECKING:
    import click

    from policyindex.scoring.arrays import Array, Flags

NO_PARAMETERS: Mapping[str, float | None] = {}


class AnswersSpec(NamedTuple):
    """Answers that travel with an instrument or a strand."""

    path: Path
    """An answer file."""
    verification: str
    """How far they were checked, such as ``as published by SOURCE`` or ``invented example``."""
    note: str = ""
    """One sentence for whoever uses them: origin, licence, invented or real."""
    published: Path | None = None
    """CSV ``unit,period,node,score`` of the scores somebody published from these answers."""
    unit_names: Mapping[str, str] = {}
    """Names of units that no scheme knows, such as invented ones."""
    study: Path | None = None
    """The study they were collected in: scoping answers, countries, what is compared."""


class InstrumentSpec(NamedTuple):
    """One edition of an instrument; the edition listed last is the default."""

    id: str
    edition: str
    title: str
    path: Path
    answers: AnswersSpec | None = None


class StrandSpec(NamedTuple):
    """One edition of a strand for an instrument of any plugin."""

    id: str
    edition: str
    title: str
    base: str
    """Id of the instrument it extends."""
    path: Path
    answers: AnswersSpec | None = None


class TranslationSpec(NamedTuple):
    """The texts of one edition in one language."""

    instrument: str
    """``ID@EDITION``"""
    language: str
    path: Path


class UnitSchemeSpec(NamedTuple):
    """A code list of units; one scheme may be registered in several vintages."""

    id: str
    title: str
    names: Callable[[], Mapping[str, str]]
    """Gives the names by code."""
    vintage: str = ""
    """The version of the list, such as 2021; empty: the only one."""
    parents: Callable[[], Mapping[str, str]] | None = None
    """Gives, by code, the unit of the scheme that a unit lies in."""
    aliases: Callable[[], Mapping[str, str]] | None = None
    """Gives the scheme's codes by other codes that are written for them, such as GR by EL."""
    countries: Callable[[], Mapping[str, str]] | None = None
    """Gives, by code, the ISO 3166-1 alpha-2 code of the country that a unit is or lies in."""
    notes: Callable[[], Mapping[str, str]] | None = None
    """Gives, by code, what reports say once of a unit that they name."""


class Membership(NamedTuple):
    """One unit's time in a group."""

    unit: str
    since: str = ""
    """The period from whose first day it is a member, such as 2013-07-01 or 2013; empty: from the beginning."""
    until: str = ""
    """The period from whose first day it is none any more, such as 2020-02-01; empty: it has not left."""


class UnitGroupSpec(NamedTuple):
    """A group of units, such as the members of an organisation."""

    id: str
    """Its exact name, such as ``EU27_2020``."""
    title: str
    memberships: Callable[[], Sequence[Membership]]
    """Gives its members; one that left and came back stands twice."""
    scheme: str = "iso-3166-1"
    """The scheme of its members' codes."""
    source: str = ""
    """Who says so."""


class AggregatorSpec(NamedTuple):
    """A rule that makes one score of several.

    ``apply(values, weights, parameters)`` gets ``values`` of shape (children, rows), doubles with NaN where a child
    has no score, ``weights`` of shape (children,) as the node states them (all 1 where it states none), and the
    node's parameters; it returns one double per row. Missing rules, presence and coverage are the engine's business:
    rows without any child are blanked afterwards. It must treat rows alone, never one row by another.
    """

    name: str
    title: str
    apply: Callable[[Array, Array, Mapping[str, float]], Array]
    shares: Callable[[Array, Array, Mapping[str, float]], Array] | None = None
    """``shares(present, weights, parameters)``: by how much the score rises with each child, for rules that are
    linear; ``present`` is 1 or 0 per child. None: not linear, no nominal weights."""
    weights: Literal["none", "optional", "required"] = "none"
    parameters: Mapping[str, float | None] = NO_PARAMETERS
    """Its parameters and their defaults; None: must be given."""
    blanks: bool = False
    """true: ``apply`` gives NaN itself where no child is present, which saves the engine a look."""
    children: int = 0
    """How many children it takes; 0: any number."""
    falling: Callable[[Array, Mapping[str, float]], Any] | None = None
    """``falling(weights, parameters)``: true for each child that lowers the score where it rises. None: none does."""


class StepSpec(NamedTuple):
    """A preparation of one indicator's numbers that looks at the whole panel first."""

    name: str
    title: str
    fit: Callable[[Array, Mapping[str, float]], Array]
    """``fit(column, parameters)``: what has to be remembered of the panel; kept in the provenance."""
    apply: Callable[[Array, Array], Array]
    """``apply(column, fitted)``: the prepared numbers, row by row."""
    parameters: Mapping[str, float | None] = NO_PARAMETERS
    numbers: bool = False
    """true: questions with options are left out, since their points are no measurements."""


class StepPanel(NamedTuple):
    """What a panel step gets: arrays of shape (rows, columns), of the columns that it is for; all read-only."""

    values: Array
    """The numbers as the steps before left them, NaN where there is none."""
    observed: Flags
    """true: the number goes back to an answer; false: it was imputed, or there is none."""
    asked: Flags
    """true: the question is asked of the unit in the period, be it answered or missing."""
    columns: tuple[str, ...]
    units: Sequence[str]
    """The unit of each row."""
    periods: Sequence[str]
    """The period of each row."""
    time: Array
    """The year in which the period of each row ends, or the place of its label among those that there are."""
    words: Mapping[str, str]
    """The parameters that are words, as they were stated or by default."""
    beside: Mapping[str, Array]
    """For a parameter that names a question: its answers as numbers, one a row (the places of options), NaN where there is none."""
    learnt: Array | None = None
    """What ``PanelStepSpec.learn`` gave, or what was kept of it: a row of numbers for each column."""


class PanelStepSpec(NamedTuple):
    """A preparation of numbers that looks at other columns, units or periods, and so runs on the whole panel.

    ``apply(panel, parameters)`` gives the prepared numbers, of the shape of ``panel.values``. It is for questions
    without options only, unless ``numbers`` is false.
    """

    name: str
    title: str
    apply: Callable[[StepPanel, Mapping[str, float]], Array]
    parameters: Mapping[str, float | None] = NO_PARAMETERS
    words: Mapping[str, str | None] = {}
    """Its parameters that are words, and their defaults; None: must be given."""
    questions: Mapping[str, Literal["number", "choice"]] = {}
    """Those words that may name a question, and of which kind; a word of ``reserved`` is none."""
    reserved: tuple[str, ...] = ()
    """Words that stand for something else than a question, such as ``all``."""
    fills: Literal["nothing", "gaps", "gaps_later"] = "nothing"
    """gaps: it imputes; only cells without a number change, and they are marked; gaps_later: by later answers, too."""
    takes_out: bool = False
    """true: a number that it takes away stays away; no later step imputes it."""
    numbers: bool = True
    across: bool = False
    """true: it reads along the periods of a unit, so that it cannot be fitted in each period alone."""
    learn: Callable[[StepPanel, Mapping[str, float]], Array] | None = None
    """``learn(panel, parameters)``: the numbers that ``apply`` goes by, a row for each column, which an edition can keep
    (``fit``); none in a row: nothing that could be kept. ``apply`` finds them in ``panel.learnt``."""


class StrategySpec(NamedTuple):
    """How a whole instrument is scored: ``compile(instrument, rules)`` gives a plan (see ``scoring.plan.Plan``)."""

    name: str
    title: str
    compile: Callable[[Any, Rules], Any]


class Rules(NamedTuple):
    """The registries that instruments are checked and scored against."""

    aggregators: Mapping[str, AggregatorSpec]
    steps: Mapping[str, StepSpec | PanelStepSpec]
    strategies: Mapping[str, StrategySpec]


class ImporterSpec(NamedTuple):
    """A reader of answer files: ``read(data, name, instrument)`` turns bytes into a ``policyindex.Reading``.

    ``name`` stands for the file in problems. The suffixes of the built-in readers cannot be taken over; of others that
    two plugins claim, neither has them, and the reader is named with ``--answers-format``.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, Any], Any]


class ExporterSpec(NamedTuple):
    """A writer of results: ``write(view, stream)`` writes bytes; see ``policyindex.View``."""

    name: str
    title: str
    write: Callable[[Any, BinaryIO], None]
    binary: bool = False
    """true: not for a terminal, ``--output`` or a pipe is needed."""
    suffix: str = ""
    """The suffix of ``--output`` that means this format; empty: ``.`` and the name."""
    accepts: tuple[str, ...] = ("scores", "types")
    """The tables it can hold (``--table``); asked for another, ``run`` says so and the exporter is not called."""


class CommandSpec(NamedTuple):
    """A command beside the built-in ones."""

    name: str
    title: str
    load: Callable[[], click.Command]
    group: str = ""
    """The built-in group of commands it belongs to, such as ``import``; empty: it stands beside them."""
