"""Listing the uses of an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.analysis.uses import Use
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ListUsesRequest(Request):
    """List the uses in a register, the newest first.

    \b
    policyindex uses list uses.csv
    policyindex uses list uses.csv --kind policy --unit PT
    """

    register: str = argument("FILE", reads=True)
    kind: str = option("Uses of this kind only.", choices=("media", "policy", "research"))
    unit: str = option("Uses about this unit only.", metavar="CODE")


def list_uses(request: ListUsesRequest, workspace: Workspace) -> Outcome[tuple[Use, ...]]:
    """Give the uses in a register."""
    from pathlib import Path

    from policyindex.analysis.uses import read_uses
    from policyindex.reports.uses import uses_report
    from policyindex.verbs.outcome import Outcome

    every = read_uses(Path(request.register).expanduser())
    found = tuple(each for each in every if request.kind in ("", each.kind) and request.unit in ("", each.unit))
    return Outcome(found, lambda: uses_report(found))
