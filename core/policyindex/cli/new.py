"""``policyindex new``."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from policyindex.cli import host_of
from policyindex.problems.errors import WrongUseError


@click.group()
def new() -> None:
    """Start an instrument, or a package of one that others can install."""


@new.command()
@click.argument("name", metavar="NAME")
@click.option("--output", metavar="FILE|FOLDER", help="Write to this .yaml file or into this folder; otherwise here.")
@click.option("--title", metavar="TEXT", help="Its title; otherwise made of NAME.")
@click.pass_context
def instrument(ctx: click.Context, name: str, output: str | None, title: str | None) -> None:
    """Write NAME.yaml, a commented instrument that runs, and NAME-answers.csv with invented answers.

    \b
    policyindex new instrument town-services
    policyindex new instrument town-services --output indices/towns.yaml --title 'Open services'
    """
    from policyindex.authoring.folders import write_together
    from policyindex.authoring.names import check_free, check_name, title_of
    from policyindex.authoring.scaffold import answers_text, instrument_text

    check_name(name)
    check_free(name, host_of(ctx))
    place = Path(output or ".").expanduser()
    file = place if place.suffix in (".yaml", ".yml") else place / f"{name}.yaml"
    answers = file.with_name(f"{file.stem}-answers.csv")
    write_together({file: instrument_text(name, title_of(name, title)), answers: answers_text()})
    click.echo(f"Wrote {file} and {answers}. Next:")
    say_next(
        f"policyindex validate {quote(str(file))}",
        f"policyindex run {quote(str(file))} --answers {quote(str(answers))}",
        f"policyindex instruments show {quote(str(file))}",
    )


@new.command()
@click.argument("name", metavar="NAME")
@click.option("--output", metavar="FOLDER", help="The folder to make; otherwise NAME, here.")
@click.option(
    "--instrument", "file", metavar="FILE", type=click.Path(path_type=Path), help="Package this instrument (a copy)."
)
@click.option("--title", metavar="TEXT", help="Its title; otherwise made of NAME. FILE has its own.")
@click.pass_context
def plugin(ctx: click.Context, name: str, output: str | None, file: Path | None, title: str | None) -> None:
    """Make a package that others can install: an instrument, invented answers, cases, and tests that pass.

    \b
    policyindex new plugin town-services
    policyindex new plugin town-services --instrument towns.yaml --output packages/towns
    """
    from policyindex.authoring.copying import copy_of
    from policyindex.authoring.folders import write_folder
    from policyindex.authoring.names import check_free, check_name, check_plugin_free, title_of
    from policyindex.authoring.scaffold import plugin_files

    if file and title is not None:
        raise WrongUseError(f"--title is for a new instrument: {file} has its own title")
    host = host_of(ctx)
    check_name(name)
    check_plugin_free(name, host)
    copy = copy_of(file.expanduser(), host) if file else None
    if copy:
        check_free(copy.id, host, copy.edition)
    else:
        check_free(name, host)
    folder = Path(output or name).expanduser()
    write_folder(folder, plugin_files(name, title_of(name, title), copy))
    click.echo(f"Wrote the package {folder}. Next, in a virtual environment:")
    say_next(
        f"cd {quote(str(folder))}",
        'python -m pip install -e ".[dev]"',
        "python -m pytest",
        f"policyindex run {copy.reference if copy else name}",
    )


def say_next(*commands: str) -> None:
    """Print commands to go on with."""
    for each in commands:
        click.echo(f"  {each}")
