"""How ``policyindex whatif`` is shown: its report, and the reform file that it writes."""

from __future__ import annotations

from typing import Any

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import say
from policyindex.cli.reporting import finish, own_options, reported


def _whatif(call: Call, **how: Any) -> None:
    outcome = reported(call, (), **how)
    outcome.save_files()
    for file in outcome.files:
        say(f"{file.name}: fill in title and stage, then try it with --reform", err=True)
    finish(call, outcome)


SHOWING = Showing(own_options(), _whatif)
