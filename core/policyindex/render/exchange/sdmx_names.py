"""Names in SDMX: what an edition, a unit, a node and a period are called there."""

from __future__ import annotations

import re
from datetime import timedelta

from policyindex.problems.errors import WrongUseError
from policyindex.units.periods import period_of

AGENCY = "POLICYINDEX"
VERSION = "1.0"
"""An edition never changes and is part of the name, so that its structure has one version."""


def name_of(reference: str) -> str:
    """Give the name of the structure of an edition, with its strands: ``mipex-national_core-2020``."""
    return re.sub(r"[^A-Za-z0-9-]", "_", reference)


def structure_of(reference: str) -> str:
    """Give the dataflow of an edition: ``POLICYINDEX:mipex-national_core-2020(1.0)``."""
    return f"{AGENCY}:{name_of(reference)}({VERSION})"


def code_of(text: str) -> str:
    """Give the code of a unit or a node; a character that no code may have is written as ``$`` and its number: ``$E9$``."""
    return re.sub(r"[^A-Za-z0-9_@-]", lambda found: f"${ord(found[0]):X}$", text)


def time_of(label: str) -> str:
    """Give a period as SDMX writes it: ``2019-S1`` for a half, ``2015-01-01/P4Y`` for a range.

    :raises WrongUseError: for a label that has no place in time
    """
    period = period_of(label)
    if not period or not period.first or not period.last:
        raise WrongUseError(
            f"SDMX has no place for the period '{label}', which is no date: choose others with --period, "
            "or a format that takes any label, such as csv"
        )
    if re.fullmatch("[0-9]{4}-[0-9]{4}", period.label):
        return f"{period.first}/P{period.last.year - period.first.year + 1}Y"
    if "/" in period.label:
        return f"{period.first}/P{(period.last - period.first + timedelta(days=1)).days}D"
    return period.label.replace("-H", "-S")
