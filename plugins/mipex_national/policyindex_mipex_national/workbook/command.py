"""``policyindex import mipex-workbook``: the verb in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyindex.cli.commands import Call, Showing, make_command
from policyindex.cli.output import page_of, replace_option, say, write_out
from policyindex.cli.reporting import asked_format, finish, refuse_terminal
from policyindex.files.writing import check_outputs, file_named, write_file
from policyindex.render.formats import FORMATS, TABLE, check_format, writer
from policyindex.verbs.request import files_read
from policyindex_mipex_national.workbook.importing import MipexWorkbookRequest, check_paths, mipex_workbook
from policyindex_mipex_national.workbook.reports import Imported, import_report

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome

NOTHING = "nothing; name files with --output, --comments and --report"


def _show(call: Call, form: str, as_json: bool, replace: bool) -> None:
    name, asked = asked_format(form, as_json) or TABLE, call.request
    check_format(name)
    binary = name in FORMATS and FORMATS[name].binary
    refuse_terminal(name, None, binary=binary, way=f"--report FILE.{name}")
    outputs = [each for each in (asked.output, asked.comments, asked.report) if each not in ("", "-")]
    check_paths(asked)
    check_outputs(map(file_named, outputs), files_read(asked), free=not replace)
    outcome: Outcome[Imported] = call.work()
    piped = asked.output == "-"  # the answers have standard output to themselves
    files = outcome.files[:-1] if piped else outcome.files
    for made in files:
        write_file(file_named(made.name), made.write, replace=replace)
    if piped:
        write_out(outcome.files[-1].write, None)
    said = import_report(outcome.data, brief=bool(asked.report) and name == TABLE)
    write_out(writer(name, said, page_of(None)), None, err=piped)
    if name == TABLE:
        say(f"written: {', '.join(made.name for made in files) or NOTHING}", err=piped)
    finish(call, outcome)


SHOWING = Showing(
    (
        click.Option(
            ["--format", "form"],
            default="",
            metavar="NAME",
            help="Print the report as table, json, csv, xlsx, md or html.",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="The same as --format json."),
        replace_option(),
    ),
    _show,
)
command = make_command("mipex-workbook", MipexWorkbookRequest, mipex_workbook, SHOWING)
