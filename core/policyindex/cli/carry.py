"""How ``policyindex instruments carry`` is shown: answers to one place, what became of them to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import output_path, page_of, replace_option, say, write_out
from policyindex.cli.reporting import TEXT, finish, format_wanted, notice, write_report

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome

CSV = "csv"


def show_carried(call: Call, form: str, as_json: bool, report: str, replace: bool) -> None:
    """Write the answers, and say what was not simply carried: beside them, or on standard error where they are."""
    from policyindex.files.writing import check_outputs
    from policyindex.problems.errors import WrongUseError
    from policyindex.render.formats import writer
    from policyindex.verbs.request import files_read

    output = call.request.output
    path, target = output_path(output), Path(report).expanduser() if report else None
    check_outputs([path, target], files_read(call.request), free=not replace)
    stated = bool(form or as_json)
    name = format_wanted(None, form, as_json, (TEXT,))
    if stated and output == "-":
        raise WrongUseError(
            "answers and report cannot both go to standard output: give --output FILE, or --report FILE"
        )
    outcome = call.work()
    notice(outcome)
    if target:
        write_out(writer(_form_of(target), outcome.report(), page_of(target)), target, replace=replace)
    if path or not stated:
        write_out(outcome.files[0].write, path, replace=replace)
    else:
        say("The answers are not written: name a file for them with --output.")
    if path or stated:
        write_report(outcome, name, None)
    else:
        _say_report(outcome)
    finish(call, outcome)


def _form_of(target: Path) -> str:
    """Give the format that a suffix means; a plain text is CSV, as it was before there were others."""
    from policyindex.render.formats import TABLE, format_of

    name = format_of(target.suffix)
    return CSV if name in ("", TABLE) else name


def _say_report(outcome: Outcome[Any]) -> None:
    for line in page_of(None, whole=True).lines(outcome.report()):
        say(line)


SHOWING = Showing(
    (
        click.Option(
            ["--format", "form"],
            default="",
            metavar="NAME",
            help="How that list is printed: text, table, json, csv, xlsx, md or html.",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="The same as --format json."),
        click.Option(
            ["--report"],
            default="",
            metavar="FILE",
            help="Write what was not simply carried here, too: .csv, .json, .xlsx, .md or .html.",
        ),
        replace_option(),
    ),
    show_carried,
)
