"""Checking files of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

<<<<<<< HEAD
from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.problems import Problem
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace
=======
from policyindex.answers.files import read_answers
from policyindex.answers.panel import panel_of
from policyindex.editions.crosswalk import read_crosswalk
from policyindex.files.strict_yaml import Document, read_yaml
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.models import FragmentFile, Model, StrandFile, TranslationFile
from policyindex.instruments.registered import bases_of
from policyindex.instruments.shape import validated
from policyindex.instruments.texts import read_translation
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, Problem, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.score import get_instrument
from policyindex.scoring.strategies import columns_of
from policyindex.studies.models import StudyFile
from policyindex.studies.study import checked
>>>>>>> c272585 (Score from the answer table: columns of codes become points a column at a time; what most outputs do not need is worked out when asked for)


@dataclass(frozen=True)
class ValidateRequest(Request):
    """Check instruments, parts of them, strands, translations, studies and crosswalks; with --for, answer files.

    \b
    policyindex validate mine.yaml
    policyindex validate --for mipex-national answers.csv more.csv
    policyindex validate --for ./mine.yaml french.yaml study.yaml answers.csv

    Exit codes: 0 no errors (warnings included), 1 errors, 2 wrong use.
    """

    files: tuple[str, ...] = argument("FILE...", default=(), reads=True)
    for_: str = option("Check answers, translations and studies of this instrument.", metavar="REF", reads=True)
    answers_format: str = option("Reader of answer files, whatever their suffix.", metavar="NAME")


def validate(request: ValidateRequest, workspace: Workspace) -> Outcome[list[Problem]]:
    """Give the problems of files; files of answers are those that are no YAML, where their instrument is named."""
    from policyindex.authoring.validation import validate as problems_of
    from policyindex.authoring.validation import validate_answers
    from policyindex.instruments.reference import refuse_workbook
    from policyindex.problems import errors_in
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
    problems = [each for file in texts for each in problems_of(file, host, reference)]
    if answers:
        problems += validate_answers(reference, answers, host, request.answers_format)
    return Outcome(problems, lambda: problem_report(problems, len(files)), failed=bool(errors_in(problems)))
