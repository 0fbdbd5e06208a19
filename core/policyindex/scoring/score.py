"""The verbs of the library: what the command line does, for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policyindex.answers.files import of_its_units, read_answers, unit_names
from policyindex.answers.table import AnswerSet
from policyindex.instruments.draft import read_draft
from policyindex.instruments.groups import scheme_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.reference import is_file, refuse_workbook
from policyindex.instruments.registered import find_specs
from policyindex.instruments.texts import translated
from policyindex.plugins.guarding import plugin_file
from policyindex.plugins.host import PluginHost
from policyindex.problems import hint, listing
from policyindex.problems.errors import BrokenPluginError, WrongUseError
from policyindex.scoring.engine import score as score_answers
from policyindex.scoring.explain import explain
from policyindex.scoring.loading import loaded
from policyindex.scoring.result import Result
from policyindex.studies.basket import COMMON, OWN, compare
from policyindex.studies.study import Study, in_its_order
from policyindex.studies.study import read_study as study_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["explain", "get_instrument", "in_language", "read_study", "score"]


def get_instrument(reference: str | Path, host: PluginHost, language: str = "") -> Instrument:
    """Load an instrument.

    :param reference: ``ID[@EDITION](+STRAND[@EDITION])*`` or the path of an instrument's file
    :param language: a registered translation to use, or the file of one; empty: the source language
    :raises WrongUseError: if nothing of that name is registered
    :raises ProblemsFoundError: if its files have problems
    """
    refuse_workbook(str(reference))
    if isinstance(reference, Path) or is_file(reference):
        instrument = loaded(read_draft(Path(reference).expanduser()), host)
    else:
        spec, strands = find_specs(reference, host)
        owners = {host.owner("instruments", spec).origin, *(host.owner("strands", each).origin for each in strands)}
        who = " and ".join(sorted(owners))
        wanted = f"{spec.id}@{spec.edition}" + "".join(f"+{each.id}@{each.edition}" for each in sorted(strands))
        paths = [strand.path for strand in strands]
        instrument = plugin_file(f"'{wanted}' of plugin {who}", lambda: loaded(read_draft(spec.path), host, paths))
        if instrument.reference != wanted:
            raise BrokenPluginError(
                f"'{wanted}' is registered by plugin {who}, but its files say '{instrument.reference}'"
            )
        instrument = replace(instrument, registered=True)
    return in_language(instrument, language, host)


def languages_of(reference: str | Path, host: PluginHost) -> tuple[str, ...]:
    """Give the language of an instrument, and those of its registered translations, sorted."""
    instrument = get_instrument(reference, host)
    base = f"{instrument.id}@{instrument.edition}"
    others = sorted(language for name, language in host.translations if name == base)
    return (instrument.language, *(each for each in others if each != instrument.language))


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
    who = f"the translation '{language}' of plugin {host.owner('translations', spec).origin}"
    return plugin_file(who, lambda: translated(instrument, spec.path, f"{base} in '{language}'"))


def read_study(path: str | Path, instrument: Instrument) -> Study:
    """Read a study of an instrument; raise ProblemsFoundError with every fault at its place."""
    return study_of(Path(path), instrument)


def score(
    instrument: Instrument,
    answers: AnswerSet | pd.DataFrame,
    host: PluginHost,
    *,
    source: str = "",
    cutoffs: Mapping[str, float] | None = None,
    study: Study | None = None,
    basket: str = "",
    short_form: str = "",
) -> Result:
    """Score answers; see ``Result.to_frame`` for a pandas frame and ``explain`` for the way down to the answers.

    A frame is read as a file would be. What was read otherwise than it was given, such as the unit UK as GB, is among
    ``result.compared.answers.warnings``.

    :param source: how far answers are verified that do not say so; empty: unreviewed
    :param cutoffs: cut-offs of typologies by node, instead of the instrument's
    :param study: the round they belong to; None: the study that travels with the answers, if there is one
    :param basket: ``common`` or ``own``; empty: the study's, otherwise common where the instrument asks for the scope
    :param short_form: score the questions of this short form only; empty: the study's
    :raises WrongUseError: for a basket, a short form or a cut-off that does not exist
    :raises ProblemsFoundError: with every fault of a frame
    """
    if not isinstance(answers, AnswerSet):
        answers = read_answers(in_its_order(instrument, study), answers, host=host)
    if study is None and answers.origin.study is not None:
        travelling = answers.origin.study
        study = plugin_file("the study that travels with the answers", lambda: read_study(travelling, instrument))
    instrument = in_its_order(instrument, study)
    answers = of_its_units(instrument, answers, host)
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
        scheme=scheme_of(instrument, host),
        origins=host.origins(),
    )
    host.after_scoring(result)
    return result
