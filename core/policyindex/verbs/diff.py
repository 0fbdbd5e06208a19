"""Comparing two editions of an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.editions.diff import Comparison
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class DiffRequest(Request):
    """Compare the editions A (older) and B (newer), references or files.

    Every node and indicator of B is identical, reworded, rescored, restructured or new, and a node is at least as
    bad as what is below it. Scores are comparable up to reworded.

    \b
    policyindex instruments diff mine.yaml mine-2027.yaml --crosswalk crosswalk.yaml
    """

    before: str = argument("A", reads=True)
    after: str = argument("B", reads=True)
    using: str = option("A crosswalk: its names of questions and options count as stated.", metavar="FILE", reads=True)
    crosswalk: str = option(
        "Write a crosswalk to edit. An existing file is not touched: give it with --using.",
        metavar="FILE",
        writes=True,
    )


def diff(request: DiffRequest, workspace: Workspace) -> Outcome[Comparison]:
    """Give what differs and how comparable scores are; the drafted crosswalk is the outcome's file.

    :raises WrongUseError: for a crosswalk of other editions, or a draft over a file that is there
    """
    from pathlib import Path
    from shlex import quote

    from policyindex.editions.crosswalk import read_crosswalk
    from policyindex.editions.crosswalk_draft import draft_crosswalk
    from policyindex.editions.diff import compare_editions
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.editions import comparison_markdown, comparison_report
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import MadeFile, Outcome, made_text

    host, pair, using = workspace.host, (request.before, request.after), request.using
    target = Path(request.crosswalk).expanduser()
    if request.crosswalk and target.exists():
        raise WrongUseError(
            f"{target} is there already: give it with --using {quote(str(target))}, or choose another name"
        )
    before, after = (get_instrument(each, host) for each in pair)
    stated = read_crosswalk(Path(using).expanduser(), lambda each: get_instrument(each, host)) if using else None
    if stated and (between := [each.reference for each in (stated.before, stated.after)]) != [
        before.reference,
        after.reference,
    ]:
        raise WrongUseError(f"the crosswalk {using} is between {' and '.join(between)}, not between these two editions")
    found = compare_editions(before, after, stated.renamed if stated else None, stated.recoded if stated else None)
    files: tuple[MadeFile, ...] = ()
    if request.crosswalk:
        text = draft_crosswalk(found, pair, target.parent, stated.indicators if stated else None)
        files = (made_text(str(target), text, "application/yaml"),)
    noticed = (*before.warnings, *after.warnings, *(stated.warnings if stated else ()))
    return Outcome(
        found,
        lambda: comparison_report(found),
        files,
        tuple(dict.fromkeys(noticed)),
        own={"markdown": lambda: comparison_markdown(found)},
    )
