"""``policyindex validate``."""

from __future__ import annotations

import json

import click

from policyindex.cli import host_of
from policyindex.instruments.reference import refuse_workbook
from policyindex.problems import Problem, errors_in
from policyindex.problems.errors import WrongUseError
from policyindex.verbs.validate import validate as validate_file
from policyindex.verbs.validate import validate_answers


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--for", "reference", default="", metavar="REF", help="Check answers, translations and studies of this instrument."
)
@click.option(
    "--answers-format", "reader", default="", metavar="NAME", help="Reader of answer files, whatever their suffix."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...], reference: str, reader: str, as_json: bool) -> None:
    """Check instruments, parts of them, strands, translations, studies and crosswalks; with --for, answer files.

    \b
    policyindex validate mine.yaml
    policyindex validate --for mipex-national answers.csv more.csv
    policyindex validate --for ./mine.yaml french.yaml study.yaml answers.csv

    Exit codes: 0 no errors (warnings included), 1 errors, 2 wrong use.
    """
    host = host_of(ctx)
    texts = [file for file in files if file.lower().endswith((".yaml", ".yml"))] if reference else files
    answers = [file for file in files if file not in texts]
    if looks := [file for file in texts if file.lower().endswith((".csv", ".json", ".parquet"))]:
        raise WrongUseError(f"{looks[0]} looks like answers: name their instrument with --for REF")
    for file in texts:
        refuse_workbook(file)
    problems = [each for file in texts for each in validate_file(file, host, reference)]
    if answers:
        problems += validate_answers(reference, answers, host, reader)
    _print(problems, files, as_json=as_json)
    if errors_in(problems):
        ctx.exit(1)


def _print(problems: list[Problem], files: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([each.as_dict() for each in problems], ensure_ascii=False, indent=1))
        return
    for each in problems:
        click.echo(each.render())
    errors = len(errors_in(problems))
    warnings = len(problems) - errors
    count = f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    click.echo(f"{len(files)} file{'s' * (len(files) != 1)}: {count if problems else 'no problems'}")
