"""Carrying answers of an older edition to a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import OVERRIDE, Request, argument, option

if TYPE_CHECKING:
    from policyindex.editions.carry import Carried
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class CarryRequest(Request):
    """Carry answers of the older edition to the newer one; without ANSWERS, those that travel with it.

    Every answer that is not simply the same is listed: carried but to review, recoded, missing now, or left out
    because the newer edition does not ask it. With --format or --json and no --output the list alone is given.

    \b
    policyindex instruments carry --crosswalk crosswalk.yaml answers-2026.csv --output answers-2027.csv
    """

    answers: tuple[str, ...] = argument("[ANSWERS]...", default=(), required=False, reads=True)
    override: bool = option(OVERRIDE, default=False)
    crosswalk: str = option(
        "The crosswalk from the older edition to the newer.", metavar="FILE", required=True, reads=True
    )
    output: str = option(
        "Where to write the answers as CSV. Default: standard output, which is also -.",
        metavar="FILE|-",
        writes=True,
    )


def carry(request: CarryRequest, workspace: Workspace) -> Outcome[Carried]:
    """Give the answers for the newer edition, which are the outcome's file, and what was not simply carried.

    :raises ProblemsFoundError: for what is wrong with the crosswalk or the answers
    """
    from pathlib import Path

    from policyindex.answers.files import read_answers
    from policyindex.answers.writing import csv_of
    from policyindex.editions.carry import carry as carried_by
    from policyindex.editions.crosswalk import read_crosswalk
    from policyindex.files.writing import csv_named
    from policyindex.reports.carried import carried_in_short, carried_report
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import MadeFile, Outcome

    host = workspace.host
    if request.output not in ("", "-"):
        csv_named(request.output)
    walk = read_crosswalk(Path(request.crosswalk).expanduser(), lambda each: get_instrument(each, host))
    given = read_answers(walk.before, *request.answers, host=host, override=request.override)
    found = carried_by(walk, given)
    name = request.output if request.output not in ("", "-") else f"{walk.after.id}-{walk.after.edition}-answers.csv"
    return Outcome(
        found,
        lambda: carried_report(walk, found),
        (MadeFile(name, "text/csv", lambda stream: stream.write(csv_of(found.answers))),),
        tuple(dict.fromkeys((*walk.before.warnings, *walk.after.warnings, *walk.warnings, *given.warnings))),
        summary=carried_in_short(found),
    )
