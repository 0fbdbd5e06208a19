"""``policyindex instruments``."""

from __future__ import annotations

import click

from policyindex.cli.group import VerbGroup


@click.group(cls=VerbGroup, words="instruments")
def instruments() -> None:
    """List, show, translate and compare instruments."""
