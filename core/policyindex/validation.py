"""Validating files of any kind: problems as a list, nothing raised for what a file holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policyindex.api import get_instrument, read_answers
from policyindex.errors import ProblemsFoundError
from policyindex.host import PluginHost
from policyindex.instruments.models import FragmentFile, Model, StrandFile, TranslationFile
from policyindex.instruments.shape import validated
from policyindex.instruments.texts import read_translation
from policyindex.instruments.yamlfile import Document, read_yaml
from policyindex.problems import Location, Problem, ordered, problem


def validate(path: str | Path, host: PluginHost) -> list[Problem]:
    """Check an instrument, a part of one, a strand or a translation.

    A strand is composed with its base and a translation compared with its instrument where these are registered.
    """
    file = Path(path)
    try:
        document = read_yaml(file)
        return ordered(_checked(file, document, host))
    except ProblemsFoundError as error:
        return ordered(error.problems)


def validate_answers(reference: str | Path, paths: Iterable[str | Path], host: PluginHost) -> list[Problem]:
    """Check answer files for an instrument."""
    instrument = get_instrument(reference, host)
    try:
        answers = read_answers(instrument, *paths, host=host)
    except ProblemsFoundError as error:
        return ordered(error.problems)
    from policyindex.answers.points import panel_of
    from policyindex.scoring.strategies import columns_of

    return ordered([*answers.warnings, *panel_of(instrument, answers, columns_of(instrument), "").warnings])


def _checked(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    keys = set(document.data)
    if keys & {"strand", "extends"}:
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
    from policyindex.instruments.loader import load_instrument

    strand = validated(StrandFile, document.data, document.places)
    base = host.instruments.get((strand.extends.instrument, strand.extends.editions[-1]))
    if base is None:
        return document.warnings
    return list(load_instrument(base.path, host.rules, [file]).warnings)


def _translation(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    translation = validated(TranslationFile, document.data, document.places)
    key = tuple(translation.instrument.split("@", 1))
    if len(key) != 2 or key not in host.instruments:
        return document.warnings
    return read_translation(file, get_instrument(translation.instrument, host))[1]
