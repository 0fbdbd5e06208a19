"""The one way from a draft to an instrument that is fit for use, whatever file it was written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policyindex.instruments.draft import Draft
from policyindex.instruments.groups import memberships_of, unit_problems
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.loader import composed
from policyindex.instruments.registered import bases_of
from policyindex.plugins.host import PluginHost
from policyindex.problems import errors_in, ordered
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.ranges import check_ranges


def loaded(draft: Draft, host: PluginHost, strands: Sequence[Path] = ()) -> Instrument:
    """Compose a draft with strands and check it by all rules: the core's, those of plugins, and what can be reached.

    :returns: the instrument with all warnings
    :raises ProblemsFoundError: with every fault found
    """
    instrument = composed(draft, host.rules, strands, bases_of(host))
    found = [*instrument.warnings, *ordered(host.check_instrument(instrument))]
    found += ordered(unit_problems(instrument, host))
    memberships, unknown = memberships_of(instrument, host)
    found += unknown
    found += check_ranges(instrument, host.rules)
    if errors_in(found):
        raise ProblemsFoundError(found)
    return replace(instrument, warnings=tuple(found), memberships=memberships)
