"""Validating files of any kind: problems as a list, nothing raised for what a file holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policyindex.answers.points import panel_of
from policyindex.api import bases_of, get_instrument, read_answers
from policyindex.errors import ProblemsFoundError
from policyindex.host import PluginHost
from policyindex.instruments.crosswalk import read_crosswalk
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.models import FragmentFile, Model, StrandFile, TranslationFile
from policyindex.instruments.shape import validated
from policyindex.instruments.texts import read_translation
from policyindex.instruments.yamlfile import Document, read_yaml
from policyindex.problems import Location, Problem, hint, listing, ordered, problem
from policyindex.scoring.strategies import columns_of
from policyindex.studies.models import StudyFile
from policyindex.studies.study import checked


def validate(path: str | Path, host: PluginHost) -> list[Problem]:
    """Check an instrument, a part of one, a strand, a translation, a study or a crosswalk.

    A strand is composed with its base and a translation compared with its instrument where these are registered.
    """
    file = Path(path)
    try:
        document = read_yaml(file)
        return ordered(_checked(file, document, host))
    except ProblemsFoundError as error:
        return ordered(error.problems)


def validate_answers(
    reference: str | Path, paths: Iterable[str | Path], host: PluginHost, importer: str = ""
) -> list[Problem]:
    """Check answer files for an instrument; its own problems come first."""
    try:
        instrument = get_instrument(reference, host)
        answers = read_answers(instrument, *paths, host=host, importer=importer)
    except ProblemsFoundError as error:
        return ordered(error.problems)
    return ordered([*answers.warnings, *panel_of(instrument, answers, columns_of(instrument), "").warnings])


def _checked(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    keys = set(document.data)
    if "study" in keys:
        return _study(document, host)
    if "crosswalk" in keys:
        return list(read_crosswalk(file, lambda reference: get_instrument(reference, host)).warnings)
    if "strand" in keys or ("extends" in keys and not keys & {"id", "trees"}):
        return _strand(file, document, host)
    if keys & {"language", "texts"}:
        return _translation(file, document, host)
    if keys & {"id", "edition", "trees", "format", "title"}:
        return list(get_instrument(file, host).warnings)
    if keys & {"indicators", "nodes"}:
        return _alone(FragmentFile, document)
    return [problem("file-kind-unknown", Location(document.name, 1, 1))]


def _alone(model: type[Model], document: Document) -> list[Problem]:
    validated(model, document.data, document.places)
    return document.warnings


def _strand(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    strand = validated(StrandFile, document.data, document.places)
    name = strand.extends.instrument
    editions = {edition: spec for (key, edition), spec in host.instruments.items() if key == name}
    if not editions:
        return [_base_unknown(document.places.at("extends", "instrument"), name, host)]
    fitting = [edition for edition in editions if edition in strand.extends.editions]
    base = editions[(fitting or list(editions))[-1]]
    return list(load_instrument(base.path, host.rules, [file], bases_of(host)).warnings)


def _study(document: Document, host: PluginHost) -> list[Problem]:
    study = validated(StudyFile, document.data, document.places)
    name, _, edition = study.instrument.partition("@")
    if (name, edition) not in host.instruments:
        return [_base_unknown(document.places.at("instrument"), study.instrument, host)]
    return list(checked(document, get_instrument(study.instrument, host)).warnings)


def _translation(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    translation = validated(TranslationFile, document.data, document.places)
    name, _, edition = translation.instrument.partition("@")
    if (name, edition) not in host.instruments:
        return [_base_unknown(document.places.at("instrument"), translation.instrument, host)]
    return read_translation(file, get_instrument(translation.instrument, host))[1]


def _base_unknown(where: Location, name: str, host: PluginHost) -> Problem:
    known = ["@".join(key) for key in host.instruments] if "@" in name else sorted({key for key, _ in host.instruments})
    full = ["@".join(key) for key in host.instruments]
    return problem("base-unknown", where, id=name, known=listing(full), hint=hint(name, [*known, *full]))
