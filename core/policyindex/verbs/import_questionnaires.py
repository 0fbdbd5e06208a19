"""Taking back questionnaires that were filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policyindex.answers.table import AnswerSet
    from policyindex.instruments.instrument import Instrument
    from policyindex.questionnaires.filled import Filled
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
    policyindex questionnaire import page.json own.xlsx --answers answers.csv --unit "Upper Lakes=ES51"

    FILE is a workbook, submissions of an XLSForm, or what self-scoring gives back: the workbook, the saved work of a page
    (JSON), or its answers (CSV, with --for, as they do not say their instrument).

    Reports each cell that is new, changed, cleared or conflicting. A cell that nobody touched changes nothing, even if
    the answers have changed since the questionnaire was written. Each FILE is taken whole or, with any error in it, not
    at all; the others are taken all the same, and the command ends with 1. Where two files disagree about a cell, the
    later one is refused.
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
        "Its instrument, where that is not registered: a file such as ./mine.yaml; or where the file does not say it.",
        metavar="REF",
        reads=True,
    )
    unit: tuple[str, ...] = option(
        "The code of a unit that somebody typed the name of into a page or workbook. May be repeated. Names that the "
        "instrument's units or those of --study have need none.",
        default=(),
        metavar="NAME=CODE",
    )
    study: str = option(
        "The study they belong to: the names of its units, and the order of periods that it declares.",
        metavar="FILE",
        reads=True,
    )
    output: str = option(
        "Write all answers here (CSV). Default: the file of --answers, if it is one CSV file.",
        metavar="PATH",
        writes=True,
    )
    conflicts: str = option(
        "Which side holds where both have changed. Default: stop, and take nothing of the FILE.",
        default="stop",
        choices=("stop", "questionnaire", "file"),
    )
    format: str = option(
        "xlsx, odk for submissions in CSV, or self-scoring. Default: by the suffix of FILE, and by what is in it.",
        metavar="NAME",
    )
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
        not read, or a name of ``--unit`` is in no file
    :raises ProblemsFoundError: where no file is a questionnaire, or the answers so far have problems
    """
    from policyindex.answers.files import read_answers
    from policyindex.answers.writing import csv_of
    from policyindex.files.locking import state_of
    from policyindex.problems.errors import ProblemsFoundError
    from policyindex.questionnaires.merge import Side
    from policyindex.questionnaires.taking import StandingError, answer_files, take_files
    from policyindex.reports.taken import taken_in_short, taken_report
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.questionnaires import read_questionnaires
    from policyindex.verbs.typed_units import TypedUnits

    host = workspace.host
    target, known = answer_files(request.answers, request.output, dry_run=request.dry_run)
    units = TypedUnits(request.unit)
    before = state_of(target) if target else ""
    known_of: dict[str, AnswerSet] = {}

    def standing(instrument: Instrument) -> AnswerSet | None:
        if known and instrument.reference not in known_of:
            try:
                known_of[instrument.reference] = read_answers(
                    instrument, *known, host=host, importer=request.answers_format, override=request.override
                )
            except ProblemsFoundError as error:
                raise StandingError(error.problems) from None
        return known_of.get(instrument.reference)

    def read(name: str, taken_before: Instrument | None) -> Sequence[Filled]:
        def compared(instrument: Instrument) -> AnswerSet | None:
            other = taken_before and taken_before.reference != instrument.reference  # it is refused in any case
            return None if other else standing(instrument)

        return read_questionnaires(name, host, request.for_, request.format, compared, units, request.study)

    taken = take_files(request.files, read, standing, Side(request.conflicts), host)
    units.refuse_unused()
    writes = target and taken.changes
    return Outcome(
        taken,
        lambda: taken_report(taken, str(target) if writes else "", dry_run=request.dry_run),
        (MadeFile(str(target), "text/csv", lambda stream: stream.write(csv_of(taken.answers)), before=before),)
        if writes
        else (),
        taken.problems,
        failed=bool(taken.refused),
        summary=taken_in_short(taken),
    )
