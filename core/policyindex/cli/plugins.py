"""``policyindex plugins``."""

from __future__ import annotations

import click

from policyindex.cli.group import VerbGroup


@click.group(cls=VerbGroup, words="plugins")
def plugins() -> None:
    """List plugins, what they add, and what is wrong with them."""
