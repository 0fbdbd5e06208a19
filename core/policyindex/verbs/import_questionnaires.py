"""Taking back questionnaires that were filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from pathlib import Path

    from policyindex.answers.table import AnswerSet
    from policyindex.instruments.instrument import Instrument
    from policyindex.questionnaires.taking import Taken
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ImportQuestionnairesRequest(Request):
    """Read questionnaires that were filled in, and add them to the answers.

    \b
    policyindex questionnaire import Q.xlsx --dry-run
    policyindex questionnaire import Q.xlsx --output answers.csv
    policyindex questionnaire import Q.xlsx --answers answers.csv
    policyindex questionnaire import submissions.csv --answers answers.csv

    Reports each cell that is new, changed, cleared or conflicting. A cell that nobody touched changes nothing, even if
    the answers have changed since the questionnaire was written. With any error nothing is written.
    """

    files: tuple[str, ...] = argument("FILE...", default=(), reads=True)
    answers: tuple[str, ...] = option(
        "The answers so far, to compare with and to add to. May be repeated. Without it everything that can be seen "
        "in the questionnaire is new.",
        default=(),
        metavar="FILE",
    )
    override: bool = option(OVERRIDE, default=False)
    answers_format: str = option("Reader of answer files, whatever their suffix.", metavar="NAME")
    for_: str = option(
        "Its instrument, where that is not registered: a file such as ./mine.yaml.", metavar="REF", reads=True
    )
    output: str = option(
        "Write all answers here (CSV). Default: the file of --answers, if it is one CSV file.",
        metavar="PATH",
        writes=True,
    )
    conflicts: str = option(
        "Which side holds where both have changed. Default: stop, and write nothing.",
        default="stop",
        choices=("stop", "questionnaire", "file"),
    )
    format: str = option("xlsx, or odk for submissions in CSV. Default: by the suffix of FILE.", metavar="NAME")
    dry_run: bool = option("Report only; write nothing.", default=False)

    @property
    def target(self) -> Path | None:
        """The file that the answers go into, as far as the request says."""
        from policyindex.files.writing import file_named

        name = self.output or (self.answers[0] if len(self.answers) == 1 else "")
        return file_named(name) if name else None


def import_questionnaires(request: ImportQuestionnairesRequest, workspace: Workspace) -> Outcome[Taken]:
    """Give what became of each cell, and the answers after it; their file is the outcome's where they changed.

    :raises WrongUseError: where it is not said which file the answers go to, or they would replace answers that were
        not read
    :raises ProblemsFoundError: where a file is no questionnaire, or one of another instrument
    """
    from policyindex.answers.files import read_answers
    from policyindex.answers.writing import csv_of
    from policyindex.files.locking import state_of
    from policyindex.questionnaires.merge import Side
    from policyindex.questionnaires.taking import answer_files, refuse_mixture, take
    from policyindex.reports.taken import taken_in_short, taken_report
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.questionnaires import read_questionnaires

    host = workspace.host
    target, known = answer_files(request.answers, request.output, dry_run=request.dry_run)
    before = state_of(target) if target else ""
    read: dict[str, AnswerSet] = {}

    def standing(instrument: Instrument) -> AnswerSet | None:
        if not read and known:
            read[instrument.reference] = read_answers(
                instrument, *known, host=host, importer=request.answers_format, override=request.override
            )
        return read.get(instrument.reference)

    returned = [
        each
        for file in request.files
        for each in read_questionnaires(file, host, request.for_, request.format, standing)
    ]
    refuse_mixture(returned)
    answers = standing(returned[0].instrument)
    taken = take(returned, answers, Side(request.conflicts), host)
    writes = target and taken.changes and not taken.errors
    return Outcome(
        taken,
        lambda: taken_report(taken, str(target) if writes else "", dry_run=request.dry_run),
        (MadeFile(str(target), "text/csv", lambda stream: stream.write(csv_of(taken.answers)), before=before),)
        if writes
        else (),
        tuple(taken.problems),
        failed=bool(taken.errors),
        summary=taken_in_short(taken),
    )
