"""Checking files of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from policyindex.problems import Problem
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ValidateRequest(Request):
    """Check instruments, parts of them, strands, translations, studies, contexts and crosswalks; with --for, answer files.

    \b
    policyindex validate mine.yaml
    policyindex validate --for mipex-national answers.csv more.csv
    policyindex validate --for ./mine.yaml french.yaml study.yaml answers.csv
    policyindex validate mine.yaml --sample

    --sample tries instruments (files, or references of registered ones) with made-up answer sets and says which scores
    these have, and which rows of rule tables, types and bands no answers reach.

    Labels of periods that a study among the files declares are those of the answers too.

    Exit codes: 0 no errors (warnings included), 1 errors, 2 wrong use.
    """

    files: tuple[str, ...] = argument("FILE...", default=(), reads=True)
    for_: str = option(
        "Check answers, translations, studies and contexts of this instrument.", metavar="REF", reads=True
    )
    override: bool = option(OVERRIDE, default=False)
    sample: bool = option("Try instruments with sample answer sets; see above.", default=False)
    answers_format: str = option("Reader of answer files, whatever their suffix.", metavar="NAME")


def validate(request: ValidateRequest, workspace: Workspace) -> Outcome[list[Problem]]:
    """Give the problems of files; files of answers are those that are no YAML, where their instrument is named."""
    from policyindex.analysis.sampling.sample import sample
    from policyindex.authoring.validation import checked_file, checked_reference, is_study, validate_answers
    from policyindex.instruments.reference import is_file, refuse_workbook
    from policyindex.problems import errors_in, ordered
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.problems import problem_report
    from policyindex.reports.sample import never_reached, sample_report
    from policyindex.verbs.outcome import Outcome

    files, reference, host = request.files, request.for_, workspace.host
    texts = [file for file in files if file.lower().endswith((".yaml", ".yml"))] if reference else list(files)
    answers = [file for file in files if file not in texts]
    if looks := [file for file in texts if file.lower().endswith((".csv", ".json", ".parquet"))]:
        raise WrongUseError(f"{looks[0]} looks like answers: name their instrument with --for REF")
    for file in texts:
        refuse_workbook(file)
    named = [file for file in texts if request.sample and not is_file(file)]
    found = [checked_reference(each, host) if each in named else checked_file(each, host, reference) for each in texts]
    problems = [each for checked in found for each in checked.problems]
    if answers:
        studies = [file for file in texts if is_study(file)]
        problems += validate_answers(
            reference, answers, host, request.answers_format, override=request.override, studies=studies
        )
        problems = ordered(problems) if studies else problems
    instruments = [each.instrument for each in found if each.instrument is not None and request.sample]
    if request.sample and not instruments and not errors_in(problems):
        raise WrongUseError("there is no instrument to sample among the files")
    samples = [(each, sample(each, host.rules)) for each in instruments]
    tried = [made for _, made in samples if made is not None]
    problems += [each for made in tried for each in never_reached(made, problems)]
    unsampled = [each for each, made in samples if made is None]
    return Outcome(
        problems,
        lambda: (
            sample_report(problems, len(files), tried, unsampled)
            if request.sample
            else problem_report(problems, len(files))
        ),
        notes=tuple(note for each in found for note in each.notes),
        failed=bool(errors_in(problems)),
    )
