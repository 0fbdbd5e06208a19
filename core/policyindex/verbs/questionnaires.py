"""Questionnaires that come back: what was filled in, and the instrument that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policyindex.answers.files import unit_names
from policyindex.answers.opening import answers_limit
from policyindex.answers.table import AnswerSet
from policyindex.files.text import read_bytes
from policyindex.instruments.groups import scheme_of
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.reference import is_file
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.questionnaires.filled import Filled, Head, Opened
from policyindex.questionnaires.formats import chosen_format
from policyindex.scoring.score import get_instrument, in_language
from policyindex.studies.study import in_its_order
from policyindex.verbs.studies import known_units, study_of
from policyindex.verbs.typed_units import TypedUnits


def read_questionnaires(
    path: str | Path,
    host: PluginHost,
    reference: str | Path = "",
    form: str = "",
    standing: Callable[[Instrument], AnswerSet | None] | None = None,
    units: TypedUnits | None = None,
    study: str | Path = "",
) -> tuple[Filled, ...]:
    """Read what was filled in: one questionnaire, or many where a file holds the submissions of many.

    :param reference: its instrument; empty: the registered one that it names
    :param form: the name of its format; empty: by its suffix
    :param standing: gives the answers that stand now, to compare with; without it only what can be seen counts
    :param units: the codes of units that somebody typed the names of
    :param study: a study file: its names of units are known, and the order of periods that it declares
    :raises ProblemsFoundError: where it is no questionnaire, or one of another instrument; faults of its cells are
        in what it gives
    """
    path = Path(path)
    chosen = chosen_format(form, path, back=True)
    data = read_bytes(path, answers_limit(path), "a questionnaire")

    def opened(head: Head, where: Location) -> Opened:
        found = _opened(head, where, host, reference)
        found = found._replace(instrument=in_its_order(found.instrument, study_of(study, found.instrument)))
        return found._replace(answers=standing(found.instrument)) if standing else found

    placed, found = units or TypedUnits(()), []
    for each in chosen.read(data, str(path), opened):
        answers = standing(each.instrument) if standing else None
        names = {**unit_names(each.instrument, host, answers), **known_units(study_of(study, each.instrument))}
        scheme = scheme_of(each.instrument, host)
        found.append(placed.placed(each, names, scheme, answers, Location(str(path))))
    return tuple(found)


def _opened(head: Head, where: Location, host: PluginHost, reference: str | Path) -> Opened:
    """Find the instrument of a questionnaire; what the questionnaire says is never taken for a path."""
    try:
        if not reference and not head.instrument:
            raise ProblemsFoundError([problem("questionnaire-instrument-unsaid", where)])
        if not reference and is_file(head.instrument):
            raise WrongUseError("a questionnaire names no files")
        instrument = get_instrument(reference or head.instrument, host)
    except WrongUseError:
        if reference:
            raise
        found = problem("questionnaire-instrument-unknown", where, value=head.instrument)
        raise ProblemsFoundError([found]) from None
    if not head.instrument:
        return Opened(instrument)
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
