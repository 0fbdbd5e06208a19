"""Following targets of an instrument, of a unit's action plan and of its answers over the periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyindex.analysis.targets.aims import Aim, Clock
    from policyindex.analysis.targets.tracking import Track
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class TargetsRequest(ScoringRequest):
    """Follow targets over the periods: reached, missed, on the way.

    Targets come from the instrument, from plans beside answers, and from a table (--targets): a CSV file with the
    columns unit, on, kind, reach and by, and where they are known since, tabled, adopted, in_force, each of these three
    with its reference (tabled_reference), and set_by. A law is on the way by its milestones, a number by its pace. Time
    is that of the newest answers, or of --as-of; never that of a clock.

    \b
    policyindex targets mipex-national --targets plan.csv
    policyindex targets mipex-national --targets plan.csv --unit DE --period 2014
    policyindex targets mipex-national --targets plan.csv --as-of 2026-03-31 --output plan.html
    """

    targets: str = option("A CSV file with targets.", metavar="FILE", reads=True)
    unit: tuple[str, ...] = option("Targets of this unit only. May be repeated.", default=(), metavar="CODE")
    period: str = option("Count answers up to this period; default: up to the newest.", metavar="PERIOD")
    as_of: str = option(
        "The day to which targets stand, such as 2026-03-31; default: the last day of the newest period that counts.",
        metavar="DATE",
    )
    node: str = option("Targets on this node, or on what lies below it, only.", metavar="NODE")


def targets(request: TargetsRequest, workspace: Workspace) -> Outcome[tuple[tuple[Track, ...], ...]]:
    """Give by target how it stood in each period, the newest last.

    :raises WrongUseError: for an unknown unit, node or period, or where there is no target at all
    :raises ProblemsFoundError: for a table with faults
    """
    from pathlib import Path

    from policyindex.analysis.targets.aim_table import read_aims
    from policyindex.analysis.targets.aims import Clock, of_answers, of_instrument
    from policyindex.analysis.targets.tracking import tracks
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.targets import targets_report
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import known_period

    given = scored(request, workspace)
    result, warnings = given.result, given.warnings if request.answers else ()
    head = result.instrument
    if not result.panel.periods:
        raise WrongUseError(f"there are no answers of {head.reference}: targets are followed in answers")
    clock = Clock(head, tuple(sorted(set(result.panel.periods), key=head.in_time)))
    period = known_period(request.period, result) if request.period else clock.periods[-1]
    as_of = _as_of(request.as_of, clock) or period
    units, read = _units(request, result)
    aims: list[Aim] = []
    if request.targets:
        own, doubts = read_aims(Path(request.targets).expanduser(), result, clock)
        aims, warnings = [each for each in own if not units or each.unit in units], (*warnings, *doubts)
    # the instrument's own targets are those of everybody: of units that were asked for, or that have targets
    everybody = units or tuple(dict.fromkeys(each.unit for each in aims)) or tuple(dict.fromkeys(result.panel.units))
    aims += [
        aim for unit in everybody for made in (of_instrument(head, unit), of_answers(result, unit)) for aim in made
    ]
    aims = _below(request.node, aims, result)
    if not aims:
        raise WrongUseError(_nothing(request, head.reference))
    found = tuple(tuple(tracks(result, aim, clock, period, as_of)) for aim in aims)
    return Outcome(found, lambda: targets_report(result, found, as_of), warnings=warnings, notes=(*given.notes, *read))


def _as_of(text: str, clock: Clock) -> str:
    """Give the label of a day that can be compared with the periods of the answers."""
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import period_label

    found = period_label(text, clock.head.periods)
    if found and not clock.can_place(found):
        raise WrongUseError(
            f"--as-of {found} cannot be placed in time beside the periods of the answers, such as {clock.periods[-1]}"
        )
    return found


def _units(request: TargetsRequest, result: Result) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the codes of the units asked for: there may be targets before there are answers."""
    from policyindex.verbs.units import check_known, meant, once

    names = {**result.scheme.names, **{each: each for each in result.panel.units}, **result.unit_names}
    read = [meant(each, names, result.scheme) for each in request.unit]
    for code, _ in read:
        if code not in names:
            check_known("unit", code, set(result.panel.units), result)
    codes, more = once(code for code, _ in read)
    return codes, (*(note for _, notes in read for note in notes), *more)


def _below(node: str, aims: Sequence[Aim], result: Result) -> list[Aim]:
    """Keep the targets on a node and on what lies below it."""
    if not node:
        return list(aims)
    result.column(node)
    head = result.instrument
    wanted = {each for each, _ in head.below((node,))} | set(head.indicators_below(node))
    return [each for each in aims if each.on in wanted]


def _nothing(request: TargetsRequest, reference: str) -> str:
    where = f" on '{request.node}' or below it" if request.node else ""
    if request.targets:
        of = f" of {', '.join(request.unit)}" if request.unit else ""
        return f"there are no targets{of}{where} in {request.targets}, nor in {reference}"
    return f"{reference} sets no targets{where}, and no answers have a plan: give a table of targets with --targets"
