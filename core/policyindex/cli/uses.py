"""``policyindex uses``, and how a use is added: its register is written, and how many there are said."""

from __future__ import annotations

from pathlib import Path

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.group import VerbGroup
from policyindex.cli.output import say
from policyindex.cli.reporting import notice


@click.group(cls=VerbGroup, words="uses")
def uses() -> None:
    """Keep a register of uses of an index: in media, policy and research."""


def _add(call: Call) -> None:
    from policyindex.files.locking import locked

    with locked(Path(call.request.register).expanduser()):
        outcome = call.work()
        notice(outcome)
        outcome.save_files(replace=True)
    say(outcome.summary, err=False)


ADD = Showing((), _add)
