"""How ``policyindex instruments diff`` is shown: its report, and the crosswalk that it drafts."""

from __future__ import annotations

from typing import Any

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import say
from policyindex.cli.reporting import TEXT, finish, own_options, reported

OWN = (TEXT, "markdown")


def _diff(call: Call, **how: Any) -> None:
    outcome = reported(call, OWN, **how)
    outcome.save_files()
    for file in outcome.files:
        say(f"{file.name}: correct it, then use it with 'policyindex instruments carry'")
    finish(call, outcome)


SHOWING = Showing(own_options(*OWN), _diff)
