"""Writing questionnaires that are filled in elsewhere: of one unit, of several, or of every one of a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from policyindex.problems import Problem
    from policyindex.questionnaires.form import Questionnaire
    from policyindex.questionnaires.formats import Format
    from policyindex.verbs.asking import Inquiry
    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ExportQuestionnaireRequest(Request):
    """Write the questionnaire of one unit and period, or of several units.

    \b
    policyindex questionnaire export regin-checklist --unit ES51 --period 2026 --output Q.xlsx
    policyindex questionnaire export mipex-national --unit SE --period 2021 --output sweden.xlsx
    policyindex questionnaire export mipex-regional --study study.yaml --period 2026 --all-units round-2026/
    policyindex questionnaire export regin-checklist --format self-scoring --all-languages pages/
    policyindex questionnaire export mipex-regional --unit ES51 --period 2026 --format xlsform --output form.xlsx

    Where an earlier period is known, its answers are filled in, to be confirmed or changed. Points are shown only
    where the instrument is a self-assessment.
    """

    reference: str = argument("REF", reads=True)
    unit: tuple[str, ...] = option(
        "The unit that is asked, such as SE. May be repeated: --output is a folder then, with a file a unit. Without it, "
        "whoever fills a self-scoring file in types name and code.",
        default=(),
        metavar="CODE",
    )
    period: str = option("The period it is asked about, such as 2026.", metavar="PERIOD")
    lang: str = option("A translation: a registered one, such as es, or a file.", metavar="CODE|FILE", reads=True)
    answers: tuple[str, ...] = option(
        "What is known already: earlier rounds and this one; - is standard input. May be repeated. Without it: the "
        "answers that travel with the instrument.",
        default=(),
        metavar="FILE|bundled|-",
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
    all_units: str = option(
        "Write a file a unit into this folder: of each unit of --study, without one of each that there are answers of.",
        metavar="DIR",
    )
    output: str = option(
        "Write here; - is standard output. Of several units: the folder of their files.", metavar="PATH"
    )

    @property
    def several(self) -> bool:
        """Tell whether several units may be asked, however many there are."""
        return bool(self.all_units) or len(self.unit) > 1

    @property
    def folder(self) -> str:
        """The folder that the files go into; empty: it is one file."""
        return self.all_languages or self.all_units or self.output * self.several


def export_questionnaire(
    request: ExportQuestionnaireRequest, workspace: Workspace
) -> Outcome[Questionnaire | tuple[Questionnaire, ...]]:
    """Give the questionnaire, or where several units may be asked that of each; their files are the outcome's.

    :raises WrongUseError: for a period without a unit or no unit where the format needs one, a short form that is not
        there, a unit outside the study, a format that does not exist, or files that would have one name
    """
    from policyindex.files.writing import file_named
    from policyindex.problems import ordered
    from policyindex.questionnaires.formats import all_of, chosen_format
    from policyindex.reports.questionnaire import (
        asked_in_short,
        questionnaire_report,
        questionnaires_report,
        sent_in_short,
    )
    from policyindex.scoring.score import languages_of
    from policyindex.verbs.asking import inquiry_of
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.piped import given
    from policyindex.verbs.sending import check_where, check_who, refuse_same

    check_where(request)
    path = file_named(request.output) if request.output != "-" and not request.folder else None
    formats = all_of(request.format) if request.folder else (chosen_format(request.format, path),)
    check_who(request, counts=all(each.counts for each in formats))
    answers = given(request.answers)
    files: list[MadeFile] = []
    every: list[Questionnaire] = []
    warnings: list[Problem] = []
    notes: tuple[str, ...] = ()
    languages = languages_of(request.reference, workspace.host) if request.all_languages else (request.lang,)
    for language in languages:
        inquiry = inquiry_of(
            request.reference,
            request.period,
            *answers,
            host=workspace.host,
            language=language,
            importer=request.answers_format,
            override=request.override,
            short_form=request.short_form,
            study=request.study,
        )
        asked, found, notes = _asked(inquiry, request)
        warnings += found
        every += asked
        made = [(each.unit, file) for each in asked for file in _files(each, formats, request, workspace, language)]
        refuse_same((unit, file.name) for unit, file in made)
        files += (file for _, file in made)
    first, whole, several = every[0], tuple(every), request.several
    return Outcome(
        whole if several else first,
        lambda: questionnaires_report(whole) if several else questionnaire_report(first),
        tuple(files),
        tuple(dict.fromkeys(ordered(warnings))),
        notes,
        brief=not request.answers and first.instrument.registered,
        summary=sent_in_short(whole) if several else asked_in_short(first),
    )


def _asked(
    inquiry: Inquiry, request: ExportQuestionnaireRequest
) -> tuple[list[Questionnaire], list[Problem], tuple[str, ...]]:
    """Ask each unit once; give what is to be known of answers and codes, and notes on units that are named twice."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import once

    units = inquiry.units if request.all_units else request.unit
    if request.all_units and not units:
        raise WrongUseError(
            "--all-units knows of no unit: give --study FILE, or --answers FILE with answers of those that are asked"
        )
    if not "".join(units).strip():
        return [inquiry.anybody()], list(inquiry.instrument.warnings), ()
    found = [inquiry.of(unit) for unit in units]
    _, notes = once(asked.unit for asked, _ in found)
    problems = [*inquiry.warnings, *(each for _, own in found for each in own)]
    return list({asked.unit: asked for asked, _ in found}.values()), problems, notes


def _files(
    asked: Questionnaire,
    formats: tuple[Format, ...],
    request: ExportQuestionnaireRequest,
    workspace: Workspace,
    language: str,
) -> list[MadeFile]:
    """Give the files of one questionnaire, one a format."""
    from policyindex.questionnaires.answer_file import default_name
    from policyindex.reports.questionnaire import asked_in_short
    from policyindex.verbs.outcome import MadeFile

    found = []
    for form in formats:
        last = language if request.all_languages else asked.period
        name = default_name(asked.instrument, asked.unit, last, form.suffix)
        if request.folder:
            name = str(Path(request.folder).expanduser() / name)
        elif request.output != "-":
            name = request.output
        write = partial(form.write, asked, workspace.host.rules)
        found.append(MadeFile(name, form.media_type, write, about=asked_in_short(asked)))
    return found
