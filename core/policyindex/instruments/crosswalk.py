"""Reading a crosswalk and checking it against its two editions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple

from policyindex.errors import ProblemsFoundError, WrongUseError
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import (
    AtLeast,
    CarriedIndicator,
    CrosswalkFile,
    GradedCount,
    Indicator,
    SingleChoice,
)
from policyindex.instruments.shape import validated
from policyindex.instruments.yamlfile import Document, Places, read_yaml
from policyindex.problems import Problem, errors_in, hint, listing, ordered, problem

Load = Callable[[str | Path], Instrument]
"""Gives an instrument by its reference, or by a path."""


class Crosswalk(NamedTuple):
    """A checked crosswalk with its editions."""

    before: Instrument
    after: Instrument
    indicators: dict[str, CarriedIndicator]
    """By indicator of the newer edition."""
    warnings: tuple[Problem, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """What each indicator is called in the older edition, ``""`` where it has none."""
        return {key: each.from_ or "" for key, each in self.indicators.items()}


def read_crosswalk(path: Path, load: Load) -> Crosswalk:
    """Read a crosswalk and its editions; raise ProblemsFoundError with every fault."""
    document = read_yaml(path)
    file = validated(CrosswalkFile, document.data, document.places)
    before = _edition(path, file.crosswalk.from_, load, document.places, "from")
    after = _edition(path, file.crosswalk.to, load, document.places, "to")
    problems = ordered([*document.warnings, *_problems(file, before, after, document)])
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    return Crosswalk(before, after, dict(file.indicators), tuple(problems))


def codes_of(indicator: Indicator) -> tuple[str, ...]:
    """Give the codes of an indicator's options or sub-options."""
    if isinstance(indicator, SingleChoice):
        return tuple(indicator.options)
    return tuple(indicator.sub_options) if isinstance(indicator, AtLeast | GradedCount) else ()


def _edition(path: Path, reference: str, load: Load, places: Places, key: str) -> Instrument:
    """Load an edition; paths count from the crosswalk's folder."""
    is_path = reference.startswith((".", "/", "~")) or reference.endswith((".yaml", ".yml"))
    try:
        return load(path.parent / Path(reference).expanduser() if is_path else reference)
    except WrongUseError as error:
        where = places.at("crosswalk", key)
        raise ProblemsFoundError(
            [problem("crosswalk-edition-unknown", where, value=reference, reason=str(error))]
        ) from None


def _problems(file: CrosswalkFile, before: Instrument, after: Instrument, document: Document) -> list[Problem]:
    found: list[Problem] = []
    places = document.places
    for key, entry in file.indicators.items():
        if key not in after.indicators:
            where = places.of_key("indicators", key)
            found.append(problem("crosswalk-indicator-unknown", where, **_unknown(key, after)))
        if entry.from_ is not None and entry.from_ not in before.indicators:
            where = places.at("indicators", key, "from")
            found.append(problem("crosswalk-indicator-unknown", where, **_unknown(entry.from_, before)))
        for old, new in entry.options.items():
            path = ("indicators", key, "options", old)
            if entry.from_ in before.indicators:
                found.extend(_code(before, str(entry.from_), old, places.of_key(*path)))
            if new is not None and key in after.indicators:
                found.extend(_code(after, key, new, places.at(*path)))
    silent = [key for key in after.indicators if key not in file.indicators]
    if silent:
        values = {"instrument": after.reference, "names": listing(silent)}
        found.append(problem("crosswalk-silent", places.at("indicators"), **values))
    return found


def _unknown(key: str, instrument: Instrument) -> dict[str, Any]:
    known: Collection[str] = instrument.indicators
    return {"id": key, "instrument": instrument.reference, "known": listing(known), "hint": hint(key, known)}


def _code(instrument: Instrument, key: str, code: str, where: Any) -> list[Problem]:
    known = codes_of(instrument.indicators[key])
    if code in known:
        return []
    values = {"id": key, "instrument": instrument.reference, "known": listing(known), "hint": hint(code, known)}
    return [problem("crosswalk-code-unknown", where, code=code, **values)]
