"""Layouts of tile maps: where each unit has its tile, as CSV (unit, row, column)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policyindex.problems import Problem, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.units.rows import Row, read_rows

COLUMNS = ("unit", "row", "column")
COUNTRIES = Path(__file__).parent / "data" / "tiles.csv"
"""An arrangement of our own of the countries of Europe and some others, by the codes of ISO 3166-1 alpha-2."""
MOST = 100


def read_layout(path: Path) -> Mapping[str, tuple[int, int]]:
    """Give the row and the column of each unit, from 1.

    :raises ProblemsFoundError: for what is no such table, or puts two tiles in one place
    """
    problems: list[Problem] = []
    found: dict[str, tuple[int, int]] = {}
    taken: dict[tuple[int, int], Row] = {}
    for row in read_rows(path, COLUMNS, COLUMNS, problems):
        wrong = [each for each in COLUMNS[1:] if not row[each].isdecimal() or not 1 <= int(row[each]) <= MOST]
        problems += [problem("tiles-number-none", row.where, column=each, value=row[each]) for each in wrong]
        if wrong:
            continue
        place = int(row["row"]), int(row["column"])
        if row["unit"] in found or place in taken:
            first = taken[found.get(row["unit"], place)].where.render()
            problems.append(problem("tiles-place-taken", row.where, value=row["unit"], first=first))
            continue
        found[row["unit"]], taken[place] = place, row
    if problems:
        raise ProblemsFoundError(problems)
    return found
