"""``policyindex new``: new files are written, and what to type next is said."""

from __future__ import annotations

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.group import VerbGroup


@click.group(cls=VerbGroup, words="new")
def new() -> None:
    """Start an instrument, or a package of one that others can install."""


def _write(call: Call) -> None:
    outcome = call.work()
    outcome.save_files()
    report = outcome.report()
    (steps,) = report.sections
    click.echo(f"Wrote {report.title}. {steps.title}:")
    say_next(*(str(command) for (command,) in report.main))


SHOWING = Showing((), _write)


def say_next(*commands: str) -> None:
    """Print commands to go on with."""
    for each in commands:
        click.echo(f"  {each}")
