"""The questionnaire: what is asked of one unit in one period, with the last round's answers and those given so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyindex.answers.record import Answer
from policyindex.answers.rounds import last_round, of_period
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.questions.asked import Takes


@dataclass(frozen=True)
class Item:
    """One question to answer; ``id`` names its column, such as ``q1`` or ``q1[education]``."""

    id: str
    key: str
    """The indicator's id."""
    instance: str
    label: str
    """The indicator's label, with the facet values of the instance."""
    indicator: Indicator
    section: str
    """Label of the part of the published tree that it counts in; a strand's block; empty: it counts in neither."""
    previous: Answer | None = None
    """The last round's answer."""
    given: Answer | None = None
    """This round's answer so far."""
    authorities: str = ""
    """The rule that makes the points of an answer of several authorities; empty: there is none."""


@dataclass(frozen=True)
class Questionnaire:
    """An instrument as asked of one unit in one period, in the instrument's language."""

    instrument: Instrument
    unit: str
    unit_name: str
    period: str
    items: tuple[Item, ...]
    last_period: str = ""
    """The last round's period; empty: this is the first round."""

    @property
    def scoring_hash(self) -> str:
        """The scoring hash of the instrument: a questionnaire of another one cannot be taken back."""
        return scoring_hash(self.instrument)

    @property
    def text_hash(self) -> str:
        """The text hash of the instrument in its language."""
        return text_hash(self.instrument)

    def item(self, column: str) -> Item | None:
        """Give the item of a column, None if it is not asked."""
        return next((each for each in self.items if each.id == column), None)

    def numbered(self) -> tuple[Item, ...]:
        """Give the items in the order of their numbers, which are the same in every format: section by section."""
        return tuple(item for _, items in self.sections() for item in items)

    def sections(self) -> Iterator[tuple[str, tuple[Item, ...]]]:
        """Give the items by section, in the order of the instrument."""
        for section in dict.fromkeys(each.section for each in self.items):
            yield section, tuple(each for each in self.items if each.section == section)


def questionnaire(
    instrument: Instrument,
    unit: str,
    period: str,
    answers: AnswerSet | Sequence[Answer] | None = None,
    *,
    unit_names: Mapping[str, str] | None = None,
    short_form: str = "",
    out: Collection[str] = (),
    anybody: bool = False,
) -> Questionnaire:
    """Ask an instrument of a unit.

    What is not collected in the period is not asked: an answer to it would not be used.

    :param answers: earlier rounds and this one, as far as they are known
    :param short_form: ask only the questions of this short form
    :param out: columns that are not asked, such as those a study takes out of the unit's scope
    :param anybody: whoever fills it in says which unit it is, and in which period: both may be empty
    :raises WrongUseError: for an empty unit or period, or a short form that is not there
    """
    for name, value in (("unit", unit), ("period", period)):
        if not value.strip() and not anybody:
            raise WrongUseError(f"the {name} is empty: give its code")
    given = of_period(answers or (), unit, period)
    newest, previous = last_round(answers or (), unit, period, instrument.periods)
    sections = _sections(instrument)
    items = []
    for key in _asked(instrument, short_form, period):
        for instance in instrument.instances(key):
            column = Column(key, instance).name
            if column in out:
                continue
            items.append(
                Item(
                    column, key, instance, instrument.label(column), instrument.indicators[key],
                    sections.get(key, ""), previous.get(column), given.get(column),
                    "" if instrument.indicators[key].takes is Takes.NUMBER else instrument.authorities(key),
                )
            )  # fmt: skip
    name = (unit_names or {}).get(unit, unit)
    return Questionnaire(instrument, unit, name, period, tuple(items), newest)


def _asked(instrument: Instrument, short_form: str, period: str) -> tuple[str, ...]:
    indicators = instrument.indicators.items()
    collected = tuple(key for key, each in indicators if not period or each.is_collected(period))
    if not short_form:
        return collected
    forms = instrument.file.short_forms
    if short_form not in forms:
        raise WrongUseError(
            f"there is no short form '{short_form}' of {instrument.reference}; there are: {listing(forms)}.{hint(short_form, forms)}"
        )
    return tuple(key for key in collected if key in forms[short_form].indicators)


def _sections(instrument: Instrument) -> dict[str, str]:
    """Give the label of each indicator's section."""
    found: dict[str, str] = {}
    for strand in instrument.strands:
        found.update({key: strand.block for key in instrument.indicators if key.startswith(f"{strand.id}.")})
    for node in dividing_nodes(instrument):
        for column in instrument.indicators_below(node):
            found.setdefault(indicator_of(column), instrument.nodes[node].label)
    return found


def dividing_nodes(instrument: Instrument) -> tuple[str, ...]:
    """Give the highest nodes of the published tree that divide it: each is a section."""
    nodes = instrument.trees[instrument.published_tree].roots
    while whole := _node_of_all(instrument, nodes):
        nodes = instrument.nodes[whole].children
    return nodes


def _node_of_all(instrument: Instrument, nodes: tuple[str, ...]) -> str:
    """Give the node that rests on all that these nodes rest on, and divides it into nodes; empty: there is none."""
    below = {node: set(instrument.indicators_below(node)) for node in nodes}
    everything = set[str]().union(*below.values())
    for node, found in below.items():
        if found == everything and all(child in instrument.nodes for child in instrument.nodes[node].children):
            return node
    return ""
