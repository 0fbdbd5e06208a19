"""Validating files of any kind: problems as a list, nothing raised for what a file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from policyindex.answers.files import read_answers
from policyindex.answers.panel import panel_of
from policyindex.editions.crosswalk import read_crosswalk
from policyindex.files.strict_yaml import Document, read_yaml
from policyindex.instruments.draft import read_draft
from policyindex.instruments.groups import group_problems
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.lists import spread
from policyindex.instruments.models import FragmentFile, StrandFile, TranslationFile
from policyindex.instruments.models.nodes import LEFT_OUT
from policyindex.instruments.shape import M, validated
from policyindex.instruments.standards import unsourced, with_top_option
from policyindex.instruments.texts import read_translation
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, Problem, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.loading import loaded
from policyindex.scoring.score import get_instrument, read_study
from policyindex.scoring.strategies import columns_of
from policyindex.studies.context.models import ContextFile
from policyindex.studies.context.reading import checked_context
from policyindex.studies.models import StudyFile
from policyindex.studies.reform import ReformFile, checked_reform
from policyindex.studies.study import checked


class Checked(NamedTuple):
    """What a check of one file found."""

    problems: list[Problem]
    notes: tuple[str, ...] = ()
    """What is to be known of it and is no problem, in a line each."""
    instrument: Instrument | None = None
    """The instrument, where the file is one without errors."""


def validate(path: str | Path, host: PluginHost, reference: str | Path = "") -> list[Problem]:
    """Check an instrument, a part of one, a strand, a translation, a study, a context or a crosswalk.

    A strand is composed with every edition of its base that it fits, a translation or a study compared with its instrument.

    :param reference: the instrument of a translation or a study, where it is not registered
    """
    return checked_file(path, host, reference).problems


def checked_file(path: str | Path, host: PluginHost, reference: str | Path = "") -> Checked:
    """Do the same, and say of an instrument what is no problem and good to know."""
    file = Path(path)
    try:
        document = read_yaml(file)
        found = _checked(file, document, host, reference)
    except ProblemsFoundError as error:
        return Checked(ordered(error.problems))
    if isinstance(found, Instrument):
        return Checked(ordered(found.warnings), _notes(found, document.name), found)
    return Checked(ordered(found))


def checked_reference(reference: str, host: PluginHost) -> Checked:
    """Check an instrument that plugins have registered, by its reference.

    :raises WrongUseError: if nothing of that name is registered
    """
    found = get_instrument(reference, host)
    return Checked(ordered(found.warnings), _notes(found, reference), found)


def _notes(instrument: Instrument, name: str) -> tuple[str, ...]:
    """Count the questions that do not say what stands behind their top option; name the nodes that leave parts out."""
    left, every = unsourced(instrument), with_top_option(instrument)
    said = f"note: {name}: {len(left)} of {len(every)} questions name no standard or source for their top option"
    return (said,) * bool(left) + tuple(f"note: {name}: {each}" for each in _leaving_out(instrument))


def _leaving_out(instrument: Instrument) -> Iterator[str]:
    """Tell of products and weighted sums that have a score without some of their parts; in a sum that is plain."""
    for rule in (each for each in LEFT_OUT if each != "sum"):
        nodes = [
            key
            for key, each in instrument.nodes.items()
            if (each.rule.aggregator, each.rule.missing, each.rule.presence) == (rule, "skip", "any")
        ]
        if nodes:
            yield (
                f"a missing part counts as {LEFT_OUT[rule]} in the {rule} {listing(nodes)}; 'presence: all' gives no score then"
            )


def validate_answers(
    reference: str | Path,
    paths: Iterable[str | Path],
    host: PluginHost,
    importer: str = "",
    *,
    override: bool = False,
    studies: Iterable[str | Path] = (),
) -> list[Problem]:
    """Check answer files for an instrument; its own problems come first.

    :param studies: studies that the answers may belong to: their labels of periods are declared, in this order
    """
    try:
        instrument = get_instrument(reference, host)
        labels = [label for path in studies for label in read_study(path, instrument).file.periods]
        instrument = replace(instrument, study_periods=tuple(dict.fromkeys(labels)))
        answers = read_answers(instrument, *paths, host=host, importer=importer, override=override)
    except ProblemsFoundError as error:
        return ordered(error.problems)
    return ordered([*answers.warnings, *panel_of(instrument, answers, columns_of(instrument), "").warnings])


def is_study(path: str | Path) -> bool:
    """Tell whether a file is a study; what cannot be read is none."""
    try:
        return "study" in read_yaml(Path(path)).data
    except ProblemsFoundError:
        return False


def _checked(file: Path, document: Document, host: PluginHost, reference: str | Path) -> list[Problem] | Instrument:
    keys = set(document.data)
    if "study" in keys:
        name = validated(StudyFile, document.data, document.places).instrument
        instrument = _instrument_of(name, document, host, reference)
        study = checked(document, instrument, file)
        return [*study.warnings, *group_problems(instrument, host, study.groups)]
    if "reform" in keys:
        about = validated(ReformFile, document.data, document.places).instrument
        return list(checked_reform(document, _instrument_of(about, document, host, reference)).warnings)
    if "context" in keys:
        about = validated(ContextFile, document.data, document.places).instrument
        any_edition = about in {key for key, _ in host.instruments}
        known = _instrument_of(about, document, host, reference or about * any_edition) if reference or about else None
        return list(checked_context(document, file, known).warnings)
    if "crosswalk" in keys:
        return list(read_crosswalk(file, lambda reference: get_instrument(reference, host)).warnings)
    if "strand" in keys or ("extends" in keys and not keys & {"id", "trees"}):
        return _strand(file, document, host)
    if keys & {"language", "texts"}:
        translation = validated(TranslationFile, document.data, document.places)
        return read_translation(file, _instrument_of(translation.instrument, document, host, reference))[1]
    if keys & {"id", "edition", "trees", "format", "title"}:
        return get_instrument(file, host)
    if keys & {"indicators", "nodes"}:
        _alone(FragmentFile, document)
        return document.warnings
    return [problem("file-kind-unknown", Location(document.name, 1, 1))]


def _alone(model: type[M], document: Document) -> M:
    problems: list[Problem] = []
    data = spread([document], problems, alone=True).data[0]
    if problems:
        raise ProblemsFoundError(problems)
    return validated(model, data, document.places)


def _strand(file: Path, document: Document, host: PluginHost) -> list[Problem]:
    strand = _alone(StrandFile, document)
    name = strand.extends.instrument
    editions = {edition: spec for (key, edition), spec in host.instruments.items() if key == name}
    if not editions:
        return [_base_unknown(document.places.at("extends", "instrument"), name, host)]
    fitting = [edition for edition in editions if edition in strand.extends.editions]
    found: list[Problem] = []
    for edition in fitting or list(editions)[-1:]:
        try:
            found += loaded(read_draft(editions[edition].path), host, [file]).warnings
        except ProblemsFoundError as error:
            found += error.problems
    return found


def _instrument_of(name: str, document: Document, host: PluginHost, reference: str | Path) -> Instrument:
    """Load the instrument that a translation or a study names, from ``reference`` where that is given."""
    key, _, edition = name.partition("@")
    if not reference and (key, edition) not in host.instruments:
        raise ProblemsFoundError([_base_unknown(document.places.at("instrument"), name, host)])
    return get_instrument(reference or name, host)


def _base_unknown(where: Location, name: str, host: PluginHost) -> Problem:
    known = ["@".join(key) for key in host.instruments] if "@" in name else sorted({key for key, _ in host.instruments})
    full = ["@".join(key) for key in host.instruments]
    return problem("base-unknown", where, id=name, known=listing(full), hint=hint(name, [*known, *full]))
