"""``policyindex instruments``: the group, and how lists, instruments and comparisons are shown."""

from __future__ import annotations

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.group import VerbGroup
from policyindex.cli.output import say
from policyindex.cli.reporting import TEXT, finish, own_options, reported, showing

MARKDOWN = "markdown"


@click.group(cls=VerbGroup, words="instruments")
def instruments() -> None:
    """List, show, translate and compare instruments."""


def _diff(call: Call, form: str, as_json: bool, output: str | None) -> None:
    outcome = reported(call, form, as_json, output, (TEXT, MARKDOWN))
    outcome.save_files()
    for file in outcome.files:
        say(f"{file.name}: correct it, then use it with 'policyindex instruments carry'")
    finish(call, outcome)


LIST = showing(TEXT)
SHOW = showing(TEXT, "yaml", MARKDOWN)
DIFF = Showing(own_options(TEXT, MARKDOWN), _diff)
