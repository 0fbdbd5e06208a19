"""Saying why scores changed from one period to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import GROUP, NODE, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.analysis.changes.series import Series
    from policyindex.analysis.changes.upon import Upon
    from policyindex.scoring.result import Result
    from policyindex.verbs.older import Older
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import Scored
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ChangeRequest(ScoringRequest):
    """Show why scores changed between two periods: which answers, by how much, and why these did.

    A difference falls into what changed (reforms, and changes whose cause nobody recorded), what revises the past
    (corrections and recodings, which restate the earlier score), and what came or went with the answers that only one
    of the periods has. The parts add up to the difference of the exact scores.

    \b
    policyindex change mipex-national --from 2014 --to 2019
    policyindex change mipex-national --unit GR --from 2014 --to 2019
    policyindex change mipex-national --unit GR --from 2014 --to 2019 --node b --output why.html
    policyindex change mipex-national --series --unit GR --node b
    """

    from_: str = option("The period that differences count from. With --series: the first one.", metavar="PERIOD")
    to: str = option(
        "The period that they count to; an earlier one turns every sign. With --series: the last one.", metavar="PERIOD"
    )
    unit: tuple[str, ...] = option(
        "Show what the difference of this unit is made of. May be repeated: a section a unit. Default: a table of all.",
        default=(),
        metavar="CODE",
    )
    group: str = option(GROUP, metavar="NAME")
    node: str = option(NODE, metavar="NODE")
    earlier_answers: tuple[str, ...] = option(
        "The answers that the earlier score was made of, where they are an older vintage (then one period may be "
        "given twice), or with --crosswalk of an older edition. Default: none; with --crosswalk those that travel with "
        "it.",
        default=(),
        metavar="FILE",
        reads=True,
    )
    crosswalk: str = option(
        "The crosswalk from an older edition, by which the earlier score was made, to this one.",
        metavar="FILE",
        reads=True,
    )
    series: bool = option(
        "Show scores over time instead: as they were answered, and restated by later corrections and recodings.",
        default=False,
    )


def change(request: ChangeRequest, workspace: Workspace) -> Outcome[Upon | Series]:
    """Give the difference of a node between two periods, split, of units that have answers of both; or its series.

    :raises WrongUseError: for a period, a unit or a node that is not there, or one period twice
    """
    from policyindex.verbs.analysing import chosen_node
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import among_units, meant_once

    older = _older(request, workspace)
    found = scored(request, workspace, older.joined if older else None)
    _check_comparable(found.result)
    among = None
    if request.group:
        among, more = among_units(found.result, request.group, workspace.host)
        found = found._replace(warnings=(*found.warnings, *more))
    units, read = meant_once(request.unit, among or found.result)
    node = chosen_node(request.node, found.result)
    more_warnings = older.warnings if older else ()
    found = found._replace(
        notes=(*found.notes * bool(request.answers), *read),
        warnings=(*found.warnings * bool(request.answers), *more_warnings),
    )
    if request.series:
        return _series(request, found._replace(result=among or found.result), node, units)
    return _change(request, found, node, units, older, among)


def _change(
    request: ChangeRequest,
    found: Scored,
    node: str,
    units: tuple[str, ...],
    older: Older | None,
    among: Result | None,
) -> Outcome[Upon]:
    from policyindex.analysis.changes.change import change as changed
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.change import change_report
    from policyindex.verbs.outcome import Outcome

    result = found.result
    start, end = (_period(given, f"--{name}", result) for given, name in ((request.from_, "from"), (request.to, "to")))
    if start == end and older is None:
        raise WrongUseError(f"--from and --to are both {start}: a change needs two periods")
    for unit in units:
        for period in (start, end):
            (among or result).row(unit, period)
    chosen = units or (_members(among, start, end) if among else ())
    upon = changed(result, start, end, chosen, older.origin if older else None).upon(node)
    if not upon.change.units:
        counts = (f"{len(upon.change.absent[other])} of {period}" for period, other in ((start, end), (end, start)))
        raise WrongUseError(f"no unit has answers of both {start} and {end}; so many have some: {', '.join(counts)}")
    if older is not None and not any(older.origin.has(upon.change.units, upon.change.early)):
        raise WrongUseError(f"the earlier answers have none for {upon.change.early}")
    return Outcome(
        upon,
        lambda: change_report(upon, units, among.group.group.id if among and among.group else ""),
        warnings=found.warnings,
        notes=found.notes,
        summary=f"change of {node} from {start} to {end}, {result.instrument.reference}\n"
        f"units that have both periods: {len(upon.change.units)}",
    )


def _members(among: Result, start: str, end: str) -> tuple[str, ...]:
    """Give the units of a group that are members in both periods, or where nobody is, in one."""
    pairs = among.panel.places
    every = dict.fromkeys(among.panel.units)
    both = tuple(each for each in every if (each, start) in pairs and (each, end) in pairs)
    return both or tuple(every)


def _series(request: ChangeRequest, found: Scored, node: str, units: tuple[str, ...]) -> Outcome[Series]:
    from policyindex.analysis.changes.series import series
    from policyindex.analysis.changes.stories import between
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.series import series_report
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.units import check_known

    result = found.result
    if request.earlier_answers or request.crosswalk:
        raise WrongUseError("--series follows the answers of one vintage and one edition: it takes no earlier ones")
    for unit in units:
        check_known("unit", unit, result.panel.units, result)
    every = sorted(set(result.panel.periods), key=result.instrument.in_time)
    first = _period(request.from_, "--from", result) if request.from_ else every[0]
    last = _period(request.to, "--to", result) if request.to else every[-1]
    periods = between(result, *sorted((first, last), key=result.instrument.in_time))
    followed = series(result, node, periods, units or tuple(dict.fromkeys(result.panel.units)))
    return Outcome(
        followed,
        lambda: series_report(followed, units),
        warnings=found.warnings,
        notes=found.notes,
        summary=f"series of {node}, {result.instrument.reference}\n{len(periods)} periods",
    )


def _older(request: ChangeRequest, workspace: Workspace) -> Older | None:
    """Read what the earlier scores were made of, where it is something else."""
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.older import older_edition, older_vintage

    if not request.crosswalk and not request.earlier_answers:
        return None
    instrument = get_instrument(request.reference, workspace.host, request.lang)
    if request.crosswalk:
        return older_edition(instrument, request.crosswalk, request.earlier_answers, workspace.host)
    return older_vintage(instrument, request.earlier_answers, workspace.host)


def _check_comparable(result: Result) -> None:
    """Refuse scores that mean something else in each period."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.over_time import comparable_over_time

    if reason := comparable_over_time(result.instrument):
        raise WrongUseError(f"scores of {result.instrument.reference} cannot be compared over time: {reason}")


def _period(given: str, flag: str, result: Result) -> str:
    """Give the label of a period that was asked for, and that there are answers of."""
    from policyindex.problems import listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import known_period

    if not given.strip():
        known = sorted(set(result.panel.periods), key=result.instrument.in_time)
        raise WrongUseError(f"{flag} is not given; there are answers of: {listing(known, 40)}")
    return known_period(given, result)
