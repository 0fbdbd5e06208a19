"""Reform files: new answers of one unit with the law behind them, and what their effect was computed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from policyindex.files.fields import Flag, InstrumentId, Model, Number, Period, Text, Title
from policyindex.files.strict_yaml import Document, Places, read_yaml
from policyindex.instruments.columns import Column, indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.shape import validated
from policyindex.problems import Problem, errors_in, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.asked import AnswerValue
from policyindex.questions.written import text_of

Stage = Literal["tabled", "adopted", "in_force"]


class NewAnswer(Model):
    """What becomes of one answer."""

    answer: Title | Flag | Number | tuple[Text, ...]
    """The option's code, true or false, a number, or the list of sub-options that apply."""
    reference: Text = ""
    """The article that makes it so."""
    comment: Text = ""
    """Why this is the answer then."""


class ComputedOn(Model):
    """The hashes of what the effect of a reform was computed on."""

    rules: Text
    """That of the instrument's scoring."""
    answers: Text
    """That of the answers of all units, before the reform."""


class ReformFile(Model):
    """A reform: the new answers of one unit in one period, with its stage."""

    format: Literal[1]
    """The version of this format."""
    reform: InstrumentId
    """Its name: small letters, digits and hyphens."""
    title: Title
    """What it is called where it is shown."""
    instrument: Title
    """The edition, such as ``mipex-national@core-2020``."""
    unit: Title
    """The code of the unit."""
    period: Period
    """The period whose answers it changes."""
    stage: Stage
    """How far it is: tabled, adopted or in_force."""
    date: Text = ""
    """Since when it is so, such as 2026-06-30."""
    answers: Annotated[Mapping[Annotated[str, Field(min_length=1, strict=True)], NewAnswer], Field(min_length=1)]
    """The new answers by question, an instance written ``question[instance]``."""
    computed_on: ComputedOn | None = None
    """What its effect was computed on; where that is something else now, it is said."""


class ReadReform(NamedTuple):
    """A reform file whose answers are answers to the questions of its instrument."""

    file: ReformFile
    places: Places
    answers: Mapping[str, AnswerValue]
    warnings: tuple[Problem, ...]


def read_reform(path: Path, instrument: Instrument) -> ReadReform:
    """Read a reform of an instrument.

    :raises ProblemsFoundError: with every fault at its place
    """
    return checked_reform(read_yaml(path), instrument)


def checked_reform(document: Document, instrument: Instrument) -> ReadReform:
    """Check a document of a reform against its instrument."""
    file, places = validated(ReformFile, document.data, document.places), document.places
    found: list[Problem] = list(document.warnings)
    own = f"{instrument.id}@{instrument.edition}"
    if file.instrument not in (own, instrument.reference):
        values = {"wanted": file.instrument, "given": instrument.reference}
        raise ProblemsFoundError([*found, problem("reform-wrong-instrument", places.at("instrument"), **values)])
    answers: dict[str, AnswerValue] = {}
    for column, new in file.answers.items():
        faults = list(_faults(column, instrument, places))
        if not faults:
            written = f"{new.answer:f}" if isinstance(new.answer, Decimal) else text_of(new.answer)
            question = instrument.indicators[indicator_of(column)]
            answer, _, fault = question.parse(column, written, places.at("answers", column, "answer"))
            faults += [fault] if fault else []
            if answer is not None:
                answers[column] = answer
        found += faults
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    return ReadReform(file, places, answers, tuple(ordered(found)))


def _faults(column: str, instrument: Instrument, places: Places) -> Iterator[Problem]:
    key, instance = Column.parse(column)
    where = places.of_key("answers", column)
    if key not in instrument.indicators:
        values = {"value": column, "instrument": instrument.reference, "hint": hint(column, instrument.indicators)}
        yield problem("reform-question-unknown", where, **values)
    elif instance not in instrument.instances(key):
        known = [Column(key, each).name for each in instrument.instances(key)]
        yield problem("reform-instance", where, value=column, known=listing(known))
