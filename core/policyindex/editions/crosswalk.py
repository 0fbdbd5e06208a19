"""Reading a crosswalk and checking it against its two editions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from policyindex.files.strict_yaml import Document, Places, read_yaml
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import (
    CarriedIndicator,
    CrosswalkFile,
)
from policyindex.instruments.reference import Named, parse_reference
from policyindex.instruments.shape import validated
from policyindex.problems import Problem, errors_in, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError

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

    @property
    def recoded(self) -> dict[str, dict[str, str]]:
        """By indicator of the newer edition: the options that are called otherwise now, the old code first."""
        return {
            key: {old: new for old, new in each.options.items() if new is not None and new != old}
            for key, each in self.indicators.items()
        }


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


def _edition(path: Path, reference: str, load: Load, places: Places, key: str) -> Instrument:
    """Load an edition; paths count from the crosswalk's folder."""
    is_path = reference.startswith((".", "/", "~")) or reference.endswith((".yaml", ".yml"))
    where = places.at("crosswalk", key)
    try:
        found = load(path.parent / Path(reference).expanduser() if is_path else reference)
    except WrongUseError as error:
        raise ProblemsFoundError(
            [problem("crosswalk-edition-unknown", where, value=reference, reason=str(error))]
        ) from None
    if not is_path and not all(each.edition for each in _named(reference)):
        values = {"value": reference, "reference": found.reference}
        raise ProblemsFoundError([problem("crosswalk-edition-open", where, **values)])
    return found


def _named(reference: str) -> tuple[Named, ...]:
    base, strands = parse_reference(reference)
    return (base, *strands)


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
        found.extend(_not_carried(key, entry, before, after, places))
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


def _not_carried(
    key: str, entry: CarriedIndicator, before: Instrument, after: Instrument, places: Places
) -> Iterator[Problem]:
    """Report an entry that asks for answers to be carried where none can be."""
    if entry.carry == "no":
        return
    if entry.from_ is None and "carry" in entry.model_fields_set:
        yield problem("crosswalk-from-missing", places.at("indicators", key, "carry"), id=key)
    one, other = before.indicators.get(entry.from_ or ""), after.indicators.get(key)
    if one and other and one.kind != other.kind:
        values = {"id": key, "kind": other.kind, "old": entry.from_, "other": one.kind}
        yield problem("crosswalk-kind-differs", places.at("indicators", key, "from"), **values)


def _unknown(key: str, instrument: Instrument) -> dict[str, Any]:
    known: Collection[str] = instrument.indicators
    return {"id": key, "instrument": instrument.reference, "known": listing(known), "hint": hint(key, known)}


def _code(instrument: Instrument, key: str, code: str, where: Any) -> list[Problem]:
    known = instrument.indicators[key].choices
    if code in known:
        return []
    values = {"id": key, "instrument": instrument.reference, "known": listing(known), "hint": hint(code, known)}
    return [problem("crosswalk-code-unknown", where, code=code, **values)]
