"""Writing a questionnaire that is filled in elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
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
    policyindex questionnaire export regin-checklist --format self-scoring --all-languages pages/
    policyindex questionnaire export mipex-regional --unit ES51 --period 2026 --format xlsform --output form.xlsx

    Where an earlier period is known, its answers are filled in, to be confirmed or changed. Points are shown only
    where the instrument is a self-assessment.
    """

    reference: str = argument("REF", reads=True)
    unit: str = option(
        "The unit that is asked, such as SE. Without it, whoever fills a self-scoring file in types name and code.",
        metavar="CODE",
    )
    period: str = option("The period it is asked about, such as 2026.", metavar="PERIOD")
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
    all_languages: str = option(
        "Write a file a language into this folder; self-scoring: a page and a workbook each.", metavar="DIR"
    )
    output: str = option("Write here; - is standard output.", metavar="PATH", writes=True)


def export_questionnaire(request: ExportQuestionnaireRequest, workspace: Workspace) -> Outcome[Questionnaire]:
    """Give the questionnaire; its files are the outcome's.

    :raises WrongUseError: for a period without a unit or no unit where the format needs one, a short form that is not
        there, a unit outside the study, or a format that does not exist
    """
    from pathlib import Path

    from policyindex.problems.errors import WrongUseError
    from policyindex.questionnaires.answer_file import default_name
    from policyindex.questionnaires.formats import all_of, chosen_format
    from policyindex.reports.questionnaire import asked_in_short, questionnaire_report
    from policyindex.scoring.score import languages_of
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.questionnaires import questionnaire_of

    host, folder = workspace.host, request.all_languages
    if bool(folder) == bool(request.output):
        raise WrongUseError("say where it goes: --output FILE for one, or --all-languages DIR for one a language")
    if folder and request.lang:
        raise WrongUseError("--all-languages writes every language: leave --lang out")
    is_file = request.output != "-"
    path = Path(request.output) if is_file and not folder else None
    formats = all_of(request.format) if folder else (chosen_format(request.format, path),)
    _check_who(request, counts=all(each.counts for each in formats))
    files, every, warnings = [], [], []
    for language in languages_of(request.reference, host) if folder else (request.lang,):
        asked, found = questionnaire_of(
            request.reference,
            request.unit,
            request.period,
            *request.answers,
            host=host,
            language=language,
            importer=request.answers_format,
            override=request.override,
            short_form=request.short_form,
            study=request.study,
        )
        every.append(asked)
        warnings += found
        for form in formats:
            name = request.output
            if folder:
                name = str(Path(folder) / default_name(asked.instrument, asked.unit, language, form.suffix))
            elif not is_file:
                name = default_name(asked.instrument, asked.unit, asked.period, form.suffix)
            write = partial(form.write, asked, host.rules)
            files.append(MadeFile(name, form.media_type, write))
    return Outcome(
        every[0],
        lambda: questionnaire_report(every[0]),
        tuple(files),
        tuple(dict.fromkeys(warnings)),
        brief=not request.answers and every[0].instrument.registered,
        summary=asked_in_short(every[0]),
    )


def _check_who(request: ExportQuestionnaireRequest, *, counts: bool) -> None:
    """Refuse a questionnaire that does not say of whom or when it asks, where nobody can say so in it."""
    from policyindex.problems.errors import WrongUseError

    unit, period = request.unit.strip(), request.period.strip()
    if unit and not period:
        raise WrongUseError("the period is empty: give --period")
    if unit:
        return
    if not counts:
        raise WrongUseError("the unit is empty: give --unit; only self-scoring files let whoever fills them in say it")
    given = {"--answers": request.answers, "--short-form": request.short_form, "--study": request.study}
    if several := [name for name, value in given.items() if value]:
        raise WrongUseError(f"{several[0]} needs a unit: give --unit, or leave it out")
