"""Reading a workbook of MPG as a verb: a request, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs import as_function
from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyindex.verbs.outcome import MadeFile, Outcome
    from policyindex.verbs.workspace import Workspace
    from policyindex_mipex_national.workbook.reports import Imported

REFERENCE = "mipex-national@core-2020"


@dataclass(frozen=True)
class MipexWorkbookRequest(Request):
    """Read a workbook of policy indicator scores by MPG, one sheet a country.

    Every cell that was repaired, dropped or is doubtful is named with its sheet and the reason, and so is every answer
    that is missing where its neighbours stand. What has to be mended in the workbook is a problem: exit code 1. Notes
    and threaded comments go to the comments. The answers are read by 'policyindex run mipex-national --answers
    answers.csv'.

    \b
    policyindex import mipex-workbook FILE.xlsx --output answers.csv --report report.csv
    policyindex import mipex-workbook FILE.xlsx --audit
    """

    file: str = argument("FILE.xlsx", reads=True)
    output: str = option("Write the answers here (CSV, in points); - is standard output.", metavar="PATH", writes=True)
    comments: str = option(
        "Write the experts' comments here (CSV: unit, period, indicator, comment).", metavar="PATH", writes=True
    )
    report: str = option(
        "Write every irregular cell here, instead of listing all of them: CSV, or .json, .xlsx, .md, .html.",
        metavar="PATH",
        writes=True,
    )
    audit: bool = option("Recompute every published score; exit code 1 where one disagrees.", default=False)


def mipex_workbook(request: MipexWorkbookRequest, workspace: Workspace) -> Outcome[Imported]:
    """Read a workbook; the files that were named are the outcome's.

    :raises WrongUseError: where two files have one name
    :raises ProblemsFoundError: where it is no workbook, or no sheet of it looks like a country's
    """
    from pathlib import Path

    from policyindex import get_instrument, score
    from policyindex.answers.files import unit_names
    from policyindex.files.workbooks.values import open_workbook
    from policyindex.verbs.outcome import Outcome
    from policyindex_mipex_national.workbook.auditing import audit, check_formulas, formulas_of
    from policyindex_mipex_national.workbook.gaps import check_gaps
    from policyindex_mipex_national.workbook.merges import check_merged
    from policyindex_mipex_national.workbook.noted import place_notes
    from policyindex_mipex_national.workbook.periods import check_periods
    from policyindex_mipex_national.workbook.reading import read_workbook
    from policyindex_mipex_national.workbook.recomputing import recompute
    from policyindex_mipex_national.workbook.reports import Imported, import_report, summary

    check_paths(request)
    host = workspace.host
    instrument = get_instrument(REFERENCE, host)
    extract = read_workbook(open_workbook(Path(request.file)), instrument, unit_names(instrument, host))
    formulas = formulas_of(extract)
    check_formulas(extract, formulas, extract.findings)
    check_periods(extract, extract.findings)
    missing = check_gaps(extract, check_merged(extract, extract.findings), extract.findings)
    noted = place_notes(extract, extract.findings)
    checked = None
    if request.audit:
        recomputed = recompute(extract, lambda edition: score(edition, extract.answers, host), extract.findings)
        checked = audit(extract, recomputed, formulas)
    read = Imported(extract, missing, noted, checked)
    return Outcome(
        read,
        lambda: import_report(read),
        tuple(_files(request, read)),
        failed=read.failed,
        summary=summary(extract),
    )


import_mipex_workbook = as_function("import_mipex_workbook", MipexWorkbookRequest, mipex_workbook)
"""The verb in a notebook, with the options of the command."""


def _files(request: MipexWorkbookRequest, read: Imported) -> Iterator[MadeFile]:
    """Give the comments, the report and the answers, as far as they were asked for."""
    from pathlib import Path

    from policyindex.render.formats import FORMATS, format_of, writer
    from policyindex.verbs.outcome import MadeFile
    from policyindex_mipex_national.workbook.reports import import_report
    from policyindex_mipex_national.workbook.writing import answers_csv, comments_csv

    if request.comments:
        yield MadeFile(request.comments, "text/csv", lambda stream: stream.write(comments_csv(read.extract)))
    if request.report:
        form = format_of(Path(request.report).suffix)
        form = form if form in FORMATS else "csv"
        yield MadeFile(request.report, FORMATS[form].media_type, writer(form, import_report(read)))
    if request.output:
        name = "answers.csv" if request.output == "-" else request.output
        yield MadeFile(name, "text/csv", lambda stream: stream.write(answers_csv(read.extract)))


def check_paths(request: MipexWorkbookRequest) -> None:
    """Raise WrongUseError where two files have one name, or a name does not fit what is written."""
    from policyindex import WrongUseError
    from policyindex.files.opened import real
    from policyindex.files.writing import csv_named

    given = [path for path in (request.file, request.output, request.comments, request.report) if path not in ("", "-")]
    for option_, path in (("--comments", request.comments), ("--report", request.report)):
        if path == "-":
            raise WrongUseError(f"{option_} needs a file: only --output can be standard output")
    if len({real(path) for path in given}) < len(given):
        raise WrongUseError("the workbook and the files to write must have different names")
    for path in (request.output, request.comments):
        if path not in ("", "-"):
            csv_named(path)
