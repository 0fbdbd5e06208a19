"""``policyindex questionnaire``: out to an expert who works offline, and back."""

from __future__ import annotations

import sys

import click

from policyindex.cli import host_of


@click.group()
def questionnaire() -> None:
    """Write questionnaires to fill in offline, and read them back."""


@questionnaire.command("export")
@click.argument("reference", metavar="REF")
@click.option("--unit", required=True, metavar="CODE", help="The unit that is asked, such as SE.")
@click.option("--period", required=True, metavar="PERIOD", help="The period it is asked about, such as 2026.")
@click.option("--lang", default="", metavar="CODE|FILE", help="A translation: a registered one, such as es, or a file.")
@click.option(
    "--answers",
    "files",
    multiple=True,
    metavar="FILE",
    help="What is known already: earlier rounds and this one. May be repeated. Without it: the answers that travel with the instrument.",
)
@click.option(
    "--answers-format", "reader", default="", metavar="NAME", help="Reader of answer files, whatever their suffix."
)
@click.option("--short-form", default="", metavar="NAME", help="Ask the questions of this short form only.")
@click.option("--study", default="", metavar="FILE", help="Ask only what the study's scoping leaves in for the unit.")
@click.option(
    "--format",
    "form",
    default="",
    metavar="NAME",
    help="xlsx, xlsform (ODK, KoboToolbox) or html (to print). Default: by the suffix of --output.",
)
@click.option("--output", metavar="PATH", required=True, help="Write here; - is standard output.")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def export(
    ctx: click.Context,
    reference: str,
    unit: str,
    period: str,
    lang: str,
    files: tuple[str, ...],
    reader: str,
    short_form: str,
    study: str,
    form: str,
    output: str,
    replace: bool,
) -> None:
    """Write the questionnaire of one unit and period.

    \b
    policyindex questionnaire export regin-checklist --unit ES51 --period 2026 --output Q.xlsx
    policyindex questionnaire export mipex-national --unit SE --period 2021 --output sweden.xlsx
    policyindex questionnaire export mipex-regional --unit ES51 --period 2026 --format xlsform --output form.xlsx

    Where an earlier period is known, its answers are filled in, to be confirmed or changed. Points are shown only
    where the instrument is a self-assessment.
    """
    from policyindex.cli.output import output_path
    from policyindex.cli.reporting import show_warnings
    from policyindex.files.writing import check_outputs, write_file
    from policyindex.problems import plain
    from policyindex.problems.errors import WrongUseError
    from policyindex.questionnaires.formats import chosen_format
    from policyindex.verbs.questionnaires import questionnaire_of

    path = output_path(output)
    chosen = chosen_format(form, path)
    check_outputs([path], [reference, *files, study, lang], free=not replace)
    if path is None and chosen.binary and sys.stdout.isatty():
        raise WrongUseError(f"{chosen.name} is not for a terminal: give --output FILE{chosen.suffix}")
    asked, warnings = questionnaire_of(
        reference,
        unit,
        period,
        *files,
        host=host_of(ctx),
        language=lang,
        importer=reader,
        short_form=short_form,
        study=study,
    )
    show_warnings(warnings, brief=not files)
    if path is None:
        chosen.write(asked, host_of(ctx).rules, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    write_file(path, lambda stream: chosen.write(asked, host_of(ctx).rules, stream))
    since = f", with the answers of {asked.last_period}" if asked.last_period else ""
    click.echo(plain(f"{path}: {len(asked.items)} questions for {asked.unit_name}, {asked.period}{since}"))


@questionnaire.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--answers",
    "files",
    multiple=True,
    metavar="FILE",
    help="The answers so far, to compare with and to add to. May be repeated. Without it: what the questionnaire was written with.",
)
@click.option(
    "--answers-format", "reader", default="", metavar="NAME", help="Reader of answer files, whatever their suffix."
)
@click.option(
    "--for",
    "reference",
    default="",
    metavar="REF",
    help="Its instrument, where that is not registered: a file such as ./mine.yaml.",
)
@click.option(
    "--output",
    metavar="PATH",
    help="Write all answers here (CSV). Default: the file of --answers, if it is one CSV file.",
)
@click.option(
    "--conflicts",
    "side",
    default="stop",
    type=click.Choice(["stop", "questionnaire", "file"]),
    help="Which side holds where both have changed. Default: stop, and write nothing.",
)
@click.option(
    "--format",
    "form",
    default="",
    metavar="NAME",
    help="xlsx, or odk for submissions in CSV. Default: by the suffix of FILE.",
)
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def import_(
    ctx: click.Context,
    file: str,
    files: tuple[str, ...],
    reader: str,
    reference: str,
    output: str | None,
    side: str,
    form: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a questionnaire that was filled in, and add it to the answers.

    \b
    policyindex questionnaire import Q.xlsx --dry-run
    policyindex questionnaire import Q.xlsx --output answers.csv
    policyindex questionnaire import Q.xlsx --answers answers.csv
    policyindex questionnaire import submissions.csv --answers answers.csv

    Reports each cell that is new, changed, cleared or conflicting. A cell that nobody touched changes nothing, even if
    the answers have changed since the questionnaire was written. With any error nothing is written.
    """
    from policyindex.answers.files import read_answers
    from policyindex.cli.returned import print_report, target_of, write_answers
    from policyindex.problems import errors_in
    from policyindex.questionnaires.merge import Side, merge_all
    from policyindex.verbs.questionnaires import read_questionnaires

    host = host_of(ctx)
    target, known = target_of(files, output, dry_run=dry_run)
    returned = read_questionnaires(file, host, reference, form)
    instrument = returned[0].instrument
    answers = read_answers(instrument, *known, host=host, importer=reader) if known else None
    merged = merge_all(returned, answers, Side(side))
    checked = host.check_answers(instrument, merged[-1].answers)
    problems = [
        *(each for one in returned for each in one.problems),
        *(each for one in merged for each in one.problems),
    ]
    problems += checked
    changed = any(each.changes for each in merged)
    written = target if changed and not errors_in(problems) else None
    if written:
        write_answers(written, merged[-1].answers)
    print_report(returned, merged, problems, written, as_json=as_json, dry_run=dry_run)
    if errors_in(problems):
        ctx.exit(1)
