"""Reading a study and checking it against its instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from policyindex.files.strict_yaml import Document, Places, read_yaml
from policyindex.instruments.hashing import digest
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Scoping
from policyindex.instruments.shape import validated
from policyindex.instruments.unit_tables import groups_beside
from policyindex.problems import Problem, errors_in, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.studies.models import Country, StudyFile
from policyindex.studies.scope import UNDECIDED, Scope, decide
from policyindex.units.declared import declared_faults, label_fault
from policyindex.units.groups import Group
from policyindex.units.periods import EXPECTED, label_of


@dataclass(frozen=True)
class Study:
    """A checked study: ``scopes`` tells for each unit what each value of the scoped facet is, with its reasons."""

    file: StudyFile
    scopes: Mapping[str, Mapping[str, Scope]]
    groups: tuple[Group, ...] = ()
    """The groups of units that it brings."""
    warnings: tuple[Problem, ...] = ()

    def country(self, unit: str) -> Country | None:
        """Give the country of a unit, None if the study names none."""
        found = self.file.units.get(unit)
        return self.file.countries[found.country] if found and found.country else None

    @property
    def hash(self) -> str:
        """SHA-256 of what decides scores: period, units, scopes, basket, short form."""
        scopes = {
            unit: {
                value: [scope.kind, {facet: list(each) for facet, each in scope.only.items()}]
                for value, scope in found.items()
            }
            for unit, found in self.scopes.items()
        }
        return digest(
            [
                self.file.instrument,
                self.file.period,
                sorted(self.file.units),
                scopes,
                self.file.basket,
                self.file.short_form or "",
            ]
        )


def in_its_order(instrument: Instrument, study: Study | None) -> Instrument:
    """Give the instrument with the order of periods that a study declares."""
    return replace(instrument, study_periods=study.file.periods) if study and study.file.periods else instrument


def read_study(path: Path, instrument: Instrument) -> Study:
    """Read a study of an instrument; raise ProblemsFoundError with every fault at its place."""
    return checked(read_yaml(path), instrument, path)


def checked(document: Document, instrument: Instrument, path: Path) -> Study:
    """Check a study's document against its instrument; the table of groups that it names stands beside ``path``."""
    file, places = validated(StudyFile, document.data, document.places), document.places
    found: list[Problem] = list(document.warnings)
    if file.instrument not in (f"{instrument.id}@{instrument.edition}", instrument.extends):
        values = {"wanted": file.instrument, "given": f"{instrument.id}@{instrument.edition}"}
        found.append(problem("study-wrong-instrument", places.at("instrument"), **values))
        raise ProblemsFoundError(found)
    if label_of(file.period, (*file.periods, *instrument.file.periods)) is None:
        found.append(problem("period-none", places.at("period"), value=file.period, expected=EXPECTED))
    elif file.period not in (*file.periods, *instrument.file.periods):
        found += filter(None, [label_fault(file.period, places.at("period"))])
    found += declared_faults(file.periods, [places.at("periods", at) for at in range(len(file.periods))])
    forms = instrument.file.short_forms
    if file.short_form is not None and file.short_form not in forms:
        values = {"value": file.short_form, "known": listing(forms), "hint": hint(file.short_form, forms)}
        found.append(problem("study-unknown-short-form", places.at("short_form"), **values))
    for unit, each in file.units.items():
        if each.country is not None and each.country not in file.countries:
            values = {"unit": unit, "value": each.country, "known": listing(file.countries)}
            values["hint"] = hint(each.country, file.countries)
            found.append(problem("study-unknown-country", places.at("units", unit, "country"), **values))
    found.extend(_types(file, instrument, places))
    scopes = _scopes(file, instrument, places, found)
    scheme = instrument.file.units.scheme if instrument.file.units else ""
    groups, faults = groups_beside(path, file.groups, places.at("groups"), scheme)
    found += faults
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    return Study(file, scopes, groups, tuple(ordered(found)))


def _types(file: StudyFile, instrument: Instrument, places: Places) -> Iterator[Problem]:
    """Report typologies and types that the instrument does not have."""
    typologies = instrument.file.typologies
    for unit, each in file.units.items():
        for name, stated in each.types.items():
            path = ("units", unit, "types", name)
            if name not in typologies:
                values = {"value": name, "known": listing(typologies), "hint": hint(name, typologies)}
                yield problem("study-unknown-typology", places.of_key(*path), **values)
                continue
            kinds = [kind.id for kind in typologies[name].types]
            if stated.type not in kinds:
                values = {"value": stated.type, "known": listing(kinds), "hint": hint(stated.type, kinds)}
                yield problem("study-unknown-type", places.at(*path, "type"), **values)


def _scopes(
    file: StudyFile, instrument: Instrument, places: Places, found: list[Problem]
) -> dict[str, dict[str, Scope]]:
    scoping = instrument.file.scoping
    if scoping is None:
        for kind, entries in (("countries", file.countries), ("units", file.units)):
            for key, each in entries.items():
                if each.scoping:
                    where = places.of_key(kind, key, "scoping")
                    found.append(problem("study-no-scoping", where, instrument=file.instrument))
        return {unit: {} for unit in file.units}
    for kind, entries in (("countries", file.countries), ("units", file.units)):
        for key, each in entries.items():
            found.extend(_names(scoping, instrument, each.scoping, places, (kind, key, "scoping")))
    if errors_in(found):
        return {}
    return {unit: _of_unit(file, unit, scoping, instrument, places, found) for unit in file.units}


def _names(
    scoping: Scoping,
    instrument: Instrument,
    given: Mapping[str, Mapping[str, str]],
    places: Places,
    path: tuple[str, ...],
) -> list[Problem]:
    """Report facet values, questions and answers that the instrument does not have."""
    found = []
    facet = instrument.file.facets[scoping.facet].values
    for value, answers in given.items():
        if value not in facet:
            names = {"value": value, "facet": scoping.facet, "known": listing(facet), "hint": hint(value, facet)}
            found.append(problem("study-unknown-value", places.of_key(*path, value), **names))
        for question, answer in answers.items():
            asked = scoping.questions.get(question)
            if asked is None:
                names = {
                    "value": question,
                    "known": listing(scoping.questions),
                    "hint": hint(question, scoping.questions),
                }
                found.append(problem("study-unknown-question", places.of_key(*path, value, question), **names))
            elif answer not in asked.answers:
                names = {"value": answer, "question": question, "known": listing(asked.answers)}
                names["hint"] = hint(answer, asked.answers)
                found.append(problem("study-unknown-answer", places.at(*path, value, question), **names))
    return found


def _of_unit(
    file: StudyFile, unit: str, scoping: Scoping, instrument: Instrument, places: Places, found: list[Problem]
) -> dict[str, Scope]:
    """Decide every facet value of a unit: its own scoping answers, and its country's where it gives none."""
    own = file.units[unit]
    country = file.countries.get(own.country or "")
    scopes = {}
    for value in instrument.file.facets[scoping.facet].values:
        answers = {**(country.scoping.get(value, {}) if country else {}), **own.scoping.get(value, {})}
        scope = decide(scoping, answers)
        if scope.kind == UNDECIDED:
            names = {"unit": unit, "value": value, "facet": scoping.facet, "question": scope.open_question}
            names["text"] = scoping.questions[scope.open_question].question
            found.append(problem("study-scoping-open", places.of_key("units", unit), **names))
        scopes[value] = scope
    return scopes
