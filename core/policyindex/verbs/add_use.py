"""Adding a use of an index to its register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.analysis.uses import Use
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class AddUseRequest(Request):
    """Add a use to a register: one table, written anew with the newest use first. A new FILE is made.

    \b
    policyindex uses add uses.csv --date 2031-05-02 --kind policy --what "Debate on a residence act" \\
        --by "Parliament of Examplia" --where "Plenary, item 4" --link https://example.org/4 --unit PT
    """

    register: str = argument("FILE", reads=True)
    date: str = option("When: a year, a month or a day.", metavar="DATE", required=True)
    kind: str = option("What kind of use.", choices=("media", "policy", "research"), required=True)
    what: str = option("What it was: the title of a study, the subject of a debate.", metavar="TEXT", required=True)
    by: str = option("Who used it: an institution, a paper, an author.", metavar="NAME", required=True)
    where: str = option("Where it appeared.", metavar="TEXT")
    link: str = option("Where it can be read.", metavar="URL")
    instrument: str = option("The index that was used, such as mipex-national@core-2020.", metavar="REF")
    unit: str = option("The unit that it is about.", metavar="CODE")
    node: str = option("The node that it is about.", metavar="NODE")


def add_use(request: AddUseRequest, workspace: Workspace) -> Outcome[tuple[Use, ...]]:
    """Give all uses with the new one; the register is the outcome's file.

    :raises ProblemsFoundError: for a use that is wrong or there already, or a register with faults
    """
    from pathlib import Path

    from policyindex.analysis.uses import Use, check, in_order, read_uses, written
    from policyindex.files.locking import state_of
    from policyindex.problems import Location, problem
    from policyindex.problems.errors import ProblemsFoundError, WrongUseError
    from policyindex.reports.uses import uses_report
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import Outcome, made_text

    use = Use(*(getattr(request, field).strip() for field in Use._fields))
    for name in ("what", "by", "date"):
        if not getattr(use, name):
            raise WrongUseError(f"--{name} is empty")
    path = Path(request.register).expanduser()
    before = state_of(path)
    uses = read_uses(path) if path.exists() else []
    problems = check(use, Location("--"))
    if use in uses:
        problems.append(problem("use-twice", Location("--"), first=str(path)))
    if problems:
        raise ProblemsFoundError(problems)
    if use.instrument:
        instrument = get_instrument(use.instrument, workspace.host)
        if use.node and use.node not in instrument.nodes:
            raise WrongUseError(f"'{use.node}' is not a node of {instrument.reference}; see 'instruments show'")
    found = tuple(in_order([*uses, use]))
    return Outcome(
        found,
        lambda: uses_report(found),
        (made_text(str(path), written(found), "text/csv")._replace(before=before),),
        summary=f"{path}: {len(found)} use{'s' * (len(found) != 1)}. See them with 'policyindex uses list {path}'.",
    )
