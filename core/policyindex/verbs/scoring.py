"""What several verbs ask to be scored: the fields they share, and the result that they work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyindex.answers.table import AnswerSet
    from policyindex.instruments.instrument import Instrument
    from policyindex.problems import Problem
    from policyindex.scoring.result import Result
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ScoringRequest(Request):
    """What to score: an instrument, answers, and what else decides the scores or their words."""

    reference: str = argument("REF", reads=True)
    answers: tuple[str, ...] = option(
        "Answer file (CSV, JSON, Parquet); - reads standard input, a file among the others; 'bundled' means the answers "
        "that travel with the instrument. May be repeated. Default: bundled.",
        default=(),
        metavar="FILE|bundled|-",
        reads=True,
    )
    override: bool = option(OVERRIDE, default=False)
    answers_format: str = option(
        "Reader to use whatever the file's suffix: csv, json, parquet, or a plugin's.", metavar="NAME"
    )
    cutoff: tuple[str, ...] = option(
        "Cut-off of a typology on a node, instead of the instrument's. May be repeated.",
        default=(),
        metavar="NODE=VALUE",
    )
    lang: str = option(
        "A translation of the instrument: a registered one, such as es, or a file. Default: its source language.",
        metavar="CODE|FILE",
        reads=True,
    )
    study: str = option(
        "The study the answers belong to: its units, period and scoping decide what is compared.",
        metavar="FILE",
        reads=True,
    )
    basket: str = option(
        "Compare units on what all of them are in competence for, or each on its own competences.",
        metavar="common|own",
        choices=("common", "own"),
    )
    short_form: str = option("Score the questions of this short form only; see 'instruments show'.", metavar="NAME")


class Scored(NamedTuple):
    """A result with what was noticed on the way to it."""

    result: Result
    notes: tuple[str, ...]
    warnings: tuple[Problem, ...]


def scored(
    request: ScoringRequest,
    workspace: Workspace,
    joined: Callable[[Instrument, AnswerSet], AnswerSet] | None = None,
) -> Scored:
    """Load, read and score what a request asks for.

    :param joined: gives the answers that are scored in place of those that were read
    """
    from policyindex.answers.files import read_answers
    from policyindex.scoring.score import get_instrument, read_study, score
    from policyindex.studies.study import in_its_order
    from policyindex.verbs.piped import given

    host = workspace.host
    instrument = get_instrument(request.reference, host, request.lang)
    study = read_study(request.study, instrument) if request.study else None
    instrument = in_its_order(instrument, study)
    answers = read_answers(
        instrument,
        *given(request.answers, request.answers_format),
        host=host,
        importer=request.answers_format,
        override=request.override,
    )
    result = score(
        instrument,
        joined(instrument, answers) if joined else answers,
        host,
        cutoffs=_cutoffs(request.cutoff),
        study=study,
        basket=request.basket,
        short_form=request.short_form,
    )
    faults = [f"warning: plugin {each.plugin} is skipped: {each.reason}" for each in host.faults]
    return Scored(
        result,
        (*[answers.origin.note] * bool(answers.origin.note), *faults),
        (*instrument.warnings, *answers.warnings, *result.compared.warnings, *result.panel.warnings, *result.warnings),
    )


def coded(name: str, result: Result) -> str:
    """Give the code of a unit whose name somebody wrote instead; any other text as it is."""
    return next((code for code, each in result.unit_names.items() if each.casefold() == name.casefold()), name)


def _cutoffs(given: tuple[str, ...]) -> dict[str, float]:
    import math

    from policyindex.problems.errors import WrongUseError

    found = {}
    for each in given:
        node, separator, value = each.partition("=")
        try:
            found[node] = float(value)
        except ValueError:
            separator = ""
        if not separator or not math.isfinite(found.get(node, math.nan)):
            raise WrongUseError(f"--cutoff takes NODE=VALUE, such as basic_rights=50, not '{each}'")
    return found
