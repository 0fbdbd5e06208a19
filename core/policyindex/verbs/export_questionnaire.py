"""Writing a questionnaire that is filled in elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from policyindex.questionnaires.form import Questionnaire
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ExportQuestionnaireRequest(Request):
    """Write the questionnaire of one unit and period.

    \b
    policyindex questionnaire export regin-checklist --unit ES51 --period 2026 --output Q.xlsx
    policyindex questionnaire export mipex-national --unit SE --period 2021 --output sweden.xlsx
    policyindex questionnaire export mipex-regional --unit ES51 --period 2026 --format xlsform --output form.xlsx

    Where an earlier period is known, its answers are filled in, to be confirmed or changed. Points are shown only
    where the instrument is a self-assessment.
    """

    reference: str = argument("REF", reads=True)
    unit: str = option("The unit that is asked, such as SE.", metavar="CODE", required=True)
    period: str = option("The period it is asked about, such as 2026.", metavar="PERIOD", required=True)
    lang: str = option("A translation: a registered one, such as es, or a file.", metavar="CODE|FILE", reads=True)
    answers: tuple[str, ...] = option(
        "What is known already: earlier rounds and this one. May be repeated. Without it: the answers that travel with "
        "the instrument.",
        default=(),
        metavar="FILE",
        reads=True,
    )
    override: bool = option(OVERRIDE, default=False)
    answers_format: str = option("Reader of answer files, whatever their suffix.", metavar="NAME")
    short_form: str = option("Ask the questions of this short form only.", metavar="NAME")
    study: str = option("Ask only what the study's scoping leaves in for the unit.", metavar="FILE", reads=True)
    format: str = option(
        "xlsx, xlsform (ODK, KoboToolbox), html (to print) or self-scoring (a page or workbook that counts by itself). "
        "Default: by the suffix of --output.",
        metavar="NAME",
    )
    output: str = option("Write here; - is standard output.", metavar="PATH", required=True, writes=True)


def export_questionnaire(request: ExportQuestionnaireRequest, workspace: Workspace) -> Outcome[Questionnaire]:
    """Give the questionnaire; its file is the outcome's.

    :raises WrongUseError: for an empty unit or period, a short form that is not there, a unit outside the study, or a
        format that does not exist
    """
    from pathlib import Path

    from policyindex.questionnaires.answer_file import default_name
    from policyindex.questionnaires.formats import chosen_format
    from policyindex.reports.questionnaire import asked_in_short, questionnaire_report
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.questionnaires import questionnaire_of

    host, is_file = workspace.host, request.output != "-"
    chosen = chosen_format(request.format, Path(request.output) if is_file else None)
    asked, warnings = questionnaire_of(
        request.reference,
        request.unit,
        request.period,
        *request.answers,
        host=host,
        language=request.lang,
        importer=request.answers_format,
        override=request.override,
        short_form=request.short_form,
        study=request.study,
    )
    name = request.output if is_file else default_name(asked.instrument, asked.unit, asked.period, chosen.suffix)
    return Outcome(
        asked,
        lambda: questionnaire_report(asked),
        (MadeFile(name, chosen.media_type, lambda stream: chosen.write(asked, host.rules, stream)),),
        tuple(warnings),
        brief=not request.answers,
        summary=asked_in_short(asked),
    )
