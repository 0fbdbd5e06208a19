"""Tables that bring units: a scheme (code, name) and groups (group, unit), as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from policyindex.plugins.specs import Membership
from policyindex.problems import Location, Problem, listing, problem
from policyindex.units.codes import code_of
from policyindex.units.countries import ISO, aliases, alpha_2
from policyindex.units.groups import VAGUE, Group, first_day
from policyindex.units.periods import EXPECTED
from policyindex.units.rows import Row, read_rows
from policyindex.units.scheme import Scheme, prefixes

SCHEME = ("code", "name", "parent", "alias", "country", "note")
GROUPS = ("group", "unit", "from", "until", "label", "source", "scheme")
"""The columns of the two kinds of tables; the first two of each are needed."""


def read_scheme(path: Path, scheme: str, *, by_prefix: bool = False) -> tuple[Scheme, list[Problem]]:
    """Read the units of a scheme.

    :param by_prefix: a unit lies in the one whose code is the beginning of its own
    """
    problems: list[Problem] = []
    rows = list(_rows(path, SCHEME, problems))
    codes: dict[str, Row] = {}
    for row in rows:
        if row["code"] in codes:
            first = codes[row["code"]].where.render()
            problems.append(problem("units-code-twice", row.where, value=row["code"], first=first))
        codes.setdefault(row["code"], row)
    names = {code: row["name"] for code, row in codes.items()}
    also: dict[str, str] = {}
    for code, row in codes.items():
        for alias in filter(None, map(str.strip, row["alias"].upper().split(";"))):
            if alias in names or also.get(alias, code) != code:
                other = alias if alias in names else also[alias]
                problems.append(problem("units-alias-taken", row.where, value=alias, unit=code, other=other))
            also.setdefault(alias, code)
    parents, countries, notes = (
        {code: row[column] for code, row in codes.items() if row[column]} for column in ("parent", "country", "note")
    )
    if by_prefix:
        parents = {**prefixes(names), **parents}
    found = Scheme(scheme, "", "", names, also, parents, countries, notes)
    problems += [*_circles(found, codes), *_no_countries(found, codes)]
    return found, problems


def _circles(scheme: Scheme, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Name the units that lie in themselves."""
    done: set[str] = set()
    for code in scheme.parents:
        way: dict[str, None] = {}
        while code and code not in done and code not in way:
            way[code] = None
            code = scheme.parents.get(code, "")
        if code in way:
            yield problem("units-parent-circle", rows[code].where if code in rows else Location(), value=code)
        done.update(way)


def _no_countries(scheme: Scheme, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Refuse what is no code of a country; another spelling would be in no group."""
    if not scheme.countries:
        return
    also, known = aliases("alpha_2"), alpha_2("alpha_2")
    for code, country in scheme.countries.items():
        if country not in known:
            meant = f" Write {also[country]}." if country in also else ""
            yield problem("units-country-unknown", rows[code].where, value=country, hint=meant)


def read_groups(path: Path, scheme: str) -> tuple[list[Group], list[Problem]]:
    """Read groups of units.

    :param scheme: the scheme of the units' codes in rows that name none
    """
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    for row in _rows(path, GROUPS, problems):
        rows.setdefault(row["group"], []).append(row)
        problems += _undated(row)
    for name, own in rows.items():
        if name in VAGUE:
            problems.append(problem("group-vague", own[0].where, value=name, known=VAGUE[name]))
        for column in ("label", "source", "scheme"):
            said = {row[column]: row for row in own if row[column]}
            if len(said) > 1:
                values = {"value": listing(said), "column": column, "group": name}
                problems.append(problem("group-said-twice", list(said.values())[1].where, **values))
        problems += _twice(name, own)
    return [_group(name, own, scheme) for name, own in rows.items()], problems


def _group(name: str, rows: Sequence[Row], scheme: str) -> Group:
    label, source, own = (
        next((row[column] for row in rows if row[column]), "") for column in ("label", "source", "scheme")
    )
    memberships = tuple(Membership(row["unit"], row["from"], row["until"]) for row in rows)
    return Group(name, label or name, memberships, own or scheme or ISO, source, rows[0].where)


def _undated(row: Row) -> Iterator[Problem]:
    """Refuse dates that are none, and an end before the beginning."""
    for column in ("from", "until"):
        if row[column] and first_day(row[column]) is None:
            yield problem("group-date-none", row.where, value=row[column], column=column, expected=EXPECTED)
    since, until = (first_day(row[column] or "-") for column in ("from", "until"))
    if since and until and until <= since:
        yield problem("group-until-early", row.where, value=row["until"], since=row["from"], unit=row["unit"])


def _twice(name: str, rows: Sequence[Row]) -> Iterator[Problem]:
    """Refuse a unit that is a member twice at one time."""
    before: dict[str, list[Row]] = {}
    for row in rows:
        for other in before.setdefault(row["unit"], []):
            early, late = sorted((row, other), key=lambda each: str(first_day(each["from"] or "-") or ""))
            left, came = first_day(early["until"] or "-"), first_day(late["from"] or "-")
            if left is None or came is None or came < left:
                values = {"unit": row["unit"], "group": name, "first": other.where.render()}
                yield problem("group-unit-twice", row.where, **values)
                break
        before[row["unit"]].append(row)


def _rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """Give the rows of a table that have what its first two columns ask for, codes as they are compared."""
    codes = [column for column in columns[:2] if column != "name"]
    yield from read_rows(
        path, columns, columns[:2], problems, {column: lambda text: code_of(text)[0] for column in codes}
    )
