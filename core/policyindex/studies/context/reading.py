"""Reading context files: every fault at its place, those of their tables too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from policyindex.files.beside import beside
from policyindex.files.strict_yaml import Document, Places, read_yaml
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.shape import validated
from policyindex.problems import Location, Problem, errors_in, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.studies.context.models import ContextFile, Ratification, Series
from policyindex.units.codes import code_of
from policyindex.units.periods import EXPECTED, label_of
from policyindex.units.rows import Row, number_in, read_rows

COLUMNS = ("unit", "period", "value", "low", "high")
NEEDED = COLUMNS[:3]


class Value(NamedTuple):
    """One value of a series; units as they are written."""

    unit: str
    period: str
    value: float
    low: float | None
    high: float | None
    where: Location


@dataclass(frozen=True)
class Context:
    """A checked context file with the tables of its series."""

    file: ContextFile
    values: dict[str, tuple[Value, ...]]
    """By series."""
    places: Places = field(default_factory=Places, compare=False, repr=False)
    warnings: tuple[Problem, ...] = ()


def checked_context(document: Document, path: Path, instrument: Instrument | None) -> Context:
    """Check a context file, whose tables stand beside ``path``.

    :param instrument: the one whose nodes and indicators it names; None: it names none
    :raises ProblemsFoundError: with every fault of it and of its tables
    """
    file, places = validated(ContextFile, document.data, document.places), document.places
    found = [*document.warnings, *_contents(file, places), *_references(file, places, instrument)]
    values = {}
    for key, series in file.series.items():
        try:
            table = beside(path, series.data, places.at("series", key, "data"), "context-data")
            values[key] = tuple(_values(table, instrument.periods if instrument else (), found))
        except ProblemsFoundError as error:
            found += error.problems
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    return Context(file, values, places, tuple(ordered(found)))


def names_some(file: ContextFile) -> bool:
    """Tell whether a file names nodes or indicators, which only an instrument has."""
    return any(file.records.values()) or any(each.overlaps for each in file.series.values())


def fits(wanted: str, instrument: Instrument) -> bool:
    """Tell whether a file that names an instrument, or an edition of it, is about this one."""
    own = f"{instrument.id}@{instrument.edition}"
    return wanted in ("", instrument.id, own, instrument.extends, instrument.extends.partition("@")[0])


def _contents(file: ContextFile, places: Places) -> Iterator[Problem]:
    """Report a file that holds nothing, series that name others wrongly, and dates out of order."""
    if not file.series and not any(file.records.values()):
        yield problem("context-empty", places.at("context"))
    for key, series in file.series.items():
        others = [each for each in file.series if each != key]
        for other in series.draws_on:
            if other not in others:
                values = {"value": other, "known": listing(others) or "none", "hint": hint(other, others)}
                yield problem("context-series-unknown", places.of_key("series", key, "draws_on", other), **values)
    for at, each in enumerate(file.ratifications):
        yield from _turned(each, places, at)


def _turned(record: Ratification, places: Places, at: int) -> Iterator[Problem]:
    """Refuse a later step that comes before an earlier one."""
    steps = [(name, value) for name in ("signed", "ratified", "in_force") if (value := getattr(record, name))]
    for (before, early), (after, late) in pairwise(steps):
        length = min(len(early), len(late))
        if late[:length] < early[:length]:
            values = {"after": after, "late": late, "before": before, "early": early}
            yield problem("context-dates-turned", places.at("ratifications", at, after), **values)


def _references(file: ContextFile, places: Places, instrument: Instrument | None) -> Iterator[Problem]:
    """Report ids that the instrument does not have."""
    if instrument is None:
        if names_some(file):
            yield problem("context-instrument-missing", places.at("context"))
        return
    if not fits(file.instrument, instrument):
        values = {"wanted": file.instrument, "given": f"{instrument.id}@{instrument.edition}"}
        yield problem("context-wrong-instrument", places.at("instrument"), **values)
        return
    named: list[tuple[str, Location]] = [
        (reference, places.of_key("series", key, "overlaps", reference))
        for key, series in file.series.items()
        for reference in series.overlaps
    ]
    named += [
        (reference, places.at(name, at, "indicators", place))
        for name, records in file.records.items()
        for at, record in enumerate(records)
        for place, reference in enumerate(record.indicators)
    ]
    known = [*instrument.nodes, *instrument.indicators]
    for reference, where in named:
        if reference not in instrument.nodes and indicator_of(reference) not in instrument.indicators:
            values = {"value": reference, "instrument": instrument.reference, "hint": hint(reference, known)}
            yield problem("context-reference-unknown", where, **values)


def _values(path: Path, declared: tuple[str, ...], problems: list[Problem]) -> Iterator[Value]:
    seen: dict[tuple[str, str], Row] = {}
    for row in read_rows(path, COLUMNS, NEEDED, problems, {"unit": lambda text: code_of(text)[0]}):
        value, low, high = (number_in(row, column, problems) for column in COLUMNS[2:])
        period = label_of(row["period"], declared)
        if period is None:
            problems.append(problem("context-period-none", row.where, value=row["period"], expected=EXPECTED))
            continue
        if low is not None and high is not None and low > high:
            problems.append(problem("interval-turned", row.where, low=row["low"], high=row["high"]))
        elif value is not None and not (low is None or low <= value) & (high is None or value <= high):
            ends: dict[str, Any] = {"value": row["value"], "low": row["low"] or "-", "high": row["high"] or "-"}
            problems.append(problem("context-value-outside", row.where, **ends))
        if first := seen.setdefault((row["unit"], period), row):
            if first is not row:
                names = {"unit": row["unit"], "period": period, "first": first.where.render()}
                problems.append(problem("context-row-twice", row.where, **names))
            elif value is not None:
                yield Value(row["unit"], period, value, low, high, row.where)


def may_be_shown(series: Series) -> bool:
    """Tell whether reports may show values of a series, and not only what was worked out with them."""
    return series.licence.redistribution == "allowed"


def publishable(context: Context) -> list[Problem]:
    """Give a problem for each series whose values may not be in anything that is published."""
    found = []
    for key, series in context.file.series.items():
        if not may_be_shown(series):
            forbids = series.licence.redistribution == "forbidden"
            said = "forbids passing values on" if forbids else "does not say whether values may be passed on"
            where = context.places.at("series", key, "licence")
            found.append(problem("context-licence", where, licence=series.licence.name, series=key, said=said))
    return found


def read_contexts(paths: Iterable[Path], instrument: Instrument) -> list[Context]:
    """Read context files of an instrument.

    :raises ProblemsFoundError: with the faults of all of them
    """
    found, problems = [], list[Problem]()
    for path in paths:
        try:
            found.append(checked_context(_document(path), path, instrument))
        except ProblemsFoundError as error:
            problems += error.problems
    if problems:
        raise ProblemsFoundError(ordered(problems))
    return found


def _document(path: Path) -> Document:
    """Read a file that is to be a context; of another one say what it lacks, not what a context does not have."""
    if path.suffix.lower() not in (".csv", ".xlsx", ".parquet"):
        document = read_yaml(path)
        if "context" in document.data:
            return document
    raise ProblemsFoundError([problem("context-not-one", Location(str(path)))])
