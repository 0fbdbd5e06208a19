"""Questionnaires as verbs: ask an instrument of a unit, and read what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from policyindex.answers.bundled import bundled_specs
from policyindex.answers.files import read_answers, unit_names
from policyindex.answers.opening import answers_limit
from policyindex.answers.table import AnswerSet
from policyindex.files.text import read_bytes
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.reference import is_file
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, Problem, hint, listing, ordered, plain, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.questionnaires.filled import Filled, Head, Opened
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.formats import chosen_format
from policyindex.scoring.score import get_instrument, in_language, read_study
from policyindex.studies.scope import columns_out
from policyindex.studies.study import in_its_order
from policyindex.units.codes import code_of, composed, seen
from policyindex.units.periods import EXPECTED, label_of, normal
from policyindex.verbs.units import meant, unknown


def questionnaire_of(
    reference: str | Path,
    unit: str,
    period: str,
    *paths: str | Path,
    host: PluginHost,
    language: str = "",
    importer: str = "",
    short_form: str = "",
    study: str | Path = "",
    override: bool = False,
) -> tuple[Questionnaire, list[Problem]]:
    """Ask an instrument of a unit, with what answer files know of it already; give warnings beside.

    Without files it starts from the answers that travel with the instrument, where there are any.

    :param unit: empty: whoever fills it in says which it is
    :param importer: the name of a reader of the files; empty: chosen by their suffix
    :param study: a study file: what its scoping takes out for the unit is not asked, its short form is used
    :raises WrongUseError: for an empty unit or period, a short form that is not there, or a unit outside the study
    """
    instrument = ordered_by(study, get_instrument(reference, host, language))
    unit, period = codes(unit, period, instrument.periods)
    if not unit:
        return questionnaire(instrument, "", period, anybody=True), list(instrument.warnings)
    known = bool(paths) or bool(bundled_specs(instrument, host))
    answers = (
        read_answers(instrument, *paths, host=host, importer=importer, override=override) if known else AnswerSet(())
    )
    scheme = unit_names(instrument, host)
    names = {**known_units(study, instrument), **unit_names(instrument, host, answers)}
    typed = unit
    unit, _ = meant(unit, {**{each: each for each in answers.grid.units}, **names}, instrument)
    warnings = [*instrument.warnings, *answers.warnings]
    if unit != typed:
        warnings.append(problem("unit-known-as", Location("--unit"), value=typed, read=unit))
    if not study:
        warnings += unknown(unit, instrument, {**scheme, **names} if scheme else {}, answers)
    out, short_form = scope_of_study(study, unit, period, short_form, instrument)
    asked = questionnaire(instrument, unit, period, answers, unit_names=names, short_form=short_form, out=out)
    return asked, ordered(warnings)


def ordered_by(study: str | Path, instrument: Instrument) -> Instrument:
    """Give an instrument with the order of periods that a study declares; without a study, as it is."""
    return in_its_order(instrument, read_study(study, instrument)) if study else instrument


def codes(unit: str, period: str, declared: Sequence[str] = ()) -> tuple[str, str]:
    """Give a unit and a period as typed, without the spaces around them.

    :raises WrongUseError: where one holds what would rewrite a terminal's screen, or the period is none
    """
    for name, value in (("unit", unit), ("period", period)):
        if plain(value) != value:
            raise WrongUseError(f"the {name} holds control characters: give its code")
    when = label_of(composed(seen(period)), declared)
    if period.strip() and when is None:
        raise WrongUseError(f"'{period}' is no period: it is {EXPECTED}")
    return code_of(unit)[0], when or ""


def known_units(study: str | Path, instrument: Instrument) -> dict[str, str]:
    """Give the names of a study's units by code; without a study there are none."""
    units = read_study(study, instrument).file.units if study else {}
    return {code: each.label or code for code, each in units.items()}


def scope_of_study(
    path: str | Path, unit: str, period: str, short_form: str, instrument: Instrument
) -> tuple[Mapping[str, str], str]:
    """Give the columns that a study leaves out for a unit, and its short form; without a study nothing is left out.

    :raises WrongUseError: for a unit or a period that the study is not about
    """
    if not path:
        return {}, short_form
    study = read_study(path, instrument)
    if unit not in study.file.units:
        known = study.file.units
        raise WrongUseError(
            f"'{unit}' is no unit of the study '{study.file.study}'; there are: {listing(known)}.{hint(unit, known)}"
        )
    if period != normal(study.file.period):
        raise WrongUseError(f"the study '{study.file.study}' is about {study.file.period}, not {period}")
    return columns_out(instrument, study.scopes[unit]), short_form or study.file.short_form or ""


def read_questionnaires(
    path: str | Path,
    host: PluginHost,
    reference: str | Path = "",
    form: str = "",
    standing: Callable[[Instrument], AnswerSet | None] | None = None,
) -> tuple[Filled, ...]:
    """Read what was filled in: one questionnaire, or many where a file holds the submissions of many.

    :param reference: its instrument; empty: the registered one that it names
    :param form: the name of its format; empty: by its suffix
    :param standing: gives the answers that stand now, to compare with; without it only what can be seen counts
    :raises ProblemsFoundError: where it is no questionnaire, or one of another instrument; faults of its cells are
        in what it gives
    """
    path = Path(path)
    chosen = chosen_format(form, path, back=True)
    data = read_bytes(path, answers_limit(path), "a questionnaire")

    def opened(head: Head, where: Location) -> Opened:
        found = _opened(head, where, host, reference)
        return found._replace(answers=standing(found.instrument)) if standing else found

    return chosen.read(data, str(path), opened)


def _opened(head: Head, where: Location, host: PluginHost, reference: str | Path) -> Opened:
    """Find the instrument of a questionnaire; what the questionnaire says is never taken for a path."""
    try:
        if not reference and is_file(head.instrument):
            raise WrongUseError("a questionnaire names no files")
        instrument = get_instrument(reference or head.instrument, host)
    except WrongUseError:
        if reference:
            raise
        found = problem("questionnaire-instrument-unknown", where, value=head.instrument)
        raise ProblemsFoundError([found]) from None
    wanted = f"{instrument.id}@{instrument.edition}"
    if (wanted, head.language) in host.translations:
        instrument = in_language(instrument, head.language, host)
    values = {"value": head.instrument, "wanted": instrument.reference}
    if head.instrument != instrument.reference:
        raise ProblemsFoundError([problem("questionnaire-other-instrument", where, **values)])
    hashes = {"wanted": head.scoring_hash[:12], "found": scoring_hash(instrument)[:12]}
    if head.scoring_hash != scoring_hash(instrument):
        raise ProblemsFoundError([problem("questionnaire-other-scoring", where, value=head.instrument, **hashes)])
    same = head.text_hash in ("", text_hash(instrument))
    return Opened(instrument, () if same else (problem("questionnaire-other-texts", where, value=head.instrument),))
