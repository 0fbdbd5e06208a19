"""``policyindex units``."""

from __future__ import annotations

import click

from policyindex.cli.group import VerbGroup


@click.group(cls=VerbGroup, words="units")
def units() -> None:
    """List and show schemes of units, such as countries, and groups of them."""
