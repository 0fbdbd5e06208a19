"""``policyindex questionnaire``: out to an expert who works offline, and back."""

from __future__ import annotations

from contextlib import nullcontext

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.group import VerbGroup
from policyindex.cli.output import replace_option


@click.group(cls=VerbGroup, words="questionnaire")
def questionnaire() -> None:
    """Write questionnaires to fill in offline, and read them back."""


def _export(call: Call, replace: bool) -> None:
    from policyindex.cli.output import output_path, say, write_out
    from policyindex.cli.reporting import notice, refuse_terminal
    from policyindex.files.folders import make_folder
    from policyindex.files.writing import check_outputs, file_named
    from policyindex.questionnaires.formats import chosen_format
    from policyindex.verbs.request import files_read

    asked = call.request
    path = None if asked.folder else output_path(asked.output)
    if asked.output and not asked.folder:
        chosen = chosen_format(asked.format, path)
        check_outputs([path], files_read(asked), free=not replace)
        refuse_terminal(chosen.name, path, binary=chosen.binary, way=f"--output FILE{chosen.suffix}")
    outcome = call.work()
    notice(outcome)
    if asked.folder:
        check_outputs([file_named(each.name) for each in outcome.files], files_read(asked), free=not replace)
        make_folder(file_named(outcome.files[0].name).parent)
        outcome.save_files(replace=replace)
    else:
        write_out(outcome.files[0].write, path, replace=replace)
    for made in outcome.files if asked.folder or path else ():
        say(f"{path or made.name}: {made.about}", err=False)


def _import(call: Call, as_json: bool, report: str | None, replace: bool) -> None:
    from policyindex.cli.output import output_path, page_of, say_lines, write_out
    from policyindex.cli.reporting import finish, format_of_report
    from policyindex.files.locking import locked
    from policyindex.files.writing import check_outputs, refuse_there, write_file
    from policyindex.render.formats import TABLE, writer
    from policyindex.reports.taken import without_problems
    from policyindex.verbs.request import files_read

    asked, path = call.request, output_path(report)
    check_outputs([path], [*files_read(asked), *asked.answers, asked.output])
    if path and not replace:
        refuse_there(path)
    form = format_of_report(path)
    target = None if asked.dry_run else asked.target
    with locked(target) if target else nullcontext():
        outcome = call.work()
        outcome.save_files(replace=True)
    said = outcome.report()
    if path:
        write_file(path, writer(form, said, page_of(path)), replace=replace)
    if as_json:
        write_out(writer("json", said), None)
    else:
        for each in outcome.warnings:
            say_lines(each.render())
        write_out(writer(TABLE, without_problems(said), page_of(None)), None)
    finish(call, outcome)


EXPORT = Showing((replace_option(),), _export)
IMPORT = Showing(
    (
        click.Option(["--json", "as_json"], is_flag=True, help="Print the report as JSON."),
        click.Option(
            ["--report"],
            metavar="PATH",
            help="Write the report here as well, as its suffix says: .json, .csv, .xlsx, .md, .html or .txt.",
        ),
        click.Option(["--replace"], is_flag=True, help="Write over a report that is there."),
    ),
    _import,
)
