"""The verbs of the library: what the command line does, for a notebook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from policyindex.answers.reading import Reading, answer_set
from policyindex.answers.record import Answer, AnswerSet, Origin
from policyindex.errors import BrokenPluginError, ProblemsFoundError, WrongUseError
from policyindex.host import BUILT_IN, PluginHost
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.reference import Named, is_file, parse_reference
from policyindex.instruments.textfile import ANSWERS_LIMIT, read_bytes
from policyindex.instruments.texts import translated
from policyindex.problems import Location, Problem, errors_in, hint, listing, ordered, problem
from policyindex.scoring.explain import explain
from policyindex.scoring.ranges import check_ranges
from policyindex.scoring.result import Result
from policyindex.scoring.score import score as score_answers
from policyindex.specs import AnswersSpec, ImporterSpec, InstrumentSpec, StrandSpec
from policyindex.studies.basket import COMMON, OWN, compare
from policyindex.studies.study import Study
from policyindex.studies.study import read_study as study_of

S = TypeVar("S", InstrumentSpec, StrandSpec)

__all__ = [
    "bundled_answers",
    "explain",
    "get_instrument",
    "read_answers",
    "read_study",
    "score",
    "unit_names",
]


def get_instrument(reference: str | Path, host: PluginHost, language: str = "") -> Instrument:
    """Load an instrument.

    :param reference: ``ID[@EDITION](+STRAND[@EDITION])*`` or the path of an instrument's file
    :param language: a registered translation to use, or the file of one; empty: the source language
    :raises WrongUseError: if nothing of that name is registered
    :raises ProblemsFoundError: if its files have problems
    """
    if isinstance(reference, Path) or is_file(reference):
        instrument = load_instrument(Path(reference).expanduser(), host.rules, bases=bases_of(host))
    else:
        spec, strands = find_specs(reference, host)
        instrument = load_instrument(spec.path, host.rules, [strand.path for strand in strands], bases_of(host))
        wanted = f"{spec.id}@{spec.edition}" + "".join(f"+{each.id}@{each.edition}" for each in sorted(strands))
        if instrument.reference != wanted:
            who = host.owner("instruments", spec).origin
            raise BrokenPluginError(
                f"'{wanted}' is registered by plugin {who}, but its files say '{instrument.reference}'"
            )
        instrument = replace(instrument, registered=True)
    found = ordered(host.check_instrument(instrument))
    if errors_in(found):
        raise ProblemsFoundError(found)
    found += check_ranges(instrument, host.rules)
    instrument = replace(instrument, warnings=(*instrument.warnings, *found))
    return in_language(instrument, language, host)


def bases_of(host: PluginHost) -> Mapping[tuple[str, str], Path]:
    """Give the files of all registered instruments, which others may extend."""
    return {key: spec.path for key, spec in host.instruments.items()}


def find_specs(reference: str, host: PluginHost) -> tuple[InstrumentSpec, list[StrandSpec]]:
    """Find what a reference names among what is registered, or raise WrongUseError."""
    wanted = parse_reference(reference)
    base = wanted.base.id
    editions = {edition: spec for (name, edition), spec in host.instruments.items() if name == base}
    claims = {key[1]: reason for key, reason in host.contested("instruments").items() if key[0] == base}
    spec = _chosen(
        "instruments", "instrument", wanted.base, editions, claims, sorted({name for name, _ in host.instruments}), host
    )
    strands = []
    for strand in wanted.strands:
        known = sorted({name for base, name, _ in host.strands if base == spec.id})
        fitting = {key[2]: each for key, each in host.strands.items() if key[:2] == (spec.id, strand.id)}
        twice = {key[2]: reason for key, reason in host.contested("strands").items() if key[:2] == (spec.id, strand.id)}
        strands.append(_chosen("strands", f"strand of {spec.id}", strand, fitting, twice, known, host))
    return spec, strands


def _chosen(
    registry: str,
    kind: str,
    wanted: Named,
    editions: Mapping[str, S],
    claims: Mapping[str, str],
    known: list[str],
    host: PluginHost,
) -> S:
    """Choose an edition: the one named, otherwise the newest; ``claims`` are the editions that two plugins claim."""
    for edition, reason in claims.items():
        if wanted.edition in ("", edition):
            raise BrokenPluginError(reason)
    if editions and not wanted.edition:
        owners = {host.owner(registry, spec).origin for spec in editions.values()}
        if len(owners) > 1:  # the newest must not depend on what else is installed
            raise WrongUseError(
                f"editions of '{wanted.id}' come from {' and '.join(sorted(owners))}: name one of {listing(editions)}"
            )
        return list(editions.values())[-1]
    if wanted.edition in editions:
        return editions[wanted.edition]
    if editions:
        raise WrongUseError(
            f"there is no edition '{wanted.edition}' of '{wanted.id}'; there are: {listing(editions)}.{hint(wanted.edition, editions)}"
        )
    broken = sorted({fault.plugin for fault in host.faults})
    also = (
        f" Broken plugins that may have had it: {listing(broken)} (see 'policyindex plugins list')." if broken else ""
    )
    off = f" Disabled plugins: {listing(host.disabled)}." if host.disabled else ""
    raise WrongUseError(
        f"there is no {kind} '{wanted.id}'; known: {listing(known, 40)}.{hint(wanted.id, known)}{also}{off}"
    )


def in_language(instrument: Instrument, language: str, host: PluginHost) -> Instrument:
    """Give an instrument in a registered translation, or one in a file; empty: as it is.

    :raises WrongUseError: where there is no such translation
    """
    if language in ("", instrument.language):
        return instrument
    if is_file(language):
        return translated(instrument, Path(language).expanduser())
    base = f"{instrument.id}@{instrument.edition}"
    spec = host.translations.get((base, language))
    if spec is None:
        known = [instrument.language, *(name for reference, name in host.translations if reference == base)]
        raise WrongUseError(f"there is no translation of {base} into '{language}'; there are: {listing(known)}")
    return translated(instrument, spec.path)


def unit_names(instrument: Instrument, host: PluginHost, answers: AnswerSet | None = None) -> Mapping[str, str]:
    """Give the names of units by code: those of the instrument's scheme and those that came with the answers."""
    scheme = host.unit_schemes.get(instrument.file.units.scheme) if instrument.file.units else None
    names = host.guarded("unit_schemes", scheme, scheme.names) if scheme else {}
    return {**names, **(answers.origin.unit_names if answers else {})}


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
        reading = _read_file(spec.path, instrument, host, "")
        verified = [(_verified(answer, spec.verification), where) for answer, where in reading.answers]
        readings.append(Reading(verified, reading.problems))
    names = {code: name for spec in specs for code, name in spec.unit_names.items()}
    published = frozenset(key for spec in specs if spec.published for key in _published(spec.published))
    notes = " ".join(spec.note for spec in specs if spec.note)
    answers, problems = answer_set(readings)
    found = host.check_answers(instrument, answers)
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    study = next((spec.study for spec in specs if spec.study), None)
    return AnswerSet(answers, Origin(notes, published, names, study), ordered([*problems, *found]))


def _verified(answer: Answer, verification: str) -> Answer:
    return answer if answer.source else replace(answer, source=verification)


def _published(path: Path) -> Iterable[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["unit"], row["period"], row["node"]


def read_answers(instrument: Instrument, *paths: str | Path, host: PluginHost, importer: str = "") -> AnswerSet:
    """Read answer files for an instrument; without any, the answers that travel with it.

    :param importer: the name of a reader; empty: chosen by the file's suffix
    :raises ProblemsFoundError: with every fault of every file, and for an answer that stands twice
    """
    if not paths:
        return bundled_answers(instrument, host)
    readings: list[Reading] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            readings.append(_read_file(Path(path), instrument, host, importer))
        except ProblemsFoundError as error:
            problems.extend(error.problems)
    return checked_answers(instrument, readings, host, problems)


def checked_answers(
    instrument: Instrument, readings: Iterable[Reading], host: PluginHost, problems: Iterable[Problem] = ()
) -> AnswerSet:
    """Join readings to an answer set, with the checks that look at all of it."""
    before, readings = list(problems), list(readings)
    try:
        answers, found = answer_set(readings)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(ordered([*before, *error.problems])) from None
    found = [*before, *found, *_units(instrument, readings, host), *host.check_answers(instrument, answers)]
    if errors_in(found):
        raise ProblemsFoundError(ordered(found))
    return AnswerSet(answers, Origin(), ordered(found))


def _units(instrument: Instrument, readings: Iterable[Reading], host: PluginHost) -> list[Problem]:
    names = unit_names(instrument, host)
    scheme = instrument.file.units.scheme if instrument.file.units else ""
    first: dict[str, Location] = {}
    for reading in readings if names else ():
        for answer, where in reading.answers:
            first.setdefault(answer.unit, Location(where.file, where.line))
    unknown = {unit: where for unit, where in first.items() if unit not in names}
    return [problem("answers-unit-unknown", where, value=unit, scheme=scheme) for unit, where in unknown.items()]


def _read_file(path: Path, instrument: Instrument, host: PluginHost, importer: str) -> Reading:
    spec = _importer(host, importer, path)
    return read_data(
        read_bytes(path, ANSWERS_LIMIT, "a header or a list, then answers"), str(path), instrument, host, spec
    )


def read_data(data: bytes, name: str, instrument: Instrument, host: PluginHost, spec: ImporterSpec) -> Reading:
    """Let a reader turn bytes into answers; ``name`` stands for the file in problems."""
    reading = host.guarded("importers", spec, lambda: spec.read(data, name, instrument))
    if not isinstance(reading, Reading):
        raise BrokenPluginError(
            f"the reader '{spec.name}' of plugin {host.owner('importers', spec).origin} gave no Reading"
        )
    return reading


def _importer(host: PluginHost, importer: str, path: Path) -> ImporterSpec:
    known = host.importers
    if importer:
        if importer not in known:
            raise WrongUseError(f"there is no reader '{importer}'; there are: {listing(known)}.{hint(importer, known)}")
        return known[importer]
    fitting = [spec for spec in known.values() if path.suffix.lower() in spec.suffixes]
    built_in = [spec for spec in fitting if host.owner("importers", spec).name == BUILT_IN]
    if len(built_in or fitting) == 1:
        return (built_in or fitting)[0]
    if fitting:
        raise WrongUseError(
            f"several readers take '{path.suffix}' files: name one with --answers-format: {listing(spec.name for spec in fitting)}"
        )
    values = {
        "suffix": path.suffix or path.name,
        "known": listing(suffix for spec in known.values() for suffix in spec.suffixes),
    }
    code = "file-is-directory" if path.is_dir() else "file-suffix-unknown" if path.exists() else "file-not-found"
    raise ProblemsFoundError([problem(code, Location(str(path)), **values)])


def read_study(path: str | Path, instrument: Instrument) -> Study:
    """Read a study of an instrument; raise ProblemsFoundError with every fault at its place."""
    return study_of(Path(path), instrument)


def score(
    instrument: Instrument,
    answers: AnswerSet,
    host: PluginHost,
    *,
    source: str = "",
    cutoffs: Mapping[str, float] | None = None,
    study: Study | None = None,
    basket: str = "",
    short_form: str = "",
) -> Result:
    """Score answers; see ``Result.to_frame`` for a pandas frame and ``explain`` for the way down to the answers.

    :param source: how far answers are verified that do not say so; empty: unreviewed
    :param cutoffs: cut-offs of typologies by node, instead of the instrument's
    :param study: the round they belong to; None: the study that travels with the answers, if there is one
    :param basket: ``common`` or ``own``; empty: the study's, otherwise common where the instrument asks for the scope
    :param short_form: score the questions of this short form only; empty: the study's
    :raises WrongUseError: for a basket, a short form or a cut-off that does not exist
    """
    if study is None and answers.origin.study is not None:
        study = read_study(answers.origin.study, instrument)
    default = study.file.basket if study else COMMON if instrument.file.scoping else OWN
    form = short_form or (study.file.short_form if study else "") or ""
    for kind, value, known in (("basket", basket, (COMMON, OWN)), ("short form", form, instrument.file.short_forms)):
        if value and value not in known:
            raise WrongUseError(f"there is no {kind} '{value}'; there are: {listing(known)}.{hint(value, known)}")
    compared = compare(instrument, answers, study, basket or default, form)
    labels = {unit: each.label for unit, each in study.file.units.items() if each.label} if study else {}
    result = score_answers(
        instrument,
        compared,
        host.rules,
        source=source,
        cutoffs=cutoffs,
        published=answers.origin.published,
        unit_names={**unit_names(instrument, host, answers), **labels},
        origins=host.origins(),
    )
    host.after_scoring(result)
    return result
