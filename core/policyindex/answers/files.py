"""Reading answers: files by whatever reader fits, and those that travel with an instrument; all pass the same checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policyindex.answers.bundled import BUNDLED, bundled_reading
from policyindex.answers.joining import answer_set, as_table
from policyindex.answers.keys import MADE
from policyindex.answers.opening import read_file
from policyindex.answers.piped import Piped
from policyindex.answers.placing import doubtful, of_scheme
from policyindex.answers.points import counted_together
from policyindex.answers.reading import Reading
from policyindex.answers.record import Origin
from policyindex.answers.table import AnswerSet
from policyindex.answers.tablereading import TableReading
from policyindex.instruments.groups import scheme_of
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import Problem, errors_in, grouped, ordered
from policyindex.problems.errors import ProblemsFoundError

if TYPE_CHECKING:
    import pandas as pd

    Given = str | Path | Piped | AnswerSet | pd.DataFrame


def read_answers(
    instrument: Instrument, *given: Given, host: PluginHost, importer: str = "", override: bool = False
) -> AnswerSet:
    """Read answer files for an instrument; without any, the answers that travel with it, which ``bundled`` also means.

    What came by standard input is a file like the others, and so is a pandas frame, long or wide, and a table of answers
    that a program made.

    :param importer: the name of a reader; empty: chosen by the file's suffix
    :param override: answers of a later file replace those of earlier ones; how many is a warning
    :raises ProblemsFoundError: with every fault of every file, and for an answer that stands twice
    """
    readings: list[TableReading] = []
    problems: list[Problem] = []
    origin = Origin()
    for each in given or (BUNDLED,):
        try:
            if isinstance(each, AnswerSet):
                origin = each.origin if each.origin != Origin() else origin
                readings.append(_made(each, instrument))
            elif isinstance(each, str | Path) and str(each) == BUNDLED:
                found, origin = bundled_reading(instrument, host)
                readings.append(found)
            elif isinstance(each, str | Path | Piped):
                file = each if isinstance(each, Piped) else Path(each)
                readings.append(as_table(read_file(file, instrument, host, importer)))
            else:
                from policyindex.answers.frame_reading import read_frame

                readings.append(read_frame(each, instrument))
        except ProblemsFoundError as error:
            problems.extend(error.problems)
    return _checked_answers(instrument, readings, host, problems, origin=origin, override=override)


def _made(answers: AnswerSet, instrument: Instrument) -> TableReading:
    """Give answers that a program made as a file among others."""
    grid = counted_together(instrument, answers.grid)
    return TableReading(list(answers.warnings), grid, lambda record: MADE, lambda: dict.fromkeys(grid.units, MADE))


def of_its_units(instrument: Instrument, answers: AnswerSet, host: PluginHost) -> AnswerSet:
    """Give answers that a program made with the codes of the instrument's units, checked as files are.

    Answers whose units all have their codes, as those of files have, stay as they are.
    """
    scheme = scheme_of(instrument, host)
    other = [unit for unit in answers.grid.units if unit not in scheme.names] if scheme.names else []
    if not any(map(scheme.code, other)):
        return answers
    return read_answers(instrument, answers, host=host)


def _checked_answers(
    instrument: Instrument,
    readings: Iterable[Reading | TableReading],
    host: PluginHost,
    problems: Iterable[Problem] = (),
    *,
    origin: Origin | None = None,
    override: bool = False,
) -> AnswerSet:
    """Join readings to an answer set, with the checks that look at all of it.

    :param origin: what is known of the bundled answers among them; a score is no longer the published one where other
        answers of its unit and period are added or replaced
    """
    before, scheme = list(problems), scheme_of(instrument, host)
    placed: list[Problem] = []
    tables = of_scheme([as_table(each) for each in readings], scheme, placed)
    try:
        answers, found = answer_set(tables, override=override)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(ordered([*before, *error.problems])) from None
    found = [
        *before,
        *found,
        *placed,
        *doubtful(answers.grid, tables, scheme.names, instrument.periods),
        *host.check_answers(instrument, answers),
    ]
    found = ordered(grouped(found))
    if errors_in(found):
        raise ProblemsFoundError(found)
    known = origin or Origin()
    if known.published and len(tables) > 1:
        own = (each for each in tables if len(each.records.unit) and each.where(0).file != BUNDLED)
        added = {pair for each in own for pair in _pairs(each)}
        known = known._replace(published=frozenset(key for key in known.published if key[:2] not in added))
    return AnswerSet(answers.grid, known, found)


def _pairs(reading: TableReading) -> set[tuple[str, str]]:
    """Give the units and periods of a file."""
    records = reading.records
    return {
        (records.units[unit], records.periods[period])
        for unit, period in set(zip(records.unit.tolist(), records.period.tolist(), strict=True))
    }


def unit_names(instrument: Instrument, host: PluginHost, answers: AnswerSet | None = None) -> Mapping[str, str]:
    """Give the names of units by code: those of the instrument's scheme and those that came with the answers."""
    return {**scheme_of(instrument, host).names, **(answers.origin.unit_names if answers else {})}
