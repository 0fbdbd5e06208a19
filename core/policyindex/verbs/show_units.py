"""Showing the units of a scheme, or the members of a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyindex.verbs.list_units import FOR
from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ShowUnitsRequest(Request):
    """Show the units of a scheme (NAME is its id, with @ and the vintage where it has one), or the members of a group.

    A unit is a member in a period if it is one on the period's last day: from the first day of what 'from' says, up
    to and without the first day of what 'until' says.

    \b
    policyindex units show iso-3166-1-alpha-3
    policyindex units show EU --period 2019
    policyindex units show EU27_2020 --scheme iso-3166-1-numeric --format csv
    """

    name: str = argument("NAME")
    period: str = option("The members of the group in this period only.", metavar="PERIOD")
    scheme: str = option(
        "Codes of this scheme, such as iso-3166-1-alpha-3; regions too, of one that knows their countries.",
        metavar="SCHEME",
    )
    for_: str = option(FOR, metavar="REF", reads=True)


def show_units(request: ShowUnitsRequest, workspace: Workspace) -> Outcome[tuple[Any, ...]]:
    """Give the rows of a scheme (code, name, parent, country, aliases) or of a group (code, name, from, until).

    :raises WrongUseError: for a name that is no scheme's and no group's, or options that do not fit it
    """
    from policyindex.instruments.groups import checked_period, chosen_scheme, find_group, group_titles
    from policyindex.problems import hint
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.unit_lists import group_report, scheme_report
    from policyindex.scoring.score import get_instrument
    from policyindex.units.codes import found_code
    from policyindex.units.groups import VAGUE
    from policyindex.verbs.outcome import Outcome

    host = workspace.host
    instrument = get_instrument(request.for_, host) if request.for_ else None
    units = instrument.file.units if instrument else None
    own = instrument.unit_tables.groups if instrument else ()
    if request.name in host.unit_schemes or (units and units.scheme == request.name):
        if request.period or request.scheme:
            raise WrongUseError(f"'{request.name}' is a scheme: --period and --scheme are for groups")
        report = scheme_report(chosen_scheme(request.name, host, instrument))
    else:
        if found_code(request.name, group_titles(host, own)) is None and request.name.upper() not in VAGUE:
            known = [*host.unit_schemes, *group_titles(host, own)]
            raise WrongUseError(
                f"there is no scheme and no group '{request.name}': see 'policyindex units list'.{hint(request.name, known)}"
            )
        group = find_group(request.name, host, instrument, own)
        period = checked_period(request.period, instrument)
        report = group_report(group, chosen_scheme(request.scheme or group.scheme, host, instrument), period)
    warnings = instrument.warnings if instrument else ()
    return Outcome(tuple(report.main), lambda: report, warnings=warnings)
