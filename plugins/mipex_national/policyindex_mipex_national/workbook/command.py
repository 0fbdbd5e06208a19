"""``policyindex import mipex-workbook``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from policyindex import WrongUseError, get_instrument, score
from policyindex.answers.files import unit_names
from policyindex.cli import host_of
from policyindex.files.workbooks.values import open_workbook
from policyindex.files.writing import write_file
from policyindex.problems import plain
from policyindex.problems.errors import EXIT_PROBLEMS
from policyindex_mipex_national.workbook.auditing import audit, check_formulas, formulas_of
from policyindex_mipex_national.workbook.page import audit_lines, report_lines, summary
from policyindex_mipex_national.workbook.reading import read_workbook
from policyindex_mipex_national.workbook.recomputing import recompute
from policyindex_mipex_national.workbook.writing import answers_csv, comments_csv, report_csv

REFERENCE = "mipex-national@core-2020"


@click.command()
@click.argument("file", metavar="FILE.xlsx")
@click.option("--output", metavar="PATH", help="Write the answers here (CSV, in points); - is standard output.")
@click.option(
    "--comments", metavar="PATH", help="Write the experts' comments here (CSV: unit, period, indicator, comment)."
)
@click.option("--report", metavar="PATH", help="Write every irregular cell here (CSV), instead of listing all of them.")
@click.option(
    "--audit", "audited", is_flag=True, help="Recompute every published score; exit code 1 where one disagrees."
)
@click.pass_context
def mipex_workbook(
    ctx: click.Context, file: str, output: str | None, comments: str | None, report: str | None, audited: bool
) -> None:
    """Read a workbook of policy indicator scores by MPG, one sheet a country.

    Every cell that was repaired, dropped or is doubtful is named with its sheet and the reason. The answers are read by
    'policyindex run mipex-national --answers answers.csv'.

    \b
    policyindex import mipex-workbook FILE.xlsx --output answers.csv --report report.csv
    policyindex import mipex-workbook FILE.xlsx --audit
    """
    _check_paths(file, output, comments, report)
    host = host_of(ctx)
    instrument = get_instrument(REFERENCE, host)
    extract = read_workbook(open_workbook(Path(file)), instrument, unit_names(instrument, host))
    formulas = formulas_of(extract)
    findings = extract.findings
    check_formulas(extract, formulas, findings)
    checked = None
    if audited:
        recomputed = recompute(extract, lambda edition: score(edition, extract.answers, host), findings)
        checked = audit(extract, recomputed, formulas)
    rows = [*findings, *(each.finding for each in checked.disagreements)] if checked else findings
    files = {comments: comments_csv(extract), report: report_csv(rows), output: answers_csv(extract)}
    written = {path: data for path, data in files.items() if path and path != "-"}
    for path, data in written.items():
        write_file(Path(path).expanduser(), _writer(data))
    if output == "-":
        sys.stdout.buffer.write(files[output])
    lines = [summary(extract), *report_lines(findings, brief=bool(report)), *(audit_lines(checked) if checked else ())]
    lines.append(f"written: {', '.join(written) or 'nothing; name files with --output, --comments and --report'}")
    for line in lines:
        click.echo(plain(line), err=output == "-")
    if checked and checked.disagreements:
        ctx.exit(EXIT_PROBLEMS)


def _writer(data: bytes) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def _check_paths(file: str, output: str | None, comments: str | None, report: str | None) -> None:
    given = [path for path in (file, output, comments, report) if path and path != "-"]
    for option, path in (("--comments", comments), ("--report", report)):
        if path == "-":
            raise WrongUseError(f"{option} needs a file: only --output can be standard output")
    if len({Path(path).expanduser().resolve() for path in given}) < len(given):
        raise WrongUseError("the workbook and the files to write must have different names")
