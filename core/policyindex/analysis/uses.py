"""A register of uses of an index: who used it, for what, where; one table that travels beside the index."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from policyindex.problems import Location, Problem, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.units.groups import first_day
from policyindex.units.periods import EXPECTED
from policyindex.units.rows import Row, read_rows

KINDS = ("media", "policy", "research")
COLUMNS = ("date", "kind", "what", "by", "where", "link", "instrument", "unit", "node")
NEEDED = ("date", "kind", "what", "by")
LINKS = ("https://", "http://")


class Use(NamedTuple):
    """One use; ``unit`` and ``node`` say what it is about, where it is about one."""

    date: str
    kind: str
    what: str
    by: str
    where: str = ""
    link: str = ""
    instrument: str = ""
    unit: str = ""
    node: str = ""


def read_uses(path: Path) -> list[Use]:
    """Read a register, the newest use first.

    :raises ProblemsFoundError: for a register with faults, all of them
    """
    problems: list[Problem] = []
    found = []
    seen: dict[Use, Location] = {}
    for row in read_rows(path, COLUMNS, NEEDED, problems):
        use = _use(row)
        problems += check(use, row.where)
        if use in seen:
            problems.append(problem("use-twice", row.where, first=seen[use].render()))
        seen.setdefault(use, row.where)
        found.append(use)
    if problems:
        raise ProblemsFoundError(problems)
    return in_order(found)


def check(use: Use, where: Location) -> list[Problem]:
    """Say what is wrong with a use."""
    found = []
    if use.kind not in KINDS:
        values = {"value": use.kind, "known": listing(KINDS), "hint": hint(use.kind, KINDS)}
        found.append(problem("use-kind-unknown", where, **values))
    if first_day(use.date) is None:
        found.append(problem("use-date-none", where, value=use.date, expected=EXPECTED))
    if use.link and not use.link.startswith(LINKS):
        found.append(problem("use-link-none", where, value=use.link))
    return found


def in_order(uses: Sequence[Use]) -> list[Use]:
    """Give the newest first; of a day as they were written."""
    return sorted(uses, key=lambda each: str(first_day(each.date)), reverse=True)


def written(uses: Sequence[Use]) -> str:
    """Give the text of a register."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(uses)
    return stream.getvalue()


def _use(row: Row) -> Use:
    return Use(*(row[column] for column in COLUMNS))
