"""``policyindex plugins``: the group, and how plugins are shown."""

from __future__ import annotations

import click

from policyindex.cli.group import VerbGroup
from policyindex.cli.reporting import TEXT, showing


@click.group(cls=VerbGroup, words="plugins")
def plugins() -> None:
    """List plugins, what they add, and what is wrong with them."""


SHOWING = showing(TEXT)
