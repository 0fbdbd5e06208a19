"""Writers of one file, as tasks of processes: each gets ready, waits for all the others, and writes at the same moment."""

from __future__ import annotations

from threading import Barrier

import policyindex as pi
from processes import policyindex


def importing(together: Barrier, workbook: str) -> None:
    """Take answers from a questionnaire."""
    from policyindex import cli  # noqa: F401 - what is imported later does not delay the writing

    together.wait()
    policyindex("questionnaire", "import", workbook, "--for", "parks.yaml", "--answers", "a.csv")


def sitting(together: Barrier, unit: str) -> None:
    """Answer questions one by one."""
    session = pi.fill("parks.yaml", unit=unit, period="2026", answers="a.csv").data
    together.wait()
    for line in ("full", "", "", "half", "", ""):
        session.take(line)
