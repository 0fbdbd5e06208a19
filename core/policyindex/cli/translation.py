"""How ``policyindex instruments translation`` is shown: its file is written, and what there is to translate said."""

from __future__ import annotations

from pathlib import Path

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import say
from policyindex.cli.reporting import notice


def _write(call: Call) -> None:
    from policyindex.files.locking import locked
    from policyindex.files.writing import check_outputs

    check_outputs([Path(call.request.output)], [call.request.reference])
    with locked(Path(call.request.output).expanduser()):
        outcome = call.work()
        notice(outcome)
        outcome.save_files(replace=True)
    say(outcome.summary, err=False)


SHOWING = Showing((), _write)
