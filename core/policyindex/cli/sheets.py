"""How ``from-xlsx`` and ``to-xlsx`` of ``policyindex instruments`` are shown."""

from __future__ import annotations

from pathlib import Path

from policyindex.cli.commands import Call, Showing
from policyindex.cli.new import say_made
from policyindex.cli.output import replace_option, write_out
from policyindex.cli.reporting import notice, show_warnings


def _from_xlsx(call: Call, replace: bool) -> None:
    from policyindex.files.writing import check_outputs
    from policyindex.problems import errors_in
    from policyindex.problems.errors import ProblemsFoundError

    asked = call.request
    target = Path(asked.template) if asked.template else asked.target
    check_outputs([target], [asked.workbook], free=not replace)
    try:
        outcome = call.work()
    except ProblemsFoundError as error:
        errors = errors_in(error.problems)
        show_warnings([each for each in error.problems if each not in errors])
        raise ProblemsFoundError(errors) from None
    notice(outcome)
    if target:
        outcome.save_files(replace=True)
        say_made(outcome.report())
    else:
        write_out(outcome.files[0].write, None)


def _to_xlsx(call: Call, replace: bool) -> None:
    from policyindex.files.writing import check_outputs

    check_outputs([Path(call.request.output)], [call.request.reference], free=not replace)
    outcome = call.work()
    notice(outcome)
    outcome.save_files(replace=True)
    say_made(outcome.report())


FROM_XLSX = Showing((replace_option(),), _from_xlsx)
TO_XLSX = Showing((replace_option(),), _to_xlsx)
