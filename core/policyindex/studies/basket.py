"""From the answers of a round to those that are compared: scope, short form, common basket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from policyindex.answers.grid import ANSWERED
from policyindex.answers.record import STATUSES, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Problem, listing, problem
from policyindex.studies.scope import columns_out, value_of
from policyindex.studies.silence import Standing
from policyindex.studies.study import Study

COMMON, OWN = "common", "own"
Row = tuple[str, str]


class LeftOut(NamedTuple):
    """What is not compared: the label of a facet value, how many of its questions, and on whose account."""

    label: str
    questions: int
    of: int
    units: tuple[str, ...]


@dataclass(frozen=True)
class Basket:
    """Answers as they are compared, and what was left out of the comparison and why."""

    answers: AnswerSet
    kind: str = OWN
    short_form: str = ""
    study: Study | None = None
    out: Mapping[Row, tuple[str, ...]] = field(default_factory=dict)
    """For each unit and period: the columns it has no competence for."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each period: the columns left out for all, since one of its units has no competence for them."""
    warnings: tuple[Problem, ...] = ()

    @property
    def countries(self) -> dict[str, str]:
        """The countries that the study names for its units."""
        units = self.study.file.units if self.study else {}
        return {unit: each.country for unit, each in units.items() if each.country}

    def left_out(self, instrument: Instrument, period: str) -> Iterator[LeftOut]:
        """Name what is not compared in a period, and the units without competence for it."""
        columns = _columns(instrument, self.short_form)
        shared = [each for each in self.shared.get(period, ()) if each in columns]
        labels = {column: value_of(instrument, column) for column in columns}
        for label in dict.fromkeys(labels[column] for column in shared):
            gone = {each for each in shared if labels[each] == label}
            asked = [each for each in columns if labels[each] == label]
            units = tuple(unit for (unit, when), out in self.out.items() if when == period and not gone.isdisjoint(out))
            yield LeftOut(label, len(gone), len(asked), units)


def compare(instrument: Instrument, answers: AnswerSet, study: Study | None, kind: str, short_form: str = "") -> Basket:
    """Make the answers that are compared.

    :param study: its period, units and scopes apply; None: the statuses in the answers say what is out
    :param kind: ``common``: what is out for one unit of a period is out for all; ``own``: each keeps its own
    :param short_form: only the questions of this short form count; the others are not collected
    """
    if study is None and kind == OWN and not short_form and instrument.file.scoping is None:
        return Basket(answers)
    asked = _columns(instrument)
    standing = Standing(answers.grid, map(Column.parse, asked))
    rows = {row: index for index, row in enumerate(answers.grid.rows())}
    warnings: list[Problem] = []
    if study is not None:
        rows = _of_study(study, rows, warnings)
        _scoped(instrument, study, rows, standing, warnings)
    places = standing.places(asked)
    gone = standing.status == STATUSES.index(Status.NOT_IN_COMPETENCE)
    out = {row: standing.named(gone[:, index]) for row, index in rows.items()}
    shared: dict[str, tuple[str, ...]] = {}
    for period in sorted({period for _, period in rows}, key=instrument.in_time) if kind == COMMON else ():
        own = [index for (_, when), index in rows.items() if when == period]
        common = gone[:, own].any(axis=1)
        shared[period] = tuple(name for name, place in zip(asked, places, strict=True) if common[place])
        standing.silence(standing.places(shared[period]), own, Status.NOT_IN_COMPETENCE, "outside the common basket")
    if short_form:
        short = set(_columns(instrument, short_form))
        other = standing.places(name for name in asked if name not in short)
        standing.silence(other, list(rows.values()), Status.NOT_COLLECTED, f"not in the short form '{short_form}'")
    kept = np.zeros(answers.grid.shape[1], dtype=np.bool_)
    kept[list(rows.values())] = True
    chosen_answers = AnswerSet(standing.done(kept), answers.origin, answers.warnings)
    return Basket(chosen_answers, kind, short_form, study, out, shared, tuple(warnings))


def _columns(instrument: Instrument, short_form: str = "") -> list[str]:
    asked = instrument.file.short_forms[short_form].indicators if short_form else instrument.indicators
    return [
        Column(key, each).name for key in instrument.indicators if key in asked for each in instrument.instances(key)
    ]


def _of_study(study: Study, rows: Mapping[Row, int], warnings: list[Problem]) -> dict[Row, int]:
    """Keep the study's period and units; say which of its units nobody answered for, and what else was there."""
    wanted = {(unit, study.file.period) for unit in study.file.units}
    if absent := [unit for unit in study.file.units if (unit, study.file.period) not in rows]:
        warnings.append(problem("study-unit-unanswered", units=listing(absent), period=study.file.period))
    if others := [f"{unit} {period}" for unit, period in rows if (unit, period) not in wanted]:
        warnings.append(problem("study-other-answers", rows=listing(others), study=study.file.study))
    in_order = [(unit, study.file.period) for unit in study.file.units]
    return {row: rows[row] for row in in_order if row in rows}


def _scoped(
    instrument: Instrument, study: Study, rows: Mapping[Row, int], standing: Standing, warnings: list[Problem]
) -> None:
    """Let the study's scopes decide; a status that contradicts them is told."""
    for (unit, _), row in rows.items():
        out = columns_out(instrument, study.scopes.get(unit, {}))
        places = standing.places(out)
        unused = [name for name, place in zip(out, places, strict=True) if standing.status[place, row] == ANSWERED]
        if unused:
            names = listing(unused)
            warnings.append(problem("study-answers-out-of-scope", unit=unit, count=len(unused), columns=names))
        for value in dict.fromkeys(out.values()):
            own = standing.places(name for name, about in out.items() if about == value)
            standing.silence(own, [row], Status.NOT_IN_COMPETENCE, f"out of scope: {value}")
        if not study.scopes.get(unit):
            continue
        gone = standing.named(standing.status[:, row] == STATUSES.index(Status.NOT_IN_COMPETENCE))
        if claimed := [name for name in gone if name not in out]:
            warnings.append(problem("study-scope-differs", unit=unit, count=len(claimed), columns=listing(claimed)))
