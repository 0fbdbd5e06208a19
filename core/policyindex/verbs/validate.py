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
    """Check instruments, parts of them, strands, translations, studies and crosswalks; with --for, answer files.

    \b
    policyindex validate mine.yaml
    policyindex validate --for mipex-national answers.csv more.csv
    policyindex validate --for ./mine.yaml french.yaml study.yaml answers.csv

    Labels of periods that a study among the files declares are those of the answers too.

    Exit codes: 0 no errors (warnings included), 1 errors, 2 wrong use.
    """

    files: tuple[str, ...] = argument("FILE...", default=(), reads=True)
    for_: str = option("Check answers, translations and studies of this instrument.", metavar="REF", reads=True)
    override: bool = option(OVERRIDE, default=False)
    answers_format: str = option("Reader of answer files, whatever their suffix.", metavar="NAME")


def validate(request: ValidateRequest, workspace: Workspace) -> Outcome[list[Problem]]:
    """Give the problems of files; files of answers are those that are no YAML, where their instrument is named."""
    from policyindex.authoring.validation import checked_file, is_study, validate_answers
    from policyindex.instruments.reference import refuse_workbook
    from policyindex.problems import errors_in, ordered
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.problems import problem_report
    from policyindex.verbs.outcome import Outcome

    files, reference, host = request.files, request.for_, workspace.host
    texts = [file for file in files if file.lower().endswith((".yaml", ".yml"))] if reference else list(files)
    answers = [file for file in files if file not in texts]
    if looks := [file for file in texts if file.lower().endswith((".csv", ".json", ".parquet"))]:
        raise WrongUseError(f"{looks[0]} looks like answers: name their instrument with --for REF")
    for file in texts:
        refuse_workbook(file)
    found = [checked_file(file, host, reference) for file in texts]
    problems = [each for checked in found for each in checked.problems]
    if answers:
        studies = [file for file in texts if is_study(file)]
        problems += validate_answers(
            reference, answers, host, request.answers_format, override=request.override, studies=studies
        )
        problems = ordered(problems) if studies else problems
    return Outcome(
        problems,
        lambda: problem_report(problems, len(files)),
        notes=tuple(note for each in found for note in each.notes),
        failed=bool(errors_in(problems)),
    )
