"""From the answers of a round to those that are compared: scope, short form, common basket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Problem, listing, problem
from policyindex.studies.scope import columns_out, value_of
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

    def left_out(self, instrument: Instrument, period: str) -> Iterator[LeftOut]:
        """Name what is not compared in a period, and the units without competence for it."""
        columns = _columns(instrument, self.short_form)
        shared = [each for each in self.shared.get(period, ()) if each in columns]
        for label in dict.fromkeys(value_of(instrument, column) for column in shared):
            gone = [each for each in shared if value_of(instrument, each) == label]
            asked = [each for each in columns if value_of(instrument, each) == label]
            units = tuple(unit for (unit, when), out in self.out.items() if when == period and set(out) & set(gone))
            yield LeftOut(label, len(gone), len(asked), units)


def compare(instrument: Instrument, answers: AnswerSet, study: Study | None, kind: str, short_form: str = "") -> Basket:
    """Make the answers that are compared.

    :param study: its period, units and scopes apply; None: the statuses in the answers say what is out
    :param kind: ``common``: what is out for one unit of a period is out for all; ``own``: each keeps its own
    :param short_form: only the questions of this short form count; the others are not collected
    """
    if study is None and kind == OWN and not short_form and instrument.file.scoping is None:
        return Basket(answers)
    given = {_row_key(each): each for each in answers}
    rows = sorted({(each.unit, each.period) for each in answers})
    warnings: list[Problem] = []
    if study is not None:
        rows, given = _of_study(study, rows, given, warnings)
        _scoped(instrument, study, rows, given, warnings)
    out = {
        row: tuple(key[2] for key, each in given.items() if key[:2] == row and each.status is Status.NOT_IN_COMPETENCE)
        for row in rows
    }
    shared: dict[str, tuple[str, ...]] = {}
    for period in sorted({period for _, period in rows}) if kind == COMMON else ():
        gone = {column for row, columns in out.items() if row[1] == period for column in columns}
        shared[period] = tuple(column for column in _columns(instrument) if column in gone)
        for unit, _ in [row for row in rows if row[1] == period]:
            for column in shared[period]:
                _silence(given, unit, period, column, Status.NOT_IN_COMPETENCE, "outside the common basket")
    if short_form:
        asked = _columns(instrument, short_form)
        for unit, period in rows:
            for column in _columns(instrument):
                if column not in asked:
                    _silence(given, unit, period, column, Status.NOT_COLLECTED, f"not in the short form '{short_form}'")
    chosen_answers = AnswerSet(given.values(), answers.origin, answers.warnings)
    return Basket(chosen_answers, kind, short_form, study, out, shared, tuple(warnings))


def _row_key(answer: Answer) -> tuple[str, str, str]:
    return answer.unit, answer.period, Column(answer.indicator, answer.instance).name


def _columns(instrument: Instrument, short_form: str = "") -> list[str]:
    asked = instrument.file.short_forms[short_form].indicators if short_form else instrument.indicators
    return [
        Column(key, each).name for key in instrument.indicators if key in asked for each in instrument.instances(key)
    ]


def _of_study(
    study: Study, rows: Iterable[Row], given: Mapping[tuple[str, str, str], Answer], warnings: list[Problem]
) -> tuple[list[Row], dict[tuple[str, str, str], Answer]]:
    """Keep the study's period and units; say which of its units nobody answered for, and what else was there."""
    wanted = [(unit, study.file.period) for unit in study.file.units]
    if absent := [unit for unit, period in wanted if (unit, period) not in set(rows)]:
        warnings.append(problem("study-unit-unanswered", units=listing(absent), period=study.file.period))
    if others := [f"{unit} {period}" for unit, period in rows if (unit, period) not in wanted]:
        warnings.append(problem("study-other-answers", rows=listing(others), study=study.file.study))
    return [row for row in wanted if row in set(rows)], {key: each for key, each in given.items() if key[:2] in wanted}


def _scoped(
    instrument: Instrument,
    study: Study,
    rows: Iterable[Row],
    given: dict[tuple[str, str, str], Answer],
    warnings: list[Problem],
) -> None:
    """Let the study's scopes decide; a status that contradicts them is told."""
    for unit, period in rows:
        out = columns_out(instrument, study.scopes.get(unit, {}))
        unused = [
            column
            for column in out
            if (each := given.get((unit, period, column))) is not None and each.status is Status.ANSWERED
        ]
        if unused:
            warnings.append(
                problem("study-answers-out-of-scope", unit=unit, count=len(unused), columns=listing(unused))
            )
        for column, value in out.items():
            _silence(given, unit, period, column, Status.NOT_IN_COMPETENCE, f"out of scope: {value}")
        if not study.scopes.get(unit):
            continue
        claimed = [
            key[2]
            for key, each in given.items()
            if key[:2] == (unit, period) and each.status is Status.NOT_IN_COMPETENCE and key[2] not in out
        ]
        if claimed:
            warnings.append(problem("study-scope-differs", unit=unit, count=len(claimed), columns=listing(claimed)))


def _silence(
    given: dict[tuple[str, str, str], Answer], unit: str, period: str, column: str, status: Status, why: str
) -> None:
    """Take a question out of the denominator, whether it was answered or not; why stands in the comment."""
    before = given.get((unit, period, column))
    if before is not None and before.status not in (Status.ANSWERED, Status.MISSING):
        return
    key, instance = Column.parse(column)
    blank = before or Answer(unit, period, key, instance)
    given[unit, period, column] = replace(
        blank, answer=None, points=None, status=status, cause=None, comment=why, references=(), source=""
    )
