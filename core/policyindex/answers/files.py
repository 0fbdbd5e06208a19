"""Reading answers: files by whatever reader fits, and those that travel with an instrument."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from policyindex.answers.joining import answer_set, as_table
from policyindex.answers.piped import Piped
from policyindex.answers.placing import doubtful, of_scheme
from policyindex.answers.readers import reader_for
from policyindex.answers.reading import Reading
from policyindex.answers.record import Answer, Origin, Verification
from policyindex.answers.table import AnswerSet
from policyindex.answers.tablereading import TableReading
from policyindex.files.text import ANSWERS_LIMIT, check_lines, decode, read_bytes
from policyindex.files.workbooks import limits
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.guarding import plugin_file
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import AnswersSpec, ImporterSpec
from policyindex.problems import Location, Problem, errors_in, grouped, listing, ordered, problem
from policyindex.problems.errors import BrokenPluginError, ProblemsFoundError, WrongUseError

BUNDLED = "bundled"
"""In place of a file: the answers that travel with the instrument; a file of that name is ``./bundled``."""
_LINES = ("csv", "odk")
"""The readers of files that are a row a line."""
PUBLISHED = ("unit", "period", "node")
"""The columns that a file of published scores must have."""


def bundled_specs(instrument: Instrument, host: PluginHost) -> list[AnswersSpec]:
    """Give the answers that travel with an instrument and its strands, or with the instrument that it extends."""
    base = host.instruments.get((instrument.id, instrument.edition)) if instrument.registered else None
    if instrument.extends and not (base and base.answers):
        name, _, edition = instrument.extends.partition("@")
        found = host.instruments[name, edition].answers
        return [found._replace(published=None)] if found else []  # its scores are not the base's
    if base is None:  # a copy may have other rules, and its scores are nobody's
        return []
    strands = [host.strands.get((instrument.id, each.id, each.edition)) for each in instrument.strands]
    return [spec.answers for spec in (base, *strands) if spec and spec.answers]


def bundled_answers(instrument: Instrument, host: PluginHost) -> AnswerSet:
    """Read the answers that travel with an instrument and its strands, or raise WrongUseError if there are none."""
    specs = bundled_specs(instrument, host)
    if not specs:
        raise WrongUseError(f"no answers travel with {instrument.reference}: give some with --answers FILE")
    readings = []
    for spec in specs:
        reading = plugin_file(
            f"the answers of plugin {_origin(spec, host)}", partial(_read_file, spec.path, instrument, host)
        )
        readings.append(as_table(reading).verified(Verification.parse(spec.verification)))
    names = {code: name for spec in specs for code, name in spec.unit_names.items()}
    published = frozenset(key for spec in specs if spec.published for key in _published(spec, spec.published, host))
    notes = " ".join(spec.note for spec in specs if spec.note)
    answers, problems = answer_set(readings)
    found = host.check_answers(instrument, answers)
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    study = next((spec.study for spec in specs if spec.study), None)
    return AnswerSet(answers.grid, Origin(notes, published, names, study), ordered([*problems, *found]))


def _origin(spec: AnswersSpec, host: PluginHost) -> str:
    entries = (*host.entries("instruments"), *host.entries("strands"))
    return next(
        host.plugins[each.plugin].origin
        for each in entries
        if each.spec.answers and each.spec.answers.path == spec.path
    )


def _published(spec: AnswersSpec, path: Path, host: PluginHost) -> Iterator[tuple[str, str, str]]:
    """Read which scores somebody published from bundled answers."""
    who = f"{path}, which plugin {_origin(spec, host)} names as published scores,"
    try:
        text, _ = decode(read_bytes(path, ANSWERS_LIMIT), str(path))
    except ProblemsFoundError as error:
        raise BrokenPluginError(f"{who} cannot be read: {error}") from error
    rows = csv.reader(io.StringIO(text))
    head = next(rows, [])
    if absent := [name for name in PUBLISHED if name not in head]:
        raise BrokenPluginError(f"{who} lacks the columns {listing(absent)}")
    unit, period, node = (head.index(name) for name in PUBLISHED)
    try:
        for row in filter(None, rows):
            if len(row) <= max(unit, period, node):
                raise BrokenPluginError(f"{who} has too few cells in line {rows.line_num}")
            yield row[unit], row[period], row[node]
    except csv.Error as error:
        raise BrokenPluginError(f"{who} cannot be read: line {rows.line_num}: {error}") from error


def read_answers(
    instrument: Instrument, *paths: str | Path | Piped, host: PluginHost, importer: str = "", override: bool = False
) -> AnswerSet:
    """Read answer files for an instrument; without any, the answers that travel with it, which ``bundled`` also means.

    What came by standard input is a file like the others.

    :param importer: the name of a reader; empty: chosen by the file's suffix
    :param override: answers of a later file replace those of earlier ones; how many is a warning
    :raises ProblemsFoundError: with every fault of every file, and for an answer that stands twice
    """
    if not paths:
        return bundled_answers(instrument, host)
    readings: list[TableReading] = []
    problems: list[Problem] = []
    origin = Origin()
    for path in paths:
        try:
            if str(path) == BUNDLED:
                found = bundled_answers(instrument, host)
                origin = found.origin
                readings.append(_as_reading(found))
            elif isinstance(path, Piped):
                spec = reader_for(path, host, importer)
                readings.append(as_table(_read_data(path.data, str(path), instrument, host, spec)))
            else:
                readings.append(as_table(_read_file(Path(path), instrument, host, importer)))
        except ProblemsFoundError as error:
            problems.extend(error.problems)
    return _checked_answers(instrument, readings, host, problems, origin=origin, override=override)


def _as_reading(bundled: AnswerSet) -> TableReading:
    """Give the answers that travel with an instrument as a file among others."""
    where = Location(BUNDLED)
    return TableReading(list(bundled.warnings), bundled.grid, lambda record: where, dict)


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
    before, names = list(problems), unit_names(instrument, host)
    scheme = instrument.file.units.scheme if instrument.file.units else ""
    placed: list[Problem] = []
    tables = of_scheme([as_table(each) for each in readings], names, scheme, placed)
    try:
        answers, found = answer_set(tables, override=override)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(ordered([*before, *error.problems])) from None
    found = [
        *before,
        *found,
        *placed,
        *doubtful(answers.grid, tables, names, instrument.periods),
        *host.check_answers(instrument, answers),
    ]
    found = ordered(grouped(found))
    if errors_in(found):
        raise ProblemsFoundError(found)
    known = origin or Origin()
    if known.published:
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


def _read_file(path: Path, instrument: Instrument, host: PluginHost, importer: str = "") -> Reading | TableReading:
    spec = reader_for(path, host, importer)
    if spec.name in _LINES:
        check_lines(path)
    try:
        data = read_bytes(path, answers_limit(path), "a header or a list, then answers")
    except MemoryError:
        raise ProblemsFoundError([problem("file-too-much", Location(str(path)))]) from None
    return _read_data(data, str(path), instrument, host, spec)


def answers_limit(path: Path) -> int:
    """Give how many bytes a file of answers may have: a workbook far fewer than a text, before any is read."""
    return limits.FILE if path.suffix.lower() == ".xlsx" else ANSWERS_LIMIT


def _read_data(
    data: bytes, name: str, instrument: Instrument, host: PluginHost, spec: ImporterSpec
) -> Reading | TableReading:
    """Let a reader turn bytes into answers; ``name`` stands for the file in problems."""
    try:
        reading: Reading | TableReading = spec.read(data, name, instrument)
    except MemoryError:
        raise ProblemsFoundError([problem("file-too-much", Location(name))]) from None
    if not isinstance(reading, TableReading) and not _is_reading(reading):
        raise BrokenPluginError(
            f"the reader '{spec.name}' of plugin {host.owner('importers', spec).origin} gave no Reading"
        )
    return reading


def _is_reading(reading: Reading) -> bool:
    """Tell whether a reader gave what it should, down to each answer and its place."""
    return (
        isinstance(reading, Reading)
        and isinstance(reading.answers, list)
        and isinstance(reading.problems, list)
        and all(isinstance(each, Problem) for each in reading.problems)
        and all(
            isinstance(each, tuple) and [type(part) for part in each] == [Answer, Location] for each in reading.answers
        )
    )


def unit_names(instrument: Instrument, host: PluginHost, answers: AnswerSet | None = None) -> Mapping[str, str]:
    """Give the names of units by code: those of the instrument's scheme and those that came with the answers."""
    scheme = host.unit_schemes.get(instrument.file.units.scheme) if instrument.file.units else None
    names = scheme.names() if scheme else {}
    return {**names, **(answers.origin.unit_names if answers else {})}
