"""``policyindex instruments from-xlsx`` and ``to-xlsx``."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from policyindex.cli import host_of
from policyindex.cli.new import say_next

EXAMPLE = Path(__file__).parent.parent / "authoring" / "template.yaml"


@click.command("from-xlsx")
@click.argument("workbook", metavar="[FILE.xlsx]", default="")
@click.option("--output", default="-", metavar="FILE|-", help="Where to write the YAML; -: standard output.")
@click.option(
    "--template", default="", metavar="FILE.xlsx", help="Write a workbook with an example to fill in, instead."
)
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def from_xlsx(ctx: click.Context, workbook: str, output: str, template: str, replace: bool) -> None:
    """Convert an instrument written in a spreadsheet to YAML; problems are named by sheet and cell.

    \b
    policyindex instruments from-xlsx --template mine.xlsx
    policyindex instruments from-xlsx mine.xlsx --output mine.yaml
    """
    from policyindex.authoring.conversion import instrument_from_workbook, yaml_of_instrument
    from policyindex.cli.output import output_path
    from policyindex.cli.reporting import show_warnings
    from policyindex.files.writing import check_outputs, write_file
    from policyindex.problems import errors_in
    from policyindex.problems.errors import ProblemsFoundError, WrongUseError

    if workbook and template:
        raise WrongUseError("give a workbook to read, or --template FILE.xlsx to write one, not both")
    if not workbook and not template:
        raise WrongUseError("give a workbook to read, or --template FILE.xlsx to write one")
    _check_suffix("--template", template)
    host, path = host_of(ctx), output_path(output)
    check_outputs([Path(template) if template else path], [workbook], free=not replace)
    if template:
        _write(ctx, EXAMPLE, template)
        return
    try:
        document, warnings = instrument_from_workbook(Path(workbook).expanduser(), host, path)
    except ProblemsFoundError as error:
        errors = errors_in(error.problems)
        show_warnings([each for each in error.problems if each not in errors])
        raise ProblemsFoundError(errors) from None
    show_warnings(warnings)
    text = yaml_of_instrument(document)
    if path:
        write_file(path, lambda stream: stream.write(text.encode()))
        click.echo(f"Wrote {path}. Next:")
        file = quote(str(path))
        say_next(f"policyindex validate {file}", f"policyindex instruments show {file}")
    else:
        click.echo(text, nl=False)


@click.command("to-xlsx")
@click.argument("reference", metavar="REF")
@click.option("--output", required=True, metavar="FILE.xlsx", help="Where to write the workbook.")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def to_xlsx(ctx: click.Context, reference: str, output: str, replace: bool) -> None:
    """Write an instrument as a workbook that from-xlsx reads; strands are not part of it.

    \b
    policyindex instruments to-xlsx mine.yaml --output mine.xlsx
    """
    from policyindex.files.writing import check_outputs
    from policyindex.instruments.reference import is_file
    from policyindex.instruments.registered import find_specs
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.score import get_instrument

    host = host_of(ctx)
    check_outputs([Path(output)], [reference], free=not replace)
    _check_suffix("--output", output)
    get_instrument(reference, host)
    if is_file(reference):
        path = Path(reference).expanduser()
    else:
        spec, strands = find_specs(reference, host)
        path = spec.path
        if strands:
            raise WrongUseError(f"a strand belongs to its plugin: write {spec.id}@{spec.edition} alone")
    _write(ctx, path, output)


def _check_suffix(option: str, name: str) -> None:
    from policyindex.problems.errors import WrongUseError

    if name and not name.lower().endswith(".xlsx"):
        raise WrongUseError(f"{option} writes an XLSX workbook: call it {name}.xlsx")


def _write(ctx: click.Context, source: Path, output: str) -> None:
    from policyindex.authoring.rows import rows_of
    from policyindex.authoring.to_xlsx import workbook_of
    from policyindex.files.writing import write_file
    from policyindex.instruments.draft import read_draft

    data = workbook_of(rows_of(read_draft(source)), sorted(host_of(ctx).aggregators))
    path = Path(output).expanduser()
    write_file(path, lambda stream: stream.write(data))
    text = path.with_suffix(".yaml")
    if text.exists():
        text = path.with_name(f"{path.stem}-new.yaml")
    click.echo(f"Wrote {output}. Fill it in with a spreadsheet program; next:")
    say_next(f"policyindex instruments from-xlsx {quote(str(path))} --output {quote(str(text))}")
