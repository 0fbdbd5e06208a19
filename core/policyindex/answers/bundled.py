"""The answers that travel with an instrument and its strands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from policyindex.answers.joining import answer_set, as_table
from policyindex.answers.opening import read_file
from policyindex.answers.placing import first_places
from policyindex.answers.record import Origin, Verification
from policyindex.answers.tablereading import TableReading
from policyindex.files.text import ANSWERS_LIMIT, decode, read_bytes
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.guarding import plugin_file
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import AnswersSpec
from policyindex.problems import Location, listing
from policyindex.problems.errors import BrokenPluginError, ProblemsFoundError, WrongUseError

BUNDLED = "bundled"
"""In place of a file: the answers that travel with the instrument; a file of that name is ``./bundled``."""
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


def bundled_reading(instrument: Instrument, host: PluginHost) -> tuple[TableReading, Origin]:
    """Read the answers that travel with an instrument and its strands as one file among others, and what is known of them.

    :raises WrongUseError: where none do
    """
    specs = bundled_specs(instrument, host)
    if not specs:
        raise WrongUseError(f"no answers travel with {instrument.reference}: give some with --answers FILE")
    readings = []
    for spec in specs:
        reading = plugin_file(
            f"the answers of plugin {_origin(spec, host)}", partial(read_file, spec.path, instrument, host)
        )
        readings.append(as_table(reading).verified(Verification.parse(spec.verification)))
    names = {code: name for spec in specs for code, name in spec.unit_names.items()}
    published = frozenset(key for spec in specs if spec.published for key in _published(spec, spec.published, host))
    notes = " ".join(spec.note for spec in specs if spec.note)
    answers, problems = answer_set(readings)
    study = next((spec.study for spec in specs if spec.study), None)
    where, first = Location(BUNDLED), first_places(readings)
    joined = TableReading(problems, answers.grid, lambda record: where, lambda: first)
    return joined, Origin(notes, published, names, study)


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
