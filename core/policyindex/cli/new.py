"""``policyindex new``: new files are written, and what to type next is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.group import VerbGroup
from policyindex.cli.output import say

if TYPE_CHECKING:
    from policyindex.reports.report import Report


@click.group(cls=VerbGroup, words="new")
def new() -> None:
    """Start an instrument, or a package of one that others can install."""


def _write(call: Call) -> None:
    outcome = call.work()
    outcome.save_files()
    say_made(outcome.report())


SHOWING = Showing((), _write)


def say_made(report: Report) -> None:
    """Print what was written, and commands to go on with."""
    (steps,) = report.sections
    say(f"Wrote {report.title}. {steps.title}:", err=False)
    for (command,) in report.main:
        say(f"  {command}", err=False)
